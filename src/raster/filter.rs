//! What differs between neighbouring rows of a band: the filters Sub and Up of PNG (§9.2), on shared tiles.

use super::adler::Sums;
use super::pixmap::{Pixmap, TILE, Tile};
use std::sync::Arc;

/// Pixels looked at together, a row of a tile: one bit of a mask each.
pub(super) const PIECE: usize = TILE as usize;

const CHANNELS: usize = 4;

/// The differences of a piece: red, green, blue and 0 of each pixel.
pub(super) type Piece = [u8; PIECE * CHANNELS];

const PAPER: Piece = [u8::MAX; PIECE * CHANNELS];

/// How a row was filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Filter {
    /// Against the pixel to the left; the first row of a band, which must not need the band above.
    Sub = 1,
    /// Against the row above.
    Up = 2,
}

/// The differences of a band, row by row.
#[derive(Debug, Default)]
pub(super) struct Differences {
    width: usize,
    pieces: Vec<Piece>,
    /// For each piece a bit for each pixel that differs; a piece with none is not filled in.
    masks: Vec<u64>,
}

/// One row of differences.
#[derive(Clone, Copy)]
pub(super) struct Row<'d> {
    pub(super) filter: Filter,
    pub(super) pieces: &'d [Piece],
    pub(super) masks: &'d [u64],
}

impl Differences {
    /// Pixels in a row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// How many pixels differ.
    pub(super) fn count(&self) -> u32 {
        self.masks.iter().map(|mask| mask.count_ones()).sum()
    }

    /// What Adler-32 needs to know: each row is its filter and three bytes for each pixel.
    pub(super) fn sums(&self) -> Sums {
        let (mut at, mut sum, mut placed) = (0, 0, 0);
        for row in self.rows() {
            sum += row.filter as u64;
            placed += row.filter as u64 * at;
            let pieces = (0..).zip(row.masks.iter().zip(row.pieces));
            for (column, (_, piece)) in pieces.filter(|(_, (mask, _))| **mask != 0) {
                let (piece_sum, piece_placed) = sum_up(piece);
                sum += piece_sum;
                placed += piece_sum * (at + 1 + column * PIECE as u64 * 3) + piece_placed;
            }
            at += 1 + self.width as u64 * 3;
        }
        Sums::new(at, sum, placed)
    }

    /// All rows from the top.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let columns = self.width.div_ceil(PIECE);
        let rows = self.pieces.chunks_exact(columns).zip(self.masks.chunks_exact(columns));
        rows.enumerate().map(|(at, (pieces, masks))| {
            let filter = if at == 0 { Filter::Sub } else { Filter::Up };
            Row { filter, pieces, masks }
        })
    }

    /// Takes in `rows` rows of a picture from row `top` on; all of them must lie in one row of tiles.
    pub(super) fn take(&mut self, pixmap: &Pixmap, top: usize, rows: usize) {
        let columns = pixmap.columns();
        self.width = pixmap.size().width() as usize;
        self.pieces.resize(columns * rows, [0; PIECE * CHANNELS]);
        self.masks.clear();
        self.masks.resize(columns * rows, 0);
        let (first, in_tile) = (top / PIECE * columns, top % PIECE);
        let mut left = [0, 0, 0, u8::MAX];
        for column in 0..columns {
            let tile = pixmap.tile(first + column);
            let row = tile.map_or(&PAPER, |tile| row_of(tile, in_tile));
            self.masks[column] = differ_left(row, left, &mut self.pieces[column]);
            left.copy_from_slice(&row[row.len() - CHANNELS..]);
            if let Some(tile) = tile {
                self.take_tile(tile, in_tile, column, columns);
            }
        }
        self.crop(columns);
    }

    fn take_tile(&mut self, tile: &Arc<Tile>, in_tile: usize, column: usize, columns: usize) {
        let targets = self.masks.iter_mut().zip(&mut self.pieces).skip(column).step_by(columns);
        for (y, (mask, piece)) in (in_tile..).zip(targets).skip(1) {
            *mask = differ_up(row_of(tile, y), row_of(tile, y - 1), piece);
        }
    }

    /// Forgets what lies beyond the right edge.
    fn crop(&mut self, columns: usize) {
        let inside = self.width - (columns - 1) * PIECE;
        let keep = u64::MAX >> (PIECE - inside);
        let last = self.masks.iter_mut().zip(&mut self.pieces).skip(columns - 1).step_by(columns);
        for (mask, piece) in last {
            *mask &= keep;
            piece[inside * CHANNELS..].fill(0);
        }
    }
}

fn row_of(tile: &Tile, y: usize) -> &Piece {
    let (rows, _) = tile.pixels().as_chunks();
    &rows[y]
}

fn differ_left(row: &Piece, left: [u8; CHANNELS], out: &mut Piece) -> u64 {
    let mut shifted = *row;
    shifted.copy_within(..(PIECE - 1) * CHANNELS, CHANNELS);
    shifted[..CHANNELS].copy_from_slice(&left);
    differ_up(row, &shifted, out)
}

fn differ_up(row: &Piece, above: &Piece, out: &mut Piece) -> u64 {
    if row == above {
        return 0;
    }
    for ((out, a), b) in out.iter_mut().zip(row).zip(above) {
        *out = a.wrapping_sub(*b);
    }
    let (pixels, _) = out.as_chunks::<CHANNELS>();
    let mut flags = [0_u8; PIECE];
    for (flag, pixel) in flags.iter_mut().zip(pixels) {
        *flag = u8::from(u32::from_le_bytes(*pixel) != 0);
    }
    let (eights, _) = flags.as_chunks::<8>();
    // Multiplying moves the lowest bit of each of eight bytes side by side into the highest byte.
    let bits =
        |flags: &[u8; 8]| u64::from_le_bytes(*flags).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |mask, flags| mask << 8 | bits(flags))
}

/// The sum of the bytes of a piece without the fourth of each pixel, and the sum with each times its place.
fn sum_up(piece: &Piece) -> (u64, u64) {
    // Eight pixels side by side, so that a compiler can add them at once. Adding up the sums so far counts
    // a pixel as often as steps follow it, which spares multiplying each by its place.
    const LANES: usize = 8;
    const STEPS: u32 = (PIECE / LANES) as u32;
    let (mut sums, mut sums_of_sums, mut in_pixel) =
        ([0_u32; LANES], [0_u32; LANES], [0_u32; LANES]);
    let (pixels, _) = piece.as_chunks::<CHANNELS>();
    let (steps, _) = pixels.as_chunks::<LANES>();
    for step in steps {
        for lane in 0..LANES {
            let pixel = u32::from_le_bytes(step[lane]);
            let (r, g, b) = (pixel & 0xff, pixel >> 8 & 0xff, pixel >> 16);
            sums_of_sums[lane] += sums[lane];
            sums[lane] += r + g + b;
            in_pixel[lane] += g + 2 * b;
        }
    }
    let (mut sum, mut placed) = (0, 0);
    for lane in 0..LANES {
        sum += sums[lane];
        let steps = (STEPS - 1) * sums[lane] - sums_of_sums[lane];
        placed += 3 * (steps * LANES as u32 + lane as u32 * sums[lane]) + in_pixel[lane];
    }
    (u64::from(sum), u64::from(placed))
}
