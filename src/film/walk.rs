//! The way through a past: once, forward, with a stop at each step of time.

use super::tempo::Tempo;
use super::{Film, FilmFailure};
use crate::history::{Entry, Event, Images};
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
    let scene = past.scene(film.from, Arc::clone(images))?;
    let tempo = Tempo::new(film.skip_pauses);
    let mut walk =
        Walk { film, length, steps, scene, tempo, step: 0, is_new: true, is_stale: false };
    loop {
        let mut failed = None;
        let place = walk.scene.room.seq();
        past.each_entry(place, film.to, |entry| match walk.take(entry, show) {
            Ok(flow) => flow,
            Err(failure) => {
                failed = Some(failure);
                ControlFlow::Break(())
            }
        })?;
        failed.map_or(Ok(()), Err)?;
        if walk.is_stale {
            walk.renew(past, images)?;
        } else {
            return show(steps, walk.scene.picture.flat(), 1_000);
        }
    }
}

/// Where a walk is.
struct Walk<'a> {
    film: &'a Film,
    length: u64,
    steps: u64,
    scene: Scene,
    tempo: Tempo,
    step: u64,
    /// Something happened since it was shown last.
    is_new: bool,
    /// What was hidden, or shown again, must be painted anew before it is shown.
    is_stale: bool,
}

impl Walk<'_> {
    /// Shows the steps that are due before an entry, then takes it in; where the picture must be painted anew
    /// first, it stops before the entry.
    fn take(&mut self, entry: &Entry, show: Show<'_>) -> Result<ControlFlow<()>, FilmFailure> {
        let now = self.tempo.take(entry.at);
        while self.step < self.steps && self.is_due(now) {
            if self.is_new && self.is_stale {
                return Ok(ControlFlow::Break(()));
            }
            if self.is_new {
                let entries =
                    far(entry.seq.0 - self.film.from.0, self.film.to.0 - self.film.from.0);
                let so_far = entries.midpoint(far(self.step, self.steps));
                show(self.step, self.scene.picture.flat(), so_far)?;
            }
            self.is_new = false;
            self.step += 1;
        }
        for change in &self.scene.room.judge(entry, |_, _| {}).changes {
            self.scene.picture.apply(change);
            self.is_new = true;
        }
        if matches!(entry.command.event, Event::Veil(_)) {
            (self.is_new, self.is_stale) = (true, true);
        }
        Ok(ControlFlow::Continue(()))
    }

    fn is_due(&self, now: u64) -> bool {
        u128::from(now) * u128::from(self.steps) >= u128::from(self.length) * u128::from(self.step)
    }

    /// Paints the base anew, without what is hidden now.
    fn renew(&mut self, past: &mut Past<'_>, images: &Arc<dyn Images>) -> Result<(), FilmFailure> {
        let Scene { room, picture } = &mut self.scene;
        let rebuilt = past.rebuild(room.seq(), room.veils().clone(), Arc::clone(images))?;
        picture.rebase(rebuilt.into_base());
        self.is_stale = false;
        Ok(())
    }
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
