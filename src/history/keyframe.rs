//! A room and its base at one place, as the bytes a store keeps.

use crate::model::Size;
use crate::raster::{Pixmap, PngFailure, decode_png, encode_png};
use std::borrow::Cow;

/// Layout of the bytes with the room as it is.
const PLAIN_VERSION: u8 = 1;

/// Layout of the bytes with the room compressed: many keyframes are kept, and a room says much twice.
const PACKED_VERSION: u8 = 2;

/// Most bytes a room may unpack to, so that damaged bytes cannot ask for gigabytes: fifty times the largest window.
const ROOM_BYTES_MAX: usize = 64 << 20;

/// Speed before size, as for entries.
const ZSTD_LEVEL: i32 = 1;

/// Why bytes are no keyframe.
#[derive(Debug, thiserror::Error)]
pub enum KeyframeDamage {
    /// Too short, or of another version.
    #[error("the keyframe is cut short or was written by another version")]
    Layout,
    /// The room cannot be unpacked.
    #[error("the keyframe's room cannot be unpacked")]
    Packing,
    /// The base cannot be read.
    #[error("the keyframe's picture cannot be read: {0}")]
    Base(#[from] PngFailure),
}

/// Joins what a room wrote of itself and its base: version, length, room, PNG (absent while blank).
pub fn pack_keyframe(room: &[u8], base: &Pixmap) -> Vec<u8> {
    // It can only fail for want of memory; then the room is kept as it is.
    let (version, room) = match zstd::bulk::compress(room, ZSTD_LEVEL) {
        Ok(packed) => (PACKED_VERSION, Cow::Owned(packed)),
        Err(_) => (PLAIN_VERSION, Cow::Borrowed(room)),
    };
    let mut bytes = vec![version];
    bytes.extend_from_slice(&(room.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&room);
    if !base.is_blank() {
        bytes.extend_from_slice(&encode_png(base));
    }
    bytes
}

/// Splits what `pack_keyframe` joined.
///
/// # Errors
/// When the bytes are damaged.
pub fn unpack_keyframe(
    bytes: &[u8],
    size: Size,
) -> Result<(Cow<'_, [u8]>, Pixmap), KeyframeDamage> {
    let (room, png) = split(bytes)?;
    let base = if png.is_empty() { Pixmap::new(size) } else { decode_png(png, size)? };
    Ok((room, base))
}

/// The room alone, for who needs no pixels: unpacking those is most of the work.
///
/// # Errors
/// When the room's bytes are damaged.
pub fn unpack_keyframe_room(bytes: &[u8]) -> Result<Cow<'_, [u8]>, KeyframeDamage> {
    split(bytes).map(|(room, _)| room)
}

fn split(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, &[u8]), KeyframeDamage> {
    let Some((&[version, a, b, c, d], rest)) = bytes.split_first_chunk::<5>() else {
        return Err(KeyframeDamage::Layout);
    };
    let length = u32::from_le_bytes([a, b, c, d]) as usize;
    let (room, png) = rest.split_at_checked(length).ok_or(KeyframeDamage::Layout)?;
    let room = match version {
        PLAIN_VERSION => Cow::Borrowed(room),
        PACKED_VERSION => Cow::Owned(unpack(room)?),
        _ => return Err(KeyframeDamage::Layout),
    };
    Ok((room, png))
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>, KeyframeDamage> {
    let bytes = zstd::bulk::Decompressor::upper_bound(packed).unwrap_or(0);
    if bytes > ROOM_BYTES_MAX {
        return Err(KeyframeDamage::Packing);
    }
    zstd::bulk::decompress(packed, bytes).map_err(|_| KeyframeDamage::Packing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_comes_back_whatever_version_wrote_it() {
        let size = Size::default();
        let base = Pixmap::new(size);
        let packed = pack_keyframe(b"a room, a room, a room", &base);
        let plain = [&[1, 6, 0, 0, 0][..], b"a room"].concat();
        let read = |bytes: &[u8]| unpack_keyframe(bytes, size).map(|(room, _)| room.into_owned());
        assert_eq!(read(&packed).expect("it reads"), b"a room, a room, a room", "packed");
        assert_eq!(read(&plain).expect("it reads"), b"a room", "as it was");
        for cut in 0..packed.len() {
            assert!(read(&packed[..cut]).is_err(), "cut at {cut}");
        }
        assert!(read(&[9, 0, 0, 0, 0]).is_err(), "of another version");
    }
}
