//! What happened so far, in numbers: for health checks, for operators, for tests that count work.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counters of one server; each only grows, but for the two that say how many there are now.
#[derive(Debug, Default)]
pub struct Counts {
    /// Connections in rooms now.
    pub clients: Count,
    /// Rooms open now.
    pub rooms: Count,
    /// Entries stored.
    pub entries: Count,
    /// Group commits asked of the store.
    pub appends: Count,
    /// Pictures encoded as PNG or snapshot.
    pub encodes: Count,
    /// Bands of pictures encoded: what changed since the picture before, and one of blank paper.
    pub bands: Count,
    /// Small pictures brought up to date for those who look at many rooms.
    pub thumbs: Count,
    /// Times a client was too far behind and took a picture.
    pub resyncs: Count,
    /// Write calls to sockets.
    pub writes: Count,
    /// Bytes written to sockets.
    pub bytes_out: Count,
    /// Keyframes stored.
    pub keyframes: Count,
    /// Connections found dead by silence.
    pub dead: Count,
}

/// One counter.
#[derive(Debug, Default)]
pub struct Count(AtomicU64);

impl Count {
    /// Counts `more`.
    pub fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    /// Takes `less` away.
    pub fn sub(&self, less: u64) {
        self.0.fetch_sub(less, Ordering::Relaxed);
    }

    /// The count now.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
