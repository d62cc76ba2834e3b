//! Random names: of what is kept, and of what its owner may do with it.

use super::ids::serde_as_text;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
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

    /// Another secret that follows from this one, for a purpose: whoever has that one has not this one.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(purpose.as_bytes());
        hash.update(self.0);
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&hash.finalize()[..BYTES]);
        Self(bytes)
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

macro_rules! random_name {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub [u8; BYTES]);

        impl $name {
            /// Reads 22 characters; `None` for anything else.
            pub fn parse(text: &str) -> Option<Self> {
                read(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }
    };
}

random_name!(SavedId, "Name of a saved canvas: 22 of `A-Z a-z 0-9 - _`.");
random_name!(ClassId, "Name of a class: 22 of `A-Z a-z 0-9 - _`.");
serde_as_text!(ClassId, "a class id is 22 base64url letters");

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
        let (show, print) = (secret.derived("show"), secret.derived("print"));
        assert!(
            show != secret && show != print && show == secret.derived("show"),
            "by its purpose"
        );
        for wrong in ["", "short", "BwcHBwcHBwcHBwcHBwcHBw==", "BwcHBwcHBwcHBwcHBwcHB!"] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_name_of_a_class_reads_what_it_prints_also_as_json() {
        let class = ClassId([250; BYTES]);
        let text = class.to_string();
        assert_eq!((text.len(), ClassId::parse(&text)), (22, Some(class)), "22 letters");
        let json = serde_json::to_string(&class).expect("JSON");
        assert_eq!(serde_json::from_str::<ClassId>(&json).ok(), Some(class), "as text");
        assert!(serde_json::from_str::<ClassId>(r#""short""#).is_err(), "no class");
    }
}
