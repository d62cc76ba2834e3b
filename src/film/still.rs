//! What changed with a picture, as a still that films are put together from.

use crate::raster::Cut;
use std::io;

/// What pixels may be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Few colours, each in large areas.
    Drawing,
    /// Each pixel is a little different from the one beside it.
    Photo,
}

/// The pixels as a still: in the way that makes drawings small, and where that is not much because they are a
/// photo, in the other one if it is less.
pub(super) fn encoded(
    cut: &Cut,
    encode: impl Fn(&Cut, Kind) -> io::Result<Vec<u8>>,
) -> io::Result<Vec<u8>> {
    let still = encode(cut, Kind::Drawing)?;
    if still.len() * 4 < cut.rgb.len() {
        return Ok(still);
    }
    let other = encode(cut, Kind::Photo)?;
    Ok(if other.len() < still.len() { other } else { still })
}
