//! Rooms of a class are made what the class says: who may come in, what lies on the paper, what is locked.
//!
//! What was done is noted in the class and stored with it, so that it is done once, and again after a crash.

use super::TEACHER;
use super::task::ClassTask;
use crate::class::{Class, Standing};
use crate::history::Event;
use crate::model::{Lock, PassId, PupilId, Role, RoomId, RulesChange};
use crate::store::StoreFailure;
use tracing::error;

impl ClassTask {
    /// Notes which rooms stand open: what was let go of, or deleted, lost its door with all else.
    pub(super) async fn look_after_doors(&mut self) {
        for at in 0..self.class.rooms.len() {
            let room = self.class.rooms[at].room.clone();
            let is_open = self.hub.door(&room).await.is_ok_and(|door| door.guests.is_some());
            if is_open && self.class.rooms[at].made {
                self.class.unmake(&room);
            }
        }
    }

    /// Makes everything so.
    pub(super) async fn settle(&mut self) {
        let before = self.class.clone();
        let settled = self.settle_all().await;
        if let Err(failure) = settled {
            error!(class = %self.id, %failure, "rooms of a class are not as it says");
        }
        if self.class != before
            && let Err(failure) = self.keep().await
        {
            // What was done is done again next time, which changes nothing.
            error!(class = %self.id, %failure, "a class could not be stored");
        }
        self.stirred = true;
    }

    async fn settle_all(&mut self) -> Result<(), StoreFailure> {
        for at in 0..self.class.rooms.len() {
            if !self.class.rooms[at].made {
                self.make_room(at).await?;
            }
        }
        for (pupil, device) in devices(&self.class) {
            self.let_in(pupil, device).await?;
        }
        for at in 0..self.class.rooms.len() {
            self.lock_room(at).await;
        }
        Ok(())
    }

    /// Closes a new room to strangers, lets the teacher in, and lays the beginning on its paper.
    async fn make_room(&mut self, at: usize) -> Result<(), StoreFailure> {
        let (room, lock, now) = (self.class.rooms[at].room.clone(), self.class.teacher, self.now());
        let made = self.hub.change_door(&room, move |doors, room| {
            doors.set_guests(room, None)?;
            if doors.door(room)?.role(lock, now).is_none() {
                doors.add_pass(room, lock, TEACHER, "", now, None)?;
            }
            Ok(())
        });
        made.await?;
        let (hub, start) = (std::sync::Arc::clone(&self.hub), self.class.start);
        let image = tokio::task::spawn_blocking(move || hub.image_of(start)).await.ok().flatten();
        if let Some(image) = image {
            let placed = Event::Place(image.placed(0, 0));
            self.order(&room, placed, Some(image)).await;
        }
        self.class.rooms[at].made = true;
        Ok(())
    }

    /// A device has a pass to its pupil's room, and to no other.
    async fn let_in(&mut self, pupil: PupilId, device: usize) -> Result<(), StoreFailure> {
        let Some(whose) = self.class.pupil(pupil) else { return Ok(()) };
        let has = whose.devices[device].pass.clone();
        let wants = whose.room.clone().filter(|_| whose.standing == Standing::In);
        if has.as_ref().map(|(room, _)| room) == wants.as_ref() {
            return Ok(());
        }
        let lock = whose.devices[device].lock;
        if let Some((room, pass)) = has {
            self.hub.change_door(&room, move |doors, room| doors.take_pass(room, pass)).await?;
        }
        let pass = match wants {
            Some(room) => self.pass_into(&room, lock).await?.map(|pass| (room, pass)),
            None => None,
        };
        if let Some(whose) = self.class.pupil_mut(pupil) {
            whose.devices[device].pass = pass;
        }
        Ok(())
    }

    async fn pass_into(&self, room: &RoomId, lock: Lock) -> Result<Option<PassId>, StoreFailure> {
        let now = self.now();
        let add = self.hub.change_door(room, move |doors, room| {
            doors.add_pass(room, lock, Role::Painter, "", now, None)
        });
        add.await
    }

    async fn lock_room(&mut self, at: usize) {
        let one = &self.class.rooms[at];
        let (room, locked) = (one.room.clone(), self.class.is_locked(one));
        if one.told_locked != locked {
            let change = RulesChange { locked: Some(locked), ..RulesChange::default() };
            self.order(&room, Event::Rules(change), None).await;
            self.class.rooms[at].told_locked = locked;
        }
    }
}

fn devices(class: &Class) -> Vec<(PupilId, usize)> {
    let each = class.pupils.iter();
    each.flat_map(|pupil| (0..pupil.devices.len()).map(|device| (pupil.id, device))).collect()
}
