//! GIF: 255 colours, only what changes with each picture.

use super::palette::Palette;
use super::reel::Frames;
use super::sink::Sink;
use super::{Film, FilmFailure};
use crate::raster::{Cut, Scale};
use gif::{DisposalMethod, Encoder, EncodingError, Repeat};
use std::io;
use std::ops::Range;

/// A file that is being written.
pub(super) struct Gif {
    encoder: Encoder<Sink>,
    palette: Palette,
    scale: Scale,
    /// The colour each pixel shows; none at first.
    shown: Vec<Option<u8>>,
    fps: u64,
}

impl Gif {
    /// An empty one with these colours.
    pub(super) fn begin(
        sink: Sink,
        scale: &Scale,
        film: &Film,
        palette: Palette,
    ) -> Result<Self, FilmFailure> {
        let (width, height) = (scale.width() as u16, scale.height() as u16);
        let mut encoder = Encoder::new(sink, width, height, &palette.table()).map_err(said)?;
        encoder.set_repeat(Repeat::Infinite).map_err(said)?;
        let shown = vec![None; scale.whole().pixels()];
        Ok(Self { encoder, palette, scale: scale.clone(), shown, fps: film.fps.into() })
    }
}

impl Frames for Gif {
    fn scale(&self) -> &Scale {
        &self.scale
    }

    fn put(&mut self, cut: &Cut, steps: Range<u64>) -> Result<(), FilmFailure> {
        let area = cut.area;
        let clear = self.palette.clear();
        let mut buffer = Vec::with_capacity(area.pixels());
        let rows = cut.rgb.chunks_exact(area.width as usize * 3);
        for (y, row) in (area.y as usize..).zip(rows) {
            let at = y * self.scale.width() as usize + area.x as usize;
            for (shown, pixel) in self.shown[at..].iter_mut().zip(row.as_chunks::<3>().0) {
                let color = self.palette.nearest(*pixel);
                // What stays is left out: long rows of one number become a few bytes.
                let same = shown.replace(color) == Some(color);
                buffer.push(if same { clear } else { color });
            }
        }
        let hundredths = |step: u64| (step * 100 + self.fps / 2) / self.fps;
        let frame = gif::Frame {
            delay: (hundredths(steps.end) - hundredths(steps.start)) as u16,
            dispose: DisposalMethod::Keep,
            transparent: Some(clear),
            left: area.x as u16,
            top: area.y as u16,
            width: area.width as u16,
            height: area.height as u16,
            buffer: buffer.into(),
            ..gif::Frame::default()
        };
        self.encoder.write_frame(&frame).map_err(said)
    }

    fn finish(self) -> Result<(), FilmFailure> {
        Ok(self.encoder.into_inner().map_err(said)?.finish_with(&[])?)
    }
}

fn said(failure: EncodingError) -> FilmFailure {
    match failure {
        EncodingError::Io(failure) => failure.into(),
        failure => io::Error::other(failure).into(),
    }
}
