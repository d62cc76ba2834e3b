//! The document that describes every HTTP path says what is true.

use crate::support::server::{Answer, TestServer, get, send};
use easel::server::ServerOptions;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;

async fn document(server: &TestServer) -> Map<String, Value> {
    let answer = server.get("/api/openapi.json").await;
    assert_eq!(answer.header("content-type"), Some("application/json"), "its kind");
    let mut document: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0", "its version");
    serde_json::from_value(document["paths"].take()).expect("paths")
}

/// Method and path of each route in the server's table.
fn routes() -> BTreeSet<(String, String)> {
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/src/server/routes.rs");
    let table = fs::read_to_string(table).expect("the table of paths");
    let parts = table.split(".route(\"").skip(1);
    let methods = |part: &str| {
        let (path, rest) = part.split_once("\", ").expect("a path");
        let (line, _) = rest.split_once('\n').expect("an end of the line");
        let names = line.trim_start_matches('.').split(").").filter_map(|one| one.split_once('('));
        let path = path.to_owned();
        names.map(|(method, _)| (method.to_owned(), path.clone())).collect::<Vec<_>>()
    };
    parts.flat_map(methods).collect()
}

#[tokio::test]
async fn h10_every_route_is_described_and_everything_described_is_a_route() {
    let server = TestServer::start().await;
    let paths = document(&server).await;
    let described = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods").keys();
        methods.map(move |method| (method.clone(), path.clone()))
    });
    let routes = routes();
    assert!(routes.len() > 15, "the routes are found: {routes:?}");
    assert_eq!(described.collect::<BTreeSet<_>>(), routes, "method and path of each");
}

async fn ask(server: &TestServer, method: &str, path: &str) -> Answer {
    match method {
        "post" | "patch" | "delete" => {
            send(&method.to_uppercase(), server.address, path, "", b"nothing").await
        }
        _ => get(server.address, path, "").await,
    }
}

#[tokio::test]
async fn h10_answers_are_of_the_kinds_that_are_described() {
    let options = ServerOptions { echo: true, ..ServerOptions::default() };
    let server = TestServer::with(options).await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &[80, 80, 16]).await;
    for (path, methods) in document(&server).await {
        for (method, operation) in methods.as_object().expect("methods") {
            for room in ["art", "blank", "No%20Room"] {
                let path = path.replace("{room}", room);
                let path = path.replace("{file}", "none.png").replace("{code}", "NOSUCH");
                let path =
                    path.replace("{id}", "BwcHBwcHBwcHBwcHBwcHBw").replace("{saved}", "none");
                let answer = ask(&server, method, &path).await;
                let described = &operation["responses"][answer.status.to_string()];
                assert!(described.is_object(), "{method} {path} answered {}", answer.status);
                let kinds = described["content"].as_object();
                let kind = answer.header("content-type").and_then(|kind| kind.split(';').next());
                let is_known =
                    kinds.is_none_or(|kinds| kind.is_some_and(|k| kinds.contains_key(k)));
                assert!(is_known || described["$ref"].is_string(), "{method} {path}: {kind:?}");
            }
        }
    }
}
