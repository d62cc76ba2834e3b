//! One socket: what came in half, what could not go out yet, and its place in a room.

use mio::net::TcpStream;
use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::ops::Range;

/// Bytes that wait for one member, above those in the kernel's buffer; more, and it is cut off.
const PENDING_BYTES_MAX: usize = 1 << 20;

pub(crate) struct Connection {
    stream: TcpStream,
    /// The start of a frame, or of the request, whose end has not come yet.
    pub(crate) partial: Vec<u8>,
    /// What would have blocked; written before anything else.
    pending: Vec<u8>,
    /// Of the room's batch of this turn, what came from here: everything else goes out to it.
    pub(crate) own: Range<usize>,
    /// Its room and its place among the room's members; none before the handshake.
    pub(crate) seat: Option<Seat>,
    /// It said goodbye or did wrong: closed at the end of the turn.
    pub(crate) is_over: bool,
}

#[derive(Clone, Copy)]
pub(crate) struct Seat {
    pub(crate) room: usize,
    pub(crate) place: usize,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            partial: Vec::new(),
            pending: Vec::new(),
            own: 0..0,
            seat: None,
            is_over: false,
        }
    }

    /// What has come, at most a scratch buffer full; none when there is nothing now.
    ///
    /// # Errors
    ///
    /// When the other side is gone.
    pub(crate) fn read(&mut self, scratch: &mut [u8]) -> io::Result<Option<usize>> {
        match self.stream.read(scratch) {
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(length) => Ok(Some(length)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sends one after the other in one write; what would block waits.
    ///
    /// # Errors
    ///
    /// When the other side is gone, or takes so little that too much waits.
    pub(crate) fn send(&mut self, head: &[u8], tail: &[u8]) -> io::Result<()> {
        let mut sent = 0;
        if self.pending.is_empty() {
            let written = match (head.is_empty(), tail.is_empty()) {
                (true, true) => return Ok(()),
                (false, true) => self.stream.write(head),
                (true, false) => self.stream.write(tail),
                (false, false) => {
                    self.stream.write_vectored(&[IoSlice::new(head), IoSlice::new(tail)])
                }
            };
            sent = now_or_later(written)?;
        }
        let sent_of_head = sent.min(head.len());
        self.pending.extend_from_slice(&head[sent_of_head..]);
        self.pending.extend_from_slice(&tail[sent - sent_of_head..]);
        if self.pending.len() > PENDING_BYTES_MAX {
            return Err(ErrorKind::TimedOut.into());
        }
        Ok(())
    }

    /// Sends what waited, as far as it goes.
    ///
    /// # Errors
    ///
    /// When the other side is gone.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let written = now_or_later(self.stream.write(&self.pending))?;
        self.pending.drain(..written);
        if self.pending.is_empty() {
            self.pending = Vec::new();
        }
        Ok(())
    }
}

fn now_or_later(written: io::Result<usize>) -> io::Result<usize> {
    match written {
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(0),
        written => written,
    }
}
