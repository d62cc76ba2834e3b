//! The wall: small pictures, equal to the exact ones, and no more bytes than it may cost.

use super::*;
use easel::raster::Pixmap;

/// The small picture of a room as HTTP makes it from the exact one.
async fn small(server: &TestServer, room: &str, key: &str) -> Vec<u8> {
    let path = format!("/api/rooms/{room}/canvas.png?width=384");
    let answer = get_with(server, &path, key).await;
    assert_eq!(answer.status, 200, "a picture of {room}");
    image::load_from_memory(&answer.body).expect("a PNG").to_rgb8().into_raw()
}

#[tokio::test]
async fn c7_the_wall_shows_every_room_as_it_is_and_sends_only_what_changed() {
    let server = TestServer::start().await;
    let made = make(&server, each()).await;
    let mut host = teacher(&server, &made).await;
    host.say(json!({ "type": "change", "phase": "running" })).await;
    let mut hands = Vec::new();
    for name in ["Ada", "Ben"] {
        let mut page = pupil(&server, &made, name).await;
        page.until("a room", |told| told["you"]["room"].is_string()).await;
        let mut hand = draws(&server, &page, name).await;
        hand.draw(RED, &LINE).await;
        hands.push((text(&page.told["you"]["room"]), hand, page));
    }
    let rooms: Vec<_> = hands.iter().map(|(room, ..)| room.clone()).collect();
    host.say(json!({ "type": "watch", "rooms": rooms })).await;
    host.read_until(|me| me.thumbs.len() == 2, "two pictures").await;
    for (room, _, page) in &hands {
        let (width, _, pixels) = &host.thumbs[room];
        assert_eq!(*width, 384, "small");
        let key = text(&page.told["you"]["key"]);
        assert_eq!(*pixels, small(&server, room, &key).await, "equal to the exact one, scaled");
    }
    let first = host.thumb_bytes;
    hands[0].1.draw("#1d5fd6", &[800, 800, 40, 1_200, 800, 40]).await;
    let (room, key) = (hands[0].0.clone(), text(&hands[0].2.told["you"]["key"]));
    let now = small(&server, &room, &key).await;
    host.read_until(|me| me.thumbs[&room].2 == now, "the new stroke").await;
    let more = host.thumb_bytes - first;
    assert!(more < 2_000, "one small stroke is a small part: {more} bytes");
    let mut other = teacher(&server, &made).await;
    other.say(json!({ "type": "watch" })).await;
    other.read_until(|me| me.thumbs.len() == 3, "every room").await;
    hands[1].1.draw("#1d5fd6", &[800, 800, 40, 1_200, 800, 40]).await;
    let (ben, key) = (hands[1].0.clone(), text(&hands[1].2.told["you"]["key"]));
    let now = small(&server, &ben, &key).await;
    host.read_until(|me| me.thumbs[&ben].2 == now, "it on one console").await;
    other.read_until(|me| me.thumbs[&ben].2 == now, "and on the other").await;
    host.until("when it was", |told| told["rooms"][1]["last"].is_number()).await;
    let blank = Pixmap::new(easel::model::Size::default());
    assert_ne!(hands[0].1.screen.hash(), blank.hash(), "there is something to see");
}
