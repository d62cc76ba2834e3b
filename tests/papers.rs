//! Several pictures as one file, read by other programs' readers.

use crate::support::scene::Chance;
use easel::model::{Brush, Millis, Point, Rgb, Size, Tool};
use easel::papers::{PapersFailure, StillFailure, write_pdf, write_zip};
use easel::raster::{Pixmap, StrokeMask, encode_png};
use lopdf::{Document, Object, ObjectId, decode_text_string};
use std::io::{self, Cursor, Read, Write};

const NAMES: [&str; 5] = ["Ada", "Zoë Ünal", "أحمد", "李小龍", "a/b: \"c\""];

/// An afternoon in October 2026.
const MADE: Millis = Millis(1_790_949_900_000);

/// A drawing and its file; each is another one.
fn drawing(seed: u64, (width, height): (u32, u32)) -> (Pixmap, Vec<u8>) {
    let (size, mut chance) = (Size::new(width, height).expect("a size"), Chance(seed));
    let mut pixmap = Pixmap::new(size);
    for _ in 0..6 {
        let [r, g, b, ..] = chance.next().to_le_bytes();
        let brush = Brush::new(Tool::Pencil, Rgb([r, g, b]), 200).expect("a brush");
        let walk = chance.walk(9);
        let points = walk.chunks_exact(3).map(|p| Point::new(p[0] / 4, p[1] / 4, p[2]));
        let points: Vec<_> = points.map(|point| point.expect("a point")).collect();
        pixmap.paint(&StrokeMask::of(size, &points, true), brush);
    }
    let png = encode_png(&pixmap);
    (pixmap, png)
}

fn drawings() -> Vec<(Pixmap, Vec<u8>)> {
    (1..).zip(NAMES).map(|(seed, _)| drawing(seed, (480, 270))).collect()
}

fn named(drawings: &[(Pixmap, Vec<u8>)]) -> impl Iterator<Item = (&str, &[u8])> {
    NAMES.into_iter().zip(drawings.iter().map(|(_, png)| &png[..]))
}

fn pdf_of<'p>(pictures: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Document {
    let mut file = Vec::new();
    let bytes = write_pdf("5b · Häuser", pictures, MADE, &mut file).expect("a file");
    assert_eq!(bytes, file.len() as u64, "as long as it says");
    Document::load_mem(&file).expect("another program reads it")
}

/// What this object of a document says under a name, wherever that lies.
fn at<'d>(pdf: &'d Document, object: &'d Object, name: &[u8]) -> &'d Object {
    let (_, object) = pdf.dereference(object).expect("an object");
    let dict = object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict));
    let value = dict.expect("a dictionary").get(name).expect("an entry");
    pdf.dereference(value).expect("an object").1
}

fn number(object: &Object) -> i64 {
    object.as_i64().expect("a number")
}

/// The picture of a page: its size and its pixels.
fn picture(pdf: &Document, page: ObjectId) -> (i64, i64, Vec<u8>) {
    let page = pdf.get_object(page).expect("a page");
    let picture = at(pdf, at(pdf, at(pdf, page, b"Resources"), b"XObject"), b"P");
    let (width, height) = (at(pdf, picture, b"Width"), at(pdf, picture, b"Height"));
    let rows = picture.as_stream().expect("a stream").decompressed_content().expect("its rows");
    (number(width), number(height), rows)
}

/// What the outline says, in its order.
fn outline(pdf: &Document) -> Vec<(String, ObjectId)> {
    let root = pdf.trailer.get(b"Root").expect("a catalog");
    let mut item = at(pdf, at(pdf, root, b"Outlines"), b"First");
    let mut lines = Vec::new();
    loop {
        let title = decode_text_string(at(pdf, item, b"Title")).expect("text");
        let place = at(pdf, item, b"Dest").as_array().expect("a place");
        lines.push((title, place[0].as_reference().expect("a page")));
        if !item.as_dict().expect("a line").has(b"Next") {
            return lines;
        }
        item = at(pdf, item, b"Next");
    }
}

/// What is written on a page.
fn caption(pdf: &Document, page: ObjectId) -> Vec<u8> {
    let content = pdf.get_and_decode_page_content(page).expect("what stands on it");
    let shown = content.operations.iter().find(|operation| operation.operator == "Tj");
    shown.expect("a caption").operands[0].as_str().expect("a text").to_vec()
}

#[test]
fn a_zip_holds_each_picture_under_its_name() {
    let drawings = drawings();
    let mut file = Vec::new();
    let bytes = write_zip(named(&drawings), MADE, &mut file).expect("a file");
    assert_eq!(bytes, file.len() as u64, "as long as it says");
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("another program reads it");
    let names: Vec<_> = zip.file_names().map(|name| name.expect("text").into_owned()).collect();
    let expected =
        ["01 Ada.png", "02 Zoë Ünal.png", "03 أحمد.png", "04 李小龍.png", "05 a_b_ _c_.png"];
    assert_eq!(names, expected, "in their order");
    for (index, (_, png)) in drawings.iter().enumerate() {
        let mut file = zip.by_index(index).expect("a picture");
        assert_eq!(file.unix_mode(), Some(0o100_644), "everybody may read it");
        let date = file.last_modified().expect("a date");
        assert_eq!(date.to_string(), "2026-10-02 14:05:00", "when it was made");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("a whole file: the reader checks its sum");
        assert!(bytes == *png, "the same file");
    }
}

#[test]
fn a_pdf_has_a_page_for_each_picture_with_every_pixel() {
    let drawings = drawings();
    let pdf = pdf_of(named(&drawings));
    let pages: Vec<_> = pdf.get_pages().into_values().collect();
    assert_eq!(pages.len(), drawings.len(), "a page each");
    for (page, (pixmap, _)) in pages.iter().zip(&drawings) {
        let (width, height, rows) = picture(&pdf, *page);
        assert_eq!((width, height), (480, 270), "its size");
        assert!(rows == pixmap.to_rgb(), "every pixel");
    }
    let expected = ["1 · Ada", "2 · Zoë Ünal", "3 · أحمد", "4 · 李小龍", "5 · a/b: \"c\""];
    let expected = expected.into_iter().map(str::to_owned).zip(pages.iter().copied());
    assert!(outline(&pdf).into_iter().eq(expected), "each by its real name: {:?}", outline(&pdf));
    let captions: Vec<_> = pages.iter().map(|page| caption(&pdf, *page)).collect();
    let said: [&[u8]; 5] =
        [b"1 \xb7 Ada", b"2 \xb7 Zo\xeb \xdcnal", b"3", b"4", b"5 \xb7 a/b: \"c\""];
    assert_eq!(captions, said, "as Helvetica can");
    let about = pdf.trailer.get(b"Info").expect("what it is");
    let title = decode_text_string(at(&pdf, about, b"Title")).expect("text");
    assert_eq!(title, "5b · Häuser", "its title");
}

/// A picture as other programs write it, through the `image` crate.
fn foreign(picture: &image::DynamicImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).expect("a file");
    file.into_inner()
}

#[test]
fn pictures_of_other_kinds_are_laid_on_white() {
    let clear = |x: u32, y: u32| image::Rgba([200, 40, 7, ((x * 4) ^ y) as u8]);
    let gray = |x: u32, y: u32| image::Luma([(x * 3 + y) as u8]);
    let rgba = image::RgbaImage::from_fn(70, 40, clear);
    let luma = image::GrayImage::from_fn(30, 90, gray);
    let files = [foreign(&rgba.clone().into()), foreign(&luma.clone().into())];
    let pdf = pdf_of(["clear", "gray"].into_iter().zip(files.iter().map(|file| &file[..])));
    let pages: Vec<_> = pdf.get_pages().into_values().collect();
    let blended = |color: u8, a: u32| ((u32::from(color) * a + 255 * (255 - a) + 127) / 255) as u8;
    let white = rgba.pixels().flat_map(|p| [p[0], p[1], p[2]].map(|c| blended(c, p[3].into())));
    assert!(picture(&pdf, pages[0]) == (70, 40, white.collect()), "what is clear is white");
    let same = luma.pixels().flat_map(|p| [p[0]; 3]).collect();
    assert!(picture(&pdf, pages[1]) == (30, 90, same), "gray is gray");
}

#[test]
fn what_cannot_be_done_is_said() {
    let none = || std::iter::empty::<(&str, &[u8])>();
    assert!(matches!(write_zip(none(), MADE, io::sink()), Err(PapersFailure::Empty)), "no ZIP");
    assert!(matches!(write_pdf("", none(), MADE, io::sink()), Err(PapersFailure::Empty)), "no PDF");
    let (_, png) = drawing(1, (64, 64));
    let pictures = [("Ada", &png[..]), ("Ben", &png[..png.len() / 2])];
    let failed = write_pdf("", pictures, MADE, io::sink()).expect_err("half a picture");
    assert!(
        matches!(failed, PapersFailure::Unreadable { number: 2, failure: StillFailure::Damaged }),
        "{failed}"
    );
    let mut full = [0; 100];
    let failed = write_zip(pictures, MADE, &mut full[..]).expect_err("no room");
    assert!(matches!(failed, PapersFailure::Unwritten(_)), "{failed}");
}

/// Counts the largest number of pictures that are there at once.
struct Held<'c>(&'c std::cell::Cell<i32>, Vec<u8>);

impl AsRef<[u8]> for Held<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.1
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

#[test]
fn one_picture_is_held_at_a_time() {
    let (_, png) = drawing(1, (64, 64));
    let held = std::cell::Cell::new(0);
    let pictures = || {
        (0..300).map(|index| {
            assert_eq!(held.replace(1), 0, "the one before is gone");
            (format!("{index}"), Held(&held, png.clone()))
        })
    };
    let mut largest = Largest::default();
    write_zip(pictures(), MADE, &mut largest).expect("a ZIP");
    write_pdf("", pictures(), MADE, &mut largest).expect("a PDF");
    assert!(largest.0 < 60_000, "nothing is gathered but lists: {} bytes at once", largest.0);
}

/// The largest write.
#[derive(Default)]
struct Largest(usize);

impl Write for Largest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.max(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
