//! A journal read again from its beginning: every item it ever made, in painting order.
//!
//! The room judges each entry as it did when it was drawn in; what leaves its window can never change again
//! and is handed out, once and in order. So a history of any length is read with the memory of one window.

use super::Room;
use crate::history::{Entry, Item, Window, WindowBounds};
use crate::model::Seq;

/// The reading of one journal, at one place.
#[derive(Debug)]
pub struct Unfolding {
    room: Room,
    window: Window,
}

impl Unfolding {
    /// The beginning of a journal whose room had these bounds.
    pub fn new(bounds: WindowBounds) -> Self {
        Self { room: Room::new(bounds), window: Window::new(bounds) }
    }

    /// Takes in the next entry; `settled` is given the items that are final by it, hidden ones too, and of
    /// those whether a host hid them.
    ///
    /// # Panics
    /// When the entry is not the next one: the store broke its promise.
    pub fn take(&mut self, entry: &Entry, mut settled: impl FnMut(Item, bool)) {
        let changes = self.room.judge(entry, |_, _| {}).changes;
        for item in changes.iter().flat_map(|change| self.window.apply(change)) {
            let by_veil = self.room.veils().hides(item.seq);
            settled(item, by_veil);
        }
    }

    /// The place of the last entry taken in.
    pub fn seq(&self) -> Seq {
        self.room.seq()
    }

    /// The newest items, which may still change; they are painted after all that settled.
    pub fn window(&self) -> &Window {
        &self.window
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Command, Event, ItemKind};
    use crate::model::{AuthorId, Brush, Counter, Millis, Point, Rgb, Tool};

    /// The entries of one author, a second apart.
    fn journal(events: Vec<Event>) -> Vec<Entry> {
        let author = AuthorId([7; AuthorId::BYTES]);
        let entry = |(event, n): (Event, u64)| {
            let command = Command { author, n: Counter(n), event };
            Entry { seq: Seq(n), at: Millis(n * 1_000), command }
        };
        events.into_iter().zip(1..).map(entry).collect()
    }

    fn dot(x: i64) -> Event {
        let brush = Brush::new(Tool::Pencil, Rgb([1, 2, 3]), 255).expect("a brush");
        let points = [Point::new(x, 8, 8).expect("a point")].into();
        Event::Begin { brush, points, ended: true }
    }

    #[test]
    fn every_item_comes_once_in_painting_order_with_what_became_of_it() {
        let events = vec![dot(1), dot(2), Event::Undo, dot(3), Event::Clear, Event::Undo, dot(4)];
        let mut unfolding = Unfolding::new(WindowBounds { items: 2, points: 100 });
        let mut items = Vec::new();
        for entry in &journal(events) {
            unfolding.take(entry, |item, _| items.push(item));
        }
        assert_eq!(items.len(), 3, "all but what may still change");
        items.extend(unfolding.window().items().cloned());
        let told = items.iter().map(|item| (item.seq.0, item.hidden, item.kind == ItemKind::Clear));
        let expected = [
            (1, false, false),
            (2, true, false),
            (4, false, false),
            (5, true, true),
            (7, false, false),
        ];
        assert_eq!(told.collect::<Vec<_>>(), expected, "seq, hidden, clear");
        assert_eq!(unfolding.seq(), Seq(7), "read to its end");
    }
}
