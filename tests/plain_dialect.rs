//! The seed's own client, in one room with new clients.

use crate::support::plain::{PlainClient, draw, hash_of};
use crate::support::scene::line;
use crate::support::screen::png_of;
use crate::support::server::TestServer;
use easel::model::{Brush, Point, Rgb, Size, Tool};
use easel::raster::{StrokeMask, decode_png};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

async fn server_hash(server: &TestServer, room: &str) -> String {
    let answer = server.get(&format!("/api/rooms/{room}/canvas.png")).await;
    decode_png(&answer.body, Size::default()).expect("PNG").hash()
}

#[tokio::test]
async fn p1_everybody_is_told_how_many_are_here() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let first = ada.until("clientCount").await;
    assert_eq!(first, json!({"type": "clientCount", "clientCount": 1}), "the joiner is counted");
    let mut ben = PlainClient::connect(server.address, "/").await;
    let mut cleo = PlainClient::connect(server.address, "/ws/lobby").await;
    let dan = server.join("lobby", "Dan").await;
    for client in [&mut ada, &mut ben, &mut cleo] {
        client.until_count(4).await;
    }
    drop(cleo);
    drop(dan);
    ada.until_count(2).await;
    ben.until_count(2).await;
}

#[tokio::test]
async fn p1_forty_that_come_and_go_are_counted_right_in_the_end() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let mut others = Vec::new();
    for _ in 0..40 {
        others.push(PlainClient::connect(server.address, "/ws").await);
    }
    ada.until_count(41).await;
    others.truncate(7);
    ada.until_count(8).await;
}

#[tokio::test]
async fn p7_a_draw_goes_to_all_others_and_not_back() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let mut ben = PlainClient::connect(server.address, "/ws").await;
    ada.draw((450, 202), (484, 202)).await;
    ben.draw((1, 2), (3, 4)).await;
    assert_eq!(
        ben.until("draw").await,
        json!({"type": "draw", "color": "#000000", "endX": 484, "endY": 202, "lineWidth": 2,
            "startX": 450, "startY": 202}),
        "to Ben"
    );
    assert_eq!(ada.until("draw").await["endX"], json!(3), "Ada gets Ben's, not her own");
    ada.canvas_hash().await;
    let draws = ada.messages.iter().filter(|message| message["type"] == json!("draw")).count();
    assert_eq!(draws, 1, "and nothing more");
}

#[tokio::test]
async fn p8_a_request_is_answered_to_the_asker_with_its_own_id() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let mut ben = PlainClient::connect(server.address, "/ws").await;
    for id in [json!("1"), json!(1), json!({"nested": [1]})] {
        ada.send(&json!({"type": "canvasRequest", "clientId": id})).await;
        assert_eq!(ada.until("canvasState").await["clientId"], id, "the same type");
    }
    ada.send(&json!({"type": "canvasRequest"})).await;
    let own = ada.until("canvasState").await;
    assert!(own["clientId"].is_string(), "an id of ours, as a string: {}", own["clientId"]);
    assert_eq!((&own["width"], &own["height"]), (&json!(1920), &json!(1080)), "its size");
    let both =
        "{\"type\":\"canvasRequest\",\"clientId\":1}\n{\"type\":\"canvasRequest\",\"clientId\":2}";
    ada.send_raw(Message::text(both)).await;
    assert_eq!(ada.until("canvasState").await["clientId"], json!(1), "two in one tick");
    assert_eq!(ada.until("canvasState").await["clientId"], json!(2), "both answered");
    ben.draw((1, 1), (2, 2)).await;
    ada.until("draw").await;
    assert!(ben.messages.iter().all(|m| m["type"] != json!("canvasState")), "not to Ben");
}

#[tokio::test]
async fn p9_the_picture_in_a_storm_and_the_draws_after_it_are_the_servers_picture() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let mut ben = PlainClient::connect(server.address, "/ws").await;
    for i in 0..300 {
        ben.draw((500, i), (900, i * 3)).await;
        if i < 200 {
            ada.draw((i, 10), (i * 5, 500)).await;
        }
        if i == 200 {
            ada.send(&json!({"type": "canvasRequest"})).await;
        }
    }
    let state = ada.until("canvasState").await;
    let shown = ada.messages.len();
    let size = Size::default();
    let png = png_of(state["data"].as_str().expect("a data URL"));
    let mut screen = decode_png(&png, size).expect("a picture");
    let last = json!(899);
    ben.draw((500, 299), (1, 899)).await;
    while ada.until("draw").await["endY"] != last {}
    let black = Brush::new(Tool::Pencil, Rgb([0, 0, 0]), 255).expect("a brush");
    for draw in ada.messages[shown..].iter().filter(|message| message["type"] == json!("draw")) {
        let at = |key: &str| draw[key].as_f64().expect("a number");
        let from = Point::from_px(at("startX"), at("startY"), 1.0).expect("a point");
        let to = Point::from_px(at("endX"), at("endY"), 1.0).expect("a point");
        screen.paint(&StrokeMask::of(size, &[from, to], true), black);
    }
    assert_eq!(screen.hash(), server_hash(&server, "lobby").await, "none missing, none twice");
}

#[tokio::test]
async fn p9_ten_thousand_draws_and_a_request_give_the_servers_picture() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    for block in 0..100 {
        let draws = (0..100).map(|i| draw((block * 19, i * 10), (block * 19 + 15, i * 10 + 7)));
        let lines: Vec<_> = draws.map(|draw| draw.to_string()).collect();
        ada.send_raw(Message::text(lines.join("\n"))).await;
    }
    let mine = ada.canvas_hash().await;
    assert_eq!(mine, server_hash(&server, "lobby").await, "equal");
    let late = PlainClient::connect(server.address, "/ws").await.canvas_hash().await;
    assert_eq!(mine, late, "for a newcomer too");
}

#[tokio::test]
async fn p10_p12_pictures_counts_and_unknown_things_from_clients_are_dropped() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let mut ben = PlainClient::connect(server.address, "/ws").await;
    let picture = format!("data:image/png;base64,{}", "A".repeat(5_000_000));
    ada.send(&json!({"type": "canvasState", "clientId": "1", "data": picture})).await;
    ada.send(&json!({"type": "canvasState", "clientId": "1", "data": "small"})).await;
    ada.send(&json!({"type": "clientCount", "clientCount": 99})).await;
    ada.send(&json!({"type": "fly", "startX": 1})).await;
    ada.send_raw(Message::text("")).await;
    ada.draw((1, 1), (2, 2)).await;
    ben.until("draw").await;
    let kinds: Vec<_> = ben.messages.iter().filter_map(|m| m["type"].as_str()).collect();
    assert!(kinds.iter().all(|kind| ["clientCount", "draw"].contains(kind)), "{kinds:?}");
    let counts = ben.messages.iter().filter(|m| m["clientCount"] == json!(99)).count();
    assert_eq!(counts, 0, "a client counts nobody");
}

#[tokio::test]
async fn p11_w5_w10_lines_binary_and_fragments_are_read() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let mut ben = PlainClient::connect(server.address, "/ws").await;
    let lines = format!("\u{feff}{}\n{{bad\n{}\n", draw((1, 1), (2, 1)), draw((2, 1), (3, 1)));
    ada.send_raw(Message::text(lines)).await;
    ada.send_raw(Message::binary(draw((3, 1), (4, 1)).to_string().into_bytes())).await;
    for end in [2, 3, 4] {
        assert_eq!(ben.until("draw").await["endX"], json!(end), "in order");
    }
    let refusal = ada.until("refusal").await;
    assert!(refusal["message"].as_str().is_some_and(|text| text.contains("not JSON")), "{refusal}");
}

#[tokio::test]
async fn p13_chat_is_stored_and_relayed() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let mut dan = server.join("lobby", "Dan").await;
    ada.send(&json!({"content": "hello", "user": "Ada"})).await;
    dan.until("a line", |me| me.screen.chat.len() == 1).await;
    dan.ask(json!({"type": "chat", "content": "hi <b>", "user": "Dan"})).await;
    let line = ada.until("chat").await;
    assert_eq!(line, json!({"type": "chat", "content": "hi <b>", "user": "Dan"}), "typed");
    let eve = server.join("lobby", "Eve").await;
    let said: Vec<_> = eve.screen.chat.iter().map(|(user, _)| user.as_str()).collect();
    assert_eq!(said, ["Ada", "Dan"], "a newcomer reads it");
}

#[tokio::test]
async fn p14_draws_come_the_way_a_client_writes_them() {
    let server = TestServer::start().await;
    let mut wrapped = PlainClient::connect(server.address, "/ws").await;
    let mut bare = PlainClient::connect(server.address, "/ws?dialect=bare").await;
    let mut ada = PlainClient::connect(server.address, "/ws?room=lobby").await;
    wrapped.send(&json!({"type": "draw", "payload": draw((1, 1), (2, 2))})).await;
    ada.until("draw").await;
    ada.draw((450, 202), (484, 202)).await;
    let inner = wrapped.until("draw").await;
    assert_eq!(inner["payload"]["endX"], json!(484), "wrapped the same way");
    while bare.texts.len() < 3 {
        bare.next().await;
    }
    let expected =
        r##"{"color":"#000000","endX":484,"endY":202,"lineWidth":2,"startX":450,"startY":202}"##;
    assert!(bare.texts.iter().any(|text| text == expected), "{:?}", bare.texts);
}

#[tokio::test]
async fn p15_strokes_arrive_as_draws_and_undo_as_a_fresh_picture() {
    let server = TestServer::start().await;
    let mut plain = server.join_plain("art").await;
    let mut ada = server.join("art", "Ada").await;
    plain.until_count(2).await;
    ada.draw("#c62828", &line((10, 10), (90, 90))).await;
    let first = plain.until("draw").await;
    assert_eq!((&first["startX"], &first["endX"]), (&json!(10), &json!(50)), "point to point");
    assert_eq!(first["color"], json!("#c62828"), "its colour");
    assert_eq!(first["lineWidth"], json!(8), "its width");
    plain.until("draw").await;
    let eraser = json!({"type": "begin", "tool": "eraser", "color": "#000000", "opacity": 255,
        "points": [80, 80, 80, 160, 160, 80], "ended": true});
    ada.ask(eraser).await;
    assert_eq!(plain.until("draw").await["color"], json!("#ffffff"), "the eraser is white");
    ada.until_acked().await;
    for act in ["undo", "redo", "clear"] {
        ada.ask(json!({"type": act})).await;
        ada.until_acked().await;
        let state = plain.until("canvasState").await;
        assert_eq!(hash_of(&state), ada.screen.hash(), "after {act}");
    }
}

#[tokio::test]
async fn p17_v16_what_is_refused_is_told_and_lines_are_strokes_of_two_points() {
    let server = TestServer::start().await;
    let mut plain = server.join_plain("art").await;
    let mut ada = server.join("art", "Ada").await;
    let mut bad = draw((1, 1), (2, 2));
    bad["color"] = Value::Null;
    plain.send(&bad).await;
    let refusal = plain.until("refusal").await;
    assert!(refusal["message"].as_str().is_some_and(|text| text.contains("colour")), "{refusal}");
    plain.draw((10, 10), (90, 90)).await;
    ada.until("the line", |me| me.screen.seq.0 == 1).await;
    let item = ada.screen.picture.window().items().next().expect("a stroke").clone();
    assert_eq!((item.points(), item.is_open(), item.n.0), (2, false, 0), "ended at once");
    assert_eq!(plain.canvas_hash().await, ada.screen.hash(), "one picture");
}
