//! The write half of a client's socket, which its room owns; another task reads the other half.

use crate::model::Millis;
use socket2::SockRef;
use std::io::{self, IoSlice};
use std::net::Shutdown;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

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

    /// The moment at which a time comes, or came.
    pub fn when(&self, time: Millis) -> Instant {
        self.started + Duration::from_millis(time.since(self.at))
    }

    /// The time now; never goes back.
    pub fn now(&self) -> Millis {
        self.at + self.started.elapsed().as_millis() as u64
    }
}

/// Where one client's bytes go, without blocking.
#[derive(Debug)]
pub struct Link {
    half: OwnedWriteHalf,
    clock: Clock,
    heard: AtomicU64,
}

impl Link {
    /// Takes over a connection and hands out the half to read from.
    pub fn new(stream: TcpStream, clock: Clock) -> (Arc<Self>, OwnedReadHalf) {
        let (read, half) = stream.into_split();
        (Arc::new(Self { half, clock, heard: AtomicU64::new(clock.now().0) }), read)
    }

    /// Waits until the socket takes bytes, or is gone.
    pub async fn writable(&self) {
        // A socket that fails is writable too: the write then says what happened.
        let _ = self.half.writable().await;
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
        self.half.try_write_vectored(parts)
    }

    /// Ends the connection both ways; whoever reads it sees the end.
    pub fn shut(&self) {
        // It may be gone already, which is what we want.
        let _ = SockRef::from(self.half.as_ref()).shutdown(Shutdown::Both);
    }
}
