//! All tests that use the crate from outside, in one program.

mod golden;
mod store;
