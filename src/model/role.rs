//! What somebody may do in a room.

use serde::{Deserialize, Serialize};

/// What a client may do in a room, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Sees everything.
    Viewer,
    /// Draws.
    Painter,
    /// Says who may do what.
    Host,
}
