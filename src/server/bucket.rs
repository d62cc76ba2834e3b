//! How fast one connection may send: first slower, and told so; cut off last (rule W12).

use super::limits::{BUCKET_SECONDS, INK_CALM, INK_OVER_POINTS, INK_TOLD_EVERY, INK_WAIT_MAX};
use crate::protocol::ServerMessage;
use std::time::Duration;
use tokio::time::Instant;

/// Points a connection has saved up.
#[derive(Debug)]
pub(super) struct Bucket {
    per_second: u32,
    saved: f64,
    filled_at: Instant,
    /// In milliseconds: every connection holds one.
    patience: u32,
    /// Only of those who had to wait: most never do.
    slowed: Option<Box<Slowed>>,
}

/// What is remembered of a connection that had to wait.
#[derive(Debug)]
struct Slowed {
    /// For how long, with no calm between.
    waited: Duration,
    /// When the last wait ended.
    until: Instant,
    told_at: Instant,
    /// It was told of a wait, and not yet that it is over.
    is_told: bool,
}

/// What a connection may do that took points out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Send on.
    Go,
    /// Wait for so long and ask again; it should be told of that.
    Tell(Duration),
    /// The same, and it knows.
    Wait(Duration),
    /// Nothing any more: no hand draws so much.
    TooMuch,
}

impl Bucket {
    /// A full bucket; a rate of zero means no bound. How long it may wait in all is said, or as for everybody.
    pub(super) fn new(per_second: u32, patience: Option<Duration>) -> Self {
        let rate = f64::from(per_second);
        let saved = rate * f64::from(BUCKET_SECONDS);
        // Where few points are allowed, the same drawing takes longer.
        let slow = Duration::from_secs(INK_OVER_POINTS / u64::from(per_second.max(1)));
        let patience = patience.unwrap_or(INK_WAIT_MAX.max(slow)).as_millis();
        let patience = u32::try_from(patience).unwrap_or(u32::MAX);
        Self { per_second, saved, filled_at: Instant::now(), patience, slowed: None }
    }

    /// Takes points out; true when there were not enough.
    pub(super) fn take(&mut self, points: usize) -> bool {
        if self.per_second == 0 {
            return false;
        }
        self.fill();
        self.saved -= points as f64;
        self.saved < 0.0
    }

    /// Says how to go on, for a second at most.
    pub(super) fn verdict(&mut self) -> Verdict {
        self.fill();
        if self.saved >= 0.0 {
            return Verdict::Go;
        }
        let time = self.wait().min(INK_TOLD_EVERY);
        let (now, patience) = (self.filled_at, Duration::from_millis(self.patience.into()));
        let slowed = self.slowed.get_or_insert_with(|| {
            Box::new(Slowed { waited: Duration::ZERO, until: now, told_at: now, is_told: false })
        });
        if now.saturating_duration_since(slowed.until) >= INK_CALM {
            slowed.waited = Duration::ZERO;
        }
        if slowed.waited >= patience {
            return Verdict::TooMuch;
        }
        slowed.waited += time;
        slowed.until = now + time;
        if slowed.is_told && now - slowed.told_at < INK_TOLD_EVERY {
            return Verdict::Wait(time);
        }
        (slowed.is_told, slowed.told_at) = (true, now);
        Verdict::Tell(time)
    }

    /// When the bucket of a connection that was told to wait is half full.
    pub(super) fn eases_at(&self) -> Option<Instant> {
        let half = self.rate() * f64::from(BUCKET_SECONDS) / 2.0;
        let missing = (half - self.saved).max(0.0) / self.rate();
        let slowed = self.slowed.as_ref().filter(|slowed| slowed.is_told);
        slowed.map(|_| self.filled_at + Duration::from_secs_f64(missing))
    }

    /// The wait is over, which is told now.
    pub(super) fn ease(&mut self) {
        self.fill();
        if let Some(slowed) = &mut self.slowed {
            slowed.is_told = false;
        }
    }

    /// What is told of it.
    pub(super) fn told(&self) -> ServerMessage<'static> {
        ServerMessage::Ink {
            left: self.saved.max(0.0) as u64,
            per_second: self.per_second,
            wait_ms: self.wait().as_millis() as u64,
        }
    }

    fn rate(&self) -> f64 {
        f64::from(self.per_second)
    }

    fn fill(&mut self) {
        let now = Instant::now();
        let filled = self.rate() * (now - self.filled_at).as_secs_f64();
        let full = self.rate() * f64::from(BUCKET_SECONDS);
        self.filled_at = now;
        self.saved = (self.saved + filled).min(full);
    }

    fn wait(&self) -> Duration {
        // What is left of a nanosecond would be no wait at all.
        let seconds = (-self.saved).max(0.0) / self.rate().max(1.0);
        Duration::from_millis((seconds * 1_000.0).ceil() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{advance, sleep};

    const RATE: u32 = 2_000;

    /// Sends so many points in messages of 512, as fast as it may; answers how long it waited and how often it
    /// was told, or `None` once it is cut off.
    async fn send(bucket: &mut Bucket, points: usize) -> Option<(Duration, u32)> {
        let (began, mut told) = (Instant::now(), 0);
        for _ in 0..points.div_ceil(512) {
            bucket.take(513);
            loop {
                match bucket.verdict() {
                    Verdict::Go => break,
                    Verdict::Tell(time) => {
                        told += 1;
                        sleep(time).await;
                    }
                    Verdict::Wait(time) => sleep(time).await,
                    Verdict::TooMuch => return None,
                }
            }
        }
        Some((began.elapsed(), told))
    }

    #[tokio::test(start_paused = true)]
    async fn w12_a_flooder_waits_and_a_pencil_does_not() {
        let mut bucket = Bucket::new(RATE, None);
        assert!(!bucket.take(20_000), "ten seconds are saved up");
        assert!(bucket.take(1_000), "then it is empty");
        assert_eq!(bucket.verdict(), Verdict::Tell(Duration::from_millis(500)), "it waits");
        advance(Duration::from_secs(2)).await;
        assert!(!bucket.take(1_000), "and is as good as new");
        assert_eq!(bucket.verdict(), Verdict::Go, "it goes on");
        assert!(!Bucket::new(0, None).take(usize::MAX), "no bound");
    }

    #[tokio::test(start_paused = true)]
    async fn w12_a_wait_is_told_once_a_second_and_its_end_once() {
        let mut bucket = Bucket::new(RATE, None);
        assert_eq!(bucket.eases_at(), None, "nothing to tell");
        let (waited, told) = send(&mut bucket, 60_000).await.expect("not cut off");
        assert_eq!(waited.as_secs(), 20, "what is beyond the bucket");
        assert!((20..=21).contains(&told), "once a second: {told}");
        let eases_in = bucket.eases_at().expect("something to tell") - Instant::now();
        assert!((4_990..=5_010).contains(&eases_in.as_millis()), "half a bucket: {eases_in:?}");
        advance(eases_in).await;
        bucket.ease();
        let ServerMessage::Ink { left, wait_ms, .. } = bucket.told() else { panic!("of ink") };
        assert!((9_990..=10_010).contains(&left) && wait_ms == 0, "{left} are left");
        assert_eq!(bucket.eases_at(), None, "it was told");
    }

    #[tokio::test(start_paused = true)]
    async fn w12_who_comes_back_from_hours_alone_is_never_cut_off() {
        for rate in [200, RATE] {
            // All a page may keep for the server: 200 strokes of 2,000 points.
            let mut bucket = Bucket::new(rate, None);
            assert!(send(&mut bucket, 400_000).await.is_some(), "at {rate} a second");
        }
        let mut bucket = Bucket::new(RATE, None);
        assert!(send(&mut bucket, 600_000).await.is_some(), "a program that draws at once");
        advance(INK_CALM).await;
        assert!(send(&mut bucket, 600_000).await.is_some(), "after a calm it may again");
    }

    #[tokio::test(start_paused = true)]
    async fn w12_who_never_stops_is_cut_off_in_the_end() {
        let mut bucket = Bucket::new(RATE, None);
        assert!(send(&mut bucket, 700_000).await.is_none(), "five minutes of waiting");
        let mut bucket = Bucket::new(RATE, None);
        assert!(send(&mut bucket, 500_000).await.is_some(), "four minutes");
        advance(INK_CALM / 2).await;
        assert!(send(&mut bucket, 200_000).await.is_none(), "a short break is no calm");
    }
}
