//! One connection of the load: shakes hands, greets, sends and receives.

use super::Target;
use super::inbox::{Inbox, Kind, Listener, Scanner};
use super::tally::Tally;
use super::text::{Mark, Speech};
use anyhow::{Context, Result, bail, ensure};
use mio::net::TcpStream;
use std::io::{ErrorKind, Read, Write};
use std::time::Instant;

/// The mask of all frames (RFC 6455 §5.3): not zero, so that the server has to unmask.
const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

/// How far a connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The answer to its request is not here yet.
    Shaking,
    /// It has said `join` and waits for the picture.
    Joining,
    /// It is in its room.
    Ready,
    /// The server ended it.
    Cut,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) stream: TcpStream,
    pub(super) stage: Stage,
    /// It does not read for now.
    pub(super) stalled: bool,
    /// The seq of the last `entries` or `snapshot`.
    pub(super) place: u64,
    /// Pictures it took in place of entries.
    pub(super) resyncs: u32,
    speech: Speech,
    name: u64,
    began: Instant,
    /// From the request until it was in its room, in milliseconds.
    pub(super) connect_ms: f64,
    inbox: Inbox,
    out: Vec<u8>,
    out_at: usize,
}

/// What a read found, told to the tally under the client's number.
struct Hearing<'t> {
    tally: &'t mut Tally,
    client: usize,
    now_us: u32,
    place: u64,
    pictures: u32,
    pings: u32,
    closed: bool,
}

impl Listener for Hearing<'_> {
    fn mark(&mut self, mark: Mark) {
        self.tally.receive(self.client, mark, self.now_us);
    }

    fn kind(&mut self, kind: Kind) {
        match kind {
            Kind::Entries(seq) => self.place = seq,
            Kind::Snapshot(seq) => {
                self.place = seq;
                self.pictures += 1;
            }
            Kind::Ping => self.pings += 1,
            Kind::Close => self.closed = true,
        }
    }
}

impl Client {
    pub(super) fn connect(target: &Target, room: &str, name: u64, speech: Speech) -> Result<Self> {
        let began = Instant::now();
        let stream = std::net::TcpStream::connect(target.address)
            .with_context(|| format!("could not connect to {}", target.host))?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        let offer = match speech {
            Speech::Easel => "Sec-WebSocket-Protocol: easel.v1\r\n",
            Speech::Plain => "",
        };
        let request = format!(
            "GET /{}/{room} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{offer}\r\n",
            target.path, target.host
        );
        Ok(Self {
            stream: TcpStream::from_std(stream),
            stage: Stage::Shaking,
            stalled: false,
            place: 0,
            resyncs: 0,
            speech,
            name,
            began,
            connect_ms: 0.0,
            inbox: Inbox::default(),
            out: request.into_bytes(),
            out_at: 0,
        })
    }

    /// Whether it is in its room, or will never be.
    pub(super) fn is_in(&self) -> bool {
        matches!(self.stage, Stage::Ready | Stage::Cut)
    }

    /// Adds one message to what is to be written.
    pub(super) fn say(&mut self, text: &str) {
        let length = text.len();
        self.out.push(0x81);
        if length < 126 {
            self.out.push(0x80 | length as u8);
        } else {
            self.out.push(0xfe);
            self.out.extend_from_slice(&(length as u16).to_be_bytes());
        }
        self.out.extend_from_slice(&MASK);
        let masked = text.bytes().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask);
        self.out.extend(masked);
    }

    /// Bytes that wait for the socket.
    pub(super) fn unsent(&self) -> usize {
        self.out.len() - self.out_at
    }

    /// Writes what the socket takes.
    pub(super) fn flush(&mut self) {
        while self.out_at < self.out.len() && self.stage != Stage::Cut {
            match self.stream.write(&self.out[self.out_at..]) {
                Ok(written) => self.out_at += written,
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => self.stage = Stage::Cut,
            }
        }
        if self.out_at == self.out.len() {
            self.out.clear();
            self.out_at = 0;
        }
    }

    /// Reads once; `scratch` is far larger than what comes at a time. True when more may be there.
    pub(super) fn read(
        &mut self,
        scratch: &mut [u8],
        scanner: &Scanner,
        (tally, client, now_us): (&mut Tally, usize, u32),
    ) -> Result<bool> {
        let kept = self.inbox.rest.len();
        scratch[..kept].copy_from_slice(&self.inbox.rest);
        let read = match self.stream.read(&mut scratch[kept..]) {
            Ok(0) => {
                self.stage = Stage::Cut;
                return Ok(false);
            }
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
            Err(error) if error.kind() == ErrorKind::Interrupted => return Ok(true),
            Err(_) => {
                self.stage = Stage::Cut;
                return Ok(false);
            }
        };
        let mut bytes = &scratch[..kept + read];
        if self.stage == Stage::Shaking {
            let Some(head) = self.shaken(bytes)? else { return Ok(false) };
            bytes = &bytes[head..];
        }
        let place = self.place;
        let mut hearing =
            Hearing { tally, client, now_us, place, pictures: 0, pings: 0, closed: false };
        self.inbox.take(scanner, bytes, &mut hearing);
        let Hearing { place, pictures, pings, closed, .. } = hearing;
        self.place = place;
        self.heed(pictures, pings, closed);
        Ok(kept + read == scratch.len())
    }

    fn heed(&mut self, pictures: u32, pings: u32, closed: bool) {
        if self.stage == Stage::Joining && pictures > 0 {
            self.ready();
        } else {
            self.resyncs += pictures;
        }
        for _ in 0..pings {
            self.out.extend_from_slice(&[0x8a, 0x80, MASK[0], MASK[1], MASK[2], MASK[3]]);
        }
        if closed {
            self.stage = Stage::Cut;
        }
    }

    /// How long the server's answer is, once it is whole.
    fn shaken(&mut self, bytes: &[u8]) -> Result<Option<usize>> {
        let Some(end) = memchr::memmem::find(bytes, b"\r\n\r\n") else {
            ensure!(bytes.len() < 16 * 1024, "the server answers with too long a head");
            self.inbox.rest = bytes.to_vec();
            return Ok(None);
        };
        if !bytes.starts_with(b"HTTP/1.1 101") {
            let head = String::from_utf8_lossy(&bytes[..end]);
            bail!("the server refused a client: {}", head.lines().next().unwrap_or_default());
        }
        self.inbox.rest.clear();
        match self.speech.greeting(self.name) {
            None => self.ready(),
            Some(greeting) => {
                self.stage = Stage::Joining;
                self.say(&greeting);
                self.flush();
            }
        }
        Ok(Some(end + 4))
    }

    fn ready(&mut self) {
        self.stage = Stage::Ready;
        self.connect_ms = self.began.elapsed().as_secs_f64() * 1_000.0;
    }
}
