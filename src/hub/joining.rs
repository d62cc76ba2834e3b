//! How a connection comes into a room, and why it may not.

use super::{Dialect, Link};
use crate::model::{AuthorId, ClientId, JournalId, Role, Secret, Seq};
use crate::protocol::{Me, Refusal};
use std::sync::Arc;

/// How a connection comes into a room.
#[derive(Clone, Debug)]
pub struct Joining {
    /// The connection.
    pub client: ClientId,
    /// Who draws through it.
    pub author: AuthorId,
    /// The most it wants to be; `None` is all it may.
    pub wish: Option<Role>,
    /// The pass it comes with.
    pub key: Option<Secret>,
    /// What it speaks.
    pub dialect: Dialect,
    /// Where its bytes go.
    pub link: Arc<Link>,
    /// The place it has, and in which journal.
    pub have: Option<(Seq, JournalId)>,
    /// Who it says it is, if it does.
    pub me: Option<Box<Me>>,
}

/// Why a connection could not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinFailure {
    /// As many as there may be are here.
    #[error("This room is full. Try again later.")]
    Full,
    /// As many rooms as there may be are open.
    #[error("Too many rooms are open on this server. Try again later.")]
    TooManyRooms,
    /// The room's journal cannot be read.
    #[error("This room cannot be opened right now. Try again later.")]
    Unreadable,
    /// The server stops.
    #[error("The server is restarting. Try again in a moment.")]
    Stopping,
    /// Its pass opens nothing here, or not any more.
    #[error("{}", Refusal::BadKey)]
    BadKey,
    /// Nobody comes in without a pass.
    #[error("{}", Refusal::Closed)]
    Closed,
    /// A host made this author leave.
    #[error("{}", Refusal::Removed)]
    Removed,
}
