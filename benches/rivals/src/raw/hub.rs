//! All rooms and connections, and what one turn of the loop does with them.

use crate::connection::{Connection, Seat};
use crate::frames::{self, Broken, Frame};
use crate::handshake::Request;
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};
use slab::Slab;
use std::collections::HashMap;
use std::io;
use std::mem;

/// Bytes one `recv` takes; one buffer serves every socket.
const SCRATCH_BYTES: usize = 256 * 1024;

struct Room {
    name: String,
    members: Vec<usize>,
    /// Frames said in this turn, as they go out.
    batch: Vec<u8>,
}

pub(crate) struct Hub {
    connections: Slab<Connection>,
    rooms: Slab<Room>,
    names: HashMap<String, usize>,
    /// Rooms in which something was said in this turn.
    spoken: Vec<usize>,
    /// Connections that end with this turn; one may stand here twice.
    over: Vec<usize>,
    scratch: Vec<u8>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            connections: Slab::new(),
            rooms: Slab::new(),
            names: HashMap::new(),
            spoken: Vec::new(),
            over: Vec::new(),
            scratch: vec![0; SCRATCH_BYTES],
        }
    }
}

impl Hub {
    /// Takes in a new socket. Edge-triggered: it is asked for both once, and never again.
    pub(crate) fn open(&mut self, mut stream: TcpStream, registry: &Registry) -> io::Result<()> {
        let entry = self.connections.vacant_entry();
        let both = Interest::READABLE | Interest::WRITABLE;
        registry.register(&mut stream, Token(entry.key()), both)?;
        entry.insert(Connection::new(stream));
        Ok(())
    }

    /// Sends what waited for this socket.
    pub(crate) fn writable(&mut self, key: usize) {
        let Some(connection) = self.connections.get_mut(key) else { return };
        if connection.flush().is_err() {
            self.end(key);
        }
    }

    fn end(&mut self, key: usize) {
        self.connections[key].is_over = true;
        self.over.push(key);
    }

    /// Reads what came. A read that does not fill the buffer took everything, unless the end is near.
    pub(crate) fn readable(&mut self, key: usize, is_closing: bool) {
        let mut scratch = mem::take(&mut self.scratch);
        while let Some(connection) = self.connections.get_mut(key)
            && !connection.is_over
        {
            match connection.read(&mut scratch) {
                Ok(Some(length)) => {
                    self.take_in(key, &scratch[..length]);
                    if length < scratch.len() && !is_closing {
                        break;
                    }
                }
                Ok(None) => break,
                Err(_) => self.end(key),
            }
        }
        self.scratch = scratch;
    }

    fn take_in(&mut self, key: usize, fresh: &[u8]) {
        let mut joined = mem::take(&mut self.connections[key].partial);
        let bytes = if joined.is_empty() {
            fresh
        } else {
            joined.extend_from_slice(fresh);
            &joined
        };
        let Some(used) = self.take_whole(key, bytes) else {
            self.end(key);
            return;
        };
        if used < bytes.len() {
            self.connections[key].partial = bytes[used..].to_vec();
        }
    }

    /// Takes what is whole and says how many bytes that was; none when the connection is over.
    fn take_whole(&mut self, key: usize, bytes: &[u8]) -> Option<usize> {
        let mut used = 0;
        if self.connections[key].seat.is_none() {
            match Request::read(bytes) {
                Ok(None) => return Some(0),
                Ok(Some(request)) => {
                    used = request.length;
                    self.join(key, request.room);
                    self.connections[key].send(request.answer.as_bytes(), &[]).ok()?;
                }
                Err(()) => {
                    let sorry = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
                    let _ = self.connections[key].send(sorry, &[]);
                    return None;
                }
            }
        }
        loop {
            match Frame::read(&bytes[used..]) {
                Ok(None) => return Some(used),
                Ok(Some(frame)) => {
                    self.take_frame(key, &frame, &bytes[used..])?;
                    used += frame.payload.end;
                }
                Err(Broken(code)) => {
                    let _ = self.connections[key].send(&[0x88, 2], &code.to_be_bytes());
                    return None;
                }
            }
        }
    }

    fn take_frame(&mut self, key: usize, frame: &Frame, bytes: &[u8]) -> Option<()> {
        let connection = &mut self.connections[key];
        match frame.opcode {
            frames::TEXT => {
                let seat = connection.seat.expect("frames come after the handshake");
                let room = &mut self.rooms[seat.room];
                if room.batch.is_empty() {
                    self.spoken.push(seat.room);
                }
                // All that one socket says in a turn lies together, for it is read at once.
                if connection.own.is_empty() {
                    connection.own.start = room.batch.len();
                }
                frame.write(frames::TEXT, bytes, &mut room.batch);
                connection.own.end = room.batch.len();
            }
            frames::PING | frames::CLOSE => {
                let is_ping = frame.opcode == frames::PING;
                let mut answer = Vec::new();
                frame.write(if is_ping { frames::PONG } else { frames::CLOSE }, bytes, &mut answer);
                connection.send(&answer, &[]).ok()?;
                return is_ping.then_some(());
            }
            _ => {}
        }
        Some(())
    }

    fn join(&mut self, key: usize, name: String) {
        let room = *self.names.entry(name).or_insert_with_key(|name| {
            self.rooms.insert(Room { name: name.clone(), members: Vec::new(), batch: Vec::new() })
        });
        let members = &mut self.rooms[room].members;
        self.connections[key].seat = Some(Seat { room, place: members.len() });
        members.push(key);
    }

    /// Writes to each member what its room said in this turn, then lets go of who is over.
    pub(crate) fn end_turn(&mut self) {
        for room in self.spoken.drain(..) {
            let room = &mut self.rooms[room];
            for &key in &room.members {
                let connection = &mut self.connections[key];
                let own = mem::take(&mut connection.own);
                let (head, tail) = (&room.batch[..own.start], &room.batch[own.end..]);
                if !connection.is_over && connection.send(head, tail).is_err() {
                    connection.is_over = true;
                    self.over.push(key);
                }
            }
            room.batch.clear();
        }
        while let Some(key) = self.over.pop() {
            self.close(key);
        }
    }

    fn close(&mut self, key: usize) {
        let Some(connection) = self.connections.try_remove(key) else { return };
        let Some(Seat { room: index, place }) = connection.seat else { return };
        let room = &mut self.rooms[index];
        room.members.swap_remove(place);
        if let Some(&moved) = room.members.get(place) {
            self.connections[moved].seat = Some(Seat { room: index, place });
        }
        if room.members.is_empty() {
            let room = self.rooms.remove(index);
            self.names.remove(&room.name);
        }
    }
}
