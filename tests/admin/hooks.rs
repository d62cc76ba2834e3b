//! Hooks over real HTTP: signed, in order, tried again, and nobody's burden when they are dead.

use super::{TOKEN, ask, options, server, text};
use crate::support::class::{ClassPage, make as make_class};
use crate::support::receiver::{Heard, Receiver};
use crate::support::server::TestServer;
use easel::hub::HubOptions;
use easel::server::{HookOptions, ServerOptions};
use easel::store::DiskStore;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

const LINE: [i64; 6] = [800, 800, 40, 9_600, 6_400, 40];

/// Tries follow one another quickly, and empty rooms close at once.
fn quick() -> ServerOptions {
    let pauses = [20, 20, 20, 20].map(Duration::from_millis).to_vec();
    let hooks = HookOptions { pauses, ..HookOptions::default() };
    let hub = HubOptions { idle_room: Duration::ZERO, ..HubOptions::default() };
    ServerOptions { hooks, hub, ..options() }
}

async fn hook(server: &TestServer, address: SocketAddr, kinds: &[&str]) -> (u64, String) {
    hook_at(server, &format!("http://{address}/told?by=easel"), kinds).await
}

async fn hook_at(server: &TestServer, url: &str, kinds: &[&str]) -> (u64, String) {
    let body = json!({ "url": url, "kinds": kinds });
    let (status, told) = ask(server, TOKEN, "POST", "/api/hooks", &body.to_string()).await;
    assert_eq!(status, 201, "{told}");
    (told["id"].as_u64().expect("an id"), text(&told["secret"]))
}

async fn hooks(server: &TestServer) -> Value {
    let (status, told) = ask(server, TOKEN, "GET", "/api/hooks", "").await;
    assert_eq!(status, 200, "{told}");
    told["hooks"].clone()
}

async fn save(server: &TestServer, title: &str) {
    let body = json!({ "title": title }).to_string();
    let (status, told) = ask(server, "", "POST", "/api/rooms/art/saved", &body).await;
    assert_eq!(status, 201, "{told}");
}

fn titles(heard: &[Heard]) -> Vec<String> {
    heard.iter().map(|it| text(&it.json()["title"])).collect()
}

fn is_signed(heard: &Heard, secret: &str) -> bool {
    let (t, v1) = heard.header("easel-signature").split_once(',').expect("two parts");
    let t = t.strip_prefix("t=").expect("a time");
    assert!(t.parse::<u64>().is_ok_and(|t| t > 1_600_000_000_000), "ms since 1970: {t}");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    mac.update(format!("{t}.{}", heard.body).as_bytes());
    let digits = |byte: &u8| format!("{byte:02x}");
    let hex = |bytes: &[u8]| bytes.iter().map(digits).collect::<Vec<_>>().concat();
    v1 == format!("v1={}", hex(&mac.finalize().into_bytes()))
}

#[tokio::test]
async fn h37_hooks_are_made_listed_without_their_secrets_and_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Box::new(DiskStore::open(folder.path()).expect("a store"));
    let server = TestServer::on(open(), quick()).await;
    let receiver = Receiver::start(&[]).await;
    let kinds = ["room.saved", "class.made", "room.saved"];
    let (id, secret) = hook(&server, receiver.address, &kinds).await;
    assert_eq!(secret.len(), 64, "32 bytes");
    let (second, _) = hook(&server, receiver.address, &["room.opened"]).await;
    let listed = hooks(&server).await;
    assert_eq!(listed[0]["kinds"], json!(["room.saved", "class.made"]), "each once");
    assert_eq!((&listed[0]["id"], &listed[1]["id"]), (&json!(id), &json!(second)), "both");
    assert!(!listed.to_string().contains(&secret), "the secret is told once");
    let path = format!("/api/hooks/{second}");
    assert_eq!(ask(&server, TOKEN, "DELETE", &path, "").await.0, 204, "ended");
    assert_eq!(ask(&server, TOKEN, "DELETE", &path, "").await.0, 404, "once");
    server.server.shutdown().await;
    let server = TestServer::on(open(), quick()).await;
    assert_eq!(hooks(&server).await.as_array().map(Vec::len), Some(1), "kept, and only that");
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &LINE).await;
    save(&server, "After a restart").await;
    let heard = receiver.until(1).await;
    assert!(is_signed(&heard[0], &secret), "with the same secret");
    assert_eq!(titles(&heard), ["After a restart"], "and nothing that was not asked for");
}

#[tokio::test]
async fn h37_what_is_no_hook_is_refused() {
    let server = server().await;
    let kinds = json!(["room.saved"]);
    for (url, kinds, why) in [
        ("ftp://example.org/", kinds.clone(), "http or https"),
        ("/told", kinds.clone(), "http or https"),
        ("http://ada:secret@example.org/", kinds.clone(), "without a name"),
        ("https://", kinds.clone(), "http or https"),
        ("http://example.org/", json!([]), "one or more of"),
        ("http://example.org/", json!(["room.flown"]), "room.opened, room.closed"),
    ] {
        let body = json!({ "url": url, "kinds": kinds }).to_string();
        let (status, said) = ask(&server, TOKEN, "POST", "/api/hooks", &body).await;
        assert!(status == 400 && text(&said).contains(why), "{url} {kinds}: {said}");
    }
    let long = format!("http://example.org/{}", "x".repeat(2_048));
    let body = json!({ "url": long, "kinds": kinds }).to_string();
    assert_eq!(ask(&server, TOKEN, "POST", "/api/hooks", &body).await.0, 400, "too long");
    for _ in 0..64 {
        hook(&server, server.address, &["class.ended"]).await;
    }
    let body = json!({ "url": "http://example.org/", "kinds": kinds }).to_string();
    assert_eq!(ask(&server, TOKEN, "POST", "/api/hooks", &body).await.0, 409, "one too many");
    assert_eq!(ask(&server, TOKEN, "DELETE", "/api/hooks/none", "").await.0, 404, "no hook");
}

#[tokio::test]
async fn h38_what_happens_to_a_room_is_told_signed_and_in_order() {
    let server = TestServer::with(quick()).await;
    let receiver = Receiver::start(&[]).await;
    let kinds = ["room.opened", "room.closed", "room.saved", "room.deleted"];
    let (_, secret) = hook(&server, receiver.address, &kinds).await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &LINE).await;
    save(&server, "A line").await;
    ada.cut();
    receiver.until(3).await;
    assert_eq!(ask(&server, TOKEN, "DELETE", "/api/rooms/art?saved=1", "").await.0, 204, "gone");
    let heard = receiver.until(4).await;
    let told: Vec<_> = heard.iter().map(Heard::json).collect();
    let kinds: Vec<_> = told.iter().map(|it| text(&it["kind"])).collect();
    assert_eq!(kinds, ["room.opened", "room.saved", "room.closed", "room.deleted"], "in order");
    for (heard, told) in heard.iter().zip(&told) {
        assert!(is_signed(heard, &secret), "{heard:?}");
        assert_eq!(heard.header("easel-kind"), told["kind"], "the kind without reading it");
        assert_eq!(heard.header("content-type"), "application/json", "what it is");
        assert!(heard.head.starts_with("POST /told?by=easel "), "{}", heard.head);
        assert_eq!(told["room"], "art", "which room");
        assert!(told["at"].as_u64() > Some(1_600_000_000_000), "when: {told}");
    }
    assert_eq!((&told[1]["title"], &told[0]["seq"]), (&json!("A line"), &json!(0)), "and what");
    let ids: std::collections::BTreeSet<_> = told.iter().map(|it| text(&it["id"])).collect();
    assert_eq!(ids.len(), 4, "each has a name of its own");
}

#[tokio::test]
async fn h38_what_happens_to_a_class_is_told() {
    let server = TestServer::with(quick()).await;
    let receiver = Receiver::start(&[]).await;
    let kinds = ["class.made", "class.started", "class.ended", "class.collected"];
    hook(&server, receiver.address, &kinds).await;
    let made = make_class(&server, json!({ "title": "Maps", "mode": "each" })).await;
    let mut ada = ClassPage::enter(server.address, &made.class, json!({ "key": made.key })).await;
    for phase in ["running", "paused", "running", "ended"] {
        ada.say(json!({ "type": "change", "phase": phase })).await;
    }
    ada.say(json!({ "type": "collect" })).await;
    let heard = receiver.until(4).await;
    let told: Vec<_> = heard.iter().map(Heard::json).collect();
    let told_kinds: Vec<_> = told.iter().map(|it| text(&it["kind"])).collect();
    assert_eq!(told_kinds, kinds, "a pause is neither a beginning nor an end");
    for one in &told {
        assert_eq!((&one["class"], &one["title"]), (&json!(made.class), &json!("Maps")), "which");
    }
    assert!(told[3]["canvases"].is_u64(), "how many were saved: {}", told[3]);
    assert!(!heard.iter().any(|it| it.body.contains(&made.key)), "no key is told");
}

#[tokio::test]
async fn h38_what_is_not_taken_is_tried_again_before_what_comes_after_it() {
    let server = TestServer::with(quick()).await;
    let elsewhere = Receiver::start(&[]).await;
    let led = format!("302 Found\r\nlocation: http://{}/", elsewhere.address);
    let receiver = Receiver::start(&["500 Oh", &led, "404 No"]).await;
    let (_, secret) = hook(&server, receiver.address, &["room.saved"]).await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &LINE).await;
    save(&server, "one").await;
    save(&server, "two").await;
    let heard = receiver.until(5).await;
    assert_eq!(titles(&heard), ["one", "one", "one", "one", "two"], "in order, until it is taken");
    assert!(heard.iter().all(|it| is_signed(it, &secret)), "each try is signed");
    assert!(heard[..4].iter().all(|it| it.body == heard[0].body), "the same, with the same id");
    assert!(elsewhere.heard().is_empty(), "redirects are not followed");
}

#[tokio::test]
async fn h38_after_the_last_try_it_is_given_up_and_the_next_is_told() {
    let server = TestServer::with(quick()).await;
    let receiver = Receiver::start(&["500 Oh"; 5]).await;
    hook(&server, receiver.address, &["room.saved"]).await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &LINE).await;
    save(&server, "lost").await;
    save(&server, "told").await;
    let heard = receiver.until(6).await;
    assert_eq!(titles(&heard), ["lost", "lost", "lost", "lost", "lost", "told"], "five tries");
    let mut tally = hooks(&server).await[0].clone();
    while tally["delivered"] == 0 {
        tally = hooks(&server).await[0].clone();
    }
    assert_eq!((&tally["failed"], &tally["waiting"]), (&json!(1), &json!(0)), "{tally}");
}

#[tokio::test]
async fn h38_a_dead_hook_harms_nobody() {
    let hooks_options = HookOptions { waiting_max: 3, ..HookOptions::default() };
    let server = TestServer::with(ServerOptions { hooks: hooks_options, ..quick() }).await;
    // It takes connections and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let (dead, _) = hook(&server, silent.local_addr().expect("its address"), &["room.saved"]).await;
    let receiver = Receiver::start(&[]).await;
    hook(&server, receiver.address, &["room.saved"]).await;
    let mut ada = server.join("art", "ada").await;
    let begun = Instant::now();
    for n in 0..8 {
        ada.draw("#c62828", &LINE).await;
        save(&server, &format!("{n}")).await;
    }
    let heard = receiver.until(8).await;
    assert_eq!(titles(&heard), ["0", "1", "2", "3", "4", "5", "6", "7"], "the other is told all");
    assert!(begun.elapsed() < Duration::from_secs(9), "before the dead one's first try is over");
    let tally = hooks(&server).await[0].clone();
    assert_eq!((&tally["waiting"], &tally["dropped"]), (&json!(3), &json!(4)), "bounded: {tally}");
    let path = format!("/api/hooks/{dead}");
    assert_eq!(ask(&server, TOKEN, "DELETE", &path, "").await.0, 204, "it can be ended at once");
    server.server.shutdown().await;
    assert!(begun.elapsed() < Duration::from_secs(15), "and holds up no end");
}

#[tokio::test]
async fn h38_a_hook_where_nobody_listens_or_speaks_tls_is_given_up() {
    let server = TestServer::with(quick()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let nobody = listener.local_addr().expect("its address");
    drop(listener);
    let plain = server.address;
    for url in [format!("http://{nobody}/"), format!("https://{plain}/")] {
        hook_at(&server, &url, &["class.made"]).await;
    }
    make_class(&server, json!({ "title": "Maps", "mode": "one" })).await;
    let begun = Instant::now();
    for at in 0..2 {
        let mut tally = hooks(&server).await[at].clone();
        while tally["failed"] == 0 && begun.elapsed() < Duration::from_secs(15) {
            tokio::time::sleep(Duration::from_millis(10)).await;
            tally = hooks(&server).await[at].clone();
        }
        assert_eq!(tally["failed"], 1, "after five tries: {tally}");
    }
}
