//! Coming back: after a cut, a freeze, or being far behind.

use crate::support::easel::EaselClient;
use crate::support::scene::{Chance, line, outside};
use crate::support::server::TestServer;
use crate::support::{eventually, within};
use easel::history::Item;
use easel::hub::HubOptions;
use easel::model::Seq;
use easel::server::ServerOptions;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// No change was shown twice, and the strokes are those that were asked for.
fn nothing_doubled(client: &EaselClient) {
    let begins = client.screen.picture.window().items().map(|item| (item.author, item.n));
    let mut seen = BTreeSet::new();
    for begin in begins {
        assert!(seen.insert(begin), "{} sees {begin:?} twice", client.name);
    }
}

#[tokio::test]
async fn v2_j1_who_was_cut_off_gets_the_missing_entries_only() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let mut ben = server.join("art", "Ben").await;
    ben.draw("#1d5fd6", &line((10, 10), (900, 900))).await;
    ada.until_seq(ben.screen.seq).await;
    ada.cut();
    ben.draw("#c62828", &line((900, 10), (10, 900))).await;
    ada.come_back().await;
    assert_eq!(ada.welcome["resumed"], json!(true), "no picture is needed");
    ada.until_seq(ben.screen.seq).await;
    assert_eq!(ada.screen.snapshots, 1, "only the first one");
    assert_eq!(ada.screen.hash(), ben.screen.hash(), "equal");
    assert_eq!(ada.screen.shown.len(), 6, "each entry once");
}

#[tokio::test]
async fn v5_a_stroke_that_was_cut_goes_on_and_nothing_is_doubled() {
    let server = TestServer::start().await;
    let mut ben = server.join("art", "Ben").await;
    let mut ada = server.join("art", "Ada").await;
    let author = ada.welcome["author"].clone();
    let mut chance = Chance(5);
    for _ in 0..8 {
        let color = chance.color();
        let stroke = ada.begin(&color, &chance.walk(1)).await;
        ada.points(stroke, &chance.walk(3)).await;
        if chance.once_in(2) {
            ada.until_acked().await;
        }
        ada.cut();
        ada.points(stroke, &chance.walk(3)).await;
        ada.come_back().await;
        assert_eq!(ada.welcome["author"], author, "the same author");
        ada.points(stroke, &chance.walk(3)).await;
        ada.end(stroke).await;
        ada.until_acked().await;
    }
    ben.until_seq(ada.screen.seq).await;
    assert_eq!(ada.screen.hash(), ben.screen.hash(), "equal");
    nothing_doubled(&ada);
    let points: Vec<_> = ben.screen.picture.window().items().map(Item::points).collect();
    assert_eq!(points, [10; 8], "eight strokes of ten points");
}

#[tokio::test]
async fn v13_a_connection_that_froze_in_a_stroke_is_replaced_and_nothing_is_doubled() {
    let server = TestServer::start().await;
    let mut ben = server.join("art", "Ben").await;
    let mut ada = server.join("art", "Ada").await;
    let mut chance = Chance(13);
    let mut frozen = Vec::new();
    for _ in 0..4 {
        let stroke = ada.begin("#c62828", &chance.walk(2)).await;
        ada.points(stroke, &chance.walk(3)).await;
        frozen.push(ada.come_back_from_a_freeze().await);
        ada.points(stroke, &chance.walk(3)).await;
        ada.end(stroke).await;
        ada.until_acked().await;
    }
    ben.until_seq(ada.screen.seq).await;
    assert_eq!(ada.screen.hash(), ben.screen.hash(), "equal");
    nothing_doubled(&ben);
    let points: Vec<_> = ben.screen.picture.window().items().map(Item::points).collect();
    assert_eq!(points, [8; 4], "four strokes of eight points");
    ben.until("the count", |me| me.client_count == 2).await;
}

#[tokio::test]
async fn j3_forty_newcomers_in_a_storm_cost_one_picture_for_each_place_they_were_shown() {
    let hub = HubOptions { points_per_second: 0, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let mut ada = server.join("art", "Ada").await;
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;
    let before = server.server.counts().encodes.get();
    let address = server.address;
    let join = |i| {
        tokio::spawn(async move { EaselClient::join(address, "art", &format!("pupil{i}")).await })
    };
    let joining: Vec<_> = (0..40).map(join).collect();
    let mut chance = Chance(40);
    while joining.iter().any(|join| !join.is_finished()) {
        let color = chance.color();
        ada.draw(&color, &chance.walk(8)).await;
    }
    let encodes = server.server.counts().encodes.get() - before;
    let mut pupils = Vec::new();
    for join in joining {
        pupils.push(join.await.expect("a pupil"));
    }
    let shown: BTreeSet<_> = pupils.iter().map(|pupil| pupil.screen.snapshot_seqs[0]).collect();
    assert_eq!(encodes, shown.len() as u64, "one picture for each of {shown:?}");
    let truth = ada.screen.hash();
    for pupil in &mut pupils {
        pupil.until_seq(ada.screen.seq).await;
        nothing_doubled(pupil);
        assert_eq!(pupil.screen.hash(), truth, "{} is equal", pupil.name);
    }
}

#[tokio::test]
async fn v2_a_place_in_another_journal_is_no_place() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    ada.draw("#c62828", &line((10, 10), (90, 90))).await;
    for (have, journal) in [(3, json!("00000000feedbeef")), (99, ada.welcome["journal"].clone())] {
        let more = json!({"have": have, "journal": journal});
        let back = EaselClient::join_as(server.address, "art", &format!("Ben{have}"), more).await;
        assert_eq!(back.welcome["resumed"], json!(false), "a picture instead");
        assert_eq!(back.screen.seq, Seq(3), "of now");
    }
}

#[tokio::test]
async fn j2_who_is_too_far_behind_takes_a_picture() {
    let hub = HubOptions { ring_bytes_max: 20_000, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let mut ada = server.join("art", "Ada").await;
    let mut ben = server.join("art", "Ben").await;
    ada.draw("#c62828", &line((10, 10), (90, 90))).await;
    ben.until_seq(ada.screen.seq).await;
    ben.cut();
    let mut chance = Chance(2);
    for _ in 0..50 {
        let color = chance.color();
        // One by one: what comes at once may become one frame, and the newest is always kept.
        ada.draw(&color, &chance.walk(60)).await;
    }
    ben.come_back().await;
    assert_eq!(ben.welcome["resumed"], json!(false), "the entries are not kept that long");
    ben.until_seq(ada.screen.seq).await;
    assert_eq!(ada.screen.hash(), ben.screen.hash(), "equal all the same");
}

#[tokio::test]
async fn j2_a_client_that_stops_reading_delays_nobody_and_comes_back_equal() {
    let hub = HubOptions { points_per_second: 0, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let mut sleeper = server.join("art", "Sam").await;
    sleeper.keep_little();
    let counts = Arc::clone(server.server.counts());
    let painters = (0..10).map(|i| {
        let address = server.address;
        tokio::spawn(async move {
            let mut me = EaselClient::join(address, "art", &format!("painter{i}")).await;
            let mut chance = Chance(i);
            for _ in 0..60 {
                let color = chance.color();
                me.draw_later(&color, &chance.walk(3)).await;
                me.draw(&color, &outside(500)).await;
            }
            me
        })
    });
    let painters: Vec<_> = painters.collect();
    let mut awake = Vec::new();
    for painter in painters {
        awake.push(within("a painter", painter).await.expect("done"));
    }
    let last = awake.iter().map(|me| me.screen.seq).max().expect("painters");
    sleeper.until_seq(last).await;
    awake[0].until_seq(last).await;
    assert_eq!(sleeper.screen.hash(), awake[0].screen.hash(), "equal");
    eventually("the sleeper took a picture", || (counts.resyncs.get() > 0).then_some(())).await;
    assert!(sleeper.screen.snapshots > 1, "it was too far behind");
}

#[tokio::test]
async fn j1_a_newcomer_during_a_storm_misses_nothing_and_sees_nothing_twice() {
    let hub = HubOptions { points_per_second: 0, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let mut ada = server.join("art", "Ada").await;
    let address = server.address;
    let newcomers = tokio::spawn(async move {
        let mut all = Vec::new();
        for i in 0..12 {
            all.push(EaselClient::join(address, "art", &format!("pupil{i}")).await);
        }
        all
    });
    let mut chance = Chance(1);
    while !newcomers.is_finished() {
        let color = chance.color();
        ada.draw(&color, &chance.walk(20)).await;
        if chance.once_in(4) {
            ada.undo().await;
        }
    }
    let mut newcomers = newcomers.await.expect("all are in");
    let truth = ada.screen.hash();
    for newcomer in &mut newcomers {
        newcomer.until_seq(ada.screen.seq).await;
        nothing_doubled(newcomer);
        assert_eq!(newcomer.screen.hash(), truth, "{} is equal", newcomer.name);
    }
}
