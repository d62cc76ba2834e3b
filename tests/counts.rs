//! The hot paths, guarded by what can be counted: allocations and writes, never time.

use crate::support::scene::line;
use crate::support::server::TestServer;
use allocation_counter::measure;
use easel::history::{Command, Entry, Event, WindowBounds};
use easel::model::{AuthorId, Brush, Counter, Millis, Point, Rgb, Seq, Tool};
use easel::protocol::{ClientMessage, parse_message};
use easel::room::{Frames, Room, Since};
use serde_json::json;
use std::sync::Arc;

const AUTHOR: AuthorId = AuthorId([7; AuthorId::BYTES]);

/// Entries of one batch: what a busy room hands in while a commit is under way.
const BATCH: u64 = 100;

fn points(count: i64) -> Arc<[Point]> {
    (0..count).map(|i| Point::new(i, i, 8).expect("a point")).collect()
}

/// A batch of points of one stroke, from entry `first` on.
fn batch(first: u64) -> Vec<Entry> {
    let event = |seq| match seq {
        1 => Event::Begin {
            brush: Brush::new(Tool::Pencil, Rgb([0; 3]), 255).expect("a brush"),
            points: points(1),
            ended: false,
        },
        _ => Event::Points { stroke: Counter(1), points: points(2) },
    };
    (first..first + BATCH)
        .map(|seq| {
            let command = Command { author: AUTHOR, n: Counter(seq), event: event(seq) };
            Entry { seq: Seq(seq), at: Millis(1), command }
        })
        .collect()
}

#[test]
fn reading_a_message_allocates_its_points_and_nothing_else() {
    let text = r#"{"type":"points","n":7,"stroke":3,"points":[1,2,8,3,4,8,5,6,8,7,8,8]}"#;
    let mut message = None;
    let seen = measure(|| message = parse_message(text).ok());
    assert!(
        matches!(message.as_deref(), Some([ClientMessage::Points { points, .. }]) if points.len() == 4),
        "{message:?}"
    );
    assert!(seen.count_total <= 2, "the list of messages and the points: {seen:?}");
}

#[test]
fn a_batch_is_judged_and_encoded_with_few_allocations_for_each_entry() {
    let mut room = Room::new(WindowBounds::default());
    let mut frames = Frames::new(Seq(0), 1 << 20);
    let mut take = |first| {
        let entries = batch(first);
        measure(|| {
            let mut changes = Vec::new();
            for entry in &entries {
                changes.extend(room.judge(entry, |_, _| {}).changes);
            }
            frames.push(room.place(), &changes, None);
        })
    };
    take(1);
    let seen = take(1 + BATCH);
    assert_eq!(frames.last(), Seq(2 * BATCH), "all were taken");
    // One list of changes for each entry; the rest is shared by the batch.
    let most = BATCH + BATCH / 4;
    assert!(seen.count_total <= most, "{} allocations for {BATCH} entries", seen.count_total);
}

#[test]
fn finding_what_a_member_is_behind_by_allocates_nothing() {
    let mut room = Room::new(WindowBounds::default());
    let mut frames = Frames::new(Seq(0), 1 << 20);
    for first in [1, 1 + BATCH] {
        let entries = batch(first);
        let judged = entries.iter().flat_map(|entry| room.judge(entry, |_, _| {}).changes);
        let changes: Vec<_> = judged.collect();
        frames.push(room.place(), &changes, None);
    }
    let mut found = 0;
    let seen = measure(|| {
        if let Since::Frames(behind) = frames.since(Seq(BATCH)) {
            found = behind.map(|frame| frame.easel.len()).sum();
        }
    });
    assert!(found > 1_000, "the newest frame: {found} bytes");
    assert_eq!(seen.count_total, 0, "it is only looked up");
}

#[tokio::test]
async fn what_is_said_together_is_stored_together_and_written_once_to_each() {
    const MEMBERS: u64 = 20;
    const STROKES: u64 = 60;
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let mut others = Vec::new();
    for i in 1..MEMBERS {
        others.push(server.join("art", &format!("pupil{i}")).await);
    }
    let counts = Arc::clone(server.server.counts());
    let (writes, appends) = (counts.writes.get(), counts.appends.get());
    let strokes: Vec<_> = (0..STROKES)
        .map(|_| {
            json!({
                "type": "begin", "tool": "pencil", "color": "#000000", "opacity": 255,
                "points": line((1, 1), (90, 90)), "ended": true,
            })
        })
        .collect();
    ada.ask_all(strokes).await;
    ada.until_acked().await;
    for other in &mut others {
        other.until_seq(ada.screen.seq).await;
    }
    let (writes, appends) = (counts.writes.get() - writes, counts.appends.get() - appends);
    assert_eq!(ada.screen.seq, Seq(STROKES), "all of them");
    assert!(appends <= STROKES / 6, "{appends} commits for {STROKES} strokes");
    assert!(writes <= appends * MEMBERS + MEMBERS, "{writes} writes for {appends} commits");
}

#[tokio::test]
async fn a_newcomer_is_written_to_once() {
    let server = TestServer::start().await;
    let counts = Arc::clone(server.server.counts());
    let mut ada = server.join("art", "Ada").await;
    ada.until("the count", |me| me.client_count == 1).await;
    assert_eq!(counts.writes.get(), 1, "welcome, the picture and how many are here");
}
