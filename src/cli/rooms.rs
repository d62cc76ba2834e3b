//! `easel rooms`: what is there.

use super::data::{DataArgs, unreadable};
use super::words::{print, utc};
use crate::model::RoomId;
use crate::store::{Reader, RoomFacts};
use anyhow::Result;
use clap::Args;
use indicatif::{HumanBytes, HumanCount};
use serde_json::json;
use std::fmt::Write;

/// Which rooms to list, and how.
#[derive(Args, Clone, Debug)]
pub struct RoomsArgs {
    #[command(flatten)]
    data: DataArgs,

    /// Print JSON: sizes in bytes, times in milliseconds since 1970.
    #[arg(long)]
    json: bool,
}

/// Lists the rooms; false when one of them cannot be read.
pub(super) fn rooms(args: &RoomsArgs) -> Result<bool> {
    let reader = args.data.reader()?;
    let (rooms, unread) = look(&reader)?;
    let text = match (args.json, rooms.is_empty()) {
        (true, _) => json(&rooms),
        (false, true) => format!("No room holds anything in {}.\n", args.data.dir().display()),
        (false, false) => table(&rooms),
    };
    print(&text)?;
    for sentence in &unread {
        eprintln!("error: {sentence}");
    }
    Ok(unread.is_empty())
}

/// The rooms, and what is to be said of those that cannot be read.
fn look(reader: &Reader) -> Result<(Vec<RoomFacts>, Vec<String>)> {
    let names = reader.names().map_err(|failure| unreadable(&failure))?;
    let (mut rooms, mut unread) = (Vec::new(), Vec::new());
    for name in names {
        let Some(room) = RoomId::new(&name) else {
            unread.push(format!("a room has a name that cannot be: {name:?}"));
            continue;
        };
        match reader.facts(&room) {
            Ok(facts) => rooms.extend(facts),
            Err(failure) => unread.push(format!("room {room}: {failure}")),
        }
    }
    Ok((rooms, unread))
}

fn json(rooms: &[RoomFacts]) -> String {
    let told = rooms.iter().map(|facts| {
        let RoomFacts { room, meta, last, drawn, bytes } = facts;
        json!({
            "room": room,
            "journal": meta.journal,
            "width": meta.size.width(),
            "height": meta.size.height(),
            "entries": last,
            "created": meta.created.0,
            "lastDrawn": drawn.0,
            "bytes": bytes,
        })
    });
    format!("{}\n", serde_json::Value::Array(told.collect()))
}

fn table(rooms: &[RoomFacts]) -> String {
    let widest = rooms.iter().map(|facts| facts.room.as_str().len()).max().unwrap_or(0).max(4);
    let mut text =
        format!("{:widest$}  {:>9}  {:16}  {:>10}\n", "ROOM", "ENTRIES", "DRAWN (UTC)", "ON DISK");
    for RoomFacts { room, last, drawn, bytes, .. } in rooms {
        let (entries, size) = (HumanCount(last.0).to_string(), HumanBytes(*bytes).to_string());
        // A string takes what fits in memory.
        let _ =
            writeln!(text, "{:widest$}  {entries:>9}  {}  {size:>10}", room.as_str(), utc(*drawn));
    }
    text
}
