//! A room and its base at one place, as the bytes a store keeps.

use crate::model::Size;
use crate::raster::{Pixmap, PngFailure, decode_png, encode_png};

/// Layout of the bytes; another one is refused.
const KEYFRAME_VERSION: u8 = 1;

/// Why bytes are no keyframe.
#[derive(Debug, thiserror::Error)]
pub enum KeyframeDamage {
    /// Too short, or of another version.
    #[error("the keyframe is cut short or was written by another version")]
    Layout,
    /// The base cannot be read.
    #[error("the keyframe's picture cannot be read: {0}")]
    Base(#[from] PngFailure),
}

/// Joins what a room wrote of itself and its base: version, length, room, PNG (absent while blank).
pub fn pack_keyframe(room: &[u8], base: &Pixmap) -> Vec<u8> {
    let mut bytes = vec![KEYFRAME_VERSION];
    bytes.extend_from_slice(&(room.len() as u32).to_le_bytes());
    bytes.extend_from_slice(room);
    if !base.is_blank() {
        bytes.extend_from_slice(&encode_png(base));
    }
    bytes
}

/// Splits what `pack_keyframe` joined.
///
/// # Errors
/// When the bytes are damaged.
pub fn unpack_keyframe(bytes: &[u8], size: Size) -> Result<(&[u8], Pixmap), KeyframeDamage> {
    let Some((&[KEYFRAME_VERSION, a, b, c, d], rest)) = bytes.split_first_chunk::<5>() else {
        return Err(KeyframeDamage::Layout);
    };
    let length = u32::from_le_bytes([a, b, c, d]) as usize;
    let (room, png) = rest.split_at_checked(length).ok_or(KeyframeDamage::Layout)?;
    let base = if png.is_empty() { Pixmap::new(size) } else { decode_png(png, size)? };
    Ok((room, base))
}
