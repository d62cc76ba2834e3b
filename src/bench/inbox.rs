//! Bytes from a server become marks: a frame is never put together, only looked through.

use super::text::{Mark, Speech};
use memchr::memmem::Finder;

/// Bytes of a frame's text that tell what message it is.
const KIND_BYTES: usize = 40;

/// Longest needle and mark, in bytes: what may be cut in two by the end of a read.
const MARK_BYTES_MAX: usize = 40;

/// What was found.
pub(super) trait Listener {
    /// A message of a drawer.
    fn mark(&mut self, mark: Mark);
    /// A message of another kind begins, or an `entries` or `snapshot` with its seq.
    fn kind(&mut self, kind: Kind);
}

/// Kinds of messages that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `entries` up to this seq.
    Entries(u64),
    /// A whole picture at this seq, in place of entries.
    Snapshot(u64),
    /// A ping that wants a pong.
    Ping,
    /// The server ends the connection.
    Close,
}

/// Where in a frame the bytes of one connection are.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    /// Bytes of the current frame's text still to come.
    left: usize,
    /// The current frame has just begun, by this opcode.
    opcode: Option<u8>,
    /// The current frame holds no marks.
    skips: bool,
    /// Bytes of the last read that could not be understood yet.
    pub(super) rest: Vec<u8>,
}

/// What is looked for.
#[derive(Debug)]
pub(super) struct Scanner {
    speech: Speech,
    finder: Finder<'static>,
}

impl Scanner {
    pub(super) fn new(speech: Speech) -> Self {
        Self { speech, finder: Finder::new(speech.needle()) }
    }

    /// Tells every mark in `bytes`, and how many bytes need not be looked at again; all if they are `last`.
    fn marks(&self, bytes: &[u8], last: bool, listener: &mut impl Listener) -> usize {
        let mut at = 0;
        while let Some(found) = self.finder.find(&bytes[at..]) {
            let behind = at + found + self.finder.needle().len();
            let Some(mark) = self.speech.read(&bytes[behind..]) else {
                return if last { bytes.len() } else { at + found };
            };
            listener.mark(mark);
            at = behind;
        }
        if last { bytes.len() } else { at.max(bytes.len().saturating_sub(MARK_BYTES_MAX)) }
    }
}

impl Inbox {
    /// Looks through `bytes`, which begin with the rest of last time.
    pub(super) fn take(&mut self, scanner: &Scanner, bytes: &[u8], listener: &mut impl Listener) {
        let mut at = 0;
        loop {
            if self.left == 0 && self.opcode.is_none() {
                let Some((opcode, length, head)) = frame_head(&bytes[at..]) else { break };
                at += head;
                (self.left, self.opcode, self.skips) = (length, Some(opcode), false);
            }
            let piece = &bytes[at..bytes.len().min(at + self.left)];
            if let Some(opcode) = self.opcode {
                if piece.len() < self.left.min(KIND_BYTES) {
                    break;
                }
                self.begin(opcode, piece, listener);
            }
            let last = piece.len() == self.left;
            let done = if self.skips { piece.len() } else { scanner.marks(piece, last, listener) };
            at += done;
            self.left -= done;
            if !last {
                break;
            }
        }
        self.rest.clear();
        self.rest.extend_from_slice(&bytes[at..]);
    }

    fn begin(&mut self, opcode: u8, text: &[u8], listener: &mut impl Listener) {
        self.opcode = None;
        match opcode {
            8 => listener.kind(Kind::Close),
            9 => listener.kind(Kind::Ping),
            _ => {}
        }
        self.skips = opcode > 2;
        if let Some(rest) = text.strip_prefix(br#"{"type":"entries","seq":"#) {
            listener.kind(Kind::Entries(leading_number(rest)));
        } else if let Some(rest) = text.strip_prefix(br#"{"type":"snapshot","seq":"#) {
            self.skips = true;
            listener.kind(Kind::Snapshot(leading_number(rest)));
        } else if text.starts_with(br#"{"type":"canvasState""#) {
            self.skips = true;
        }
    }
}

fn leading_number(bytes: &[u8]) -> u64 {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'))
}

/// Opcode, length and head of a server's frame (RFC 6455 §5.2); `None` while the head is not whole.
fn frame_head(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let opcode = bytes.first()? & 0x0f;
    match *bytes.get(1)? {
        126 => {
            let length = bytes.get(2..4)?.try_into().ok()?;
            Some((opcode, usize::from(u16::from_be_bytes(length)), 4))
        }
        127 => {
            let length = bytes.get(2..10)?.try_into().ok()?;
            Some((opcode, u64::from_be_bytes(length) as usize, 10))
        }
        short => Some((opcode, usize::from(short), 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::Writer;
    use super::*;
    use crate::protocol::{ping_frame, text_frame};

    #[derive(Default)]
    struct Heard {
        marks: Vec<Mark>,
        kinds: Vec<Kind>,
    }

    impl Listener for Heard {
        fn mark(&mut self, mark: Mark) {
            self.marks.push(mark);
        }
        fn kind(&mut self, kind: Kind) {
            self.kinds.push(kind);
        }
    }

    #[test]
    fn marks_are_found_however_the_bytes_are_cut() {
        let mut writer = Writer::new(Speech::Easel, 3);
        let mut bytes = Vec::new();
        for seq in 0..40 {
            let entries: Vec<_> = (0..7).map(|_| writer.write().to_owned()).collect();
            let text =
                format!(r#"{{"type":"entries","seq":{seq},"entries":[{}]}}"#, entries.join(","));
            bytes.extend_from_slice(&text_frame(text.as_bytes()));
            bytes.extend_from_slice(&ping_frame());
        }
        let picture = r#"{"type":"snapshot","seq":99,"items":[{"points":[1,2,3]}]}"#;
        bytes.extend_from_slice(&text_frame(picture.as_bytes()));
        for cut in [1, 2, 7, 64, 1_000, bytes.len()] {
            let (mut inbox, mut heard) = (Inbox::default(), Heard::default());
            for piece in bytes.chunks(cut) {
                let all = [&inbox.rest[..], piece].concat();
                inbox.take(&Scanner::new(Speech::Easel), &all, &mut heard);
            }
            let numbers: Vec<_> = heard.marks.iter().map(|mark| mark.number).collect();
            assert_eq!(numbers, (0..280).collect::<Vec<_>>(), "cut by {cut}");
            let pings = heard.kinds.iter().filter(|kind| **kind == Kind::Ping).count();
            assert_eq!(pings, 40, "cut by {cut}");
            assert_eq!(heard.kinds.last(), Some(&Kind::Snapshot(99)), "cut by {cut}");
            assert!(heard.kinds.contains(&Kind::Entries(39)), "cut by {cut}");
        }
    }
}
