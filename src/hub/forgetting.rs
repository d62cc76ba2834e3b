//! Letting go of rooms that nobody draws in any more, where the operator wants that.

use super::Hub;
use crate::model::{Millis, RoomId};
use crate::store::{Operation, StoreFailure};
use tokio::sync::oneshot;
use tracing::{info, warn};

impl Hub {
    /// Lets go of every room that nobody drew in for so long, in milliseconds, with all that is kept of it; not
    /// of those that are open, nor of those of which something was saved under a name. Answers how many.
    pub async fn forget_idle(&self, idle_ms: u64) -> usize {
        let before = Millis(self.clock().now().0.saturating_sub(idle_ms));
        let mut count = 0;
        loop {
            match self.forget_one(before).await {
                Ok(Some(room)) => {
                    info!(%room, "nobody drew here for long: let go");
                    count += 1;
                }
                Ok(None) => return count,
                Err(failure) => {
                    warn!(%failure, "old rooms cannot be let go of");
                    return count;
                }
            }
        }
    }

    async fn forget_one(&self, before: Millis) -> Result<Option<RoomId>, StoreFailure> {
        let (reply, answer) = oneshot::channel();
        {
            // While the list is held no room opens: one that opens later asks the store after this.
            let rooms = self.lock();
            let Some(rooms) = rooms.as_ref() else { return Ok(None) };
            let open: Vec<RoomId> = rooms.keys().cloned().collect();
            // If nobody waits for the answer any more, the server has stopped.
            self.keeper().work(
                None,
                Operation::Append,
                move |store| store.gallery().forget_one(before, &open),
                Box::new(move |gone| drop(reply.send(gone))),
            );
        }
        answer.await.unwrap_or(Ok(None))
    }
}
