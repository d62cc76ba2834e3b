//! Addresses elsewhere that are told of what happens here.

use super::StoreFailure;
use crate::model::Millis;
use std::fmt;
use std::sync::Arc;

/// Most hooks of a store: each is one more message sent for whatever happens.
pub const HOOKS_MAX: usize = 64;

/// An address that is told of what happens.
#[derive(Clone, PartialEq, Eq)]
pub struct Hook {
    /// Its name among all hooks of the store.
    pub id: u64,
    /// Where it is told.
    pub url: Arc<str>,
    /// What signs the telling, so that it is known to come from here.
    pub secret: [u8; 32],
    /// Of which kinds it wants to hear.
    pub kinds: Vec<String>,
    /// When it was made.
    pub made: Millis,
}

impl fmt::Debug for Hook {
    /// Without the secret: logs are read by others.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, url, secret: _, kinds, made } = self;
        let mut shown = f.debug_struct("Hook");
        shown.field("id", id).field("url", url).field("kinds", kinds).field("made", made);
        shown.finish_non_exhaustive()
    }
}

/// The part of a store that keeps hooks.
pub trait Hooks {
    /// All hooks, in the order they were made.
    ///
    /// # Errors
    /// When they cannot be read, or not as they were written.
    fn list_hooks(&mut self) -> Result<Vec<Hook>, StoreFailure>;

    /// Makes a hook with an id that none had before; `None` when there are [`HOOKS_MAX`].
    ///
    /// # Errors
    /// When it cannot be stored.
    fn add_hook(
        &mut self,
        url: &str,
        secret: [u8; 32],
        kinds: &[String],
        made: Millis,
    ) -> Result<Option<u64>, StoreFailure>;

    /// Takes a hook away for good; false when there is none with this id.
    ///
    /// # Errors
    /// When it cannot be stored.
    fn take_hook(&mut self, id: u64) -> Result<bool, StoreFailure>;
}
