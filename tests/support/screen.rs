//! What one screen shows: the same rules as a browser, fed with the same messages.

use base64::Engine;
use easel::history::{
    Change, ChatLine, Happening, Images, Item, ItemKind, Picture, Window, WindowBounds,
};
use easel::model::{AuthorId, Brush, Counter, ImageId, Point, Rgb, Seq, Size, Tool};
use easel::protocol::{FlatPoints, WireChat, WireEntry, WireItem};
use easel::raster::{Image, Pixmap, decode_png};
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// Images a screen has fetched.
#[derive(Debug, Default)]
pub(crate) struct Album(Mutex<Vec<Arc<Image>>>);

impl Album {
    pub(crate) fn put(&self, png: Vec<u8>) {
        let image = Image::of_png(png.into()).expect("an image that can be read");
        self.0.lock().expect("no one panicked").push(Arc::new(image));
    }
}

impl Images for Album {
    fn image(&self, id: ImageId) -> Option<Arc<Image>> {
        self.0.lock().expect("no one panicked").iter().find(|image| image.id() == id).cloned()
    }
}

/// The mirror of one screen.
pub(crate) struct Screen {
    pub(crate) size: Size,
    pub(crate) bounds: WindowBounds,
    pub(crate) seq: Seq,
    pub(crate) picture: Picture,
    /// Images that were fetched; a screen fetches before it paints.
    pub(crate) images: Arc<Album>,
    pub(crate) chat: Vec<(String, String)>,
    /// Every change that was shown, by its seq and words: to find doubles and losses.
    pub(crate) shown: Vec<Change>,
    pub(crate) snapshots: usize,
    /// The place each of them showed.
    pub(crate) snapshot_seqs: Vec<Seq>,
}

impl Screen {
    pub(crate) fn new(size: Size, bounds: WindowBounds) -> Self {
        let images = Arc::new(Album::default());
        Self {
            size,
            bounds,
            seq: Seq(0),
            picture: Picture::new(size, bounds, Arc::clone(&images) as _),
            images,
            chat: Vec::new(),
            shown: Vec::new(),
            snapshots: 0,
            snapshot_seqs: Vec::new(),
        }
    }

    /// Takes in an `entries` message.
    pub(crate) fn entries(&mut self, message: &Value) {
        let seq: Seq = read(&message["seq"]);
        let entries: Vec<WireEntry<'static>> = read(&message["entries"]);
        assert!(seq >= self.seq || entries.is_empty(), "entries never go back");
        for entry in entries {
            let change = change_of(entry);
            if change.seq > self.seq {
                assert!(change.seq <= seq, "an entry lies within its message");
                if let Happening::Chat { line, .. } = &change.what {
                    self.chat.push((line.user.to_string(), line.content.to_string()));
                }
                self.picture.apply(&change);
                self.shown.push(change);
            }
        }
        self.seq = self.seq.max(seq);
    }

    /// Takes in a `snapshot` message.
    pub(crate) fn snapshot(&mut self, message: &Value) {
        self.snapshots += 1;
        self.seq = read(&message["seq"]);
        self.snapshot_seqs.push(self.seq);
        let items: Vec<WireItem<'static>> = read(&message["items"]);
        let chat: Vec<WireChat<'static>> = read(&message["chat"]);
        self.chat =
            chat.iter().map(|line| (line.user.to_string(), line.content.to_string())).collect();
        let base = match message["base"].as_str() {
            Some(url) => decode_png(&png_of(url), self.size).expect("a base that can be read"),
            None => Pixmap::new(self.size),
        };
        let items = items.into_iter().map(item_of).collect();
        let images = Arc::clone(&self.images) as _;
        self.picture = Picture::restore(Window::with_items(self.bounds, items), base, images);
    }

    /// The picture's hash.
    pub(crate) fn hash(&mut self) -> String {
        self.picture.flat().hash()
    }
}

/// The PNG inside a data URL.
pub(crate) fn png_of(url: &str) -> Vec<u8> {
    let text = url.strip_prefix("data:image/png;base64,").expect("a PNG data URL");
    base64::engine::general_purpose::STANDARD.decode(text).expect("base64")
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error} in {value}"))
}

fn points(points: FlatPoints<'static>) -> Vec<Point> {
    points.0.into_owned()
}

fn brush(tool: Tool, color: Rgb, opacity: u8) -> Brush {
    Brush::new(tool, color, opacity).expect("a brush that leaves a mark")
}

pub(crate) fn change_of(entry: WireEntry<'static>) -> Change {
    let (seq, what) = match entry {
        WireEntry::Begin { seq, author, n, tool, color, opacity, points: p, ended } => {
            let (brush, points) = (brush(tool, color, opacity), points(p).into());
            (seq, Happening::Begin { author, n, brush, points, ended })
        }
        WireEntry::Points { seq, stroke, points: p } => {
            (seq, Happening::Points { stroke, points: points(p).into() })
        }
        WireEntry::End { seq, stroke } => (seq, Happening::End { stroke }),
        WireEntry::Cancel { seq, stroke } => (seq, Happening::Cancel { stroke }),
        WireEntry::Hide { seq, item } => (seq, Happening::Hide { item }),
        WireEntry::Show { seq, item } => (seq, Happening::Show { item }),
        WireEntry::Clear { seq, author, n } => (seq, Happening::Clear { author, n }),
        WireEntry::Place { seq, author, n, place } => (seq, Happening::Place { author, n, place }),
        WireEntry::Rebase { seq } => panic!("screens are not told of a new base: {seq}"),
        WireEntry::Chat { seq, author, content, user } => {
            let line = ChatLine { content: (*content).into(), user: (*user).into() };
            (seq, Happening::Chat { author, line })
        }
    };
    Change { seq, what }
}

fn item_of(item: WireItem<'static>) -> Item {
    match item {
        WireItem::Stroke { seq, author, n, tool, color, opacity, points: p, ended, hidden } => {
            let (brush, points) = (brush(tool, color, opacity), points(p));
            made(seq, author, n, hidden, ItemKind::Stroke { brush, points, ended })
        }
        WireItem::Image { seq, author, n, place, hidden } => {
            made(seq, author, n, hidden, ItemKind::Image(place))
        }
        WireItem::Clear { seq, author, n, hidden } => made(seq, author, n, hidden, ItemKind::Clear),
    }
}

fn made(seq: Seq, author: AuthorId, n: Counter, hidden: bool, kind: ItemKind) -> Item {
    Item { seq, author, n, hidden, kind }
}
