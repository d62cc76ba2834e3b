//! What to do about a failure, shown below it.

use crate::store::StoreFailure;

/// What to do about a failure.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Hint(pub(super) String);

/// A failure, and what to do about it.
pub(super) fn hinted(what: impl std::fmt::Display, hint: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Hint(hint.into())).context(what.to_string())
}

/// A failure of the store, with the hint it knows or else this one.
pub(super) fn of_store(failure: &StoreFailure, otherwise: &str) -> anyhow::Error {
    hinted(failure, failure.hint().unwrap_or(otherwise))
}

/// What a failure says, and what to do about it.
pub(super) fn words(failure: &anyhow::Error) -> (String, Option<&str>) {
    let said = failure.chain().filter(|cause| !cause.is::<Hint>());
    let said: Vec<_> = said.map(ToString::to_string).collect();
    (said.join(": "), failure.downcast_ref::<Hint>().map(|hint| hint.0.as_str()))
}
