//! What a line may be, and what is said of one that may not.

use super::*;
use easel::archive::Fault;
use easel::history::{ChatLine, Command, Note, Veil};
use easel::model::{
    AuthorId, Brush, Counter, Deed, Millis, Placement, Point, Rank, Report, Rgb, Role, RulesChange,
    Tool,
};
use serde_json::{Value, json};

fn values(bytes: &[u8]) -> Vec<Value> {
    unpack(bytes).iter().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Every kind of event. The match says when one is missing here.
fn every_event(place: Placement) -> Vec<Event> {
    let brush = |tool| Brush::new(tool, Rgb([198, 40, 40]), 200).expect("a brush");
    let points = || [Point::new(80, -8, 24).expect("a point")].into();
    let (stroke, n) = (Counter(3), "Ada \u{1f600} \"\n\u{2028}");
    let all = vec![
        Event::Begin { brush: brush(Tool::Pencil), points: points(), ended: true },
        Event::Begin { brush: brush(Tool::Eraser), points: points(), ended: false },
        Event::Points { stroke, points: points() },
        Event::End { stroke },
        Event::Cancel { stroke },
        Event::Undo,
        Event::Redo,
        Event::Clear,
        Event::Unclear { item: Seq(5) },
        Event::Place(place),
        Event::Chat(ChatLine { content: n.into(), user: "".into() }),
        Event::Note(Note::Called { name: n.into(), color: Rgb([1, 2, 3]) }),
        Event::Note(Note::Chapter { title: n.into() }),
        Event::Note(Note::Restored { to: Seq(2) }),
        Event::Veil(Veil { author: AuthorId([9; 12]), since: Seq(4), lifts: false }),
        Event::Rules(RulesChange { locked: Some(true), slow: Some(5), ..RulesChange::default() }),
        Event::Rank { of: AuthorId([9; 12]), rank: Some(Rank::Out) },
        Event::Report(Report { about: None, words: n.into() }),
        Event::Note(Note::Deed(Deed::Guests(None))),
        Event::Note(Note::Deed(Deed::PassTaken(Role::Viewer))),
    ];
    for event in &all {
        match event {
            Event::Begin { .. }
            | Event::Points { .. }
            | Event::End { .. }
            | Event::Cancel { .. }
            | Event::Undo
            | Event::Redo
            | Event::Clear
            | Event::Unclear { .. }
            | Event::Place(_)
            | Event::Chat(_)
            | Event::Note(
                Note::Called { .. } | Note::Chapter { .. } | Note::Restored { .. } | Note::Deed(_),
            )
            | Event::Veil(_)
            | Event::Rules(_)
            | Event::Rank { .. }
            | Event::Report(_) => {}
        }
    }
    all
}

fn everything() -> Story {
    let mut story = Story::new(1, 0);
    let place = story.images.0[1].placed(-3, 40);
    let entry = |(event, seq): (Event, u64)| {
        let command = Command { author: AuthorId([7; 12]), n: Counter(seq * 2), event };
        Entry { seq: Seq(seq), at: Millis(1_700_000_000_000 + seq), command }
    };
    story.entries = every_event(place).into_iter().zip(1..).map(entry).collect();
    story
}

#[test]
fn a1_a2_every_kind_of_entry_is_a_line_with_names_and_comes_back() {
    let story = everything();
    let bytes = archive(&story);
    let (entries, end) = read(&bytes);
    assert!(end.is_ok(), "{end:?}");
    assert!(entries == story.entries, "each comes back");
    let lines = values(&bytes);
    let window = json!({"items": 24, "points": 300});
    let head = json!({"easel": 1, "room": "art", "journal": "0000000000000001", "width": 256,
        "height": 192, "created": 1_700_000_000_000_u64, "seq": 20, "window": window});
    assert_eq!(lines[0], head, "the first line");
    let begin = r##"{"seq":1,"at":1700000000001,"author":"BwcHBwcHBwcHBwcH","n":2,"event":"begin","tool":"pencil","color":"#c62828","opacity":200,"points":[80,-8,24],"ended":true}"##;
    assert_eq!(unpack(&bytes)[1], begin, "an entry, in this order");
    let names = |line: &Value| {
        let beside = ["seq", "at", "author", "n"];
        let names = line.as_object().expect("an object").keys().map(String::as_str);
        names.filter(|name| !beside.contains(name)).map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let told: Vec<_> = lines[2..].iter().map(names).collect();
    let expected = "color ended event opacity points tool, event points stroke, event stroke, \
        event stroke, event, event, event, event item, image png, event height image width x y, \
        content event user, color event name, event title, event to, event lifts of since, \
        event locked slow, event of rank, about event words, event role, event role taken, end sha256";
    assert_eq!(told.join(", "), expected, "what each line holds");
}

/// What is said of an archive with one line changed.
fn refusal(lines: &[String], at: usize, line: &str) -> String {
    let mut changed = lines.to_vec();
    line.clone_into(&mut changed[at]);
    let (_, end) = read(&pack(&changed));
    end.expect_err(line).to_string()
}

#[test]
fn a1_a5_another_version_and_a_wrong_first_line_are_refused_with_a_sentence() {
    let lines = unpack(&archive(&everything()));
    let lines = &lines[..lines.len() - 1];
    let head: Value = serde_json::from_str(&lines[0]).expect("JSON");
    let with = |name: &str, value: Value| {
        let mut head = head.clone();
        head[name] = value;
        refusal(lines, 0, &head.to_string())
    };
    let version = "line 1: the archive has version 2, this easel reads version 1";
    assert_eq!(with("easel", json!(2)), version, "a later one");
    assert!(with("width", json!(9)).starts_with("line 1: no canvas is so large"), "too small");
    assert!(with("room", json!("No Room")).contains("a room name is 1 to 64"), "a name");
    assert!(with("colour", json!(1)).contains("unknown field `colour`"), "an unknown name");
    assert!(with("created", json!(1_u64 << 53)).contains("2^53"), "too large a number");
    assert!(with("seq", json!(19)).contains("holds 20 entries, and says that there are 19"), "few");
    assert!(
        with("seq", json!(99)).contains("holds 20 entries, and says that there are 99"),
        "many"
    );
    assert_eq!(refusal(lines, 0, "{\"easel\":1}"), "line 1: missing field `room` at column 11", "");
    assert_eq!(refusal(lines, 0, "hello"), "line 1: this is no easel archive", "something else");
    for foreign in [&b"hello"[..], b"", b"\x89PNG\r\n\x1a\n"] {
        let (_, end) = read(foreign);
        assert_eq!(end.expect_err("foreign").to_string(), "line 1: this is no easel archive", "");
    }
    let mut without = head.clone();
    without.as_object_mut().expect("an object").remove("window");
    let mut changed = lines.to_vec();
    changed[0] = without.to_string();
    let packed = pack(&changed);
    let reader = ArchiveReader::open(&packed[..], Bounds::default()).expect("a head");
    assert_eq!(reader.head().window, easel::history::WindowBounds::default(), "not said");
}

#[test]
fn a2_a5_what_cannot_be_is_refused_and_the_line_is_named() {
    let lines = unpack(&archive(&everything()));
    let lines = &lines[..lines.len() - 1];
    let begin = lines[1].as_str();
    let long = format!("[{}80,8,24]", "80,8,24,".repeat(2_000));
    let far = "a point lies out of bounds";
    for (from, to, expected) in [
        ("\"seq\":1,", "\"seq\":2,", "line 2: the entry 1 must come here, not 2"),
        ("\"seq\":1,", "\"seq\":1,\"more\":1,", "unknown field `more`"),
        ("\"n\":2,", "", "missing field `n`"),
        ("\"n\":2,", "\"n\":9007199254740992,", "2^53"),
        ("\"at\":1700000000001", "\"at\":-1", "invalid value: integer `-1`"),
        ("\"begin\"", "\"began\"", "unknown variant `began`"),
        ("[80,-8,24]", "[]", "points must hold at least one x, y, r"),
        ("[80,-8,24]", "[80,-8]", "points come in threes"),
        ("[80,-8,24]", "[80,-8,481]", far),
        ("[80,-8,24]", "[262137,0,8]", far),
        ("[80,-8,24]", "[80.5,0,8]", "invalid type: floating point"),
        ("[80,-8,24]", long.as_str(), "line 2: one entry holds too many points"),
        ("#c62828", "red", "a colour is written #rrggbb"),
        ("\"opacity\":200", "\"opacity\":0", "leaves no mark"),
        ("\"opacity\":200", "\"opacity\":256", "invalid value: integer `256`"),
        ("\"pencil\"", "\"eraser\"", "an eraser is #ffffff and opaque"),
        ("BwcHBwcHBwcHBwcH", "BwcH", "an author id is 16 base64url letters"),
        ("{\"seq\"", "{\"at\":1,\"seq\"", "line 2: a line begins with its `seq`, `image` or `end`"),
        ("{\"seq\":1", "[{\"seq\":1", "line 2: a line begins with its"),
        ("true}", "true", "EOF while parsing an object"),
    ] {
        assert!(begin.contains(from), "{from} in {begin}");
        let said = refusal(lines, 1, &begin.replacen(from, to, 1));
        assert!(said.starts_with("line 2: ") && said.contains(expected), "{to}: {said}");
    }
    let undo = lines.iter().position(|line| line.contains("\"undo\"")).expect("an undo");
    let said = refusal(lines, undo, &lines[undo].replace("\"undo\"", "\"undo\",\"more\":1"));
    assert!(said.contains("unknown field `more`"), "also where nothing is said: {said}");
    let chapter = lines.iter().position(|line| line.contains("\"chapter\"")).expect("one");
    let long = json!("é".repeat(81)).to_string();
    let title = lines[chapter].split("\"title\":").nth(1).expect("a title");
    let said = refusal(lines, chapter, &lines[chapter].replace(title, &format!("{long}}}")));
    assert!(said.ends_with("a text is too short or too long"), "{said}");
}

#[test]
fn a5_a_line_that_does_not_end_is_refused_before_it_is_kept() {
    let lines = unpack(&archive(&everything()));
    let endless = format!("{{\"seq\":1,\"more\":\"{}\"}}", "x".repeat(20 << 20));
    let (entries, end) = read(&pack(&[lines[0].clone(), endless]));
    assert_eq!(end.expect_err("refused").to_string(), "line 2: the line is too long", "");
    assert!(entries.is_empty(), "and nothing after it is read");
    let most = Bounds { unpacked_bytes: 1 << 20, image_bytes: 1 << 20 };
    let bytes = archive(&Story::new(1, 15_000));
    let mut reader = ArchiveReader::open(&bytes[..], most).expect("a head");
    let failure = std::iter::repeat_with(|| reader.part()).find_map(Result::err).expect("an end");
    let said = failure.to_string();
    assert!(said.ends_with("unpacks to more than 1 MB, which is too much here"), "{said}");
}

#[test]
fn a3_an_image_comes_before_its_use_is_what_its_name_says_and_plain() {
    let lines = unpack(&archive(&everything()));
    let lines = &lines[..lines.len() - 1];
    let at = lines.iter().position(|line| line.starts_with("{\"image\"")).expect("an image");
    let mut late = lines.to_vec();
    late.swap(at, at + 1);
    let (_, end) = read(&pack(&late));
    let said = end.expect_err("late").to_string();
    assert!(said.contains("must come before it is used"), "{said}");
    let said = refusal(lines, at, &lines[at].replacen("\"png\":\"iVB", "\"png\":\"jVB", 1));
    assert!(said.ends_with("has other bytes"), "{said}");
    let said = refusal(lines, at, &lines[at].replacen("\"png\":\"", "\"png\":\"*", 1));
    assert!(said.ends_with("an image is not written as base64"), "{said}");
    let size = lines[at + 1].replacen("\"width\":50", "\"width\":51", 1);
    assert_ne!(size, lines[at + 1], "it is 50 wide");
    assert!(refusal(lines, at + 1, &size).ends_with("an image has another size"), "its size");
    let far = lines[at + 1].replacen("\"x\":-3", "\"x\":-40000", 1);
    assert!(refusal(lines, at + 1, &far).ends_with("an image lies out of bounds"), "its place");
    for file in [rgb(), b"GIF89a".to_vec(), Vec::new()] {
        use base64::Engine;
        let png = base64::engine::general_purpose::STANDARD.encode(&file);
        let line = json!({"png": png}).to_string();
        let name = easel::model::ImageId::of(&file);
        let line = line.replacen('{', &format!("{{\"image\":\"{name}\","), 1);
        let said = refusal(lines, at, &line);
        assert!(said.ends_with("is no plain RGBA picture"), "{said}");
    }
}

/// A PNG without alpha, which browsers show and nobody here writes.
fn rgb() -> Vec<u8> {
    let image = image::RgbImage::from_pixel(50, 40, image::Rgb([1, 2, 3]));
    let mut file = std::io::Cursor::new(Vec::new());
    image.write_to(&mut file, image::ImageFormat::Png).expect("a file");
    file.into_inner()
}

#[test]
fn a4_the_last_line_vouches_for_all_before_it_and_nothing_follows() {
    let lines = unpack(&archive(&everything()));
    let ends = |lines: &[String]| {
        let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        let (entries, end) = read(&zstd::encode_all(text.as_bytes(), 1).expect("zstd"));
        assert_eq!(entries.len(), 20, "all are read");
        end.map_err(|failure| failure.to_string())
    };
    assert_eq!(ends(&lines), Ok(()), "packed by another program");
    let last = lines.len() - 1;
    let mut changed = lines.clone();
    changed[1] = changed[1].replace("[80,-8,24]", "[81,-8,24]");
    let wrong = "the checksum is wrong: some line is not as it was written";
    assert_eq!(ends(&changed), Err(format!("line 23: {wrong}")), "one number");
    changed.clone_from(&lines);
    changed[last] = changed[last].replace(":20,", ":13,");
    assert!(ends(&changed).expect_err("a count").contains("says that there are 13"), "its count");
    changed.clone_from(&lines);
    changed.push("{}".to_owned());
    assert_eq!(ends(&changed), Err("line 24: something follows the last line".into()), "more");
    assert!(ends(&lines[..last]).expect_err("cut").contains("it was cut"), "no last line");
    let blank = ends(&[&lines[..last], &[String::new()], &lines[last..]].concat());
    assert!(blank.expect_err("a blank line").contains("a line begins with"), "no blank lines");
}

#[test]
fn a2_names_of_faults_are_what_programs_can_match() {
    let lines = unpack(&archive(&everything()));
    let (_, end) = read(&pack(&lines[..1]));
    let expected = Fault::Count { promised: 20, found: 0 };
    match end.expect_err("none of them") {
        ArchiveFailure::Line { line: 2, fault } => assert_eq!(fault, expected, "which"),
        other => panic!("{other}"),
    }
}
