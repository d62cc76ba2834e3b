//! One drawing as data URL: nothing changed, one band, some, all; beside the `image` crate's default.

use crate::{median, workloads};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use easel::model::{Brush, Point, Rgb, Tool};
use easel::raster::{Pixmap, PngBands, StrokeMask};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::hint::black_box;

/// A hair line from top to bottom between these rows, each time in another colour.
struct Hair {
    pixmap: RefCell<Pixmap>,
    mask: StrokeMask,
    turn: RefCell<u8>,
}

impl Hair {
    fn new(pixmap: &Pixmap, top: f64, bottom: f64) -> Self {
        let point = |y| Point::from_px(960.5, y, 0.5).expect("finite");
        let mask = StrokeMask::of(workloads::size(), &[point(top), point(bottom)], true);
        Self { pixmap: RefCell::new(pixmap.clone()), mask, turn: RefCell::new(0) }
    }

    fn paint(&self) -> Pixmap {
        let turn = self.turn.replace_with(|turn| turn.wrapping_add(101));
        let brush = Brush::new(Tool::Pencil, Rgb([turn, 9, 9]), 255).expect("opaque");
        let mut pixmap = self.pixmap.borrow_mut();
        pixmap.paint(&self.mask, brush);
        pixmap.clone()
    }
}

pub fn measure(name: &str, file: &str) -> Value {
    let pixmap = workloads::picture(name);
    let mut bands = PngBands::new();
    let parts = bands.encode(&pixmap);
    std::fs::write(file, parts.data_url().concat()).expect("a file of one's own");
    bands.take_encoded();
    let mut counts = Vec::new();
    let mut times = vec![median(|| (), |()| drop(black_box(bands.encode(&pixmap))))];
    counts.push(bands.take_encoded());
    for (top, bottom) in [(522.0, 530.0), (522.0, 630.0), (0.0, 1080.0)] {
        let hair = Hair::new(&pixmap, top, bottom);
        bands.encode(&hair.paint());
        bands.take_encoded();
        times.push(median(|| hair.paint(), |pixmap| drop(black_box(bands.encode(&pixmap)))));
        counts.push(bands.take_encoded() / crate::TIMES as u64);
    }
    let image = || {
        let mut png = Vec::new();
        let (width, height) = workloads::SIZE;
        PngEncoder::new(&mut png)
            .write_image(&pixmap.to_rgb(), width, height, ExtendedColorType::Rgb8)
            .expect("memory takes every byte");
        png
    };
    let by_image =
        median(|| (), |()| drop(black_box(format!("data:,{}", STANDARD.encode(image())))));
    json!({
        "hash": pixmap.hash(),
        "bytes": parts.png_bytes(),
        "imageBytes": image().len(),
        "image": by_image,
        "times": times,
        "bands": counts,
    })
}
