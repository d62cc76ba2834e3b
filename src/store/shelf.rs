//! The rows of images and of codes.

use super::Cause;
use crate::model::{Code, ImageId, RoomId};
use crate::raster::Image;
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::Arc;

/// Keeps images, and notes that the room in this row shows them.
pub(super) fn put_images(
    connection: &Connection,
    row: i64,
    images: &[Arc<Image>],
) -> Result<(), Cause> {
    for image in images {
        let id = image.id();
        connection
            .prepare_cached("INSERT OR IGNORE INTO image (id, png) VALUES (?, ?)")?
            .execute(params![id.0, &image.png()[..]])?;
        connection
            .prepare_cached("INSERT OR IGNORE INTO image_use (room, image) VALUES (?, ?)")?
            .execute(params![row, id.0])?;
    }
    Ok(())
}

/// The file of an image.
pub(super) fn image(connection: &Connection, id: ImageId) -> Result<Option<Vec<u8>>, Cause> {
    let mut statement = connection.prepare_cached("SELECT png FROM image WHERE id = ?")?;
    let png: Option<Vec<u8>> = statement.query_row([id.0], |row| row.get(0)).optional()?;
    match png {
        Some(png) if ImageId::of(&png) != id => {
            Err(Cause::Damaged(format!("image {id}: its bytes are others")))
        }
        png => Ok(png),
    }
}

/// The code of a room: the one it has, or else the first of `free` that is.
pub(super) fn code(
    connection: &Connection,
    room: &RoomId,
    free: &[Code],
) -> Result<Option<Code>, Cause> {
    let mut known = connection.prepare_cached("SELECT code FROM code WHERE room = ?")?;
    let mut take =
        connection.prepare_cached("INSERT OR IGNORE INTO code (code, room) VALUES (?, ?)")?;
    let had: Option<String> = known.query_row([room.as_str()], |row| row.get(0)).optional()?;
    if let Some(text) = had {
        let code = Code::parse(&text);
        return code.map(Some).ok_or_else(|| Cause::Damaged(format!("code {text} of {room}")));
    }
    for code in free {
        if take.execute(params![code.to_string(), room.as_str()])? == 1 {
            return Ok(Some(*code));
        }
    }
    Ok(None)
}

/// The room a code leads to.
pub(super) fn room_of(connection: &Connection, code: Code) -> Result<Option<RoomId>, Cause> {
    let mut statement = connection.prepare_cached("SELECT room FROM code WHERE code = ?")?;
    let room: Option<String> =
        statement.query_row([code.to_string()], |row| row.get(0)).optional()?;
    let damaged = |name: &String| Cause::Damaged(format!("code {code}: {name} is no room"));
    room.map(|name| RoomId::new(&name).ok_or_else(|| damaged(&name))).transpose()
}
