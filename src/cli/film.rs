//! The flags of `easel export` for films.

use super::data;
use super::hint::hinted;
use crate::film::{self, Film, FilmFailure, Making};
use crate::history::Images;
use crate::hub::FilmOptions;
use crate::model::Moment;
use crate::room::Past;
use anyhow::Result;
use clap::{Args, value_parser};
use indicatif::ProgressBar;
use std::path::Path;
use std::sync::Arc;

/// How a film is made.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Films")]
pub(super) struct FilmArgs {
    /// The moment a film begins with [default: blank paper].
    #[arg(long, value_name = "MOMENT", value_parser = data::moment)]
    pub(super) from: Option<Moment>,

    /// How long it plays, 1 to 600 seconds; its last picture stays for two more [default: 30].
    #[arg(long, value_name = "SECONDS", value_parser = value_parser!(u32).range(1..=600))]
    seconds: Option<u32>,

    /// Pictures a second, 1 to 30 [default: 12].
    #[arg(long, value_name = "COUNT", value_parser = value_parser!(u32).range(1..=30))]
    fps: Option<u32>,

    /// Its width, 64 to 1920 pixels; never wider than the canvas [default: 960].
    #[arg(long, value_name = "PIXELS", value_parser = value_parser!(u32).range(64..=1_920))]
    width: Option<u32>,

    /// Let pauses be as long as they were, in place of half a second.
    #[arg(long)]
    keep_pauses: bool,
}

impl FilmArgs {
    /// Refuses flags of films where none is made.
    pub(super) fn refuse(&self) -> Result<()> {
        let given = [
            (self.from.is_some(), "--from"),
            (self.seconds.is_some(), "--seconds"),
            (self.fps.is_some(), "--fps"),
            (self.width.is_some(), "--width"),
            (self.keep_pauses, "--keep-pauses"),
        ];
        let Some((_, flag)) = given.into_iter().find(|(is_given, _)| *is_given) else {
            return Ok(());
        };
        let hint = "let the file end with .gif, .webp, .apng or .mp4, or leave the flag out";
        Err(hinted(format!("`{flag}` is for films"), hint))
    }

    /// What is made, and how far it is.
    pub(super) fn write(
        &self,
        past: &mut Past<'_>,
        images: &Arc<dyn Images>,
        usual: &Film,
        path: &Path,
        bar: &ProgressBar,
    ) -> Result<()> {
        let film = Film {
            seconds: self.seconds.unwrap_or(usual.seconds),
            fps: self.fps.unwrap_or(usual.fps),
            width: self.width.unwrap_or(usual.width),
            skip_pauses: !self.keep_pauses,
            ..usual.clone()
        };
        film.check().map_err(|sentence| hinted(sentence, "see `easel export --help`"))?;
        let length = bar.length().unwrap_or_default();
        let making = Making {
            told: &|so_far| bar.set_position(length * u64::from(so_far) / 1_000),
            goes_on: &|| true,
            bytes_max: u64::MAX,
            ffmpeg: FilmOptions::default().ffmpeg(),
        };
        film::write(past, images, &film, path, &making).map_err(|failure| match failure {
            FilmFailure::NoFfmpeg => {
                hinted(failure, "install ffmpeg, or let the file end with .gif, .webp or .apng")
            }
            failure => failure.into(),
        })
    }
}
