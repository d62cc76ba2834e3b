//! Classes in a store that forgets everything with the process.

use super::classes::{Classes, Lead, fits};
use super::{MemoryStore, Operation, StoreFailure};
use crate::model::{ClassId, Code, Millis};

impl Classes for MemoryStore {
    fn class(&mut self, id: ClassId) -> Result<Option<Vec<u8>>, StoreFailure> {
        Ok(self.classes.get(&id).cloned())
    }

    fn keep_class(&mut self, id: ClassId, state: &[u8], _now: Millis) -> Result<(), StoreFailure> {
        fits(id, state).map_err(|cause| StoreFailure {
            operation: Operation::Append,
            place: "memory".to_owned(),
            cause,
        })?;
        self.classes.insert(id, state.to_vec());
        Ok(())
    }

    fn class_code(&mut self, id: ClassId, free: &[Code]) -> Result<Option<Code>, StoreFailure> {
        Ok(self.code_of(Lead::Class(id), free))
    }

    fn leads_to(&mut self, code: Code) -> Result<Option<Lead>, StoreFailure> {
        Ok(self.codes.get(&code).cloned())
    }
}

impl MemoryStore {
    /// The code that leads there: the one it has, or else the first of `free` that leads nowhere.
    pub(super) fn code_of(&mut self, lead: Lead, free: &[Code]) -> Option<Code> {
        let known = self.codes.iter().find(|(_, of)| **of == lead).map(|(code, _)| *code);
        known.or_else(|| {
            let code = *free.iter().find(|code| !self.codes.contains_key(code))?;
            self.codes.insert(code, lead);
            Some(code)
        })
    }
}
