//! The packed blocks of an archive: bytes that their checksum vouches for.

use super::BLOCK_BYTES_MAX;
use std::io::{BufRead, ErrorKind, Read, Result};
use zstd::stream::read::Decoder;

/// Blocks, one after the other.
pub(super) struct Blocks<R: BufRead> {
    at: At<R>,
}

enum At<R: BufRead> {
    /// Before a block, or at the end.
    Between(R),
    /// Within one that is read in pieces.
    Within(Decoder<'static, R>),
    /// The input ended within a block, whose beginning was handed out.
    Cut,
    /// Nothing more can be read.
    Broken,
}

/// What came of reading a block.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Bytes.
    Some,
    /// That was all.
    End,
    /// The input ends within a block.
    Cut,
}

impl<R: BufRead> Blocks<R> {
    pub(super) fn new(input: R) -> Self {
        Self { at: At::Between(input) }
    }

    /// Puts the next block, or the next piece of a long one, into `block`. Of a damaged block nothing is
    /// handed out, of one that is cut what there is.
    pub(super) fn read(&mut self, block: &mut Vec<u8>) -> Result<Taken> {
        block.clear();
        let mut decoder = match std::mem::replace(&mut self.at, At::Broken) {
            At::Between(mut input) => {
                if input.fill_buf()?.is_empty() {
                    self.at = At::Between(input);
                    return Ok(Taken::End);
                }
                Decoder::with_buffer(input)?.single_frame()
            }
            At::Within(decoder) => decoder,
            At::Cut => {
                self.at = At::Cut;
                return Ok(Taken::Cut);
            }
            At::Broken => return Err(ErrorKind::InvalidData.into()),
        };
        let read = decoder.by_ref().take(BLOCK_BYTES_MAX as u64).read_to_end(block);
        self.at = match read {
            Ok(BLOCK_BYTES_MAX) => At::Within(decoder),
            Ok(_) => At::Between(decoder.finish()),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => At::Cut,
            Err(error) => {
                block.clear();
                return Err(error);
            }
        };
        Ok(Taken::Some)
    }
}
