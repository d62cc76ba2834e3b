//! Who may do what in a room: hosts, passes, rules, ranks; refused by the server, not by pages.

use crate::support::easel::EaselClient;
use crate::support::forged;
use crate::support::server::{Answer, TestServer, send};
use serde_json::{Value, json};

const RED: &str = "#c62828";
const LINE: [i64; 6] = [80, 80, 24, 1_600, 800, 24];

async fn call(server: &TestServer, method: &str, path: &str, key: &str, body: &Value) -> Answer {
    let headers = format!("authorization: Bearer {key}\r\n");
    let path = format!("/api/rooms/{path}");
    send(method, server.address, &path, &headers, body.to_string().as_bytes()).await
}

async fn told(server: &TestServer, method: &str, path: &str, key: &str, body: Value) -> Value {
    let answer = call(server, method, path, key, &body).await;
    let text = String::from_utf8_lossy(&answer.body);
    assert!(answer.status < 300, "{method} {path}: {} {text}", answer.status);
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

async fn host_key(server: &TestServer, room: &str) -> String {
    let told = told(server, "POST", &format!("{room}/host"), "", json!({})).await;
    told["key"].as_str().expect("a key").to_owned()
}

async fn with_key(server: &TestServer, room: &str, name: &str, key: &str) -> EaselClient {
    let me = json!({"name": name, "color": "#1d5fd6", "key": key});
    EaselClient::join_as(server.address, room, name, me).await
}

async fn named(server: &TestServer, room: &str, name: &str) -> EaselClient {
    let me = json!({"name": name, "color": "#1d5fd6"});
    EaselClient::join_as(server.address, room, name, me).await
}

fn author(client: &EaselClient) -> Value {
    client.welcome["author"].clone()
}

async fn until_refused(client: &mut EaselClient, code: &str) {
    let has = |me: &EaselClient| me.refusals.iter().any(|refusal| refusal["code"] == code);
    client.until(code, has).await;
    client.refusals.clear();
}

#[tokio::test]
async fn v23_v26_a_locked_room_takes_no_strokes_but_the_hosts_and_ends_what_is_open() {
    let server = TestServer::start().await;
    let key = host_key(&server, "class").await;
    let mut ada = with_key(&server, "class", "Ada", &key).await;
    let mut ben = server.join("class", "ben").await;
    assert_eq!((&ada.welcome["role"], &ben.welcome["role"]), (&json!("host"), &json!("painter")));
    let open = ben.begin(RED, &LINE[..3]).await;
    ben.until_acked().await;
    ada.ask(json!({"type": "rules", "locked": true})).await;
    ada.until_acked().await;
    ben.until("the lock", |me| me.house["rules"]["locked"] == true).await;
    ben.points(open, &LINE[3..]).await;
    until_refused(&mut ben, "locked").await;
    ben.begin(RED, &LINE).await;
    until_refused(&mut ben, "locked").await;
    ben.ask(json!({"type": "undo"})).await;
    until_refused(&mut ben, "locked").await;
    let mut old = server.join_plain("class").await;
    old.draw((10, 10), (90, 90)).await;
    let refusal = old.until("refusal").await;
    assert_eq!(refusal["message"], "Drawing is locked right now.", "old clients read it too");
    ada.draw(RED, &LINE).await;
    ben.until_seq(ada.screen.seq).await;
    assert_eq!(ben.screen.hash(), ada.screen.hash(), "the host draws on, everybody sees it");
    ada.ask(json!({"type": "rules", "locked": false})).await;
    ben.until("the end of it", |me| me.house["rules"]["locked"] == false).await;
    ben.draw(RED, &LINE).await;
    assert!(ben.refusals.is_empty(), "and draws again: {:?}", ben.refusals);
}

#[tokio::test]
async fn v23_chat_and_cursors_can_be_turned_off_and_slow_mode_asks_for_patience() {
    let server = TestServer::start().await;
    let key = host_key(&server, "class").await;
    let mut ada = with_key(&server, "class", "Ada", &key).await;
    let mut ben = named(&server, "class", "Ben").await;
    ben.send(&json!({"type": "cursor", "x": 80, "y": 80})).await;
    ada.until("his cursor", |me| !me.cursors.is_empty()).await;
    ada.cursors.clear();
    ada.ask(json!({"type": "rules", "quiet": true, "still": true, "slow": 600})).await;
    ada.until("no cursor", |me| me.cursors.iter().any(|told| told["at"][3] == 2)).await;
    ben.until("the rules", |me| me.house["rules"]["slow"] == 600).await;
    ben.ask(json!({"type": "chat", "content": "hello", "user": "Ben"})).await;
    until_refused(&mut ben, "quiet").await;
    ben.send(&json!({"type": "cursor", "x": 90, "y": 80})).await;
    until_refused(&mut ben, "still").await;
    ben.draw(RED, &LINE).await;
    ben.begin(RED, &LINE).await;
    until_refused(&mut ben, "slow").await;
    ada.draw(RED, &LINE).await;
    ada.draw(RED, &LINE).await;
    assert!(ada.refusals.is_empty(), "hosts wait for nothing: {:?}", ada.refusals);
}

#[tokio::test]
async fn v24_a_host_makes_people_watch_draw_or_leave_and_they_stay_out() {
    let server = TestServer::start().await;
    let key = host_key(&server, "class").await;
    let mut ada = with_key(&server, "class", "Ada", &key).await;
    let mut ben = named(&server, "class", "Ben").await;
    let rank = |of: &Value, rank: Value| json!({"type": "rank", "of": of, "rank": rank});
    ada.ask(rank(&author(&ben), json!("viewer"))).await;
    ben.until("his role", |me| me.house["role"] == "viewer").await;
    ben.begin(RED, &LINE).await;
    until_refused(&mut ben, "forbidden").await;
    ada.until("the list", |me| me.person("Ben").is_some_and(|it| it["role"] == "viewer")).await;
    ada.ask(rank(&author(&ben), json!("out"))).await;
    assert_eq!(ben.until_closed().await, Some(4003), "shown the door");
    assert_eq!(ben.refusals.last().expect("a reason")["code"], "removed");
    let again = named(&server, "class", "Ben").await;
    assert_eq!((again.closed, &again.refusals[0]["code"]), (Some(4003), &json!("removed")));
    ada.until("who is out", |me| me.house["ranks"][0][1] == "out").await;
    assert_eq!(
        ada.house["ranks"],
        json!([[author(&ben), "out", "Ben"]]),
        "and how they are called"
    );
    ada.ask(rank(&author(&ben), json!(null))).await;
    ada.until("nobody", |me| me.house["ranks"] == json!([])).await;
    let mut back = named(&server, "class", "Ben").await;
    back.n = 10;
    back.draw(RED, &LINE).await;
    assert!(back.refusals.is_empty(), "as before: {:?}", back.refusals);
}

#[tokio::test]
async fn v24_ranks_and_rules_outlive_a_restart_of_the_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let key = {
        let server = on_disk(folder.path()).await;
        let key = host_key(&server, "class").await;
        let mut ada = with_key(&server, "class", "Ada", &key).await;
        let ben = named(&server, "class", "Ben").await;
        ada.ask(json!({"type": "rules", "locked": true})).await;
        ada.ask(json!({"type": "rank", "of": author(&ben), "rank": "out"})).await;
        ada.until_acked().await;
        server.server.shutdown().await;
        key
    };
    let server = on_disk(folder.path()).await;
    let ben = named(&server, "class", "Ben").await;
    assert_eq!(ben.closed, Some(4003), "still out");
    let mut cleo = named(&server, "class", "Cleo").await;
    cleo.until("the lock", |me| me.house["rules"]["locked"] == true).await;
    let ada = with_key(&server, "class", "Ada", &key).await;
    assert_eq!(ada.welcome["role"], "host", "a key opens for ever");
}

async fn on_disk(folder: &std::path::Path) -> TestServer {
    let store = easel::store::DiskStore::open(folder).expect("a store");
    TestServer::on(Box::new(store), easel::server::ServerOptions::default()).await
}

#[tokio::test]
async fn h26_v25_passes_let_in_as_what_they_say_until_they_are_taken_back() {
    let server = TestServer::start().await;
    let key = host_key(&server, "art").await;
    let make = |role: &str| json!({"role": role, "title": "for parents"});
    let watch = told(&server, "POST", "art/passes", &key, make("viewer")).await;
    let draw = told(&server, "POST", "art/passes", &key, make("painter")).await;
    told(&server, "PATCH", "art", &key, json!({"guests": null})).await;
    let stranger = server.join("art", "stranger").await;
    assert_eq!((stranger.closed, &stranger.refusals[0]["code"]), (Some(4003), &json!("closed")));
    let text = |pass: &Value| pass["key"].as_str().expect("a key").to_owned();
    let mut ben = with_key(&server, "art", "Ben", &text(&draw)).await;
    ben.draw(RED, &LINE).await;
    let mut eve = with_key(&server, "art", "Eve", &text(&watch)).await;
    assert_eq!(eve.welcome["role"], "viewer");
    eve.begin(RED, &LINE).await;
    until_refused(&mut eve, "forbidden").await;
    for wrong in [forged(&text(&draw)).as_str(), "nonsense", &text(&watch).to_uppercase()] {
        let mallory = with_key(&server, "art", "Mallory", wrong).await;
        let code = &mallory.refusals[0]["code"];
        assert!(mallory.closed.is_some() && code == "badKey", "{wrong}: {code}");
    }
    let list = told(&server, "GET", "art/passes", &key, json!({})).await;
    let roles: Vec<_> = list["passes"].as_array().expect("a list").iter().collect();
    assert_eq!(roles.len(), 3, "with the host's own: {list}");
    assert!(roles.iter().all(|pass| pass["key"].is_null()), "no secret is told again");
    assert_eq!(roles.iter().filter(|pass| pass["yours"] == true).count(), 1, "one is the asker's");
    told(&server, "DELETE", &format!("art/passes/{}", draw["id"]), &key, json!({})).await;
    assert_eq!(ben.until_closed().await, Some(4003), "at once");
    assert_eq!(ben.refusals.last().expect("a reason")["code"], "badKey");
    let late = with_key(&server, "art", "Ben", &text(&draw)).await;
    assert_eq!(late.closed, Some(4003), "and for good");
    for (method, path) in [("GET", "art/passes"), ("POST", "art/passes"), ("PATCH", "art")] {
        let answer = call(&server, method, path, &text(&watch), &make("host")).await;
        assert_eq!(answer.status, 403, "{method} {path} is for hosts");
    }
}

#[tokio::test]
async fn h26_a_pass_ends_when_its_time_is_over_for_those_who_are_in_too() {
    let server = TestServer::start().await;
    let key = host_key(&server, "art").await;
    let brief = json!({"role": "painter", "seconds": 1});
    let pass = told(&server, "POST", "art/passes", &key, brief).await;
    let mut ben = with_key(&server, "art", "Ben", pass["key"].as_str().expect("a key")).await;
    assert_eq!(ben.until_closed().await, Some(4003), "after a second");
    assert_eq!(ben.refusals.last().expect("a reason")["code"], "badKey");
    let late = with_key(&server, "art", "Ben", pass["key"].as_str().expect("a key")).await;
    assert_eq!(late.closed, Some(4003), "and later");
    let list = told(&server, "GET", "art/passes", &key, json!({})).await;
    assert_eq!(list["passes"].as_array().map(Vec::len), Some(1), "the host's alone is left");
}

#[tokio::test]
async fn h27_guests_watch_where_a_host_says_so_and_one_of_them_is_let_draw() {
    let server = TestServer::start().await;
    let key = host_key(&server, "demo").await;
    let mut ada = with_key(&server, "demo", "Ada", &key).await;
    let mut ben = named(&server, "demo", "Ben").await;
    told(&server, "PATCH", "demo", &key, json!({"guests": "viewer"})).await;
    ben.until("to watch", |me| me.house["role"] == "viewer").await;
    ben.begin(RED, &LINE).await;
    until_refused(&mut ben, "forbidden").await;
    ben.me(json!({"hand": true})).await;
    ada.until("a hand", |me| me.person("Ben").is_some_and(|it| it["hand"] == 1)).await;
    ada.ask(json!({"type": "rank", "of": author(&ben), "rank": "painter"})).await;
    ben.until("to draw", |me| me.house["role"] == "painter").await;
    ben.draw(RED, &LINE).await;
    assert!(ben.refusals.is_empty(), "{:?}", ben.refusals);
    let wrong = call(&server, "PATCH", "demo", &key, &json!({"guests": "host"})).await;
    assert_eq!(wrong.status, 400, "nobody is a host by coming in");
}

#[tokio::test]
async fn h28_a_host_makes_another_one_and_hands_over() {
    let server = TestServer::start().await;
    let key = host_key(&server, "art").await;
    let mut ada = with_key(&server, "art", "Ada", &key).await;
    let mut ben = named(&server, "art", "Ben").await;
    ada.draw(RED, &LINE).await;
    told(&server, "POST", "art/hosts", &key, json!({"author": author(&ben)})).await;
    ben.until("a pass", |me| me.pass.is_some()).await;
    let given = ben.pass.clone().expect("a pass");
    ben.send(&json!({"type": "key", "key": given})).await;
    ben.until("to be a host", |me| me.house["role"] == "host").await;
    let list = told(&server, "GET", "art/passes", &given, json!({})).await;
    let passes = list["passes"].as_array().expect("a list");
    let others = passes.iter().find(|pass| pass["yours"] == false).expect("Ada's");
    told(&server, "DELETE", &format!("art/passes/{}", others["id"]), &given, json!({})).await;
    assert_eq!(ada.until_closed().await, Some(4003), "her key is no key any more");
    let mut again = named(&server, "art", "Ada").await;
    assert_eq!(again.welcome["role"], "painter", "she draws on as anybody");
    again.ask(json!({"type": "rules", "locked": true})).await;
    until_refused(&mut again, "forbidden").await;
}

#[tokio::test]
async fn h29_v27_hosts_hear_reports_and_every_deed_is_written_down() {
    let server = TestServer::start().await;
    let key = host_key(&server, "art").await;
    let mut ada = with_key(&server, "art", "Ada", &key).await;
    let mut ben = named(&server, "art", "Ben").await;
    let mut eve = named(&server, "art", "Eve").await;
    eve.draw(RED, &LINE).await;
    ben.ask(json!({"type": "report", "about": author(&eve), "words": "draws over mine"})).await;
    ada.until("the report", |me| me.reports.len() == 1).await;
    let report = &ada.reports[0];
    assert_eq!(
        (&report["aboutName"], &report["words"]),
        (&json!("Eve"), &json!("draws over mine"))
    );
    ben.until_acked().await;
    assert!(ben.reports.is_empty() && eve.reports.is_empty(), "nobody else hears it");
    ada.ask(json!({"type": "rules", "locked": true})).await;
    ada.ask(json!({"type": "rank", "of": author(&eve), "rank": "out"})).await;
    ada.until_acked().await;
    told(&server, "POST", "art/passes", &key, json!({"role": "viewer"})).await;
    let veil = json!({"author": author(&eve)});
    told(&server, "POST", "art/veils", &key, veil).await;
    ada.until("the veil", |me| me.screen.snapshots > 1).await;
    let deeds = told(&server, "GET", "art/deeds", &key, json!({})).await;
    let what: Vec<_> =
        deeds["deeds"].as_array().expect("a list").iter().map(|it| &it["what"]).collect();
    assert_eq!(what, ["hide", "pass", "remove", "rules", "report"], "newest first");
    let removed = &deeds["deeds"][2];
    assert_eq!((&removed["name"], &removed["aboutName"]), (&json!("Ada"), &json!("Eve")));
    let stranger = call(&server, "GET", "art/deeds", "nothing", &json!({})).await;
    assert_eq!(stranger.status, 403, "for hosts alone");
}

#[tokio::test]
async fn h30_h31_pictures_of_a_room_that_needs_a_pass_need_one_too() {
    let server = TestServer::start().await;
    let key = host_key(&server, "art").await;
    let mut ada = with_key(&server, "art", "Ada", &key).await;
    ada.draw(RED, &LINE).await;
    assert_eq!(server.get("/api/rooms/art/canvas.png").await.status, 200, "open to all");
    told(&server, "PATCH", "art", &key, json!({"guests": null})).await;
    for path in ["art/canvas.png", "art/timeline", "art/canvas.easel", "art"] {
        let answer = call(&server, "GET", path, "", &json!({})).await;
        assert_eq!(answer.status, 403, "{path} of a closed room");
        assert_eq!(call(&server, "GET", path, &key, &json!({})).await.status, 200, "{path}");
    }
    assert_eq!(server.get("/r/art?picture").await.status, 403, "nor where there is no script");
    let pass = told(&server, "POST", "art/passes", &key, json!({"role": "viewer"})).await;
    let visit =
        call(&server, "POST", "art/visit", pass["key"].as_str().expect("a key"), &json!({})).await;
    let cookie = visit.header("set-cookie").expect("a cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Path=/api/rooms/art;"), "{cookie}");
    let pair = cookie.split(';').next().expect("a pair");
    let headers = format!("cookie: other=1; {pair}\r\n");
    let path = "/api/rooms/art/canvas.png";
    let shown = crate::support::server::get(server.address, path, &headers).await;
    assert_eq!(shown.status, 200, "a picture asks with the cookie");
    told(&server, "DELETE", &format!("art/passes/{}", pass["id"]), &key, json!({})).await;
    let gone = crate::support::server::get(server.address, path, &headers).await;
    assert_eq!(gone.status, 403, "until the pass is taken back");
}
