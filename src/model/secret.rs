//! Random names: of what is kept, and of what its owner may do with it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt;

/// Random bytes of a name: 2¹²² of them, so that nobody finds one by trying.
const BYTES: usize = 16;

/// What its holder alone knows: 22 of `A-Z a-z 0-9 - _`. Only its [`Lock`] is ever stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret([u8; BYTES]);

impl Secret {
    /// A secret of these random bytes.
    pub fn of_chance(bytes: [u8; BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads 22 characters; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        read(text).map(Self)
    }

    /// The secret as text: for its holder, once.
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is kept to know it again: its SHA-256, from which nobody gets it back.
    pub fn lock(&self) -> Lock {
        Lock(Sha256::digest(self.0).into())
    }
}

impl fmt::Debug for Secret {
    /// Logs are read by others.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What a [`Secret`] opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lock(pub [u8; 32]);

/// Name of a saved canvas: 22 of `A-Z a-z 0-9 - _`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SavedId(pub [u8; BYTES]);

impl SavedId {
    /// Reads 22 characters; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        read(text).map(Self)
    }
}

impl fmt::Display for SavedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

fn read(text: &str) -> Option<[u8; BYTES]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_and_shows_itself_to_its_holder_alone() {
        let secret = Secret::of_chance([7; BYTES]);
        let text = secret.expose();
        assert_eq!((text.len(), Secret::parse(&text)), (22, Some(secret)), "as it was given");
        assert_eq!(format!("{secret:?}"), "Secret", "not to logs");
        assert_ne!(secret.lock(), Secret::of_chance([8; BYTES]).lock(), "a lock of its own");
        for wrong in ["", "short", "BwcHBwcHBwcHBwcHBwcHBw==", "BwcHBwcHBwcHBwcHBwcHB!"] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }
}
