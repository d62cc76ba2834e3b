//! Films without a server: which picture is shown when, exactly, and read by another program.

use crate::support::film::{apart, frames, rgb};
use crate::support::scene::Chance;
use easel::film::{Film, FilmFailure, Format, Making, make};
use easel::history::{Command, Entry, Event, Images, Veil, WindowBounds};
use easel::model::{
    AuthorId, Brush, Counter, ImageId, Millis, Placement, Point, Rgb, Seq, Size, Tool,
};
use easel::raster::{Image, Pixmap, encode_thumb};
use easel::room::{Past, Source};
use easel::store::StoreFailure;
use image::RgbImage;
use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const BOUNDS: WindowBounds = WindowBounds { items: 8, points: 200 };

/// A journal in memory, without keyframes.
#[derive(Clone, Default)]
struct Journal(Vec<Entry>);

impl Source for Journal {
    fn entries(&mut self, after: Seq, limit: usize) -> Result<Vec<Entry>, StoreFailure> {
        Ok(self.0.iter().skip(after.0 as usize).take(limit).cloned().collect())
    }

    fn keyframe(&mut self, _: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure> {
        Ok(None)
    }

    fn place_at(&mut self, time: Millis) -> Result<Seq, StoreFailure> {
        Ok(Seq(self.0.partition_point(|entry| entry.at <= time) as u64))
    }

    fn leave_keyframe(&mut self, _: Seq, _: Millis, _: Vec<u8>) {}
}

/// What is hidden of the only author.
fn veil(lifts: bool) -> Veil {
    Veil { author: AuthorId([7; AuthorId::BYTES]), since: Seq(18), lifts }
}

/// One image, of very many colours.
#[derive(Debug)]
struct Photo(Arc<Image>);

impl Photo {
    fn images() -> Arc<dyn Images> {
        let pixel =
            |x: u32, y: u32| image::Rgb([(x * 2) as u8, (y * 2) as u8, ((x ^ y) * 2) as u8]);
        let mut file = std::io::Cursor::new(Vec::new());
        let pixels = RgbImage::from_fn(120, 90, pixel);
        pixels.write_to(&mut file, image::ImageFormat::Png).expect("a file");
        Arc::new(Self(Arc::new(Image::of_file(file.get_ref(), 500, 500).expect("an image"))))
    }
}

impl Images for Photo {
    fn image(&self, _: ImageId) -> Option<Arc<Image>> {
        Some(Arc::clone(&self.0))
    }
}

impl Journal {
    fn size() -> Size {
        Size::new(321, 201).expect("a size")
    }

    fn add(&mut self, at: u64, event: Event) {
        let seq = Seq(self.0.len() as u64 + 1);
        let command = Command { author: AuthorId([7; AuthorId::BYTES]), n: Counter(seq.0), event };
        self.0.push(Entry { seq, at: Millis(1_000_000 + at), command });
    }

    fn stroke(&mut self, at: u64, chance: &mut Chance) {
        let [r, g, b, ..] = chance.next().to_le_bytes();
        let opacity = [255, 255, 90][chance.below(3) as usize];
        let brush = Brush::new(Tool::Pencil, Rgb([r, g, b]), opacity).expect("a brush");
        let walk = chance.walk(6);
        let points = walk.chunks_exact(3).map(|p| Point::new(p[0] / 6, p[1] / 6, p[2]));
        let points = points.map(|point| point.expect("a point")).collect();
        self.add(at, Event::Begin { brush, points, ended: true });
    }

    /// Strokes at these times.
    fn strokes(times: &[u64]) -> Self {
        let (mut journal, mut chance) = (Self::default(), Chance(8));
        for at in times {
            journal.stroke(*at, &mut chance);
        }
        journal
    }

    /// Forty things that happen, a tenth of a second after one another.
    fn story() -> Self {
        let (mut journal, mut chance) = (Self::default(), Chance(3));
        for step in 0..40 {
            match step {
                9 | 10 => journal.add(step * 100, Event::Undo),
                15 => journal.add(step * 100, Event::Clear),
                // A host hides most of it, and shows it again.
                33 | 36 => journal.add(step * 100, Event::Veil(veil(step == 36))),
                _ => journal.stroke(step * 100, &mut chance),
            }
        }
        journal
    }

    fn with_photo() -> Self {
        let mut journal = Self::story();
        let image = ImageId::of(b"any");
        journal
            .add(4_000, Event::Place(Placement { image, x: 20, y: 30, width: 240, height: 180 }));
        journal.stroke(4_100, &mut Chance(1));
        journal
    }

    fn past<T>(&self, tell: impl FnOnce(&mut Past<'_>) -> T) -> T {
        let until = Seq(self.0.len() as u64);
        tell(&mut Past::new(&mut self.clone(), (Self::size(), BOUNDS), until, 1_000, &|| true))
    }

    fn picture(&self, place: Seq) -> Pixmap {
        let scene = self.past(|past| past.scene(place, Photo::images()));
        scene.expect("it reads").picture.flat().clone()
    }

    fn exact(&self, place: Seq) -> RgbImage {
        let size = Self::size();
        let rgb = self.picture(place).to_rgb();
        RgbImage::from_raw(size.width(), size.height(), rgb).expect("all pixels")
    }

    fn film(&self, format: Format) -> Film {
        let film = Film::between(Seq(0), Seq(self.0.len() as u64), format);
        Film { width: 1_920, ..film }
    }

    fn made(&self, film: &Film) -> Vec<image::Frame> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("film");
        let told = Cell::new(0);
        let making = Making {
            told: &|so_far| {
                assert!((told.get()..=1_000).contains(&so_far), "{so_far} after {}", told.get());
                told.set(so_far);
            },
            ..quietly(&|| true)
        };
        let bytes = self.make(film, &path, &making).expect("a film");
        assert_eq!(told.get(), 1_000, "told to its end");
        let file = fs::read(&path).expect("a file");
        assert_eq!(bytes, file.len() as u64, "its size");
        assert_eq!(fs::read_dir(folder.path()).expect("it").count(), 1, "nothing beside it");
        frames(film.format.name(), &file)
    }

    fn make(&self, film: &Film, path: &Path, making: &Making<'_>) -> Result<u64, FilmFailure> {
        self.past(|past| make(past, &Photo::images(), film, path, making))
    }
}

fn quietly(goes_on: &dyn Fn() -> bool) -> Making<'_> {
    Making { told: &|_| {}, goes_on, bytes_max: u64::MAX, ffmpeg: None }
}

fn stays(frames: &[image::Frame]) -> Vec<u128> {
    let ms = |frame: &image::Frame| std::time::Duration::from(frame.delay()).as_micros();
    frames.iter().map(|frame| (ms(frame) + 5_000) / 10_000).collect()
}

#[test]
fn each_picture_is_shown_at_its_time_and_pauses_are_short() {
    let journal = Journal::strokes(&[0, 1_000, 2_000, 12_000, 12_500]);
    for format in [Format::Apng, Format::WebP, Format::Gif] {
        // Half a second for the long pause: three seconds.
        let film = Film { seconds: 3, fps: 10, ..journal.film(format) };
        let frames = journal.made(&film);
        assert_eq!(stays(&frames), [10, 100, 100, 50, 40, 200], "{}", format.name());
        let film = Film { seconds: 25, fps: 2, skip_pauses: false, ..film };
        let frames = journal.made(&film);
        assert_eq!(stays(&frames), [50, 200, 200, 2_000, 50, 200], "{}", format.name());
        let film = Film { seconds: 1, fps: 3, from: Seq(1), to: Seq(2), ..film };
        assert_eq!(stays(&journal.made(&film)), [100, 200], "one thing happens, at the end");
    }
}

#[test]
fn exact_films_are_what_screens_showed() {
    let journal = Journal::with_photo();
    for format in [Format::Apng, Format::WebP] {
        let film = Film { seconds: 41, fps: 1, from: Seq(5), ..journal.film(format) };
        let frames = journal.made(&film);
        let mut place = 5;
        for (number, frame) in frames.iter().enumerate() {
            let shown = rgb(frame);
            let is_it = |at: &u64| journal.exact(Seq(*at)) == shown;
            place = (place..=42).find(is_it).unwrap_or_else(|| {
                panic!("{}: picture {number} is of no moment after {place}", format.name())
            });
        }
        assert!(frames.len() > 30, "{} pictures", frames.len());
        assert_eq!(rgb(&frames[0]), journal.exact(Seq(5)), "from there");
        assert_eq!(rgb(&frames[frames.len() - 1]), journal.exact(Seq(42)), "to the end, exactly");
    }
}

#[test]
fn a_small_film_shows_the_same_as_a_small_picture() {
    let journal = Journal::with_photo();
    let film = Film { seconds: 2, width: 150, ..journal.film(Format::Apng) };
    let frames = journal.made(&film);
    let thumb = encode_thumb(&journal.picture(Seq(42)), 150);
    let thumb = image::load_from_memory(&thumb).expect("a picture").to_rgb8();
    assert_eq!(rgb(&frames[frames.len() - 1]), thumb, "to the pixel");
}

#[test]
fn a_gif_has_the_colors_that_are_drawn_with() {
    let journal = Journal::story();
    for (width, most) in [(321, 0.3), (160, 0.6)] {
        let film = Film { seconds: 3, width, ..journal.film(Format::Gif) };
        let frames = journal.made(&film);
        let thumb = encode_thumb(&journal.picture(Seq(40)), width);
        let thumb = image::load_from_memory(&thumb).expect("a picture").to_rgb8();
        let apart = apart(&rgb(&frames[frames.len() - 1]), &thumb);
        assert!(apart < most, "{apart} levels apart at {width}");
    }
    let journal = Journal::with_photo();
    let frames = journal.made(&Film { seconds: 2, ..journal.film(Format::Gif) });
    let apart = apart(&rgb(&frames[frames.len() - 1]), &journal.exact(Seq(42)));
    assert!(apart < 5.0, "{apart} levels apart with a photo");
}

#[test]
fn a_film_that_is_given_up_leaves_nothing() {
    let journal = Journal::story();
    let folder = tempfile::tempdir().expect("a folder");
    for format in [Format::Apng, Format::Gif, Format::WebP] {
        for patience in [0, 1, 15] {
            let left = Cell::new(patience);
            let goes_on = || left.replace(left.get() - 1) > 0;
            let path = folder.path().join("film");
            let made = journal.make(&journal.film(format), &path, &quietly(&goes_on));
            assert!(matches!(made, Err(FilmFailure::Stopped)), "given up: {made:?}");
            assert_eq!(fs::read_dir(folder.path()).expect("it").count(), 0, "nothing is left");
        }
    }
    let nowhere = folder.path().join("none/film.gif");
    let made = journal.make(&journal.film(Format::Gif), &nowhere, &quietly(&|| true));
    assert!(matches!(made, Err(FilmFailure::File(_))), "no such folder: {made:?}");
    let made = journal.make(
        &journal.film(Format::Mp4),
        &folder.path().join("film.mp4"),
        &quietly(&|| true),
    );
    assert!(matches!(made, Err(FilmFailure::NoFfmpeg)), "no ffmpeg: {made:?}");
}
