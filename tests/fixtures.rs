//! One JSON file per message, read here and by the web tests: the two sides cannot drift apart.

use easel::model::{
    AuthorId, ClientId, Counter, ImageId, JournalId, Placement, Point, Rank, Rgb, Role, RoomId,
    Rules, Seq, Tool,
};
use easel::protocol::{
    ClientMessage, FlatPoints, Follow, LimitsMessage, Refusal, ServerMessage, WireChat, WireEntry,
    WireItem, WirePerson, parse_message,
};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder(side: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/protocol").join(side)
}

fn fixture(side: &str, name: &str) -> String {
    let path = folder(side).join(format!("{name}.json"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn names(side: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder(side)).expect("the fixtures");
    let name = |file: std::io::Result<std::fs::DirEntry>| {
        let path = file.expect("a file").path();
        path.file_stem().expect("a name").to_string_lossy().into_owned()
    };
    files.map(name).collect()
}

fn author() -> AuthorId {
    AuthorId(std::array::from_fn(|i| i as u8))
}

fn points(flat: &[i64]) -> FlatPoints<'static> {
    let point = |p: &[i64]| Point::new(p[0], p[1], p[2]).expect("a point");
    FlatPoints(Cow::Owned(flat.chunks(3).map(point).collect()))
}

fn entries() -> Vec<WireEntry<'static>> {
    let (author, stroke) = (author(), Seq(7));
    let (content, user) = (Cow::Borrowed("hello"), Cow::Borrowed("Ada"));
    vec![
        WireEntry::Begin {
            seq: Seq(7),
            author,
            n: Counter(3),
            tool: Tool::Pencil,
            color: Rgb([0x1d, 0x5f, 0xd6]),
            opacity: 128,
            points: points(&[80, 80, 32]),
            ended: false,
        },
        WireEntry::Points { seq: Seq(8), stroke, points: points(&[88, 96, 32, 96, 104, 40]) },
        WireEntry::End { seq: Seq(9), stroke },
        WireEntry::Cancel { seq: Seq(10), stroke },
        WireEntry::Hide { seq: Seq(11), item: stroke },
        WireEntry::Show { seq: Seq(12), item: stroke },
        WireEntry::Clear { seq: Seq(13), author, n: Counter(6) },
        WireEntry::Chat { seq: Seq(14), author, content, user },
        WireEntry::Place { seq: Seq(15), author, n: Counter(7), place: place() },
    ]
}

fn place() -> Placement {
    let image = ImageId(std::array::from_fn(|i| 0xf0 + i as u8));
    Placement { image, x: -20, y: 40, width: 640, height: 480 }
}

fn snapshot() -> ServerMessage<'static> {
    let (author, n) = (author(), Counter(3));
    let stroke = WireItem::Stroke {
        seq: Seq(7),
        author,
        n,
        tool: Tool::Eraser,
        color: Rgb([255, 255, 255]),
        opacity: 255,
        points: points(&[80, 80, 32, 88, 96, 32]),
        ended: true,
        hidden: false,
    };
    let place = place();
    let image = WireItem::Image { seq: Seq(9), author, n: Counter(4), place, hidden: false };
    let clear = WireItem::Clear { seq: Seq(12), author, n: Counter(6), hidden: true };
    let (content, user) = (Cow::Borrowed("hello"), Cow::Borrowed("Ada"));
    ServerMessage::Snapshot {
        seq: Seq(12),
        base: Some("data:image/png;base64,AAAA"),
        items: vec![stroke, image, clear],
        chat: vec![WireChat { seq: Seq(11), author, content, user }],
    }
}

fn people() -> ServerMessage<'static> {
    let person = WirePerson {
        client: ClientId(12),
        author: author(),
        name: "Blue Otter".into(),
        color: Rgb([0x1d, 0x5f, 0xd6]),
        role: Role::Painter,
        hand: 2,
        idle: false,
        presents: true,
    };
    ServerMessage::People { all: false, people: vec![person], gone: vec![ClientId(7)] }
}

fn house() -> ServerMessage<'static> {
    let rules = Rules { locked: true, quiet: false, still: false, slow: 5 };
    let ranks = Some(vec![(author(), Rank::Out, Some("Ada"))]);
    ServerMessage::House { role: Role::Host, rules, guests: Some(Role::Viewer), ranks }
}

fn report() -> ServerMessage<'static> {
    ServerMessage::Report {
        seq: Seq(16),
        author: author(),
        name: Some("Ada"),
        about: None,
        about_name: None,
        words: "somebody draws over everything",
        at: 1_790_949_900_000,
    }
}

#[test]
fn every_server_message_is_written_as_its_fixture_says() {
    let room = RoomId::new("art").expect("a name");
    let welcome = ServerMessage::Welcome {
        protocol: 1,
        raster: 2,
        room: &room,
        journal: JournalId(0xfeed_beef),
        seq: Seq(812),
        client: ClientId(12),
        author: author(),
        last: Counter(41),
        role: Role::Painter,
        width: 1920,
        height: 1080,
        client_count: 3,
        resumed: true,
        page: "index-Ab12.js",
        limits: LimitsMessage::new(2_000, 512, 32_768),
    };
    let forbidden = Refusal::Forbidden { needs: Role::Painter };
    let paused = Refusal::Paused.to_string();
    let messages = [
        ("welcome", welcome),
        ("snapshot", snapshot()),
        ("entries", ServerMessage::Entries { seq: Seq(15), entries: entries() }),
        ("ack", ServerMessage::Ack { n: Counter(42) }),
        ("refusal", ServerMessage::refusal(Some(Counter(42)), &forbidden)),
        ("notice", ServerMessage::Notice { code: "paused", message: &paused }),
        ("goodbye", ServerMessage::Goodbye { retry_ms: 812 }),
        ("clientCount", ServerMessage::ClientCount { client_count: 4 }),
        ("pong", ServerMessage::Pong { t: 17.5 }),
        ("house", house()),
        ("pass", ServerMessage::Pass { key: "BwcHBwcHBwcHBwcHBwcHBw", role: Role::Host }),
        ("report", report()),
        ("ink", ServerMessage::Ink { left: 0, per_second: 2_000, wait_ms: 1_350 }),
        ("people", people()),
        ("cursors", ServerMessage::Cursors { all: true, at: vec![12, 800, -640, 1, 13, 0, 0, 2] }),
        ("view", ServerMessage::View { client: ClientId(12), x: 7680, y: 4320, width: 15_360 }),
    ];
    for (name, message) in &messages {
        assert_eq!(message.to_json(), fixture("server", name), "{name}");
    }
    let written: BTreeSet<_> = messages.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(written, names("server"), "no fixture without a message");
}

#[test]
fn every_client_message_is_read_as_its_fixture_says() {
    let mut read = BTreeSet::new();
    for name in names("client") {
        let text = fixture("client", &name);
        let messages = parse_message(&text).unwrap_or_else(|why| panic!("{name}: {why}"));
        let kind = match &messages[..] {
            [ClientMessage::Join(join)] => {
                assert_eq!(join.have, Some(Seq(812)), "its place");
                assert_eq!(join.journal, Some(JournalId(0xfeed_beef)), "in its journal");
                "join"
            }
            [ClientMessage::Begin { .. }] => "begin",
            [ClientMessage::Points { points, .. }] => {
                assert_eq!((points.len(), points[1].x()), (2, -96), "flat triples");
                "points"
            }
            [ClientMessage::End { .. }] => "end",
            [ClientMessage::Cancel { .. }] => "cancel",
            [ClientMessage::Undo(_)] => "undo",
            [ClientMessage::Redo(_)] => "redo",
            [ClientMessage::Clear(_)] => "clear",
            [ClientMessage::Chat { .. }] => "chat",
            [ClientMessage::CanvasRequest] => "canvasRequest",
            [ClientMessage::Ping(_)] => "ping",
            [ClientMessage::Unclear { .. }] => "unclear",
            [ClientMessage::Chapter { .. }] => "chapter",
            [ClientMessage::Place { .. }] => "place",
            [ClientMessage::Me(me)] => {
                assert_eq!(me.follows, Some(Follow::Nobody), "nobody");
                "me"
            }
            [ClientMessage::Cursor(_)] => "cursor",
            [ClientMessage::Key(_)] => "key",
            [ClientMessage::Rules { change, .. }] => {
                assert_eq!((change.locked, change.quiet), (Some(true), None), "what is said");
                "rules"
            }
            [ClientMessage::Rank { .. }] => "rank",
            [ClientMessage::Report { .. }] => "report",
            [ClientMessage::View(_)] => "view",
            other => panic!("{name} is {other:?}"),
        };
        assert_eq!(kind, name, "named by its type");
        read.insert(name);
    }
    assert_eq!(read.len(), 21, "every message a client can send: {read:?}");
}
