//! The fields of what hosts say, and of what is said to them.

use super::Refusal;
use super::client::{ClientMessage, bad};
use super::fields::{counted, secret};
use super::limits::{CHAT_CHARS_MAX, SLOW_MAX};
use crate::model::{AuthorId, Counter, Rank, Report, RulesChange};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct KeyFields {
    key: String,
}

#[derive(Deserialize)]
pub(super) struct RulesFields {
    #[serde(deserialize_with = "counted")]
    n: Counter,
    locked: Option<bool>,
    quiet: Option<bool>,
    still: Option<bool>,
    slow: Option<u16>,
}

#[derive(Deserialize)]
pub(super) struct RankFields {
    #[serde(deserialize_with = "counted")]
    pub(super) n: Counter,
    pub(super) of: AuthorId,
    pub(super) rank: Option<Rank>,
}

#[derive(Deserialize)]
pub(super) struct ReportFields {
    #[serde(deserialize_with = "counted")]
    n: Counter,
    about: Option<AuthorId>,
    words: String,
}

impl KeyFields {
    pub(super) fn check(self) -> Result<ClientMessage, Refusal> {
        secret(&self.key).map(ClientMessage::Key)
    }
}

impl RulesFields {
    pub(super) fn check(self) -> Result<ClientMessage, Refusal> {
        let Self { n, locked, quiet, still, slow } = self;
        if slow.is_some_and(|seconds| seconds > SLOW_MAX) {
            return Err(bad(&format!("slow is 0 to {SLOW_MAX} seconds")));
        }
        Ok(ClientMessage::Rules { n, change: RulesChange { locked, quiet, still, slow } })
    }
}

impl ReportFields {
    pub(super) fn check(self) -> Result<ClientMessage, Refusal> {
        let words = self.words.trim();
        if (1..=CHAT_CHARS_MAX).contains(&words.chars().count()) {
            let report = Report { about: self.about, words: words.into() };
            return Ok(ClientMessage::Report { n: self.n, report });
        }
        Err(bad(&format!("a report has 1 to {CHAT_CHARS_MAX} characters")))
    }
}
