//! WebSocket frames the server sends (RFC 6455 §5.2): unmasked, whole, built once and shared.

use bytes::{BufMut, Bytes, BytesMut};

/// Most bytes in front of a payload.
pub const FRAME_HEAD_BYTES_MAX: usize = 10;

/// Room for an acknowledgement, a count, or what one hand draws in a moment, without growing.
const FRAME_BYTES_USUAL: usize = 256;

const TEXT: u8 = 0x81;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;
const PONG: u8 = 0x8a;

/// Why a connection ends (RFC 6455 §7.4.1; 4000 and up are easel's own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// All is well.
    Normal = 1000,
    /// The server stops.
    GoingAway = 1001,
    /// A frame against the rules.
    Protocol = 1002,
    /// A kind of message this dialect does not have.
    Unsupported = 1003,
    /// Text that is not UTF-8.
    NotUtf8 = 1007,
    /// Something this server does not put up with.
    Policy = 1008,
    /// Larger than messages may be.
    TooBig = 1009,
    /// Full; come back later.
    TryLater = 1013,
    /// The same author came in by another connection.
    Replaced = 4001,
    /// Whoever this is may not be here, or not any more.
    Barred = 4003,
}

/// The head of a whole text frame of `payload` bytes.
pub fn frame_head(payload: usize) -> Bytes {
    let mut head = BytesMut::with_capacity(FRAME_HEAD_BYTES_MAX);
    put_head(&mut head, TEXT, payload);
    head.freeze()
}

/// A whole text frame.
pub fn text_frame(payload: &[u8]) -> Bytes {
    framed(TEXT, payload)
}

/// A whole text frame of what `write` writes: the text is not copied again to come behind its head.
pub(super) fn text_frame_of(write: impl FnOnce(&mut Vec<u8>)) -> Bytes {
    let mut bytes = Vec::with_capacity(FRAME_BYTES_USUAL);
    bytes.resize(FRAME_HEAD_BYTES_MAX, 0);
    write(&mut bytes);
    let head = frame_head(bytes.len() - FRAME_HEAD_BYTES_MAX);
    let start = FRAME_HEAD_BYTES_MAX - head.len();
    bytes[start..FRAME_HEAD_BYTES_MAX].copy_from_slice(&head);
    // It may be kept for a while, among thousands.
    bytes.shrink_to_fit();
    Bytes::from(bytes).slice(start..)
}

/// A ping without a payload.
pub fn ping_frame() -> Bytes {
    framed(PING, &[])
}

/// A pong with the payload of its ping, at most 125 bytes.
pub fn pong_frame(payload: &[u8]) -> Bytes {
    framed(PONG, payload)
}

/// A close frame; the reason is cut at 123 bytes (RFC 6455 §5.5).
pub fn close_frame(code: CloseCode, reason: &str) -> Bytes {
    let cut = reason.floor_char_boundary(123);
    let mut payload = BytesMut::with_capacity(2 + cut);
    payload.put_u16(code as u16);
    payload.put_slice(&reason.as_bytes()[..cut]);
    framed(CLOSE, &payload)
}

fn framed(kind: u8, payload: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(FRAME_HEAD_BYTES_MAX + payload.len());
    put_head(&mut frame, kind, payload.len());
    frame.put_slice(payload);
    frame.freeze()
}

fn put_head(frame: &mut BytesMut, kind: u8, payload: usize) {
    frame.put_u8(kind);
    match payload {
        0..=125 => frame.put_u8(payload as u8),
        126..=0xffff => {
            frame.put_u8(126);
            frame.put_u16(payload as u16);
        }
        _ => {
            frame.put_u8(127);
            frame.put_u64(payload as u64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_take_one_two_or_eight_bytes() {
        assert_eq!(text_frame(b"hi")[..], [0x81, 2, b'h', b'i'], "short");
        assert_eq!(text_frame(&[b'a'; 126])[..4], [0x81, 126, 0, 126], "two bytes");
        assert_eq!(frame_head(65_536)[..], [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0], "eight bytes");
        for length in [0, 2, 125, 126, 65_535, 65_536] {
            let text = vec![b'a'; length];
            let written = text_frame_of(|frame| frame.extend_from_slice(&text));
            assert_eq!(
                written,
                text_frame(&text),
                "the same when {length} bytes are written to it"
            );
        }
    }

    #[test]
    fn a_long_reason_is_cut_at_a_letter() {
        let frame = close_frame(CloseCode::GoingAway, &"é".repeat(100));
        assert_eq!(frame[..4], [0x88, 124, 0x03, 0xe9], "122 bytes of letters and the code");
    }
}
