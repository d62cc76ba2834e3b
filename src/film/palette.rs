//! The colours of a GIF: those that occur, as many as it can hold.
//!
//! What is drawn with is kept exactly; the rest, mostly edges mixed with what is below them, is divided into groups
//! of colours that lie close together.

use super::walk::{Way, walk};
use super::{Film, FilmFailure, Making};
use crate::history::Images;
use crate::model::PAPER;
use crate::raster::{Scale, Stage};
use crate::room::Past;
use std::collections::HashMap;
use std::sync::Arc;

/// How much of making a GIF it is to look at its colours first, in thousandths.
pub(super) const LOOK_SHARE: u16 = 300;

/// Pictures that are looked at, equally far from one another.
const LOOKS: u64 = 16;

/// Colours of a GIF, one of which means that nothing changes.
const COLORS_MAX: usize = 255;

/// Of those, colours that are kept exactly: some that are drawn with most.
const EXACT_MAX: usize = 64;

/// How often colours are moved to the middle of what they stand for.
const ROUNDS: usize = 4;

/// Colours found before, kept at hand: a power of two.
const FOUND: usize = 1 << 15;

/// A colour of the pictures, or the mean of a few that hardly differ.
#[derive(Clone, Copy, Debug, Default)]
struct Shade {
    sum: [u64; 3],
    count: u64,
}

impl Shade {
    fn mean(&self) -> [f64; 3] {
        self.sum.map(|sum| sum as f64 / self.count.max(1) as f64)
    }

    /// Its part in the whole. Paper is most of every drawing, and thin lines must not be forgotten for it.
    fn weight(&self) -> f64 {
        (self.count as f64).sqrt()
    }
}

/// What was seen of the pictures.
#[derive(Debug, Default)]
struct Seen {
    /// Exactly, as long as a GIF could hold all.
    exact: HashMap<[u8; 3], u64>,
    /// By the five highest bits of each channel.
    shades: HashMap<[u8; 3], Shade>,
}

impl Seen {
    fn add(&mut self, color: [u8; 3], count: u64) {
        if self.exact.len() <= COLORS_MAX {
            *self.exact.entry(color).or_default() += count;
        }
        let shade = self.shades.entry(color.map(|channel| channel >> 3)).or_default();
        for (sum, channel) in shade.sum.iter_mut().zip(color) {
            *sum += u64::from(channel) * count;
        }
        shade.count += count;
    }
}

/// The colours of a GIF, and how to find the one that is nearest to another.
#[derive(Debug)]
pub(super) struct Palette {
    colors: Vec<[u8; 3]>,
    found: Vec<Option<([u8; 3], u8)>>,
}

impl Palette {
    fn new(colors: Vec<[u8; 3]>) -> Self {
        Self { colors, found: vec![None; FOUND] }
    }

    /// All colours in a row, the last of which is never seen.
    pub(super) fn table(&self) -> Vec<u8> {
        [self.colors.concat(), vec![0; 3]].concat()
    }

    /// The number that means: as before.
    pub(super) fn clear(&self) -> u8 {
        self.colors.len() as u8
    }

    /// The number of the colour that is nearest.
    pub(super) fn nearest(&mut self, color: [u8; 3]) -> u8 {
        let [r, g, b] = color.map(usize::from);
        let place = (r.wrapping_mul(0x9e5) ^ g.wrapping_mul(0x6b9) ^ b.wrapping_mul(0x4d)) % FOUND;
        if let Some((known, number)) = self.found[place]
            && known == color
        {
            return number;
        }
        let number = closest(&self.colors, color.map(f64::from), |color| color.map(f64::from));
        self.found[place] = Some((color, number as u8));
        number as u8
    }
}

/// Looks at some of a film's pictures and chooses its colours.
pub(super) fn look(
    past: &mut Past<'_>,
    images: &Arc<dyn Images>,
    film: &Film,
    way: &Way,
    scale: &Scale,
    making: &Making<'_>,
) -> Result<Palette, FilmFailure> {
    let mut seen = Seen::default();
    let mut stage = Stage::new(scale.clone());
    walk(past, images, film, way.length, LOOKS, &mut |_, pixmap, so_far| {
        if !(making.goes_on)() {
            return Err(FilmFailure::Stopped);
        }
        (making.told)((u32::from(so_far) * u32::from(LOOK_SHARE) / 1_000) as u16);
        let pixels = stage.show(pixmap).map(|cut| cut.rgb).unwrap_or_default();
        pixels.as_chunks::<3>().0.iter().for_each(|pixel| seen.add(*pixel, 1));
        Ok(())
    })?;
    let mut drawn: Vec<_> = way.colors.iter().collect();
    drawn.sort_by_key(|(color, points)| (std::cmp::Reverse(**points), color.0));
    let drawn: Vec<_> = drawn.into_iter().map(|(color, _)| color.0).collect();
    Ok(Palette::new(choose(seen, &drawn)))
}

fn choose(seen: Seen, drawn: &[[u8; 3]]) -> Vec<[u8; 3]> {
    let mut colors = vec![PAPER.0];
    colors.extend(drawn.iter().take(EXACT_MAX).filter(|color| **color != PAPER.0));
    let Seen { mut exact, mut shades } = seen;
    exact.retain(|color, _| !colors.contains(color));
    if exact.len() + colors.len() <= COLORS_MAX {
        colors.extend(exact.into_keys());
        return colors;
    }
    for color in &colors {
        // What is kept exactly needs no other colour beside it.
        if let Some(shade) = shades.get_mut(&color.map(|channel| channel >> 3)) {
            let mean = shade.mean();
            if distance(mean, color.map(f64::from)) < 4.0 {
                shade.count = 0;
            }
        }
    }
    let mut shades: Vec<_> = shades.into_iter().filter(|(_, shade)| shade.count > 0).collect();
    // The same film has the same colours, whatever the order in which a table tells them.
    shades.sort_by_key(|(cell, _)| *cell);
    let shades: Vec<_> = shades.into_iter().map(|(_, shade)| shade).collect();
    let kept = colors.len();
    colors.extend(divide(shades.clone(), COLORS_MAX - kept).into_iter().map(round));
    settle(&mut colors, kept, &shades);
    colors
}

/// Divides shades into groups, always the one that differs most, and answers the middle of each.
fn divide(shades: Vec<Shade>, groups_max: usize) -> Vec<[f64; 3]> {
    let mut groups = vec![Group::new(shades)];
    while groups.len() < groups_max {
        let spread = |at: &usize| groups[*at].spread;
        let Some(widest) = (0..groups.len()).max_by(|a, b| spread(a).total_cmp(&spread(b))) else {
            break;
        };
        if groups[widest].spread <= 0.0 {
            break;
        }
        let (low, high) = groups.swap_remove(widest).halves();
        groups.extend([low, high]);
    }
    groups.into_iter().map(|group| group.middle).collect()
}

/// Shades that lie close together.
struct Group {
    shades: Vec<Shade>,
    middle: [f64; 3],
    /// The channel in which they differ most, and how much they do, by their weights.
    channel: usize,
    spread: f64,
}

impl Group {
    fn new(shades: Vec<Shade>) -> Self {
        let all: f64 = shades.iter().map(Shade::weight).sum();
        let mean_of = |value: &dyn Fn(&Shade) -> f64| {
            shades.iter().map(|shade| value(shade) * shade.weight()).sum::<f64>() / all.max(1e-9)
        };
        let middle = [0, 1, 2].map(|channel| mean_of(&|shade| shade.mean()[channel]));
        let spreads = [0, 1, 2].map(|channel| {
            let apart = |shade: &Shade| (shade.mean()[channel] - middle[channel]).powi(2);
            mean_of(&apart) * all * SEEN_AS[channel]
        });
        let channel = (0..3).max_by(|a, b| spreads[*a].total_cmp(&spreads[*b])).unwrap_or(0);
        let spread = if shades.len() > 1 { spreads[channel] } else { 0.0 };
        Self { shades, middle, channel, spread }
    }

    fn halves(self) -> (Self, Self) {
        let (channel, middle) = (self.channel, self.middle[self.channel]);
        let below = |shade: &Shade| shade.mean()[channel] < middle;
        let (low, high) = self.shades.into_iter().partition(below);
        (Self::new(low), Self::new(high))
    }
}

/// Moves all colours but the first to the middle of the shades that are nearest to them.
fn settle(colors: &mut [[u8; 3]], kept: usize, shades: &[Shade]) {
    for _ in 0..ROUNDS {
        let mut sums = vec![([0.0; 3], 0.0); colors.len()];
        for shade in shades {
            let mean = shade.mean();
            let (sum, all) = &mut sums[closest(colors, mean, |color| color.map(f64::from))];
            for (sum, value) in sum.iter_mut().zip(mean) {
                *sum += value * shade.weight();
            }
            *all += shade.weight();
        }
        for (color, (sum, all)) in colors.iter_mut().zip(sums).skip(kept) {
            if all > 0.0 {
                *color = round(sum.map(|sum| sum / all));
            }
        }
    }
}

/// How much eyes see of red, green and blue.
const SEEN_AS: [f64; 3] = [0.30, 0.59, 0.21];

fn distance(one: [f64; 3], other: [f64; 3]) -> f64 {
    [0, 1, 2].map(|at| (one[at] - other[at]).powi(2) * SEEN_AS[at]).iter().sum()
}

fn closest<T: Copy>(colors: &[T], wanted: [f64; 3], value: impl Fn(T) -> [f64; 3]) -> usize {
    let apart = |at: usize| distance(value(colors[at]), wanted);
    let (mut best, mut least) = (0, f64::INFINITY);
    for at in 0..colors.len() {
        let apart = apart(at);
        if apart < least {
            (best, least) = (at, apart);
        }
    }
    best
}

fn round(color: [f64; 3]) -> [u8; 3] {
    color.map(|channel| channel.round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colors_are_kept_as_they_are() {
        let mut seen = Seen::default();
        let occurring: Vec<_> = (0..200).map(|n| [n, 255 - n, 7]).collect();
        for color in &occurring {
            seen.add(*color, 3);
        }
        let mut palette = Palette::new(choose(seen, &[[1, 2, 3]]));
        for color in occurring.into_iter().chain([[1, 2, 3], PAPER.0]) {
            let number = palette.nearest(color);
            assert_eq!(palette.colors[usize::from(number)], color, "exact");
            assert_eq!(palette.nearest(color), number, "found again");
        }
        assert_eq!(palette.table().len(), 203 * 3, "with one that is never seen");
    }

    #[test]
    fn of_many_colors_what_is_drawn_with_stays_and_the_rest_lies_near() {
        let mut seen = Seen::default();
        let drawn = [[12, 200, 99], [255, 255, 255], [3, 3, 250]];
        for color in drawn {
            seen.add(color, 100_000);
        }
        let occurring: Vec<_> =
            (0..=255_u8).flat_map(|n| (0..40).map(move |m| [n, m * 5, n / 2 + m])).collect();
        for color in &occurring {
            seen.add(*color, 1);
        }
        let mut palette = Palette::new(choose(seen, &drawn));
        assert_eq!(palette.colors.len(), COLORS_MAX, "all that there may be");
        for color in drawn {
            let number = palette.nearest(color);
            assert_eq!(palette.colors[usize::from(number)], color, "exact");
        }
        let mut error = 0.0;
        for color in &occurring {
            let number = usize::from(palette.nearest(*color));
            let near = palette.colors[number];
            error += distance(near.map(f64::from), color.map(f64::from)).sqrt();
        }
        let mean = error / occurring.len() as f64;
        assert!(mean < 6.0, "{mean} on average");
    }
}
