//! MP4 by the ffmpeg of this computer: it is told every picture as plain pixels.

use super::reel::Frames;
use super::{Film, FilmFailure, Making};
use crate::raster::{Cut, Frame, Scale};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pipe::PIPE_BUF;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::ops::Range;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::time::Duration;

/// How long to wait for ffmpeg before it is asked whether anybody still wants the film, in milliseconds.
const WAIT_MS: u32 = 50;

/// Characters of what ffmpeg said that are told on.
const SAID_CHARS_MAX: usize = 200;

/// How pictures become a video that plays everywhere: the colours of screens, half of them as detailed.
const CODEC: &str = "-an -vf scale=out_color_matrix=bt709:out_range=tv,format=yuv420p -c:v libx264 \
                     -preset veryfast -crf 20 -colorspace bt709 -color_primaries bt709 -color_trc bt709 \
                     -movflags +faststart -f mp4";

/// The first ffmpeg in a list of folders such as `PATH`.
pub fn find_ffmpeg(folders: &OsStr) -> Option<PathBuf> {
    let found = std::env::split_paths(folders).map(|folder| folder.join("ffmpeg"));
    let may_run = |path: &PathBuf| {
        let about = std::fs::metadata(path);
        about.is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
    };
    found.filter(|path| path.is_absolute()).find(may_run)
}

/// A running ffmpeg.
pub(super) struct Mp4<'a> {
    child: Child,
    input: Option<ChildStdin>,
    said: File,
    file: PathBuf,
    frame: Frame,
    scale: Scale,
    making: &'a Making<'a>,
}

impl<'a> Mp4<'a> {
    /// Starts one that writes over this file.
    pub(super) fn begin(
        file: &Path,
        scale: &Scale,
        film: &Film,
        making: &'a Making<'a>,
    ) -> Result<Self, FilmFailure> {
        let program = making.ffmpeg.as_ref().ok_or(FilmFailure::NoFfmpeg)?;
        let said = tempfile::tempfile()?;
        let size = format!("{}x{}", scale.width(), scale.height());
        let mut child = Command::new(program)
            .args("-hide_banner -loglevel error -y -f rawvideo -pixel_format rgb24".split(' '))
            .args(["-video_size", &size, "-framerate", &film.fps.to_string(), "-i", "pipe:0"])
            .args(CODEC.split(' ').filter(|word| !word.is_empty()))
            .arg(file)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(said.try_clone()?)
            .spawn()?;
        let input = child.stdin.take();
        let (file, frame, scale) = (file.to_owned(), Frame::new(scale), scale.clone());
        Ok(Self { child, input, said, file, frame, scale, making })
    }

    /// Asks whether to go on; the program is ended where not.
    fn ask(&mut self) -> Result<(), FilmFailure> {
        if (self.making.goes_on)() { Ok(()) } else { Err(FilmFailure::Stopped) }
    }

    fn write_frame(&mut self) -> Result<(), FilmFailure> {
        let mut from = 0;
        while from < self.frame.rgb().len() {
            let Some(input) = &mut self.input else { return Ok(()) };
            let wait = Timespec { tv_sec: 0, tv_nsec: i64::from(WAIT_MS) * 1_000_000 };
            let ready = poll(&mut [PollFd::new(&*input, PollFlags::OUT)], Some(&wait));
            if ready.is_ok_and(|ready| ready > 0) {
                // So many bytes never wait once there is room at all.
                let to = (from + PIPE_BUF).min(self.frame.rgb().len());
                match input.write(&self.frame.rgb()[from..to]) {
                    Ok(written) => from += written,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    // It ended before its input did; what it said tells why.
                    Err(_) => {
                        self.until_ended()?;
                        return Err(self.failure());
                    }
                }
            } else {
                self.ask()?;
            }
        }
        Ok(())
    }

    /// Ends its input and waits for what it makes of it.
    fn until_ended(&mut self) -> Result<ExitStatus, FilmFailure> {
        self.input = None;
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            self.ask()?;
            std::thread::sleep(Duration::from_millis(WAIT_MS.into()));
        }
    }

    /// What it said last.
    fn failure(&mut self) -> FilmFailure {
        let mut text = Vec::new();
        // Without it there is still something to tell.
        let _ = self.said.rewind().and_then(|()| self.said.read_to_end(&mut text));
        let text = String::from_utf8_lossy(&text);
        let line = text.lines().map(str::trim).rfind(|line| !line.is_empty());
        let line = line.unwrap_or("it ended without a word.");
        FilmFailure::Ffmpeg(line.chars().take(SAID_CHARS_MAX).collect())
    }

    fn check_size(&self) -> Result<(), FilmFailure> {
        // It may not have begun to write.
        let bytes = std::fs::metadata(&self.file).map_or(0, |about| about.len());
        if bytes > self.making.bytes_max { Err(FilmFailure::TooLarge) } else { Ok(()) }
    }
}

impl Frames for Mp4<'_> {
    fn scale(&self) -> &Scale {
        &self.scale
    }

    fn put(&mut self, cut: &Cut, steps: Range<u64>) -> Result<(), FilmFailure> {
        self.frame.lay(cut);
        for _ in steps {
            self.ask()?;
            self.write_frame()?;
        }
        self.check_size()
    }

    fn finish(mut self) -> Result<(), FilmFailure> {
        let status = self.until_ended()?;
        self.check_size()?;
        if status.success() { Ok(()) } else { Err(self.failure()) }
    }
}

impl Drop for Mp4<'_> {
    fn drop(&mut self) {
        // It has ended already, unless this film is given up.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
