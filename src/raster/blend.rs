//! Paint over what is below it, by the coverage of a stroke.

use super::mask_tile::MaskTile;
use super::pixmap::{TILE, Tile};
use super::wide::wide;
use crate::model::Brush;

const SIDE: usize = TILE as usize;

/// Pixels passed over, replaced or blended together: few, because most lines are thin.
const GROUP: usize = 4;

/// Blends one stroke over one tile.
pub fn blend_stroke(tile: &mut Tile, mask: &MaskTile, brush: Brush) {
    wide(
        #[inline(always)]
        || blend_rows(tile, mask, brush),
    );
}

#[inline(always)]
fn blend_rows(tile: &mut Tile, mask: &MaskTile, brush: Brush) {
    let (pixels, _) = tile.pixels_mut().as_chunks_mut::<4>();
    let (groups, _) = pixels.as_chunks_mut::<GROUP>();
    for (y, groups) in groups.chunks_exact_mut(SIDE / GROUP).enumerate() {
        let touched = mask.touched(y);
        if touched.is_empty() {
            continue;
        }
        let row = mask.row(y);
        let crossed = touched.start / GROUP..touched.end.div_ceil(GROUP);
        let coverage = &row.as_chunks().0[crossed.clone()];
        for (pixels, &coverage) in groups[crossed].iter_mut().zip(coverage) {
            blend_group(pixels, coverage, brush);
        }
    }
}

#[inline(always)]
fn blend_group(pixels: &mut [[u8; 4]; GROUP], coverage: [u8; GROUP], brush: Brush) {
    let [r, g, b] = brush.color().0;
    let paint = [r, g, b, u8::MAX];
    let opacity = u32::from(brush.opacity());
    if coverage == [0; GROUP] {
        return;
    }
    if coverage == [u8::MAX; GROUP] && opacity == 255 {
        return pixels.fill(paint);
    }
    for (pixel, coverage) in pixels.iter_mut().zip(coverage) {
        let alpha = (u32::from(coverage) * opacity + 127) / 255;
        *pixel = mix(paint, *pixel, alpha);
    }
}

/// `alpha` 255ths of paint, the rest of what is below; all four bytes at once, 16 bits for each.
///
/// For sums up to 65,534 the shifts give exactly the sum divided by 255, and no sum is larger.
#[inline(always)]
fn mix(paint: [u8; 4], below: [u8; 4], alpha: u32) -> [u8; 4] {
    const LANES: u64 = 0x00ff_00ff_00ff_00ff;
    const ONES: u64 = 0x0001_0001_0001_0001;
    let spread = |bytes: [u8; 4]| {
        let word = u64::from(u32::from_le_bytes(bytes));
        (word | word << 24) & LANES
    };
    let alpha = u64::from(alpha);
    let sum = spread(paint) * alpha + spread(below) * (255 - alpha) + ONES * 127;
    let mixed = ((sum + ONES + ((sum >> 8) & LANES)) >> 8) & LANES;
    (mixed as u32 | (mixed >> 24) as u32).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Rgb, Tool};

    fn blended(below: [u8; 3], color: [u8; 3], opacity: u8, coverage: u8) -> [u8; 4] {
        let mut tile = Tile::paper();
        let [r, g, b] = below;
        tile.pixels_mut()[36..40].copy_from_slice(&[r, g, b, 255]);
        let mut mask = MaskTile::default();
        mask.set(9, 0, coverage);
        let brush = Brush::new(Tool::Pencil, Rgb(color), opacity).expect("a brush");
        blend_stroke(&mut tile, &mask, brush);
        let (pixels, _) = tile.pixels_mut().as_chunks_mut::<4>();
        let pixel = std::mem::replace(&mut pixels[9], [255; 4]);
        assert!(tile.is_paper(), "all else is still paper");
        pixel
    }

    #[test]
    fn r6_every_coverage_and_opacity_follows_the_written_division() {
        for coverage in 0..=u8::MAX {
            for opacity in 1..=u8::MAX {
                let alpha = (u32::from(coverage) * u32::from(opacity) + 127) / 255;
                let mix = |s: u32, d: u32| ((s * alpha + d * (255 - alpha) + 127) / 255) as u8;
                let pixel = blended([7, 255, 100], [250, 0, 100], opacity, coverage);
                let expected = [mix(250, 7), mix(0, 255), mix(100, 100), 255];
                assert_eq!(pixel, expected, "coverage {coverage}, opacity {opacity}");
            }
        }
    }

    #[test]
    fn r6_full_cover_replaces_and_none_leaves_alone() {
        let (below, color) = ([10, 20, 30], [1, 2, 3]);
        assert_eq!(blended(below, color, 255, 255), [1, 2, 3, 255], "opaque");
        assert_eq!(blended(below, color, 255, 0), [10, 20, 30, 255], "untouched");
        assert_eq!(blended(below, color, 1, 127), [10, 20, 30, 255], "too faint to see");
        assert_eq!(blended([0; 3], [255; 3], 128, 255), [128, 128, 128, 255], "half");
    }
}
