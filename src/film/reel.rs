//! The pictures of a film in a row: each is held until the next is there, as only then it is known how long it stays.

use super::walk::{Way, walk};
use super::{Film, FilmFailure, HOLD_SECONDS, Making};
use crate::history::Images;
use crate::raster::{Cut, Scale, Stage};
use crate::room::Past;
use std::ops::Range;
use std::sync::Arc;

/// A kind of file that films are written to.
pub(super) trait Frames {
    /// How its pictures are scaled down.
    fn scale(&self) -> &Scale;

    /// Adds a picture by what changes with it, to be shown during these steps.
    fn put(&mut self, cut: &Cut, steps: Range<u64>) -> Result<(), FilmFailure>;

    /// Ends the file.
    fn finish(self) -> Result<(), FilmFailure>;
}

/// Writes a whole film, of which `share` thousandths are done.
pub(super) fn wind(
    past: &mut Past<'_>,
    images: &Arc<dyn Images>,
    film: &Film,
    way: &Way,
    mut frames: impl Frames,
    (share, making): (u16, &Making<'_>),
) -> Result<(), FilmFailure> {
    let mut stage = Stage::new(frames.scale().clone());
    let mut held: Option<(u64, Cut)> = None;
    walk(past, images, film, way.length, film.steps(), &mut |step, pixmap, so_far| {
        if !(making.goes_on)() {
            return Err(FilmFailure::Stopped);
        }
        (making.told)(share + (u32::from(so_far) * u32::from(999 - share) / 1_000) as u16);
        let Some(cut) = stage.show(pixmap) else { return Ok(()) };
        match held.replace((step, cut)) {
            Some((since, cut)) => frames.put(&cut, since..step),
            None => Ok(()),
        }
    })?;
    if let Some((since, cut)) = held {
        let end = film.steps() + u64::from(HOLD_SECONDS * film.fps);
        frames.put(&cut, since..end)?;
    }
    frames.finish()
}
