//! Drawing together in the easel dialect.

use crate::support::scene::{Chance, line};
use crate::support::server::{TestServer, get};
use crate::support::{eventually, within};
use easel::history::WindowBounds;
use easel::hub::HubOptions;
use easel::model::Size;
use easel::server::ServerOptions;
use serde_json::json;

/// Everybody's hash, and the server's own.
async fn all_equal(
    server: &TestServer,
    room: &str,
    screens: &mut [&mut super::support::easel::EaselClient],
) {
    let seq = screens.iter().map(|client| client.screen.seq).max().expect("a client");
    for client in screens.iter_mut() {
        client.until_seq(seq).await;
    }
    let answer = server.get(&format!("/api/rooms/{room}/canvas.png")).await;
    assert_eq!(answer.status, 200, "the picture is there");
    let etag = answer.header("etag").expect("a tag").to_owned();
    assert!(etag.ends_with(&format!("-{seq}\"")), "{etag} shows seq {seq}");
    let size = screens[0].screen.size;
    let truth = easel::raster::decode_png(&answer.body, size).expect("a picture").hash();
    for client in screens.iter_mut() {
        assert_eq!(client.screen.hash(), truth, "{} sees what the server sees", client.name);
    }
}

#[tokio::test]
async fn v2_welcome_comes_first_and_a_newcomer_sees_what_the_others_see() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    assert_eq!(ada.welcome["protocol"], json!(1), "the dialect");
    assert_eq!(ada.welcome["raster"], json!(2), "the rule");
    assert_eq!(ada.welcome["seq"], json!(0), "an empty room");
    assert_eq!(
        (&ada.welcome["width"], &ada.welcome["height"]),
        (&json!(1920), &json!(1080)),
        "size"
    );
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;

    let mut ben = server.join("art", "Ben").await;
    ben.draw("#1d5fd6", &line((900, 10), (10, 900))).await;

    all_equal(&server, "art", &mut [&mut ada, &mut ben]).await;
}

#[tokio::test]
async fn v4_an_acknowledgement_comes_after_the_entries_it_covers() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    for round in 0..20 {
        ada.draw_later("#1a8a3f", &line((round, 10), (900, round * 9))).await;
        ada.until_acked().await;
        let own = ada.screen.shown.len() as i64;
        assert_eq!(own, (round + 1) * 3, "all entries were shown before the acknowledgement");
    }
}

#[tokio::test]
async fn v5_what_was_stored_is_acknowledged_again_and_not_done_again() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let stroke = ada.begin("#c62828", &[80, 80, 32]).await;
    let again = ada.unsure[0].1.clone();
    ada.end(stroke).await;
    ada.until_acked().await;
    let seq = ada.screen.seq;
    ada.acked = 0;
    ada.send(&again).await;
    ada.until("the same acknowledgement", |me| me.acked == 2).await;
    assert_eq!(ada.screen.seq, seq, "nothing happened again");
}

#[tokio::test]
async fn v6_a_stroke_stays_where_it_began_and_only_its_author_adds_to_it() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let mut ben = server.join("art", "Ben").await;
    let low = ada.begin("#c62828", &[800, 800, 160]).await;
    ada.until_acked().await;
    ben.draw("#1d5fd6", &line((60, 100), (140, 100))).await;
    ada.points(low, &[1600, 800, 160, 2400, 800, 160]).await;
    ada.end(low).await;
    ada.until_acked().await;
    ben.points(low, &[8, 8, 8]).await;
    ben.until("a refusal", |me| me.refusals.len() == 1).await;
    assert_eq!(ben.refusals[0]["code"], json!("noSuchStroke"), "it is Ada's");
    ada.points(low, &[8, 8, 8]).await;
    ada.until("a refusal", |me| me.refusals.len() == 1).await;
    let authors: Vec<_> = ada.screen.picture.window().items().map(|item| item.seq.0).collect();
    assert_eq!(authors, [1, 2], "Ada's stroke began first and lies below");
    all_equal(&server, "art", &mut [&mut ada, &mut ben]).await;
}

#[tokio::test]
async fn v6_a_stroke_ends_at_two_thousand_points_and_when_its_author_leaves() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let mut ben = server.join("art", "Ben").await;
    let mut chance = Chance(6);
    let stroke = ada.begin("#c62828", &chance.walk(500)).await;
    for _ in 0..4 {
        ada.points(stroke, &chance.walk(400)).await;
    }
    ada.until("a refusal", |me| me.refusals.len() == 1).await;
    assert_eq!(ada.refusals[0]["code"], json!("strokeFull"), "a hundred points too many");
    ada.until_acked().await;
    let points = ada.screen.picture.window().items().next().expect("a stroke").points();
    assert_eq!(points, 2_000, "what fitted was kept");
    ada.begin("#c62828", &[8, 8, 8]).await;
    ada.until_acked().await;
    ada.socket.close(None).await.expect("a goodbye");
    ben.until("the end of Ada's stroke", |me| {
        me.screen.seq.0 > 5
            && !me.screen.picture.window().items().any(easel::history::Item::is_open)
    })
    .await;
}

#[tokio::test]
async fn v7_undo_and_redo_touch_only_the_authors_own_items() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let mut ben = server.join("art", "Ben").await;
    ada.undo().await;
    assert!(ada.refusals.is_empty(), "nothing to undo is no error");
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;
    let only_ada = ada.screen.hash();
    ben.draw("#1d5fd6", &line((900, 10), (10, 900))).await;
    ada.until_seq(ben.screen.seq).await;
    let both = ada.screen.hash();
    ben.undo().await;
    assert_eq!(ben.screen.hash(), only_ada, "Ben's stroke is gone, Ada's is not");
    ben.undo().await;
    assert_eq!(ben.screen.hash(), only_ada, "Ben has nothing more to undo");
    ben.redo().await;
    assert_eq!(ben.screen.hash(), both, "and it is back");
    ben.undo().await;
    ben.draw("#1a8a3f", &line((500, 10), (500, 900))).await;
    let drawn = ben.screen.hash();
    ben.redo().await;
    assert_eq!(ben.screen.hash(), drawn, "who begins anew has nothing to redo");
    all_equal(&server, "art", &mut [&mut ada, &mut ben]).await;
}

#[tokio::test]
async fn v8_clear_ends_open_strokes_and_can_be_undone() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let mut ben = server.join("art", "Ben").await;
    let blank = ada.screen.hash();
    let open = ada.begin("#c62828", &line((10, 10), (900, 900))).await;
    ada.until_acked().await;
    ben.clear().await;
    assert_eq!(ben.screen.hash(), blank, "blank paper");
    ada.points(open, &[8, 8, 8]).await;
    ada.until("a refusal", |me| me.refusals.len() == 1).await;
    assert_eq!(ada.refusals[0]["code"], json!("noSuchStroke"), "the clear ended it");
    ben.undo().await;
    ada.until_seq(ben.screen.seq).await;
    assert_ne!(ada.screen.hash(), blank, "everything is back");
    all_equal(&server, "art", &mut [&mut ada, &mut ben]).await;
}

#[tokio::test]
async fn v9_what_falls_out_of_the_window_is_the_same_on_every_screen() {
    let window = WindowBounds { items: 8, points: 60 };
    let hub = HubOptions { window, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let mut ada = server.join("art", "Ada").await;
    let mut ben = server.join("art", "Ben").await;
    for client in [&mut ada, &mut ben] {
        client.screen.bounds = window;
        client.send(&json!({"type": "canvasRequest"})).await;
        client.until("a snapshot", |me| me.screen.snapshots == 2).await;
    }
    let mut chance = Chance(9);
    for round in 0..40 {
        let color = chance.color();
        let points = chance.walk(1 + round % 12);
        ada.draw(&color, &points).await;
        if chance.once_in(3) {
            ben.draw_later("#ffffff", &chance.walk(5)).await;
        }
        if chance.once_in(5) {
            ada.undo().await;
        }
        if chance.once_in(9) {
            ben.clear().await;
            ben.undo().await;
        }
    }
    ben.until_acked().await;
    ada.until_seq(ben.screen.seq).await;
    all_equal(&server, "art", &mut [&mut ada, &mut ben]).await;
    let mut late = server.join("art", "Cleo").await;
    late.screen.bounds = window;
    late.send(&json!({"type": "canvasRequest"})).await;
    late.until("a snapshot", |me| me.screen.snapshots == 2).await;
    all_equal(&server, "art", &mut [&mut late]).await;
}

#[tokio::test]
async fn v11_a_viewer_sees_everything_and_draws_nothing() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let address = server.address;
    let viewer = json!({"role": "viewer"});
    let mut vic = super::support::easel::EaselClient::join_as(address, "art", "Vic", viewer).await;
    assert_eq!(vic.welcome["role"], json!("viewer"), "told so");
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;
    vic.begin("#1d5fd6", &[8, 8, 8]).await;
    vic.until("a refusal", |me| me.refusals.len() == 1).await;
    assert_eq!(vic.refusals[0]["code"], json!("forbidden"), "and why");
    assert_eq!(vic.refusals[0]["n"], json!(1), "what was refused");
    all_equal(&server, "art", &mut [&mut ada, &mut vic]).await;
}

#[tokio::test]
async fn v14_v3_pings_are_answered_and_entries_come_in_order() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    ada.send(&json!([{"type": "ping", "t": 17.5}, {"type": "ping", "t": 18}])).await;
    ada.until("two pongs", |me| me.pongs.len() == 2).await;
    assert_eq!(ada.pongs, [json!(17.5), json!(18.0)], "the same numbers");
    for _ in 0..5 {
        ada.draw("#c62828", &line((10, 10), (90, 90))).await;
    }
    let seqs: Vec<_> = ada.screen.shown.iter().map(|change| change.seq.0).collect();
    assert_eq!(seqs, (1..=15).collect::<Vec<_>>(), "each once, in order");
}

#[tokio::test]
async fn v15_the_limits_are_told() {
    let server = TestServer::start().await;
    let ada = server.join("art", "Ada").await;
    let limits = &ada.welcome["limits"];
    assert_eq!(
        *limits,
        json!({"messageBytes": 65536, "messagePoints": 512, "strokePoints": 2000,
            "strokeIdleMs": 20000, "openStrokes": 10, "radius": 480, "chatChars": 500,
            "nameChars": 40, "cursorMs": 50, "imageBytes": 10_485_760,
            "pointsPerSecond": 2000, "windowItems": 512, "windowPoints": 32768}),
        "every bound a page needs"
    );
}

#[tokio::test]
async fn v1_a_token_is_an_author_and_join_comes_first() {
    let server = TestServer::start().await;
    let ada = server.join("art", "Ada").await;
    let elsewhere = server.join("other", "Ada").await;
    assert_eq!(
        ada.welcome["author"], elsewhere.welcome["author"],
        "the same token, the same author"
    );
    let mut early = super::support::easel::open(server.address, "/ws/art").await;
    futures_util::SinkExt::send(&mut early, r#"{"type":"ping","t":1}"#.into()).await.expect("sent");
    let answer = within("a close", futures_util::StreamExt::next(&mut early)).await;
    let close = answer.expect("an answer").expect("a frame");
    assert!(close.is_close(), "ping is not join: {close:?}");
    let old = json!({"raster": 0});
    let stale =
        super::support::easel::EaselClient::join_as(server.address, "art", "Old", old).await;
    assert_eq!(stale.closed, Some(1008), "closed");
    assert_eq!(stale.refusals[0]["code"], json!("version"), "and told why");
}

#[tokio::test]
async fn j6_the_picture_has_a_tag_and_is_not_sent_twice() {
    let server = TestServer::start().await;
    let missing = server.get("/api/rooms/art/canvas.png").await;
    assert_eq!(missing.status, 404, "nobody has drawn");
    let mut ada = server.join("art", "Ada").await;
    assert_eq!(server.get("/api/rooms/art/canvas.png").await.status, 404, "coming is not drawing");
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;
    let first = server.get("/api/rooms/art/canvas.png").await;
    assert_eq!(first.header("content-type"), Some("image/png"), "a picture");
    let tag = first.header("etag").expect("a tag");
    let again = format!("if-none-match: {tag}\r\n");
    let same = get(server.address, "/api/rooms/art/canvas.png", &again).await;
    assert_eq!((same.status, same.body.len()), (304, 0), "not changed");
    ada.draw("#1d5fd6", &line((10, 10), (90, 900))).await;
    let changed = get(server.address, "/api/rooms/art/canvas.png", &again).await;
    assert_eq!(changed.status, 200, "changed");
}

#[tokio::test]
async fn j3_forty_newcomers_cost_one_picture_a_seq() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;
    let counts = std::sync::Arc::clone(server.server.counts());
    let before = counts.encodes.get();
    let joins = (0..40).map(|i| {
        let address = server.address;
        tokio::spawn(async move {
            crate::support::easel::EaselClient::join(address, "art", &format!("pupil{i}")).await
        })
    });
    let joins: Vec<_> = joins.collect();
    let mut pupils = Vec::new();
    for join in joins {
        pupils.push(join.await.expect("a pupil"));
    }
    assert_eq!(counts.encodes.get() - before, 1, "one seq, one picture");
    let mut screens: Vec<_> = pupils.iter_mut().collect();
    all_equal(&server, "art", &mut screens).await;
    eventually("everybody is counted", || (counts.clients.get() == 41).then_some(())).await;
}

/// What the server's picture shows, and how many bands were encoded for it.
async fn picture_and_bands(server: &TestServer) -> (String, u64) {
    let before = server.server.counts().bands.get();
    let answer = server.get("/api/rooms/art/canvas.png").await;
    let picture = easel::raster::decode_png(&answer.body, Size::default()).expect("a picture");
    (picture.hash(), server.server.counts().bands.get() - before)
}

#[tokio::test]
async fn j3_what_nobody_painted_over_is_not_encoded_again() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;
    let (lined, bands) = picture_and_bands(&server).await;
    assert_eq!(
        bands, 31,
        "those that the line crosses, one of paper, and the last, which is lower"
    );

    ada.ask(json!({"type": "chat", "content": "Look", "user": "Ada"})).await;
    ada.until_acked().await;
    let encodes = server.server.counts().encodes.get();
    assert_eq!(picture_and_bands(&server).await, (lined.clone(), 0), "nobody drew");
    assert_eq!(server.server.counts().encodes.get() - encodes, 1, "another seq, another picture");

    ada.draw("#1565c0", &line((300, 600), (301, 600))).await;
    let (dotted, bands) = picture_and_bands(&server).await;
    assert_ne!(dotted, lined, "a dot");
    assert!((1..=2).contains(&bands), "{bands} bands for a dot");
}
