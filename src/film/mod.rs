//! A room's drawing as a film: its past, walked once, forward, with a picture at equal steps of time.
//!
//! Invariant: a film of any length needs the memory of a few pictures, and a file stands under its name only
//! when it is whole.

mod apng;
mod gif;
mod mp4;
mod palette;
mod reel;
mod sink;
mod still;
mod tempo;
mod walk;
mod webp;

pub use mp4::find_ffmpeg;

use crate::history::Images;
use crate::model::Seq;
use crate::raster::Scale;
use crate::room::{Past, PastFailure};
use sink::Sink;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How long the last picture of a film stays, in seconds.
pub const HOLD_SECONDS: u32 = 2;

/// What kind of file a film is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An animated PNG: exact.
    Apng,
    /// A GIF: 255 colours.
    Gif,
    /// An animated WebP without loss: exact too.
    WebP,
    /// H.264 in MP4, made by ffmpeg.
    Mp4,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Apng, Self::Gif, Self::WebP, Self::Mp4];

    /// Its name, which files end with too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Apng => "apng",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Mp4 => "mp4",
        }
    }

    /// The kind of its files, as HTTP names it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Apng => "image/apng",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Mp4 => "video/mp4",
        }
    }

    /// The format of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What a film shows, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Film {
    /// The place its first picture shows.
    pub from: Seq,
    /// The place its last picture shows.
    pub to: Seq,
    /// What kind of file it is.
    pub format: Format,
    /// How long it plays before the last picture, which stays for [`HOLD_SECONDS`]. Default: 30.
    pub seconds: u32,
    /// Pictures a second. Default: 12.
    pub fps: u32,
    /// Its width, in pixels, or that of the canvas where that is less. Default: 960.
    pub width: u32,
    /// Whether gaps over 2 s count as half a second. Default: yes.
    pub skip_pauses: bool,
}

impl Film {
    /// How long a film may play, in seconds.
    pub const SECONDS: RangeInclusive<u32> = 1..=600;
    /// How many pictures a second it may have.
    pub const FPS: RangeInclusive<u32> = 1..=30;
    /// How wide it may be, in pixels.
    pub const WIDTH: RangeInclusive<u32> = 64..=1_920;

    /// What lies between two places, as most want to see it.
    pub fn between(from: Seq, to: Seq, format: Format) -> Self {
        Self { from, to, format, seconds: 30, fps: 12, width: 960, skip_pauses: true }
    }

    /// Finds what is wrong with it.
    ///
    /// # Errors
    /// A sentence, when there is.
    pub fn check(&self) -> Result<(), &'static str> {
        let bounds = [
            (Self::SECONDS.contains(&self.seconds), "A film plays for 1 to 600 seconds."),
            (Self::FPS.contains(&self.fps), "A film has 1 to 30 pictures a second."),
            (Self::WIDTH.contains(&self.width), "A film is 64 to 1,920 pixels wide."),
            (self.from < self.to, "Nothing happens in this film: it must end after it begins."),
        ];
        bounds.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, sentence)| Err(sentence))
    }

    /// How many steps of time it has; a picture is shown at the beginning of each, and the last at the end.
    fn steps(&self) -> u64 {
        u64::from(self.seconds) * u64::from(self.fps)
    }
}

/// What making a film needs, beside its past.
pub struct Making<'a> {
    /// Told how far it is, in thousandths.
    pub told: &'a dyn Fn(u16),
    /// Asked for each picture, and more often: once it answers false, nothing is made any more.
    pub goes_on: &'a dyn Fn() -> bool,
    /// The largest file that is wanted.
    pub bytes_max: u64,
    /// The ffmpeg that makes MP4.
    pub ffmpeg: Option<PathBuf>,
}

/// Why a film was not made.
#[derive(Debug, thiserror::Error)]
pub enum FilmFailure {
    /// The journal cannot be read.
    #[error("This canvas cannot be read right now. Try again later.")]
    Past(#[source] PastFailure),
    /// Nobody wants it any more.
    #[error("The film was canceled.")]
    Stopped,
    /// It would be larger than is wanted.
    #[error(
        "The film became too large. Make it shorter, narrower, or with fewer pictures a second."
    )]
    TooLarge,
    /// It cannot be written.
    #[error("The film could not be written: {0}.")]
    File(#[source] io::Error),
    /// There is no ffmpeg.
    #[error("MP4 needs ffmpeg, and there is none here.")]
    NoFfmpeg,
    /// What ffmpeg said last.
    #[error("ffmpeg could not make this film: {0}")]
    Ffmpeg(String),
}

impl From<PastFailure> for FilmFailure {
    fn from(failure: PastFailure) -> Self {
        match failure {
            PastFailure::Stopped => Self::Stopped,
            failure => Self::Past(failure),
        }
    }
}

impl From<io::Error> for FilmFailure {
    fn from(failure: io::Error) -> Self {
        match failure.kind() {
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            _ => Self::File(failure),
        }
    }
}

/// Makes a film and puts it under this name; answers how many bytes it has. On the way it is a hidden file in the
/// same folder, which is gone when this fails.
///
/// # Errors
/// When the journal cannot be read, the file not be written, or nobody wants it any more.
pub fn make(
    past: &mut Past<'_>,
    images: &Arc<dyn Images>,
    film: &Film,
    path: &Path,
    making: &Making<'_>,
) -> Result<u64, FilmFailure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let part = sink::hidden_file(folder.unwrap_or(Path::new(".")))?.into_temp_path();
    write(past, images, film, &part, making)?;
    let bytes = std::fs::metadata(&part)?.len();
    part.persist(path).map_err(|failure| failure.error)?;
    Ok(bytes)
}

/// Writes a film over the file at this path; when this fails it is not whole.
///
/// # Errors
/// When the journal cannot be read, the file not be written, or nobody wants it any more.
pub fn write(
    past: &mut Past<'_>,
    images: &Arc<dyn Images>,
    film: &Film,
    path: &Path,
    making: &Making<'_>,
) -> Result<(), FilmFailure> {
    let way = walk::measure(past, film)?;
    let whole = || Scale::to_width(past.size(), film.width);
    let sink = || Sink::create(path, making.bytes_max);
    match film.format {
        Format::Apng => {
            let frames = apng::Apng::begin(sink()?, &whole(), film)?;
            reel::wind(past, images, film, &way, frames, (0, making))?;
        }
        Format::WebP => {
            let frames = webp::WebP::begin(sink()?, &whole(), film)?;
            reel::wind(past, images, film, &way, frames, (0, making))?;
        }
        Format::Gif => {
            let scale = whole();
            let palette = palette::look(past, images, film, &way, &scale, making)?;
            let frames = gif::Gif::begin(sink()?, &scale, film, palette)?;
            reel::wind(past, images, film, &way, frames, (palette::LOOK_SHARE, making))?;
        }
        Format::Mp4 => {
            let even = Scale::to_even_width(past.size(), film.width);
            let frames = mp4::Mp4::begin(path, &even, film, making)?;
            reel::wind(past, images, film, &way, frames, (0, making))?;
        }
    }
    (making.told)(1_000);
    Ok(())
}
