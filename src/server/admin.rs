//! The operator's token: what its holder may do needs no account and no pass.

use super::{Shared, address};
use crate::model::{AuthorId, Secret, Token};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;

/// Fewest characters of a token: 128 random bits, written as base64.
pub const TOKEN_CHARS_MIN: usize = 22;

/// Most characters of a token: what fits in a header beside everything else, many times over.
const TOKEN_CHARS_MAX: usize = 512;

/// Why somebody is not the operator.
#[derive(Clone, Copy, Debug)]
pub(super) enum NotAdmin {
    /// There is none.
    Nobody,
    /// No token, or another.
    Wrong,
    /// Too many wrong ones came from there.
    TooMany,
}

impl IntoResponse for NotAdmin {
    fn into_response(self) -> Response {
        match self {
            Self::Nobody => {
                (StatusCode::NOT_FOUND, "This server has no admin token.\n").into_response()
            }
            Self::Wrong => {
                let sentence = "Only whoever holds the admin token may do this.\n";
                (StatusCode::FORBIDDEN, sentence).into_response()
            }
            Self::TooMany => {
                let sentence = "Too many wrong tokens. Wait a minute and try again.\n";
                let wait = [(header::RETRY_AFTER, "60")];
                (StatusCode::TOO_MANY_REQUESTS, wait, sentence).into_response()
            }
        }
    }
}
/// The token of a server's operator, of which only the hash is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AdminToken([u8; 32]);

impl AdminToken {
    /// Takes a token of 22 to 512 visible characters.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.len() < TOKEN_CHARS_MIN {
            return Err(format!("the admin token needs at least {TOKEN_CHARS_MIN} characters"));
        }
        if text.len() > TOKEN_CHARS_MAX || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(format!(
                "the admin token has up to {TOKEN_CHARS_MAX} letters, digits and signs, without spaces"
            ));
        }
        Ok(Self(Sha256::digest(text).into()))
    }

    /// Whether this is it. How long that takes tells nothing: hashes are compared, and all of them.
    fn is(&self, text: &str) -> bool {
        let other = Sha256::digest(text);
        self.0.iter().zip(other.iter()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
    }

    /// In whose name its holder draws.
    fn author(&self) -> AuthorId {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.0[..16]);
        Token::of_key(&Secret::of_chance(bytes).derived("author")).author()
    }
}

impl fmt::Debug for AdminToken {
    /// Logs are read by others.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminToken")
    }
}

/// Proof that a request came with the token.
pub(super) struct Admin;

impl FromRequestParts<Arc<Shared>> for Admin {
    type Rejection = NotAdmin;

    async fn from_request_parts(
        parts: &mut Parts,
        shared: &Arc<Shared>,
    ) -> Result<Self, Self::Rejection> {
        check(shared, &parts.extensions, &parts.headers).map(|_| Self)
    }
}

/// In whose name somebody draws who came with the token; who comes with too many wrong ones waits.
pub(super) fn check(
    shared: &Shared,
    extensions: &Extensions,
    headers: &HeaderMap,
) -> Result<AuthorId, NotAdmin> {
    let token = shared.options.admin.as_ref().ok_or(NotAdmin::Nobody)?;
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let said = value.and_then(|value| value.strip_prefix("Bearer ")).ok_or(NotAdmin::Wrong)?;
    let address = address::of(shared, extensions, headers);
    if !shared.admin_guesses.may_try(address) {
        return Err(NotAdmin::TooMany);
    }
    if token.is(said.trim()) {
        return Ok(token.author());
    }
    shared.admin_guesses.note(address);
    Err(NotAdmin::Wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h32_a_token_is_long_enough_and_known_by_its_hash() {
        let text = "correct-horse-battery-staple";
        let token = AdminToken::new(text).expect("long enough");
        assert!(token.is(text), "itself");
        assert!(!token.is("correct-horse-battery-stapl") && !token.is(""), "nothing else");
        assert_eq!(format!("{token:?}"), "AdminToken", "not to logs");
        for wrong in ["", "short", "a token of several words that is long", "ключ-ключ-ключ-ключ"]
        {
            assert!(AdminToken::new(wrong).is_err(), "{wrong}");
        }
        assert!(AdminToken::new(&"x".repeat(513)).is_err(), "too long");
    }
}
