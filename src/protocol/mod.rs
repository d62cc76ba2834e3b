//! What crosses the socket: two dialects, their bounds, their frames.
//!
//! Invariant: what comes out of this floor cannot be wrong; nobody above checks a number, a colour or a
//! length again. PROTOCOL.md numbers the rules.

mod class;
mod client;
mod fields;
mod fields_host;
mod frame;
pub mod limits;
mod plain;
mod points;
mod presence;
mod refusal;
mod server;
mod strokes;
mod wire;

pub use class::{CLASS_SUBPROTOCOL, ClassChange, ClassInput, Part, Phase, class_name, class_title};
pub use client::{ClientMessage, Join, parse_message};
pub use frame::{
    CloseCode, FRAME_HEAD_BYTES_MAX, close_frame, frame_head, ping_frame, pong_frame, text_frame,
};
pub use plain::{
    PlainChat, PlainDraw, PlainInput, PlainStyle, PlainText, canvas_state_ends, parse_plain,
    plain_chat, plain_draw,
};
pub use points::FlatPoints;
pub use presence::{Cursor, Follow, Me, View, WirePerson};
pub use refusal::Refusal;
pub use server::{LimitsMessage, ServerMessage, snapshot_ends};
pub use strokes::{SentStroke, SentStrokes, parse_strokes};
pub use wire::{WireChat, WireDated, WireEntry, WireItem};

/// Version of the easel dialect.
pub const PROTOCOL_VERSION: u32 = 1;

/// Version of the raster rule: pages that paint by another one would show other pixels.
pub const RASTER_VERSION: u32 = 2;

/// What an easel client asks for in `Sec-WebSocket-Protocol`.
pub const SUBPROTOCOL: &str = "easel.v1";
