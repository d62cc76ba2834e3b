//! A request's body for a thread that reads it as it comes, without a thread that waits for each client.

use axum::body::{Body, Bytes};
use futures_util::StreamExt;
use std::io::{self, BufRead, Read};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Pieces of a body that wait to be read; TCP holds back what is more.
const PIECES_MAX: usize = 8;

/// The end that is fed.
pub(super) struct Feeder {
    pieces: mpsc::Sender<io::Result<Bytes>>,
}

/// The end that is read, by a thread that may wait.
pub(super) struct Feed {
    pieces: mpsc::Receiver<io::Result<Bytes>>,
    piece: Bytes,
}

/// How feeding a body ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fed {
    /// All of it came.
    Whole,
    /// It is too large.
    TooLarge,
    /// It did not come in time.
    TooSlow,
    /// Whoever sent it is gone.
    Broken,
}

/// Both ends.
pub(super) fn feed() -> (Feeder, Feed) {
    let (sender, pieces) = mpsc::channel(PIECES_MAX);
    (Feeder { pieces: sender }, Feed { pieces, piece: Bytes::new() })
}

impl Feeder {
    /// Feeds a body to its end. Also when nobody reads it any more it is taken in: only then a client hears why.
    pub(super) async fn all(self, body: Body, bytes_max: u64, time: Duration) -> Fed {
        let fed = timeout(time, self.pieces_of(body, bytes_max)).await.unwrap_or(Fed::TooSlow);
        if fed != Fed::Whole {
            // The reader may be gone, which is as good.
            let _ = self.pieces.send(Err(io::ErrorKind::ConnectionAborted.into())).await;
        }
        fed
    }

    async fn pieces_of(&self, body: Body, bytes_max: u64) -> Fed {
        let mut pieces = body.into_data_stream();
        let mut bytes = 0;
        while let Some(piece) = pieces.next().await {
            let Ok(piece) = piece else { return Fed::Broken };
            bytes += piece.len() as u64;
            if bytes > bytes_max {
                return Fed::TooLarge;
            }
            // A reader that found a fault reads no more.
            let _ = self.pieces.send(Ok(piece)).await;
        }
        Fed::Whole
    }
}

impl BufRead for Feed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                Some(piece) => self.piece = piece?,
                None => break,
            }
        }
        Ok(&self.piece)
    }

    fn consume(&mut self, bytes: usize) {
        let _ = self.piece.split_to(bytes);
    }
}

impl Read for Feed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let bytes = from.len().min(into.len());
        into[..bytes].copy_from_slice(&from[..bytes]);
        self.consume(bytes);
        Ok(bytes)
    }
}
