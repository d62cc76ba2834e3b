//! What the stories are told with: a server, clients that mirror a screen, scenes to draw.

pub(crate) mod class;
pub(crate) mod easel;
pub(crate) mod failing;
pub(crate) mod film;
pub(crate) mod plain;
pub(crate) mod process;
pub(crate) mod qr;
pub(crate) mod receiver;
pub(crate) mod scene;
pub(crate) mod screen;
pub(crate) mod server;
pub(crate) mod small_disk;
pub(crate) mod story;

use std::time::Duration;
use tokio::time::timeout;

/// How long anything may take before a story has failed: long, because painters stand back for whatever else
/// a machine is doing.
pub(crate) const DEADLINE: Duration = Duration::from_mins(1);

/// Waits for `what`, but not for ever.
///
/// # Panics
/// When it takes too long.
pub(crate) async fn within<T>(what: &str, wait: impl Future<Output = T>) -> T {
    let Ok(done) = timeout(DEADLINE, wait).await else { panic!("{what} took too long") };
    done
}

/// Asks again and again until `check` answers something.
pub(crate) async fn eventually<T>(what: &str, mut check: impl FnMut() -> Option<T>) -> T {
    let asked = async {
        loop {
            if let Some(answer) = check() {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    within(what, asked).await
}

/// `key` with another first letter: the last one says two bits only, so one key in four has any.
pub(crate) fn forged(key: &str) -> String {
    let first = if key.starts_with('A') { "B" } else { "A" };
    format!("{first}{}", &key[1..])
}
