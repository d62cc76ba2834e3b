//! Who is here, where they point, and what they look at.

use crate::support::server::TestServer;
use serde_json::{Value, json};

async fn join(server: &TestServer, name: &str) -> crate::support::easel::EaselClient {
    let me = json!({"name": name, "color": "#1d5fd6"});
    crate::support::easel::EaselClient::join_as(server.address, "art", name, me).await
}

fn field(person: Option<&Value>, key: &str) -> Value {
    person.map_or(Value::Null, |person| person[key].clone())
}

#[tokio::test]
async fn v17_whoever_says_who_they_are_sees_who_else_is_here() {
    let server = TestServer::start().await;
    let mut ada = join(&server, "Ada").await;
    ada.until("herself", |me| me.person("Ada").is_some()).await;
    let mut bob = join(&server, "Bob").await;
    let mut shy = server.join("art", "shy").await;
    bob.until("both", |me| me.person("Ada").is_some() && me.person("Bob").is_some()).await;
    ada.until("Bob", |me| me.person("Bob").is_some()).await;
    assert_eq!(ada.people.len(), 2, "who says nothing is counted, not named");
    assert_eq!(field(ada.person("Bob"), "role"), "painter", "what he may do");
    bob.me(json!({"name": "Robert", "hand": true})).await;
    ada.until("a hand", |me| field(me.person("Robert"), "hand") == 1).await;
    bob.me(json!({"hand": false, "presents": true})).await;
    ada.until("an offer", |me| field(me.person("Robert"), "presents") == true).await;
    assert_eq!(field(ada.person("Robert"), "hand"), 0, "the hand is down");
    shy.me(json!({"name": "Cleo"})).await;
    shy.until("everybody", |me| me.people.len() == 3).await;
    bob.cut();
    ada.until("Bob to be gone", |me| me.person("Robert").is_none()).await;
    assert!(ada.person("Cleo").is_some(), "the others are still here");
}

#[tokio::test]
async fn v17_hands_are_numbered_in_the_order_they_go_up() {
    let server = TestServer::start().await;
    let mut ada = join(&server, "Ada").await;
    let mut bob = join(&server, "Bob").await;
    bob.me(json!({"hand": true})).await;
    ada.until("Bob's hand", |me| field(me.person("Bob"), "hand") == 1).await;
    ada.me(json!({"hand": true})).await;
    bob.until("Ada's hand", |me| field(me.person("Ada"), "hand") == 2).await;
    bob.me(json!({"hand": true})).await;
    ada.me(json!({"name": "Ada L"})).await;
    ada.until("the new name", |me| me.person("Ada L").is_some()).await;
    assert_eq!(field(ada.person("Bob"), "hand"), 1, "a hand that is up keeps its place");
}

#[tokio::test]
async fn v17_a_newcomer_is_told_where_everybody_points_and_only_the_newest_counts() {
    let server = TestServer::start().await;
    let mut ada = join(&server, "Ada").await;
    let mut bob = join(&server, "Bob").await;
    let client = ada.welcome["client"].as_i64().expect("a client");
    for x in 0..50 {
        ada.send(&json!({"type": "cursor", "x": x, "y": 8, "down": true})).await;
    }
    let newest = json!([client, 49, 8, 1]);
    bob.until("the newest place", |me| me.cursors.iter().any(|told| told["at"] == newest)).await;
    assert!(bob.cursors.len() < 20, "not each of them: {}", bob.cursors.len());
    let mut cleo = join(&server, "Cleo").await;
    cleo.until("where Ada points", |me| {
        me.cursors.iter().any(|told| told["at"] == newest && told["all"] == true)
    })
    .await;
    ada.send(&json!({"type": "cursor"})).await;
    let gone = json!([client, 0, 0, 2]);
    bob.until("no cursor", |me| me.cursors.last().is_some_and(|told| told["at"] == gone)).await;
}

#[tokio::test]
async fn v20_a_view_is_told_to_followers_alone_and_at_once() {
    let server = TestServer::start().await;
    let (mut ada, mut bob, mut cleo) =
        (join(&server, "Ada").await, join(&server, "Bob").await, join(&server, "Cleo").await);
    let client = ada.welcome["client"].clone();
    ada.send(&json!({"type": "view", "x": 80, "y": 160, "width": 8000})).await;
    ada.me(json!({"hand": true})).await;
    bob.until("Ada's hand", |me| field(me.person("Ada"), "hand") == 1).await;
    assert!(bob.views.is_empty(), "nobody follows yet");
    bob.me(json!({"follows": client})).await;
    bob.until("Ada's view", |me| !me.views.is_empty()).await;
    assert_eq!(bob.views[0]["width"], 8000, "as it is");
    ada.send(&json!({"type": "view", "x": 88, "y": 160, "width": 4000})).await;
    bob.until("the next view", |me| me.views.len() == 2).await;
    bob.me(json!({"follows": null})).await;
    cleo.me(json!({"hand": true})).await;
    bob.until("Cleo's hand", |me| field(me.person("Cleo"), "hand") == 2).await;
    ada.send(&json!({"type": "view", "x": 0, "y": 0, "width": 800})).await;
    cleo.me(json!({"hand": false})).await;
    bob.until("Cleo's hand down", |me| field(me.person("Cleo"), "hand") == 0).await;
    assert_eq!(bob.views.len(), 2, "he follows nobody now");
    assert!(cleo.views.is_empty(), "she never did");
}

#[tokio::test]
async fn v20_viewers_are_seen_but_have_no_cursor() {
    let server = TestServer::start().await;
    let mut ada = join(&server, "Ada").await;
    let me = json!({"name": "Guest", "role": "viewer"});
    let mut guest =
        crate::support::easel::EaselClient::join_as(server.address, "art", "guest", me).await;
    guest.send(&json!({"type": "cursor", "x": 1, "y": 1})).await;
    guest.until("a refusal", |me| !me.refusals.is_empty()).await;
    assert_eq!(guest.refusals[0]["code"], "forbidden", "a viewer only looks");
    guest.me(json!({"hand": true, "presents": true})).await;
    ada.until("a hand", |me| field(me.person("Guest"), "hand") == 1).await;
    assert_eq!(field(ada.person("Guest"), "presents"), false, "and offers nothing");
    assert!(ada.cursors.iter().all(|told| told["at"] == json!([])), "nothing moved");
}

#[tokio::test]
async fn v17_names_out_of_bounds_are_refused() {
    let server = TestServer::start().await;
    let mut ada = join(&server, "Ada").await;
    for name in ["", "   ", &"x".repeat(41)] {
        let before = ada.refusals.len();
        ada.me(json!({"name": name})).await;
        ada.until("a refusal", |me| me.refusals.len() > before).await;
        let sentence = ada.refusals[before]["message"].as_str().unwrap_or_default().to_owned();
        assert!(sentence.contains("1 to 40 characters"), "{sentence}");
    }
    ada.me(json!({"name": "<b>Ada & Ünal 🦦</b>"})).await;
    ada.until("any letters", |me| me.person("<b>Ada & Ünal 🦦</b>").is_some()).await;
}
