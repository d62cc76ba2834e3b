//! One connection as its room sees it: a place in the shared frames, and the few bytes that are its own.

use super::doorway::Came;
use super::people::People;
use super::{Counts, Joining, Link};
use crate::model::{AuthorId, ClientId, Counter, Millis, Role, Seq};
use crate::protocol::{PlainStyle, PlainText, ServerMessage, text_frame};
use crate::room::{Frame, Frames, PlainFrame, Since};
use bytes::Bytes;
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice};
use std::sync::Arc;

/// Bytes taken from the shared frames for one write: more than a socket's send buffer takes at once.
const GATHER_BYTES_MAX: usize = 256 * 1024;

/// Bytes that may be left over from the write before when more is added to them.
const LEFT_BYTES_MAX: usize = 16 * 1024;

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
#[derive(Debug, Default)]
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
    /// Who is here, for those who said who they are.
    pub(super) people: &'r People,
    pub(super) counts: &'r Counts,
}

/// One slice of a write: of the frames that all share, or of this member alone.
#[derive(Debug)]
pub(super) enum Part<'f> {
    /// From one place of shared bytes to another.
    Shared(&'f Bytes, usize, usize),
    /// All of these.
    Own(Bytes),
}

/// The slices of one write.
pub(super) type Parts<'f> = Vec<Part<'f>>;

impl<'f> Part<'f> {
    fn whole(bytes: &'f Bytes) -> Self {
        Self::Shared(bytes, 0, bytes.len())
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Shared(bytes, from, to) => &bytes[*from..*to],
            Self::Own(bytes) => bytes,
        }
    }
}

fn length(parts: &[Part<'_>]) -> usize {
    parts.iter().map(|part| part.bytes().len()).sum()
}

fn push_slice<'f>(parts: &mut Parts<'f>, bytes: &'f Bytes, from: usize, to: usize) {
    if from < to {
        parts.push(Part::Shared(bytes, from, to));
    }
}

/// What is left of the parts after so many bytes, as references that live on.
fn rest(parts: &mut Parts<'_>, mut written: usize) -> impl Iterator<Item = Bytes> {
    parts.drain(..).filter_map(move |part| {
        let done = written.min(part.bytes().len());
        written -= done;
        let left = match part {
            Part::Shared(bytes, from, to) => bytes.slice(from + done..to),
            Part::Own(bytes) => bytes.slice(done..),
        };
        (!left.is_empty()).then_some(left)
    })
}

/// One connection.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) client: ClientId,
    pub(super) author: AuthorId,
    /// What it may be, and as what it came.
    pub(super) role: Role,
    pub(super) came: Came,
    pub(super) dialect: Dialect,
    pub(super) link: Arc<Link>,
    /// The last seq it was given.
    pub(super) place: Seq,
    /// On the heap: nearly always there is none.
    pub(super) want: Option<Box<Want>>,
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
    /// Which telling of people it had last; `None` while it did not say who it is.
    pub(super) people_told: Option<u64>,
    style_learned: bool,
    personal: VecDeque<Bytes>,
    pending: VecDeque<Bytes>,
}

impl Member {
    pub(super) fn new(joining: Joining, came: Came, role: Role, place: Seq) -> Self {
        Self {
            client: joining.client,
            author: joining.author,
            role,
            came,
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
            people_told: None,
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
        self.want.get_or_insert_default().asked = seq;
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

    /// Writes everything this member is behind by. `parts` is scratch, handed from member to member.
    pub(super) fn pump<'f>(&mut self, shared: &Shared<'f>, parts: &mut Parts<'f>) -> Flow {
        if self.blocked {
            return Flow::Blocked;
        }
        loop {
            parts.clear();
            parts.extend(self.pending.drain(..).map(Part::Own));
            // Not behind much that waits: of that no more may gather while a socket takes little.
            if parts.len() < WRITE_PARTS_MAX && length(parts) <= LEFT_BYTES_MAX {
                self.gather(shared, parts);
            }
            if parts.is_empty() {
                // Most members wait for the next stroke: they keep no room for what they may be told then.
                (self.pending, self.personal) = (VecDeque::new(), VecDeque::new());
                return Flow::Idle;
            }
            let written = self.write(shared.counts, parts);
            let all = matches!(&written, Ok(written) if *written == length(parts));
            if !all {
                // Only what did not fit is kept, and only as references.
                let done = written.as_ref().map_or(0, |written| *written);
                self.pending.extend(rest(parts, done));
            }
            match written {
                Ok(0) => return Flow::Gone,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Flow::Blocked,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Flow::Gone,
            }
        }
    }

    fn write(&self, counts: &Counts, parts: &[Part<'_>]) -> std::io::Result<usize> {
        let mut slices = [IoSlice::new(&[]); WRITE_PARTS_MAX];
        let mut used = 0;
        for (slice, part) in slices.iter_mut().zip(parts) {
            *slice = IoSlice::new(part.bytes());
            used += 1;
        }
        let written = self.link.try_write(&slices[..used])?;
        counts.writes.add(1);
        counts.bytes_out.add(written as u64);
        Ok(written)
    }

    /// Collects what is next: own frames, entries, what they acknowledge, the newest count.
    fn gather<'f>(&mut self, shared: &Shared<'f>, parts: &mut Parts<'f>) {
        parts.extend(self.personal.drain(..).map(Part::Own));
        if self.closing.is_some() || self.want.is_some() {
            return;
        }
        match shared.frames.since(self.place) {
            Since::Nothing => {}
            Since::TooOld => {
                shared.counts.resyncs.add(1);
                return self.ask_picture(shared.frames.last());
            }
            Since::Frames(frames) => {
                if !self.gather_frames(frames, shared, parts) {
                    return self.ask_picture(shared.frames.last());
                }
            }
        }
        // An acknowledgement never overtakes the entries it covers (rule V4).
        let caught_up = self.place >= shared.frames.last();
        if caught_up && self.ack > self.acked && self.dialect == Dialect::Easel {
            self.acked = self.ack;
            parts.push(Part::Own(ServerMessage::Ack { n: self.ack }.to_frame()));
        }
        if self.count_told != shared.count.0 {
            self.count_told = shared.count.0;
            parts.push(Part::Own(shared.count.1.clone()));
        }
        if let Some(told) = &mut self.people_told {
            parts.extend(shared.people.since(*told).iter().map(Part::whole));
            *told = shared.people.version();
        }
    }

    /// Collects entries up to what one write takes; false when only a picture can say what happened.
    fn gather_frames<'f>(
        &mut self,
        frames: impl Iterator<Item = &'f Frame>,
        shared: &Shared<'f>,
        parts: &mut Parts<'f>,
    ) -> bool {
        let mut bytes = 0;
        for frame in frames {
            if bytes >= GATHER_BYTES_MAX || parts.len() >= WRITE_PARTS_MAX {
                break;
            }
            match (&frame.plain, self.dialect) {
                (_, Dialect::Easel) => {
                    bytes += frame.easel.len();
                    parts.push(Part::whole(&frame.easel));
                }
                (Some(plain), Dialect::Plain(style)) if !plain.refresh => {
                    bytes += plain.bytes.len();
                    self.gather_plain(plain, style, parts);
                }
                (_, Dialect::Plain(_)) => return false,
            }
            self.place = frame.last;
        }
        debug_assert!(self.place <= shared.frames.last(), "nobody is ahead of the room");
        true
    }

    /// Adds the draws of others: shared bytes in as few slices as possible.
    fn gather_plain<'f>(&self, plain: &'f PlainFrame, style: PlainStyle, parts: &mut Parts<'f>) {
        if style != PlainStyle::Flat {
            return self.gather_styled(plain, style, parts);
        }
        let (mut start, author) = (0, self.author);
        for own in plain.spans.iter().filter(|span| span.author == author) {
            push_slice(parts, &plain.bytes, start, own.start);
            start = own.end;
        }
        push_slice(parts, &plain.bytes, start, plain.bytes.len());
    }

    fn gather_styled<'f>(&self, plain: &'f PlainFrame, style: PlainStyle, parts: &mut Parts<'f>) {
        for span in plain.spans.iter().filter(|span| span.author != self.author) {
            let text = std::str::from_utf8(&plain.bytes[span.text..span.end]);
            parts.push(match text {
                Ok(text) if text.starts_with(r#"{"type":"draw""#) => {
                    Part::Own(text_frame(PlainText(text).styled(style).as_bytes()))
                }
                _ => Part::Shared(&plain.bytes, span.start, span.end),
            });
        }
    }
}
