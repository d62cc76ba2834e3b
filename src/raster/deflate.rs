//! A deflate coder for bands of a drawing (RFC 1951): rows of differences, most of them zero.
//!
//! Zeros become one literal and a match one byte back, every other byte a literal. Searching farther finds
//! little in anti-aliased ink and costs several times as much.

use super::bits::{BitWriter, PUT_BITS_MAX};
use super::filter::{Differences, Filter, PIECE, Row};
use super::huffman::{Code, END, SYMBOLS, codes, write_head};
use super::words::{RUN_PIXELS_MAX, Word, Words, match_symbol};

/// Pixels with a difference above which only some rows are counted to choose the codes: the others are like
/// them, and counting costs more than it saves.
const COUNT_ALL_MAX: u32 = 4_096;

/// Of so many rows one is counted then.
const COUNT_EVERY: usize = 4;

/// Most bytes a pixel takes: three literals of 15 bits.
const PIXEL_BYTES_MAX: usize = 6;

/// Most bytes a block takes for anything but pixels: its head, its end and what the last put overshoots.
const BLOCK_BYTES_MAX: usize = 1_024;

/// An empty stored block; the first byte may also end a byte that was begun.
pub(super) const EMPTY_BLOCK: [u8; 5] = [0, 0, 0, 0xff, 0xff];

/// What a row holds: pixels that differ, and how many before each that do not.
trait Listener {
    fn filter(&mut self, filter: Filter);
    /// A pixel that differs, after a run that is not a long one.
    fn pixel(&mut self, zeros: usize, pixel: [u8; 4]);
    /// More than `RUN_PIXELS_MAX` pixels that do not differ, or the last of a row.
    fn zeros(&mut self, zeros: usize);
}

#[inline]
fn read_row(row: Row<'_>, width: usize, listener: &mut impl Listener) {
    listener.filter(row.filter);
    // Pixels up to here are told.
    let mut told = 0;
    let pieces = row.masks.iter().zip(row.pieces).enumerate().filter(|(_, (mask, _))| **mask != 0);
    for (column, (mask, piece)) in pieces {
        let mut mask = *mask;
        let start = column * PIECE;
        let before = start + mask.trailing_zeros() as usize;
        if before - told > RUN_PIXELS_MAX {
            listener.zeros(before - told);
            told = before;
        }
        let (pixels, _) = piece.as_chunks::<4>();
        while mask != 0 {
            let at = mask.trailing_zeros() as usize;
            mask &= mask - 1;
            listener.pixel(start + at - told, pixels[at]);
            told = start + at + 1;
        }
    }
    listener.zeros(width - told);
}

/// Counts the symbols a coder would write.
struct Counter {
    literals: [u32; 256],
    runs: [u32; 128],
    /// Longest matches after the first of a run.
    more: u32,
    /// What is left of runs after those.
    rests: [u32; RUN_PIXELS_MAX],
}

impl Listener for Counter {
    fn filter(&mut self, filter: Filter) {
        self.literals[filter as usize] += 1;
    }

    #[inline]
    fn pixel(&mut self, zeros: usize, [r, g, b, _]: [u8; 4]) {
        self.runs[zeros & 127] += 1;
        for byte in [r, g, b] {
            self.literals[usize::from(byte)] += 1;
        }
    }

    #[inline]
    fn zeros(&mut self, zeros: usize) {
        if zeros <= RUN_PIXELS_MAX {
            self.runs[zeros] += 1;
        } else {
            let rest = zeros - RUN_PIXELS_MAX;
            self.runs[RUN_PIXELS_MAX] += 1;
            self.more += (rest / RUN_PIXELS_MAX) as u32;
            self.rests[rest % RUN_PIXELS_MAX] += 1;
        }
    }
}

/// Codes that suit these rows; when not all were counted, codes that can write any.
fn suited(differences: &Differences) -> [Code; SYMBOLS] {
    let all = differences.count() <= COUNT_ALL_MAX;
    let (every, at_least) = if all { (1, 0) } else { (COUNT_EVERY, 1) };
    let mut counter =
        Counter { literals: [at_least; 256], runs: [0; 128], more: 0, rests: [0; RUN_PIXELS_MAX] };
    // The first row is filtered in its own way and always counts.
    let rows = differences.rows().take(1).chain(differences.rows().skip(1).step_by(every));
    for row in rows {
        read_row(row, differences.width(), &mut counter);
    }
    let mut counts = [at_least; SYMBOLS];
    counts[..END].copy_from_slice(&counter.literals);
    counts[END] = 1;
    counts[match_symbol(258).0] += counter.more;
    counts[0] += counter.runs[1] * 3;
    for (pixels, many) in counter.runs[..=RUN_PIXELS_MAX].iter().enumerate().skip(2) {
        counts[0] += many;
        counts[match_symbol(pixels * 3 - 1).0] += many;
    }
    for (pixels, many) in counter.rests.iter().enumerate().skip(1) {
        counts[match_symbol(pixels * 3).0] += many;
    }
    codes(&counts)
}

/// Writes what it is told.
struct Coder<'a> {
    words: &'a Words,
    out: BitWriter<'a>,
}

impl Coder<'_> {
    #[inline]
    fn put(&mut self, word: Word) {
        self.out.put(word.bits, word.length);
    }
}

impl Listener for Coder<'_> {
    #[inline]
    fn filter(&mut self, filter: Filter) {
        self.put(self.words.literal(filter as u8));
    }

    #[inline]
    fn pixel(&mut self, zeros: usize, pixel: [u8; 4]) {
        let (run, word) = (self.words.first(zeros), self.words.pixel(pixel));
        if run.length + word.length <= PUT_BITS_MAX {
            self.put(run.then(word));
        } else {
            self.put(run);
            self.put(word);
        }
    }

    #[inline]
    fn zeros(&mut self, zeros: usize) {
        self.put(self.words.first(zeros.min(RUN_PIXELS_MAX)));
        let mut rest = zeros.saturating_sub(RUN_PIXELS_MAX);
        while rest > 0 {
            let pixels = rest.min(RUN_PIXELS_MAX);
            self.put(self.words.more(pixels));
            rest -= pixels;
        }
    }
}

/// Writes a band at the beginning of `out` as whole bytes that end no stream: a block, and an empty stored one
/// to fill the last byte. Says how many bytes that took.
pub(super) fn deflate(differences: &Differences, out: &mut Vec<u8>) -> usize {
    let width = differences.width();
    let rows = differences.rows().count();
    let room = rows * (width + 1) * PIXEL_BYTES_MAX + BLOCK_BYTES_MAX;
    if out.len() < room {
        out.resize(room, 0);
    }
    let codes = suited(differences);
    let mut writer = BitWriter::new(out);
    write_head(&codes, &mut writer);
    let words = Words::new(&codes);
    let mut coder = Coder { words: &words, out: writer };
    for row in differences.rows() {
        read_row(row, width, &mut coder);
    }
    coder.put(codes[END].into());
    let Coder { out: mut writer, .. } = coder;
    // A stored block says its length after the byte that holds its three zeros.
    writer.put(0, 3);
    writer.fill_byte();
    writer.put(u64::from(u32::from_le_bytes([0, 0, 0xff, 0xff])), 32);
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::super::adler::Sums;
    use super::*;
    use crate::model::Size;
    use crate::raster::{Pixmap, TILE};
    use std::io::Read;
    use std::sync::Arc;

    /// What another program makes of the bytes.
    fn inflate(deflated: &[u8]) -> Vec<u8> {
        let whole = [deflated, &[3, 0]].concat();
        let mut bytes = Vec::new();
        flate2::read::DeflateDecoder::new(&whole[..]).read_to_end(&mut bytes).expect("a stream");
        bytes
    }

    /// The same rows, filtered the slow way.
    fn filtered(pixmap: &Pixmap, top: usize, rows: usize) -> Vec<u8> {
        let rgb = pixmap.to_rgb();
        let width = pixmap.size().width() as usize * 3;
        let mut bytes = Vec::new();
        for y in top..top + rows {
            let row = &rgb[y * width..][..width];
            bytes.push(if y == top { 1 } else { 2 });
            bytes.extend((0..width).map(|x| match (y == top, x) {
                (true, ..3) => row[x],
                (true, _) => row[x].wrapping_sub(row[x - 3]),
                (false, _) => row[x].wrapping_sub(rgb[(y - 1) * width + x]),
            }));
        }
        bytes
    }

    fn check(pixmap: &Pixmap, top: usize, rows: usize) -> usize {
        let (mut differences, mut out) = (Differences::default(), Vec::new());
        differences.take(pixmap, top, rows);
        let length = deflate(&differences, &mut out);
        let expected = filtered(pixmap, top, rows);
        assert!(inflate(&out[..length]) == expected, "{rows} rows of {}", pixmap.size());
        assert_eq!(differences.sums(), Sums::of(&expected), "what sums up to the checksum");
        length
    }

    fn set(pixmap: &mut Pixmap, x: usize, y: usize, rgb: [u8; 3]) {
        let side = TILE as usize;
        let index = y / side * pixmap.columns() + x / side;
        let mut tile =
            pixmap.tile(index).cloned().unwrap_or_else(|| Arc::new(crate::raster::Tile::paper()));
        let at = (y % side * side + x % side) * 4;
        Arc::make_mut(&mut tile).pixels_mut()[at..at + 3].copy_from_slice(&rgb);
        pixmap.set_tile(index, Some(tile));
    }

    #[test]
    fn every_run_length_is_read_back() {
        for width in [64, 65, 127, 258, 1_001, 4_099, 8_192] {
            let mut pixmap = Pixmap::new(Size::new(width, 64).expect("a size"));
            let mut lengths = 0..;
            for y in 1..64 {
                let mut x = y;
                while x < width as usize {
                    set(&mut pixmap, x, y, [x as u8, y as u8, 7]);
                    x += 1 + lengths.next().unwrap_or(0) % (width as usize);
                }
            }
            for (top, rows) in [(0, 32), (32, 32), (0, 1), (32, 9), (0, 64)] {
                check(&pixmap, top, rows);
            }
        }
    }

    #[test]
    fn every_literal_is_read_back_even_where_it_was_not_counted() {
        let mut pixmap = Pixmap::new(Size::new(512, 64).expect("a size"));
        for y in 0..64 {
            for x in 0..512 {
                // The rows that are counted hold two values, the others all.
                let rare = y % 4 != 1;
                let value = if rare { (x * 7 + y * y * 13) as u8 } else { (x % 2) as u8 };
                set(&mut pixmap, x, y, [value, value ^ 0x55, value.reverse_bits()]);
            }
        }
        let length = check(&pixmap, 0, 32);
        assert!(length > 512 * 32, "hardly compressed: {length}");
        check(&pixmap, 32, 32);
    }

    #[test]
    fn the_worst_codes_fit_into_the_room_that_is_made() {
        // Counted rows make one value common and the uncounted ones hold only what is rare.
        let mut pixmap = Pixmap::new(Size::new(8_192, 64).expect("a size"));
        let mut fibonacci = (1_u64, 1_u64);
        let mut values = Vec::new();
        for value in 0..22_u8 {
            values.extend(std::iter::repeat_n(value, fibonacci.0 as usize));
            fibonacci = (fibonacci.1, fibonacci.0 + fibonacci.1);
        }
        for y in 0..32 {
            for x in 0..8_192 {
                let noise = (x * 31 + y * 17) as u8 | 0x40;
                let value = if y % 4 == 1 { values[(x + y * 8_192) % values.len()] } else { noise };
                set(&mut pixmap, x, y, [value, value.wrapping_mul(y as u8), value ^ 0x3c]);
            }
        }
        check(&pixmap, 0, 32);
    }

    #[test]
    fn blank_paper_takes_next_to_nothing() {
        let length = check(&Pixmap::new(Size::default()), 0, 32);
        assert!(length < 300, "{length} bytes for 184 KB");
    }
}
