//! One connection as its room sees it: a place in the shared frames, and the few bytes that are its own.

use super::{Counts, Joining, Link};
use crate::model::{AuthorId, ClientId, Counter, Millis, Seq};
use crate::protocol::{PlainStyle, PlainText, Role, text_frame};
use crate::room::{Frames, PlainFrame, Since};
use bytes::{Buf, Bytes};
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice};
use std::sync::Arc;

/// Bytes taken from the shared frames for one write: more than a socket's send buffer takes at once.
const GATHER_BYTES_MAX: usize = 256 * 1024;

/// Parts of one write: what Linux takes without splitting is far more, what one batch needs far less.
const WRITE_PARTS_MAX: usize = 64;

/// Personal frames that wait for a slow client: refusals and pongs beyond this are dropped, oldest first.
const PERSONAL_FRAMES_MAX: usize = 64;

/// Requests for a picture that one connection may have waiting.
const REQUESTS_MAX: usize = 8;

/// What a connection speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `easel.v1`.
    Easel,
    /// The seed's JSON, written in this style.
    Plain(PlainStyle),
}

/// A picture that a member waits for instead of entries.
#[derive(Debug)]
pub(super) struct Want {
    /// The picture must show at least this place.
    pub(super) asked: Seq,
    /// Plain clients: the ids to answer to; none is a picture nobody asked for.
    pub(super) ids: Vec<Option<Value>>,
}

/// What came of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Everything is written.
    Idle,
    /// The socket takes no more; somebody must wait for it.
    Blocked,
    /// The connection is gone.
    Gone,
}

/// What all members of a room are sent.
pub(super) struct Shared<'r> {
    pub(super) frames: &'r Frames,
    /// The newest `clientCount`, and which one it is.
    pub(super) count: (u64, &'r Bytes),
    pub(super) counts: &'r Counts,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) client: ClientId,
    pub(super) author: AuthorId,
    pub(super) role: Role,
    pub(super) dialect: Dialect,
    pub(super) link: Arc<Link>,
    /// The last seq it was given.
    pub(super) place: Seq,
    pub(super) want: Option<Want>,
    /// Somebody waits for its socket.
    pub(super) blocked: bool,
    /// Rule V10: everything before this count is dropped.
    pub(super) gate: Option<Counter>,
    pub(super) pinged: bool,
    /// When a close that was sent will have waited long enough.
    pub(super) closing: Option<Millis>,
    ack: Counter,
    acked: Counter,
    count_told: u64,
    style_learned: bool,
    personal: VecDeque<Bytes>,
    pending: VecDeque<Bytes>,
}

impl Member {
    pub(super) fn new(joining: Joining, place: Seq) -> Self {
        Self {
            client: joining.client,
            author: joining.author,
            role: joining.role,
            dialect: joining.dialect,
            link: joining.link,
            place,
            want: None,
            blocked: false,
            gate: None,
            pinged: false,
            closing: None,
            ack: Counter::NONE,
            acked: Counter::NONE,
            count_told: 0,
            style_learned: joining.dialect != Dialect::Plain(PlainStyle::Flat),
            personal: VecDeque::new(),
            pending: VecDeque::new(),
        }
    }

    pub(super) fn is_plain(&self) -> bool {
        matches!(self.dialect, Dialect::Plain(_))
    }

    /// Adds a whole frame for this member alone.
    pub(super) fn tell(&mut self, frame: Bytes) {
        if self.closing.is_some() {
            return;
        }
        if self.personal.len() == PERSONAL_FRAMES_MAX {
            self.personal.pop_front();
        }
        self.personal.push_back(frame);
    }

    /// Everything up to `n` is stored or refused for good.
    pub(super) fn acknowledge(&mut self, n: Counter) {
        self.ack = self.ack.max(n);
    }

    /// Acknowledges `n` even if that was done before: it was sent again.
    pub(super) fn acknowledge_again(&mut self, n: Counter) {
        self.ack = self.ack.max(n);
        self.acked = Counter::NONE;
    }

    /// Asks for a picture of `seq` or later.
    pub(super) fn ask_picture(&mut self, seq: Seq) {
        self.want.get_or_insert(Want { asked: seq, ids: Vec::new() }).asked = seq;
    }

    /// Asks for a `canvasState` of `seq` or later, answered to `id`.
    pub(super) fn ask_canvas_state(&mut self, seq: Seq, id: Option<Value>) {
        self.ask_picture(seq);
        if let Some(want) = &mut self.want
            && want.ids.len() < REQUESTS_MAX
        {
            want.ids.push(id);
        }
    }

    /// Gives the picture it waited for, as parts of whole frames.
    pub(super) fn give_picture(&mut self, seq: Seq, parts: impl IntoIterator<Item = Bytes>) {
        self.want = None;
        self.place = seq;
        self.pending.extend(self.personal.drain(..));
        self.pending.extend(parts);
    }

    /// Learns how the client writes draws from its first one (rule P14).
    pub(super) fn learn(&mut self, style: PlainStyle) {
        if !self.style_learned {
            self.style_learned = true;
            self.dialect = Dialect::Plain(style);
        }
    }

    /// Writes everything this member is behind by.
    pub(super) fn pump(&mut self, shared: &Shared<'_>) -> Flow {
        if self.blocked {
            return Flow::Blocked;
        }
        loop {
            if self.pending.is_empty() {
                self.gather(shared);
            }
            if self.pending.is_empty() {
                return Flow::Idle;
            }
            match self.write(shared.counts) {
                Ok(0) => return Flow::Gone,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Flow::Blocked,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Flow::Gone,
            }
        }
    }

    fn write(&mut self, counts: &Counts) -> std::io::Result<usize> {
        let mut parts = [IoSlice::new(&[]); WRITE_PARTS_MAX];
        let mut used = 0;
        for (part, bytes) in parts.iter_mut().zip(&self.pending) {
            *part = IoSlice::new(bytes);
            used += 1;
        }
        let written = self.link.try_write(&parts[..used])?;
        counts.writes.add(1);
        counts.bytes_out.add(written as u64);
        self.forget(written);
        Ok(written)
    }

    fn forget(&mut self, mut written: usize) {
        while let Some(first) = self.pending.front_mut() {
            if written < first.len() {
                first.advance(written);
                return;
            }
            written -= first.len();
            self.pending.pop_front();
        }
    }

    /// Collects what is next: own frames, entries, what they acknowledge, the newest count.
    fn gather(&mut self, shared: &Shared<'_>) {
        self.pending.extend(self.personal.drain(..));
        if self.closing.is_some() || self.want.is_some() {
            return;
        }
        match shared.frames.since(self.place) {
            Since::Nothing => {}
            Since::TooOld => {
                shared.counts.resyncs.add(1);
                self.ask_picture(shared.frames.last());
                return;
            }
            Since::Frames(frames) => {
                let mut bytes = 0;
                for frame in frames {
                    if bytes >= GATHER_BYTES_MAX {
                        break;
                    }
                    match (&frame.plain, self.dialect) {
                        (_, Dialect::Easel) => {
                            bytes += frame.easel.len();
                            self.pending.push_back(frame.easel.clone());
                        }
                        (Some(plain), Dialect::Plain(_)) if plain.refresh => {
                            self.ask_picture(shared.frames.last());
                            return;
                        }
                        (Some(plain), Dialect::Plain(style)) => {
                            bytes += plain.bytes.len();
                            self.gather_plain(plain, style);
                        }
                        (None, Dialect::Plain(_)) => {
                            self.ask_picture(shared.frames.last());
                            return;
                        }
                    }
                    self.place = frame.last;
                }
            }
        }
        // An acknowledgement never overtakes the entries it covers (rule V4).
        let caught_up = self.place >= shared.frames.last();
        if caught_up && self.ack > self.acked && self.dialect == Dialect::Easel {
            self.acked = self.ack;
            let ack = crate::protocol::ServerMessage::Ack { n: self.ack };
            self.pending.push_back(ack.to_frame());
        }
        if self.count_told != shared.count.0 {
            self.count_told = shared.count.0;
            self.pending.push_back(shared.count.1.clone());
        }
    }

    /// Adds the draws of others: shared bytes in as few slices as possible.
    fn gather_plain(&mut self, plain: &PlainFrame, style: PlainStyle) {
        if style != PlainStyle::Flat {
            return self.gather_styled(plain, style);
        }
        let (mut start, author) = (0, self.author);
        for own in plain.spans.iter().filter(|span| span.author == author) {
            self.push_slice(&plain.bytes, start, own.start);
            start = own.end;
        }
        self.push_slice(&plain.bytes, start, plain.bytes.len());
    }

    fn push_slice(&mut self, bytes: &Bytes, start: usize, end: usize) {
        if start < end {
            self.pending.push_back(bytes.slice(start..end));
        }
    }

    fn gather_styled(&mut self, plain: &PlainFrame, style: PlainStyle) {
        for span in plain.spans.iter().filter(|span| span.author != self.author) {
            let frame = &plain.bytes[span.start..span.end];
            let text = std::str::from_utf8(&plain.bytes[span.text..span.end]);
            let bytes = match text {
                Ok(text) if text.starts_with(r#"{"type":"draw""#) => {
                    text_frame(PlainText(text).styled(style).as_bytes())
                }
                _ => Bytes::copy_from_slice(frame),
            };
            self.pending.push_back(bytes);
        }
    }
}
