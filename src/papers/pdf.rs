//! A PDF of pictures: one landscape page of A4 each, written object by object.
//!
//! The crate builds each object in memory; where it lies in the file, and the table of all places at the end, are
//! kept here, so that nothing is held but the page that is written.

use super::PapersFailure;
use super::caption::caption;
use super::name::plain;
use super::sink::Sink;
use super::still::Still;
use crate::model::{Date, Millis};
use pdf_writer::types::{PageMode, Predictor};
use pdf_writer::writers::{Catalog, DocumentInfo};
use pdf_writer::{Chunk, Content, Filter, Finish, Name, Rect, Ref, Settings, Str, TextStr};
use std::io::{self, Write};

/// Width and height of a page: A4 on its side, in points of 1/72 inch.
const PAGE: (f32, f32) = (841.89, 595.28);

/// What is left free at every edge, in points: 1.3 cm, twice what printers cannot reach.
const MARGIN: f32 = 36.0;

/// What is left free under a picture, in points.
const FOOT: f32 = 30.0;

/// How large letters are, in points.
const LETTERS: f32 = 14.0;

/// Below this a name is cut instead of set smaller, in points.
const LETTERS_MIN: f32 = 8.0;

/// Width of the widest letter, in its height: a name that would fit in these fits.
const LETTER_WIDTH: f32 = 1.015;

/// Where a place no longer has ten digits.
const BYTES_MAX: u64 = 9_999_999_999;

const FONT: Name<'static> = Name(b"F");
const PICTURE: Name<'static> = Name(b"P");

const CATALOG: i32 = 1;
const PAGES: i32 = 2;
const OUTLINE: i32 = 3;
const INFO: i32 = 4;
const HELVETICA: i32 = 5;
const FIRST_PAGE: i32 = 6;

/// Objects of a page: itself, what stands on it, its picture.
const PAGE_OBJECTS: i32 = 3;

/// Writes each picture on a page of its own and answers how many bytes that took. Under it stands its number and,
/// where Helvetica has the letters (Western European languages), its name; a name in another script stands in the
/// outline only, which readers show beside the pages, as no font is put into the file. Rows of opaque RGB pictures
/// are taken over as they are; others are laid on white.
///
/// # Errors
/// When there is no picture, one of them is damaged, or they cannot be written.
pub fn write_pdf<T: AsRef<str>, P: AsRef<[u8]>>(
    title: &str,
    pictures: impl IntoIterator<Item = (T, P)>,
    made: Millis,
    out: impl Write,
) -> Result<u64, PapersFailure> {
    let mut book = Book { out: Sink::new(out), places: Vec::new(), names: Vec::new() };
    book.out.put(b"%PDF-1.7\n%\x80\x80\x80\x80\n")?;
    for (name, png) in pictures {
        let number = book.names.len() + 1;
        let still = Still::of(png.as_ref())
            .map_err(|failure| PapersFailure::Unreadable { number, failure })?;
        book.add(plain(name.as_ref()), &still)?;
    }
    if book.names.is_empty() {
        return Err(PapersFailure::Empty);
    }
    book.finish(&plain(title), made)
}

struct Book<W> {
    out: Sink<W>,
    /// Where each object lies, by its number.
    places: Vec<(Ref, u64)>,
    /// How the pages are called.
    names: Vec<String>,
}

/// The objects of the page with this index: itself, what stands on it, its picture.
fn page(index: usize) -> [Ref; 3] {
    let first = FIRST_PAGE + index as i32 * PAGE_OBJECTS;
    [Ref::new(first), Ref::new(first + 1), Ref::new(first + 2)]
}

/// Where a picture lies on a page: from the left and from below, its width and height.
fn area(still: &Still<'_>) -> [f32; 4] {
    let (width, height) = (still.width as f32, still.height as f32);
    let room = (PAGE.0 - 2.0 * MARGIN, PAGE.1 - 2.0 * MARGIN - FOOT);
    let scale = (room.0 / width).min(room.1 / height);
    let (width, height) = (width * scale, height * scale);
    [(PAGE.0 - width) / 2.0, MARGIN + FOOT + (room.1 - height) / 2.0, width, height]
}

/// The picture in a thin line, for paper is as white as a canvas, and the caption below it.
fn drawn(still: &Still<'_>, number: usize, name: &str) -> Vec<u8> {
    let [x, y, width, height] = area(still);
    let room = PAGE.0 - MARGIN - x;
    let said = caption(number, name, (room / (LETTERS_MIN * LETTER_WIDTH)) as usize);
    let letters = LETTERS.min(room / (said.len() as f32 * LETTER_WIDTH));
    let mut content = Content::new();
    content.save_state();
    content.transform([width, 0.0, 0.0, height, x, y]);
    content.x_object(PICTURE).restore_state();
    content.set_stroke_gray(0.75).set_line_width(0.5).rect(x, y, width, height).stroke();
    content.begin_text().set_font(FONT, letters).next_line(x, y - FOOT / 2.0 - letters / 3.0);
    content.show(Str(&said)).end_text();
    content.finish().into_vec()
}

impl<W: Write> Book<W> {
    /// Writes one object.
    fn put(&mut self, id: Ref, build: impl FnOnce(&mut Chunk, Ref)) -> io::Result<()> {
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        build(&mut chunk, id);
        self.places.push((id, self.out.written()));
        self.out.put(chunk.as_bytes())
    }

    fn add(&mut self, name: String, still: &Still<'_>) -> Result<(), PapersFailure> {
        if self.out.written() > BYTES_MAX {
            return Err(PapersFailure::TooLarge);
        }
        let [page, content, picture] = page(self.names.len());
        self.put(page, |chunk, id| {
            let mut page = chunk.page(id);
            page.parent(Ref::new(PAGES)).contents(content);
            page.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1));
            let mut resources = page.resources();
            resources.fonts().pair(FONT, Ref::new(HELVETICA));
            resources.x_objects().pair(PICTURE, picture);
        })?;
        let drawn = drawn(still, self.names.len() + 1, &name);
        self.put(content, |chunk, id| chunk.stream(id, &drawn).finish())?;
        self.put(picture, |chunk, id| {
            let mut image = chunk.image_xobject(id, &still.rows);
            image.width(still.width as i32).height(still.height as i32);
            image.color_space().device_rgb();
            image.bits_per_component(8).filter(Filter::FlateDecode);
            image
                .decode_parms()
                .predictor(Predictor::PngOptimum)
                .colors(3)
                .bits_per_component(8)
                .columns(still.width as i32);
        })?;
        self.names.push(name);
        Ok(())
    }

    /// Writes what belongs to all pages.
    fn finish(mut self, title: &str, made: Millis) -> Result<u64, PapersFailure> {
        self.put(Ref::new(CATALOG), |chunk, id| {
            let mut catalog = chunk.indirect(id).start::<Catalog<'_>>();
            catalog.pages(Ref::new(PAGES)).outlines(Ref::new(OUTLINE));
            catalog.page_mode(PageMode::UseOutlines);
            catalog.viewer_preferences().display_doc_title(true);
        })?;
        let pages = self.names.len();
        self.put(Ref::new(PAGES), |chunk, id| {
            chunk.pages(id).count(pages as i32).kids((0..pages).map(|index| page(index)[0]));
        })?;
        self.put(Ref::new(INFO), |chunk, id| {
            let mut about = chunk.indirect(id).start::<DocumentInfo<'_>>();
            about.title(TextStr(title)).creation_date(creation(made)).producer(TextStr("easel"));
        })?;
        self.put(Ref::new(HELVETICA), |chunk, id| {
            let mut font = chunk.type1_font(id);
            font.base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
        })?;
        self.outline()?;
        self.places()
    }

    /// The list of pages that readers show beside them.
    fn outline(&mut self) -> io::Result<()> {
        let names = std::mem::take(&mut self.names);
        let count = names.len() as i32;
        let item = |index: i32| Ref::new(FIRST_PAGE + count * PAGE_OBJECTS + index);
        self.put(Ref::new(OUTLINE), |chunk, id| {
            chunk.outline(id).first(item(0)).last(item(count - 1)).count(count);
        })?;
        for (index, name) in (0..).zip(&names) {
            let said = if name.is_empty() {
                format!("{}", index + 1)
            } else {
                format!("{} · {name}", index + 1)
            };
            self.put(item(index), |chunk, id| {
                let mut line = chunk.outline_item(id);
                line.parent(Ref::new(OUTLINE)).title(TextStr(&said));
                if index > 0 {
                    line.prev(item(index - 1));
                }
                if index + 1 < count {
                    line.next(item(index + 1));
                }
                line.dest().page(page(index as usize)[0]).fit();
            })?;
        }
        Ok(())
    }

    /// The table of where each object lies, and where the table itself does.
    fn places(mut self) -> Result<u64, PapersFailure> {
        let table_at = self.out.written();
        if table_at > BYTES_MAX {
            return Err(PapersFailure::TooLarge);
        }
        self.places.sort_unstable();
        let size = self.places.len() + 1;
        let lines = self.places.iter().map(|(_, place)| format!("{place:010} 00000 n\r\n"));
        let table = lines.collect::<String>();
        let text = format!(
            "xref\n0 {size}\n0000000000 65535 f\r\n{table}\
             trailer\n<</Size {size}/Root {CATALOG} 0 R/Info {INFO} 0 R>>\n\
             startxref\n{table_at}\n%%EOF\n"
        );
        self.out.put(text.as_bytes())?;
        Ok(self.out.finish()?)
    }
}

fn creation(made: Millis) -> pdf_writer::Date {
    let Date { year, month, day, hour, minute, second } = Date::of(made);
    let date = pdf_writer::Date::new(year).month(month).day(day);
    date.hour(hour).minute(minute).second(second).utc_offset_hour(0)
}
