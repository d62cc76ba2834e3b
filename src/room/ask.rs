//! What clients say, as commands of an author: the one place where rights are asked.

use super::{Asker, need, plain_need};
use crate::history::{ChatLine, Command, Event, Note};
use crate::model::{Counter, ImageId, Secret};
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
    /// A pass was shown.
    Key(Secret),
    /// A pong.
    Pong(f64),
    /// Nothing.
    Nothing,
}

/// Turns an easel message into what it asks for; whether its author may, was asked before.
///
/// # Errors
/// A refusal when the rights do not allow it, or when a client joins twice.
pub fn ask(asker: &Asker, message: ClientMessage) -> Result<Ask, Refusal> {
    asker.may(need(&message))?;
    let (n, event) = match message {
        ClientMessage::Join(_) => return Err(Refusal::BadMessage("you have joined".to_owned())),
        ClientMessage::Key(key) => return Ok(Ask::Key(key)),
        ClientMessage::CanvasRequest => return Ok(Ask::Picture(None)),
        ClientMessage::Ping(t) => return Ok(Ask::Pong(t)),
        ClientMessage::Me(me) => return Ok(Ask::Me(me)),
        ClientMessage::View(view) => return Ok(Ask::View(view)),
        ClientMessage::Cursor(cursor) => return Ok(Ask::Cursor(cursor)),
        ClientMessage::Place { n, image, x, y } => return Ok(Ask::Place { n, image, x, y }),
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
        ClientMessage::Rules { n, change } => (n, Event::Rules(change)),
        ClientMessage::Rank { n, of, rank } => (n, Event::Rank { of, rank }),
        ClientMessage::Report { n, report } => (n, Event::Report(report)),
    };
    Ok(Ask::Command(Command { author: asker.author, n, event }))
}

/// Turns a plain object into what it asks for.
///
/// # Errors
/// A refusal when the rights do not allow it, or it could not be understood.
pub fn ask_plain(asker: &Asker, input: PlainInput) -> Result<Ask, Refusal> {
    asker.may(plain_need(&input))?;
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
    Ok(Ask::Command(Command { author: asker.author, n: Counter::NONE, event }))
}
