//! The read half of a socket as tungstenite sees it.
//!
//! Three things differ from a plain socket. What tungstenite wants to write (pongs, the answer to a close) goes
//! to the room, which alone writes. What comes in is read into a buffer that all connections share. And in the
//! plain dialect messages larger than may be are dropped while they stream by: old clients answer requests
//! with pictures of megabytes, which nobody needs (rule W4).

use super::limits::READ_BYTES;
use crate::hub::{Link, RoomHandle, RoomMessage};
use crate::model::ClientId;
use crate::protocol::limits::{MESSAGE_BYTES_MAX, PLAIN_MESSAGE_BYTES_MAX};
use bytes::{Buf, Bytes};
use std::cell::RefCell;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::mpsc::error::TrySendError;

thread_local! {
    /// Where sockets are read into: one for each thread, so that an idle connection holds no buffer.
    static SCRATCH: RefCell<Box<[u8]>> = RefCell::new(vec![0; READ_BYTES].into());
}

/// A socket whose writes go elsewhere.
pub(super) struct Sieve {
    half: OwnedReadHalf,
    link: Arc<Link>,
    /// Bytes that came with the request, and bytes that passed the filter.
    ready: Bytes,
    /// They were too large.
    too_big: bool,
    /// Only of the plain dialect.
    filter: Option<Box<Filter>>,
    out: Vec<u8>,
    exit: Option<(RoomHandle, ClientId)>,
}

impl Sieve {
    /// Reads `early` first, then the socket; drops what is too large if `drops`.
    pub(super) fn new(half: OwnedReadHalf, link: Arc<Link>, early: &[u8], drops: bool) -> Self {
        let mut filter = drops.then(Box::<Filter>::default);
        let passed = match &mut filter {
            Some(filter) => filter.pass(early),
            None => Ok(early.to_vec()),
        };
        let too_big = passed.is_err();
        let ready = passed.unwrap_or_default().into();
        Self { half, link, ready, too_big, filter, out: Vec::new(), exit: None }
    }

    /// Reads and forgets until the peer or the room ends the connection.
    pub(super) async fn discard(&self) {
        let mut sink = vec![0; READ_BYTES];
        while self.half.readable().await.is_ok() {
            match self.half.try_read(&mut sink) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    }

    /// From now on the room writes what tungstenite wants written.
    pub(super) fn connect(&mut self, room: RoomHandle, client: ClientId) {
        self.exit = Some((room, client));
        self.hand_over();
    }

    /// Hands control frames to the room; when its inbox is full they wait for the next read.
    fn hand_over(&mut self) {
        let Some((room, client)) = &self.exit else { return };
        if self.out.is_empty() {
            return;
        }
        let frame = std::mem::take(&mut self.out).into_boxed_slice();
        if let Err(TrySendError::Full(RoomMessage::Control(_, frame))) =
            room.try_send(RoomMessage::Control(*client, frame))
        {
            self.out = frame.into();
        }
    }

    /// Hands on what was read, and keeps what `into` does not take.
    fn fill(&mut self, read: &[u8], into: &mut ReadBuf<'_>) -> io::Result<()> {
        if let Some(filter) = &mut self.filter {
            self.ready = filter.pass(read)?.into();
            return Ok(());
        }
        let (now, later) = read.split_at(read.len().min(into.remaining()));
        into.put_slice(now);
        self.ready = Bytes::copy_from_slice(later);
        Ok(())
    }
}

impl AsyncRead for Sieve {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        self.hand_over();
        if self.too_big {
            return Poll::Ready(Err(io::Error::other(TooBig)));
        }
        loop {
            if !self.ready.is_empty() {
                let count = self.ready.len().min(into.remaining());
                into.put_slice(&self.ready[..count]);
                self.ready.advance(count);
                if self.ready.is_empty() {
                    // Not only read to its end but given back.
                    self.ready = Bytes::new();
                }
                return Poll::Ready(Ok(()));
            }
            let read = SCRATCH.with_borrow_mut(|scratch| {
                let mut bytes = ReadBuf::new(scratch);
                ready!(Pin::new(&mut self.half).poll_read(context, &mut bytes))?;
                let read = bytes.filled().len();
                self.fill(bytes.filled(), into)?;
                Poll::Ready(Ok::<_, io::Error>(read))
            });
            let read = ready!(read)?;
            if read > 0 {
                self.link.hear();
            }
            // Nothing read is the end; something read may all have been dropped.
            if read == 0 || into.filled().len() > before {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl AsyncWrite for Sieve {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.out.extend_from_slice(bytes);
        self.hand_over();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// What one read may not exceed even when it is dropped.
#[derive(Debug, thiserror::Error)]
#[error("a message is larger than {PLAIN_MESSAGE_BYTES_MAX} bytes")]
pub(super) struct TooBig;

/// An empty last fragment, masked with zeros: ends a message whose rest is dropped.
const EMPTY_END: [u8; 6] = [0x80, 0x80, 0, 0, 0, 0];

/// Bytes of a client's frame head, at most: two, eight of length, four of mask.
const HEAD_BYTES_MAX: usize = 14;

/// Follows frame heads (RFC 6455 §5.2) and leaves out data frames that make a message too large.
#[derive(Debug, Default)]
struct Filter {
    head: Vec<u8>,
    /// Payload bytes of the current frame still to come, and whether they pass.
    left: u64,
    passes: bool,
    /// Bytes of the current message so far; none between messages.
    message: u64,
    /// The rest of the current message is dropped.
    dropping: bool,
}

impl Filter {
    fn pass(&mut self, mut bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(bytes.len() + HEAD_BYTES_MAX);
        while !bytes.is_empty() {
            if self.left > 0 {
                let count = bytes.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
                if self.passes {
                    out.extend_from_slice(&bytes[..count]);
                }
                self.left -= count as u64;
                bytes = &bytes[count..];
                continue;
            }
            self.head.push(bytes[0]);
            bytes = &bytes[1..];
            if let Some(length) = payload_length(&self.head) {
                self.decide(length, &mut out)?;
            }
        }
        Ok(out)
    }

    fn decide(&mut self, length: u64, out: &mut Vec<u8>) -> io::Result<()> {
        let head = std::mem::take(&mut self.head);
        let (last, kind) = (head[0] & 0x80 != 0, head[0] & 0x0f);
        self.left = length;
        self.passes = true;
        if kind < 8 {
            self.data(last, kind == 0, length, out)?;
        }
        if self.passes {
            out.extend_from_slice(&head);
        }
        Ok(())
    }

    fn data(
        &mut self,
        last: bool,
        continues: bool,
        length: u64,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.message = self.message.saturating_add(length);
        if self.message > PLAIN_MESSAGE_BYTES_MAX as u64 {
            return Err(io::Error::other(TooBig));
        }
        if !self.dropping && self.message > MESSAGE_BYTES_MAX as u64 {
            self.dropping = true;
            if continues {
                out.extend_from_slice(&EMPTY_END);
            }
        }
        self.passes = !self.dropping;
        if last {
            self.message = 0;
            self.dropping = false;
        }
        Ok(())
    }
}

/// The payload's length, once the head is whole.
fn payload_length(head: &[u8]) -> Option<u64> {
    let second = *head.get(1)?;
    let mask = if second & 0x80 == 0 { 0 } else { 4 };
    let (length_bytes, short) = match second & 0x7f {
        126 => (2, 0),
        127 => (8, 0),
        short => (0, u64::from(short)),
    };
    if head.len() < 2 + length_bytes + mask {
        return None;
    }
    let long = head[2..2 + length_bytes].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    Some(if length_bytes == 0 { short } else { long })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A masked frame of `length` bytes of `b'a'` behind a mask of zeros.
    fn frame(first: u8, length: usize) -> Vec<u8> {
        let mut bytes = vec![first];
        match length {
            0..=125 => bytes.push(0x80 | length as u8),
            126..=0xffff => {
                bytes.push(0xfe);
                bytes.extend((length as u16).to_be_bytes());
            }
            _ => {
                bytes.push(0xff);
                bytes.extend((length as u64).to_be_bytes());
            }
        }
        bytes.extend([0; 4]);
        bytes.extend(vec![b'a'; length]);
        bytes
    }

    fn passed(bytes: &[u8], chunk: usize) -> Vec<u8> {
        let mut filter = Filter::default();
        let chunks = bytes.chunks(chunk);
        chunks.flat_map(|chunk| filter.pass(chunk).expect("under the bound")).collect()
    }

    #[test]
    fn w4_a_message_too_large_is_dropped_and_its_neighbours_are_not() {
        let (small, ping) = (frame(0x81, 200), frame(0x89, 5));
        let large = frame(0x81, 5_000_000);
        let all = [&small[..], &large, &ping, &small].concat();
        for chunk in [1, 7, 1024, all.len()] {
            assert_eq!(passed(&all, chunk), [&small[..], &ping, &small].concat(), "by {chunk}");
        }
    }

    #[test]
    fn w4_fragments_that_grow_too_large_end_early() {
        let all =
            [frame(0x01, 60_000), frame(0x89, 1), frame(0x00, 60_000), frame(0x80, 9)].concat();
        let expected = [&frame(0x01, 60_000)[..], &frame(0x89, 1), &EMPTY_END].concat();
        assert_eq!(passed(&all, 999), expected, "the message ends where it became too large");
    }

    #[test]
    fn w4_there_is_an_end_to_patience() {
        let mut filter = Filter::default();
        let head = &frame(0x81, 0x1_0000)[..10];
        let mut head = head.to_vec();
        head[2..10].copy_from_slice(&(33_u64 * 1024 * 1024).to_be_bytes());
        head.extend([0; 4]);
        assert!(filter.pass(&head).is_err(), "33 MiB are too much");
    }
}
