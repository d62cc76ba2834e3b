//! One pupil of a class, on one device or several.

use super::as_hex;
use crate::model::{Lock, Millis, PassId, PupilId, RoomId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where a pupil is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Waits until the teacher lets them in.
    Waiting,
    /// Has a room.
    In,
    /// Was taken out.
    Removed,
}

/// What a pupil comes in by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What its secret opens.
    #[serde(with = "as_hex")]
    pub lock: Lock,
    /// Its pass, and to which room.
    pub pass: Option<(RoomId, PassId)>,
}

/// A pupil.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pupil {
    /// Who, among the pupils of the class.
    pub id: PupilId,
    /// How they are called: nobody else is.
    pub name: Arc<str>,
    /// What they come in by.
    pub devices: Vec<Device>,
    /// Where they are.
    pub standing: Standing,
    /// Their room, also when they were taken out.
    pub room: Option<RoomId>,
    /// When they came first.
    pub joined: u64,
    /// They say that they are this one, on another device.
    pub again: Option<PupilId>,
}

impl Pupil {
    pub(super) fn new(
        id: PupilId,
        name: Arc<str>,
        lock: Lock,
        again: Option<PupilId>,
        now: Millis,
    ) -> Self {
        Self {
            id,
            name,
            devices: vec![Device { lock, pass: None }],
            standing: Standing::Waiting,
            room: None,
            joined: now.0,
            again,
        }
    }
}
