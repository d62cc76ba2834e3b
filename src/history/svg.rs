//! Items as an SVG picture: vectors that can be enlarged, edited and printed.
//!
//! It is a picture of the rule, not the rule: a viewer softens edges its own way.

use super::path::{SIXTEENTHS, middle_line, outline};
use super::{Images, Item, ItemKind};
use crate::model::{Brush, EIGHTHS, Placement, Point, RoomId, Size};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A picture that is being written. Where a stroke crosses itself it is not darker: SVG lays on a path once.
#[derive(Debug)]
pub struct Svg<'a> {
    images: &'a dyn Images,
    body: String,
    /// What is said about the picture inside of it.
    remark: &'static str,
}

impl<'a> Svg<'a> {
    /// Blank paper.
    pub fn new(images: &'a dyn Images) -> Self {
        Self { images, body: String::new(), remark: "" }
    }

    /// What is kept as pixels: a PNG of the whole canvas.
    pub fn on_base(images: &'a dyn Images, base: &[u8], size: Size) -> Self {
        let mut svg = Self::new(images);
        svg.remark = "<!-- This canvas holds too much to be written as lines: all but the newest strokes \
                      are one picture. -->\n";
        svg.embed(base, (0, 0), size.width(), size.height());
        svg
    }

    /// Puts the next item above the others; a hidden one changes nothing.
    pub fn paint(&mut self, item: &Item) {
        if item.hidden {
            return;
        }
        match &item.kind {
            ItemKind::Stroke { brush, points, ended } => self.stroke(*brush, points, *ended),
            ItemKind::Image(place) => self.image(place),
            ItemKind::Clear => {
                self.body.clear();
                self.remark = "";
            }
        }
    }

    /// How long the text is by now.
    pub fn bytes(&self) -> usize {
        self.body.len()
    }

    /// The whole file. A title is a room's name, whose letters need no escape.
    pub fn finish(self, size: Size, title: &RoomId) -> String {
        let (width, height) = (size.width(), size.height());
        let Self { body, remark, .. } = self;
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<title>{title}</title>
{remark}<rect width="{width}" height="{height}" fill="#fff"/>
<g transform="scale(.0625)" fill="none" stroke-linecap="round" stroke-linejoin="round">
{body}</g>
</svg>
"##
        )
    }

    fn stroke(&mut self, brush: Brush, points: &[Point], ended: bool) {
        let thick = points.iter().find(|point| !point.is_lift()).map_or(0, |point| point.r());
        let even = points.iter().all(|point| point.is_lift() || point.r() == thick);
        let way = if even { middle_line(points, ended) } else { outline(points, ended) };
        if way.is_empty() {
            return;
        }
        let (color, paint) = (brush.color(), if even { "stroke" } else { "fill" });
        let width =
            even.then(|| format!(r#" stroke-width="{}""#, 2 * thick * SIXTEENTHS / EIGHTHS));
        let faint = (brush.opacity() < u8::MAX).then(|| {
            let opacity = f64::from(brush.opacity()) / f64::from(u8::MAX);
            format!(r#" {paint}-opacity="{opacity:.4}""#)
        });
        self.body.extend([
            format!(r#"<path {paint}="{color}""#),
            width.unwrap_or_default(),
            faint.unwrap_or_default(),
            " d=\"".to_owned(),
            way,
            "\"/>\n".to_owned(),
        ]);
    }

    fn image(&mut self, place: &Placement) {
        if let Some(image) = self.images.image(place.image) {
            self.embed(image.png(), (place.x, place.y), place.width, place.height);
        }
    }

    fn embed(&mut self, png: &[u8], (x, y): (i32, i32), width: u32, height: u32) {
        let [x, y, width, height] = [i64::from(x), i64::from(y), width.into(), height.into()]
            .map(|px| px * i64::from(SIXTEENTHS));
        self.body.extend([
            format!(r#"<image x="{x}" y="{y}" width="{width}" height="{height}""#),
            " href=\"data:image/png;base64,".to_owned(),
        ]);
        STANDARD.encode_string(png, &mut self.body);
        self.body.push_str("\"/>\n");
    }
}
