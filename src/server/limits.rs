//! The bounds of HTTP and of connections.

use std::time::Duration;

/// How long a request's head may take: a slow phone needs one second, a stalled one keeps a socket.
pub(super) const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an easel client may take to say `join` (rule V1).
pub(super) const JOIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Bytes read from a socket at once: what a busy client sends while others are served.
pub(super) const READ_BYTES: usize = 16 * 1024;

/// Bytes tungstenite holds for each connection, however idle; its default is 128 KiB. One `join` without a name:
/// what is larger makes them twice as many for good.
pub(super) const FRAME_BUFFER_BYTES: usize = 192;

/// Points a connection may have saved up, in seconds of its rate (rule W12).
pub(super) const BUCKET_SECONDS: u32 = 10;

/// How often a connection that has to wait is told, and how long it sleeps at most (rule W12): often enough that
/// a page knows the connection lives.
pub(super) const INK_TOLD_EVERY: Duration = Duration::from_secs(1);

/// After so long without a wait all waits are forgotten: as long as an empty bucket takes to be full.
pub(super) const INK_CALM: Duration = Duration::from_secs(BUCKET_SECONDS as u64);

/// How long a connection may wait in all before it is cut off. A page that was alone for hours holds 200 strokes
/// of 2,000 points, which takes it 190 s at 2,000 a second; a program may bring in half as much again. No hand
/// draws so.
pub(super) const INK_WAIT_MAX: Duration = Duration::from_mins(5);

/// The same in points, for servers that allow fewer a second.
pub(super) const INK_OVER_POINTS: u64 = 600_000;

/// What asking for a picture costs, in points: encoding one takes as long as painting so many.
pub(super) const PICTURE_POINTS: usize = 200;

/// Bytes of one message on `/echo`: conformance suites send up to 16 MiB.
pub(super) const ECHO_BYTES_MAX: usize = 16 * 1024 * 1024;

/// How long the body of a picture may take: ten megabytes over a slow phone.
pub(super) const IMAGE_BODY_TIMEOUT: Duration = Duration::from_mins(2);

/// How long a picture may wait for its turn to be unpacked.
pub(super) const IMAGE_WAIT: Duration = Duration::from_secs(20);

/// How long somebody may wait for the turn to have a picture made from a whole journal.
pub(super) const EXPORT_WAIT: Duration = Duration::from_secs(40);

/// Pictures of the past made at once: each takes a core for some milliseconds, rarely for longer.
pub(super) const SEEKS_MAX: usize = 2;

/// How often old rooms are looked for: an hour more or less is nothing beside days.
pub(super) const FORGET_EVERY: Duration = Duration::from_hours(1);

/// Bytes of an archive that is brought in: hours of a class, with pictures.
pub(super) const ARCHIVE_BYTES_MAX: u64 = 256 << 20;

/// Bytes of its lines, unpacked: what a small file may promise bounds what it takes of the disk.
pub(super) const ARCHIVE_UNPACKED_BYTES_MAX: u64 = 1 << 30;

/// Bytes of one of its lines: an image that fills a large canvas.
pub(super) const ARCHIVE_LINE_BYTES_MAX: usize = 64 << 20;

/// How long an archive may take to come.
pub(super) const ARCHIVE_BODY_TIMEOUT: Duration = Duration::from_mins(10);

/// How much longer it may take to be painted and stored.
pub(super) const ARCHIVE_TIME: Duration = Duration::from_mins(5);

/// How long an archive may wait for its turn to be brought in.
pub(super) const ARCHIVE_WAIT: Duration = Duration::from_secs(20);

/// Connections one address may open in a minute, when no other number is given: a school of 3,000 that comes back
/// within a minute after its network was gone.
pub const CONNECTS_PER_MINUTE: u32 = 3_600;

/// How long an address may save up connections: 3,000 of them when there are 3,600 a minute, for a school that
/// opens the page at one bell.
pub(super) const CONNECTS_SAVED: Duration = Duration::from_secs(50);

/// Addresses whose connections are counted; bounds the memory an attack with many addresses takes to 1 MB.
pub(super) const ADDRESSES_MAX: usize = 16_384;

/// How often addresses are looked through while there are too many: it takes some 100 µs.
pub(super) const SWEEP_EVERY: Duration = Duration::from_secs(1);

/// Wrong codes one address may try in a window: a school's class, each mistyping twice.
pub(super) const WRONG_CODES_MAX: u32 = 80;

/// After this time wrong codes are forgotten.
pub(super) const WRONG_CODES_WINDOW: Duration = Duration::from_mins(1);

/// Addresses whose wrong codes are counted; bounds the memory an attack with many addresses takes.
pub(super) const GUESSERS_MAX: usize = 10_000;

/// How long a closing connection may take to say its last word before it joined a room.
pub(super) const FAREWELL_TIMEOUT: Duration = Duration::from_secs(2);

/// Bytes of strokes that a program sends at once: 64 of the longest, written generously.
pub(super) const STROKES_BYTES_MAX: usize = 2 << 20;

/// How long they may take to come.
pub(super) const STROKES_BODY_TIMEOUT: Duration = Duration::from_secs(30);
