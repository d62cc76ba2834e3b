//! The file a film is written to: hidden until it is whole, and never larger than is wanted.

use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::NamedTempFile;

/// A new hidden file in this folder; it goes unless it is given a name.
pub(super) fn hidden_file(folder: &Path) -> io::Result<NamedTempFile> {
    // As any new file of this person: the system takes away what they do not want others to have.
    let open = Permissions::from_mode(0o666);
    tempfile::Builder::new().prefix(".film-").suffix(".part").permissions(open).tempfile_in(folder)
}

/// A file that grows up to a size.
#[derive(Debug)]
pub(super) struct Sink {
    file: BufWriter<File>,
    left: u64,
}

impl Sink {
    /// At the beginning of an empty file.
    pub(super) fn create(path: &Path, bytes_max: u64) -> io::Result<Self> {
        let file = BufWriter::new(File::create(path)?);
        // WebP counts its bytes with 32 bits.
        Ok(Self { file, left: bytes_max.min(u32::MAX.into()) })
    }

    /// Writes bytes over those at a place, and ends.
    pub(super) fn finish_with(mut self, patches: &[(u64, &[u8])]) -> io::Result<()> {
        for (at, bytes) in patches {
            self.file.seek(SeekFrom::Start(*at))?;
            self.file.write_all(bytes)?;
        }
        self.file.flush()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or(io::ErrorKind::FileTooLarge)?;
        self.file.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
