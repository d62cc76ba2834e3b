//! What others tell a room, one message at a time.

use super::member::Member;
use super::task::RoomTask;
use super::{Dialect, Flat, JoinFailure, Joining, RoomMessage, Standing};
use crate::history::{Command, Event, Note};
use crate::model::{AuthorId, ClientId, Counter, Millis, Role, Seq, Size};
use crate::protocol::{
    ClientMessage, CloseCode, LimitsMessage, PROTOCOL_VERSION, PlainInput, RASTER_VERSION, Refusal,
    ServerMessage, canvas_state_ends, frame_head, text_frame,
};
use crate::raster::Image;
use crate::room::{Ask, Asker, Since, ask, ask_plain};
use crate::store::RoomMeta;
use bytes::Bytes;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::oneshot;
use tracing::debug;

impl RoomTask {
    pub(super) fn on_message(&mut self, message: RoomMessage) {
        match message {
            RoomMessage::Join(joining, reply) => {
                let joined = self.join(*joining);
                // Whoever gave up waiting is found dead by its closed socket.
                let _ = reply.send(joined);
            }
            RoomMessage::Easel(client, messages) => {
                for message in messages {
                    self.hear_easel(client, message);
                }
            }
            RoomMessage::Plain(client, inputs) => {
                for input in inputs {
                    self.hear_plain(client, input);
                }
            }
            RoomMessage::Unread(client, refusal) => self.tell_refusal(client, None, &refusal),
            RoomMessage::Control(client, frame) => {
                self.with(client, |member| member.tell(frame.into()));
            }
            RoomMessage::Close(client, code, reason) => {
                let now = self.now();
                self.roster.close(client, code, reason, now);
            }
            RoomMessage::Writable(client) => self.with(client, |member| member.blocked = false),
            RoomMessage::Leave(client, said_goodbye) => self.leave(client, said_goodbye),
            RoomMessage::Count(reply) => {
                // Who gave up waiting needs no answer.
                let _ = reply.send(self.roster.len());
            }
            RoomMessage::Picture(reply) => self.want_picture(reply),
            RoomMessage::Glance(had, reply) => self.want_thumb(had, reply),
            RoomMessage::Standing(reply) => {
                let RoomMeta { journal, size, created } = self.meta;
                if self.room.seq().0 > 0 {
                    // As above.
                    let (seq, end) = (self.frames.last(), self.room.seq());
                    let _ = reply.send(Standing { journal, size, created, seq, end });
                }
            }
            RoomMessage::Restore(author, to, image) => self.restore(author, to, image),
            RoomMessage::Veil(author, begun) => {
                let (veil, rebuild) = *begun;
                self.painter.prepare(Box::new(rebuild));
                self.storing.push(Command { author, n: Counter::NONE, event: Event::Veil(veil) });
            }
            RoomMessage::Door(door) => self.open_door(*door),
            RoomMessage::Give(author, key, role) => self.give(author, &key, role),
            // Of a blank room there is nothing to remember.
            RoomMessage::Deed(_, _) if self.room.seq().0 == 0 => {}
            RoomMessage::Deed(author, deed) => {
                let event = Event::Note(Note::Deed(deed));
                self.storing.push(Command { author, n: Counter::NONE, event });
            }
            RoomMessage::Order(author, event, image) => {
                let command = Command { author, n: Counter::NONE, event: *event };
                match image {
                    Some(image) => self.storing.push_image(command, image),
                    None => self.storing.push(command),
                }
            }
            RoomMessage::Dictate(author, dictation) => self.dictate(author, *dictation),
            RoomMessage::Remove => self.remove(),
            RoomMessage::Drain => self.drain(),
        }
    }

    pub(super) fn with(&mut self, client: ClientId, act: impl FnOnce(&mut Member)) {
        // A member that left meanwhile needs nothing.
        if let Some(member) = self.roster.get(client) {
            act(member);
        }
    }

    fn join(&mut self, mut joining: Joining) -> Result<(), JoinFailure> {
        if self.draining.is_some() {
            return Err(JoinFailure::Stopping);
        }
        if self.roster.len() >= self.hub.options().room_clients_max {
            return Err(JoinFailure::Full);
        }
        let now = self.now();
        let (client, author, dialect) = (joining.client, joining.author, joining.dialect);
        let came = self.doorway.enter(&joining, now)?;
        let role = self.role_of(author, came).ok_or(JoinFailure::Removed)?;
        let me = joining.me.take();
        if let Some(older) = self.roster.of_author(author).map(|older| older.client) {
            self.roster.close(older, CloseCode::Replaced, "opened elsewhere", now);
        }
        let have = joining.have.filter(|(_, journal)| *journal == self.meta.journal);
        let mut member = Member::new(joining, came, role, self.frames.last());
        if dialect == Dialect::Easel {
            self.welcome(&mut member, have.map(|(seq, _)| seq));
        }
        debug!(room = %self.id, %client, %author, ?dialect, "joined");
        if let Some(me) = &me {
            member.people_told = Some(0);
            self.roster.people.learn(client, author, member.role, me, now);
        }
        self.roster.add(member, now);
        self.empty_since = None;
        Ok(())
    }

    /// Says welcome and gives the member its place: the one it has, or a picture's.
    fn welcome(&mut self, member: &mut Member, have: Option<Seq>) {
        let last = self.frames.last();
        let reachable =
            |seq: &Seq| *seq <= last && !matches!(self.frames.since(*seq), Since::TooOld);
        let have = have.filter(reachable);
        let options = self.hub.options();
        let window = options.window;
        let welcome = ServerMessage::Welcome {
            protocol: PROTOCOL_VERSION,
            raster: RASTER_VERSION,
            room: &self.id,
            journal: self.meta.journal,
            seq: last,
            client: member.client,
            author: member.author,
            last: self.room.last(member.author),
            role: member.role,
            width: self.meta.size.width(),
            height: self.meta.size.height(),
            client_count: self.roster.len() + 1,
            resumed: have.is_some(),
            page: &options.page,
            limits: LimitsMessage::new(options.points_per_second, window.items, window.points),
        };
        member.tell(welcome.to_frame());
        self.tell_house(member);
        match have {
            Some(seq) => member.place = seq,
            None => member.ask_picture(last),
        }
        if self.storing.is_paused() {
            let message = Refusal::Paused.to_string();
            member.tell(ServerMessage::Notice { code: "paused", message: &message }.to_frame());
        }
    }

    fn hear_easel(&mut self, client: ClientId, message: ClientMessage) {
        let Some(member) = self.roster.get(client).filter(|member| member.closing.is_none()) else {
            return;
        };
        let n = message.n();
        if let Some(gate) = member.gate
            && n.is_some_and(|n| n != gate)
        {
            return;
        }
        member.gate = member.gate.filter(|_| n.is_none());
        let (author, role, place) = (member.author, member.role, self.frames.last());
        let asker = Asker { author, role, rules: self.room.rights().rules };
        match ask(&asker, message) {
            Err(refusal) => self.tell_refusal(client, n, &refusal),
            Ok(Ask::Nothing) => {}
            Ok(Ask::Pong(t)) => member.tell(ServerMessage::Pong { t }.to_frame()),
            Ok(Ask::Picture(_)) => member.ask_picture(place),
            Ok(Ask::Key(key)) => self.show_key(client, &key),
            Ok(Ask::Command(command)) => self.command(client, command),
            Ok(Ask::Place { n, image, x, y }) => match self.hub.images().find(image) {
                Some(image) => {
                    let event = Event::Place(image.placed(x, y));
                    self.command_with(client, Command { author, n, event }, Some(image));
                }
                None => self.tell_refusal(client, Some(n), &Refusal::NoSuchImage),
            },
            Ok(present) => {
                let now = self.now();
                self.hear_presence(client, (author, role), present, now);
            }
        }
    }

    /// What is true only while somebody is here.
    fn hear_presence(
        &mut self,
        client: ClientId,
        (author, role): (AuthorId, Role),
        ask: Ask,
        now: Millis,
    ) {
        let people = &mut self.roster.people;
        people.hear(client, now);
        match ask {
            Ask::Me(me) => {
                people.learn(client, author, role, &me, now);
                self.with(client, |member| {
                    member.people_told.get_or_insert(0);
                });
            }
            Ask::Cursor(cursor) => people.point(client, cursor, now),
            Ask::View(view) => people.look(client, view, now),
            _ => {}
        }
    }

    fn command(&mut self, client: ClientId, command: Command) {
        self.command_with(client, command, None);
    }

    fn command_with(&mut self, client: ClientId, command: Command, image: Option<Arc<Image>>) {
        if !self.roster.people.is_empty() {
            self.roster.people.hear(client, self.now());
        }
        if command.n <= self.room.last(command.author) {
            return self.with(client, |member| member.acknowledge_again(command.n));
        }
        if self.storing.is_paused() {
            return self.refuse_for_now(command.author, command.n);
        }
        if let Some(refusal) = self.hurried(client, &command) {
            return self.tell_refusal(client, Some(command.n), &refusal);
        }
        self.note_name(client, command.author);
        if let Event::Rank { of, .. } = command.event
            && let Some(ranked) = self.roster.of_author(of).map(|member| member.client)
        {
            // Who is to leave may never have drawn; hosts should know later whom they let in again.
            self.note_name(ranked, of);
        }
        match image {
            Some(image) => self.storing.push_image(command, image),
            None => self.storing.push(command),
        }
    }

    /// A replay tells who drew, so the journal learns it before their work.
    fn note_name(&mut self, client: ClientId, author: AuthorId) {
        if let Some((name, color)) = self.roster.people.note(client)
            && !self.room.knows(author, &name, color)
        {
            let event = Event::Note(Note::Called { name, color });
            self.storing.push(Command { author, n: Counter::NONE, event });
        }
    }

    /// Lays the picture of an earlier place over everything, as an image that can be undone.
    fn restore(&mut self, author: AuthorId, to: Seq, image: Arc<Image>) {
        let command = |event| Command { author, n: Counter::NONE, event };
        self.storing.push(command(Event::Note(Note::Restored { to })));
        self.storing.push_image(command(Event::Place(image.placed(0, 0))), image);
    }

    fn hear_plain(&mut self, client: ClientId, input: PlainInput) {
        let Some(member) = self.roster.get(client).filter(|member| member.closing.is_none()) else {
            return;
        };
        if let PlainInput::Draw(draw) = &input {
            member.learn(draw.style);
        }
        let asker =
            Asker { author: member.author, role: member.role, rules: self.room.rights().rules };
        match ask_plain(&asker, input) {
            Err(refusal) => self.tell_refusal(client, None, &refusal),
            Ok(Ask::Picture(id)) => self.want_canvas_state(client, id),
            Ok(Ask::Command(_)) if self.storing.is_paused() => {
                self.tell_refusal(client, None, &Refusal::Paused);
            }
            Ok(Ask::Command(command)) => match self.hurried(client, &command) {
                Some(refusal) => self.tell_refusal(client, None, &refusal),
                None => self.storing.push(command),
            },
            // A plain client asks for nothing else.
            Ok(_) => {}
        }
    }

    /// Rule P9: the picture shows everything the asker drew before, so it waits until that is stored.
    fn want_canvas_state(&mut self, client: ClientId, id: Option<Value>) {
        self.asked_while_storing.push_back((self.storing.pushed(), client, id));
        self.release_requests();
    }

    /// Lets requests for the picture through whose askers' draws are stored, or will not be for now.
    pub(super) fn release_requests(&mut self) {
        let reached = if self.storing.is_paused() { u64::MAX } else { self.storing.reached() };
        let place = self.frames.last();
        while let Some((_, client, id)) =
            self.asked_while_storing.pop_front_if(|(mark, _, _)| *mark <= reached)
        {
            self.with(client, |member| member.ask_canvas_state(place, id));
        }
    }

    /// Rule V10: refuses what cannot be stored now; what comes after it waits for it to come again.
    pub(super) fn refuse_for_now(&mut self, author: AuthorId, n: Counter) {
        if let Some(member) = self.roster.of_author(author)
            && member.gate.is_none()
            && n != Counter::NONE
        {
            member.gate = Some(n);
            member.tell(ServerMessage::refusal(Some(n), &Refusal::Paused).to_frame());
        }
    }

    pub(super) fn tell_refusal(&mut self, client: ClientId, n: Option<Counter>, refusal: &Refusal) {
        self.with(client, |member| {
            let frame = if member.is_plain() {
                let text = json!({ "type": "refusal", "message": refusal.to_string() });
                text_frame(text.to_string().as_bytes())
            } else {
                ServerMessage::refusal(n, refusal).to_frame()
            };
            member.tell(frame);
        });
    }

    fn want_picture(&mut self, reply: oneshot::Sender<Arc<Flat>>) {
        if self.room.seq().0 > 0 {
            self.pictures.push((self.frames.last(), reply));
        }
    }

    pub(super) fn leave(&mut self, client: ClientId, said_goodbye: bool) {
        if said_goodbye {
            // The answer to its close is still to be written.
            self.pump();
        }
        let Some(member) = self.drop_member(client) else { return };
        let elsewhere = self.roster.of_author(member.author).is_some();
        if said_goodbye && !elsewhere && !self.storing.is_paused() {
            for command in self.room.departed(member.author) {
                self.storing.push(command);
            }
        }
    }

    /// Takes a connection out of the room and ends it.
    pub(super) fn drop_member(&mut self, client: ClientId) -> Option<Box<Member>> {
        let now = self.now();
        let member = self.roster.remove(client, now)?;
        member.link.shut();
        if self.roster.is_empty() {
            self.empty_since = Some(now);
        }
        debug!(room = %self.id, %client, "left");
        Some(member)
    }
}

/// A `canvasState` for each id a plain client asked with, around the shared data URL.
pub(super) fn canvas_states(member: &Member, flat: &Flat, size: Size) -> Vec<Bytes> {
    let asked = member.want.as_ref().map_or(&[][..], |want| &want.ids);
    let own_id = [None];
    let ids = if asked.is_empty() { &own_id[..] } else { asked };
    let mut parts = Vec::with_capacity(ids.len() * (flat.png.data_url().len() + 3));
    for id in ids {
        let id = id.clone().unwrap_or_else(|| Value::from(member.client.to_string()));
        let (head, tail) = canvas_state_ends(&id, size);
        parts.push(frame_head(head.len() + flat.png.data_url_bytes() + tail.len()));
        parts.push(head.into());
        parts.extend_from_slice(flat.png.data_url());
        parts.push(tail.into());
    }
    parts
}
