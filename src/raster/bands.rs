//! A PNG in bands: what nobody painted over since the last picture is not encoded again.
//!
//! Each band of full-width rows is deflated for itself and is a chunk of its own, with its own checksum, a
//! multiple of three bytes long. So the PNG is the bands one after another, its base64 is the base64 of the
//! bands, and both are kept and shared; only the last chunk, with the checksum of everything, is made anew.

use super::adler::Sums;
use super::deflate::{EMPTY_BLOCK, deflate};
use super::filter::Differences;
use super::pixmap::{Pixmap, TILE, Tile};
use crate::model::Size;
use base64::Engine;
use base64::engine::Simd;
use base64::engine::general_purpose::PAD;
use bytes::Bytes;
use std::cell::RefCell;
use std::sync::Arc;

/// Rows of a band: fewer make a dot cheaper and everything larger, more the reverse. Two to a tile.
const BAND_ROWS: usize = 32;

/// What a band is made of is in one row of tiles.
const BANDS_PER_TILE: usize = TILE as usize / BAND_ROWS;

/// What a band has of a tile: red, green, blue and 255 of each pixel.
type Part = [u8; BAND_ROWS * TILE as usize * 4];

const PAPER: Part = [u8::MAX; BAND_ROWS * TILE as usize * 4];

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

/// Bit depth 8, red-green-blue, and the only compression, filter and interlace that are meant here (PNG §11.2.2).
const IHDR_KIND: [u8; 5] = [8, 2, 0, 0, 0];

/// A zlib stream of deflate with a window of 32 KiB, made fast (RFC 1950 §2.2).
const ZLIB_HEAD: [u8; 2] = [0x78, 0x01];

/// A last block with nothing in it, in fixed codes.
const LAST_BLOCK: [u8; 2] = [3, 0];

/// Most bytes a chunk of pixels has besides them: its frame, and what makes it a multiple of three.
const CHUNK_BYTES_MAX: usize = 12 + 2 * EMPTY_BLOCK.len();

const URL_HEAD: &str = "data:image/png;base64,";

/// A PNG, opaque 8-bit red, green and blue, in parts that are shared with the pictures before and after it.
#[derive(Clone, Debug, Default)]
pub struct PngParts {
    png: Vec<Bytes>,
    data_url: Vec<Bytes>,
}

impl PngParts {
    /// The parts of the file.
    pub fn png(&self) -> &[Bytes] {
        &self.png
    }

    /// The parts of the file as a `data:` URL.
    pub fn data_url(&self) -> &[Bytes] {
        &self.data_url
    }

    /// How long the file is, in bytes.
    pub fn png_bytes(&self) -> usize {
        self.png.iter().map(Bytes::len).sum()
    }

    /// How long the URL is, in bytes.
    pub fn data_url_bytes(&self) -> usize {
        self.data_url.iter().map(Bytes::len).sum()
    }

    fn push(&mut self, band: &Band) {
        self.png.push(band.png.clone());
        self.data_url.push(band.base64.clone());
    }
}

/// Encodes one picture again and again while it is painted on.
#[derive(Debug, Default)]
pub struct PngBands {
    /// The picture that the bands show.
    shown: Option<Pixmap>,
    bands: Vec<Band>,
    /// Bands of blank paper, the last one of a picture apart: it may be lower.
    blank: Option<Band>,
    encoded: u64,
}

/// What encoding one band needs for a moment.
#[derive(Debug, Default)]
struct Scratch {
    differences: Differences,
    deflated: Vec<u8>,
}

thread_local! {
    /// Kept by the threads that paint, which are few and end when idle, and not by pictures, which are many:
    /// half a megabyte, and making it anew would cost more than a band.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// One or more whole chunks, a multiple of three bytes.
#[derive(Clone, Debug, Default)]
struct Band {
    png: Bytes,
    base64: Bytes,
    sums: Sums,
}

impl PngBands {
    /// Nothing encoded yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many bands were encoded since this was asked last.
    pub fn take_encoded(&mut self) -> u64 {
        std::mem::take(&mut self.encoded)
    }

    /// The picture as PNG. Costs what changed since the last call.
    pub fn encode(&mut self, pixmap: &Pixmap) -> PngParts {
        let shown = self.shown.take().filter(|shown| shown.size() == pixmap.size());
        if shown.is_none() {
            self.bands.clear();
            self.blank = None;
        }
        let size = pixmap.size();
        for index in 0..(size.height() as usize).div_ceil(BAND_ROWS) {
            if shown.as_ref().is_some_and(|shown| looks_the_same(shown, pixmap, index)) {
                continue;
            }
            let band = self.band(pixmap, index);
            match self.bands.get_mut(index) {
                Some(old) => *old = band,
                None => self.bands.push(band),
            }
        }
        self.shown = Some(pixmap.clone());
        self.join(size)
    }

    fn join(&self, size: Size) -> PngParts {
        let mut parts = PngParts::default();
        parts.push(&head(size));
        for band in &self.bands {
            parts.push(band);
        }
        parts.push(&tail(self.bands.iter().map(|band| band.sums)));
        parts
    }

    fn band(&mut self, pixmap: &Pixmap, index: usize) -> Band {
        let top = index * BAND_ROWS;
        let rows = (pixmap.size().height() as usize - top).min(BAND_ROWS);
        let is_blank = rows == BAND_ROWS && tiles(pixmap, index).all(|tile| is_paper(tile, index));
        if is_blank && let Some(blank) = &self.blank {
            return blank.clone();
        }
        self.encoded += 1;
        let band = SCRATCH.with_borrow_mut(|scratch| scratch.encode(pixmap, top, rows));
        if is_blank {
            self.blank = Some(band.clone());
        }
        band
    }
}

impl Scratch {
    fn encode(&mut self, pixmap: &Pixmap, top: usize, rows: usize) -> Band {
        self.differences.take(pixmap, top, rows);
        let length = deflate(&self.differences, &mut self.deflated);
        let mut png = Vec::with_capacity(length + CHUNK_BYTES_MAX);
        put_padded(&mut png, &self.deflated[..length]);
        Band::new(png, "", self.differences.sums())
    }
}

impl Band {
    fn new(png: Vec<u8>, url_head: &str, sums: Sums) -> Self {
        debug_assert!(png.len().is_multiple_of(3), "its base64 has no padding");
        let mut base64 = vec![0; url_head.len() + png.len() / 3 * 4];
        let (head, letters) = base64.split_at_mut(url_head.len());
        head.copy_from_slice(url_head.as_bytes());
        Simd::standard(PAD).encode_slice(&png, letters).expect("four letters for three bytes");
        Self { png: png.into(), base64: base64.into(), sums }
    }
}

/// Everything before the first band.
fn head(size: Size) -> Band {
    let mut png = SIGNATURE.to_vec();
    let mut ihdr = Vec::with_capacity(13);
    ihdr.extend_from_slice(&size.width().to_be_bytes());
    ihdr.extend_from_slice(&size.height().to_be_bytes());
    ihdr.extend_from_slice(&IHDR_KIND);
    put_chunk(&mut png, *b"IHDR", &[&ihdr]);
    put_padded(&mut png, &ZLIB_HEAD);
    Band::new(png, URL_HEAD, Sums::default())
}

/// Everything after the last band.
fn tail(sums: impl Iterator<Item = Sums>) -> Band {
    let mut png = Vec::new();
    put_chunk(&mut png, *b"IDAT", &[&LAST_BLOCK, &Sums::adler32(sums).to_be_bytes()]);
    put_chunk(&mut png, *b"IEND", &[]);
    Band::new(png, "", Sums::default())
}

/// Appends a chunk of pixels with empty blocks until its length is a multiple of three.
fn put_padded(png: &mut Vec<u8>, deflated: &[u8]) {
    // A block is five bytes: one makes 1 of 2, two make 2 of 1; a chunk adds twelve.
    let padding = [EMPTY_BLOCK, EMPTY_BLOCK].concat();
    let blocks = match deflated.len() % 3 {
        0 => 0,
        1 => 1,
        _ => 2,
    };
    put_chunk(png, *b"IDAT", &[deflated, &padding[..blocks * EMPTY_BLOCK.len()]]);
}

fn put_chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[&[u8]]) {
    let length: usize = data.iter().map(|part| part.len()).sum();
    png.extend_from_slice(&(length as u32).to_be_bytes());
    let start = png.len();
    png.extend_from_slice(&kind);
    for part in data {
        png.extend_from_slice(part);
    }
    let sum = crc32fast::hash(&png[start..]);
    png.extend_from_slice(&sum.to_be_bytes());
}

/// The tiles that a band lies in.
fn tiles(pixmap: &Pixmap, band: usize) -> impl Iterator<Item = Option<&Arc<Tile>>> {
    let first = band / BANDS_PER_TILE * pixmap.columns();
    (first..first + pixmap.columns()).map(|index| pixmap.tile(index))
}

fn looks_the_same(a: &Pixmap, b: &Pixmap, band: usize) -> bool {
    tiles(a, band).zip(tiles(b, band)).all(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || part(a, band) == part(b, band),
        _ => is_paper(a, band) && is_paper(b, band),
    })
}

fn is_paper(tile: Option<&Arc<Tile>>, band: usize) -> bool {
    tile.is_none_or(|tile| *part(tile, band) == PAPER)
}

/// What a band has of a tile.
fn part(tile: &Tile, band: usize) -> &Part {
    let (parts, _) = tile.pixels().as_chunks();
    &parts[band % BANDS_PER_TILE]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Brush, Point, Rgb, Tool};
    use crate::raster::{StrokeMask, decode_png};
    use base64::engine::general_purpose::STANDARD;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// A reader that checks every sum: those of the chunks and that of the stream.
    fn read_strictly(png: &[u8]) -> Vec<u8> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.ignore_checksums(false);
        let mut reader = decoder.read_info().expect("a head");
        let mut rgb = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut rgb).expect("a picture");
        reader.finish().expect("an end");
        rgb
    }

    fn check(parts: &PngParts, pixmap: &Pixmap) {
        let png = parts.png().concat();
        assert!(read_strictly(&png) == pixmap.to_rgb(), "every pixel of {}", pixmap.size());
        let url = String::from_utf8(parts.data_url().concat()).expect("text");
        assert_eq!(url, format!("{URL_HEAD}{}", STANDARD.encode(&png)), "the same file");
        assert_eq!(parts.png_bytes(), png.len(), "as long as it says");
        assert_eq!(parts.data_url_bytes(), url.len(), "as long as it says");
        let decoded = decode_png(&png, pixmap.size()).expect("our own picture");
        assert_eq!(decoded.hash(), pixmap.hash(), "by the image crate too");
    }

    fn dab(pixmap: &mut Pixmap, (x, y, r): (f64, f64, f64), color: [u8; 3], opacity: u8) {
        let size = pixmap.size();
        let (width, height) = (f64::from(size.width()), f64::from(size.height()));
        let point = |x, y| Point::from_px(x * width, y * height, 0.5 + r * 30.0).expect("finite");
        let mask = StrokeMask::of(size, &[point(x, y), point(y, x)], true);
        pixmap.paint(&mask, Brush::new(Tool::Pencil, Rgb(color), opacity).expect("a brush"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn what_is_kept_and_what_is_new_make_the_same_file_as_all_anew(
            (width, height) in (64_u32..700, 64_u32..400),
            strokes in vec(
                ((0.0..1.0, 0.0..1.0, 0.0..1.0), any::<[u8; 3]>(), 1_u8.., any::<bool>()),
                1..12,
            ),
        ) {
            let mut pixmap = Pixmap::new(Size::new(width, height).expect("a size"));
            let mut bands = PngBands::new();
            for (at, color, opacity, clear) in strokes {
                if clear && color[0] < 40 {
                    pixmap.clear();
                }
                dab(&mut pixmap, at, color, opacity);
                let parts = bands.encode(&pixmap);
                check(&parts, &pixmap);
                let anew = PngBands::new().encode(&pixmap);
                prop_assert_eq!(parts.png(), anew.png());
            }
        }
    }

    #[test]
    fn wide_tall_and_blank_pictures_are_read_back() {
        for (width, height) in [(64, 64), (8_192, 65), (65, 8_192), (191, 97), (4_097, 100)] {
            let mut pixmap = Pixmap::new(Size::new(width, height).expect("a size"));
            check(&PngBands::new().encode(&pixmap), &pixmap);
            dab(&mut pixmap, (0.1, 0.9, 0.5), [200, 30, 4], 128);
            check(&PngBands::new().encode(&pixmap), &pixmap);
        }
    }

    #[test]
    fn only_what_changed_is_encoded() {
        let mut pixmap = Pixmap::new(Size::default());
        let mut bands = PngBands::new();
        bands.encode(&pixmap);
        assert_eq!(bands.take_encoded(), 2, "one band of paper, and the last one, which is lower");
        for _ in 0..2 {
            dab(&mut pixmap, (0.5, 0.5, 0.1), [1, 2, 3], 9);
            let parts = bands.encode(&pixmap);
            let changed = bands.take_encoded();
            assert!((1..=33).contains(&changed), "{changed}");
            let again = bands.encode(&pixmap.clone());
            assert_eq!(bands.take_encoded(), 0, "nothing changed");
            for (a, b) in parts.data_url().iter().zip(again.data_url()).skip(1).take(34) {
                assert_eq!(a.as_ptr(), b.as_ptr(), "shared");
            }
        }
        let before = pixmap.clone();
        let dot = Point::from_px(100.0, 540.0, 3.0).expect("finite");
        let brush = Brush::new(Tool::Pencil, Rgb([0, 0, 0]), 255).expect("a brush");
        pixmap.paint(&StrokeMask::of(pixmap.size(), &[dot], true), brush);
        bands.encode(&pixmap);
        assert_eq!(bands.take_encoded(), 1, "the band of the dot, of the two its tile is in");
        check(&bands.encode(&before), &before);
        assert_eq!(bands.take_encoded(), 1, "and back");
        pixmap.clear();
        check(&bands.encode(&pixmap), &pixmap);
        assert_eq!(bands.take_encoded(), 0, "paper is kept");
    }

    #[test]
    fn another_size_starts_anew() {
        let mut bands = PngBands::new();
        for (width, height) in [(100, 100), (200, 64), (64, 200)] {
            let pixmap = Pixmap::new(Size::new(width, height).expect("a size"));
            check(&bands.encode(&pixmap), &pixmap);
        }
    }
}
