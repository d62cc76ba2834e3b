//! Pictures people bring: they are sent here first, then laid on a canvas by name.

use super::Shared;
use super::limits::{IMAGE_BODY_TIMEOUT, IMAGE_WAIT};
use super::routes::nowhere;
use crate::model::{ImageId, RoomId};
use crate::protocol::limits::IMAGE_BYTES_MAX;
use crate::raster::{Image, ImageFailure};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::time::timeout;

/// The largest box an image is wanted in, in canvas pixels; the whole canvas where nothing is said.
#[derive(Deserialize)]
pub(super) struct Fit {
    width: Option<u32>,
    height: Option<u32>,
}

#[derive(Serialize)]
struct Taken {
    image: ImageId,
    width: u32,
    height: u32,
}

/// `POST /api/rooms/{room}/images`: takes a PNG, JPEG or WebP file and answers its name (rule H1).
pub(super) async fn take(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(fit): Query<Fit>,
    request: Request,
) -> Response {
    if RoomId::new(&name).is_none() {
        return nowhere();
    }
    if !shared.options.origins.allows(request.headers()) {
        return refuse(StatusCode::FORBIDDEN, "Pages of this origin may not send pictures here.");
    }
    let file = match read(request).await {
        Ok(file) => file,
        Err(refusal) => return refusal,
    };
    let size = shared.options.hub.size;
    let width = fit.width.unwrap_or(u32::MAX).min(size.width());
    let height = fit.height.unwrap_or(u32::MAX).min(size.height());
    // One at a time: unpacking one may take a quarter of a gigabyte.
    let Ok(Ok(turn)) = timeout(IMAGE_WAIT, Arc::clone(&shared.images).acquire_owned()).await else {
        return refuse(
            StatusCode::SERVICE_UNAVAILABLE,
            "Too many pictures are on their way. Try again.",
        );
    };
    let made = tokio::task::spawn_blocking(move || {
        let image = Image::of_file(&file, width, height);
        drop(turn);
        image
    });
    match made.await {
        Ok(Ok(image)) => {
            let placed = image.placed(0, 0);
            shared.hub.images().put(Arc::new(image));
            let taken = Taken { image: placed.image, width: placed.width, height: placed.height };
            (StatusCode::CREATED, Json(taken)).into_response()
        }
        Ok(Err(failure)) => refuse(status_of(&failure), &failure.to_string()),
        Err(_) => refuse(StatusCode::UNPROCESSABLE_ENTITY, "This picture cannot be read."),
    }
}

async fn read(request: Request) -> Result<Bytes, Response> {
    let too_large = || {
        let most = IMAGE_BYTES_MAX >> 20;
        refuse(StatusCode::PAYLOAD_TOO_LARGE, &format!("A picture may have up to {most} MB."))
    };
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > IMAGE_BYTES_MAX) {
        return Err(too_large());
    }
    match timeout(IMAGE_BODY_TIMEOUT, to_bytes(request.into_body(), IMAGE_BYTES_MAX)).await {
        Ok(Ok(file)) => Ok(file),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(refuse(StatusCode::REQUEST_TIMEOUT, "The picture did not come in time.")),
    }
}

fn status_of(failure: &ImageFailure) -> StatusCode {
    match failure {
        ImageFailure::Kind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ImageFailure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ImageFailure::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn refuse(status: StatusCode, sentence: &str) -> Response {
    (status, format!("{sentence}\n")).into_response()
}

/// `GET /api/images/{id}.png`: the file of an image, which never changes (rule H2).
pub(super) async fn file(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    let Some(id) = name.strip_suffix(".png").and_then(ImageId::parse) else { return nowhere() };
    let images = Arc::clone(shared.hub.images());
    // It may wait for the store.
    let found = tokio::task::spawn_blocking(move || images.file(id)).await;
    let Ok(Some(png)) = found else {
        return refuse(StatusCode::NOT_FOUND, "There is no picture of this name.");
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, forever);
    (headers, Body::from(png)).into_response()
}
