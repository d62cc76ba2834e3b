//! Hooks over HTTP, for the operator.

use super::letters::{KINDS, Tally};
use super::{Order, Wanted, post};
use crate::server::Shared;
use crate::server::admin::Admin;
use crate::server::saved::{Answer, OTHER_SITE, Refused, body, sorry};
use crate::store::Hook;
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::oneshot;
use uuid::Uuid;

/// Longest address, in bytes.
const URL_BYTES_MAX: usize = 2_048;

const NO_URL: Refused = (
    StatusCode::BAD_REQUEST,
    "A hook is at an http or https address of up to 2,048 characters, without a name or password.\n",
);
const TOO_MANY: Refused =
    (StatusCode::CONFLICT, "There are as many hooks as may be. Delete one first.\n");
const NO_HOOK: Refused = (StatusCode::NOT_FOUND, "There is no such hook.\n");
const STOPPING: Refused = (StatusCode::SERVICE_UNAVAILABLE, "The server is restarting.\n");

#[derive(Deserialize)]
struct Asked {
    url: String,
    kinds: Vec<String>,
}

/// `POST /api/hooks`: makes a hook; its secret is told once (rule H37).
pub(in crate::server) async fn add(
    _: Admin,
    State(shared): State<Arc<Shared>>,
    request: Request,
) -> Answer {
    let asked: Asked = body(&shared, request).await.map_err(IntoResponse::into_response)?;
    if !is_address(&asked.url) {
        return Err(NO_URL.into_response());
    }
    let Some(kinds) = known(&asked.kinds) else {
        let sentence = format!("A hook hears of one or more of: {}.\n", KINDS.join(", "));
        return Err((StatusCode::BAD_REQUEST, sentence).into_response());
    };
    let mut secret = [0; 32];
    secret[..16].copy_from_slice(Uuid::new_v4().as_bytes());
    secret[16..].copy_from_slice(Uuid::new_v4().as_bytes());
    let made = shared.hub.clock().now();
    let wanted = Wanted { url: asked.url.into(), secret, kinds, made };
    let added = ask(&shared, |reply| Order::Add(wanted, reply)).await?;
    let id = added.map_err(|failure| sorry(&failure))?.ok_or_else(|| TOO_MANY.into_response())?;
    let told = json!({ "id": id, "secret": post::told(&secret) });
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

/// `GET /api/hooks`: all hooks, without their secrets (rule H37).
pub(in crate::server) async fn list(_: Admin, State(shared): State<Arc<Shared>>) -> Answer {
    let found = ask(&shared, Order::List).await?;
    let found = found.map_err(|failure| sorry(&failure))?;
    let told: Vec<_> = found.iter().map(|(hook, tally)| tell(hook, *tally)).collect();
    Ok(Json(json!({ "hooks": told })).into_response())
}

/// `DELETE /api/hooks/{id}`: tells it nothing more, not even what waits (rule H37).
pub(in crate::server) async fn take(
    _: Admin,
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    if !shared.options.origins.allows(&headers) {
        return Err(OTHER_SITE.into_response());
    }
    let id = id.parse().ok().filter(|id| i64::try_from(*id).is_ok());
    let id: u64 = id.ok_or_else(|| NO_HOOK.into_response())?;
    let taken = ask(&shared, |reply| Order::Take(id, reply)).await?;
    if taken.map_err(|failure| sorry(&failure))? {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Err(NO_HOOK.into_response())
}

/// Asks whoever keeps the hooks; somebody does wherever there is an operator.
async fn ask<T>(
    shared: &Shared,
    order: impl FnOnce(oneshot::Sender<T>) -> Order,
) -> Result<T, Response> {
    let hooks = shared.hooks.as_ref().ok_or_else(|| STOPPING.into_response())?;
    hooks.ask(order).await.ok_or_else(|| STOPPING.into_response())
}

fn is_address(url: &str) -> bool {
    let Ok(parsed) = url.parse::<Uri>() else { return false };
    let is_web = matches!(parsed.scheme_str(), Some("http" | "https"));
    let is_plain = parsed.authority().is_some_and(|it| !it.as_str().contains('@'));
    url.len() <= URL_BYTES_MAX && is_web && is_plain && !parsed.host().unwrap_or("").is_empty()
}

/// The kinds, each once, if there are any and all are known.
fn known(asked: &[String]) -> Option<Vec<String>> {
    let is_known = !asked.is_empty() && asked.iter().all(|kind| KINDS.contains(&kind.as_str()));
    let wanted = KINDS.iter().filter(|kind| asked.iter().any(|one| one == *kind));
    is_known.then(|| wanted.map(|kind| (*kind).to_owned()).collect())
}

fn tell(hook: &Hook, tally: Tally) -> Value {
    let Hook { id, url, kinds, made, .. } = hook;
    let Tally { waiting, delivered, failed, dropped } = tally;
    json!({
        "id": id, "url": url, "kinds": kinds, "made": made.0, "waiting": waiting,
        "delivered": delivered, "failed": failed, "dropped": dropped,
    })
}
