//! A picture that lies on the canvas: its name, and where it lies.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

/// Pixels of an image that count as one point where points are bounded: an image as large as the usual canvas
/// then weighs as much as two of the longest strokes.
pub const IMAGE_PIXELS_PER_POINT: u64 = 512;

/// Farthest the left or top edge of an image may lie from the origin, in canvas pixels.
pub const IMAGE_PLACE_MAX: i32 = 32_767;

/// Name of an image: the first 128 bits of the SHA-256 of its file, shown as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImageId(pub [u8; Self::BYTES]);

impl ImageId {
    /// Size of a name, in bytes.
    pub const BYTES: usize = 16;

    /// The name of a file with these bytes.
    pub fn of(file: &[u8]) -> Self {
        let digest = Sha256::digest(file);
        let mut id = [0; Self::BYTES];
        id.copy_from_slice(&digest[..Self::BYTES]);
        Self(id)
    }

    /// Reads the 32 lower-case hexadecimal digits that `Display` writes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let digits = text.len() == Self::BYTES * 2 && text.bytes().all(digit);
        digits
            .then(|| u128::from_str_radix(text, 16).ok())
            .flatten()
            .map(|id| Self(id.to_be_bytes()))
    }
}

impl fmt::Display for ImageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for ImageId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(Self::BYTES * 2);
        write!(text, "{self}").map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for ImageId {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(reader)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("an image is named by 32 hexadecimal digits"))
    }
}

/// An image on the canvas, in whole canvas pixels: it is never scaled where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Placement {
    /// Which image.
    pub image: ImageId,
    /// Its left edge.
    pub x: i32,
    /// Its top edge.
    pub y: i32,
    /// Its own width.
    pub width: u32,
    /// Its own height.
    pub height: u32,
}

impl Placement {
    /// What it weighs where points are bounded; at least one.
    pub fn points(&self) -> usize {
        let pixels = u64::from(self.width) * u64::from(self.height);
        pixels.div_ceil(IMAGE_PIXELS_PER_POINT).max(1) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_what_it_prints() {
        let id = ImageId::of(b"picture");
        assert_eq!(ImageId::parse(&id.to_string()), Some(id), "32 digits");
        assert_ne!(id, ImageId::of(b"another"), "by its bytes");
        for wrong in ["", "12", &"g".repeat(32), &"A".repeat(32)] {
            assert_eq!(ImageId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_image_weighs_by_its_pixels() {
        let image = ImageId::of(b"picture");
        let place = |width, height| Placement { image, x: 0, y: 0, width, height };
        assert_eq!(place(1, 1).points(), 1, "at least one");
        assert_eq!(place(1920, 1080).points(), 4_050, "a whole canvas");
    }
}
