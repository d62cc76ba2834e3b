//! The wall: small pictures of rooms, for whoever teaches, only what changed.

use super::task::{ClassTask, Seen};
use crate::hub::{Glance, Thumb, ThumbPart};
use crate::model::{ClientId, RoomId};
use crate::protocol::Part;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

/// Time between two looks at one room, in milliseconds: a wall that follows hands, not fingers.
const LOOK_MS: u64 = 1_000;

/// Bytes of small pictures one page is sent in a second, on average: what 30 rooms in which all draw need, and a
/// school's network has for one teacher.
const WALL_BYTES_PER_SECOND: f64 = 256.0 * 1_024.0;

/// Seconds of that which may be saved up: a wall of 30 appears at once.
const WALL_SECONDS_SAVED: f64 = 4.0;

/// Rooms looked at in one turn of the class, so that it hears what is said meanwhile.
const LOOKS_MAX: usize = 16;

impl ClassTask {
    /// Looks at the rooms that are watched and due, those that waited longest first, and tells what is new.
    pub(super) async fn look_at_rooms(&mut self) {
        let watchers: Vec<ClientId> = self.watchers().collect();
        for client in watchers {
            self.save_up(client);
            let due = self.due(client);
            for room in due.into_iter().take(LOOKS_MAX) {
                if !self.may_send(client) {
                    break;
                }
                self.look(client, room).await;
            }
        }
    }

    fn watchers(&self) -> impl Iterator<Item = ClientId> {
        let watches = |page: &super::telling::Page| {
            page.part == Part::Teacher && page.watches.as_ref().is_none_or(|it| !it.is_empty())
        };
        self.pages.iter().filter(move |(_, page)| watches(page)).map(|(client, _)| *client)
    }

    fn save_up(&mut self, client: ClientId) {
        if let Some(page) = self.pages.get_mut(&client) {
            let more = WALL_BYTES_PER_SECOND / 4.0;
            page.allowance =
                (page.allowance + more).min(WALL_BYTES_PER_SECOND * WALL_SECONDS_SAVED);
        }
    }

    fn may_send(&self, client: ClientId) -> bool {
        let page = self.pages.get(&client);
        page.is_some_and(|page| page.allowance > 0.0 && page.frames.capacity() > 1)
    }

    fn due(&self, client: ClientId) -> Vec<RoomId> {
        let Some(page) = self.pages.get(&client) else { return Vec::new() };
        let now = self.now();
        let wanted = |room: &&RoomId| page.watches.as_ref().is_none_or(|it| it.contains(*room));
        let rooms = self.class.rooms.iter().map(|one| &one.room).filter(wanted);
        let mut due: Vec<_> = rooms
            .filter_map(|room| {
                let looked = page.has.get(room).map(|seen| seen.looked);
                let is_due = looked.is_none_or(|then| now.since(then) >= LOOK_MS);
                is_due.then(|| (looked, room.clone()))
            })
            .collect();
        due.sort();
        due.into_iter().map(|(_, room)| room).collect()
    }

    async fn look(&mut self, client: ClientId, room: RoomId) {
        let had = self.pages.get(&client).and_then(|page| page.has.get(&room));
        let had = had.map(|seen| seen.thumb.clone());
        let Some(Glance { thumb, part }) = self.hub.glance(&room, had.as_ref()).await else {
            return;
        };
        if let Some(at) = thumb.drawn() {
            self.stirred |= self.drawn.insert(room.clone(), at) != Some(at);
        }
        let looked = self.now();
        if let Some(page) = self.pages.get_mut(&client) {
            if let Some(part) = part {
                let text = told(&room, &thumb, &part);
                page.allowance -= text.len() as f64;
                // There was room for it before, and nobody else fills it.
                let _ = page.frames.try_send(text.into());
            }
            page.has.insert(room, Seen { thumb, looked });
        }
    }
}

fn told(room: &RoomId, thumb: &Thumb, part: &ThumbPart) -> String {
    let png = format!("data:image/png;base64,{}", STANDARD.encode(&part.png));
    let area = part.area;
    json!({
        "type": "thumb", "room": room, "seq": thumb.seq(), "width": thumb.width(),
        "height": thumb.height(), "x": area.x, "y": area.y, "w": area.width, "h": area.height,
        "png": png,
    })
    .to_string()
}
