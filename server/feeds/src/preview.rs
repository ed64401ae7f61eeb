//! `/preview.png` and `/preview/{system}.png`: the picture that other sites show beside a link (ogp.me): a name, how things are
//! in one sentence, and the days of the bar. 1200 x 630 pixels.

mod canvas;
mod letters;
mod png;

use crate::Source;
use canvas::{Canvas, Color};
use model::public::{BAR_DAYS, PublicComponent, PublicSystem, headline};
use model::status::Status;
use model::time::Day;
use std::collections::BTreeMap;

/// Its width in pixels.
pub const WIDTH: u32 = 1_200;
/// Its height in pixels.
pub const HEIGHT: u32 = 630;

const EDGE: f32 = 80.0;
const GROUND: Color = [0xf7, 0xf6, 0xf2];
const INK: Color = [0x14, 0x21, 0x2e];
const SOFT: Color = [0x51, 0x60, 0x6d];

/// The heights of capital letters, in pixels.
const NAME: f32 = 30.0;
const SMALL: f32 = 19.0;
const SENTENCE: [f32; 3] = [52.0, 42.0, 34.0];

/// The most lines of the sentence.
const LINES: usize = 3;

/// The picture of everything that is shown.
pub fn site(source: &Source<'_>) -> Vec<u8> {
    let components: Vec<_> = source.public.components().collect();
    picture(source, source.name, source.public.status(), &components)
}

/// The picture of a system.
pub fn system(source: &Source<'_>, system: &PublicSystem) -> Vec<u8> {
    let components: Vec<_> = system.components().collect();
    picture(source, &format!("{}, {}", system.name, source.name), system.status, &components)
}

fn picture(source: &Source<'_>, name: &str, status: Status, components: &[&PublicComponent]) -> Vec<u8> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, GROUND);
    let whole = WIDTH as f32 - 2.0 * EDGE;
    canvas.dot((EDGE + 17.0, 110.0), 17.0, strong(status));
    // What this alphabet cannot write is not guessed at: the host stands for the name, the status for the sentence.
    let name = if letters::can_write(name) { name } else { source.host() };
    letters::write(&mut canvas, (EDGE + 56.0, 125.0), NAME, &cut(name, NAME, whole - 56.0), INK);
    let sentence = headline(components.iter().copied());
    let sentence = if letters::can_write(&sentence) { sentence } else { format!("{}.", status.label()) };
    let (size, lines) = fitted(&sentence, whole);
    for (row, line) in lines.iter().enumerate() {
        let baseline = 205.0 + size + row as f32 * size * 1.62;
        letters::write(&mut canvas, (EDGE, baseline), size, line, INK);
    }
    bar(&mut canvas, source.public.at.day(), components, whole);
    let date = format!("{} UTC", moment(source));
    letters::write(&mut canvas, (EDGE, 575.0), SMALL, &format!("{BAR_DAYS} days until {date}"), SOFT);
    let host = cut(source.host(), SMALL, 420.0);
    let at = WIDTH as f32 - EDGE - letters::width(&host, SMALL);
    letters::write(&mut canvas, (at, 575.0), SMALL, &host, SOFT);
    png::encoded(&canvas)
}

/// When the picture was true, to the hour.
fn moment(source: &Source<'_>) -> String {
    let text = source.public.at.to_string();
    let (day, time) = text.split_once('T').unwrap_or((&text, ""));
    format!("{day}, {}:00", time.get(..2).unwrap_or_default())
}

/// The largest size at which a sentence takes no more than [`LINES`] lines, and these.
fn fitted(sentence: &str, width: f32) -> (f32, Vec<String>) {
    let broken = |size| (size, lines(sentence, size, width));
    let all = SENTENCE.map(broken);
    let smallest = all.len() - 1;
    let mut all = all.into_iter().enumerate();
    let found = all.find(|(place, (_, lines))| lines.len() <= LINES || *place == smallest);
    let (size, mut lines) = found.map(|(_, it)| it).unwrap_or_default();
    lines.truncate(LINES);
    (size, lines)
}

/// A text in lines of at most this width; what is longer than a line is cut.
fn lines(text: &str, size: f32, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|line| letters::width(line, size) <= width) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => lines.push(cut(word, size, width)),
        }
    }
    lines
}

/// The text, or as much of its beginning as fits into this width.
fn cut(text: &str, size: f32, width: f32) -> String {
    if letters::width(text, size) <= width {
        return text.into();
    }
    let mut short = String::new();
    for letter in text.chars() {
        if letters::width(&format!("{short}{letter}..."), size) > width {
            break;
        }
        short.push(letter);
    }
    short.trim_end().to_owned() + "..."
}

/// The days of the bar, each as bad as its worst component.
fn bar(canvas: &mut Canvas, today: Day, components: &[&PublicComponent], width: f32) {
    let mut worst: BTreeMap<Day, Status> = BTreeMap::new();
    for rollup in components.iter().flat_map(|component| &component.days) {
        let day = worst.entry(rollup.day).or_insert(rollup.worst);
        *day = (*day).max(rollup.worst);
    }
    let step = width / BAR_DAYS as f32;
    for place in 0..BAR_DAYS {
        let status = worst.get(&Day(today.0 + 1 - BAR_DAYS + place)).copied();
        let x = EDGE + place as f32 * step + step / 2.0;
        canvas.strokes(&[[(x, 465.0), (x, 525.0)]], step * 0.36, status.map_or(NO_DATA, quiet));
    }
}

/// The colours of `style/tokens.css` on light ground.
const NO_DATA: Color = [0xcf, 0xcb, 0xc0];

fn strong(status: Status) -> Color {
    match status {
        Status::Operational => [0x1a, 0x6f, 0x4f],
        other => quiet(other),
    }
}

fn quiet(status: Status) -> Color {
    match status {
        Status::Operational => [0x6f, 0xb7, 0x96],
        Status::Degraded => [0xd9, 0x9a, 0x16],
        Status::PartialOutage => [0xd9, 0x62, 0x0f],
        Status::MajorOutage => [0xc8, 0x19, 0x3a],
        Status::Maintenance => [0x5d, 0x71, 0xd6],
        Status::Unknown => [0xa5, 0xad, 0xb5],
    }
}

#[cfg(test)]
mod tests;
