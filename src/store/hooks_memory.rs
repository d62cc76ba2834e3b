//! Hooks in a store that forgets everything with the process.

use super::hooks::{HOOKS_MAX, Hook, Hooks};
use super::{MemoryStore, StoreFailure};
use crate::model::Millis;

impl Hooks for MemoryStore {
    fn list_hooks(&mut self) -> Result<Vec<Hook>, StoreFailure> {
        Ok(self.hooks.clone())
    }

    fn add_hook(
        &mut self,
        url: &str,
        secret: [u8; 32],
        kinds: &[String],
        made: Millis,
    ) -> Result<Option<u64>, StoreFailure> {
        if self.hooks.len() >= HOOKS_MAX {
            return Ok(None);
        }
        self.newest_hook += 1;
        let id = self.newest_hook;
        self.hooks.push(Hook { id, url: url.into(), secret, kinds: kinds.to_vec(), made });
        Ok(Some(id))
    }

    fn take_hook(&mut self, id: u64) -> Result<bool, StoreFailure> {
        let before = self.hooks.len();
        self.hooks.retain(|hook| hook.id != id);
        Ok(self.hooks.len() < before)
    }
}
