//! The request that opens a WebSocket, and the answer to it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

/// What RFC 6455 adds to the client's key.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// Longest request that is read, in bytes.
pub(crate) const REQUEST_BYTES_MAX: usize = 8192;

/// A request that is whole.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// The room its path names.
    pub(crate) room: String,
    /// What is sent back.
    pub(crate) answer: String,
    /// Bytes it took; frames may already lie behind it.
    pub(crate) length: usize,
}

impl Request {
    /// The request at the start of `bytes`, or none while it is not whole.
    ///
    /// # Errors
    ///
    /// When it is none that opens a WebSocket.
    pub(crate) fn read(bytes: &[u8]) -> Result<Option<Self>, ()> {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            return if bytes.len() > REQUEST_BYTES_MAX { Err(()) } else { Ok(None) };
        };
        let text = str::from_utf8(&bytes[..end]).map_err(drop)?;
        let mut lines = text.split("\r\n");
        let path = lines.next().and_then(|line| line.strip_prefix("GET ")).ok_or(())?;
        let path = path.split(' ').next().unwrap_or_default();
        let key = lines
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("sec-websocket-key"))
            .map(|(_, key)| key.trim())
            .ok_or(())?;
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {}\r\n\r\n",
            accept(key)
        );
        Ok(Some(Self { room: easel_rivals::room(path).to_owned(), answer, length: end + 4 }))
    }
}

fn accept(key: &str) -> String {
    STANDARD.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &[u8] = b"GET /ws/art HTTP/1.1\r\nHost: x\r\nsec-websocket-key:  \
        dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81";

    #[test]
    fn the_example_of_the_rfc_is_answered() {
        let request = Request::read(ASKED).expect("a good request").expect("a whole request");
        assert_eq!(request.room, "art");
        assert_eq!(request.length, ASKED.len() - 1, "the frame behind it stays");
        assert!(request.answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{}", request.answer);
    }

    #[test]
    fn a_part_waits_for_the_rest() {
        assert_eq!(Request::read(&ASKED[..40]), Ok(None));
        assert_eq!(Request::read(b"POST / HTTP/1.1\r\n\r\n"), Err(()));
    }
}
