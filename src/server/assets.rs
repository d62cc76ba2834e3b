//! The built web client, and the page that speaks only the plain dialect.

use super::Shared;
use super::routes::nowhere;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::sync::Arc;

/// What `vite build` made; without the web client a page that says so.
#[derive(RustEmbed)]
#[folder = "$EASEL_WEB_DIST"]
struct Web;

const PLAIN: &str = include_str!("../../assets/plain.html");

/// No script, style, picture or connection from elsewhere; no inline script. Who may frame it follows.
const POLICY: &str = "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; \
                      style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// The whole policy, with the other sites that may show pages of this server in a frame.
pub(super) fn policy(frame_ancestors: &[String]) -> String {
    frame_ancestors.iter().fold(POLICY.to_owned(), |policy, site| format!("{policy} {site}"))
}

/// The file of the page's script, as the page names it; empty when no page is built in.
pub(super) fn page_script() -> String {
    let page = Web::get("index.html").map(|page| page.data.into_owned()).unwrap_or_default();
    let page = String::from_utf8_lossy(&page).into_owned();
    let scripts = page.split("/assets/").skip(1).filter_map(|rest| rest.split('"').next());
    let mut scripts = scripts.filter(|file| file.rsplit('.').next() == Some("js"));
    scripts.next().unwrap_or_default().to_owned()
}

/// The plain page is one file with its script and style inside.
const PLAIN_POLICY: &str = "default-src 'none'; connect-src 'self' ws: wss:; img-src data:; \
                            style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'";

/// The page that opens on every path a person sees.
pub(super) async fn page(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    embedded("index.html", request.headers(), &shared.policy)
}

/// The plain page.
pub(super) async fn plain() -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let policy = HeaderValue::from_static(PLAIN_POLICY);
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy)];
    (headers, PLAIN).into_response()
}

/// A file of the web client.
pub(super) async fn file(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    embedded(path, request.headers(), &shared.policy)
}

fn embedded(path: &str, headers: &HeaderMap, policy: &str) -> Response {
    let Some(plain) = Web::get(path) else { return nowhere() };
    let tag = tag_of(&plain);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|had| had.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let kind = plain.metadata.mimetype().to_owned();
    let (encoding, file) = smallest(path, headers).unwrap_or((None, plain));
    let mut response = Response::new(Body::from(file.data.into_owned()));
    let mut put = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, &kind);
    put(header::ETAG, &tag);
    put(header::CONTENT_SECURITY_POLICY, policy);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(header::VARY, "accept-encoding");
    // Built files carry a hash of their content in their name; the page itself does not.
    let built = path.starts_with("assets/");
    put(
        header::CACHE_CONTROL,
        if built { "public, max-age=31536000, immutable" } else { "no-cache" },
    );
    if let Some(encoding) = encoding {
        put(header::CONTENT_ENCODING, encoding);
    }
    response
}

fn tag_of(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let short = hash[..8].iter().fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
    format!("\"{short:016x}\"")
}

/// The file as the build compressed it, in the best way the browser reads.
fn smallest(path: &str, headers: &HeaderMap) -> Option<(Option<&'static str>, EmbeddedFile)> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    [("br", ".br"), ("gzip", ".gz")].into_iter().find_map(|(encoding, ending)| {
        let reads = accepted.split(',').any(|one| one.trim().split(';').next() == Some(encoding));
        let file = reads.then(|| Web::get(&format!("{path}{ending}"))).flatten()?;
        Some((Some(encoding), file))
    })
}
