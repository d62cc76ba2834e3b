//! A ZIP of pictures: stored as they are, since a PNG is packed already.
//!
//! Written by hand: the crates that write to something without places put sizes behind what is stored, and some
//! programs cannot unpack that. Here each is known before it is written.

use super::PapersFailure;
use super::name::file_name;
use super::sink::Sink;
use crate::model::{Date, Millis};
use std::io::Write;

/// Version 2.0 of the format, which everything reads.
const VERSION: u16 = 20;

/// That it was made on Unix: the file's rights are said as there.
const MADE_ON: u16 = 3 << 8 | VERSION;

/// Names are UTF-8 (APPNOTE §4.4.4, bit 11).
const UTF8: u16 = 1 << 11;

/// A file that its owner writes and everybody reads.
const RIGHTS: u32 = 0o100_644 << 16;

/// Files in one ZIP: one more cannot be counted without its 64-bit form.
const FILES_MAX: usize = 65_534;

/// Writes each picture as `NN name.png` and answers how many bytes that took. Names may be of any script; letters
/// that a file system does not take become `_`.
///
/// # Errors
/// When there is no picture, there are too many (65,534, or 4 GiB), or they cannot be written.
pub fn write_zip<T: AsRef<str>, P: AsRef<[u8]>>(
    pictures: impl IntoIterator<Item = (T, P)>,
    made: Millis,
    out: impl Write,
) -> Result<u64, PapersFailure> {
    let mut zip = Zip { out: Sink::new(out), made, central: Vec::new(), files: 0 };
    for (title, png) in pictures {
        zip.add(title.as_ref(), png.as_ref())?;
    }
    zip.finish()
}

struct Zip<W> {
    out: Sink<W>,
    made: Millis,
    /// The list at the end: some hundred bytes for each picture.
    central: Vec<u8>,
    files: usize,
}

impl<W: Write> Zip<W> {
    fn add(&mut self, title: &str, png: &[u8]) -> Result<(), PapersFailure> {
        if self.files == FILES_MAX {
            return Err(PapersFailure::TooLarge);
        }
        self.files += 1;
        let (at, bytes) = (narrow(self.out.written())?, narrow(png.len() as u64)?);
        let (name, dated) = (file_name(self.files, title), self.dated());
        let mut both = Vec::with_capacity(26);
        put16(&mut both, &[VERSION, UTF8, 0]);
        both.extend_from_slice(&self.dos_date());
        put32(&mut both, &[crc32fast::hash(png), bytes, bytes]);
        put16(&mut both, &[name.len() as u16, dated.len() as u16]);
        self.out.put(&[b"PK\x03\x04", &both[..], name.as_bytes(), &dated].concat())?;
        self.out.put(png)?;
        self.central.extend_from_slice(b"PK\x01\x02");
        put16(&mut self.central, &[MADE_ON]);
        self.central.extend_from_slice(&both);
        // No comment, the first disk, no text.
        put16(&mut self.central, &[0, 0, 0]);
        put32(&mut self.central, &[RIGHTS, at]);
        self.central.extend_from_slice(&[name.as_bytes(), &dated].concat());
        Ok(())
    }

    /// The time and the date as DOS had them: of no zone, in steps of two seconds.
    fn dos_date(&self) -> [u8; 4] {
        let Date { year, month, day, hour, minute, second } = Date::of(self.made);
        let [hour, minute, second] = [hour, minute, second].map(u32::from);
        let (month, day) = (u32::from(month), u32::from(day));
        let year = u32::from(year.clamp(1980, 2107) - 1980);
        let date = year << 9 | month << 5 | day;
        (date << 16 | hour << 11 | minute << 5 | second >> 1).to_le_bytes()
    }

    /// The time in seconds since 1970, for whoever lives in another zone (Info-ZIP's field `UT`).
    fn dated(&self) -> Vec<u8> {
        let seconds = u32::try_from(self.made.0 / 1_000).unwrap_or(u32::MAX);
        [b"UT\x05\x00\x01", &seconds.to_le_bytes()[..]].concat()
    }

    fn finish(mut self) -> Result<u64, PapersFailure> {
        if self.files == 0 {
            return Err(PapersFailure::Empty);
        }
        let (at, bytes) = (narrow(self.out.written())?, narrow(self.central.len() as u64)?);
        let mut end = b"PK\x05\x06".to_vec();
        put16(&mut end, &[0, 0, self.files as u16, self.files as u16]);
        put32(&mut end, &[bytes, at]);
        put16(&mut end, &[0]);
        self.out.put(&self.central)?;
        self.out.put(&end)?;
        Ok(self.out.finish()?)
    }
}

/// A place or a length: the largest of all means that it is said elsewhere.
fn narrow(number: u64) -> Result<u32, PapersFailure> {
    u32::try_from(number).ok().filter(|number| *number < u32::MAX).ok_or(PapersFailure::TooLarge)
}

fn put16(out: &mut Vec<u8>, numbers: &[u16]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn put32(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}
