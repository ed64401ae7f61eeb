//! What SVG is written with: texts in lines, boxes and arrows. Looks are classes of `style/docs.css`, so that light, dark and
//! print differ there alone.

use crate::escape;

/// Height of a line of text, in pixels.
pub(super) const LINE: f64 = 18.0;
/// Width of most letters, in pixels; fonts differ, so it is on the wide side.
const LETTER: f64 = 7.6;
/// Letters of the longest line of a text.
const LONGEST_LINE: usize = 30;
/// Letters of the longest text.
const LONGEST: usize = 240;

/// A text as the diagram's language has it, in lines: without quotes, broken at `<br>` and where it is too long.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let text: String = text.chars().take(LONGEST).collect();
    let broken = ["<br/>", "<br />", "<br>", "\\n"].iter().fold(text, |text, mark| text.replace(mark, "\n"));
    let plain = [("#quot;", "\""), ("#lt;", "<"), ("#gt;", ">"), ("#amp;", "&"), ("#35;", "#")];
    let plain = plain.iter().fold(broken, |text, (entity, letter)| text.replace(entity, letter));
    plain.lines().flat_map(|line| wrapped(line.trim())).collect()
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LONGEST_LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Width of the widest of these lines, in pixels.
pub(super) fn width(lines: &[String]) -> f64 {
    let share = |letter: char| match letter {
        'A'..='Z' => 1.25,
        _ if letter.is_ascii() => 1.0,
        _ => 1.6,
    };
    let letters = |line: &String| line.chars().map(share).sum::<f64>();
    lines.iter().map(letters).fold(0.0, f64::max) * LETTER
}

/// Height of these lines, in pixels.
pub(super) fn height(lines: &[String]) -> f64 {
    lines.len() as f64 * LINE
}

/// A text whose middle is at a point.
pub(super) fn text(out: &mut String, class: &str, lines: &[String], (x, y): (f64, f64)) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("<text class=\"{class}\" text-anchor=\"middle\">"));
    let top = y - height(lines) / 2.0 + LINE * 0.72;
    for (line, at) in lines.iter().zip(0..) {
        let y = top + f64::from(at) * LINE;
        out.push_str(&format!("<tspan x=\"{x:.0}\" y=\"{y:.0}\">{}</tspan>", escape::html(line)));
    }
    out.push_str("</text>");
}

/// A box around a middle.
pub(super) fn rect(out: &mut String, class: &str, (x, y): (f64, f64), (w, h): (f64, f64), round: f64) {
    let (left, top) = (x - w / 2.0, y - h / 2.0);
    out.push_str(&format!(
        "<rect class=\"{class}\" x=\"{left:.0}\" y=\"{top:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" rx=\"{round:.0}\"></rect>"
    ));
}

/// A line along `d`, in the language of SVG's paths.
pub(super) fn path(out: &mut String, class: &str, d: &str) {
    out.push_str(&format!("<path class=\"{class}\" d=\"{d}\"></path>"));
}

/// The head of an arrow at `to`, that comes from the direction of `from`.
pub(super) fn head(out: &mut String, from: (f64, f64), to: (f64, f64)) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length * 9.0, dy / length * 9.0);
    let (x, y) = (to.0 - ux, to.1 - uy);
    let (left, right) = ((x - uy / 2.0, y + ux / 2.0), (x + uy / 2.0, y - ux / 2.0));
    let d = format!("M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z", to.0, to.1, left.0, left.1, right.0, right.1);
    path(out, "drawn-head", &d);
}

/// The whole drawing, described in words for whoever does not see it.
pub(super) fn whole((w, h): (f64, f64), words: &str, inside: &str) -> Option<String> {
    let fits = w <= super::LARGEST && h <= super::LARGEST;
    fits.then(|| {
        format!(
            "<svg role=\"img\" viewBox=\"0 0 {w:.0} {h:.0}\" width=\"{w:.0}\" height=\"{h:.0}\"><title>{}</title>{inside}</svg>",
            escape::html(words)
        )
    })
}
