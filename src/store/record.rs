//! The bytes of one command: what a journal is made of on disk.
//!
//! The first byte tells the kind, and with it the version of the form: a new form takes a new number, old
//! numbers are never given another meaning. One command has exactly one form, and no form begins another.

use super::record_rules::{
    put_deed, put_rank, put_report, put_rules, take_deed, take_rank, take_report, take_rules,
};
use super::varint;
use crate::history::{ChatLine, Command, Event, Note, Veil};
use crate::model::{AuthorId, Brush, Counter, ImageId, Placement, Point, Rgb, Seq, Tool};
use std::sync::Arc;
use thiserror::Error;

const BEGIN: u8 = 1;
const BEGIN_ENDED: u8 = 2;
const POINTS: u8 = 3;
const END: u8 = 4;
const CANCEL: u8 = 5;
const UNDO: u8 = 6;
const REDO: u8 = 7;
const CLEAR: u8 = 8;
const CHAT: u8 = 9;
const UNCLEAR: u8 = 10;
const PLACE: u8 = 11;
const CALLED: u8 = 12;
const CHAPTER: u8 = 13;
const RESTORED: u8 = 14;
const VEIL: u8 = 15;
const UNVEIL: u8 = 16;
const RULES: u8 = 17;
const RANK: u8 = 18;
const REPORT: u8 = 19;
const DEED: u8 = 20;

/// Fewest bytes of a point: one for each of its three numbers.
const POINT_BYTES_MIN: usize = 3;

/// Stored bytes that say nothing, with what is wrong about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Damage(pub &'static str);

/// Writes a command to the end of `out`.
pub fn encode(command: &Command, out: &mut Vec<u8>) {
    out.push(kind(&command.event));
    out.extend_from_slice(&command.author.0);
    varint::put(command.n.0, out);
    match &command.event {
        Event::Begin { brush, points, .. } => {
            put_brush(*brush, out);
            put_points(points, out);
        }
        Event::Points { stroke, points } => {
            varint::put(stroke.0, out);
            put_points(points, out);
        }
        Event::End { stroke } | Event::Cancel { stroke } => varint::put(stroke.0, out),
        Event::Undo | Event::Redo | Event::Clear => {}
        Event::Unclear { item } => varint::put(item.0, out),
        Event::Place(place) => put_place(place, out),
        Event::Chat(line) => {
            put_text(&line.content, out);
            put_text(&line.user, out);
        }
        Event::Note(Note::Called { name, color }) => {
            put_text(name, out);
            out.extend_from_slice(&color.0);
        }
        Event::Note(Note::Chapter { title }) => put_text(title, out),
        Event::Note(Note::Restored { to }) => varint::put(to.0, out),
        Event::Note(Note::Deed(deed)) => put_deed(*deed, out),
        Event::Rules(change) => put_rules(*change, out),
        Event::Rank { of, rank } => put_rank(*of, *rank, out),
        Event::Report(report) => put_report(report, out),
        Event::Veil(veil) => {
            out.extend_from_slice(&veil.author.0);
            varint::put(veil.since.0, out);
        }
    }
}

/// Reads one command from the front of `input`, which moves on to what follows.
///
/// # Errors
///
/// When the bytes are not what [`encode`] writes.
pub fn decode(input: &mut &[u8]) -> Result<Command, Damage> {
    let kind = varint::take_byte(input)?;
    let author = take_author(input)?;
    let n = Counter(varint::take(input)?);
    let event = match kind {
        BEGIN | BEGIN_ENDED => Event::Begin {
            brush: take_brush(input)?,
            points: take_points(input)?,
            ended: kind == BEGIN_ENDED,
        },
        POINTS => Event::Points { stroke: take_counter(input)?, points: take_points(input)? },
        END => Event::End { stroke: take_counter(input)? },
        CANCEL => Event::Cancel { stroke: take_counter(input)? },
        UNDO => Event::Undo,
        REDO => Event::Redo,
        CLEAR => Event::Clear,
        UNCLEAR => Event::Unclear { item: varint::take(input).map(Seq)? },
        PLACE => Event::Place(take_place(input)?),
        CHAT => Event::Chat(ChatLine { content: take_text(input)?, user: take_text(input)? }),
        CALLED => Event::Note(Note::Called { name: take_text(input)?, color: take_color(input)? }),
        CHAPTER => Event::Note(Note::Chapter { title: take_text(input)? }),
        RESTORED => Event::Note(Note::Restored { to: varint::take(input).map(Seq)? }),
        VEIL | UNVEIL => Event::Veil(Veil {
            author: take_author(input)?,
            since: varint::take(input).map(Seq)?,
            lifts: kind == UNVEIL,
        }),
        RULES => Event::Rules(take_rules(input)?),
        RANK => {
            let (of, rank) = take_rank(input)?;
            Event::Rank { of, rank }
        }
        REPORT => Event::Report(take_report(input)?),
        DEED => Event::Note(Note::Deed(take_deed(input)?)),
        _ => return Err(Damage("a record is of an unknown kind")),
    };
    Ok(Command { author, n, event })
}

fn kind(event: &Event) -> u8 {
    match event {
        Event::Begin { ended: false, .. } => BEGIN,
        Event::Begin { ended: true, .. } => BEGIN_ENDED,
        Event::Points { .. } => POINTS,
        Event::End { .. } => END,
        Event::Cancel { .. } => CANCEL,
        Event::Undo => UNDO,
        Event::Redo => REDO,
        Event::Clear => CLEAR,
        Event::Unclear { .. } => UNCLEAR,
        Event::Place(_) => PLACE,
        Event::Chat(_) => CHAT,
        Event::Note(Note::Called { .. }) => CALLED,
        Event::Note(Note::Chapter { .. }) => CHAPTER,
        Event::Note(Note::Restored { .. }) => RESTORED,
        Event::Note(Note::Deed(_)) => DEED,
        Event::Rules(_) => RULES,
        Event::Rank { .. } => RANK,
        Event::Report(_) => REPORT,
        Event::Veil(Veil { lifts: false, .. }) => VEIL,
        Event::Veil(Veil { lifts: true, .. }) => UNVEIL,
    }
}

pub(super) fn take_author(input: &mut &[u8]) -> Result<AuthorId, Damage> {
    let mut author = [0; AuthorId::BYTES];
    author.copy_from_slice(varint::take_bytes(input, AuthorId::BYTES)?);
    Ok(AuthorId(author))
}

fn put_brush(brush: Brush, out: &mut Vec<u8>) {
    out.push(match brush.tool() {
        Tool::Pencil => 0,
        Tool::Eraser => 1,
    });
    out.extend_from_slice(&brush.color().0);
    out.push(brush.opacity());
}

fn take_brush(input: &mut &[u8]) -> Result<Brush, Damage> {
    let tool = match varint::take_byte(input)? {
        0 => Tool::Pencil,
        1 => Tool::Eraser,
        _ => return Err(Damage("a brush has an unknown tool")),
    };
    let color = take_color(input)?;
    let opacity = varint::take_byte(input)?;
    let brush = Brush::new(tool, color, opacity).ok_or(Damage("a brush leaves no mark"))?;
    let same = brush.color() == color && brush.opacity() == opacity;
    same.then_some(brush).ok_or(Damage("an eraser has a colour"))
}

fn take_color(input: &mut &[u8]) -> Result<Rgb, Damage> {
    let mut rgb = [0; 3];
    rgb.copy_from_slice(varint::take_bytes(input, 3)?);
    Ok(Rgb(rgb))
}

/// Each point as its difference from the one before: a hand moves a few pixels between two of them.
fn put_points(points: &[Point], out: &mut Vec<u8>) {
    varint::put(points.len() as u64, out);
    let mut last = (0, 0, 0);
    for point in points {
        let (x, y, r) = (point.x(), point.y(), point.r());
        for delta in [x - last.0, y - last.1, r - last.2] {
            varint::put_signed(i64::from(delta), out);
        }
        last = (x, y, r);
    }
}

fn take_points(input: &mut &[u8]) -> Result<Arc<[Point]>, Damage> {
    let count = varint::take(input)?;
    // Checked before anything is allocated: a damaged count must not ask for gigabytes.
    if count > (input.len() / POINT_BYTES_MIN) as u64 {
        return Err(Damage("it ends too early"));
    }
    let mut points = Vec::with_capacity(count as usize);
    let mut last = [0_i64; 3];
    for _ in 0..count {
        for value in &mut last {
            *value = value.saturating_add(varint::take_signed(input)?);
        }
        let [x, y, r] = last;
        points.push(Point::new(x, y, r).ok_or(Damage("a point lies out of bounds"))?);
    }
    Ok(points.into())
}

fn put_place(place: &Placement, out: &mut Vec<u8>) {
    out.extend_from_slice(&place.image.0);
    varint::put_signed(i64::from(place.x), out);
    varint::put_signed(i64::from(place.y), out);
    varint::put(u64::from(place.width), out);
    varint::put(u64::from(place.height), out);
}

fn take_place(input: &mut &[u8]) -> Result<Placement, Damage> {
    let mut image = ImageId([0; ImageId::BYTES]);
    image.0.copy_from_slice(varint::take_bytes(input, ImageId::BYTES)?);
    let damage = |_| Damage("an image lies out of bounds");
    let x = varint::take_signed(input)?.try_into().map_err(damage)?;
    let y = varint::take_signed(input)?.try_into().map_err(damage)?;
    let width = varint::take(input)?.try_into().map_err(damage)?;
    let height = varint::take(input)?.try_into().map_err(damage)?;
    Ok(Placement { image, x, y, width, height })
}

fn take_counter(input: &mut &[u8]) -> Result<Counter, Damage> {
    varint::take(input).map(Counter)
}

pub(super) fn put_text(text: &str, out: &mut Vec<u8>) {
    varint::put(text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

pub(super) fn take_text(input: &mut &[u8]) -> Result<Arc<str>, Damage> {
    let count = usize::try_from(varint::take(input)?).map_err(|_| Damage("a text is too long"))?;
    let bytes = varint::take_bytes(input, count)?;
    std::str::from_utf8(bytes).map(Arc::from).map_err(|_| Damage("a text is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{COORD_MAX, Deed, RADIUS_MAX, Rank, Report, Role, RulesChange};
    use proptest::prelude::*;

    fn points() -> impl Strategy<Value = Arc<[Point]>> {
        let side = i64::from(COORD_MAX);
        let radius = 0..=i64::from(RADIUS_MAX);
        let point = (-side..=side, -side..=side, radius)
            .prop_map(|(x, y, r)| Point::new(x, y, r).expect("in bounds"));
        prop::collection::vec(point, 1..20).prop_map(Arc::from)
    }

    fn brush() -> impl Strategy<Value = Brush> {
        (any::<bool>(), any::<[u8; 3]>(), 1..=u8::MAX).prop_map(|(pencil, rgb, opacity)| {
            let tool = if pencil { Tool::Pencil } else { Tool::Eraser };
            Brush::new(tool, Rgb(rgb), opacity).expect("leaves a mark")
        })
    }

    fn event() -> impl Strategy<Value = Event> {
        let stroke = || any::<u64>().prop_map(Counter);
        prop_oneof![
            (brush(), points(), any::<bool>()).prop_map(|(brush, points, ended)| Event::Begin {
                brush,
                points,
                ended
            }),
            (stroke(), points()).prop_map(|(stroke, points)| Event::Points { stroke, points }),
            stroke().prop_map(|stroke| Event::End { stroke }),
            stroke().prop_map(|stroke| Event::Cancel { stroke }),
            Just(Event::Undo),
            Just(Event::Redo),
            Just(Event::Clear),
            any::<u64>().prop_map(|item| Event::Unclear { item: Seq(item) }),
            (any::<[u8; 16]>(), any::<(i32, i32, u32, u32)>()).prop_map(|(image, at)| {
                let (x, y, width, height) = at;
                Event::Place(Placement { image: ImageId(image), x, y, width, height })
            }),
            (".{0,40}", ".{0,10}").prop_map(|(content, user)| {
                Event::Chat(ChatLine { content: content.into(), user: user.into() })
            }),
            note().prop_map(Event::Note),
            (any::<[u8; AuthorId::BYTES]>(), any::<u64>(), any::<bool>()).prop_map(
                |(author, since, lifts)| {
                    Event::Veil(Veil { author: AuthorId(author), since: Seq(since), lifts })
                }
            ),
            any::<[Option<bool>; 3]>().prop_flat_map(|[locked, quiet, still]| {
                prop::option::of(0..=600_u16)
                    .prop_map(move |slow| Event::Rules(RulesChange { locked, quiet, still, slow }))
            }),
            (author(), 0..4_usize).prop_map(|(of, rank)| {
                let ranks = [None, Some(Rank::Viewer), Some(Rank::Painter), Some(Rank::Out)];
                Event::Rank { of, rank: ranks[rank] }
            }),
            (prop::option::of(author()), ".{0,40}").prop_map(|(about, words)| {
                Event::Report(Report { about, words: words.into() })
            }),
        ]
    }

    fn author() -> impl Strategy<Value = AuthorId> {
        any::<[u8; AuthorId::BYTES]>().prop_map(AuthorId)
    }

    fn deed() -> impl Strategy<Value = Deed> {
        let role = || prop_oneof![Just(Role::Viewer), Just(Role::Painter), Just(Role::Host)];
        prop_oneof![
            prop::option::of(role()).prop_map(Deed::Guests),
            role().prop_map(Deed::Pass),
            role().prop_map(Deed::PassTaken),
            author().prop_map(Deed::Host),
            Just(Deed::Shown),
            Just(Deed::Collected),
        ]
    }

    fn note() -> impl Strategy<Value = Note> {
        prop_oneof![
            (".{0,40}", any::<[u8; 3]>())
                .prop_map(|(name, rgb)| Note::Called { name: name.into(), color: Rgb(rgb) }),
            ".{0,40}".prop_map(|title| Note::Chapter { title: title.into() }),
            any::<u64>().prop_map(|to| Note::Restored { to: Seq(to) }),
            deed().prop_map(Note::Deed),
        ]
    }

    fn command() -> impl Strategy<Value = Command> {
        (any::<[u8; AuthorId::BYTES]>(), any::<u64>(), event()).prop_map(|(author, n, event)| {
            Command { author: AuthorId(author), n: Counter(n), event }
        })
    }

    proptest! {
        #[test]
        fn a_record_reads_what_was_written(command in command(), after in any::<u8>()) {
            let mut bytes = Vec::new();
            encode(&command, &mut bytes);
            bytes.push(after);
            let mut input = &bytes[..];
            prop_assert_eq!(decode(&mut input), Ok(command));
            prop_assert_eq!(input, &[after][..], "what follows is left alone");
        }

        #[test]
        fn a_record_cut_anywhere_is_damage(command in command()) {
            let mut bytes = Vec::new();
            encode(&command, &mut bytes);
            for end in 0..bytes.len() {
                prop_assert!(decode(&mut &bytes[..end]).is_err(), "cut at {}", end);
            }
        }

        #[test]
        fn any_bytes_are_damage_or_exactly_one_command(bytes in any::<Vec<u8>>(), kind in 0..23_u8) {
            let bytes = [&[kind][..], &bytes].concat();
            let mut rest = &bytes[..];
            if let Ok(command) = decode(&mut rest) {
                let mut again = Vec::new();
                encode(&command, &mut again);
                prop_assert_eq!(&again[..], &bytes[..bytes.len() - rest.len()], "one form");
            }
        }
    }

    #[test]
    fn a_few_points_cost_a_few_bytes() {
        let point = |step: i64| Point::new(4_000 + 24 * step, 3_000 - 17 * step, 24);
        let points = (0..3).map(|step| point(step).expect("in bounds")).collect();
        let event = Event::Points { stroke: Counter(40), points };
        let mut bytes = Vec::new();
        encode(&Command { author: AuthorId([7; 12]), n: Counter(90), event }, &mut bytes);
        assert_eq!(bytes.len() - AuthorId::BYTES, 15, "beside the author");
    }
}
