//! The same strokes painted by easel and by tiny-skia, and the pictures written as PNG.
//!
//! `compare.mjs` runs this beside `skia.mjs` and reads the medians of the table it prints.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use divan::{Bencher, black_box};
use easel::model::{Brush, Size};
use easel::raster::{Pixmap, PngBands};
use easel_raster_bench::{Stroke, Workload, fingerprint, paint};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use tiny_skia::{Color, LineCap, LineJoin, Paint, Path, PathBuilder, Transform};

fn main() {
    for workload in Workload::ALL {
        println!("{workload:?} {:08x}", fingerprint(&workload.strokes()));
    }
    divan::main();
}

/// Points to paint on blank paper; the picture is dropped out of the measured time.
#[divan::bench(args = Workload::ALL)]
fn paint_easel(bencher: Bencher, workload: Workload) {
    let strokes = workload.strokes();
    bencher.bench_local(|| paint(black_box(&strokes)));
}

/// The same with tiny-skia: round caps and joins, one path for each stroke.
#[divan::bench(args = Workload::ALL)]
fn paint_tiny_skia(bencher: Bencher, workload: Workload) {
    let strokes = workload.strokes();
    bencher.bench_local(|| paint_by_tiny_skia(black_box(&strokes)));
}

fn paint_by_tiny_skia(strokes: &[Stroke]) -> tiny_skia::Pixmap {
    let size = Size::default();
    let mut pixmap =
        tiny_skia::Pixmap::new(size.width(), size.height()).expect("a size above zero");
    pixmap.fill(Color::WHITE);
    for stroke in strokes {
        let Some(path) = path_of(stroke) else { continue };
        let outline = tiny_skia::Stroke {
            width: stroke.points[0].r_px() as f32 * 2.0,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Default::default()
        };
        pixmap.stroke_path(&path, &paint_of(stroke.brush), &outline, Transform::identity(), None);
    }
    pixmap
}

fn path_of(stroke: &Stroke) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (at, point) in stroke.points.iter().enumerate() {
        let (x, y) = (point.x_px() as f32, point.y_px() as f32);
        if at == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    path.finish()
}

fn paint_of(brush: Brush) -> Paint<'static> {
    let [r, g, b] = brush.color().0;
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, brush.opacity());
    paint.anti_alias = true;
    paint
}

/// The pictures that are written; W4 is much the same as W2.
const PICTURES: [Workload; 4] = [Workload::W0, Workload::W1, Workload::W2, Workload::W3];

/// A picture as a newcomer of the plain dialect gets it.
#[divan::bench(args = PICTURES)]
fn png_easel(bencher: Bencher, workload: Workload) {
    let picture = workload.picture();
    bencher.bench_local(|| PngBands::new().encode(black_box(&picture)));
}

/// The same by the `image` crate as it is by default.
#[divan::bench(args = PICTURES)]
fn png_image(bencher: Bencher, workload: Workload) {
    let picture = workload.picture();
    bencher.bench_local(|| png_by_image(black_box(&picture)));
}

fn png_by_image(picture: &Pixmap) -> String {
    let (width, height) = (picture.size().width(), picture.size().height());
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&picture.to_rgba(), width, height, ExtendedColorType::Rgba8)
        .expect("memory takes every byte");
    format!("data:image/png;base64,{}", STANDARD.encode(png))
}
