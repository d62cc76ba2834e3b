//! `easel export` of films, as a person at a terminal meets it.

use super::commands::{command, drawn, easel, text, windowed};
use super::*;
use crate::support::film::{frames, rgb};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

fn files(dir: &Path) -> usize {
    fs::read_dir(dir).expect("a folder").count()
}

/// A folder with a program called ffmpeg.
fn ffmpeg(script: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("ffmpeg");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    dir
}

#[test]
fn a_film_of_a_stored_room_ends_with_its_picture() {
    let story = Story::new(31, 300);
    let (data, out) = (drawn(&story), tempfile::tempdir().expect("a folder"));
    for format in ["apng", "webp", "gif"] {
        let file = out.path().join(format!("a.{format}"));
        let short = ["--seconds", "2", "--fps", "10", "--width", "1920"];
        let export = [&["export", "art", text(&file)], &short[..]].concat();
        let (done, said) = windowed(&export, data.path());
        assert!(done && said.contains("holds art up to entry 300"), "{said}");
        let frames = frames(format, &fs::read(&file).expect("a file"));
        assert!((2..=21).contains(&frames.len()), "{format}: {} pictures", frames.len());
        let png = out.path().join("a.png");
        windowed(&["export", "art", text(&png)], data.path());
        let canvas = image::open(&png).expect("a picture").to_rgb8();
        let end = rgb(&frames[frames.len() - 1]);
        assert_eq!(end.dimensions(), canvas.dimensions(), "{format}: its size");
        assert!(format == "gif" || end == canvas, "{format}: exactly");
        let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode();
        assert_eq!(mode(&file), mode(&png), "for whoever may read other files");
    }
    assert_eq!(files(out.path()), 4, "nothing beside them");
}

#[test]
fn a_film_begins_and_ends_where_it_is_told() {
    let story = Story::new(31, 300);
    let (data, out) = (drawn(&story), tempfile::tempdir().expect("a folder"));
    let (file, png) = (out.path().join("a.apng"), out.path().join("a.png"));
    let span = ["--from", "100", "--until", "200", "--width", "1920", "--seconds", "1"];
    let (done, said) =
        windowed(&[&["export", "art", text(&file)], &span[..]].concat(), data.path());
    assert!(done && said.contains("up to entry 200"), "{said}");
    let frames = frames("apng", &fs::read(&file).expect("a file"));
    for (frame, at) in [(0, "100"), (frames.len() - 1, "200")] {
        windowed(&["export", "art", text(&png), "--at", at], data.path());
        let picture = image::open(&png).expect("a picture").to_rgb8();
        assert!(rgb(&frames[frame]) == picture, "the picture at {at}");
    }
    let (done, said) = easel(&["export", "art", text(&file), "--from", "999"], data.path());
    assert!(!done && said.contains("must end after it begins"), "{said}");
    let (done, said) = easel(&["export", "art", text(&png), "--fps", "3"], data.path());
    assert!(!done && said.contains("`--fps` is for films"), "{said}");
}

#[test]
fn a_video_is_made_by_the_ffmpeg_on_the_path() {
    let story = Story::new(31, 100);
    let (data, out) = (drawn(&story), tempfile::tempdir().expect("a folder"));
    let file = out.path().join("a.mp4");
    let run = |programs: &tempfile::TempDir| {
        let path = format!("{}:/usr/bin:/bin", programs.path().display());
        let short = ["export", "art", text(&file), "--seconds", "1", "--fps", "5"];
        let mut command = command(&short, data.path());
        let Output { status, stderr, .. } = command.env("PATH", path).output().expect("it runs");
        (status.code(), String::from_utf8_lossy(&stderr).into_owned())
    };
    let counts = ffmpeg("for out; do :; done; wc -c > \"$out\"");
    assert_eq!(run(&counts).0, Some(0), "made");
    let sent = fs::read_to_string(&file).expect("a file");
    let sent: u32 = sent.trim().parse().expect("a number");
    let (width, height) = (story.meta.size.width().min(960) & !1, story.meta.size.height());
    let height = (height * width).div_ceil(story.meta.size.width()) & !1;
    assert_eq!(sent, width * height * 3 * (1 + 2) * 5, "three seconds of pixels");
    fs::remove_file(&file).expect("it was there");
    let (code, said) = run(&ffmpeg("echo 'Unknown encoder' >&2; exit 1"));
    assert!(code == Some(1) && said.contains("ffmpeg could not make this film: Unknown"), "{said}");
    assert_eq!(files(out.path()), 0, "nothing is left");

    let mut hanging = command(&["export", "art", text(&file)], data.path());
    let hangs = ffmpeg("echo > \"$0.began\"; cat > /dev/null; exec sleep 5");
    let mut child = hanging
        .env("PATH", format!("{}:/usr/bin:/bin", hangs.path().display()))
        .spawn()
        .expect("the program starts");
    while !hangs.path().join("ffmpeg.began").exists() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let kill = std::process::Command::new("kill").arg(child.id().to_string()).status();
    assert!(kill.expect("kill runs").success(), "told to end");
    assert_eq!(child.wait().expect("it ends").code(), Some(130), "interrupted");
    assert_eq!(files(out.path()), 0, "nothing is left");
}

#[test]
fn without_ffmpeg_a_video_is_refused_with_what_else_there_is() {
    let story = Story::new(31, 100);
    let (data, out) = (drawn(&story), tempfile::tempdir().expect("a folder"));
    let file = out.path().join("a.mp4");
    let mut command = command(&["export", "art", text(&file)], data.path());
    let Output { status, stderr, .. } =
        command.env("PATH", out.path()).output().expect("the program runs");
    let said = String::from_utf8_lossy(&stderr);
    assert!(status.code() == Some(1) && said.contains("hint: install ffmpeg"), "{said}");
    assert_eq!(files(out.path()), 0, "nothing is left");
}
