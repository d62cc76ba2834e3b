//! The newest items of a room, still strokes: what can be undone, and what newcomers get as strokes.
//!
//! What falls out of the window belongs to the base for good. The rule is the same on every screen, so
//! everybody's base changes at the same place in the journal (rules V9 and R7).

use super::{Change, Happening};
use crate::model::{AuthorId, Brush, Counter, Placement, Point, Seq};
use std::collections::VecDeque;

/// How much of the newest work stays undoable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowBounds {
    /// Most items, open ones aside. Default: 512, an hour of one person's drawing.
    pub items: usize,
    /// Most points of all items, open ones aside. Default: 32,768, some 400 KB as JSON for a newcomer.
    pub points: usize,
}

impl Default for WindowBounds {
    fn default() -> Self {
        Self { items: 512, points: 32_768 }
    }
}

/// One thing in the painting order.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The seq of the entry that made it: its place in the painting order and its name.
    pub seq: Seq,
    /// Who made it.
    pub author: AuthorId,
    /// The author's count.
    pub n: Counter,
    /// Undone, and not painted.
    pub hidden: bool,
    /// What it is.
    pub kind: ItemKind,
}

/// The kinds of items.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// A stroke.
    Stroke {
        /// What it is painted with.
        brush: Brush,
        /// At least one point.
        points: Vec<Point>,
        /// No more points will come.
        ended: bool,
    },
    /// An image.
    Image(Placement),
    /// Blank paper over everything below.
    Clear,
}

impl Item {
    /// Whether more points may come.
    pub fn is_open(&self) -> bool {
        matches!(self.kind, ItemKind::Stroke { ended: false, .. })
    }

    /// How many points it holds or, for an image, weighs; a clear holds none.
    pub fn points(&self) -> usize {
        match &self.kind {
            ItemKind::Stroke { points, .. } => points.len(),
            ItemKind::Image(place) => place.points(),
            ItemKind::Clear => 0,
        }
    }
}

/// The newest items in painting order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    bounds: WindowBounds,
    items: VecDeque<Item>,
    points: usize,
}

impl Window {
    /// An empty window.
    pub fn new(bounds: WindowBounds) -> Self {
        Self { bounds, ..Self::default() }
    }

    /// A window with these items, oldest first, as a keyframe kept them.
    pub fn with_items(bounds: WindowBounds, items: Vec<Item>) -> Self {
        let points = items.iter().map(Item::points).sum();
        Self { bounds, items: items.into(), points }
    }

    /// The items, oldest first: the painting order.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = &Item> + ExactSizeIterator {
        self.items.iter()
    }

    /// The item made at `seq`, if it is still in the window.
    pub fn item(&self, seq: Seq) -> Option<&Item> {
        self.position(seq).map(|at| &self.items[at])
    }

    /// Takes in one change and answers the items that left for the base, oldest first.
    ///
    /// Changes about items that already left do nothing.
    pub fn apply(&mut self, change: &Change) -> Vec<Item> {
        match &change.what {
            Happening::Begin { author, n, brush, points, ended } => {
                let (brush, points, ended) = (*brush, points.to_vec(), *ended);
                self.push(change.seq, *author, *n, ItemKind::Stroke { brush, points, ended });
            }
            Happening::Clear { author, n } => {
                self.push(change.seq, *author, *n, ItemKind::Clear);
            }
            Happening::Place { author, n, place } => {
                self.push(change.seq, *author, *n, ItemKind::Image(*place));
            }
            Happening::Points { stroke, points } => self.grow(*stroke, points),
            Happening::End { stroke } => self.end(*stroke),
            Happening::Cancel { stroke } => self.remove(*stroke),
            Happening::Hide { item } => self.set_hidden(*item, true),
            Happening::Show { item } => self.set_hidden(*item, false),
            Happening::Chat { .. } | Happening::Rebase { .. } => {}
        }
        self.leave()
    }

    fn position(&self, seq: Seq) -> Option<usize> {
        self.items.binary_search_by_key(&seq, |item| item.seq).ok()
    }

    fn push(&mut self, seq: Seq, author: AuthorId, n: Counter, kind: ItemKind) {
        let item = Item { seq, author, n, hidden: false, kind };
        self.points += item.points();
        self.items.push_back(item);
    }

    fn grow(&mut self, stroke: Seq, more: &[Point]) {
        let Some(at) = self.position(stroke) else { return };
        if let ItemKind::Stroke { points, .. } = &mut self.items[at].kind {
            points.extend_from_slice(more);
            self.points += more.len();
        }
    }

    fn end(&mut self, stroke: Seq) {
        let Some(at) = self.position(stroke) else { return };
        if let ItemKind::Stroke { ended, .. } = &mut self.items[at].kind {
            *ended = true;
        }
    }

    fn remove(&mut self, stroke: Seq) {
        if let Some(item) = self.position(stroke).and_then(|at| self.items.remove(at)) {
            self.points -= item.points();
        }
    }

    fn set_hidden(&mut self, seq: Seq, hidden: bool) {
        if let Some(at) = self.position(seq) {
            self.items[at].hidden = hidden;
        }
    }

    fn leave(&mut self) -> Vec<Item> {
        let mut left = Vec::new();
        while self.items.len() > self.bounds.items || self.points > self.bounds.points {
            let Some(oldest) = self.items.pop_front_if(|oldest| !oldest.is_open()) else { break };
            self.points -= oldest.points();
            left.push(oldest);
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Rgb, Tool};

    fn begin(seq: u64, ended: bool) -> Change {
        let brush = Brush::new(Tool::Pencil, Rgb([1, 2, 3]), 255).expect("a brush");
        let points = [Point::new(8, 8, 8).expect("a point"); 2].into();
        let author = AuthorId([0; AuthorId::BYTES]);
        let what = Happening::Begin { author, n: Counter(seq), brush, points, ended };
        Change { seq: Seq(seq), what }
    }

    fn change(seq: u64, what: Happening) -> Change {
        Change { seq: Seq(seq), what }
    }

    fn seqs(items: &[Item]) -> Vec<u64> {
        items.iter().map(|item| item.seq.0).collect()
    }

    #[test]
    fn v9_the_oldest_ended_items_leave_when_there_are_too_many() {
        let mut window = Window::new(WindowBounds { items: 2, points: 100 });
        assert!(window.apply(&begin(1, true)).is_empty(), "one fits");
        assert!(window.apply(&begin(2, true)).is_empty(), "two fit");
        assert_eq!(seqs(&window.apply(&begin(3, true))), [1], "the third pushes the first out");
    }

    #[test]
    fn v9_an_open_stroke_holds_the_window_until_it_ends() {
        let mut window = Window::new(WindowBounds { items: 1, points: 100 });
        window.apply(&begin(1, false));
        assert!(window.apply(&begin(2, true)).is_empty(), "an open stroke stays");
        assert!(window.apply(&begin(3, true)).is_empty(), "and holds what is above it");
        let ended = change(4, Happening::End { stroke: Seq(1) });
        assert_eq!(seqs(&window.apply(&ended)), [1, 2], "all that is too much leaves at once");
    }

    #[test]
    fn v9_points_count_too() {
        let mut window = Window::new(WindowBounds { items: 100, points: 5 });
        window.apply(&begin(1, true));
        window.apply(&begin(2, true));
        assert_eq!(seqs(&window.apply(&begin(3, true))), [1], "six points are one too many");
        window.apply(&change(4, Happening::Cancel { stroke: Seq(3) }));
        assert!(
            window.apply(&begin(5, true)).is_empty(),
            "a cancelled stroke gives its points back"
        );
    }

    #[test]
    fn what_has_left_the_window_is_not_touched_any_more() {
        let mut window = Window::new(WindowBounds { items: 1, points: 100 });
        window.apply(&begin(1, true));
        window.apply(&begin(2, true));
        let before = window.clone();
        window.apply(&change(3, Happening::Hide { item: Seq(1) }));
        assert_eq!(window, before, "the base is for good");
    }
}
