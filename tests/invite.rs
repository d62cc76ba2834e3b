//! How others find a room: codes, pictures of links, and who may frame it.

use crate::support::qr;
use crate::support::server::{TestServer, get, post};
use easel::server::ServerOptions;
use easel::store::DiskStore;
use serde_json::Value;

async fn code_of(server: &TestServer, room: &str) -> String {
    let answer = post(server.address, &format!("/api/rooms/{room}/code"), "", b"").await;
    assert_eq!(answer.status, 200, "a code");
    let answer: Value = serde_json::from_slice(&answer.body).expect("JSON");
    answer["code"].as_str().expect("a code").to_owned()
}

#[tokio::test]
async fn h5_h6_a_code_leads_to_its_room_also_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Box::new(DiskStore::open(folder.path()).expect("a store"));
    let server = TestServer::on(open(), ServerOptions::default()).await;
    let code = code_of(&server, "quiet-otter").await;
    assert_eq!(code_of(&server, "quiet-otter").await, code, "always the same");
    assert_ne!(code_of(&server, "red-fox").await, code, "another room, another code");
    server.server.shutdown().await;
    let server = TestServer::on(open(), ServerOptions::default()).await;
    let spoken = code.to_lowercase();
    let answer = server.get(&format!("/api/codes/{}-{}", &spoken[..3], &spoken[3..])).await;
    assert_eq!(answer.body, br#"{"room":"quiet-otter"}"#, "as people write it");
}

#[tokio::test]
async fn h6_wrong_codes_are_refused_and_after_many_for_a_while() {
    let server = TestServer::start().await;
    let code = code_of(&server, "art").await;
    for _ in 0..80 {
        assert_eq!(server.get("/api/codes/NOSUCH").await.status, 404, "no room");
    }
    let answer = server.get(&format!("/api/codes/{code}")).await;
    assert_eq!(answer.status, 429, "even a right one");
    assert_eq!(answer.header("retry-after"), Some("60"), "when to come back");
}

#[tokio::test]
async fn h25_short_links_are_the_front_page_and_opening_them_is_no_guess() {
    let server = TestServer::start().await;
    let code = code_of(&server, "art").await;
    let front = server.get("/").await;
    for path in ["/j", "/j/NOSUCH", "/j/not-a-code"] {
        let page = server.get(path).await;
        assert_eq!((page.status, &page.body), (front.status, &front.body), "{path}");
        assert_eq!(page.header("content-type"), front.header("content-type"), "{path}");
    }
    for _ in 0..80 {
        server.get("/j/NOSUCH").await;
    }
    assert_eq!(server.get(&format!("/api/codes/{code}")).await.status, 200, "no guess was counted");
}

#[tokio::test]
async fn h4_a_qr_code_leads_to_the_room_as_people_reach_the_server() {
    let server = TestServer::start().await;
    let plain = server.get("/r/art/qr.svg").await;
    assert_eq!(plain.header("content-type"), Some("image/svg+xml"), "a picture");
    let link = format!("http://{}/r/art", server.address);
    assert_eq!(qr::read(&plain.body), link, "read by another decoder");
    let proxied = "x-forwarded-proto: https\r\nx-forwarded-host: draw.example.org\r\n";
    let behind = get(server.address, "/r/art/qr.svg", proxied).await.body;
    let public_url = Some("https://draw.example.org/".to_owned());
    let told = TestServer::with(ServerOptions { public_url, ..ServerOptions::default() }).await;
    assert_eq!(told.get("/r/art/qr.svg").await.body, behind, "the same link");
    assert_eq!(qr::read(&behind), "https://draw.example.org/r/art", "what the proxy says");
    assert_eq!(server.get("/r/No%20Room/qr.svg").await.status, 404, "no room");
}

#[tokio::test]
async fn h7_other_sites_may_frame_pages_when_they_are_listed() {
    let frame_ancestors = vec!["https://lms.example.org".to_owned()];
    let server = TestServer::with(ServerOptions { frame_ancestors, ..Default::default() }).await;
    let page = server.get("/r/art").await;
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.ends_with("frame-ancestors 'self' https://lms.example.org"), "{policy}");
    let server = TestServer::start().await;
    let page = server.get("/r/art").await;
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.ends_with("frame-ancestors 'self'"), "{policy}");
}

#[tokio::test]
async fn h3_a_room_tells_how_many_are_in_it() {
    let server = TestServer::start().await;
    let empty = server.get("/api/rooms/art").await.body;
    assert_eq!(empty, br#"{"clientCount":0,"room":"art"}"#, "nobody");
    let _ada = server.join("art", "ada").await;
    let one = server.get("/api/rooms/art").await.body;
    assert_eq!(one, br#"{"clientCount":1,"room":"art"}"#, "Ada");
    assert_eq!(server.get("/api/rooms/No%20Room").await.status, 404, "no room");
}
