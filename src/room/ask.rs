//! What clients say, as commands of an author: the one place where rights are asked.

use crate::history::{ChatLine, Command, Event};
use crate::model::{AuthorId, Counter};
use crate::protocol::{ClientMessage, PlainChat, PlainDraw, PlainInput, Refusal, Role};
use serde_json::Value;

/// What a client wants of the room.
#[derive(Debug, PartialEq)]
pub enum Ask {
    /// Something for the journal.
    Command(Command),
    /// A picture of now; plain clients may name themselves in the answer.
    Picture(Option<Value>),
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
        ClientMessage::Chat { n, content, user } => {
            (n, Event::Chat(ChatLine { content: content.into(), user: user.into() }))
        }
    };
    let needs = needs(&event);
    if role < needs {
        return Err(Refusal::Forbidden { needs });
    }
    Ok(Ask::Command(Command { author, n, event }))
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
        | Event::Clear => Role::Painter,
    }
}
