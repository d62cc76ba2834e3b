//! The limit of one core: a WebSocket relay with nothing in it but the kernel's work.
//!
//! One thread, one epoll, one `recv` per socket and wake-up, and at the end of each turn one write per
//! member with everything its room said in that turn. No JSON, no check of what is said, no store.

mod connection;
mod frames;
mod handshake;
mod hub;

use hub::Hub;
use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token};
use std::io::{self, ErrorKind};

/// The listener's token; connections have small ones.
const LISTENER: Token = Token(usize::MAX);

/// Sockets seen in one turn; also how much is gathered before it is written.
const EVENTS_MAX: usize = 4096;

fn main() -> io::Result<()> {
    let mut listener = TcpListener::bind(easel_rivals::address())?;
    let mut poll = Poll::new()?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    easel_rivals::announce(listener.local_addr()?);

    let mut events = Events::with_capacity(EVENTS_MAX);
    let mut hub = Hub::default();
    loop {
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            polled => polled?,
        }
        for event in &events {
            if event.token() == LISTENER {
                accept_all(&listener, &poll, &mut hub)?;
                continue;
            }
            let key = event.token().0;
            if event.is_writable() {
                hub.writable(key);
            }
            if event.is_readable() {
                hub.readable(key, event.is_read_closed());
            }
        }
        hub.end_turn();
    }
}

fn accept_all(listener: &TcpListener, poll: &Poll, hub: &mut Hub) -> io::Result<()> {
    loop {
        let stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            // Gone again before it was accepted.
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => continue,
            Err(error) => return Err(error),
        };
        stream.set_nodelay(true)?;
        hub.open(stream, poll.registry())?;
    }
}
