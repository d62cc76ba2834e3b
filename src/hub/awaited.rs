//! One answer that a room waits for besides its inbox. Most rooms wait for none, and then it takes no memory.

use tokio::sync::oneshot;

/// An answer that may be on its way.
#[derive(Debug)]
pub(super) struct Awaited<T>(Option<oneshot::Receiver<T>>);

impl<T> Awaited<T> {
    /// No answer is on its way.
    pub(super) fn nothing() -> Self {
        Self(None)
    }

    /// Expects an answer by the sender, instead of any that was expected before.
    pub(super) fn expect(&mut self) -> oneshot::Sender<T> {
        let (sender, receiver) = oneshot::channel();
        self.0 = Some(receiver);
        sender
    }

    /// Waits for the answer, for ever if none is expected; `None` when whoever should give it broke.
    pub(super) async fn answer(&mut self) -> Option<T> {
        let Some(receiver) = &mut self.0 else { return std::future::pending().await };
        let answer = receiver.await.ok();
        self.0 = None;
        answer
    }

    /// The answer, if it is here already.
    pub(super) fn answered(&mut self) -> Option<T> {
        let answer = self.0.as_mut()?.try_recv().ok()?;
        self.0 = None;
        Some(answer)
    }
}
