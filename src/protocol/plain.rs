//! The seed's own JSON: every shape old clients send, and what is sent to them.

use super::fields::checked_chat;
use super::refusal::chat_too_long;
use crate::model::{Brush, Point, Rgb, Size, Tool};
use serde_json::{Map, Value};
use std::fmt::Write;

/// Width of a draw that names none, in pixels.
const WIDTH_DEFAULT: f64 = 2.0;

/// Thinnest and widest width a draw may name, in pixels.
const WIDTH_BOUNDS: (f64, f64) = (0.25, 120.0);

/// Longest `clientId` that is echoed, in bytes of JSON: room for any number, address or UUID.
const CLIENT_ID_BYTES_MAX: usize = 256;

const WRAPPERS: [&str; 5] = ["data", "payload", "message", "stroke", "drawData"];
const WIDTHS: [&str; 5] = ["lineWidth", "width", "size", "strokeWidth", "thickness"];

/// How a connection likes its draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainStyle {
    /// `type` and the fields side by side.
    Flat,
    /// The fields without a `type`.
    Bare,
    /// The fields inside another object, under this key.
    Wrapped(&'static str),
}

/// One segment of an old client.
#[derive(Debug, PartialEq)]
pub struct PlainDraw {
    /// What it is painted with.
    pub brush: Brush,
    /// Where it starts and ends.
    pub points: [Point; 2],
    /// How it was written.
    pub style: PlainStyle,
}

/// One line of chat of an old client.
#[derive(Debug, PartialEq, Eq)]
pub struct PlainChat {
    /// 1 to 500 characters.
    pub content: String,
    /// Up to 40 characters.
    pub user: String,
}

/// One object of an old client.
#[derive(Debug, PartialEq)]
pub enum PlainInput {
    /// A segment.
    Draw(PlainDraw),
    /// Asks for the picture; holds the id to answer to.
    CanvasRequest(Option<Value>),
    /// Words for the room.
    Chat(PlainChat),
    /// Nothing this server does anything with.
    Ignored,
    /// Not understood, and why.
    Bad(String),
}

/// Reads one frame: one object, or several separated by newlines (rule P11).
pub fn parse_plain(text: &str) -> Vec<PlainInput> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Vec::new();
    }
    if let Ok(value) = serde_json::from_str(text) {
        return vec![understand(&value)];
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| match serde_json::from_str(line) {
            Ok(value) => understand(&value),
            Err(_) => PlainInput::Bad("it is not JSON".to_owned()),
        })
        .collect()
}

fn understand(value: &Value) -> PlainInput {
    let Value::Object(object) = value else {
        return PlainInput::Bad("it is not an object".to_owned());
    };
    match object.get("type").and_then(Value::as_str) {
        Some("canvasRequest") => PlainInput::CanvasRequest(client_id(object)),
        Some("draw") => draw_or_wrapped(object),
        Some("chat") => chat(object),
        Some(_) => PlainInput::Ignored,
        None if object.contains_key("content") => chat(object),
        None => draw(object, PlainStyle::Flat).unwrap_or(PlainInput::Ignored),
    }
}

fn client_id(object: &Map<String, Value>) -> Option<Value> {
    let id = object.get("clientId").filter(|id| !id.is_null())?;
    (id.to_string().len() <= CLIENT_ID_BYTES_MAX).then(|| id.clone())
}

fn chat(object: &Map<String, Value>) -> PlainInput {
    let text = |key| object.get(key).and_then(Value::as_str).unwrap_or_default();
    match checked_chat(text("content"), text("user")) {
        Some((content, user)) => PlainInput::Chat(PlainChat { content, user }),
        None => PlainInput::Bad(chat_too_long()),
    }
}

fn draw_or_wrapped(object: &Map<String, Value>) -> PlainInput {
    if let Some(input) = draw(object, PlainStyle::Flat) {
        return input;
    }
    for key in WRAPPERS {
        let inner = match object.get(key) {
            Some(Value::Object(inner)) => Some(inner.clone()),
            Some(Value::String(text)) => serde_json::from_str(text).ok(),
            _ => None,
        };
        if let Some(input) = inner.and_then(|inner| draw(&inner, PlainStyle::Wrapped(key))) {
            return input;
        }
    }
    PlainInput::Bad("a draw needs startX, startY, endX and endY".to_owned())
}

/// `None` when a coordinate is missing: then it is not a draw.
fn draw(object: &Map<String, Value>, style: PlainStyle) -> Option<PlainInput> {
    let coordinate = |key| number(object.get(key)?);
    let start = (coordinate("startX")?, coordinate("startY")?);
    let end = (coordinate("endX")?, coordinate("endY")?);
    let width = WIDTHS.iter().find_map(|key| number(object.get(*key)?));
    let width = width.unwrap_or(WIDTH_DEFAULT).clamp(WIDTH_BOUNDS.0, WIDTH_BOUNDS.1);
    let place = |(x, y): (f64, f64)| Point::from_px(x, y, width / 2.0);
    let (Some(start), Some(end)) = (place(start), place(end)) else {
        return Some(PlainInput::Bad("a coordinate is not a finite number".to_owned()));
    };
    Some(match brush(object.get("color")) {
        Some(brush) => PlainInput::Draw(PlainDraw { brush, points: [start, end], style }),
        None => PlainInput::Bad("the color is not a CSS colour".to_owned()),
    })
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Reads any CSS colour; none given is black. `None` for what is no colour or cannot be seen.
fn brush(color: Option<&Value>) -> Option<Brush> {
    let rgba = match color {
        None => [0, 0, 0, 255],
        Some(value) => csscolorparser::parse(value.as_str()?).ok()?.to_rgba8(),
    };
    let [r, g, b, opacity] = rgba;
    Brush::new(Tool::Pencil, Rgb([r, g, b]), opacity)
}

/// Writes one segment the flat way, `type` first.
pub fn plain_draw(out: &mut String, brush: Brush, from: Point, to: Point) {
    let _ = write!(out, r#"{{"type":"draw","color":"{}"#, brush.color());
    if brush.opacity() < u8::MAX {
        let _ = write!(out, "{:02x}", brush.opacity());
    }
    let width = from.r_px() + to.r_px();
    let _ = write!(
        out,
        r#"","endX":{},"endY":{},"lineWidth":{width},"startX":{},"startY":{}}}"#,
        to.x_px(),
        to.y_px(),
        from.x_px(),
        from.y_px(),
    );
}

/// A line of chat as old clients read it.
pub fn plain_chat(content: &str, user: &str) -> String {
    let (content, user) = (Value::from(content), Value::from(user));
    format!(r#"{{"type":"chat","content":{content},"user":{user}}}"#)
}

/// What stands before and after the data URL of a `canvasState`.
pub fn canvas_state_ends(client_id: &Value, size: Size) -> (String, String) {
    let head = format!(r#"{{"type":"canvasState","clientId":{client_id},"data":""#);
    let tail = format!(r#"","height":{},"width":{}}}"#, size.height(), size.width());
    (head, tail)
}

/// A flat draw, rewritten the way a connection likes it.
pub struct PlainText<'a>(pub &'a str);

impl PlainText<'_> {
    /// The text in another style.
    pub fn styled(&self, style: PlainStyle) -> String {
        let bare = self.0.replacen(r#""type":"draw","#, "", 1);
        match style {
            PlainStyle::Flat => self.0.to_owned(),
            PlainStyle::Bare => bare,
            PlainStyle::Wrapped(key) => format!(r#"{{"type":"draw","{key}":{bare}}}"#),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::COORD_MAX;

    fn only(text: &str) -> PlainInput {
        let mut inputs = parse_plain(text);
        assert_eq!(inputs.len(), 1, "{text}");
        inputs.remove(0)
    }

    fn drawn(text: &str) -> PlainDraw {
        match only(text) {
            PlainInput::Draw(draw) => draw,
            other => panic!("{text} is no draw but {other:?}"),
        }
    }

    const SEED: &str = r##"{"color":"#000000","endX":484,"endY":202,"startX":450,"startY":202}"##;

    #[test]
    fn p2_four_numbers_make_a_draw_with_or_without_a_type() {
        let draw = drawn(SEED);
        assert_eq!(draw.points[0], Point::from_px(450.0, 202.0, 1.0).expect("a point"), "start");
        let typed = SEED.replacen('{', r#"{"type":"draw","#, 1);
        assert_eq!(drawn(&typed), draw, "the same with a type");
        let texts = r#"{"startX":"450","startY":"202","endX":" 484 ","endY":"2.02e2"}"#;
        assert_eq!(drawn(texts).points, draw.points, "texts that hold numbers");
        for missing in ["startX", "startY", "endX", "endY"] {
            let text = SEED.replace(missing, "other");
            assert_eq!(only(&text), PlainInput::Ignored, "without {missing} it is no draw");
        }
        assert_eq!(
            only(r#"{"startX":1,"startY":null,"endX":3,"endY":4}"#),
            PlainInput::Ignored,
            "null"
        );
    }

    #[test]
    fn p3_a_draw_may_be_wrapped_under_five_keys_or_as_text() {
        for key in WRAPPERS {
            let wrapped = drawn(&format!(r#"{{"type":"draw","{key}":{SEED}}}"#));
            assert_eq!(wrapped.points, drawn(SEED).points, "{key}");
            assert_eq!(wrapped.style, PlainStyle::Wrapped(key), "learned from the first draw");
            let text = Value::from(SEED);
            let inner_text = drawn(&format!(r#"{{"type":"draw","{key}":{text}}}"#));
            assert_eq!(inner_text, wrapped, "{key} as text");
        }
        assert!(
            matches!(only(r#"{"type":"draw","data":7}"#), PlainInput::Bad(_)),
            "nothing inside"
        );
    }

    #[test]
    fn p4_coordinates_are_rounded_clamped_and_finite() {
        let draw = drawn(r#"{"startX":-3.3,"startY":0.06,"endX":1e308,"endY":-0.0}"#);
        assert_eq!((draw.points[0].x(), draw.points[0].y()), (-26, 0), "rounded to eighths");
        assert_eq!(draw.points[1].x(), COORD_MAX, "clamped");
        let text = r#"{"startX":"NaN","startY":0,"endX":"inf","endY":0}"#;
        assert!(matches!(only(text), PlainInput::Bad(_)), "not finite");
    }

    #[test]
    fn p5_any_css_colour_is_read_and_no_other() {
        let color = |color: &str| only(&SEED.replace(r##""#000000""##, color));
        for (text, rgb, opacity) in [
            (r##""#f00""##, [255, 0, 0], 255),
            (r##""#f008""##, [255, 0, 0], 136),
            (r##""#FF0000""##, [255, 0, 0], 255),
            (r##""#ff000080""##, [255, 0, 0], 128),
            (r#""red""#, [255, 0, 0], 255),
            (r#""rgb(255, 0, 0)""#, [255, 0, 0], 255),
            (r#""rgba(255,0,0,0.5)""#, [255, 0, 0], 128),
            (r#""hsl(0, 100%, 50%)""#, [255, 0, 0], 255),
        ] {
            let PlainInput::Draw(draw) = color(text) else { panic!("{text} is a colour") };
            assert_eq!((draw.brush.color(), draw.brush.opacity()), (Rgb(rgb), opacity), "{text}");
        }
        for text in ["null", "7", r#""nonsense""#, r#""""#, r##""#ff""##, r##""#ff000000""##] {
            assert!(matches!(color(text), PlainInput::Bad(_)), "{text} is refused");
        }
        let none = drawn(r#"{"startX":1,"startY":1,"endX":2,"endY":2}"#);
        assert_eq!(none.brush.color(), Rgb([0, 0, 0]), "none means black");
        let mut out = String::new();
        let brush = Brush::new(Tool::Pencil, Rgb([255, 0, 0]), 128).expect("a brush");
        plain_draw(&mut out, brush, none.points[0], none.points[1]);
        assert!(out.contains(r##""color":"#ff000080""##), "relayed with its opacity: {out}");
    }

    #[test]
    fn p6_the_first_width_that_is_a_number_counts() {
        let radius = |rest: &str| {
            drawn(&format!(r#"{{"startX":1,"startY":1,"endX":2,"endY":2{rest}}}"#)).points[0].r()
        };
        for key in WIDTHS {
            assert_eq!(radius(&format!(r#","{key}":10"#)), 40, "{key}");
        }
        assert_eq!(radius(""), 8, "none means two pixels");
        assert_eq!(radius(r#","lineWidth":null,"width":"6""#), 24, "the first that is a number");
        assert_eq!(radius(r#","width":9999"#), 480, "clamped");
        assert_eq!(radius(r#","width":-3"#), 1, "clamped");
    }

    #[test]
    fn p11_several_objects_a_bom_and_white_space_are_read() {
        let three = format!("\u{feff}\n {SEED}\n{{bad}}\n{SEED}\n\n");
        let inputs = parse_plain(&three);
        assert!(
            matches!(inputs[..], [PlainInput::Draw(_), PlainInput::Bad(_), PlainInput::Draw(_)]),
            "the bad line harms nobody: {inputs:?}"
        );
        assert!(parse_plain(" \n\u{feff} ").is_empty() || parse_plain("").is_empty(), "empty");
        let pretty = SEED.replace(',', ",\n");
        assert!(matches!(only(&pretty), PlainInput::Draw(_)), "one object over several lines");
    }

    #[test]
    fn p12_unknown_types_and_fields_are_ignored() {
        assert_eq!(only(r#"{"type":"fly","startX":1}"#), PlainInput::Ignored, "unknown type");
        let text = SEED.replacen('{', r#"{"extra":[[{}]],"#, 1);
        assert_eq!(drawn(&text), drawn(SEED), "unknown field");
        for text in ["[]", "7", "nonsense", &"[".repeat(5_000)] {
            assert!(matches!(only(text), PlainInput::Bad(_)), "no object");
        }
    }

    #[test]
    fn p13_content_and_user_are_chat() {
        let chat = only(r#"{"content":" hello ","user":"Ada"}"#);
        let (content, user) = ("hello".to_owned(), "Ada".to_owned());
        assert_eq!(chat, PlainInput::Chat(PlainChat { content, user }), "trimmed");
        let long = format!(r#"{{"content":"{}","user":"Ada"}}"#, "a".repeat(501));
        assert!(matches!(only(&long), PlainInput::Bad(_)), "too long");
    }

    #[test]
    fn p14_draws_are_written_the_way_they_were_sent() {
        let mut flat = String::new();
        let draw = drawn(SEED);
        plain_draw(&mut flat, draw.brush, draw.points[0], draw.points[1]);
        let fields =
            r##""color":"#000000","endX":484,"endY":202,"lineWidth":2,"startX":450,"startY":202"##;
        assert_eq!(flat, format!(r#"{{"type":"draw",{fields}}}"#), "flat");
        let text = PlainText(&flat);
        assert_eq!(text.styled(PlainStyle::Bare), format!("{{{fields}}}"), "bare");
        let wrapped = text.styled(PlainStyle::Wrapped("payload"));
        assert_eq!(wrapped, format!(r#"{{"type":"draw","payload":{{{fields}}}}}"#), "wrapped");
    }
}
