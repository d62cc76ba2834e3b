//! Pictures on the canvas, and clears that anybody may take back.

use crate::support::server::{Answer, TestServer, get, post};
use easel::server::ServerOptions;
use easel::store::DiskStore;
use image::{ImageFormat, Rgba, RgbaImage};
use serde_json::{Value, json};
use std::io::Cursor;

fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_fn(width, height, |x, y| {
        Rgba([x as u8, y as u8, 90, if x < width / 2 { 255 } else { 120 }])
    });
    let mut bytes = Vec::new();
    let image = image::DynamicImage::from(image);
    let image = if format == ImageFormat::Jpeg { image.into_rgb8().into() } else { image };
    image.write_to(&mut Cursor::new(&mut bytes), format).expect("a file");
    bytes
}

async fn send(server: &TestServer, body: &[u8]) -> Answer {
    post(server.address, "/api/rooms/art/images?width=300&height=300", "", body).await
}

async fn sent(server: &TestServer) -> Value {
    let answer = send(server, &file(200, 100, ImageFormat::Png)).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    serde_json::from_slice(&answer.body).expect("JSON")
}

#[tokio::test]
async fn v19_h1_h2_a_picture_lies_on_every_screen_with_the_same_pixels() {
    let server = TestServer::start().await;
    let (mut ada, mut bob) = (server.join("art", "ada").await, server.join("art", "bob").await);
    ada.draw("#c62828", &[400, 400, 80, 2000, 800, 80]).await;
    let taken = sent(&server).await;
    assert_eq!((&taken["width"], &taken["height"]), (&json!(200), &json!(100)), "never scaled up");
    let blank = ada.screen.hash();
    ada.ask(json!({"type": "place", "image": taken["image"], "x": 40, "y": 30})).await;
    ada.until_acked().await;
    bob.until_seq(ada.screen.seq).await;
    assert_eq!(ada.screen.hash(), bob.screen.hash(), "both screens");
    assert_ne!(ada.screen.hash(), blank, "something is there");
    let mut late = server.join("art", "late").await;
    assert_eq!(late.screen.hash(), ada.screen.hash(), "a newcomer");
    let png = server.get("/api/rooms/art/canvas.png").await.body;
    let truth = easel::raster::decode_png(&png, ada.screen.size).expect("a picture");
    assert_eq!(truth.hash(), ada.screen.hash(), "the server");
    ada.undo().await;
    late.until_seq(ada.screen.seq).await;
    assert_eq!(late.screen.hash(), blank, "undone");
    ada.redo().await;
    late.until_seq(ada.screen.seq).await;
    assert_eq!(late.screen.hash(), bob_after(&mut bob, &ada).await, "and done again");
    let path = format!("/api/images/{}.png", taken["image"].as_str().expect("a name"));
    let image = get(server.address, &path, "").await;
    assert!(
        image.header("cache-control").is_some_and(|cache| cache.contains("immutable")),
        "for ever"
    );
}

async fn bob_after(
    bob: &mut crate::support::easel::EaselClient,
    ada: &crate::support::easel::EaselClient,
) -> String {
    bob.until_seq(ada.screen.seq).await;
    bob.screen.hash()
}

#[tokio::test]
async fn v19_j4_a_picture_is_still_there_after_a_restart_and_a_plain_client_sees_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Box::new(DiskStore::open(folder.path()).expect("a store"));
    let server = TestServer::on(open(), ServerOptions::default()).await;
    let mut ada = server.join("art", "ada").await;
    let image = sent(&server).await["image"].clone();
    ada.ask(json!({"type": "place", "image": image, "x": -50, "y": 1000})).await;
    ada.until_acked().await;
    let hash = ada.screen.hash();
    server.server.shutdown().await;
    let server = TestServer::on(open(), ServerOptions::default()).await;
    let mut late = server.join("art", "late").await;
    assert_eq!(late.screen.hash(), hash, "the same picture");
    let mut plain = server.join_plain("art").await;
    assert_eq!(plain.canvas_hash().await, hash, "the same picture, flat");
    late.until("nothing", |_| true).await;
}

#[tokio::test]
async fn h1_what_is_no_picture_is_refused_with_a_sentence() {
    let server = TestServer::start().await;
    let half = &file(64, 64, ImageFormat::Png)[..60];
    let huge = vec![0; 10 * 1024 * 1024 + 1];
    for (body, status, words) in [
        (&b"<svg/>"[..], 415, "PNG, JPEG or WebP"),
        (half, 422, "cannot be read"),
        (&huge[..], 413, "up to 10 MB"),
    ] {
        let answer = send(&server, body).await;
        let sentence = String::from_utf8_lossy(&answer.body).into_owned();
        assert_eq!(answer.status, status, "{sentence}");
        assert!(sentence.contains(words), "{sentence}");
    }
    let foreign = "origin: http://elsewhere.example\r\n";
    let body = file(8, 8, ImageFormat::Png);
    let answer = post(server.address, "/api/rooms/art/images", foreign, &body).await;
    assert_eq!(answer.status, 403, "not from other pages");
    let mut ada = server.join("art", "ada").await;
    ada.ask(json!({"type": "place", "image": "0".repeat(32), "x": 0, "y": 0})).await;
    ada.until("a refusal", |me| !me.refusals.is_empty()).await;
    assert_eq!(ada.refusals[0]["code"], "noSuchImage", "v19: it was never sent");
    ada.draw("#1d5fd6", &[80, 80, 16]).await;
}

#[tokio::test]
async fn h1_every_kind_is_read_and_scaled_down() {
    let server = TestServer::start().await;
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let answer = send(&server, &file(640, 200, format)).await;
        assert_eq!(answer.status, 201, "{format:?}");
        let taken: Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!((&taken["width"], &taken["height"]), (&json!(300), &json!(94)), "{format:?}");
    }
}

#[tokio::test]
async fn v18_anybody_may_take_back_a_clear_for_a_while() {
    let server = TestServer::start().await;
    let (mut ada, mut bob) = (server.join("art", "ada").await, server.join("art", "bob").await);
    ada.draw("#c62828", &[400, 400, 80, 2000, 800, 80]).await;
    let drawn = ada.screen.hash();
    ada.clear().await;
    bob.until_seq(ada.screen.seq).await;
    let cleared = bob.screen.seq.0;
    bob.ask(json!({"type": "unclear", "item": cleared})).await;
    bob.until_acked().await;
    assert_eq!(bob.screen.hash(), drawn, "everything is back");
    ada.until_seq(bob.screen.seq).await;
    assert_eq!(ada.screen.hash(), drawn, "for everybody");
    for item in [cleared, 1, 999] {
        let before = bob.refusals.len();
        bob.ask(json!({"type": "unclear", "item": item})).await;
        bob.until("a refusal", |me| me.refusals.len() > before).await;
        assert_eq!(bob.refusals[before]["code"], "tooLate", "{item}");
    }
}
