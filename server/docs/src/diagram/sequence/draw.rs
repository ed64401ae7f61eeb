//! The drawing of a sequence diagram: people side by side, rows from the top down.

use super::{Row, Sequence, Side};
use crate::diagram::svg;

/// Space at the edges, between people at least, and around texts, in pixels.
const EDGE: f64 = 16.0;
const APART: f64 = 150.0;
const PAD: f64 = 10.0;
/// How far a message to oneself, and a note beside somebody, reaches.
const BESIDE: f64 = 46.0;

struct Drawing<'a> {
    sequence: &'a Sequence,
    /// The middles of people.
    at: Vec<f64>,
    /// How far down it has come.
    y: f64,
    /// Where open frames began.
    frames: Vec<f64>,
    width: f64,
    number: usize,
    /// Frames are behind all else.
    behind: String,
    out: String,
    words: Vec<String>,
}

/// The drawing of a diagram; none if it is too large.
pub(in crate::diagram) fn draw(sequence: &Sequence) -> Option<String> {
    let at = columns(sequence);
    let height = sequence.people.iter().map(|(_, shown)| svg::height(shown)).fold(0.0, f64::max) + 2.0 * PAD;
    let right = sequence.rows.iter().map(|row| reach(row, &at)).fold(0.0, f64::max);
    let width = (at.last()? + half(sequence, at.len() - 1)).max(right) + EDGE;
    let mut drawing = Drawing {
        sequence,
        y: EDGE + height + PAD,
        frames: Vec::new(),
        width,
        number: 0,
        behind: String::new(),
        out: String::new(),
        words: Vec::new(),
        at,
    };
    sequence.rows.iter().for_each(|row| drawing.row(row));
    let bottom = drawing.y + EDGE;
    let mut lines = String::new();
    for ((_, shown), x) in sequence.people.iter().zip(&drawing.at) {
        svg::path(&mut lines, "drawn-life", &format!("M{x:.1} {:.1}V{bottom:.1}", EDGE + height));
        svg::rect(
            &mut lines,
            "drawn-node",
            (*x, EDGE + height / 2.0),
            (svg::width(shown) + 2.0 * PAD, height),
            4.0,
        );
        svg::text(&mut lines, "drawn-text", shown, (*x, EDGE + height / 2.0));
    }
    let words = format!("Sequence. {}", drawing.words.join(" "));
    svg::whole((width, bottom + EDGE), &words, &(drawing.behind + &lines + &drawing.out))
}

/// Half of the width of somebody's box.
fn half(sequence: &Sequence, at: usize) -> f64 {
    sequence.people.get(at).map_or(0.0, |(_, shown)| svg::width(shown) / 2.0 + PAD)
}

/// The middles of people: as far apart as their boxes and what is told between neighbours ask for.
fn columns(sequence: &Sequence) -> Vec<f64> {
    let mut at: Vec<f64> = Vec::new();
    for person in 0..sequence.people.len() {
        let before = person.checked_sub(1).and_then(|before| Some((before, *at.get(before)?)));
        let Some((before, x)) = before else {
            at.push(EDGE + half(sequence, person).max(left_of(sequence)));
            continue;
        };
        let told = sequence.rows.iter().map(|row| needed(row, before, person, &at)).fold(APART, f64::max);
        at.push(x + told.max(half(sequence, before) + half(sequence, person) + 2.0 * PAD));
    }
    at
}

/// What notes left of the first person take.
fn left_of(sequence: &Sequence) -> f64 {
    let notes = sequence.rows.iter().map(|row| match row {
        Row::Note { from: 0, side: Side::Left, text, .. } => svg::width(text) + 4.0 * PAD,
        Row::Note { from: 0, to: 0, side: Side::Over, text } => svg::width(text) / 2.0 + PAD,
        _ => 0.0,
    });
    notes.fold(0.0, f64::max)
}

/// How far a person has to be from the one before for a row that ends with them.
fn needed(row: &Row, before: usize, person: usize, at: &[f64]) -> f64 {
    let (from, to, text, more) = match row {
        Row::Message { from, to, text, .. } if from == to => (*from, from + 1, text, BESIDE + PAD),
        Row::Message { from, to, text, .. } => (*from.min(to), *from.max(to), text, 3.0 * PAD),
        Row::Note { from, to, side: Side::Over, text } if from < to => (*from, *to, text, 0.0),
        Row::Note { from, side: Side::Right, text, .. } => (*from, from + 1, text, 4.0 * PAD),
        Row::Note { from, side: Side::Left, text, .. } if *from > 0 => (from - 1, *from, text, 4.0 * PAD),
        _ => return 0.0,
    };
    let between = at.get(before).zip(at.get(from)).map_or(0.0, |(before, from)| before - from);
    if to == person { svg::width(text) + more - between } else { 0.0 }
}

/// How far to the right a row of the last person reaches.
fn reach(row: &Row, at: &[f64]) -> f64 {
    let x = |person: &usize| at.get(*person).copied().unwrap_or_default();
    match row {
        Row::Message { from, to, text, .. } if from == to => x(from) + BESIDE + svg::width(text) + PAD,
        Row::Note { to, side: Side::Right, text, .. } => x(to) + svg::width(text) + 4.0 * PAD,
        Row::Note { from, to, side: Side::Over, text } => {
            (x(from) + x(to)) / 2.0 + svg::width(text) / 2.0 + PAD
        }
        Row::Open { text } | Row::Part { text } => svg::width(text) + 4.0 * PAD,
        _ => 0.0,
    }
}

impl Drawing<'_> {
    fn x(&self, person: usize) -> f64 {
        self.at.get(person).copied().unwrap_or_default()
    }

    fn name(&self, person: usize) -> String {
        self.sequence.people.get(person).map_or_else(String::new, |(_, shown)| shown.join(" "))
    }

    fn row(&mut self, row: &Row) {
        match row {
            Row::Message { from, to, text, dotted, head } => self.message((*from, *to), text, *dotted, *head),
            Row::Note { from, to, side, text } => self.note((*from, *to), *side, text),
            Row::Open { text } => {
                self.y += PAD;
                self.frames.push(self.y);
                self.title(text);
            }
            Row::Part { text } => {
                let d = format!("M{EDGE:.0} {:.0}H{:.0}", self.y, self.width - EDGE);
                svg::path(&mut self.behind, "drawn-line drawn-dotted", &d);
                self.title(text);
            }
            Row::Close => self.close(),
        }
    }

    fn title(&mut self, text: &[String]) {
        let (w, h) = (svg::width(text), svg::height(text));
        svg::text(&mut self.out, "drawn-title", text, (EDGE + PAD + w / 2.0, self.y + 4.0 + h / 2.0));
        self.y += h + PAD;
        self.words.push(format!("{}:", text.join(" ")));
    }

    fn close(&mut self) {
        let Some(top) = self.frames.pop() else { return };
        self.y += PAD;
        // Frames in frames stand a little further in.
        let inset = EDGE / 2.0 + 5.0 * self.frames.len() as f64;
        let (w, h) = (self.width - 2.0 * inset, self.y - top);
        let mut frame = String::new();
        svg::rect(&mut frame, "drawn-frame", (self.width / 2.0, top + h / 2.0), (w, h), 4.0);
        self.behind.insert_str(0, &frame);
        self.y += PAD;
        self.words.push("End.".to_owned());
    }

    fn message(&mut self, (from, to): (usize, usize), text: &[String], dotted: bool, head: bool) {
        self.number += 1;
        let mut text = text.to_vec();
        if let (true, Some(first)) = (self.sequence.numbered, text.first_mut()) {
            *first = format!("{}. {first}", self.number);
        }
        let class = if dotted { "drawn-line drawn-dotted" } else { "drawn-line" };
        let (a, b, h) = (self.x(from), self.x(to), svg::height(&text));
        self.words.push(format!("{} to {}: {}.", self.name(from), self.name(to), text.join(" ")));
        if from == to {
            let (top, low, out) = (self.y + PAD, self.y + PAD + h.max(24.0), a + BESIDE * 0.7);
            svg::path(&mut self.out, class, &format!("M{a:.1} {top:.1}H{out:.1}V{low:.1}H{a:.1}"));
            svg::text(
                &mut self.out,
                "drawn-words",
                &text,
                (a + BESIDE + svg::width(&text) / 2.0, (top + low) / 2.0),
            );
            svg::head(&mut self.out, (out, low), (a, low));
            self.y = low + PAD;
            return;
        }
        let y = self.y + h + PAD;
        svg::text(&mut self.out, "drawn-words", &text, ((a + b) / 2.0, y - h / 2.0 - 4.0));
        svg::path(&mut self.out, class, &format!("M{a:.1} {y:.1}H{b:.1}"));
        if head {
            svg::head(&mut self.out, (a, y), (b, y));
        }
        self.y = y + PAD;
    }

    fn note(&mut self, (from, to): (usize, usize), side: Side, text: &[String]) {
        let (w, h) = (svg::width(text) + 2.0 * PAD, svg::height(text) + PAD);
        let (a, b) = (self.x(from), self.x(to));
        let (x, w) = match side {
            Side::Over => ((a + b) / 2.0, w.max(if from < to { b - a + 4.0 * PAD } else { 0.0 })),
            Side::Left => (a - PAD - w / 2.0, w),
            Side::Right => (b + PAD + w / 2.0, w),
        };
        let y = self.y + PAD + h / 2.0;
        svg::rect(&mut self.out, "drawn-note", (x, y), (w, h), 2.0);
        svg::text(&mut self.out, "drawn-words", text, (x, y));
        self.y += h + 2.0 * PAD;
        self.words.push(format!("Note: {}.", text.join(" ")));
    }
}
