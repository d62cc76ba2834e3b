//! What pupils and the teacher say, and what comes of it.

use super::task::ClassTask;
use super::telling::Page;
use super::{ClassMessage, fresh_room, saving};
use crate::class::{Spotlight, Standing};
use crate::history::{Event, Images};
use crate::hub::{Happened, RoomMessage};
use crate::model::{ClientId, Deed, ImageId, PupilId, Role, RoomId};
use crate::protocol::{ClassInput, Part, Phase, Refusal};
use crate::raster::Image;
use serde_json::json;
use std::sync::Arc;
use tracing::warn;

impl ClassTask {
    /// Takes in what a page says, if its part may say it.
    pub(super) async fn hear(&mut self, client: ClientId, input: ClassInput) {
        let Some(page) = self.pages.get(&client) else { return };
        let (part, pupil) = (page.part, page.pupil);
        if input.needs().is_some_and(|needs| needs != part) {
            let needs = if part == Part::Pupil { Role::Host } else { Role::Painter };
            return self.refuse(client, &Refusal::Forbidden { needs });
        }
        match input {
            ClassInput::Enter { .. } => {
                self.refuse(client, &Refusal::BadMessage("you are in".to_owned()));
            }
            ClassInput::Ping { t } => page.say(&json!({ "type": "pong", "t": t })),
            ClassInput::Name { name } => {
                self.change_class(client, |task| {
                    if let Some(pupil) = pupil {
                        task.class.rename(pupil, &name);
                    }
                })
                .await;
            }
            ClassInput::Hand { up } => self.raise(pupil, up),
            input => self.teach(client, input).await,
        }
    }

    /// Takes in what a teacher says.
    async fn teach(&mut self, client: ClientId, input: ClassInput) {
        match input {
            ClassInput::Change(change) => {
                self.change_class(client, |task| task.class.change(*change)).await;
            }
            ClassInput::Timer { seconds } => {
                let ends = (seconds > 0).then(|| (self.now() + u64::from(seconds) * 1_000).0);
                self.change_class(client, |task| task.class.timer = ends).await;
            }
            ClassInput::Admit { pupils } => {
                self.change_class(client, |task| task.admit(&pupils)).await;
            }
            ClassInput::Remove { pupils } => self.remove(client, &pupils).await,
            ClassInput::Lower { pupils } => {
                let stays = |id: &PupilId| pupils.as_ref().is_some_and(|these| !these.contains(id));
                self.hands.retain(|id, _| stays(id));
                self.stirred = true;
            }
            ClassInput::Lock { pupils, locked } => {
                let rooms = self.class.rooms_of(Some(&pupils));
                self.change_class(client, |task| {
                    for one in task.class.rooms.iter_mut().filter(|it| rooms.contains(&it.room)) {
                        one.locked = locked;
                    }
                })
                .await;
            }
            ClassInput::Clear { pupils } => {
                self.in_rooms(pupils.as_deref(), &Event::Clear).await;
            }
            ClassInput::Undo { pupils } => {
                self.in_rooms(pupils.as_deref(), &Event::Undo).await;
            }
            ClassInput::Push { pupils, image } => self.push(client, pupils.as_deref(), image).await,
            ClassInput::Spotlight { room, name } => {
                self.spotlight(room, name).await;
                self.stirred = true;
            }
            ClassInput::Move { pupil, room } => {
                self.change_class(client, |task| {
                    task.class.relocate(pupil, &room);
                })
                .await;
            }
            ClassInput::Collect => self.collect(client),
            ClassInput::Watch { rooms } => {
                if let Some(page) = self.pages.get_mut(&client) {
                    page.watches = rooms.map(|rooms| rooms.into_iter().collect());
                    // What a page does not show it may have let go of.
                    let Page { watches, has, .. } = page;
                    has.retain(|room, _| watches.as_ref().is_none_or(|it| it.contains(room)));
                }
            }
            // What everybody may say was heard above.
            ClassInput::Enter { .. }
            | ClassInput::Ping { .. }
            | ClassInput::Name { .. }
            | ClassInput::Hand { .. } => {}
        }
    }

    /// Changes the class, stores it, and makes so in the rooms what follows from it.
    async fn change_class(&mut self, client: ClientId, change: impl FnOnce(&mut Self)) {
        let before = self.class.clone();
        let phase = before.phase;
        change(self);
        if self.keep_or_undo(before).await.is_err() {
            return self.refuse(client, &Refusal::Paused);
        }
        self.tell_phase(phase);
        self.settle().await;
    }

    /// Tells that the class begins or is over, if that is new; a pause is neither.
    fn tell_phase(&self, before: Phase) {
        let (id, title) = (self.id, Arc::clone(&self.class.title));
        match (before, self.class.phase) {
            (Phase::Waiting | Phase::Ended, Phase::Running) => {
                self.hub.tell(Happened::ClassStarted(id, title));
            }
            (Phase::Waiting | Phase::Running | Phase::Paused, Phase::Ended) => {
                self.hub.tell(Happened::ClassEnded(id, title));
            }
            _ => {}
        }
    }

    fn raise(&mut self, pupil: Option<PupilId>, up: bool) {
        let Some(pupil) = pupil else { return };
        if !up {
            self.hands.remove(&pupil);
        } else if !self.hands.contains_key(&pupil) {
            self.hands_up += 1;
            self.hands.insert(pupil, self.hands_up);
        }
        self.stirred = true;
    }

    fn admit(&mut self, pupils: &[PupilId]) {
        for pupil in pupils {
            let same = self.class.admit(*pupil, fresh_room());
            // On another device they are the pupil they said they are.
            for page in self.pages.values_mut().filter(|page| page.pupil == Some(*pupil)) {
                page.pupil = same;
            }
        }
    }

    async fn remove(&mut self, client: ClientId, pupils: &[PupilId]) {
        self.change_class(client, |task| {
            for pupil in pupils {
                task.class.remove(*pupil);
                task.hands.remove(pupil);
            }
        })
        .await;
        let out = |id: &PupilId| {
            self.class.pupil(*id).is_some_and(|pupil| pupil.standing == Standing::Removed)
        };
        let gone: Vec<_> = pupils.iter().copied().filter(out).collect();
        for page in self.pages.values_mut() {
            if page.pupil.is_some_and(|pupil| gone.contains(&pupil)) {
                page.end(Refusal::Removed);
            }
        }
    }

    /// Does something in the rooms of these pupils, in the teacher's name.
    async fn in_rooms(&self, pupils: Option<&[PupilId]>, event: &Event) {
        for room in self.class.rooms_of(pupils) {
            self.order(&room, event.clone(), None).await;
        }
    }

    /// Has a room do something in the teacher's name.
    pub(super) async fn order(&self, room: &RoomId, event: Event, image: Option<Arc<Image>>) {
        let order = RoomMessage::Order(self.class.author, Box::new(event), image);
        if let Err(failure) = self.hub.hand_over(room, order).await {
            warn!(class = %self.id, %room, %failure, "a room of a class was not told");
        }
    }

    async fn push(&mut self, client: ClientId, pupils: Option<&[PupilId]>, image: Option<ImageId>) {
        let image = match image {
            Some(id) => self.hub.images().image(id),
            None => self.picture_of_own_room().await,
        };
        let Some(image) = image else { return self.refuse(client, &Refusal::NoSuchImage) };
        self.hub.images().put(Arc::clone(&image));
        let own = self.class.own_room().clone();
        for room in self.class.rooms_of(pupils).into_iter().filter(|room| *room != own) {
            let placed = Event::Place(image.placed(0, 0));
            self.order(&room, placed, Some(Arc::clone(&image))).await;
        }
    }

    async fn picture_of_own_room(&self) -> Option<Arc<Image>> {
        let room = self.class.own_room();
        let standing = self.hub.standing(room).await?;
        match self.hub.image_at(room, standing, standing.seq).await {
            Ok(image) => Some(image),
            Err(failure) => {
                warn!(class = %self.id, %room, %failure, "a picture was not made");
                None
            }
        }
    }

    /// Shows a room of the class to everybody; `None` shows nothing.
    pub(super) async fn spotlight(&mut self, room: Option<RoomId>, name: bool) {
        if let Some(before) = self.class.spotlight.take() {
            let taken = self
                .hub
                .change_door(&before.room, move |doors, room| doors.take_pass(room, before.pass));
            if let Err(failure) = taken.await {
                warn!(class = %self.id, %failure, "a pass for looking was not taken back");
            }
        }
        self.spotlight_key = None;
        let room = room.filter(|room| self.class.room(room).is_some());
        if let Some(room) = room {
            let (key, now) = (super::fresh_key(), self.now());
            let lock = key.lock();
            let made = self.hub.change_door(&room, move |doors, room| {
                doors.add_pass(room, lock, Role::Viewer, "", now, None)
            });
            if let Ok(Some(pass)) = made.await {
                self.hub.remember(&room, self.class.author, Deed::Shown).await;
                self.class.spotlight = Some(Spotlight { room, name, pass });
                self.spotlight_key = Some(key);
            }
        }
        if let Err(failure) = self.keep().await {
            warn!(class = %self.id, %failure, "what is shown was not stored");
        }
    }

    /// Saves every room that was drawn in under the names of its pupils, beside the class.
    fn collect(&self, client: ClientId) {
        let (hub, author) = (Arc::clone(&self.hub), self.class.author);
        let (class, called) = (self.id, Arc::clone(&self.class.title));
        let named = self.class.rooms.iter().map(|one| {
            let whose = self.class.room_title(&one.room);
            let title = format!("{} – {whose}", self.class.title);
            (
                one.room.clone(),
                if one.room == *self.class.own_room() {
                    self.class.title.to_string()
                } else {
                    title
                },
            )
        });
        let rooms: Vec<_> = named.collect();
        let wake = self.wake.clone();
        tokio::spawn(async move {
            let mut saved = Vec::new();
            for (done, (room, title)) in rooms.iter().enumerate() {
                let title: String = title.chars().take(saving::TITLE_CHARS).collect();
                if let Ok(Some((canvas, key))) = hub.save_now(room, &title).await {
                    hub.remember(room, author, Deed::Collected).await;
                    saved.push((title, canvas, key));
                }
                let Some(page) = wake.upgrade() else { return };
                // A class that closed has nobody to tell.
                let _ = page.send(ClassMessage::Saving(client, done + 1, rooms.len())).await;
            }
            hub.tell(Happened::ClassCollected(class, called, saved.len()));
            if let Some(class) = wake.upgrade() {
                let _ = class.send(ClassMessage::Collected(client, saved)).await;
            }
        });
    }
}
