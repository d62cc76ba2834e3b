//! All classes of this server, one task each while anybody is there.
//!
//! Invariant: what a class is, is stored before anybody is told of it. What follows from it for rooms (who may come
//! in, what is locked) is made so by comparing: it is done again until it is so.

mod orders;
mod settling;
mod task;
mod telling;
mod wall;

use super::{Happened, Hub, fresh_key, saving};
use crate::class::{Class, GROUP_MAX, Mode, NewClass, Start, start_image};
use crate::model::{ClassId, ClientId, Code, Role, RoomId, Secret, Token};
use crate::protocol::{ClassInput, Refusal};
use crate::raster::Image;
use crate::store::{Operation, SavedCanvas, StoreFailure};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use task::ClassTask;
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;

/// Messages waiting for one class. Above this, sockets stop reading.
const CLASS_MESSAGES_MAX: usize = 64;

/// Frames that wait for one page beside the newest state: small pictures, which are sent when there is room.
const FRAMES_MAX: usize = 4;

/// Classes that are open at once.
const CLASSES_MAX: usize = 2_000;

/// Pages of one class.
const PAGES_MAX: usize = 1_200;

/// What a page of a class is sent.
#[derive(Debug)]
pub struct ClassLink {
    /// The class as this page sees it; only the newest counts. Empty before the first.
    pub state: watch::Receiver<Arc<str>>,
    /// What is said once: pictures, refusals, what came of something.
    pub frames: mpsc::Receiver<Arc<str>>,
    /// Why the page must go, once it must.
    pub ended: oneshot::Receiver<Refusal>,
}

/// How a page comes into a class.
#[derive(Debug)]
pub struct Entering {
    /// The connection.
    pub client: ClientId,
    /// Its pass.
    pub key: Option<Secret>,
    /// How a new pupil is called.
    pub name: Option<Arc<str>>,
    /// They say that they are here on another device.
    pub again: bool,
    /// Where people reach this server.
    pub site: String,
}

/// What pages tell a class.
#[derive(Debug)]
pub enum ClassMessage {
    /// A page comes in; answered with what it is sent, or why it may not.
    Enter(Box<Entering>, oneshot::Sender<Result<ClassLink, NotEntered>>),
    /// A page says something.
    Said(ClientId, ClassInput),
    /// What a page said could not be understood.
    Unread(ClientId, Refusal),
    /// A page is gone.
    Leave(ClientId),
    /// Rooms were saved: title, and what became of each.
    Collected(ClientId, Vec<(String, SavedCanvas, Secret)>),
    /// So many of so many rooms are saved.
    Saving(ClientId, usize, usize),
    /// The server stops.
    Drain,
}

/// Why a page did not come into a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotEntered {
    /// No pass of this class.
    #[error("This link does not work any more. Ask your teacher for the code.")]
    BadKey,
    /// Neither a pass nor a name.
    #[error("Say your name, 1 to 40 characters.")]
    Name,
    /// The teacher lets nobody new in.
    #[error("The class is locked. Ask your teacher.")]
    Closed,
    /// It is over.
    #[error("This class has ended.")]
    Ended,
    /// The teacher has taken them out.
    #[error("Your teacher took you out of this class.")]
    Removed,
    /// There are as many as may be.
    #[error("This class is full.")]
    Full,
    /// There is no such class, or it cannot be read.
    #[error("This class cannot be opened right now. Try again later.")]
    Unreadable,
}

impl NotEntered {
    /// The name programs know it by.
    pub fn code(self) -> &'static str {
        match self {
            Self::BadKey => "badKey",
            Self::Name => "name",
            Self::Closed => "closed",
            Self::Ended => "ended",
            Self::Removed => "removed",
            Self::Full => "full",
            Self::Unreadable => "unreadable",
        }
    }
}

/// How pages speak to a class.
pub type ClassHandle = mpsc::Sender<ClassMessage>;

/// All open classes.
#[derive(Debug, Default)]
pub(super) struct Classes {
    open: Mutex<HashMap<ClassId, ClassHandle>>,
}

/// What a teacher wants of a new class.
#[derive(Clone, Debug)]
pub struct ClassWish {
    /// 1 to 80 characters.
    pub title: Arc<str>,
    /// How rooms are given out.
    pub mode: Mode,
    /// What lies on paper at first.
    pub start: Start,
    /// Newcomers wait.
    pub waiting: bool,
    /// Pupils see one another's names.
    pub names: bool,
}

impl ClassWish {
    /// Whether groups have a size that may be.
    pub fn is_possible(&self) -> bool {
        !matches!(self.mode, Mode::Groups(size) if !(2..=GROUP_MAX).contains(&size))
    }
}

/// A class that was made.
#[derive(Clone, Debug)]
pub struct MadeClass {
    /// Its name.
    pub id: ClassId,
    /// The letters to read out.
    pub code: Code,
    /// The teacher's pass.
    pub key: Secret,
}

/// A name of a room nobody guesses: 128 bits of chance.
pub(in crate::hub) fn fresh_room() -> RoomId {
    const DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut chance = Uuid::new_v4().as_u128();
    let mut name = String::from("c");
    for _ in 0..25 {
        name.push(char::from(DIGITS[(chance % 36) as usize]));
        chance /= 36;
    }
    RoomId::new(&name).unwrap_or_else(fresh_room)
}

impl Hub {
    /// Makes a class; `free` are codes it may have. `None` when others have them all.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn make_class(
        self: &Arc<Self>,
        wish: ClassWish,
        free: Vec<Code>,
    ) -> Result<Option<MadeClass>, StoreFailure> {
        let id = ClassId(*Uuid::new_v4().as_bytes());
        let (key, now) = (fresh_key(), self.clock().now());
        let projector = key.derived(PROJECTOR);
        let (teacher, shown, author) = (key.lock(), projector.lock(), Token::of_key(&key).author());
        let called = Arc::clone(&wish.title);
        let stored = self.store(None, Operation::Append, move |store| {
            let Some(code) = store.classes().class_code(id, &free)? else { return Ok(None) };
            let ClassWish { title, mode, start, waiting, names } = wish;
            let class = Class::new(NewClass {
                title,
                code: code.to_string().into(),
                mode,
                start,
                waiting,
                names,
                teacher,
                author,
                projector: shown,
                room: fresh_room(),
            });
            store.classes().keep_class(id, &class.keep(), now)?;
            Ok(Some(code))
        });
        let code = stored.await?;
        if code.is_some() {
            self.tell(Happened::ClassMade(id, called));
        }
        Ok(code.map(|code| MadeClass { id, code, key }))
    }

    /// A class as it is kept; `None` when there is none of this name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn class(&self, id: ClassId) -> Result<Option<Class>, StoreFailure> {
        let found = self.store(None, Operation::Read, move |store| store.classes().class(id));
        Ok(found.await?.and_then(|bytes| Class::read(&bytes)))
    }

    /// Brings a page into a class and answers how to speak to it.
    ///
    /// # Errors
    /// Why it may not come in.
    pub async fn enter(
        self: &Arc<Self>,
        id: ClassId,
        entering: Entering,
    ) -> Result<(ClassHandle, ClassLink), NotEntered> {
        let mut entering = Box::new(entering);
        // A class may close for lack of pages while we come in: then it is opened again.
        loop {
            let handle = self.open_class(id).await?;
            let (reply, answer) = oneshot::channel();
            match handle.send(ClassMessage::Enter(entering, reply)).await {
                Ok(()) => {
                    let link = answer.await.map_err(|_| NotEntered::Unreadable)??;
                    return Ok((handle, link));
                }
                Err(mpsc::error::SendError(ClassMessage::Enter(back, _))) => entering = back,
                Err(_) => return Err(NotEntered::Unreadable),
            }
        }
    }

    async fn open_class(self: &Arc<Self>, id: ClassId) -> Result<ClassHandle, NotEntered> {
        let find = |open: &HashMap<ClassId, ClassHandle>| {
            open.get(&id).filter(|handle| !handle.is_closed()).cloned()
        };
        if let Some(handle) = find(&self.classes.lock()) {
            return Ok(handle);
        }
        let class = match self.class(id).await {
            Ok(Some(class)) => class,
            Ok(None) => return Err(NotEntered::BadKey),
            Err(failure) => {
                tracing::error!(class = %id, %failure, "a class cannot be opened");
                return Err(NotEntered::Unreadable);
            }
        };
        let mut open = self.classes.lock();
        // Another page may have opened it meanwhile.
        if let Some(handle) = find(&open) {
            return Ok(handle);
        }
        if open.len() >= CLASSES_MAX || self.lock().is_none() {
            return Err(NotEntered::Unreadable);
        }
        let (handle, inbox) = mpsc::channel(CLASS_MESSAGES_MAX);
        open.insert(id, handle.clone());
        let task = ClassTask::new(Arc::clone(self), id, class, handle.downgrade());
        self.tasks.spawn(task.run(inbox));
        Ok(handle)
    }

    /// Tells every class that the server stops.
    pub(super) async fn drain_classes(&self) {
        let open: Vec<_> = self.classes.lock().drain().map(|(_, handle)| handle).collect();
        for handle in open {
            // A class that is already gone has nobody to tell.
            let _ = handle.send(ClassMessage::Drain).await;
        }
    }

    /// The image a class begins with, if there is one; it can be laid on a canvas from here on.
    fn image_of(&self, start: Start) -> Option<Arc<Image>> {
        let image = match start {
            Start::Image(id) => return crate::history::Images::image(&**self.images(), id),
            other => Arc::new(start_image(other, self.options().size)?),
        };
        self.images().put(Arc::clone(&image));
        Some(image)
    }
}

impl Classes {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<ClassId, ClassHandle>> {
        // The list is whole after every statement that holds the lock.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a class off the list, unless somebody is on the way in.
    fn retire(&self, id: ClassId, inbox: &mut mpsc::Receiver<ClassMessage>) -> bool {
        let mut open = self.lock();
        if !inbox.is_empty() {
            return false;
        }
        inbox.close();
        open.remove(&id);
        true
    }
}

/// What the projector's pass is derived for from the teacher's.
const PROJECTOR: &str = "projector";

/// What the teacher is to the rooms of a class.
const TEACHER: Role = Role::Host;
