//! The way through a past: once, forward, with a stop at each step of time.

use super::tempo::Tempo;
use super::{Film, FilmFailure};
use crate::history::{Event, Images};
use crate::model::{Brush, PAPER, Rgb};
use crate::raster::Pixmap;
use crate::room::{Past, Scene};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Brush colours that are counted; who uses more paints a photo.
const COLORS_MAX: usize = 4_096;

/// What is known of a film before its first picture.
#[derive(Debug, Default)]
pub(super) struct Way {
    /// Milliseconds from its first entry to its last, pauses skipped where they are.
    pub(super) length: u64,
    /// What is drawn with: how the brush looks on paper, and how many points.
    pub(super) colors: HashMap<Rgb, u64>,
}

/// Reads all that a film shows, without painting it.
pub(super) fn measure(past: &mut Past<'_>, film: &Film) -> Result<Way, FilmFailure> {
    let (mut way, mut tempo) = (Way::default(), Tempo::new(film.skip_pauses));
    past.each_entry(film.from, film.to, |entry| {
        tempo.take(entry.at);
        if let Event::Begin { brush, points, .. } = &entry.command.event {
            let color = on_paper(*brush);
            if way.colors.len() < COLORS_MAX || way.colors.contains_key(&color) {
                *way.colors.entry(color).or_default() += points.len() as u64;
            }
        }
        ControlFlow::Continue(())
    })?;
    way.length = tempo.now();
    Ok(way)
}

/// What is shown at a step: which step it is, the picture, and how far the walk is, in thousandths.
pub(super) type Show<'a> = &'a mut dyn FnMut(u64, &Pixmap, u16) -> Result<(), FilmFailure>;

/// Shows the picture at the beginning, at each of `steps` equal steps of time, and at the end: only those steps
/// before which something happened. What comes at a step itself is shown by the next.
pub(super) fn walk(
    past: &mut Past<'_>,
    images: &Arc<dyn Images>,
    film: &Film,
    length: u64,
    steps: u64,
    show: Show<'_>,
) -> Result<(), FilmFailure> {
    let Scene { mut room, mut picture } = past.scene(film.from, Arc::clone(images))?;
    let (mut tempo, mut step, mut is_new) = (Tempo::new(film.skip_pauses), 0, true);
    let mut failed = None;
    let is_due = |now, step| u128::from(now) * u128::from(steps) >= u128::from(length) * step;
    past.each_entry(film.from, film.to, |entry| {
        let now = tempo.take(entry.at);
        while step < steps && is_due(now, u128::from(step)) {
            if is_new {
                let along = far(entry.seq.0 - film.from.0, film.to.0 - film.from.0);
                let so_far = along.midpoint(far(step, steps));
                if let Err(failure) = show(step, picture.flat(), so_far) {
                    failed = Some(failure);
                    return ControlFlow::Break(());
                }
            }
            is_new = false;
            step += 1;
        }
        for change in &room.judge(entry, |_, _| {}).changes {
            picture.apply(change);
            is_new = true;
        }
        ControlFlow::Continue(())
    })?;
    failed.map_or(Ok(()), Err)?;
    show(steps, picture.flat(), 1_000)
}

fn far(part: u64, whole: u64) -> u16 {
    (u128::from(part) * 1_000 / u128::from(whole.max(1))).min(1_000) as u16
}

/// How a brush looks on paper (rule R6).
fn on_paper(brush: Brush) -> Rgb {
    let opacity = u32::from(brush.opacity());
    let mixed = |at: usize| {
        let (ink, paper) = (u32::from(brush.color().0[at]), u32::from(PAPER.0[at]));
        ((ink * opacity + paper * (255 - opacity) + 127) / 255) as u8
    };
    Rgb([0, 1, 2].map(mixed))
}
