//! Things to draw, and a seeded source of chance.

/// Seeded chance: the same seed is the same story (`SplitMix64`).
#[derive(Clone, Debug)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// True once in `odds`.
    pub(crate) fn once_in(&mut self, odds: u64) -> bool {
        self.below(odds) == 0
    }

    pub(crate) fn color(&mut self) -> String {
        format!("#{:06x}", self.below(0x0100_0000))
    }

    /// `count` points of a random walk on a 1920×1080 canvas, flat, in eighths.
    pub(crate) fn walk(&mut self, count: usize) -> Vec<i64> {
        let mut x = self.below(1920 * 8) as i64;
        let mut y = self.below(1080 * 8) as i64;
        let mut flat = Vec::with_capacity(count * 3);
        for _ in 0..count {
            flat.extend([x, y, 8 + self.below(64) as i64]);
            x += self.below(200) as i64 - 100;
            y += self.below(200) as i64 - 100;
        }
        flat
    }
}

/// A straight stroke of three points, in eighths.
pub(crate) fn line(from: (i64, i64), to: (i64, i64)) -> Vec<i64> {
    let middle = (from.0.midpoint(to.0), from.1.midpoint(to.1));
    [from, middle, to].iter().flat_map(|(x, y)| [x * 8, y * 8, 32]).collect()
}

/// A stroke of `count` points far outside of the paper: many bytes on the wire, and nothing to paint.
pub(crate) fn outside(count: i64) -> Vec<i64> {
    (0..count).flat_map(|i| [-200_000 + i, -200_000 - i, 8]).collect()
}
