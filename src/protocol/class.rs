//! What is said in a class: by its pupils and its teacher, PROTOCOL.md section C.

use super::limits::{NAME_CHARS_MAX, TITLE_CHARS_MAX};
use super::refusal::Refusal;
use crate::model::{ImageId, PupilId, RoomId, Secret};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use std::sync::Arc;

/// What a page of a class asks for in `Sec-WebSocket-Protocol`.
pub const CLASS_SUBPROTOCOL: &str = "easel.class.v1";

/// Longest time a timer runs, in seconds: three hours, longer than any lesson.
const TIMER_SECONDS_MAX: u32 = 10_800;

/// Where a class is in its lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// Pupils come in.
    Waiting,
    /// They draw.
    Running,
    /// They look up.
    Paused,
    /// It is over, until it is set to running again.
    Ended,
}

/// One object of a page of a class.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ClassInput {
    /// The first message.
    Enter {
        /// A pass of the class.
        #[serde(default, deserialize_with = "secret")]
        key: Option<Secret>,
        /// How a new pupil is called.
        #[serde(default, deserialize_with = "named")]
        name: Option<Arc<str>>,
        /// They are here already, on another device.
        #[serde(default)]
        again: bool,
    },
    /// A pupil is called something else.
    Name {
        /// How.
        #[serde(deserialize_with = "name")]
        name: Arc<str>,
    },
    /// A pupil's hand goes up or down.
    Hand {
        /// Up.
        up: bool,
    },
    /// The class becomes another; what is left out stays.
    Change(Box<ClassChange>),
    /// A clock everybody sees.
    Timer {
        /// 1 to 10,800 seconds from now; 0 is none.
        #[serde(deserialize_with = "seconds")]
        seconds: u32,
    },
    /// Lets pupils in who wait.
    Admit {
        /// Whom.
        pupils: Vec<PupilId>,
    },
    /// Takes pupils out, who stay out.
    Remove {
        /// Whom.
        pupils: Vec<PupilId>,
    },
    /// Hands go down.
    Lower {
        /// Whose; everybody's.
        pupils: Option<Vec<PupilId>>,
    },
    /// Nobody draws in these pupils' rooms, or they may again.
    Lock {
        /// Whose.
        pupils: Vec<PupilId>,
        /// Nobody draws.
        locked: bool,
    },
    /// Blank paper.
    Clear {
        /// Whose; everybody's.
        pupils: Option<Vec<PupilId>>,
    },
    /// Lays a picture over what is there.
    Push {
        /// Over whose; everybody's.
        pupils: Option<Vec<PupilId>>,
        /// Which image; the picture of the teacher's own room.
        image: Option<ImageId>,
    },
    /// Takes back what the teacher did last in these rooms by `clear` or `push`.
    Undo {
        /// In whose; everybody's.
        pupils: Option<Vec<PupilId>>,
    },
    /// Shows a room to everybody.
    Spotlight {
        /// Which; none.
        room: Option<RoomId>,
        /// With the name of whose it is.
        #[serde(default)]
        name: bool,
    },
    /// A pupil goes on in another room.
    Move {
        /// Who.
        pupil: PupilId,
        /// Where.
        room: RoomId,
    },
    /// Saves every room under a name.
    Collect,
    /// Which small pictures are wanted.
    Watch {
        /// Of these rooms; of all.
        rooms: Option<Vec<RoomId>>,
    },
    /// A sign of life.
    Ping {
        /// Comes back.
        t: f64,
    },
}

/// What becomes of a class.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ClassChange {
    /// Another title.
    #[serde(deserialize_with = "titled")]
    pub title: Option<Arc<str>>,
    /// Newcomers wait until the teacher lets them in.
    pub waiting: Option<bool>,
    /// Pupils see one another's names.
    pub names: Option<bool>,
    /// Nobody draws.
    pub locked: Option<bool>,
    /// Nobody new comes in.
    pub closed: Option<bool>,
    /// Where it is in its lesson.
    pub phase: Option<Phase>,
}

/// Who somebody is in a class, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Shows the class to itself.
    Projector,
    /// Learns.
    Pupil,
    /// Teaches.
    Teacher,
}

impl ClassInput {
    /// Reads one message.
    ///
    /// # Errors
    /// A refusal that says what could not be understood.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        serde_json::from_str(text).map_err(|why| {
            let why = why.to_string();
            let why = why.split(" at line ").next().unwrap_or_default().to_owned();
            Refusal::BadMessage(why)
        })
    }

    /// The only part that may say this; `None` when anybody may.
    pub fn needs(&self) -> Option<Part> {
        match self {
            Self::Enter { .. } | Self::Ping { .. } => None,
            Self::Name { .. } | Self::Hand { .. } => Some(Part::Pupil),
            Self::Change(_)
            | Self::Timer { .. }
            | Self::Admit { .. }
            | Self::Remove { .. }
            | Self::Lower { .. }
            | Self::Lock { .. }
            | Self::Clear { .. }
            | Self::Push { .. }
            | Self::Undo { .. }
            | Self::Spotlight { .. }
            | Self::Move { .. }
            | Self::Collect
            | Self::Watch { .. } => Some(Part::Teacher),
        }
    }
}

/// Reads a name, trimmed: 1 to `NAME_CHARS_MAX` characters.
pub fn class_name(text: &str) -> Option<Arc<str>> {
    fitting(text, NAME_CHARS_MAX)
}

/// Reads a title, trimmed: 1 to `TITLE_CHARS_MAX` characters.
pub fn class_title(text: &str) -> Option<Arc<str>> {
    fitting(text, TITLE_CHARS_MAX)
}

fn fitting(text: &str, chars_max: usize) -> Option<Arc<str>> {
    let text = text.trim();
    (1..=chars_max).contains(&text.chars().count()).then(|| text.into())
}

fn name<'de, D: Deserializer<'de>>(reader: D) -> Result<Arc<str>, D::Error> {
    let text = String::deserialize(reader)?;
    let wrong = || D::Error::custom(format_args!("a name has 1 to {NAME_CHARS_MAX} characters"));
    class_name(&text).ok_or_else(wrong)
}

fn named<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Arc<str>>, D::Error> {
    name(reader).map(Some)
}

fn titled<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Arc<str>>, D::Error> {
    let text = String::deserialize(reader)?;
    let wrong = || D::Error::custom(format_args!("a title has 1 to {TITLE_CHARS_MAX} characters"));
    class_title(&text).map(Some).ok_or_else(wrong)
}

fn secret<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Secret>, D::Error> {
    let text = String::deserialize(reader)?;
    Secret::parse(&text).map(Some).ok_or_else(|| D::Error::custom("a key has 22 characters"))
}

fn seconds<'de, D: Deserializer<'de>>(reader: D) -> Result<u32, D::Error> {
    let seconds = u32::deserialize(reader)?;
    let fits = seconds <= TIMER_SECONDS_MAX;
    let wrong = || D::Error::custom(format_args!("a timer runs up to {TIMER_SECONDS_MAX} seconds"));
    fits.then_some(seconds).ok_or_else(wrong)
}
