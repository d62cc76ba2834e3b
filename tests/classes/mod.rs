//! A teacher, pupils, their rooms and the wall.

mod lesson;
mod wall;

use crate::support::class::{ClassPage, Made, get_with, make, picture_hash};
use crate::support::easel::EaselClient;
use crate::support::forged;
use crate::support::server::TestServer;
use easel::protocol::{ClassInput, Part};
use serde_json::{Value, json};

const RED: &str = "#c62828";
const LINE: [i64; 6] = [800, 800, 40, 9_600, 6_400, 40];

async fn teacher(server: &TestServer, made: &Made) -> ClassPage {
    ClassPage::enter(server.address, &made.class, json!({ "key": made.key })).await
}

async fn pupil(server: &TestServer, made: &Made, name: &str) -> ClassPage {
    ClassPage::enter(server.address, &made.class, json!({ "name": name })).await
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// A pupil's hand on the paper of their room.
async fn draws(server: &TestServer, page: &ClassPage, name: &str) -> EaselClient {
    let you = &page.told["you"];
    let join = json!({ "key": you["key"], "name": name, "color": RED });
    EaselClient::join_as(server.address, &text(&you["room"]), name, join).await
}

fn each() -> Value {
    json!({ "title": "Maps", "mode": "each" })
}

#[tokio::test]
async fn c1_a_class_has_a_code_that_leads_to_it_and_a_picture_of_its_link() {
    let server = TestServer::start().await;
    let made = make(&server, each()).await;
    let led = server.get(&format!("/api/codes/{}", made.code.to_lowercase())).await;
    let told: Value = serde_json::from_slice(&led.body).expect("JSON");
    assert_eq!(told, json!({ "class": made.class, "title": "Maps" }), "h6: to the class");
    let qr = server.get(&format!("/api/classes/{}/qr.svg", made.class)).await;
    let link = format!("http://{}/j/{}", server.address, made.code);
    assert_eq!(crate::support::qr::read(&qr.body), link, "a picture of its link");
    for wrong in [
        json!({ "title": " ", "mode": "each" }),
        json!({ "title": "Maps", "mode": "groups", "groupSize": 1 }),
        json!({ "title": "Maps", "mode": "flying" }),
    ] {
        let body = wrong.to_string();
        let path = "/api/classes";
        let answer = crate::support::server::post(server.address, path, "", body.as_bytes()).await;
        assert_eq!(answer.status, 400, "{wrong}");
    }
    let nowhere = server.get("/api/classes/BwcHBwcHBwcHBwcHBwcHBw/qr.svg").await;
    assert_eq!(nowhere.status, 404, "a class nobody made");
}

#[tokio::test]
async fn c2_who_enters_is_what_their_key_says_and_others_are_told_why_not() {
    let server = TestServer::start().await;
    let made = make(&server, each()).await;
    let ada = teacher(&server, &made).await;
    assert_eq!(ada.told["you"]["is"], "teacher");
    let own = format!("/api/rooms/{}", text(&ada.told["room"]));
    let strangers = server.get(&own).await;
    assert_eq!(strangers.status, 403, "the teacher's own room is closed from the beginning");
    let shown = json!({ "key": ada.told["projector"] });
    let projector = ClassPage::enter(server.address, &made.class, shown).await;
    assert_eq!(projector.told["you"], json!({ "is": "projector" }), "sees no names");
    assert!(projector.told["pupils"].is_null() && projector.told["projector"].is_null());
    for (enter, code) in [
        (json!({ "key": forged(&made.key) }), "badKey"),
        (json!({ "key": "nonsense" }), "badKey"),
        (json!({}), "name"),
        (json!({ "name": " " }), "name"),
    ] {
        let page = ClassPage::enter(server.address, &made.class, enter.clone()).await;
        assert_eq!(page.closed, Some((4003, code.to_owned())), "{enter}");
        assert_eq!(page.refusals[0]["code"], code, "{enter}");
    }
}

#[tokio::test]
async fn c4_a_pupil_who_comes_back_has_the_same_room_and_a_taken_name_gets_a_number() {
    let server = TestServer::start().await;
    let made = make(&server, each()).await;
    let mut host = teacher(&server, &made).await;
    host.say(json!({ "type": "change", "phase": "running" })).await;
    let mut ben = pupil(&server, &made, "Ben").await;
    ben.until("a room", |told| told["you"]["room"].is_string()).await;
    let other = pupil(&server, &made, "Ben").await;
    assert_eq!(other.told["you"]["name"], "Ben 2", "both are told apart");
    let (room, key) = (text(&ben.told["you"]["room"]), text(&ben.told["you"]["key"]));
    draws(&server, &ben, "ben").await.draw(RED, &LINE).await;
    drop(ben);
    let mut again = ClassPage::enter(server.address, &made.class, json!({ "key": key })).await;
    again.until("a room", |told| told["you"]["room"].is_string()).await;
    assert_eq!(
        (&again.told["you"]["name"], &again.told["you"]["room"]),
        (&json!("Ben"), &json!(room))
    );
    let mut hand = draws(&server, &again, "ben").await;
    assert_eq!(
        hand.screen.hash(),
        picture_hash(&server, &room, &key).await,
        "the drawing is there"
    );
    host.until("both", |told| told["pupils"].as_array().is_some_and(|it| it.len() == 2)).await;
}

#[tokio::test]
async fn c4_newcomers_wait_where_the_teacher_wants_it_and_two_devices_are_one_pupil_on_request() {
    let server = TestServer::start().await;
    let wish = json!({ "title": "Maps", "mode": "each", "waiting": true });
    let made = make(&server, wish).await;
    let mut host = teacher(&server, &made).await;
    host.say(json!({ "type": "change", "phase": "running" })).await;
    let mut ben = pupil(&server, &made, "Ben").await;
    assert_eq!(ben.told["you"]["state"], "waiting");
    host.until("Ben", |told| told["pupils"][0]["state"] == "waiting").await;
    let id = host.pupil("Ben")["pupil"].clone();
    host.say(json!({ "type": "admit", "pupils": [id] })).await;
    ben.until("a room", |told| told["you"]["room"].is_string()).await;
    let phone = json!({ "name": "Ben", "again": true });
    let mut phone = ClassPage::enter(server.address, &made.class, phone).await;
    assert!(phone.told["you"]["room"].is_null(), "the teacher has to agree");
    host.until("a request", |told| told["pupils"][1]["again"] == id).await;
    let asked = host.told["pupils"][1]["pupil"].clone();
    host.say(json!({ "type": "admit", "pupils": [asked] })).await;
    phone.until("the same room", |told| told["you"]["room"] == ben.told["you"]["room"]).await;
    assert_eq!(phone.told["you"]["name"], "Ben", "one pupil");
    host.until("one pupil", |told| told["pupils"].as_array().map(Vec::len) == Some(1)).await;
    draws(&server, &phone, "phone").await.draw(RED, &LINE).await;
    host.say(json!({ "type": "change", "closed": true })).await;
    host.until("closed", |told| told["closed"] == true).await;
    let late = pupil(&server, &made, "Late").await;
    assert_eq!(late.closed, Some((4003, "closed".to_owned())), "nobody new");
    host.say(json!({ "type": "remove", "pupils": [id] })).await;
    assert_eq!(ben.until_closed().await, (4003, "removed".to_owned()));
    let key = text(&ben.told["you"]["key"]);
    let back = ClassPage::enter(server.address, &made.class, json!({ "key": key })).await;
    assert_eq!(back.closed, Some((4003, "removed".to_owned())), "and stays out");
    let room = text(&ben.told["you"]["room"]);
    let join = json!({ "key": key });
    let shut = EaselClient::join_as(server.address, &room, "ben", join).await;
    assert_eq!(shut.closed, Some(4003), "of the room too");
}

#[tokio::test]
async fn c4_groups_share_rooms_and_a_pupil_is_moved() {
    let server = TestServer::start().await;
    let made = make(&server, json!({ "title": "Maps", "mode": "groups", "groupSize": 2 })).await;
    let mut host = teacher(&server, &made).await;
    host.say(json!({ "type": "change", "phase": "running" })).await;
    let mut pages = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        let mut page = pupil(&server, &made, name).await;
        page.until("a room", |told| told["you"]["room"].is_string()).await;
        pages.push(page);
    }
    let room = |at: usize| pages[at].told["you"]["room"].clone();
    assert_eq!((room(0) == room(1), room(2) == room(3)), (true, true), "by twos");
    assert!(room(1) != room(2) && room(3) != room(4), "three rooms");
    let to = room(0);
    host.until("all", |told| told["pupils"].as_array().map(Vec::len) == Some(5)).await;
    let who = host.pupil("e")["pupil"].clone();
    host.say(json!({ "type": "move", "pupil": who, "room": to })).await;
    pages[4].until("another room", |told| told["you"]["room"] == to).await;
    draws(&server, &pages[4], "e").await.draw(RED, &LINE).await;
}

#[tokio::test]
async fn c4_in_one_room_for_all_everybody_draws_with_the_teacher() {
    let server = TestServer::start().await;
    let made = make(&server, json!({ "title": "Maps", "mode": "one" })).await;
    let mut host = teacher(&server, &made).await;
    host.say(json!({ "type": "change", "phase": "running" })).await;
    let mut ben = pupil(&server, &made, "Ben").await;
    ben.until("a room", |told| told["you"]["room"] == host.told["room"]).await;
    draws(&server, &ben, "ben").await.draw(RED, &LINE).await;
}

/// What each message needs; a message that is missing here is missing in the table of the rules.
#[test]
fn c6_every_part_may_say_what_the_table_says_and_nothing_else() {
    let teachers = [
        r#"{"type":"change","locked":true}"#,
        r#"{"type":"timer","seconds":60}"#,
        r#"{"type":"admit","pupils":[1]}"#,
        r#"{"type":"remove","pupils":[1]}"#,
        r#"{"type":"lower"}"#,
        r#"{"type":"lock","pupils":[1],"locked":true}"#,
        r#"{"type":"clear"}"#,
        r#"{"type":"push"}"#,
        r#"{"type":"undo"}"#,
        r#"{"type":"spotlight","room":null}"#,
        r#"{"type":"move","pupil":1,"room":"a"}"#,
        r#"{"type":"collect"}"#,
        r#"{"type":"watch"}"#,
    ];
    let pupils = [r#"{"type":"name","name":"Ada"}"#, r#"{"type":"hand","up":true}"#];
    let anybodys = [r#"{"type":"enter","name":"Ada"}"#, r#"{"type":"ping","t":1}"#];
    let needs = |text: &str| ClassInput::parse(text).expect(text).needs();
    assert!(teachers.iter().all(|text| needs(text) == Some(Part::Teacher)), "the teacher's");
    assert!(pupils.iter().all(|text| needs(text) == Some(Part::Pupil)), "a pupil's");
    assert!(anybodys.iter().all(|text| needs(text).is_none()), "anybody's");
    let kinds = teachers.len() + pupils.len() + anybodys.len();
    let source = include_str!("../../src/protocol/class.rs");
    let body = source.split("pub enum ClassInput {").nth(1).and_then(|it| it.split("\n}").next());
    let is_variant = |line: &&str| {
        let line = line.strip_prefix("    ").unwrap_or_default();
        line.starts_with(|first: char| first.is_ascii_uppercase())
    };
    let variants = body.expect("the type").lines().filter(is_variant).count();
    assert_eq!(kinds, variants, "each message is in the table");
}
