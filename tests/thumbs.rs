//! Small pictures of rooms: pasted one part over the other they are the whole picture made small.

use crate::support::easel::EaselClient;
use crate::support::scene::Chance;
use crate::support::server::{TestServer, send};
use crate::support::story::{BOUNDS, Story};
use crate::support::{eventually, scene::line};
use easel::history::WindowBounds;
use easel::hub::{HubOptions, THUMB_WIDTH, Thumb};
use easel::model::{RoomId, Size};
use easel::raster::{Area, Cut, Frame, Scale, Stage, decode_png};
use easel::room::Scene;
use easel::server::ServerOptions;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

fn scale() -> Scale {
    Scale::to_width(Size::default(), THUMB_WIDTH)
}

/// Somebody who looks at a room now and then, and pastes what is new.
struct Looker {
    had: Option<Thumb>,
    shown: Frame,
}

impl Looker {
    fn new() -> Self {
        Self { had: None, shown: Frame::new(&scale()) }
    }

    /// Looks, and answers where something was new.
    async fn look(&mut self, server: &TestServer, room: &str) -> Option<Area> {
        let room = RoomId::new(room).expect("a room");
        let glance = server.server.hub().glance(&room, self.had.as_ref()).await.expect("a glance");
        let whole = self.shown.whole();
        let sides = (glance.thumb.width(), glance.thumb.height());
        assert_eq!(sides, (whole.width, whole.height), "of the size it says");
        self.had = Some(glance.thumb);
        let part = glance.part?;
        let pixels = image::load_from_memory(&part.png).expect("a PNG");
        assert_eq!(pixels.color(), image::ColorType::Rgb8, "opaque");
        assert_eq!((pixels.width(), pixels.height()), (part.area.width, part.area.height), "all");
        self.shown.lay(&Cut { area: part.area, rgb: pixels.into_rgb8().into_raw() });
        Some(part.area)
    }
}

/// The exact picture, made small.
async fn small(server: &TestServer, room: &str) -> Vec<u8> {
    let answer = server.get(&format!("/api/rooms/{room}/canvas.png")).await;
    let picture = decode_png(&answer.body, Size::default()).expect("a picture");
    scale().paint(&picture, scale().whole())
}

async fn assert_exact(server: &TestServer, looker: &Looker, what: &str) {
    assert!(looker.shown.rgb() == small(server, "art").await, "{what}");
}

/// Something to do, of all that changes a picture.
async fn step(client: &mut EaselClient, chance: &mut Chance, open: &mut Option<u64>) {
    let walk = chance.walk(7);
    match chance.below(12) {
        0..=4 => client.draw(&chance.color(), &walk).await,
        5 => client.undo().await,
        6 => client.redo().await,
        7 if chance.once_in(3) => client.clear().await,
        _ => match open.take_if(|_| chance.once_in(3)) {
            Some(stroke) => {
                client.end(stroke).await;
            }
            None => match *open {
                Some(stroke) => {
                    client.points(stroke, &walk).await;
                }
                None => *open = Some(client.begin(&chance.color(), &walk).await),
            },
        },
    }
    client.until_acked().await;
}

#[test]
fn a_small_picture_made_bit_by_bit_is_the_whole_one_made_small() {
    for (seed, width) in [(1, 256), (2, 130), (3, 77), (4, 31)] {
        let story = Story::new(seed, 400).unveiled();
        let images = Arc::clone(&story.images) as _;
        let mut scene = Scene::blank(story.meta.size, BOUNDS, images);
        let scale = Scale::to_width(story.meta.size, width);
        let (mut stage, mut shown) = (Stage::new(scale.clone()), Frame::new(&scale));
        let (mut chance, mut parts) = (Chance(seed), 0);
        for entry in &story.entries {
            scene.take(entry);
            if !chance.once_in(4) {
                continue;
            }
            let before = Arc::clone(stage.frame());
            let cut = stage.show(scene.picture.flat());
            let fresh = scale.paint(scene.picture.flat(), scale.whole());
            assert!(stage.frame().rgb() == fresh, "seed {seed} at {}", entry.seq);
            if let Some(cut) = cut {
                let whole = cut.area == scale.whole();
                assert!(whole || stage.frame().since(&before) == Some(cut.area), "the smallest");
                shown.lay(&cut);
                parts += usize::from(!whole);
            }
            assert!(shown.rgb() == fresh, "pasted, seed {seed} at {}", entry.seq);
        }
        assert!(parts > 20, "most of them in parts: {parts}");
    }
}

#[tokio::test]
async fn who_looks_often_and_who_looks_seldom_both_see_the_exact_picture_made_small() {
    // So few that most of it leaves the window.
    let window = WindowBounds { items: 8, points: 400 };
    let hub = HubOptions { window, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let mut people = [server.join("art", "Ada").await, server.join("art", "Ben").await];
    let (mut often, mut seldom) = (Looker::new(), Looker::new());
    let (mut chance, mut open, mut parts) = (Chance(5), [None, None], 0);
    people[0].draw("#000000", &line((1, 1), (9, 9))).await;
    for round in 0..60 {
        let who = chance.below(2) as usize;
        step(&mut people[who], &mut chance, &mut open[who]).await;
        if let Some(area) = often.look(&server, "art").await {
            parts += usize::from(area != scale().whole());
        }
        assert_exact(&server, &often, &format!("each time, round {round}")).await;
        if round % 7 == 6 {
            seldom.look(&server, "art").await;
            assert_exact(&server, &seldom, &format!("now and then, round {round}")).await;
        }
    }
    assert!(parts > 20, "most of what is new is a part: {parts}");

    let answer = send("POST", server.address, "/api/rooms/art/host", "", b"{}").await;
    let told: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let headers = format!("authorization: Bearer {}\r\n", told["key"].as_str().expect("a key"));
    let ben = people[1].welcome["author"].clone();
    for lifts in [false, true] {
        let body = json!({"author": ben, "lifts": lifts}).to_string();
        let snapshots = people[0].screen.snapshots;
        let path = "/api/rooms/art/veils";
        let answer = send("POST", server.address, path, &headers, body.as_bytes()).await;
        assert_eq!(answer.status, 202, "the host");
        people[0].until("the other base", |ada| ada.screen.snapshots > snapshots).await;
        often.look(&server, "art").await.expect("hidden, and shown again");
        seldom.look(&server, "art").await;
        assert_exact(&server, &often, "each time").await;
        assert_exact(&server, &seldom, "now and then").await;
    }
}

#[tokio::test]
async fn a_room_that_nobody_changed_has_nothing_new_and_is_not_painted() {
    let server = TestServer::start().await;
    let mut looker = Looker::new();
    let whole = scale().whole();
    assert_eq!(looker.look(&server, "art").await, Some(whole), "paper, at first");
    assert_eq!(looker.had.as_ref().and_then(Thumb::drawn), None, "nobody has drawn");
    assert_eq!(looker.look(&server, "art").await, None, "still paper");
    let mut ada = server.join("art", "Ada").await;
    ada.draw("#c62828", &line((100, 100), (200, 160))).await;
    let area = looker.look(&server, "art").await.expect("a stroke");
    assert!(area.right() <= 42 && area.bottom() <= 34, "no more than the stroke: {area:?}");
    let drawn = looker.had.as_ref().and_then(Thumb::drawn);
    assert!(drawn.is_some(), "somebody has drawn");

    let painted = server.server.counts().thumbs.get();
    assert_eq!(looker.look(&server, "art").await, None, "the same");
    ada.ask(json!({"type": "chat", "content": "Look", "user": "Ada"})).await;
    ada.until_acked().await;
    assert_eq!(looker.look(&server, "art").await, None, "words change no picture");
    assert_eq!(looker.had.as_ref().and_then(Thumb::drawn), drawn, "nor when it was drawn in");
    assert_eq!(server.server.counts().thumbs.get(), painted, "nothing was painted for it");
    let mut other = Looker::new();
    assert_eq!(other.look(&server, "art").await, Some(whole), "all of it is new to another");
    assert_eq!(server.server.counts().thumbs.get(), painted, "it was made already");

    ada.draw("#ffffff", &line((900, 700), (950, 800))).await;
    assert_eq!(looker.look(&server, "art").await, None, "white on paper looks the same");
    assert_eq!(server.server.counts().thumbs.get(), painted + 1, "which painting has shown");
}

#[tokio::test]
async fn many_who_look_at_once_are_painted_for_once() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    ada.draw("#c62828", &line((100, 100), (900, 700))).await;
    let room = RoomId::new("art").expect("a room");
    let looks: Vec<_> = (0..40)
        .map(|_| {
            let (hub, room) = (Arc::clone(server.server.hub()), room.clone());
            tokio::spawn(async move { hub.glance(&room, None).await })
        })
        .collect();
    for look in looks {
        let glance = look.await.expect("no panic").expect("a glance");
        assert_eq!(glance.part.map(|part| part.area), Some(scale().whole()), "all of it");
    }
    assert_eq!(server.server.counts().thumbs.get(), 1, "one for all");
}

#[tokio::test]
async fn a_closed_room_is_not_opened_for_who_has_its_picture() {
    let idle_room = Duration::from_millis(1);
    let hub = HubOptions { idle_room, keyframe_entries: 4, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let counts = server.server.counts();
    let closed = || eventually("the room closes", || (counts.rooms.get() == 0).then_some(()));
    let mut looker = Looker::new();
    looker.look(&server, "art").await;
    closed().await;
    assert_eq!(looker.look(&server, "art").await, None, "a closed room of paper");
    assert_eq!(counts.rooms.get(), 0, "it stays closed");

    let mut ada = server.join("art", "Ada").await;
    ada.draw("#c62828", &line((100, 100), (900, 700))).await;
    ada.draw("#1d5fd6", &line((900, 100), (100, 700))).await;
    drop(ada);
    closed().await;
    assert!(looker.look(&server, "art").await.is_some(), "opened: there is more now");
    assert_exact(&server, &looker, "after it was closed").await;
    let drawn = looker.had.as_ref().and_then(Thumb::drawn);
    closed().await;
    let painted = counts.thumbs.get();
    assert_eq!(looker.look(&server, "art").await, None, "the same");
    assert_eq!((counts.rooms.get(), counts.thumbs.get()), (0, painted), "it stays closed");
    let mut other = Looker::new();
    assert!(other.look(&server, "art").await.is_some(), "opened for who has nothing");
    assert_eq!(
        other.had.as_ref().and_then(Thumb::drawn),
        drawn,
        "it is known when it was drawn in"
    );
    assert!(other.shown == looker.shown, "the same picture");
}
