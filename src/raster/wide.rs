//! Work for the widest registers that the processor has, not only for those that every processor has.
//!
//! Wider registers change no result: they do the same operations on more numbers at once, and nothing here lets
//! a compiler join or reorder any.

#[cfg(target_arch = "x86_64")]
use fearless_simd::{Level, Simd};

/// Does some work with AVX2 where the processor has it: four numbers of binary64 at once, where only two are
/// sure to be there. AVX-512 was slower.
///
/// Only what is inlined into `work` is compiled for it.
#[inline(always)]
pub(super) fn wide<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = Level::new().as_avx2() {
        return avx2.vectorize(work);
    }
    work()
}
