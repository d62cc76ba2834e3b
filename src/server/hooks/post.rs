//! One letter to one hook: signed, sent, and taken or not.

use super::letters::Letter;
use crate::hub::Clock;
use crate::model::Millis;
use crate::store::Hook;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;

/// Sends letters to one address.
pub(super) struct Sender {
    agent: Agent,
    url: Arc<str>,
    secret: String,
    clock: Clock,
}

impl Sender {
    pub(super) fn new(hook: &Hook, try_time: Duration, clock: Clock) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(try_time))
            // A secret is sent where the operator said, and nowhere it is led to.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(concat!("easel/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.into(), url: Arc::clone(&hook.url), secret: told(&hook.secret), clock }
    }

    /// Sends a letter once; what stood against it, if it was not taken.
    pub(super) fn send(&self, letter: &Letter) -> Result<(), String> {
        let signature = sign(&self.secret, self.clock.now(), &letter.body);
        let answer = self
            .agent
            .post(&*self.url)
            .header("content-type", "application/json")
            .header("easel-kind", letter.kind)
            .header("easel-signature", signature)
            .send(&letter.body)
            .map_err(|failure| failure.to_string())?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(format!("it answered {status}")) }
    }
}

/// The secret of a hook as its owner is told it.
pub(super) fn told(secret: &[u8]) -> String {
    hex(secret)
}

/// `t=<ms>,v1=<hex HMAC-SHA256 of "t.body">`, keyed with the secret's text (rule H38).
fn sign(secret: &str, t: Millis, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .expect("this HMAC takes keys of any length");
    mac.update(format!("{}.", t.0).as_bytes());
    mac.update(body.as_bytes());
    format!("t={},v1={}", t.0, hex(&mac.finalize().into_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // A string takes what fits in memory.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h38_a_signature_is_what_other_programs_compute() {
        // printf '1700000000000.{"id":"x"}' | openssl dgst -sha256 -hmac 0707
        let expected = "c3e6ba572989dc515e765f898381a8dcaf5e1e1a104f329d93f5fde783cef892";
        let signed = sign(&told(&[7, 7]), Millis(1_700_000_000_000), r#"{"id":"x"}"#);
        assert_eq!(signed, format!("t=1700000000000,v1={expected}"), "the same");
    }
}
