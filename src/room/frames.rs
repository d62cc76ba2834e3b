//! The newest part of the journal, already encoded for the wire and shared by every place in it.
//!
//! A client's send state is a place here, not a queue: it takes what it is behind by, or is told that it is
//! too old and takes a picture (rules J1 and J2).

use crate::history::{Change, Happening, Item, ItemKind, Window};
use crate::model::{AuthorId, Brush, Point, Seq};
use crate::protocol::{
    FlatPoints, ServerMessage, WireEntry, frame_head, plain_chat, plain_draw, text_frame,
};
use bytes::{Bytes, BytesMut};
use std::borrow::Cow;
use std::collections::VecDeque;

/// Bytes of encoded entries kept for clients that are behind: minutes of one pencil, seconds of a full
/// class. Beyond it a picture is cheaper than the entries.
pub const RING_BYTES_MAX: usize = 1024 * 1024;

/// Frames looked through from the newest on, before halving is faster.
const NEAR: usize = 8;

/// What happened from one place to the next, encoded once.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The place before it.
    pub after: Seq,
    /// The place after it.
    pub last: Seq,
    /// The `entries` message of the easel dialect, framed.
    pub easel: Bytes,
    /// The same for the plain dialect, when anybody speaks it.
    pub plain: Option<PlainFrame>,
}

/// Draws and chat of one frame for the plain dialect.
#[derive(Clone, Debug, Default)]
pub struct PlainFrame {
    /// Framed messages, one after the other.
    pub bytes: Bytes,
    /// Where each message lies in `bytes`, and whose it is.
    pub spans: Vec<PlainSpan>,
    /// Something happened that a segment cannot say: a fresh picture is due (rule P15).
    pub refresh: bool,
}

/// One message of a plain frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainSpan {
    /// Who drew or spoke: it is not sent back to them.
    pub author: AuthorId,
    /// Where the frame starts.
    pub start: usize,
    /// Where its text starts.
    pub text: usize,
    /// Where it ends.
    pub end: usize,
}

/// What a place is behind by.
#[derive(Debug)]
pub enum Since<'f> {
    /// Nothing.
    Nothing,
    /// These frames; the first may begin before the place.
    Frames(std::collections::vec_deque::Iter<'f, Frame>),
    /// More than is kept: take a picture.
    TooOld,
}

/// The kept frames, oldest first.
#[derive(Debug)]
pub struct Frames {
    kept: VecDeque<Frame>,
    bytes: usize,
    bytes_max: usize,
    last: Seq,
}

impl Frames {
    /// No frames yet; the room is at `last`.
    pub fn new(last: Seq, bytes_max: usize) -> Self {
        Self { kept: VecDeque::new(), bytes: 0, bytes_max, last }
    }

    /// The place after the newest frame.
    pub fn last(&self) -> Seq {
        self.last
    }

    /// Adds what happened up to `last`; `plain` when anybody here speaks the plain dialect. `window` is the
    /// room's after the changes.
    pub fn push(&mut self, last: Seq, changes: &[Change], plain: Option<PlainFrame>) {
        let entries = changes.iter().map(wire_entry).collect();
        let easel = ServerMessage::Entries { seq: last, entries }.to_frame();
        self.bytes += easel.len() + plain.as_ref().map_or(0, |plain| plain.bytes.len());
        self.kept.push_back(Frame { after: self.last, last, easel, plain });
        self.last = last;
        while self.bytes > self.bytes_max && self.kept.len() > 1 {
            if let Some(old) = self.kept.pop_front() {
                self.bytes -= old.easel.len() + old.plain.map_or(0, |plain| plain.bytes.len());
            }
        }
    }

    /// What a client at `place` is behind by.
    pub fn since(&self, place: Seq) -> Since<'_> {
        if place >= self.last {
            return Since::Nothing;
        }
        if self.kept.front().is_none_or(|oldest| place < oldest.after) {
            return Since::TooOld;
        }
        // Almost everybody is behind by what came last, and the kept frames may be thousands.
        let near = self.kept.iter().rev().take(NEAR).take_while(|frame| frame.last > place).count();
        let from = if near < NEAR {
            self.kept.len() - near
        } else {
            self.kept.partition_point(|frame| frame.last <= place)
        };
        Since::Frames(self.kept.range(from..))
    }
}

/// Writes segments for plain clients while changes are applied one by one.
#[derive(Debug, Default)]
pub struct PlainWriter {
    bytes: BytesMut,
    frame: PlainFrame,
    text: String,
}

impl PlainWriter {
    /// Adds one change; `window` must be as it was before the change.
    pub fn write(&mut self, window: &Window, change: &Change) {
        match &change.what {
            Happening::Begin { author, brush, points, ended, .. } => {
                let first = if *ended { &points[..1] } else { &points[..0] };
                let mut from = first.first().copied().filter(|_| points.len() == 1);
                for to in points.iter().copied() {
                    if let Some(from) = from {
                        self.segment(*author, *brush, from, to);
                    }
                    from = Some(to);
                }
                self.frame.refresh |= *ended && brush.opacity() < u8::MAX && points.len() > 2;
            }
            Happening::Points { stroke, points } => self.grow(window, *stroke, points),
            Happening::End { stroke } => self.end(window, *stroke),
            Happening::Chat { author, line } => {
                self.text = plain_chat(&line.content, &line.user);
                self.message(*author);
            }
            Happening::Cancel { .. }
            | Happening::Hide { .. }
            | Happening::Show { .. }
            | Happening::Place { .. }
            | Happening::Rebase { .. }
            | Happening::Clear { .. } => self.frame.refresh = true,
        }
    }

    /// What was written.
    pub fn finish(mut self) -> PlainFrame {
        self.frame.bytes = self.bytes.freeze();
        self.frame
    }

    fn grow(&mut self, window: &Window, stroke: Seq, more: &[Point]) {
        let Some((item, brush, points)) = stroke_of(window, stroke) else { return };
        let mut from = points.last().copied();
        for to in more.iter().copied() {
            if let Some(from) = from {
                self.segment(item.author, brush, from, to);
            }
            from = Some(to);
        }
    }

    fn end(&mut self, window: &Window, stroke: Seq) {
        let Some((item, brush, points)) = stroke_of(window, stroke) else { return };
        if let [only] = points {
            self.segment(item.author, brush, *only, *only);
        }
        self.frame.refresh |= brush.opacity() < u8::MAX && points.len() > 2;
    }

    /// Nothing joins a point to where the pen was lifted.
    fn segment(&mut self, author: AuthorId, brush: Brush, from: Point, to: Point) {
        if from.is_lift() || to.is_lift() {
            return;
        }
        self.text.clear();
        plain_draw(&mut self.text, brush, from, to);
        self.message(author);
    }

    fn message(&mut self, author: AuthorId) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&frame_head(self.text.len()));
        let text = self.bytes.len();
        self.bytes.extend_from_slice(self.text.as_bytes());
        self.frame.spans.push(PlainSpan { author, start, text, end: self.bytes.len() });
    }
}

fn stroke_of(window: &Window, seq: Seq) -> Option<(&Item, Brush, &[Point])> {
    let item = window.item(seq)?;
    match &item.kind {
        ItemKind::Stroke { brush, points, .. } => Some((item, *brush, points)),
        ItemKind::Clear | ItemKind::Image(_) => None,
    }
}

/// A change as clients read it.
pub fn wire_entry(change: &Change) -> WireEntry<'_> {
    let seq = change.seq;
    match &change.what {
        Happening::Begin { author, n, brush, points, ended } => WireEntry::Begin {
            seq,
            author: *author,
            n: *n,
            tool: brush.tool(),
            color: brush.color(),
            opacity: brush.opacity(),
            points: FlatPoints(Cow::Borrowed(points)),
            ended: *ended,
        },
        Happening::Points { stroke, points } => {
            WireEntry::Points { seq, stroke: *stroke, points: FlatPoints(Cow::Borrowed(points)) }
        }
        Happening::End { stroke } => WireEntry::End { seq, stroke: *stroke },
        Happening::Cancel { stroke } => WireEntry::Cancel { seq, stroke: *stroke },
        Happening::Hide { item } => WireEntry::Hide { seq, item: *item },
        Happening::Show { item } => WireEntry::Show { seq, item: *item },
        Happening::Clear { author, n } => WireEntry::Clear { seq, author: *author, n: *n },
        Happening::Place { author, n, place } => {
            WireEntry::Place { seq, author: *author, n: *n, place: *place }
        }
        Happening::Rebase { .. } => WireEntry::Rebase { seq },
        Happening::Chat { author, line } => WireEntry::Chat {
            seq,
            author: *author,
            content: Cow::Borrowed(&line.content),
            user: Cow::Borrowed(&line.user),
        },
    }
}

/// A notice to plain clients, framed (rule P16).
pub fn plain_notice(text: &str) -> Bytes {
    text_frame(plain_chat(text, "easel").as_bytes())
}
