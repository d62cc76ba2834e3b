//! What anybody sees is stored; when storing fails, nothing pretends.

use crate::support::eventually;
use crate::support::failing::FailingStore;
use crate::support::plain::hash_of;
use crate::support::scene::{Chance, line};
use crate::support::server::TestServer;
use crate::support::small_disk::SmallDisk;
use easel::history::{Change, Happening};
use easel::hub::HubOptions;
use easel::server::ServerOptions;
use easel::store::DiskStore;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

#[tokio::test]
async fn v12_p16_when_storing_fails_drawing_stops_reading_goes_on_and_it_recovers() {
    let store = FailingStore::default();
    let broken = store.switch();
    let server = TestServer::on(Box::new(store), ServerOptions::default()).await;
    let mut ada = server.join("art", "Ada").await;
    let mut ben = server.join("art", "Ben").await;
    let mut plain = server.join_plain("art").await;
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;
    ben.until_seq(ada.screen.seq).await;
    let before = ada.screen.hash();

    broken.store(true, Ordering::Relaxed);
    ada.draw_later("#1d5fd6", &line((900, 10), (10, 900))).await;
    ada.until("the notice", |me| me.notices == ["paused"]).await;
    ben.until("the notice", |me| me.notices == ["paused"]).await;
    let notice = plain.until("chat").await;
    assert_eq!(notice["user"], json!("easel"), "plain clients are told as well");
    let mut late = server.join("art", "Late").await;
    late.until("the notice", |me| me.notices == ["paused"]).await;
    assert_eq!(late.screen.hash(), before, "reading goes on, and nothing unstored is seen");
    assert_eq!(ben.screen.hash(), before, "by nobody");
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, 503, "not ready");
    assert!(String::from_utf8_lossy(&ready.body).contains("full"), "and says why");
    ben.draw_later("#1a8a3f", &line((500, 10), (500, 900))).await;
    ben.until("a refusal", |me| !me.refusals.is_empty()).await;
    assert_eq!(ben.refusals[0]["temporary"], json!(true), "for now");

    broken.store(false, Ordering::Relaxed);
    for client in [&mut ada, &mut ben] {
        client.until("the notice", |me| me.notices.len() == 2).await;
        assert_eq!(client.notices[1], "resumed", "it works again by itself");
        client.send_unsure().await;
        client.until_acked().await;
    }
    ada.until_seq(ben.screen.seq).await;
    late.until_seq(ben.screen.seq).await;
    assert_eq!(ada.screen.picture.window().items().len(), 3, "three strokes, none twice");
    assert_eq!(ada.screen.hash(), ben.screen.hash(), "equal");
    assert_eq!(late.screen.hash(), ben.screen.hash(), "equal");
    let state = plain.until("canvasState").await;
    assert!(!hash_of(&state).is_empty(), "old clients are shown what is true");
    assert_eq!(plain.canvas_hash().await, ada.screen.hash(), "equal");
}

#[tokio::test]
async fn v12_a_disk_that_is_really_full_pauses_drawing_until_there_is_space() {
    let small = SmallDisk::new();
    if !small.is_mounted() {
        eprintln!("mounting needs root: the failing store tells this story alone");
        return;
    }
    small.fill_half();
    let store = DiskStore::open(&small.path()).expect("a store");
    let hub = HubOptions { points_per_second: 0, ..HubOptions::default() };
    let options = ServerOptions { hub, ..ServerOptions::default() };
    let server = TestServer::on(Box::new(store), options).await;
    let mut ada = server.join("art", "Ada").await;
    let mut chance = Chance(12);
    let mut strokes = 0;
    while ada.notices.is_empty() {
        assert!(strokes < 3_000, "a small disk is full some day");
        ada.draw_later("#c62828", &chance.walk(120)).await;
        ada.read_for(Duration::from_millis(1)).await;
        strokes += 1;
    }
    assert_eq!(ada.notices, ["paused"], "told so");
    assert!(strokes > 50, "it was writable before: {strokes}");
    let before = server.join("art", "Ben").await.screen.hash();
    assert_eq!(server.join("art", "Cleo").await.screen.hash(), before, "reading goes on");
    small.empty_half();
    ada.until("the notice", |me| me.notices.len() == 2).await;
    assert_eq!(ada.notices[1], "resumed", "by itself");
    ada.send_unsure().await;
    ada.until_acked().await;
    let is_begin = |change: &&Change| matches!(change.what, Happening::Begin { .. });
    let begins = ada.screen.shown.iter().filter(is_begin).count();
    assert_eq!(begins, strokes, "each stroke is there once");
    let late = server.join("art", "Late").await.screen.hash();
    assert_eq!(ada.screen.hash(), late, "for a newcomer too");
}

#[tokio::test]
async fn v10_after_a_temporary_refusal_everything_waits_for_what_was_refused() {
    let store = FailingStore::default();
    let broken = store.switch();
    let server = TestServer::on(Box::new(store), ServerOptions::default()).await;
    let mut ada = server.join("art", "Ada").await;
    broken.store(true, Ordering::Relaxed);
    ada.draw_later("#c62828", &line((10, 10), (90, 90))).await;
    ada.until("the notice", |me| me.notices == ["paused"]).await;
    let stroke = ada.begin("#1d5fd6", &[8, 8, 8]).await;
    ada.until("a refusal", |me| me.refusals.len() == 1).await;
    assert_eq!(ada.refusals[0]["n"], json!(stroke), "the first that was not stored");
    broken.store(false, Ordering::Relaxed);
    ada.until("the notice", |me| me.notices.len() == 2).await;
    ada.end(stroke).await;
    ada.send(&json!({"type": "ping", "t": 1})).await;
    ada.until("a pong", |me| me.pongs.len() == 1).await;
    assert!(ada.acked < stroke, "the end waits for its begin");
    ada.send_unsure().await;
    ada.until_acked().await;
    let open = ada.screen.picture.window().items().filter(|item| item.is_open()).count();
    assert_eq!(open, 0, "in order");
}

#[tokio::test]
async fn j4_after_a_restart_the_room_is_what_its_journal_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let hub = HubOptions { keyframe_entries: 20, ..HubOptions::default() };
    let options = ServerOptions { hub, ..ServerOptions::default() };
    let mut hash = String::new();
    let mut etag = String::new();
    let mut ada = None;
    for round in 0..4_i64 {
        let store = DiskStore::open(dir.path()).expect("a store");
        let server = TestServer::on(Box::new(store), options.clone()).await;
        let mut client = match ada.take() {
            None => server.join("art", "Ada").await,
            Some(mut client) => {
                let back: &mut crate::support::easel::EaselClient = &mut client;
                back.come_back_to(server.address).await;
                assert_eq!(back.welcome["resumed"], json!(true), "the journal's end is kept");
                client
            }
        };
        if round > 0 {
            let late = server.join("art", "Late").await.screen.hash();
            assert_eq!(late, hash, "the same pixels after restart {round}");
            let answer = server.get("/api/rooms/art/canvas.png").await;
            assert_eq!(answer.header("etag"), Some(etag.as_str()), "at the same place");
        }
        for i in 0..15 {
            client.draw("#c62828", &line((10 * round, 10 * i), (900, 60 * round))).await;
        }
        client.undo().await;
        hash = client.screen.hash();
        let answer = server.get("/api/rooms/art/canvas.png").await;
        answer.header("etag").expect("a tag").clone_into(&mut etag);
        let counts = Arc::clone(server.server.counts());
        eventually("a keyframe", || (counts.keyframes.get() > 0).then_some(())).await;
        server.server.shutdown().await;
        ada = Some(client);
    }
}

#[tokio::test]
async fn an_empty_room_closes_and_opens_again_as_it_was() {
    let hub = HubOptions { idle_room: Duration::from_millis(100), ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let counts = Arc::clone(server.server.counts());
    let mut ada = server.join("art", "Ada").await;
    for i in 0..30 {
        ada.draw("#c62828", &line((10, 10 + i), (90, 90))).await;
    }
    let hash = ada.screen.hash();
    drop(ada);
    eventually("the room closes", || (counts.rooms.get() == 0).then_some(())).await;
    assert_eq!(counts.keyframes.get(), 1, "with a keyframe");
    assert_eq!(server.join("art", "Ben").await.screen.hash(), hash, "as it was");
}
