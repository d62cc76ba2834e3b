//! What each page of a class is told.

use super::PROJECTOR;
use super::task::{ClassTask, Seen};
use crate::class::{Mode, Pupil, Standing};
use crate::model::{ClientId, Millis, PupilId, RoomId, Secret};
use crate::protocol::{Part, Phase, Refusal};
use crate::store::SavedCanvas;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot, watch};

/// Silence after which a pupil is shown as idle, in milliseconds.
const IDLE_MS: u64 = 60_000;

type Ends = (watch::Sender<Arc<str>>, mpsc::Sender<Arc<str>>, oneshot::Sender<Refusal>);

/// One page of a class.
pub(super) struct Page {
    pub(super) part: Part,
    pub(super) pupil: Option<PupilId>,
    key: Secret,
    site: String,
    state: watch::Sender<Arc<str>>,
    pub(super) frames: mpsc::Sender<Arc<str>>,
    end: Option<oneshot::Sender<Refusal>>,
    /// Rooms whose small pictures are wanted; `None` is all of them.
    pub(super) watches: Option<BTreeSet<RoomId>>,
    /// The small pictures it has.
    pub(super) has: HashMap<RoomId, Seen>,
    /// Bytes of pictures it may be sent now.
    pub(super) allowance: f64,
}

impl Page {
    pub(super) fn new(
        part: Part,
        pupil: Option<PupilId>,
        key: Secret,
        site: String,
        (state, frames, end): Ends,
    ) -> Self {
        Self {
            part,
            pupil,
            key,
            site,
            state,
            frames,
            end: Some(end),
            watches: Some(BTreeSet::new()),
            has: HashMap::new(),
            allowance: 0.0,
        }
    }

    /// Says something once; a page that takes nothing now does not hear it.
    pub(super) fn say(&self, message: &Value) {
        let _ = self.frames.try_send(message.to_string().into());
    }

    pub(super) fn refuse(&self, code: &str, message: &str) {
        self.say(&json!({ "type": "refusal", "code": code, "message": message }));
    }

    /// The page must go.
    pub(super) fn end(&mut self, why: Refusal) {
        if let Some(end) = self.end.take() {
            // It may be going already.
            let _ = end.send(why);
        }
    }
}

impl ClassTask {
    /// Tells everybody, if anything is new.
    pub(super) fn tell_if_stirred(&mut self) {
        if !std::mem::take(&mut self.stirred) {
            return;
        }
        self.told_at = self.now();
        for client in self.pages.keys().copied().collect::<Vec<_>>() {
            self.tell(client);
        }
    }

    /// Tells one page the whole class as it sees it.
    pub(super) fn tell(&self, client: ClientId) {
        let Some(page) = self.pages.get(&client) else { return };
        let mut told = self.common(page);
        match page.part {
            Part::Teacher => {
                told["you"] = json!({ "is": "teacher" });
                told["projector"] = json!(page.key.derived(PROJECTOR).expose());
                told["room"] = json!(self.class.own_room());
                told["rooms"] = self.rooms();
                told["pupils"] = self.pupils();
            }
            Part::Projector => told["you"] = json!({ "is": "projector" }),
            Part::Pupil => {
                let pupil = page.pupil.and_then(|id| self.class.pupil(id));
                told["you"] = pupil.map_or(Value::Null, |pupil| self.you(pupil, &page.key));
            }
        }
        let text: Arc<str> = told.to_string().into();
        page.state.send_if_modified(|last| {
            let is_new = *last != text;
            *last = text;
            is_new
        });
    }

    fn common(&self, page: &Page) -> Value {
        let class = &self.class;
        let now = self.now().0;
        let timer = class.timer.map(|ends| json!({ "endsAt": ends, "now": now }));
        let mode = match class.mode {
            Mode::One => "one",
            Mode::Each => "each",
            Mode::Groups(_) => "groups",
        };
        json!({
            "type": "class", "class": self.id, "code": class.code, "title": class.title,
            "mode": mode, "phase": class.phase, "waiting": class.waiting, "names": class.names,
            "locked": class.locked, "closed": class.closed, "timer": timer,
            "link": format!("{}/j/{}", page.site, class.code), "spotlight": self.spotlit(),
        })
    }

    fn spotlit(&self) -> Value {
        let (Some(shown), Some(key)) = (&self.class.spotlight, &self.spotlight_key) else {
            return Value::Null;
        };
        let name = shown.name.then(|| self.class.room_title(&shown.room));
        json!({ "room": shown.room, "key": key.expose(), "name": name })
    }

    fn you(&self, pupil: &Pupil, key: &Secret) -> Value {
        let mut you = json!({
            "is": "pupil", "pupil": pupil.id, "name": pupil.name, "state": pupil.standing,
            "key": key.expose(), "hand": self.hands.contains_key(&pupil.id),
        });
        let draws = matches!(self.class.phase, Phase::Running | Phase::Paused | Phase::Ended);
        if pupil.standing == Standing::In && draws {
            you["room"] = json!(pupil.room);
        }
        you
    }

    fn rooms(&self) -> Value {
        let told = self.class.rooms.iter().map(|one| {
            let here = |pupil: &&Pupil| pupil.room.as_ref() == Some(&one.room);
            let pupils: Vec<_> =
                self.class.pupils.iter().filter(here).map(|pupil| pupil.id).collect();
            json!({
                "room": one.room, "title": self.class.room_title(&one.room), "pupils": pupils,
                "last": self.drawn(&one.room), "locked": one.locked,
            })
        });
        told.collect()
    }

    fn pupils(&self) -> Value {
        let here: BTreeSet<PupilId> = self.pages.values().filter_map(|page| page.pupil).collect();
        let now = self.now().0;
        let told = self.class.pupils.iter().map(|pupil| {
            let here = here.contains(&pupil.id);
            let last = pupil.room.as_ref().and_then(|room| self.drawn(room));
            let quiet = now.saturating_sub(last.unwrap_or(pupil.joined)) >= IDLE_MS;
            let mut told = json!({
                "pupil": pupil.id, "name": pupil.name, "room": pupil.room, "state": pupil.standing,
                "here": here, "hand": self.hands.get(&pupil.id).unwrap_or(&0),
                "idle": here && quiet, "joined": pupil.joined, "last": last,
            });
            if let Some(again) = pupil.again {
                told["again"] = json!(again);
            }
            told
        });
        told.collect()
    }

    /// When a room was drawn in last, as far as the wall has looked.
    fn drawn(&self, room: &RoomId) -> Option<u64> {
        self.drawn.get(room).map(|Millis(at)| *at)
    }

    pub(super) fn tell_collected(&self, client: ClientId, saved: &[(String, SavedCanvas, Secret)]) {
        let Some(page) = self.pages.get(&client) else { return };
        let canvases: Vec<_> = saved
            .iter()
            .map(|(title, canvas, key)| {
                let (id, room) = (canvas.id.to_string(), &canvas.room);
                json!({ "id": id, "key": key.expose(), "room": room, "title": title })
            })
            .collect();
        page.say(&json!({ "type": "collected", "canvases": canvases }));
    }

    pub(super) fn tell_progress(&self, client: ClientId, done: usize, of: usize) {
        if let Some(page) = self.pages.get(&client) {
            page.say(&json!({ "type": "progress", "what": "collect", "done": done, "of": of }));
        }
    }
}
