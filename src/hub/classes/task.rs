//! The loop that owns one class.

use super::telling::Page;
use super::{ClassLink, ClassMessage, Entering, FRAMES_MAX, NotEntered, PAGES_MAX};
use super::{fresh_key, fresh_room};
use crate::class::{Class, NotIn, Standing};
use crate::hub::{Hub, Thumb};
use crate::model::{ClassId, ClientId, Lock, Millis, PupilId, RoomId, Secret};
use crate::protocol::{Part, Refusal};
use crate::store::{Operation, StoreFailure};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::MissedTickBehavior;
use tracing::{error, info};

/// How often pages are told what is new, and the wall looks at rooms.
const TICK: Duration = Duration::from_millis(250);

/// How long a class stays open when nobody is there, in milliseconds.
const EMPTY_MS: u64 = 60_000;

/// A small picture as a page has it, and when the room was looked at for it.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) thumb: Thumb,
    pub(super) looked: Millis,
}

/// One class and all its pages.
pub(super) struct ClassTask {
    pub(super) hub: Arc<Hub>,
    pub(super) id: ClassId,
    pub(super) class: Class,
    pub(super) pages: BTreeMap<ClientId, Page>,
    /// Hands that are up, by how many went up before.
    pub(super) hands: BTreeMap<PupilId, u64>,
    pub(super) hands_up: u64,
    /// What everybody looks at needs a secret that is kept nowhere.
    pub(super) spotlight_key: Option<Secret>,
    /// When rooms were drawn in last, as far as somebody has looked.
    pub(super) drawn: HashMap<RoomId, Millis>,
    pub(super) stirred: bool,
    pub(super) told_at: Millis,
    pub(super) wake: mpsc::WeakSender<ClassMessage>,
    empty_since: Option<Millis>,
}

impl ClassTask {
    pub(super) fn new(
        hub: Arc<Hub>,
        id: ClassId,
        class: Class,
        wake: tokio::sync::mpsc::WeakSender<ClassMessage>,
    ) -> Self {
        let empty_since = Some(hub.clock().now());
        Self {
            hub,
            id,
            class,
            pages: BTreeMap::new(),
            hands: BTreeMap::new(),
            hands_up: 0,
            spotlight_key: None,
            drawn: HashMap::new(),
            stirred: false,
            told_at: Millis(0),
            wake,
            empty_since,
        }
    }

    /// Runs until nobody has been there for long enough, or the server stops.
    pub(super) async fn run(mut self, mut inbox: mpsc::Receiver<ClassMessage>) {
        info!(class = %self.id, "class opened");
        // What was shown when the class closed is shown no more.
        if self.class.spotlight.is_some() {
            self.spotlight(None, false).await;
        }
        self.look_after_doors().await;
        self.settle().await;
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                message = inbox.recv() => match message {
                    None | Some(ClassMessage::Drain) => break,
                    Some(message) => {
                        self.on_message(message).await;
                        // What a hand did is seen at once, unless something was told just now.
                        if self.now().since(self.told_at) >= TICK.as_millis() as u64 {
                            self.tell_if_stirred();
                        }
                    }
                },
                _ = ticks.tick() => {
                    self.tell_if_stirred();
                    self.look_at_rooms().await;
                    if self.is_idle() && self.hub.classes.retire(self.id, &mut inbox) {
                        break;
                    }
                }
            }
        }
        info!(class = %self.id, "class closed");
    }

    pub(super) fn now(&self) -> Millis {
        self.hub.clock().now()
    }

    fn is_idle(&self) -> bool {
        self.empty_since.is_some_and(|since| self.now().since(since) >= EMPTY_MS)
    }

    async fn on_message(&mut self, message: ClassMessage) {
        match message {
            ClassMessage::Enter(entering, reply) => {
                let entered = self.enter(*entering).await;
                // Who gave up waiting is gone, which its connection tells next.
                let _ = reply.send(entered);
            }
            ClassMessage::Said(client, input) => self.hear(client, input).await,
            ClassMessage::Unread(client, refusal) => self.refuse(client, &refusal),
            ClassMessage::Leave(client) => self.leave(client),
            ClassMessage::Collected(client, saved) => self.tell_collected(client, &saved),
            ClassMessage::Saving(client, done, of) => self.tell_progress(client, done, of),
            ClassMessage::Drain => {}
        }
    }

    async fn enter(&mut self, entering: Entering) -> Result<ClassLink, NotEntered> {
        if self.pages.len() >= PAGES_MAX {
            return Err(NotEntered::Full);
        }
        let Entering { client, key, name, again, site } = entering;
        let (part, pupil, key) = if let Some(key) = key {
            let (part, pupil) = self.part_of(key.lock())?;
            (part, pupil, key)
        } else {
            let (pupil, key) = self.welcome(name.as_deref(), again).await?;
            (Part::Pupil, Some(pupil), key)
        };
        let (state, told) = watch::channel(Arc::from(""));
        let (frames, held) = mpsc::channel(FRAMES_MAX);
        let (end, ended) = oneshot::channel();
        let page = Page::new(part, pupil, key, site, (state, frames, end));
        self.pages.insert(client, page);
        self.empty_since = None;
        self.stirred = true;
        self.tell(client);
        Ok(ClassLink { state: told, frames: held, ended })
    }

    fn part_of(&self, lock: Lock) -> Result<(Part, Option<PupilId>), NotEntered> {
        if lock == self.class.teacher {
            return Ok((Part::Teacher, None));
        }
        if lock == self.class.projector {
            return Ok((Part::Projector, None));
        }
        let pupil = self.class.pupil_of(lock).ok_or(NotEntered::BadKey)?;
        match self.class.pupil(pupil).map(|pupil| pupil.standing) {
            Some(Standing::Removed) => Err(NotEntered::Removed),
            _ => Ok((Part::Pupil, Some(pupil))),
        }
    }

    /// A new pupil, stored before anybody hears of them.
    async fn welcome(
        &mut self,
        name: Option<&str>,
        again: bool,
    ) -> Result<(PupilId, Secret), NotEntered> {
        let name = name.ok_or(NotEntered::Name)?;
        let (key, now) = (fresh_key(), self.now());
        let before = self.class.clone();
        let entered = self.class.enter(name, again, key.lock(), fresh_room(), now);
        let pupil = entered.map_err(|why| match why {
            NotIn::Closed => NotEntered::Closed,
            NotIn::Ended => NotEntered::Ended,
            NotIn::Full => NotEntered::Full,
        })?;
        self.keep_or_undo(before).await.map_err(|_| NotEntered::Unreadable)?;
        self.settle().await;
        Ok((pupil, key))
    }

    /// Stores the class; when that fails it is what it was before.
    pub(super) async fn keep_or_undo(&mut self, before: Class) -> Result<(), StoreFailure> {
        self.stirred = true;
        if self.class == before {
            return Ok(());
        }
        let kept = self.keep().await;
        if let Err(failure) = &kept {
            error!(class = %self.id, %failure, "a class could not be stored");
            self.class = before;
        }
        kept
    }

    pub(super) async fn keep(&self) -> Result<(), StoreFailure> {
        let (id, bytes, now) = (self.id, self.class.keep(), self.now());
        let kept = self.hub.store(None, Operation::Append, move |store| {
            store.classes().keep_class(id, &bytes, now)
        });
        kept.await
    }

    fn leave(&mut self, client: ClientId) {
        self.pages.remove(&client);
        if self.pages.is_empty() {
            self.empty_since = Some(self.now());
        }
        self.stirred = true;
    }

    pub(super) fn refuse(&mut self, client: ClientId, refusal: &Refusal) {
        if let Some(page) = self.pages.get(&client) {
            page.refuse(refusal.code(), &refusal.to_string());
        }
    }
}
