//! The bounds of the wire, told to easel clients in `welcome` (rule V15).

/// Bytes of one message: a pen at 240 Hz fills this in four seconds; clients send every 16 ms.
pub const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// Bytes of one message in the plain dialect that is dropped while it streams by, instead of ending the
/// connection: old clients answer requests with pictures of many megabytes.
pub const PLAIN_MESSAGE_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Objects in one message: one animation frame never holds more than a few.
pub const MESSAGE_OBJECTS_MAX: usize = 64;

/// Points in one object: a pen at 240 Hz needs two seconds to fill it.
pub const MESSAGE_POINTS_MAX: usize = 512;

/// Points in one stroke: after this many the room ends it, so that nobody holds the window open.
pub const STROKE_POINTS_MAX: usize = 2_000;

/// Silence after which the room ends a stroke, in milliseconds: longer than a pen rests, short enough that
/// a lost page does not hold the window open.
pub const STROKE_IDLE_MS: u64 = 20_000;

/// Strokes one author may have open: ten fingers.
pub const OPEN_STROKES_MAX: usize = 10;

/// Characters in one line of chat.
pub const CHAT_CHARS_MAX: usize = 500;

/// Characters in a name.
pub const NAME_CHARS_MAX: usize = 40;

/// Characters of a title: of a part of a drawing, and of a saved one. A line on a phone, twice.
pub const TITLE_CHARS_MAX: usize = 80;

/// Longest wait between two strokes or lines of one person, in seconds: ten minutes is a lock.
pub const SLOW_MAX: u16 = 600;

/// How often a cursor or a view is told on, in milliseconds: 20 times a second looks smooth when screens
/// glide from place to place.
pub const CURSOR_MS: u64 = 50;

/// How long anybody may take back a clear, in milliseconds (rule V18).
pub const UNCLEAR_MS: u64 = 30_000;

/// Bytes of a file that is to lie on the canvas: a photo of a phone.
pub const IMAGE_BYTES_MAX: usize = 10 * 1024 * 1024;

/// Messages that could not be understood before the connection is closed (rule W11).
pub const BAD_MESSAGES_MAX: u32 = 200;
