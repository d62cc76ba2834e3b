//! The lines of an archive as JSON: one type for each kind of line, and one variant for each kind of event.

use super::{ARCHIVE_VERSION, Fault, Head, NUMBER_MAX, POINTS_MAX};
use crate::history::{ChatLine, Command, Entry, Event, Note, Veil, WindowBounds};
use crate::model::{
    AuthorId, Brush, Counter, Deed, IMAGE_PLACE_MAX, ImageId, JournalId, Millis, Placement, Point,
    Rank, Report, Rgb, Role, RoomId, RulesChange, Seq, Size, Tool,
};
use crate::protocol::FlatPoints;
use crate::protocol::limits::{CHAT_CHARS_MAX, NAME_CHARS_MAX, SLOW_MAX, TITLE_CHARS_MAX};
use crate::store::RoomMeta;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The version alone: what else a later one says is not known.
#[derive(Deserialize)]
pub(super) struct VersionLine {
    pub(super) easel: u64,
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadLine {
    easel: u32,
    room: RoomId,
    journal: JournalId,
    width: u32,
    height: u32,
    created: u64,
    seq: Seq,
    #[serde(default)]
    window: WindowLine,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowLine {
    items: usize,
    points: usize,
}

impl Default for WindowLine {
    fn default() -> Self {
        let WindowBounds { items, points } = WindowBounds::default();
        Self { items, points }
    }
}

/// A line with an image.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ImageLine<'a> {
    pub(super) image: ImageId,
    #[serde(borrow)]
    pub(super) png: Cow<'a, str>,
}

/// The last line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndLine<'a> {
    pub(super) end: u64,
    #[serde(borrow)]
    pub(super) sha256: Cow<'a, str>,
}

/// A line with an entry.
#[derive(Serialize, Deserialize)]
pub(super) struct EntryLine<'a> {
    seq: Seq,
    at: u64,
    author: AuthorId,
    n: Counter,
    #[serde(flatten)]
    event: EventLine<'a>,
}

/// What an entry asks for.
#[derive(Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", deny_unknown_fields)]
enum EventLine<'a> {
    Begin { tool: Tool, color: Rgb, opacity: u8, points: FlatPoints<'a>, ended: bool },
    Points { stroke: Counter, points: FlatPoints<'a> },
    End { stroke: Counter },
    Cancel { stroke: Counter },
    Undo {},
    Redo {},
    Clear {},
    Unclear { item: Seq },
    Place { image: ImageId, x: i32, y: i32, width: u32, height: u32 },
    Chat { content: Cow<'a, str>, user: Cow<'a, str> },
    Called { name: Cow<'a, str>, color: Rgb },
    Chapter { title: Cow<'a, str> },
    Restored { to: Seq },
    Veil { of: AuthorId, since: Seq, lifts: bool },
    Rules(RulesLine),
    Rank { of: AuthorId, rank: Option<Rank> },
    Report { about: Option<AuthorId>, words: Cow<'a, str> },
    Guests { role: Option<Role> },
    Pass { role: Role, taken: bool },
    Host { of: AuthorId },
    Shown {},
    Collected {},
}

/// What becomes of the rules; what is not said stays.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    locked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quiet: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    still: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slow: Option<u16>,
}

impl HeadLine {
    pub(super) fn of(head: &Head) -> Self {
        let Head { room, meta, window, seq } = head;
        Self {
            easel: ARCHIVE_VERSION,
            room: room.clone(),
            journal: meta.journal,
            width: meta.size.width(),
            height: meta.size.height(),
            created: meta.created.0,
            seq: *seq,
            window: WindowLine { items: window.items, points: window.points },
        }
    }

    pub(super) fn head(self) -> Result<Head, Fault> {
        let size =
            Size::new(self.width, self.height).ok_or(Fault::Value("no canvas is so large"))?;
        number(self.created)?;
        number(self.seq.0)?;
        let WindowLine { items, points } = self.window;
        if items == 0 || points == 0 {
            return Err(Fault::Value("the window must hold something"));
        }
        let meta = RoomMeta { journal: self.journal, size, created: Millis(self.created) };
        Ok(Head { room: self.room, meta, window: WindowBounds { items, points }, seq: self.seq })
    }
}

impl<'a> EntryLine<'a> {
    pub(super) fn of(entry: &'a Entry) -> Self {
        let Command { author, n, event } = &entry.command;
        let event = EventLine::of(event);
        Self { seq: entry.seq, at: entry.at.0, author: *author, n: *n, event }
    }

    pub(super) fn entry(self) -> Result<Entry, Fault> {
        number(self.at)?;
        number(self.n.0)?;
        let command = Command { author: self.author, n: self.n, event: self.event.event()? };
        Ok(Entry { seq: self.seq, at: Millis(self.at), command })
    }
}

impl<'a> EventLine<'a> {
    fn of(event: &'a Event) -> Self {
        let flat = |points: &'a Arc<[Point]>| FlatPoints(Cow::Borrowed(points));
        match event {
            Event::Begin { brush, points, ended } => Self::Begin {
                tool: brush.tool(),
                color: brush.color(),
                opacity: brush.opacity(),
                points: flat(points),
                ended: *ended,
            },
            Event::Points { stroke, points } => {
                Self::Points { stroke: *stroke, points: flat(points) }
            }
            Event::End { stroke } => Self::End { stroke: *stroke },
            Event::Cancel { stroke } => Self::Cancel { stroke: *stroke },
            Event::Undo => Self::Undo {},
            Event::Redo => Self::Redo {},
            Event::Clear => Self::Clear {},
            Event::Unclear { item } => Self::Unclear { item: *item },
            Event::Place(Placement { image, x, y, width, height }) => {
                Self::Place { image: *image, x: *x, y: *y, width: *width, height: *height }
            }
            Event::Chat(ChatLine { content, user }) => {
                Self::Chat { content: Cow::Borrowed(content), user: Cow::Borrowed(user) }
            }
            Event::Note(Note::Called { name, color }) => {
                Self::Called { name: Cow::Borrowed(name), color: *color }
            }
            Event::Note(Note::Chapter { title }) => Self::Chapter { title: Cow::Borrowed(title) },
            Event::Note(Note::Restored { to }) => Self::Restored { to: *to },
            Event::Veil(Veil { author, since, lifts }) => {
                Self::Veil { of: *author, since: *since, lifts: *lifts }
            }
            Event::Rules(RulesChange { locked, quiet, still, slow }) => Self::Rules(RulesLine {
                locked: *locked,
                quiet: *quiet,
                still: *still,
                slow: *slow,
            }),
            Event::Rank { of, rank } => Self::Rank { of: *of, rank: *rank },
            Event::Report(Report { about, words }) => {
                Self::Report { about: *about, words: Cow::Borrowed(words) }
            }
            Event::Note(Note::Deed(deed)) => Self::of_deed(*deed),
        }
    }

    fn of_deed(deed: Deed) -> Self {
        match deed {
            Deed::Guests(role) => Self::Guests { role },
            Deed::Pass(role) => Self::Pass { role, taken: false },
            Deed::PassTaken(role) => Self::Pass { role, taken: true },
            Deed::Host(of) => Self::Host { of },
            Deed::Shown => Self::Shown {},
            Deed::Collected => Self::Collected {},
        }
    }

    fn event(self) -> Result<Event, Fault> {
        let deed = |deed| Event::Note(Note::Deed(deed));
        Ok(match self {
            Self::Begin { tool, color, opacity, points, ended } => {
                let brush = Brush::new(tool, color, opacity);
                let brush = brush.ok_or(Fault::Value("such a brush leaves no mark"))?;
                if brush.color() != color || brush.opacity() != opacity {
                    return Err(Fault::Value("an eraser is #ffffff and opaque"));
                }
                Event::Begin { brush, points: some(points)?, ended }
            }
            Self::Points { stroke, points } => {
                Event::Points { stroke: counted(stroke)?, points: some(points)? }
            }
            Self::End { stroke } => Event::End { stroke: counted(stroke)? },
            Self::Cancel { stroke } => Event::Cancel { stroke: counted(stroke)? },
            Self::Undo {} => Event::Undo,
            Self::Redo {} => Event::Redo,
            Self::Clear {} => Event::Clear,
            Self::Unclear { item } => Event::Unclear { item: placed(item)? },
            Self::Place { image, x, y, width, height } => {
                let inside = |edge| (-IMAGE_PLACE_MAX..=IMAGE_PLACE_MAX).contains(&edge);
                if !inside(x) || !inside(y) {
                    return Err(Fault::Value("an image lies out of bounds"));
                }
                Event::Place(Placement { image, x, y, width, height })
            }
            Self::Chat { content, user } => Event::Chat(ChatLine {
                content: text(&content, 1..=CHAT_CHARS_MAX)?,
                user: text(&user, 0..=NAME_CHARS_MAX)?,
            }),
            Self::Called { name, color } => {
                Event::Note(Note::Called { name: text(&name, 1..=NAME_CHARS_MAX)?, color })
            }
            Self::Chapter { title } => {
                Event::Note(Note::Chapter { title: text(&title, 1..=TITLE_CHARS_MAX)? })
            }
            Self::Restored { to } => Event::Note(Note::Restored { to: placed(to)? }),
            Self::Veil { of, since, lifts } => {
                Event::Veil(Veil { author: of, since: placed(since)?, lifts })
            }
            Self::Rules(RulesLine { locked, quiet, still, slow }) => {
                if slow.is_some_and(|seconds| seconds > SLOW_MAX) {
                    return Err(Fault::Value("nobody waits so long between two strokes"));
                }
                Event::Rules(RulesChange { locked, quiet, still, slow })
            }
            Self::Rank { of, rank } => Event::Rank { of, rank },
            Self::Report { about, words } => {
                Event::Report(Report { about, words: text(&words, 1..=CHAT_CHARS_MAX)? })
            }
            Self::Guests { role } => deed(Deed::Guests(role)),
            Self::Pass { role, taken: false } => deed(Deed::Pass(role)),
            Self::Pass { role, taken: true } => deed(Deed::PassTaken(role)),
            Self::Host { of } => deed(Deed::Host(of)),
            Self::Shown {} => deed(Deed::Shown),
            Self::Collected {} => deed(Deed::Collected),
        })
    }
}

fn number(number: u64) -> Result<u64, Fault> {
    let fits = number <= NUMBER_MAX;
    fits.then_some(number).ok_or(Fault::Value("a number is larger than 2^53 - 1"))
}

fn counted(stroke: Counter) -> Result<Counter, Fault> {
    number(stroke.0).map(Counter)
}

fn placed(seq: Seq) -> Result<Seq, Fault> {
    number(seq.0).map(Seq)
}

fn some(points: FlatPoints<'_>) -> Result<Arc<[Point]>, Fault> {
    match points.0.len() {
        0 => Err(Fault::Value("points must hold at least one x, y, r")),
        1..=POINTS_MAX => Ok(points.0.into()),
        _ => Err(Fault::Value("one entry holds too many points")),
    }
}

fn text(text: &str, chars: RangeInclusive<usize>) -> Result<Arc<str>, Fault> {
    let fits = chars.contains(&text.chars().count());
    fits.then(|| text.into()).ok_or(Fault::Value("a text is too short or too long"))
}
