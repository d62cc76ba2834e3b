//! What programs of the operator may do: rooms by HTTP, and hooks.

mod hooks;
mod rooms;
mod strokes;

use crate::support::server::{Answer, TestServer, send};
use easel::server::{AdminToken, ServerOptions};
use serde_json::Value;

const TOKEN: &str = "a-token-of-the-operator";

fn options() -> ServerOptions {
    let admin = Some(AdminToken::new(TOKEN).expect("a token"));
    ServerOptions { admin, ..ServerOptions::default() }
}

async fn server() -> TestServer {
    TestServer::with(options()).await
}

/// Asks with a key; the status, and the JSON or else the words.
async fn ask(server: &TestServer, key: &str, method: &str, path: &str, body: &str) -> (u16, Value) {
    let answer = asked(server, key, method, path, body).await;
    let words = || Value::from(String::from_utf8_lossy(&answer.body).trim().to_owned());
    (answer.status, serde_json::from_slice(&answer.body).unwrap_or_else(|_| words()))
}

async fn asked(server: &TestServer, key: &str, method: &str, path: &str, body: &str) -> Answer {
    let headers =
        if key.is_empty() { String::new() } else { format!("authorization: Bearer {key}\r\n") };
    send(method, server.address, path, &headers, body.as_bytes()).await
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

const WAYS: [(&str, &str); 6] = [
    ("GET", "/api/rooms"),
    ("POST", "/api/rooms"),
    ("DELETE", "/api/rooms/art"),
    ("GET", "/api/hooks"),
    ("POST", "/api/hooks"),
    ("DELETE", "/api/hooks/1"),
];

#[tokio::test]
async fn h32_without_a_token_nothing_of_it_is_there_and_with_another_nothing_is_allowed() {
    let plain = TestServer::start().await;
    for (method, path) in WAYS {
        let (status, said) = ask(&plain, TOKEN, method, path, "").await;
        assert_eq!((status, said), (404, "This server has no admin token.".into()), "{path}");
    }
    let server = server().await;
    for (method, path) in WAYS {
        for key in ["", "another-token-of-somebody", "a-token-of-the-operato"] {
            assert_eq!(ask(&server, key, method, path, "").await.0, 403, "{method} {path} {key}");
        }
    }
    assert_eq!(ask(&server, TOKEN, "GET", "/api/rooms", "").await.0, 200, "with it");
}

#[tokio::test]
async fn h32_wrong_tokens_are_counted() {
    let server = server().await;
    for _ in 0..80 {
        assert_eq!(ask(&server, "wrong", "GET", "/api/hooks", "").await.0, 403, "no");
    }
    let answer = asked(&server, TOKEN, "GET", "/api/hooks", "").await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")), "even the right");
    let code = server.get("/api/codes/NOSUCH").await;
    assert_eq!(code.status, 404, "those who mistype codes are not meant");
}
