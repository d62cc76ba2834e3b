//! Names of things: a room, an author, a connection, a place in a journal.

use super::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;

/// Name of a room: 1 to 64 of `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoomId(Arc<str>);

impl RoomId {
    /// Longest name, in bytes; fits a URL, a file listing and a spoken sentence.
    pub const BYTES_MAX: usize = 64;

    /// Accepts 1 to 64 of `a-z`, `0-9` and `-`; `None` for anything else.
    pub fn new(name: &str) -> Option<Self> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let fits = (1..=Self::BYTES_MAX).contains(&name.len());
        (fits && name.bytes().all(allowed)).then(|| Self(name.into()))
    }

    /// This name, cut where it is too long, with these letters after it; `None` when they are none of a name's.
    pub fn followed_by(&self, letters: &str) -> Option<Self> {
        let most = Self::BYTES_MAX.checked_sub(letters.len() + 1)?;
        Self::new(&format!("{}-{letters}", &self.0[..self.0.len().min(most)]))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place in a room's journal: the first entry is 1, zero means nothing yet.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The place after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An author's own count of what they asked for: 1, 2, 3 …; zero is not counted and never sent again.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Counter(pub u64);

impl Counter {
    /// Largest count: every integer up to here is exact in JavaScript (2⁵³ − 1).
    pub const MAX: Self = Self((1 << 53) - 1);

    /// Not counted.
    pub const NONE: Self = Self(0);
}

/// One life of one journal: a room that was emptied or kept in memory starts another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JournalId(pub u64);

impl JournalId {
    /// Reads the 16 hexadecimal digits that `Display` writes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        digits.then(|| u64::from_str_radix(text, 16).ok()).flatten().map(Self)
    }
}

impl fmt::Display for JournalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// One connection, counted from 1 by the running process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientId(pub u64);

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A pupil among those of a class, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PupilId(pub u32);

/// What a page keeps to itself to come back as the same author: 16 to 64 of `A-Z a-z 0-9 - _`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Accepts 16 to 64 of `A-Z`, `a-z`, `0-9`, `-` and `_`; `None` for anything else.
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let fits = (16..=64).contains(&text.len()) && text.bytes().all(allowed);
        fits.then(|| Self(text.to_owned()))
    }

    /// A token that stands for the holder of a key where they name no other.
    pub fn of_key(key: &Secret) -> Self {
        Self(format!("key-{}", key.expose()))
    }

    /// The author this token speaks for: the first 96 bits of its SHA-256, so that showing an author to
    /// everyone tells nobody the token, and no table is needed to find the author again.
    pub fn author(&self) -> AuthorId {
        let digest = Sha256::digest(self.0.as_bytes());
        let mut id = [0; AuthorId::BYTES];
        id.copy_from_slice(&digest[..AuthorId::BYTES]);
        AuthorId(id)
    }
}

impl fmt::Debug for Token {
    /// Hides the token: it must not reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Who drew: shown to everyone as 16 letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuthorId(pub [u8; Self::BYTES]);

impl AuthorId {
    /// Size of an id, in bytes.
    pub const BYTES: usize = 12;

    /// Reads the 16 base64url letters that `Display` writes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for AuthorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for AuthorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthorId({self})")
    }
}

macro_rules! serde_as_text {
    ($name:ident, $what:literal) => {
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(reader)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom($what))
            }
        }
    };
}

pub(super) use serde_as_text;

impl RoomId {
    fn parse(text: &str) -> Option<Self> {
        Self::new(text)
    }
}

serde_as_text!(RoomId, "a room name is 1 to 64 of a-z, 0-9 and -");
serde_as_text!(JournalId, "a journal id is 16 hexadecimal digits");
serde_as_text!(AuthorId, "an author id is 16 base64url letters");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_names_are_short_and_plain() {
        assert!(RoomId::new("quiet-otter-42").is_some(), "words, digits and dashes");
        let long = "a".repeat(65);
        for wrong in ["", "Art", "a b", "ä", "a/b", "a_b", &long] {
            assert!(RoomId::new(wrong).is_none(), "{wrong} is no room name");
        }
    }

    #[test]
    fn a_token_always_speaks_for_the_same_author() {
        let token = Token::new("abcdefghijklmnop").expect("a token");
        let author = token.author();
        assert_eq!(AuthorId::parse(&author.to_string()), Some(author), "reads what it prints");
        assert_eq!(author.to_string().len(), 16, "16 letters");
        assert_eq!(format!("{token:?}"), "Token(…)", "never shown");
        assert!(Token::new("short").is_none(), "too easy to guess");
    }

    #[test]
    fn journal_ids_read_what_they_print() {
        let id = JournalId(0xfeed);
        assert_eq!(JournalId::parse(&id.to_string()), Some(id), "16 digits");
        assert_eq!(JournalId::parse("feed"), None, "too short");
    }
}
