//! A time that a room waits for besides its inbox.

use std::future::pending;
use std::pin::Pin;
use tokio::time::{Instant, Sleep, sleep_until};

/// Rings at a time. It is set anew only when that is another time: setting one wakes the runtime, and a room that
/// is busy looks at its alarms with each message.
#[derive(Debug, Default)]
pub(super) struct Alarm {
    /// Rooms that never waited hold none.
    sleep: Option<Pin<Box<Sleep>>>,
    is_on: bool,
}

impl Alarm {
    /// Rings at this time, or not at all.
    pub(super) fn set(&mut self, due: Option<Instant>) {
        self.is_on = due.is_some();
        match (due, &mut self.sleep) {
            (Some(due), Some(sleep)) if sleep.deadline() != due => sleep.as_mut().reset(due),
            (Some(due), None) => self.sleep = Some(Box::pin(sleep_until(due))),
            _ => {}
        }
    }

    /// Waits until it rings; for ever when it is not set.
    pub(super) async fn rings(&mut self) {
        match &mut self.sleep {
            Some(sleep) if self.is_on => sleep.as_mut().await,
            _ => pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    const MS: Duration = Duration::from_millis(1);

    /// After how long it rings, looked at with each millisecond as a busy room does; `None` for not in a second.
    async fn rings_after(alarm: &mut Alarm, due: impl Fn() -> Option<Instant>) -> Option<Duration> {
        let start = Instant::now();
        for _ in 0..1_000 {
            alarm.set(due());
            if timeout(MS, alarm.rings()).await.is_ok() {
                return Some(start.elapsed());
            }
        }
        None
    }

    #[tokio::test(start_paused = true)]
    async fn an_alarm_rings_at_its_newest_time_and_not_when_it_is_off() {
        let mut alarm = Alarm::default();
        assert_eq!(rings_after(&mut alarm, || None).await, None, "never set");
        let start = Instant::now();
        let in_time = rings_after(&mut alarm, || Some(start + 20 * MS)).await;
        assert!(in_time.is_some_and(|after| after >= 20 * MS && after <= 22 * MS), "{in_time:?}");
        let start = Instant::now();
        alarm.set(Some(start + 50 * MS));
        assert_eq!(rings_after(&mut alarm, || None).await, None, "and taken back");
        let start = Instant::now();
        alarm.set(Some(start + 900 * MS));
        let sooner = rings_after(&mut alarm, || Some(start + 5 * MS)).await;
        assert!(sooner.is_some_and(|after| after >= 5 * MS && after <= 7 * MS), "{sooner:?}");
    }
}
