//! Prefix codes of deflate (RFC 1951 §3.2): lengths from counts, codes from lengths, and how a block tells them.

use super::bits::BitWriter;

/// Longest code of a literal or a run, in bits (RFC 1951 §3.2.7).
const CODE_BITS_MAX: usize = 15;

/// Longest code of a code length, in bits: three bits tell it.
const LENGTH_CODE_BITS_MAX: usize = 7;

/// The order in which a block tells the lengths of the codes of code lengths.
const LENGTH_CODE_ORDER: [usize; 19] =
    [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Says that some code lengths are zero: up to 10, three bits more tell how many.
const ZEROS_SHORT: u8 = 17;

/// Says that some code lengths are zero: from 11 to 138, seven bits more tell how many.
const ZEROS_LONG: u8 = 18;

/// Literals, the end of a block, and runs.
pub(super) const SYMBOLS: usize = 286;

/// The symbol that ends a block.
pub(super) const END: usize = 256;

/// A code, the bit that is written first lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) bits: u16,
    /// How many bits; 0 for a symbol without a code.
    pub(super) length: u8,
}

/// Codes that write symbols counted so in the fewest bits; at least two must be counted.
pub(super) fn codes(counts: &[u32; SYMBOLS]) -> [Code; SYMBOLS] {
    codes_within::<SYMBOLS>(counts, CODE_BITS_MAX)
}

/// Writes the head of a block whose symbols have these codes and whose only distance is 1.
pub(super) fn write_head(codes: &[Code; SYMBOLS], out: &mut BitWriter<'_>) {
    let used = codes.iter().rposition(|code| code.length > 0).unwrap_or(END).max(END) + 1;
    let mut lengths: Vec<u8> = codes[..used].iter().map(|code| code.length).collect();
    // One distance, told by one bit.
    lengths.push(1);
    let told = shorten(&lengths);
    let mut counts = [0; LENGTH_CODE_ORDER.len()];
    for (symbol, _) in &told {
        counts[usize::from(*symbol)] += 1;
    }
    // Lone symbols have no complete code, so a second one is always there.
    counts[0] += 1;
    counts[1] += 1;
    let length_codes = codes_within(&counts, LENGTH_CODE_BITS_MAX);
    let last = LENGTH_CODE_ORDER.iter().rposition(|at| length_codes[*at].length > 0);
    let order = &LENGTH_CODE_ORDER[..last.map_or(4, |at| at + 1).max(4)];
    // Not the last block, and its codes follow.
    out.put(0b100, 3);
    out.put((used - 257) as u64, 5);
    out.put(0, 5);
    out.put((order.len() - 4) as u64, 4);
    for at in order {
        out.put(u64::from(length_codes[*at].length), 3);
    }
    for (symbol, more) in told {
        let code = length_codes[usize::from(symbol)];
        out.put(u64::from(code.bits), u32::from(code.length));
        match symbol {
            ZEROS_SHORT => out.put(more - 3, 3),
            ZEROS_LONG => out.put(more - 11, 7),
            _ => {}
        }
    }
}

/// Code lengths as a block tells them: runs of zeros as one symbol and how many.
fn shorten(lengths: &[u8]) -> Vec<(u8, u64)> {
    let mut told = Vec::with_capacity(lengths.len());
    for run in lengths.chunk_by(|a, b| a == b) {
        let mut rest = run.len();
        while run[0] == 0 && rest >= 3 {
            let count = rest.min(138);
            told.push((if count > 10 { ZEROS_LONG } else { ZEROS_SHORT }, count as u64));
            rest -= count;
        }
        told.extend(std::iter::repeat_n((run[0], 0), rest));
    }
    told
}

fn codes_within<const N: usize>(counts: &[u32; N], bits_max: usize) -> [Code; N] {
    let mut by_count: Vec<(u32, u16)> =
        (0..).zip(counts).filter(|(_, count)| **count > 0).map(|(at, n)| (*n, at)).collect();
    by_count.sort_unstable();
    let ordered: Vec<u64> = by_count.iter().map(|(count, _)| u64::from(*count)).collect();
    let how_many = limit(&how_many_of_each_length(&ordered), bits_max);
    let mut codes = [Code::default(); N];
    let mut next = by_count.iter().rev();
    for (length, many) in how_many.iter().enumerate() {
        for (_, symbol) in next.by_ref().take(*many) {
            codes[usize::from(*symbol)].length = length as u8;
        }
    }
    number(&mut codes, &how_many);
    codes
}

/// How many codes of each length the best code has, for counts that ascend.
fn how_many_of_each_length(counts: &[u64]) -> Vec<usize> {
    // Two queues, leaves and joined pairs, both ascending: the two smallest are always at a front.
    let mut weights = counts.to_vec();
    let mut parents = vec![0; (counts.len() * 2).saturating_sub(1)];
    let (mut leaf, mut pair) = (0, counts.len());
    while weights.len() < parents.len() {
        let new = weights.len();
        let mut smallest = || {
            let take_leaf = leaf < counts.len() && (pair >= new || counts[leaf] <= weights[pair]);
            let front = if take_leaf { &mut leaf } else { &mut pair };
            *front += 1;
            *front - 1
        };
        let both = [smallest(), smallest()];
        weights.push(both.iter().map(|at| weights[*at]).sum());
        for at in both {
            parents[at] = new;
        }
    }
    let mut depths = vec![0_usize; parents.len()];
    let mut how_many = vec![0; counts.len() + 1];
    for at in (0..parents.len()).rev() {
        depths[at] = if at + 1 == parents.len() { 0 } else { depths[parents[at]] + 1 };
        if at < counts.len() {
            how_many[depths[at]] += 1;
        }
    }
    how_many
}

/// Shortens the longest codes and lengthens the next shorter ones until all fit.
fn limit(how_many: &[usize], bits_max: usize) -> Vec<usize> {
    let mut limited = vec![0; bits_max + 1];
    for (length, many) in how_many.iter().enumerate() {
        limited[length.min(bits_max)] += many;
    }
    let room = 1_usize << bits_max;
    let mut used: usize =
        limited.iter().enumerate().skip(1).map(|(length, many)| many << (bits_max - length)).sum();
    while used > room {
        let Some(shorter) = (1..bits_max).rfind(|length| limited[*length] > 0) else { break };
        limited[bits_max] -= 1;
        limited[shorter] -= 1;
        limited[shorter + 1] += 2;
        used -= 1;
    }
    limited
}

/// Gives codes of the same length following numbers, as every reader does (RFC 1951 §3.2.2).
fn number(codes: &mut [Code], how_many: &[usize]) {
    let mut next = vec![0_usize; how_many.len() + 1];
    for (length, many) in how_many.iter().enumerate().skip(1) {
        next[length + 1] = (next[length] + many) << 1;
    }
    for code in codes.iter_mut().filter(|code| code.length > 0) {
        let number = &mut next[usize::from(code.length)];
        code.bits = (*number as u16).reverse_bits() >> (16 - code.length);
        *number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// How much of all numbers the codes take, in codes of the longest length: exactly all, so any bits mean something.
    fn taken(codes: &[Code]) -> usize {
        let used = codes.iter().filter(|code| code.length > 0);
        used.map(|code| 1 << (CODE_BITS_MAX - usize::from(code.length))).sum()
    }

    proptest! {
        #[test]
        fn codes_are_complete_and_what_is_frequent_is_short(
            counted in vec((0..SYMBOLS, 1_u32..1_000_000), 2..SYMBOLS),
        ) {
            let mut counts = [0; SYMBOLS];
            for (symbol, count) in counted {
                counts[symbol] = count;
            }
            prop_assume!(counts.iter().filter(|count| **count > 0).count() > 1);
            let codes = codes(&counts);
            prop_assert_eq!(taken(&codes), 1 << CODE_BITS_MAX);
            for (a, b) in (0..SYMBOLS).zip(1..SYMBOLS) {
                prop_assert_eq!(codes[a].length == 0, counts[a] == 0, "a code for what is counted");
                if counts[a] > counts[b] && counts[b] > 0 {
                    prop_assert!(codes[a].length <= codes[b].length, "{a} before {b}");
                }
            }
        }
    }

    #[test]
    fn no_code_is_longer_than_fifteen_bits() {
        let mut counts = [0; SYMBOLS];
        let (mut a, mut b) = (1, 1);
        for count in &mut counts[..40] {
            *count = a;
            (a, b) = (b, a + b);
        }
        let codes = codes(&counts);
        let longest = codes.iter().map(|code| code.length).max();
        assert_eq!(longest, Some(15), "counts that double want longer ones");
        assert_eq!(taken(&codes), 1 << CODE_BITS_MAX, "nothing is left over");
    }

    #[test]
    fn counts_that_halve_take_one_bit_more_each() {
        let mut counts = [0; SYMBOLS];
        counts[..4].copy_from_slice(&[8, 4, 2, 2]);
        let lengths = codes(&counts).map(|code| code.length);
        assert_eq!(lengths[..5], [1, 2, 3, 3, 0], "the best code");
        let bits = codes(&counts).map(|code| code.bits);
        assert_eq!(bits[..4], [0b0, 0b01, 0b011, 0b111], "numbered in order, the first bit lowest");
    }
}
