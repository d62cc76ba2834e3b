//! The socket of one client, shared by the task that reads it and the room that writes it.

use crate::model::Millis;
use socket2::SockRef;
use std::io;
use std::io::IoSlice;
use std::net::Shutdown;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tokio::net::TcpStream;

/// Reads the time once from the system and counts on steadily from there.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    started: Instant,
    at: Millis,
}

impl Clock {
    /// A clock that goes from now on.
    pub fn start() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { started: Instant::now(), at: Millis(since.as_millis() as u64) }
    }

    /// The time now; never goes back.
    pub fn now(&self) -> Millis {
        self.at + self.started.elapsed().as_millis() as u64
    }
}

/// One TCP connection, non-blocking both ways.
#[derive(Debug)]
pub struct Link {
    stream: TcpStream,
    clock: Clock,
    heard: AtomicU64,
}

impl Link {
    /// Takes over a connection.
    pub fn new(stream: TcpStream, clock: Clock) -> Self {
        Self { stream, clock, heard: AtomicU64::new(clock.now().0) }
    }

    /// The socket, for whoever reads it.
    pub fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// When bytes last came in.
    pub fn heard_at(&self) -> Millis {
        Millis(self.heard.load(Ordering::Relaxed))
    }

    /// Notes that bytes came in.
    pub fn hear(&self) {
        self.heard.store(self.clock.now().0, Ordering::Relaxed);
    }

    /// Writes what fits now and answers how much that was.
    ///
    /// # Errors
    /// `WouldBlock` when nothing fits; anything else means that the connection is gone.
    pub fn try_write(&self, parts: &[IoSlice<'_>]) -> io::Result<usize> {
        self.stream.try_write_vectored(parts)
    }

    /// Ends the connection both ways; whoever reads it sees the end.
    pub fn shut(&self) {
        // It may be gone already, which is what we want.
        let _ = SockRef::from(&self.stream).shutdown(Shutdown::Both);
    }
}
