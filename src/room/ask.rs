//! What clients say, as commands of an author: the one place where rights are asked.

use crate::history::{ChatLine, Command, Event, Note};
use crate::model::{AuthorId, Counter, ImageId, Role};
use crate::protocol::{ClientMessage, Cursor, Me, PlainChat, PlainDraw, PlainInput, Refusal, View};
use serde_json::Value;

/// What a client wants of the room.
#[derive(Debug, PartialEq)]
pub enum Ask {
    /// Something for the journal.
    Command(Command),
    /// A picture of now; plain clients may name themselves in the answer.
    Picture(Option<Value>),
    /// An image for the journal; only its name and its place are known.
    Place {
        /// The author's count.
        n: Counter,
        /// Which image.
        image: ImageId,
        /// Its left edge, in pixels.
        x: i32,
        /// Its top edge, in pixels.
        y: i32,
    },
    /// Something others should know while the client is here.
    Me(Box<Me>),
    /// The cursor moved, or is gone.
    Cursor(Option<Cursor>),
    /// The view moved.
    View(View),
    /// A pong.
    Pong(f64),
    /// Nothing.
    Nothing,
}

/// Turns an easel message into what it asks for.
///
/// # Errors
/// A refusal when the role does not allow it, or when a client joins twice.
pub fn ask(author: AuthorId, role: Role, message: ClientMessage) -> Result<Ask, Refusal> {
    let (n, event) = match message {
        ClientMessage::Join(_) => return Err(Refusal::BadMessage("you have joined".to_owned())),
        ClientMessage::CanvasRequest => return Ok(Ask::Picture(None)),
        ClientMessage::Ping(t) => return Ok(Ask::Pong(t)),
        ClientMessage::Me(me) => return Ok(Ask::Me(me)),
        ClientMessage::View(view) => return Ok(Ask::View(view)),
        ClientMessage::Cursor(cursor) => {
            return allow(role, Role::Painter, Ask::Cursor(cursor));
        }
        ClientMessage::Place { n, image, x, y } => {
            return allow(role, Role::Painter, Ask::Place { n, image, x, y });
        }
        ClientMessage::Begin { n, brush, points, ended } => {
            (n, Event::Begin { brush, points: points.into(), ended })
        }
        ClientMessage::Points { n, stroke, points } => {
            (n, Event::Points { stroke, points: points.into() })
        }
        ClientMessage::End { n, stroke } => (n, Event::End { stroke }),
        ClientMessage::Cancel { n, stroke } => (n, Event::Cancel { stroke }),
        ClientMessage::Undo(n) => (n, Event::Undo),
        ClientMessage::Redo(n) => (n, Event::Redo),
        ClientMessage::Clear(n) => (n, Event::Clear),
        ClientMessage::Unclear { n, item } => (n, Event::Unclear { item }),
        ClientMessage::Chapter { n, title } => (n, Event::Note(Note::Chapter { title })),
        ClientMessage::Chat { n, content, user } => {
            (n, Event::Chat(ChatLine { content: content.into(), user: user.into() }))
        }
    };
    allow(role, needs(&event), Ask::Command(Command { author, n, event }))
}

fn allow(role: Role, needs: Role, ask: Ask) -> Result<Ask, Refusal> {
    if role < needs { Err(Refusal::Forbidden { needs }) } else { Ok(ask) }
}

/// Turns a plain object into what it asks for; plain clients are painters.
///
/// # Errors
/// A refusal when it could not be understood.
pub fn ask_plain(author: AuthorId, input: PlainInput) -> Result<Ask, Refusal> {
    let event = match input {
        PlainInput::Bad(why) => return Err(Refusal::BadMessage(why)),
        PlainInput::Ignored => return Ok(Ask::Nothing),
        PlainInput::CanvasRequest(id) => return Ok(Ask::Picture(id)),
        PlainInput::Draw(PlainDraw { brush, points, .. }) => {
            Event::Begin { brush, points: points.into(), ended: true }
        }
        PlainInput::Chat(PlainChat { content, user }) => {
            Event::Chat(ChatLine { content: content.into(), user: user.into() })
        }
    };
    Ok(Ask::Command(Command { author, n: Counter::NONE, event }))
}

/// The least role that may ask for this.
fn needs(event: &Event) -> Role {
    match event {
        Event::Chat(_) => Role::Viewer,
        Event::Begin { .. }
        | Event::Points { .. }
        | Event::End { .. }
        | Event::Cancel { .. }
        | Event::Undo
        | Event::Redo
        | Event::Clear
        | Event::Unclear { .. }
        | Event::Place(_)
        | Event::Note(_)
        | Event::Veil(_) => Role::Painter,
    }
}
