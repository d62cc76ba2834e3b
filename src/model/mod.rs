//! What a drawing is made of: values that cannot be wrong once they exist.
//!
//! Invariant: nothing here reads a clock, a socket or a disk, and nothing here uses another part of the crate.

mod brush;
mod code;
mod date;
mod ids;
mod image;
mod moment;
mod pass;
mod point;
mod role;
mod rules;
mod secret;
mod size;
mod time;

pub use brush::{Brush, PAPER, Rgb, Tool};
pub use code::Code;
pub use date::Date;
pub use ids::{AuthorId, ClientId, Counter, JournalId, PupilId, RoomId, Seq, Token};
pub use image::{IMAGE_PIXELS_PER_POINT, IMAGE_PLACE_MAX, ImageId, Placement};
pub use moment::Moment;
pub use pass::{Door, Pass, PassId};
pub use point::{COORD_MAX, EIGHTHS, Point, RADIUS_MAX, RADIUS_MIN};
pub use role::Role;
pub use rules::{Deed, Rank, Report, Rules, RulesChange};
pub use secret::{ClassId, Lock, SavedId, Secret};
pub use size::{CANVAS_SIDE_MAX, CANVAS_SIDE_MIN, Size};
pub use time::Millis;
