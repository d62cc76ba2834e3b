//! The rows of images and of codes.

use super::{Cause, Lead};
use crate::model::{ClassId, Code, ImageId, RoomId};
use crate::raster::Image;
use rusqlite::types::Value;
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

/// The code of a room or a class: the one it has, or else the first of `free` that leads nowhere.
pub(super) fn code(
    connection: &Connection,
    lead: &Lead,
    free: &[Code],
) -> Result<Option<Code>, Cause> {
    let (column, name): (_, Value) = match lead {
        Lead::Room(room) => ("room", room.as_str().to_owned().into()),
        Lead::Class(class) => ("class", class.0.to_vec().into()),
    };
    let had = connection
        .prepare_cached(&format!("SELECT code FROM code WHERE {column} = ?"))?
        .query_row([&name], |row| row.get::<_, String>(0))
        .optional()?;
    if let Some(text) = had {
        let code = Code::parse(&text);
        return code.map(Some).ok_or_else(|| Cause::Damaged(format!("code {text} is none")));
    }
    let take = format!("INSERT OR IGNORE INTO code (code, {column}) VALUES (?, ?)");
    let mut take = connection.prepare_cached(&take)?;
    for code in free {
        if take.execute(params![code.to_string(), name])? == 1 {
            return Ok(Some(*code));
        }
    }
    Ok(None)
}

/// Where a code leads.
pub(super) fn leads_to(connection: &Connection, code: Code) -> Result<Option<Lead>, Cause> {
    let found: Option<(Option<String>, Option<Vec<u8>>)> = connection
        .prepare_cached("SELECT room, class FROM code WHERE code = ?")?
        .query_row([code.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((room, class)) = found else { return Ok(None) };
    let room = room.and_then(|name| RoomId::new(&name)).map(Lead::Room);
    let class = class.and_then(|id| id.try_into().ok()).map(|id| Lead::Class(ClassId(id)));
    let lead = room.or(class);
    lead.map(Some).ok_or_else(|| Cause::Damaged(format!("code {code}: it leads to a wrong name")))
}
