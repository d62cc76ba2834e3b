//! How often one address may connect: a whole school comes in at once, and a storm does not (rule W14).

use super::limits::{ADDRESSES_MAX, CONNECTS_SAVED, SWEEP_EVERY};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// What each address has used up lately.
#[derive(Debug)]
pub(crate) struct Connects {
    /// How long it takes to save up one connection; `None` means no bound.
    each: Option<Duration>,
    used: Mutex<Used>,
}

/// When each address will have saved up everything again; one that is not here has.
#[derive(Debug)]
struct Used {
    full_at: HashMap<IpAddr, Instant>,
    swept_at: Instant,
}

impl Connects {
    /// So many a minute; zero means no bound.
    pub(super) fn new(per_minute: u32) -> Self {
        let each = (per_minute > 0).then(|| Duration::from_mins(1) / per_minute);
        let used = Used { full_at: HashMap::new(), swept_at: Instant::now() };
        Self { each, used: Mutex::new(used) }
    }

    /// Counts a connection of an address.
    ///
    /// # Errors
    /// How long to wait, when there were too many.
    pub(super) fn admit(&self, address: IpAddr) -> Result<(), Duration> {
        let Some(each) = self.each else { return Ok(()) };
        let now = Instant::now();
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at = used.full_at.get(&address).map_or(now, |at| now.max(*at)) + each;
        let ahead = full_at - now;
        // Whoever may connect only once in a long while still may once.
        let saved = CONNECTS_SAVED.max(each);
        let wait = ahead.saturating_sub(saved);
        if !wait.is_zero() {
            return Err(wait);
        }
        if used.has_room(address, now) {
            used.full_at.insert(address, full_at);
        }
        Ok(())
    }
}

impl Used {
    /// Whether an address can be remembered; those that have everything again are forgotten first.
    fn has_room(&mut self, address: IpAddr, now: Instant) -> bool {
        let is_full = self.full_at.len() >= ADDRESSES_MAX;
        if is_full && now - self.swept_at >= SWEEP_EVERY {
            self.swept_at = now;
            self.full_at.retain(|_, full_at| *full_at > now);
        }
        self.full_at.len() < ADDRESSES_MAX || self.full_at.contains_key(&address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::advance;

    const SCHOOL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));

    fn admitted(connects: &Connects, tries: usize) -> usize {
        (0..tries).filter(|_| connects.admit(SCHOOL).is_ok()).count()
    }

    #[tokio::test(start_paused = true)]
    async fn w14_a_school_comes_in_at_once_and_a_storm_does_not() {
        let connects = Connects::new(3_600);
        assert_eq!(admitted(&connects, 10_000), 3_000, "every device of a large school");
        let wait = connects.admit(SCHOOL).expect_err("and no more for now");
        assert!(wait <= Duration::from_millis(17), "{wait:?}");
        assert_eq!(connects.admit(IpAddr::from([10, 0, 0, 2])), Ok(()), "others are not concerned");
        advance(Duration::from_secs(1)).await;
        assert_eq!(admitted(&connects, 100), 60, "sixty a second from then on");
        advance(CONNECTS_SAVED).await;
        assert_eq!(admitted(&connects, 10_000), 3_000, "a minute later all is as before");
        assert_eq!(admitted(&Connects::new(0), 100_000), 100_000, "no bound");
        let once = Connects::new(1);
        assert_eq!(admitted(&once, 9), 1, "one a minute");
    }

    #[tokio::test(start_paused = true)]
    async fn w14_an_attack_from_many_addresses_takes_a_bounded_memory() {
        let connects = Connects::new(3_600);
        let count = || connects.used.lock().expect("no one panicked").full_at.len();
        for host in 0..ADDRESSES_MAX as u32 + 500 {
            assert_eq!(connects.admit(IpAddr::from(host.to_be_bytes())), Ok(()), "the first of it");
        }
        assert_eq!(count(), ADDRESSES_MAX, "no more are remembered");
        advance(SWEEP_EVERY).await;
        assert_eq!(connects.admit(SCHOOL), Ok(()), "comes later");
        assert_eq!(count(), 1, "who came once is forgotten");
    }
}
