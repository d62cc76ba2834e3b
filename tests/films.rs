//! Films of a room: asked for over HTTP, followed, fetched, and read by other programs.

use crate::support::film::{apart, frames, rgb};
use crate::support::scene::Chance;
use crate::support::server::{Answer, TestServer, send};
use crate::support::{DEADLINE, eventually};
use easel::hub::{FilmOptions, HubOptions};
use easel::model::Size;
use easel::server::ServerOptions;
use image::RgbImage;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// A server with a small canvas whose films lie in a folder of this test; programs are looked for there too.
struct Cinema {
    server: TestServer,
    folder: TempDir,
    programs: TempDir,
}

impl Cinema {
    async fn with(change: impl FnOnce(&mut FilmOptions)) -> Self {
        let dir = || tempfile::tempdir().expect("a folder");
        let (folder, programs) = (dir(), dir());
        let mut films = FilmOptions {
            folder: Some(folder.path().to_owned()),
            programs: Some(programs.path().into()),
            ..FilmOptions::default()
        };
        change(&mut films);
        let size = Size::new(321, 201).expect("a size");
        let hub = HubOptions { size, films, ..HubOptions::default() };
        let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
        let cinema = Self { server, folder, programs };
        cinema.draw().await;
        cinema
    }

    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// Some strokes in the room `art`, a clear, and more strokes.
    async fn draw(&self) {
        let mut chance = Chance(8);
        let mut ada = self.server.join("art", "ada").await;
        for step in 0..24 {
            let walk: Vec<_> = chance.walk(6).chunks_exact(3).flat_map(small).collect();
            ada.draw(&chance.color(), &walk).await;
            if step == 9 {
                ada.clear().await;
            }
        }
    }

    /// Puts a program there that is called ffmpeg.
    fn install(&self, script: &str) {
        let path = self.programs.path().join("ffmpeg");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    }

    async fn order(&self, wanted: &Value) -> Answer {
        let body = wanted.to_string();
        let path = "/api/rooms/art/films";
        send("POST", self.server.address, path, "", body.as_bytes()).await
    }

    async fn ordered(&self, wanted: Value) -> String {
        let answer = self.order(&wanted).await;
        assert_eq!(answer.status, 202, "{}", String::from_utf8_lossy(&answer.body));
        let told: Value = serde_json::from_slice(&answer.body).expect("JSON");
        format!("/api/films/{}", told["film"].as_str().expect("a name"))
    }

    async fn told(&self, film: &str) -> Value {
        let answer = self.server.get(film).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).expect("JSON")
    }

    /// Waits for a film to be in one of these states.
    async fn until(&self, film: &str, states: &[&str]) -> Value {
        let mut most = 0;
        let deadline = tokio::time::Instant::now() + DEADLINE * 3;
        loop {
            let told = self.told(film).await;
            let progress = told["progress"].as_u64().expect("progress");
            if states.contains(&told["state"].as_str().expect("a state")) {
                return told;
            }
            assert!(progress >= most && progress <= 1_000, "{progress} after {most}");
            assert!(tokio::time::Instant::now() < deadline, "{told} took too long");
            most = progress;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn made(&self, wanted: Value) -> Vec<u8> {
        let film = self.ordered(wanted).await;
        let told = self.until(&film, &["done", "failed", "canceled"]).await;
        assert_eq!(told["state"], "done", "{told}");
        let file = self.server.get(&format!("{film}/file")).await;
        assert_eq!(file.status, 200, "the file");
        assert_eq!(told["bytes"], json!(file.body.len()), "its bytes");
        file.body
    }

    /// The picture at a place, at its own size or scaled down.
    async fn picture(&self, query: &str) -> RgbImage {
        let answer = self.server.get(&format!("/api/rooms/art/canvas.png?{query}")).await;
        image::load_from_memory(&answer.body).expect("a picture").to_rgb8()
    }

    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        for folder in fs::read_dir(self.folder.path()).expect("the folder") {
            for file in fs::read_dir(folder.expect("an entry").path()).into_iter().flatten() {
                found.push(file.expect("an entry").file_name().to_string_lossy().into_owned());
            }
        }
        found
    }
}

/// A point of a large canvas on the small one.
fn small(point: &[i64]) -> [i64; 3] {
    [point[0] / 6, point[1] / 6, point[2]]
}

#[tokio::test]
async fn h21_h22_a_film_ends_with_the_canvas() {
    let cinema = Cinema::new().await;
    let canvas = cinema.picture("").await;
    for (format, most) in [("apng", 0.0), ("webp", 0.0), ("gif", 0.6)] {
        let wanted = json!({"format": format, "seconds": 2, "width": 1_920});
        let frames = frames(format, &cinema.made(wanted).await);
        assert!((2..=25).contains(&frames.len()), "{format}: {} pictures", frames.len());
        let ms = frames.iter().map(|frame| Duration::from(frame.delay()).as_micros()).sum::<u128>();
        assert_eq!((ms + 5_000) / 10_000, 400, "{format}: two seconds and two more");
        assert!(rgb(&frames[0]).iter().all(|byte| *byte == 255), "{format}: paper at first");
        let apart = apart(&rgb(&frames[frames.len() - 1]), &canvas);
        assert!(apart <= most, "{format}: {apart} levels apart");
    }
}

#[tokio::test]
async fn h21_a_film_shows_what_lies_between_two_moments() {
    let cinema = Cinema::new().await;
    for (from, to) in [(json!(10), json!(31)), (json!("10"), json!(31))] {
        let wanted = json!({"format": "apng", "seconds": 1, "fps": 4, "from": from, "to": to});
        let frames = frames("apng", &cinema.made(wanted).await);
        assert!((2..=5).contains(&frames.len()), "{} pictures", frames.len());
        assert_eq!(rgb(&frames[0]), cinema.picture("at=10").await, "from there");
        let end = rgb(frames.last().expect("a picture"));
        assert_eq!(end, cinema.picture("at=31").await, "up to there");
    }
}

#[tokio::test]
async fn h21_mp4_is_made_by_ffmpeg_from_every_picture() {
    let cinema = Cinema::new().await;
    // Writes how many bytes it was sent, and notes what it was told.
    cinema.install("echo \"$@\" > \"$0.told\"; for out; do :; done; wc -c > \"$out\"");
    let wanted = json!({"format": "mp4", "seconds": 2, "fps": 5, "width": 200});
    let film = cinema.made(wanted).await;
    let sent: usize = String::from_utf8_lossy(&film).trim().parse().expect("a number");
    assert_eq!(sent, 200 * 126 * 3 * (2 + 2) * 5, "four seconds of pixels");
    let told = fs::read_to_string(cinema.programs.path().join("ffmpeg.told")).expect("arguments");
    for part in ["rgb24 -video_size 200x126 -framerate 5", "libx264", "yuv420p", "+faststart"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let odd = cinema.made(json!({"format": "mp4", "seconds": 1, "fps": 1, "width": 321})).await;
    let sent: usize = String::from_utf8_lossy(&odd).trim().parse().expect("a number");
    assert_eq!(sent, 320 * 200 * 3 * 3, "both sides even");
}

#[tokio::test]
async fn h22_what_ffmpeg_says_is_told_in_a_sentence() {
    let cinema = Cinema::new().await;
    let wanted = json!({"format": "mp4", "seconds": 1, "fps": 2});
    for (script, said) in [
        ("echo first >&2; echo \"Unknown encoder 'libx264'\" >&2; exit 1", "'libx264'"),
        ("cat > /dev/null; exit 3", "without a word"),
    ] {
        cinema.install(script);
        let film = cinema.ordered(wanted.clone()).await;
        let told = cinema.until(&film, &["done", "failed"]).await;
        let sentence = told["sentence"].as_str().expect("a sentence");
        assert!(sentence.starts_with("ffmpeg could not") && sentence.contains(said), "{sentence}");
        assert_eq!(cinema.server.get(&format!("{film}/file")).await.status, 404, "no file");
        assert_eq!(cinema.files(), [""; 0], "nothing is left");
    }
}

#[tokio::test]
async fn h22_a_canceled_film_leaves_nothing_behind() {
    let cinema = Cinema::new().await;
    // Never reads what it is sent.
    cinema.install("echo $$ > \"$0.pid\"; exec sleep 100");
    let hanging = cinema.ordered(json!({"format": "mp4"})).await;
    cinema.until(&hanging, &["working"]).await;
    let note = cinema.programs.path().join("ffmpeg.pid");
    let read = || fs::read_to_string(&note).ok().filter(|text| text.ends_with('\n'));
    let pid = eventually("a process", read).await;
    assert!(Path::new("/proc").join(pid.trim()).exists(), "it runs");
    let waiting = cinema.ordered(json!({"format": "gif"})).await;
    assert_eq!(cinema.told(&waiting).await["state"], "waiting", "one at a time");
    for film in [&waiting, &hanging] {
        let answer = send("DELETE", cinema.server.address, film, "", b"").await;
        assert_eq!(answer.status, 204, "canceled");
        cinema.until(film, &["canceled"]).await;
        assert_eq!(cinema.server.get(&format!("{film}/file")).await.status, 404, "no file");
    }
    assert!(!Path::new("/proc").join(pid.trim()).exists(), "it was ended");
    assert_eq!(cinema.files(), [""; 0], "nothing is left");
    send("DELETE", cinema.server.address, &hanging, "", b"").await;
    assert_eq!(cinema.server.get(&hanging).await.status, 404, "forgotten");
    let again = send("DELETE", cinema.server.address, &hanging, "", b"").await;
    assert_eq!(again.status, 404, "once");
}

#[tokio::test]
async fn h22_films_are_kept_for_a_while_and_gone_at_the_end() {
    let cinema = Cinema::with(|films| films.kept = Duration::from_millis(600)).await;
    let wanted = json!({"format": "webp", "seconds": 1, "fps": 2});
    let film = cinema.ordered(wanted.clone()).await;
    cinema.until(&film, &["done"]).await;
    let file = cinema.server.get(&format!("{film}/file")).await;
    let name = file.header("content-disposition").expect("a name");
    assert_eq!(name, "attachment; filename=\"art.webp\"", "to be kept");
    assert_eq!(file.header("content-type"), Some("image/webp"), "its kind");
    assert_eq!(cinema.files().len(), 1, "one file");
    let is_empty = || fs::read_dir(cinema.folder.path()).expect("it").next().is_none();
    eventually("nothing is left", || is_empty().then_some(())).await;
    assert_eq!(cinema.server.get(&film).await.status, 404, "forgotten");

    let film = cinema.ordered(wanted.clone()).await;
    cinema.until(&film, &["done"]).await;
    cinema.install("exec sleep 100");
    cinema.ordered(json!({"format": "mp4"})).await;
    let Cinema { server, folder, .. } = cinema;
    server.server.shutdown().await;
    assert!(fs::read_dir(folder.path()).expect("it").next().is_none(), "gone with the server");
}

#[tokio::test]
async fn h22_what_is_too_large_or_too_long_is_told_in_a_sentence() {
    let cinema = Cinema::with(|films| films.bytes_max = 3_000).await;
    for format in ["apng", "gif", "webp"] {
        let film = cinema.ordered(json!({"format": format, "seconds": 1})).await;
        let told = cinema.until(&film, &["failed"]).await;
        let sentence = told["sentence"].as_str().expect("a sentence");
        assert!(sentence.contains("too large"), "{sentence}");
    }
    cinema.install("for out; do :; done; cat > \"$out\"");
    let film = cinema.ordered(json!({"format": "mp4", "seconds": 1})).await;
    let told = cinema.until(&film, &["failed"]).await;
    assert!(told["sentence"].as_str().expect("one").contains("too large"), "{told}");
    assert_eq!(cinema.files(), [""; 0], "nothing is left");

    let cinema = Cinema::with(|films| films.time = Duration::from_millis(50)).await;
    cinema.install("exec sleep 100");
    let film = cinema.ordered(json!({"format": "mp4"})).await;
    let told = cinema.until(&film, &["failed"]).await;
    assert!(told["sentence"].as_str().expect("one").contains("too long"), "{told}");
}

#[tokio::test]
async fn h22_when_all_together_are_too_large_the_oldest_goes() {
    let cinema = Cinema::with(|films| {
        films.bytes_max = 100_000;
        films.all_bytes_max = 101_000;
    })
    .await;
    let wanted = json!({"format": "apng", "seconds": 1, "fps": 2, "width": 100});
    let mut made = Vec::new();
    for _ in 0..2 {
        let film = cinema.ordered(wanted.clone()).await;
        cinema.until(&film, &["done"]).await;
        made.push(film);
    }
    assert_eq!(cinema.server.get(&made[0]).await.status, 404, "it went");
    assert_eq!(cinema.server.get(&made[1]).await.status, 200, "the newest stays");
    assert_eq!(cinema.files().len(), 1, "one file");
}

#[tokio::test]
async fn h21_wrong_wishes_are_refused_with_a_sentence() {
    let cinema = Cinema::new().await;
    let answer = cinema.server.get("/api/films").await;
    let formats: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(formats, json!({"formats": ["apng", "gif", "webp"]}), "no ffmpeg, no mp4");
    for (wanted, said) in [
        (json!({"format": "avi"}), "an apng, a gif"),
        (json!({"format": "mp4"}), "no ffmpeg"),
        (json!({"format": "gif", "seconds": 0}), "1 to 600 seconds"),
        (json!({"format": "gif", "seconds": 601}), "1 to 600 seconds"),
        (json!({"format": "gif", "fps": 31}), "1 to 30 pictures"),
        (json!({"format": "gif", "width": 63}), "64 to 1,920"),
        (json!({"format": "gif", "width": 1_921}), "64 to 1,920"),
        (json!({"format": "gif", "from": 9, "to": 9}), "after it begins"),
        (json!({"format": "gif", "from": 1_000_000}), "after it begins"),
        (json!({"format": "gif", "from": "soon"}), "A moment is"),
        (json!({"format": "gif", "to": -1}), "A moment is"),
        (json!({"format": "gif", "seconds": -1}), "could not be understood"),
        (json!({}), "could not be understood"),
    ] {
        let answer = cinema.order(&wanted).await;
        let sentence = String::from_utf8_lossy(&answer.body).into_owned();
        assert_eq!(answer.status, 400, "{wanted}: {sentence}");
        assert!(sentence.contains(said) && sentence.ends_with(".\n"), "{wanted}: {sentence}");
    }
    let (address, body) = (cinema.server.address, b"{\"format\":\"gif\"}");
    let blank = send("POST", address, "/api/rooms/blank/films", "", body).await;
    assert_eq!(blank.status, 404, "nobody drew there");
    let evil = "origin: http://evil.example\r\n";
    let other = send("POST", address, "/api/rooms/art/films", evil, body).await;
    assert_eq!(other.status, 403, "another site");
    assert_eq!(send("DELETE", address, "/api/films/x", evil, b"").await.status, 403, "as well");
    assert_eq!(cinema.server.get("/api/films/x").await.status, 404, "no such film");
    assert_eq!(cinema.server.get("/api/films/x/file").await.status, 404, "nor its file");
}

#[tokio::test]
async fn h21_eight_films_wait_and_the_next_is_refused() {
    let cinema = Cinema::new().await;
    cinema.install("exec sleep 100");
    let mut films = vec![cinema.ordered(json!({"format": "mp4"})).await];
    cinema.until(&films[0], &["working"]).await;
    for _ in 0..8 {
        films.push(cinema.ordered(json!({"format": "gif", "seconds": 1, "fps": 1})).await);
    }
    let refused = cinema.order(&json!({"format": "gif"})).await;
    let sentence = String::from_utf8_lossy(&refused.body).into_owned();
    assert_eq!((refused.status, sentence.contains("minute")), (503, true), "{sentence}");
    send("DELETE", cinema.server.address, &films[0], "", b"").await;
    for film in &films[1..] {
        cinema.until(film, &["done"]).await;
    }
    assert_eq!(cinema.files().len(), 8, "all were made");
}
