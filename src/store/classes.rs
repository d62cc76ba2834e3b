//! Classes, each as one value, and where codes lead.

use super::{Cause, StoreFailure};
use crate::model::{ClassId, Code, Millis, RoomId};

/// Most bytes of a class as it is kept, so that storing a change never holds up what others draw for long.
pub const CLASS_BYTES_MAX: usize = 4 << 20;

/// Where a code leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lead {
    /// Into a room.
    Room(RoomId),
    /// Into a class.
    Class(ClassId),
}

/// The part of a store that keeps classes; what is in one it does not know.
pub trait Classes {
    /// A class as it was kept last; `None` when it never was.
    ///
    /// # Errors
    /// When it cannot be read.
    fn class(&mut self, id: ClassId) -> Result<Option<Vec<u8>>, StoreFailure>;

    /// Keeps a class as it is now, in place of what it was before.
    ///
    /// # Errors
    /// When it cannot be stored, or has more than [`CLASS_BYTES_MAX`]; then it stays what it was.
    fn keep_class(&mut self, id: ClassId, state: &[u8], now: Millis) -> Result<(), StoreFailure>;

    /// The code of a class: always the same one, at first one of `free` that leads nowhere else; `None` when
    /// they all do.
    ///
    /// # Errors
    /// When it cannot be read or stored.
    fn class_code(&mut self, id: ClassId, free: &[Code]) -> Result<Option<Code>, StoreFailure>;

    /// Where a code leads; `None` when it leads nowhere.
    ///
    /// # Errors
    /// When it cannot be read.
    fn leads_to(&mut self, code: Code) -> Result<Option<Lead>, StoreFailure>;
}

/// Turns away a class that is too large to be kept.
pub(super) fn fits(id: ClassId, state: &[u8]) -> Result<(), Cause> {
    if state.len() <= CLASS_BYTES_MAX {
        return Ok(());
    }
    Err(Cause::Large(format!("class {id} has {} bytes of {CLASS_BYTES_MAX}", state.len())))
}
