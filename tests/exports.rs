//! A room's picture as vectors, and twice as large.

use crate::support::easel::EaselClient;
use crate::support::scene::{Chance, line};
use crate::support::server::{Answer, TestServer, get, post};
use easel::history::{ItemKind, WindowBounds};
use easel::hub::HubOptions;
use easel::model::{Point, Size};
use easel::raster::{Pixmap, StrokeMask, decode_png};
use easel::server::ServerOptions;
use image::{ImageFormat, Rgba, RgbaImage};
use resvg::{tiny_skia, usvg};
use serde_json::{Value, json};
use std::io::Cursor;

const SVG: &str = "/api/rooms/art/canvas.svg";
const TWICE: &str = "/api/rooms/art/canvas.png?scale=2";

/// A server whose rooms keep few items, so that most of what is drawn has settled.
async fn forgetful(options: HubOptions) -> TestServer {
    let window = WindowBounds { items: 4, ..WindowBounds::default() };
    let hub = HubOptions { window, ..options };
    TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await
}

async fn body(server: &TestServer, path: &str) -> Vec<u8> {
    let answer = server.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    answer.body
}

async fn svg(server: &TestServer) -> String {
    String::from_utf8(body(server, SVG).await).expect("text")
}

/// The lines of the drawing: one for each item that is seen.
fn items(svg: &str) -> Vec<&str> {
    svg.lines().filter(|line| line.starts_with("<path") || line.starts_with("<image")).collect()
}

/// The picture as another program draws it.
fn rasterised(svg: &str) -> Vec<[u8; 3]> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).expect("an SVG file");
    let (width, height) = (tree.size().width() as u32, tree.size().height() as u32);
    let mut pixels = tiny_skia::Pixmap::new(width, height).expect("a picture");
    resvg::render(&tree, tiny_skia::Transform::default(), &mut pixels.as_mut());
    let pixel = |pixel: &tiny_skia::PremultipliedColorU8| {
        assert_eq!(pixel.alpha(), 255, "the paper is opaque");
        [pixel.red(), pixel.green(), pixel.blue()]
    };
    pixels.pixels().iter().map(pixel).collect()
}

/// Asserts that the SVG looks like the PNG: on inked pixels the mean difference of a channel is below `most`.
async fn looks_like_the_png(server: &TestServer, most: f64) -> String {
    let svg = svg(server).await;
    let png = body(server, "/api/rooms/art/canvas.png").await;
    let truth = decode_png(&png, Size::default()).expect("a picture").to_rgb();
    let drawn = rasterised(&svg);
    assert_eq!(truth.len(), drawn.len() * 3, "the same size");
    let (mut inked, mut sum) = (0_u64, 0_u64);
    for (a, b) in truth.chunks_exact(3).zip(&drawn) {
        if a != [255; 3] || *b != [255; 3] {
            inked += 3;
            sum += a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
        }
    }
    assert!(inked > 3_000, "only {inked} channels are inked, too few to prove anything");
    let mean = sum as f64 / inked as f64;
    assert!(mean < most, "a mean difference of {mean} on {inked} channels");
    svg
}

async fn stroke(ada: &mut EaselClient, tool: &str, opacity: u8, points: &[i64]) {
    let begin = json!({"type": "begin", "tool": tool, "color": "#1d5fd6", "opacity": opacity,
        "points": points, "ended": true});
    ada.ask(begin).await;
    ada.until_acked().await;
}

async fn picture(server: &TestServer) -> Value {
    let image = RgbaImage::from_fn(90, 60, |x, y| Rgba([x as u8, y as u8, 90, 255 - y as u8]));
    let mut file = Vec::new();
    image.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).expect("a file");
    let answer = post(server.address, "/api/rooms/art/images", "", &file).await;
    let taken: Value = serde_json::from_slice(&answer.body).expect("JSON");
    taken["image"].clone()
}

/// A bit of everything: curves of one and of changing size, lifts, a dot, an eraser, faint strokes that cross
/// themselves, an image, hidden items, a clear.
async fn draw_everything(server: &TestServer, ada: &mut EaselClient) {
    let mut chance = Chance(9);
    ada.draw("#000000", &line((0, 0), (1900, 1000))).await;
    ada.clear().await;
    for _ in 0..6 {
        stroke(ada, "pencil", 255, &chance.walk(40)).await;
        let even: Vec<_> = chance.walk(40).chunks(3).flat_map(|at| [at[0], at[1], 44]).collect();
        stroke(ada, "pencil", 140, &even).await;
    }
    stroke(ada, "pencil", 60, &chance.walk(60)).await;
    let parts = [800, 800, 60, 4000, 900, 60, 0, 0, 0, 6000, 4000, 60, 0, 0, 0, 900, 7000, 60];
    stroke(ada, "pencil", 200, &[&parts[..], &[5000, 7000, 60, 5000, 5000, 60]].concat()).await;
    stroke(ada, "eraser", 255, &line((300, 800), (320, 950))).await;
    let image = picture(server).await;
    for (x, y) in [(-20, 300), (900, 500)] {
        ada.ask(json!({"type": "place", "image": image, "x": x, "y": y})).await;
    }
    stroke(ada, "pencil", 255, &[3000, 3000, 300]).await;
    ada.undo().await;
    ada.begin("#c62828", &[400, 4000, 16, 4000, 4100, 16, 8000, 4000, 16]).await;
    ada.until_acked().await;
}

#[tokio::test]
async fn h8_vectors_look_like_the_picture() {
    for items in [4, 512] {
        let window = WindowBounds { items, ..WindowBounds::default() };
        let hub = HubOptions { window, ..HubOptions::default() };
        let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
        let mut ada = server.join("art", "ada").await;
        draw_everything(&server, &mut ada).await;
        looks_like_the_png(&server, 1.5).await;
    }
}

#[tokio::test]
async fn h8_each_visible_item_is_one_element_in_painting_order() {
    let server = forgetful(HubOptions::default()).await;
    let mut ada = server.join("art", "ada").await;
    stroke(&mut ada, "pencil", 255, &[8, 16, 12]).await;
    stroke(&mut ada, "eraser", 9, &[8, 8, 8, 16, 16, 8]).await;
    stroke(&mut ada, "pencil", 51, &[0, 0, 8, 8, 8, 8, 0, 0, 0, 5, 5, 8]).await;
    let seen = svg(&server).await;
    let expected = [
        r##"<path stroke="#1d5fd6" stroke-width="48" d="M16 32h0"/>"##,
        r##"<path stroke="#ffffff" stroke-width="32" d="M16 16l16 16"/>"##,
        r##"<path stroke="#1d5fd6" stroke-width="32" stroke-opacity="0.2000" d="M0 0l16 16M10 10h0"/>"##,
    ];
    assert_eq!(items(&seen), expected, "a dot, an eraser, a faint one in two parts");
    assert!(seen.contains("<title>art</title>"), "named after the room");
    assert!(seen.contains(r##"<rect width="1920" height="1080" fill="#fff"/>"##), "on white paper");
    ada.undo().await;
    assert_eq!(items(&svg(&server).await), expected[..2], "undone");
    ada.redo().await;
    stroke(&mut ada, "pencil", 255, &[80, 80, 8, 160, 80, 16]).await;
    assert!(items(&svg(&server).await)[3].starts_with(r##"<path fill="#1d5fd6" d="M"##), "filled");
    let image = picture(&server).await;
    ada.ask(json!({"type": "place", "image": image, "x": -3, "y": 4})).await;
    ada.until_acked().await;
    let place = r#"<image x="-48" y="64" width="1440" height="960" href="data:image/png;base64,"#;
    assert!(items(&svg(&server).await)[4].starts_with(place), "an image, whole");
    ada.clear().await;
    assert!(items(&svg(&server).await).is_empty(), "cleared");
    ada.undo().await;
    assert_eq!(items(&svg(&server).await).len(), 5, "everything is back");
    ada.clear().await;
    for x in 0..6 {
        stroke(&mut ada, "pencil", 255, &[x * 80, 80, 8]).await;
    }
    assert_eq!(items(&svg(&server).await).len(), 6, "what came after a clear for good");
}

#[tokio::test]
async fn h8_a_room_that_holds_too_much_is_a_picture_under_its_newest_strokes() {
    let few = HubOptions { svg_bytes_max: 4_000, keyframe_entries: 8, ..HubOptions::default() };
    let server = forgetful(few).await;
    let mut ada = server.join("art", "ada").await;
    draw_everything(&server, &mut ada).await;
    let seen = looks_like_the_png(&server, 1.5).await;
    assert!(seen.contains("<!-- This canvas holds too much"), "it says so");
    assert!(items(&seen)[0].contains(r#"width="30720" height="17280""#), "all but the newest");
    assert!((2..=5).contains(&items(&seen).len()), "and those: {}", items(&seen).len());
}

/// The screen's items painted at twice the size by the rule, each coordinate and radius doubled.
fn doubled_by_hand(ada: &EaselClient) -> Pixmap {
    let size = Size::new(3840, 2160).expect("a size");
    let mut pixmap = Pixmap::new(size);
    for item in ada.screen.picture.window().items().filter(|item| !item.hidden) {
        match &item.kind {
            ItemKind::Stroke { brush, points, ended } => {
                let twice = |at: &Point| {
                    let [x, y, r] = [at.x(), at.y(), at.r()].map(|v| i64::from(v) * 2);
                    Point::new(x, y, r).expect("inside the bounds")
                };
                let points: Vec<_> = points.iter().map(twice).collect();
                pixmap.paint(&StrokeMask::of(size, &points, *ended), *brush);
            }
            ItemKind::Clear => pixmap.clear(),
            ItemKind::Image(place) => {
                let images = &ada.screen.images;
                let image = easel::history::Images::image(&**images, place.image);
                pixmap.paint_image_doubled(&image.expect("an image"), place);
            }
        }
    }
    pixmap
}

#[tokio::test]
async fn h9_twice_as_large_is_the_rule_with_everything_doubled() {
    let server = forgetful(HubOptions::default()).await;
    let mut ada = server.join("art", "ada").await;
    draw_everything(&server, &mut ada).await;
    let expected = doubled_by_hand(&ada);
    let twice = decode_png(&body(&server, TWICE).await, expected.size()).expect("a picture");
    assert_eq!(twice.hash(), expected.hash(), "every pixel");
    let once = body(&server, "/api/rooms/art/canvas.png?scale=1").await;
    let once = decode_png(&once, Size::default()).expect("a picture");
    assert_eq!(once.hash(), ada.screen.hash(), "the scale 1 is the picture itself");
}

async fn refused(server: &TestServer, path: &str, status: u16) -> String {
    let answer = server.get(path).await;
    assert_eq!(answer.status, status, "{path}");
    String::from_utf8(answer.body).expect("a sentence")
}

#[tokio::test]
async fn h9_what_cannot_be_made_is_refused_with_a_sentence() {
    let side = Size::new(4_100, 100).expect("a size");
    for (options, status, sentence) in [
        (HubOptions { size: side, ..HubOptions::default() }, 400, "too large"),
        (
            HubOptions { export_time: std::time::Duration::ZERO, ..HubOptions::default() },
            422,
            "much",
        ),
    ] {
        let server = forgetful(options).await;
        assert!(refused(&server, TWICE, 404).await.starts_with("Nobody has drawn"), "blank");
        assert!(refused(&server, SVG, 404).await.starts_with("Nobody has drawn"), "blank");
        let mut plain = server.join_plain("art").await;
        plain.draw((10, 10), (90, 90)).await;
        plain.send(&json!({"type": "canvasRequest"})).await;
        plain.until("canvasState").await;
        assert!(refused(&server, TWICE, status).await.contains(sentence), "{sentence}");
        let wrong = refused(&server, "/api/rooms/art/canvas.png?scale=3", 400).await;
        assert_eq!(wrong, "A picture has the scale 1 or 2.\n", "another scale");
        refused(&server, "/api/rooms/A%20B/canvas.svg", 404).await;
    }
}

#[tokio::test]
async fn h8_h9_what_the_asker_has_is_not_made_again() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &line((10, 10), (90, 90))).await;
    for (path, kind) in [(SVG, "image/svg+xml"), (TWICE, "image/png")] {
        let ask = async |tag: &str| -> Answer {
            get(server.address, path, &format!("if-none-match: {tag}\r\n")).await
        };
        let first = ask("\"another\"").await;
        let tag = first.header("etag").expect("a tag").to_owned();
        assert_eq!((first.status, first.header("content-type")), (200, Some(kind)), "made");
        assert_eq!(ask(&tag).await.status, 304, "the same tag");
        ada.draw("#c62828", &line((10, 90), (90, 10))).await;
        assert_eq!(ask(&tag).await.status, 200, "drawn in since");
    }
}
