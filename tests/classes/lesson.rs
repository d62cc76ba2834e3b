//! A whole lesson, as the server sees it.

use super::*;

/// A teacher and five pupils, each with a hand on their paper.
async fn lesson(server: &TestServer, made: &Made) -> (ClassPage, Vec<(ClassPage, EaselClient)>) {
    let mut host = teacher(server, made).await;
    let mut pages = Vec::new();
    for name in ["Ada", "Ben", "Cleo", "Dan", "Eve"] {
        let page = pupil(server, made, name).await;
        assert!(page.told["you"]["room"].is_null(), "it has not begun");
        pages.push((name, page));
    }
    host.say(json!({ "type": "change", "phase": "running" })).await;
    let mut pupils = Vec::new();
    for (name, mut page) in pages {
        page.until("a room", |told| told["you"]["room"].is_string()).await;
        let hand = draws(server, &page, name).await;
        pupils.push((page, hand));
    }
    (host, pupils)
}

async fn until_refused(hand: &mut EaselClient, code: &str) {
    hand.until(code, |me| me.refusals.iter().any(|it| it["code"] == code)).await;
    hand.refusals.clear();
}

#[tokio::test]
async fn c5_locks_hold_on_the_server_for_all_and_for_one_and_while_the_class_is_paused() {
    let server = TestServer::start().await;
    let made = make(&server, each()).await;
    let (mut host, mut pupils) = lesson(&server, &made).await;
    for (_, hand) in &mut pupils {
        hand.draw(RED, &LINE).await;
    }
    host.say(json!({ "type": "change", "locked": true })).await;
    for (_, hand) in &mut pupils {
        hand.until("the lock", |me| me.house["rules"]["locked"] == true).await;
        hand.begin(RED, &LINE).await;
        until_refused(hand, "locked").await;
    }
    host.say(json!({ "type": "change", "locked": false })).await;
    host.until("all", |told| told["pupils"].as_array().map(Vec::len) == Some(5)).await;
    let ben = host.pupil("Ben")["pupil"].clone();
    pupils[1].1.until("no lock", |me| me.house["rules"]["locked"] == false).await;
    host.say(json!({ "type": "lock", "pupils": [ben], "locked": true })).await;
    pupils[1].1.until("a lock", |me| me.house["rules"]["locked"] == true).await;
    pupils[0].1.until("no lock", |me| me.house["rules"]["locked"] == false).await;
    pupils[0].1.draw(RED, &LINE).await;
    pupils[1].1.begin(RED, &LINE).await;
    until_refused(&mut pupils[1].1, "locked").await;
    host.say(json!({ "type": "change", "phase": "paused" })).await;
    pupils[0].1.until("a pause", |me| me.house["rules"]["locked"] == true).await;
    pupils[0].0.until("the word", |told| told["phase"] == "paused").await;
    let join = json!({ "key": made.key });
    let room = text(&pupils[0].0.told["you"]["room"]);
    let mut own = EaselClient::join_as(server.address, &room, "teacher", join).await;
    own.draw(RED, &LINE).await;
    assert!(own.refusals.is_empty(), "the teacher draws on any paper, always");
}

#[tokio::test]
async fn c6_hands_timer_push_clear_and_undo_reach_whom_they_should() {
    let server = TestServer::start().await;
    let made = make(&server, each()).await;
    let (mut host, mut pupils) = lesson(&server, &made).await;
    pupils[1].0.say(json!({ "type": "hand", "up": true })).await;
    host.until("a hand", |told| told["pupils"][1]["hand"] == 1).await;
    pupils[3].0.say(json!({ "type": "hand", "up": true })).await;
    host.until("another", |told| told["pupils"][3]["hand"] == 2).await;
    host.say(json!({ "type": "lower" })).await;
    pupils[1].0.until("down", |told| told["you"]["hand"] == false).await;
    host.say(json!({ "type": "timer", "seconds": 60 })).await;
    pupils[0].0.until("a timer", |told| told["timer"]["endsAt"].is_number()).await;
    let timer = &pupils[0].0.told["timer"];
    let left = timer["endsAt"].as_u64().expect("ms") - timer["now"].as_u64().expect("ms");
    assert!((1..=60_000).contains(&left), "a minute: {left}");
    let mut own = {
        let room = text(&host.told["room"]);
        let join = json!({ "key": made.key });
        EaselClient::join_as(server.address, &room, "teacher", join).await
    };
    own.draw("#1a8a3f", &LINE).await;
    let pushed = own.screen.hash();
    pupils[0].1.draw(RED, &[80, 80, 24, 900, 90, 24]).await;
    let before = pupils[0].1.screen.hash();
    let ada = host.pupil("Ada")["pupil"].clone();
    host.say(json!({ "type": "push", "pupils": [ada] })).await;
    pupils[0].1.until_hash(&pushed).await;
    host.say(json!({ "type": "undo", "pupils": [ada] })).await;
    pupils[0].1.until_hash(&before).await;
    host.say(json!({ "type": "push" })).await;
    for (_, hand) in &mut pupils {
        hand.until_hash(&pushed).await;
    }
    host.say(json!({ "type": "clear", "pupils": [ada] })).await;
    let blank = easel::raster::Pixmap::new(easel::model::Size::default()).hash();
    pupils[0].1.until_hash(&blank).await;
    for message in ["change", "collect"] {
        pupils[2].0.say(json!({ "type": message, "locked": true })).await;
        pupils[2].0.until_refused("forbidden").await;
    }
    assert_eq!(host.told["locked"], false, "a pupil changes nothing");
}

#[tokio::test]
async fn c9_everybody_looks_at_the_room_in_the_spotlight_and_only_looks() {
    let server = TestServer::start().await;
    let made = make(&server, each()).await;
    let (mut host, mut pupils) = lesson(&server, &made).await;
    pupils[1].1.draw(RED, &LINE).await;
    let room = text(&pupils[1].0.told["you"]["room"]);
    host.say(json!({ "type": "spotlight", "room": room, "name": true })).await;
    pupils[0].0.until("a spotlight", |told| told["spotlight"]["name"] == "Ben").await;
    let key = text(&pupils[0].0.told["spotlight"]["key"]);
    let look = || EaselClient::join_as(server.address, &room, "ada", json!({ "key": key }));
    let mut eyes = look().await;
    assert_eq!(eyes.screen.hash(), pupils[1].1.screen.hash(), "what Ben has drawn");
    eyes.begin(RED, &LINE).await;
    until_refused(&mut eyes, "forbidden").await;
    pupils[1].1.draw(RED, &[80, 80, 24, 900, 90, 24]).await;
    eyes.until_seq(pupils[1].1.screen.seq).await;
    host.say(json!({ "type": "spotlight", "room": null })).await;
    assert_eq!(eyes.until_closed().await, Some(4003), "it is over");
    pupils[0].0.until("nothing", |told| told["spotlight"].is_null()).await;
    assert_eq!(look().await.closed, Some(4003), "for good");
}

#[tokio::test]
async fn c8_collecting_saves_every_room_and_one_file_holds_them_all() {
    let server = TestServer::start().await;
    let made = make(&server, each()).await;
    let (mut host, mut pupils) = lesson(&server, &made).await;
    for (at, (_, hand)) in pupils.iter_mut().enumerate().take(3) {
        let y = 800 * (at as i64 + 1);
        hand.draw(RED, &[800, y, 40, 9_600, y, 40]).await;
    }
    host.say(json!({ "type": "collect" })).await;
    host.read_until(|me| me.collected.is_some(), "what was saved").await;
    let saved = host.collected.clone().expect("a list")["canvases"].clone();
    let saved = saved.as_array().expect("a list");
    assert_eq!(saved.len(), 3, "those in which something is: {saved:?}");
    for (canvas, (_, hand)) in saved.iter().zip(&mut pupils) {
        assert_eq!(canvas["title"], format!("Maps – {}", hand.name), "by whose it is");
        let room = text(&canvas["room"]);
        let hash = picture_hash(&server, &room, &made.key).await;
        assert_eq!(hash, hand.screen.hash(), "the picture of {}", hand.name);
        let listed = server.get(&format!("/api/saved/{}", text(&canvas["id"]))).await;
        assert_eq!(listed.status, 200, "in the gallery");
    }
    let path = |file: &str| format!("/api/classes/{}/{file}", made.class);
    let zip = get_with(&server, &path("collected.zip"), &made.key).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip.body)).expect("a ZIP");
    assert_eq!(zip.len(), 3, "one picture each");
    let mut png = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_index(1).expect("Ben's"), &mut png).expect("a file");
    let pixels = easel::raster::decode_png(&png, easel::model::Size::default()).expect("a PNG");
    assert_eq!(pixels.hash(), pupils[1].1.screen.hash(), "exact");
    let pdf = get_with(&server, &path("collected.pdf"), &made.key).await;
    assert!(pdf.body.starts_with(b"%PDF-"), "a PDF");
    let theirs = text(&pupils[0].0.told["you"]["key"]);
    let refused = get_with(&server, &path("collected.zip"), &theirs).await;
    assert_eq!(refused.status, 403, "for the teacher alone");
}

#[tokio::test]
async fn c3_c4_a_class_that_ended_goes_on_tomorrow_from_the_same_link_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = async || {
        let store = easel::store::DiskStore::open(folder.path()).expect("a store");
        TestServer::on(Box::new(store), easel::server::ServerOptions::default()).await
    };
    let server = start().await;
    let made = make(&server, json!({ "title": "Maps", "mode": "each", "start": "grid" })).await;
    let (mut host, mut pupils) = lesson(&server, &made).await;
    let blank = easel::raster::Pixmap::new(easel::model::Size::default()).hash();
    pupils[0].1.until("the grid", |me| me.screen.seq.0 > 0).await;
    assert_ne!(pupils[0].1.screen.hash(), blank, "squares to begin with");
    pupils[0].1.draw(RED, &LINE).await;
    let drawn = pupils[0].1.screen.hash();
    host.say(json!({ "type": "change", "phase": "ended" })).await;
    pupils[0].0.until("the end", |told| told["phase"] == "ended").await;
    let (key, room) =
        (text(&pupils[0].0.told["you"]["key"]), text(&pupils[0].0.told["you"]["room"]));
    pupils[0].1.begin(RED, &LINE).await;
    until_refused(&mut pupils[0].1, "locked").await;
    let late = pupil(&server, &made, "Late").await;
    assert_eq!(late.closed, Some((4003, "ended".to_owned())), "nobody new after the end");
    drop((host, pupils));
    server.server.shutdown().await;
    let server = start().await;
    let mut host = teacher(&server, &made).await;
    assert_eq!(host.told["pupils"].as_array().map(Vec::len), Some(5), "all are known");
    host.say(json!({ "type": "change", "phase": "running" })).await;
    let mut ada = ClassPage::enter(server.address, &made.class, json!({ "key": key })).await;
    ada.until("her room", |told| told["you"]["room"] == room.as_str()).await;
    let mut hand = draws(&server, &ada, "Ada").await;
    assert_eq!(hand.screen.hash(), drawn, "as she left it");
    hand.until("no lock", |me| me.house["rules"]["locked"] != true).await;
    hand.draw(RED, &[80, 80, 24, 900, 90, 24]).await;
    assert!(hand.refusals.is_empty(), "{:?}", hand.refusals);
}

#[tokio::test]
async fn c4_a_room_that_was_let_go_of_is_closed_to_strangers_again_and_open_to_its_pupil() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = async || {
        let store = easel::store::DiskStore::open(folder.path()).expect("a store");
        TestServer::on(Box::new(store), easel::server::ServerOptions::default()).await
    };
    let server = start().await;
    let made = make(&server, each()).await;
    let (host, mut pupils) = lesson(&server, &made).await;
    pupils[0].1.draw(RED, &LINE).await;
    let (key, room) =
        (text(&pupils[0].0.told["you"]["key"]), text(&pupils[0].0.told["you"]["room"]));
    drop((host, pupils));
    server.server.shutdown().await;
    let server = start().await;
    assert!(server.server.forget_idle(0).await > 0, "an operator lets old rooms go");
    let path = format!("/api/rooms/{room}");
    assert_eq!(server.get(&path).await.status, 200, "with its door");
    let mut ada = ClassPage::enter(server.address, &made.class, json!({ "key": key })).await;
    ada.until("her room", |told| told["you"]["room"] == room.as_str()).await;
    assert_eq!(server.get(&path).await.status, 403, "the class has closed it again");
    draws(&server, &ada, "Ada").await.draw(RED, &LINE).await;
}
