//! Animated WebP without loss: exact pixels, only what changes with each picture.

use super::reel::Frames;
use super::sink::Sink;
use super::still::{Kind, encoded};
use super::{Film, FilmFailure};
use crate::raster::{Area, Cut, Frame, Scale};
use image_webp::{ColorType, EncoderParams, WebPEncoder};
use std::io::{self, Write};
use std::ops::Range;

/// Bytes before the first chunk: `RIFF`, the bytes that follow, `WEBP`.
const HEAD_BYTES: usize = 12;

/// In the head of the file: there is an animation.
const ANIMATED: u8 = 0b10;

/// In the head of a picture: it is written over what is there, not blended with it, and left as it is.
const OVER: u8 = 0b10;

/// A file that is being written.
#[derive(Debug)]
pub(super) struct WebP {
    sink: Sink,
    scale: Scale,
    /// Rectangles lie at even places, so that pixels beside what changed are needed too.
    frame: Frame,
    fps: u64,
    bytes: usize,
}

impl WebP {
    /// An empty one.
    pub(super) fn begin(mut sink: Sink, scale: &Scale, film: &Film) -> Result<Self, FilmFailure> {
        let sides = [three(scale.width() - 1), three(scale.height() - 1)].concat();
        let mut head = b"RIFF\0\0\0\0WEBP".to_vec();
        put_chunk(&mut head, *b"VP8X", &[&[ANIMATED, 0, 0, 0], &sides]);
        // The paper behind it, and no end of showing it again.
        put_chunk(&mut head, *b"ANIM", &[&[u8::MAX; 4], &[0, 0]]);
        sink.write_all(&head)?;
        Ok(Self {
            sink,
            frame: Frame::new(scale),
            scale: scale.clone(),
            fps: film.fps.into(),
            bytes: head.len(),
        })
    }
}

impl Frames for WebP {
    fn scale(&self) -> &Scale {
        &self.scale
    }

    fn put(&mut self, cut: &Cut, steps: Range<u64>) -> Result<(), FilmFailure> {
        self.frame.lay(cut);
        let even = (cut.area.x & !1, cut.area.y & !1);
        let cut = self.frame.cut(Area::between(even, (cut.area.right(), cut.area.bottom())));
        let (area, still) = (cut.area, encoded(&cut, packed)?);
        let ms = |step: u64| (step * 1_000 + self.fps / 2) / self.fps;
        let stays = (ms(steps.end) - ms(steps.start)) as u32;
        let place = [area.x / 2, area.y / 2, area.width - 1, area.height - 1, stays].map(three);
        let mut chunk = Vec::new();
        put_chunk(&mut chunk, *b"ANMF", &[&place.concat(), &[OVER], &still[HEAD_BYTES..]]);
        self.bytes += chunk.len();
        Ok(self.sink.write_all(&chunk)?)
    }

    fn finish(self) -> Result<(), FilmFailure> {
        let bytes = (self.bytes - 8) as u32;
        Ok(self.sink.finish_with(&[(4, &bytes.to_le_bytes())])?)
    }
}

/// A file of one picture.
fn packed(cut: &Cut, kind: Kind) -> io::Result<Vec<u8>> {
    let mut still = Vec::new();
    let mut encoder = WebPEncoder::new(&mut still);
    let mut ways = EncoderParams::default();
    ways.use_predictor_transform = kind == Kind::Photo;
    encoder.set_params(ways);
    let (width, height) = (cut.area.width, cut.area.height);
    encoder.encode(&cut.rgb, width, height, ColorType::Rgb8).map_err(io::Error::other)?;
    Ok(still)
}

/// A number as WebP writes them: 24 bits, the lowest first.
fn three(number: u32) -> [u8; 3] {
    let [low, middle, high, _] = number.to_le_bytes();
    [low, middle, high]
}

fn put_chunk(out: &mut Vec<u8>, name: [u8; 4], parts: &[&[u8]]) {
    let held = parts.concat();
    out.extend_from_slice(&name);
    out.extend_from_slice(&(held.len() as u32).to_le_bytes());
    out.extend_from_slice(&held);
    if held.len() % 2 == 1 {
        out.push(0);
    }
}
