//! `kill -9` at any moment, under load: nothing that any screen showed is gone.

use crate::support::easel::EaselClient;
use crate::support::process::Process;
use crate::support::scene::{Chance, line, outside};
use crate::support::{DEADLINE, within};
use easel::history::Happening;
use easel::model::Seq;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

/// Draws until the server is gone, then answers with what it saw.
async fn draw_until_the_end(mut me: EaselClient, mut chance: Chance) -> EaselClient {
    let color = chance.color();
    let drawing = async {
        loop {
            let stroke = me.begin(&color, &chance.walk(1)).await;
            for _ in 0..chance.below(4) {
                me.points(stroke, &chance.walk(2)).await;
            }
            if chance.once_in(6) {
                me.ask(json!({"type": "undo"})).await;
            }
            me.end(stroke).await;
            me.read_for(Duration::from_millis(2)).await;
            if me.closed.is_some() {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(DEADLINE, drawing).await;
    me
}

/// Everything a screen was shown, by seq and count within it: equal on all screens, before and after.
fn keep(story: &mut BTreeMap<(u64, usize), String>, me: &EaselClient) {
    let mut counts = BTreeMap::new();
    for change in &me.screen.shown {
        let count = counts.entry(change.seq.0).or_insert(0_usize);
        let words = format!("{:?}", change.what);
        let old = story.entry((change.seq.0, *count)).or_insert_with(|| words.clone());
        assert_eq!(*old, words, "seq {} says the same on every screen", change.seq);
        *count += 1;
    }
}

async fn join_or_return(clients: &mut Vec<EaselClient>, address: SocketAddr) {
    if clients.is_empty() {
        for i in 0..3 {
            clients.push(EaselClient::join(address, "art", &format!("painter{i}")).await);
        }
        return;
    }
    for client in clients {
        client.come_back_to(address).await;
    }
}

async fn one_round(
    chance: &mut Chance,
    data: &std::path::Path,
    clients: &mut Vec<EaselClient>,
    story: &mut BTreeMap<(u64, usize), String>,
) {
    let server = Process::start(data, &["--points-per-second", "0", "--window-items", "200"]);
    join_or_return(clients, server.address).await;
    let painters: Vec<_> = clients
        .drain(..)
        .map(|me| tokio::spawn(draw_until_the_end(me, Chance(chance.next()))))
        .collect();
    tokio::time::sleep(Duration::from_millis(20 + chance.below(250))).await;
    server.kill();
    for painter in painters {
        let me = within("a painter", painter).await.expect("a painter");
        keep(story, &me);
        clients.push(me);
    }
}

async fn crash(rounds: u64) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut chance = Chance(rounds);
    let mut clients = Vec::new();
    let mut story = BTreeMap::new();
    for _ in 0..rounds {
        one_round(&mut chance, dir.path(), &mut clients, &mut story).await;
    }
    let server = Process::start(dir.path(), &["--window-items", "200"]);
    for client in &mut clients {
        client.come_back_to(server.address).await;
        client.until_acked().await;
    }
    let mut last = clients.iter().map(|me| me.screen.seq).max().expect("painters");
    for client in &mut clients {
        client.until_seq(last).await;
        last = last.max(client.screen.seq);
        keep(&mut story, client);
    }
    // Meanwhile the room may have ended strokes that were silent for long.
    let (seq, late) = late_picture(server.address).await;
    for client in &mut clients {
        client.until_seq(seq).await;
        assert_eq!(client.screen.hash(), late, "{} sees what a newcomer sees", client.name);
    }
    whole_story(dir.path(), server, &story, rounds);
}

/// What the journal holds, read from the store itself: everything anybody saw is there, once.
fn whole_story(
    data: &std::path::Path,
    server: Process,
    story: &BTreeMap<(u64, usize), String>,
    rounds: u64,
) {
    assert!(server.terminate(), "it stops well");
    let mut store = easel::store::DiskStore::open(data).expect("the store opens");
    let room = easel::model::RoomId::new("art").expect("a room");
    let all = easel::store::Store::entries(&mut store, &room, easel::model::Seq(0), usize::MAX);
    let bounds = easel::history::WindowBounds { items: 200, points: 32_768 };
    let mut judged = easel::room::Room::new(bounds);
    let mut kept = BTreeMap::new();
    let mut begins = std::collections::BTreeSet::new();
    for entry in all.expect("the journal") {
        for (count, change) in judged.judge(&entry, |_, _| {}).changes.into_iter().enumerate() {
            if let Happening::Begin { author, n, .. } = &change.what {
                assert!(begins.insert((*author, *n)), "stroke {n:?} of {author} is there once");
            }
            kept.insert((change.seq.0, count), format!("{:?}", change.what));
        }
    }
    let lost: Vec<_> = story.iter().filter(|(at, what)| kept.get(at) != Some(what)).collect();
    assert!(lost.is_empty(), "seen and gone: {lost:?}");
    assert!(story.len() as u64 > rounds * 10, "there was load: {} changes", story.len());
}

async fn late_picture(address: SocketAddr) -> (Seq, String) {
    let window = easel::history::WindowBounds { items: 200, points: 32_768 };
    let mut late = EaselClient::join(address, "art", "Late").await;
    late.screen.bounds = window;
    late.send(&json!({"type": "canvasRequest"})).await;
    late.until("a snapshot", |me| me.screen.snapshots == 2).await;
    (late.screen.seq, late.screen.hash())
}

#[tokio::test]
async fn j4_nothing_that_was_seen_is_gone_after_kill_9() {
    let rounds = std::env::var("EASEL_CRASHES").ok().and_then(|rounds| rounds.parse().ok());
    crash(rounds.unwrap_or(20)).await;
}

#[tokio::test]
async fn a_sleeping_client_costs_the_server_no_memory() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = Process::start(dir.path(), &["--points-per-second", "0"]);
    let sleepers = 20;
    let mut asleep = Vec::new();
    for i in 0..sleepers {
        let me = EaselClient::join(server.address, "art", &format!("sleeper{i}")).await;
        me.keep_little();
        asleep.push(me);
    }
    let mut ada = EaselClient::join(server.address, "art", "Ada").await;
    let mut chance = Chance(3);
    let mut round = async |ada: &mut EaselClient, strokes: usize| {
        for _ in 0..strokes {
            let color = chance.color();
            ada.draw_later(&color, &chance.walk(3)).await;
            ada.draw(&color, &outside(450)).await;
        }
    };
    round(&mut ada, 100).await;
    let before = server.resident_kb();
    round(&mut ada, 700).await;
    let grown = server.resident_kb().saturating_sub(before);
    // Seven hundred strokes are 6 MB of entries; twenty queues of them would be 120 MB.
    assert!(grown < 24_000, "memory stays flat: {grown} KB for {sleepers} sleepers");
    for me in &mut asleep {
        me.until_seq(ada.screen.seq).await;
        assert_eq!(me.screen.hash(), ada.screen.hash(), "{} is equal after all", me.name);
    }
}

#[tokio::test]
async fn w9_a_server_that_is_told_to_stop_stores_everything_and_says_when_to_come_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = Process::start(dir.path(), &[]);
    let mut ada = EaselClient::join(server.address, "art", "Ada").await;
    ada.draw("#c62828", &line((10, 10), (900, 900))).await;
    let stroke = ada.begin("#1d5fd6", &[800, 800, 80]).await;
    ada.until_acked().await;
    let stopped = tokio::task::spawn_blocking(move || server.terminate());
    assert_eq!(ada.until_closed().await, Some(1001), "going away");
    assert!(ada.goodbye.is_some(), "and coming back");
    ada.points(stroke, &[900, 900, 80, 1000, 800, 80]).await;
    assert!(within("the end", stopped).await.expect("it ends"), "it stops well");
    let server = Process::start(dir.path(), &[]);
    ada.come_back_to(server.address).await;
    ada.end(stroke).await;
    ada.until_acked().await;
    let late = EaselClient::join(server.address, "art", "Late").await.screen.hash();
    assert_eq!(ada.screen.hash(), late, "the stroke goes on after the restart");
    assert_eq!(ada.screen.picture.window().items().len(), 2, "nothing is doubled");
}
