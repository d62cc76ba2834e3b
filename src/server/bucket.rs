//! How fast one connection may send: first slower, never cut off (rule W12).

use super::limits::BUCKET_SECONDS;
use std::time::Duration;
use tokio::time::Instant;

/// Points a connection has saved up.
#[derive(Debug)]
pub(super) struct Bucket {
    per_second: f64,
    saved: f64,
    filled_at: Instant,
}

impl Bucket {
    /// A full bucket; a rate of zero means no bound.
    pub(super) fn new(per_second: u32) -> Self {
        let saved = f64::from(per_second) * f64::from(BUCKET_SECONDS);
        Self { per_second: f64::from(per_second), saved, filled_at: Instant::now() }
    }

    /// Takes points out and answers how long the connection has to wait before it may send more.
    pub(super) fn take(&mut self, points: usize) -> Option<Duration> {
        if self.per_second == 0.0 {
            return None;
        }
        let now = Instant::now();
        let filled = self.per_second * (now - self.filled_at).as_secs_f64();
        let full = self.per_second * f64::from(BUCKET_SECONDS);
        self.filled_at = now;
        self.saved = (self.saved + filled).min(full) - points as f64;
        (self.saved < 0.0).then(|| Duration::from_secs_f64(-self.saved / self.per_second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn w12_a_flooder_waits_and_a_pencil_does_not() {
        let mut bucket = Bucket::new(2_000);
        assert_eq!(bucket.take(20_000), None, "ten seconds are saved up");
        assert_eq!(bucket.take(1_000), Some(Duration::from_millis(500)), "then it waits");
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(bucket.take(1_000), None, "and is as good as new");
        assert_eq!(Bucket::new(0).take(usize::MAX), None, "no bound");
    }
}
