//! Letters as strokes, so that pictures need no font: ASCII, and Latin letters with their marks. Drawn for Pharos.
//!
//! A glyph is its width, and strokes behind each other, parted by `|`. Points are `x,y`, with y upwards from the baseline and
//! capitals 14 high; a `~` stands before points that pull the curve towards them (a quadratic Bezier curve's second point).

use super::canvas::{Canvas, Color, Point};

/// How high capitals are in the units of the glyphs.
const CAPITAL: f32 = 14.0;
/// What stands between two letters.
const BETWEEN: f32 = 3.3;
/// Half of a stroke's width.
const RADIUS: f32 = 1.0;
/// Lines of which a curve is made.
const PARTS: u8 = 10;

const GLYPHS: &[(char, f32, &str)] = &[
    (' ', 2.6, ""),
    ('!', 0.0, "0,14 0,4.6|0,0.3 0,0.3"),
    ('"', 2.8, "0,14 0,10.4|2.8,14 2.8,10.4"),
    ('#', 9.0, "3,14 1.6,0|7.4,14 6,0|0.4,9.4 9,9.4|0,4.6 8.6,4.6"),
    (
        '$',
        8.4,
        "8,10.8 ~7.2,13 4.4,13 ~0.6,13 0.6,10 ~0.6,7.7 4.4,7.2 ~8.4,6.6 8.4,3.9 ~8.4,1 4.4,1 ~1,1 0.2,3.3|4.3,15 4.3,-1",
    ),
    (
        '%',
        11.0,
        "0.8,0 10.2,14|2.4,14 ~4.8,14 4.8,11.3 ~4.8,8.6 2.4,8.6 ~0,8.6 0,11.3 ~0,14 2.4,14|8.6,5.4 ~11,5.4 11,2.7 ~11,0 8.6,0 ~6.2,0 6.2,2.7 ~6.2,5.4 8.6,5.4",
    ),
    (
        '&',
        9.4,
        "9.4,0 1.6,9.4 ~0.2,14 4,14 ~6.8,14 6.6,11.2 ~6.4,9 3.4,7.4 ~0,5.8 0,3.4 ~0,0 3.8,0 ~8,0 8.6,5.6",
    ),
    ('\'', 0.0, "0,14 0,10.4"),
    ('(', 3.0, "3,15.6 ~0,12 0,6.5 ~0,1 3,-2.6"),
    (')', 3.0, "0,15.6 ~3,12 3,6.5 ~3,1 0,-2.6"),
    ('*', 6.0, "3,14 3,7.4|0,12.4 6,9|6,12.4 0,9"),
    ('+', 8.0, "0,6 8,6|4,10 4,2"),
    (',', 0.8, "0.8,0.3 0,-2.4"),
    ('-', 4.4, "0,5.6 4.4,5.6"),
    ('.', 0.0, "0,0.3 0,0.3"),
    ('/', 5.4, "0,-1.6 5.4,15"),
    ('0', 8.0, "4,14 ~8,14 8,7 ~8,0 4,0 ~0,0 0,7 ~0,14 4,14"),
    ('1', 8.0, "1.6,11 5,14 5,0"),
    ('2', 8.0, "0.4,10.8 ~0.6,14 4,14 ~7.6,14 7.6,10.6 ~7.6,8.4 5.6,6 0.2,0 8,0"),
    (
        '3',
        8.0,
        "0.4,11.4 ~1.2,14 4,14 ~7.4,14 7.4,10.8 ~7.4,7.5 4,7.5 3,7.5|4,7.5 ~8,7.5 8,3.8 ~8,0 4,0 ~0.8,0 0,2.8",
    ),
    ('4', 8.4, "6.2,0 6.2,14 0,4 8.4,4"),
    ('5', 8.0, "7.4,14 1.2,14 0.7,7.6 ~2,8.9 4.2,8.9 ~8,8.9 8,4.5 ~8,0 4,0 ~0.9,0 0.1,2.6"),
    ('6', 8.0, "6.8,13.6 ~0,13 0,4.6 ~0,0 4,0 ~8,0 8,4.4 ~8,8.6 4.2,8.6 ~0.6,8.6 0,5"),
    ('7', 8.0, "0,14 8,14 2.8,0"),
    (
        '8',
        8.0,
        "4,7.5 ~0.6,7.5 0.6,10.8 ~0.6,14 4,14 ~7.4,14 7.4,10.8 ~7.4,7.5 4,7.5 ~8,7.5 8,3.8 ~8,0 4,0 ~0,0 0,3.8 ~0,7.5 4,7.5",
    ),
    ('9', 8.0, "1.2,0.4 ~8,1 8,9.4 ~8,14 4,14 ~0,14 0,9.6 ~0,5.4 3.8,5.4 ~7.4,5.4 8,9"),
    (':', 0.0, "0,8 0,8|0,0.3 0,0.3"),
    (';', 0.8, "0.8,8 0.8,8|0.8,0.3 0,-2.4"),
    ('<', 7.0, "7,11 0,6 7,1"),
    ('=', 8.0, "0,8 8,8|0,4 8,4"),
    ('>', 7.0, "0,11 7,6 0,1"),
    ('?', 7.0, "0.2,11 ~0.6,14 3.6,14 ~7,14 7,10.8 ~7,8.6 5,7.4 ~3.6,6.6 3.6,4.4|3.6,0.3 3.6,0.3"),
    (
        '@',
        13.0,
        "9.4,7 ~9.4,10 6.6,10 ~3.6,10 3.6,6 ~3.6,2.6 6.2,2.6 ~9,2.6 9.4,7 ~9.2,2.6 11,2.8 ~13,3 13,7 ~13,14 6.5,14 ~0,14 0,6 ~0,-2 6.5,-2 9,-1.6",
    ),
    ('A', 9.5, "0,0 4.75,14 9.5,0|1.7,5 7.8,5"),
    (
        'B',
        9.2,
        "0,0 0,14 4.5,14 ~8.5,14 8.5,10.7 ~8.5,7.4 4.5,7.4 0,7.4|4.5,7.4 ~9.2,7.4 9.2,3.7 ~9.2,0 4.5,0 0,0",
    ),
    ('C', 9.2, "9,11.2 ~7.8,14 5,14 ~0,14 0,7 ~0,0 5,0 ~7.8,0 9.2,2.8"),
    ('D', 9.6, "0,0 0,14 3.8,14 ~9.6,14 9.6,7 ~9.6,0 3.8,0 0,0"),
    ('E', 8.0, "8,14 0,14 0,0 8,0|0,7.4 7,7.4"),
    ('F', 7.8, "7.8,14 0,14 0,0|0,7.2 6.8,7.2"),
    ('G', 9.4, "9,11.4 ~7.8,14 5,14 ~0,14 0,7 ~0,0 5,0 ~9.4,0 9.4,5 9.4,6.6 5.4,6.6"),
    ('H', 9.4, "0,0 0,14|9.4,0 9.4,14|0,7.3 9.4,7.3"),
    ('I', 0.0, "0,0 0,14"),
    ('J', 5.6, "5.6,14 5.6,4 ~5.6,0 2.8,0 ~0,0 0,3.2"),
    ('K', 9.0, "0,0 0,14|8.8,14 0,5.4|3,8.3 9,0"),
    ('L', 7.4, "0,14 0,0 7.4,0"),
    ('M', 11.0, "0,0 0,14 5.5,4.6 11,14 11,0"),
    ('N', 9.4, "0,0 0,14 9.4,0 9.4,14"),
    ('O', 10.4, "5.2,14 ~10.4,14 10.4,7 ~10.4,0 5.2,0 ~0,0 0,7 ~0,14 5.2,14"),
    ('P', 9.0, "0,0 0,14 4.6,14 ~9,14 9,10.1 ~9,6.2 4.6,6.2 0,6.2"),
    ('Q', 10.4, "5.2,14 ~10.4,14 10.4,7 ~10.4,0 5.2,0 ~0,0 0,7 ~0,14 5.2,14|6.4,3.4 10.4,-1"),
    ('R', 9.2, "0,0 0,14 4.6,14 ~9,14 9,10.1 ~9,6.2 4.6,6.2 0,6.2|4.8,6.2 9.2,0"),
    (
        'S',
        8.8,
        "8.4,11.4 ~7.4,14 4.4,14 ~0.4,14 0.4,10.6 ~0.4,7.8 4.4,7.2 ~8.8,6.6 8.8,3.5 ~8.8,0 4.4,0 ~1,0 0,2.8",
    ),
    ('T', 9.4, "0,14 9.4,14|4.7,14 4.7,0"),
    ('U', 9.4, "0,14 0,5 ~0,0 4.7,0 ~9.4,0 9.4,5 9.4,14"),
    ('V', 9.6, "0,14 4.8,0 9.6,14"),
    ('W', 13.6, "0,14 3.4,0 6.8,12 10.2,0 13.6,14"),
    ('X', 9.0, "0,14 9,0|9,14 0,0"),
    ('Y', 9.2, "0,14 4.6,6.6 9.2,14|4.6,6.6 4.6,0"),
    ('Z', 9.2, "0.2,14 9,14 0,0 9.2,0"),
    ('[', 2.8, "2.8,15.6 0,15.6 0,-2.6 2.8,-2.6"),
    ('\\', 5.4, "0,15 5.4,-1.6"),
    (']', 2.8, "0,15.6 2.8,15.6 2.8,-2.6 0,-2.6"),
    ('^', 6.0, "0,10 3,14 6,10"),
    ('_', 8.0, "0,-2 8,-2"),
    ('`', 2.4, "0,14 2.4,11.6"),
    ('a', 7.2, "0.6,8 ~1.4,10 4,10 ~7.2,10 7.2,6.8 7.2,0|7.2,5.8 3.6,5.6 ~0,5.3 0,2.7 ~0,0 3,0 ~6,0 7.2,2.6"),
    ('b', 7.8, "0,14 0,0|0,5 ~0,10 3.9,10 ~7.8,10 7.8,5 ~7.8,0 3.9,0 ~0,0 0,5"),
    ('c', 7.0, "7,7.9 ~6.2,10 3.8,10 ~0,10 0,5 ~0,0 3.8,0 ~6.2,0 7,2.1"),
    ('d', 7.8, "7.8,14 7.8,0|7.8,5 ~7.8,10 3.9,10 ~0,10 0,5 ~0,0 3.9,0 ~7.8,0 7.8,5"),
    ('e', 7.6, "0,5.3 7.6,5.3 ~7.6,10 3.9,10 ~0,10 0,5 ~0,0 3.9,0 ~6.4,0 7.4,2"),
    ('f', 4.8, "4.8,13.9 4,14 ~1.8,14 1.8,11.4 1.8,0|0,9.8 4.4,9.8"),
    (
        'g',
        7.8,
        "7.8,5 ~7.8,10 3.9,10 ~0,10 0,5 ~0,0 3.9,0 ~7.8,0 7.8,5|7.8,10 7.8,-0.6 ~7.8,-4 3.9,-4 ~1.4,-4 0.5,-2.6",
    ),
    ('h', 7.2, "0,14 0,0|0,5.8 ~0,10 3.8,10 ~7.2,10 7.2,6.2 7.2,0"),
    ('i', 0.0, "0,0 0,10|0,13.6 0,13.6"),
    ('j', 1.6, "1.6,10 1.6,-1.6 ~1.6,-4 -0.6,-4|1.6,13.6 1.6,13.6"),
    ('k', 7.0, "0,14 0,0|6.6,10 0,3.8|2.4,6 7,0"),
    ('l', 2.2, "0,14 0,2.6 ~0,0 2.2,0"),
    (
        'm',
        11.6,
        "0,10 0,0|0,6 ~0,10 3,10 ~5.8,10 5.8,6.4 5.8,0|5.8,6 ~5.8,10 8.8,10 ~11.6,10 11.6,6.4 11.6,0",
    ),
    ('n', 7.2, "0,10 0,0|0,5.8 ~0,10 3.8,10 ~7.2,10 7.2,6.2 7.2,0"),
    ('o', 7.8, "3.9,10 ~7.8,10 7.8,5 ~7.8,0 3.9,0 ~0,0 0,5 ~0,10 3.9,10"),
    ('p', 7.8, "0,10 0,-4|0,5 ~0,10 3.9,10 ~7.8,10 7.8,5 ~7.8,0 3.9,0 ~0,0 0,5"),
    ('q', 7.8, "7.8,10 7.8,-4|7.8,5 ~7.8,10 3.9,10 ~0,10 0,5 ~0,0 3.9,0 ~7.8,0 7.8,5"),
    ('r', 4.4, "0,10 0,0|0,5.4 ~0.2,9.8 3.6,10 4.4,9.9"),
    (
        's',
        6.8,
        "6.4,8 ~5.6,10 3.4,10 ~0.3,10 0.3,7.6 ~0.3,5.6 3.4,5.2 ~6.8,4.7 6.8,2.5 ~6.8,0 3.4,0 ~0.9,0 0,2",
    ),
    ('t', 4.8, "1.8,13 1.8,3 ~1.8,0 4,0 4.8,0.1|0,9.8 4.8,9.8"),
    ('u', 7.2, "0,10 0,3.8 ~0,0 3.4,0 ~7.2,0 7.2,4.2|7.2,10 7.2,0"),
    ('v', 7.6, "0,10 3.8,0 7.6,10"),
    ('w', 11.0, "0,10 2.7,0 5.5,8.6 8.3,0 11,10"),
    ('x', 7.0, "0,10 7,0|7,10 0,0"),
    ('y', 7.6, "0,10 3.8,0|7.6,10 3.2,-2.4 ~2.4,-4 0.6,-4"),
    ('z', 7.0, "0.2,10 6.8,10 0,0 7,0"),
    ('{', 3.4, "3.4,15.6 ~1.6,15.6 1.6,13 1.6,9 ~1.6,6.6 0,6.5 ~1.6,6.4 1.6,4 1.6,0 ~1.6,-2.6 3.4,-2.6"),
    ('|', 0.0, "0,15.6 0,-2.6"),
    ('}', 3.4, "0,15.6 ~1.8,15.6 1.8,13 1.8,9 ~1.8,6.6 3.4,6.5 ~1.8,6.4 1.8,4 1.8,0 ~1.8,-2.6 0,-2.6"),
    ('~', 7.4, "0,5.2 ~1.6,8 3.7,6 ~5.8,4 7.4,6.8"),
    ('\u{df}', 7.4, "0,0 0,10.4 ~0,14 3.6,14 ~6.8,14 6.8,11 ~6.8,8.4 4,8 ~7.4,7.4 7.4,4 ~7.4,0 3,0"),
];

/// Marks above and below letters, from the middle of the letter; they stand higher on capitals.
const MARKS: &[(char, &str)] = &[
    ('`', "-2,13.8 0.4,12"),
    ('\'', "2,13.8 -0.4,12"),
    ('^', "-2.2,12 0,13.8 2.2,12"),
    ('~', "-2.6,12.2 ~-1.2,14 0,13 ~1.2,12 2.6,13.8"),
    (':', "-2,13.2 -2,13.2|2,13.2 2,13.2"),
    ('o', "0,14.4 ~1.5,14.4 1.5,13.1 ~1.5,11.8 0,11.8 ~-1.5,11.8 -1.5,13.1 ~-1.5,14.4 0,14.4"),
    (',', "0.2,0 0.8,-2.6 -0.8,-3.4"),
    ('v', "-2.2,13.8 0,12 2.2,13.8"),
    ('-', "-2.2,12.8 2.2,12.8"),
    ('.', "0,13.2 0,13.2"),
];

/// Letters with marks: the letter and its mark.
const MARKED: &str = "\u{c0}A`\u{c1}A'\u{c2}A^\u{c3}A~\u{c4}A:\u{c5}Ao\u{c7}C,\u{c8}E`\u{c9}E'\u{ca}E^\u{cb}E:\u{cc}I`\u{cd}I'\
    \u{ce}I^\u{cf}I:\u{d1}N~\u{d2}O`\u{d3}O'\u{d4}O^\u{d5}O~\u{d6}O:\u{d9}U`\u{da}U'\u{db}U^\u{dc}U:\u{dd}Y'\
    \u{e0}a`\u{e1}a'\u{e2}a^\u{e3}a~\u{e4}a:\u{e5}ao\u{e7}c,\u{e8}e`\u{e9}e'\u{ea}e^\u{eb}e:\u{ec}i`\u{ed}i'\u{ee}i^\u{ef}i:\
    \u{f1}n~\u{f2}o`\u{f3}o'\u{f4}o^\u{f5}o~\u{f6}o:\u{f9}u`\u{fa}u'\u{fb}u^\u{fc}u:\u{fd}y'\u{ff}y:\
    \u{106}C'\u{107}c'\u{10c}Cv\u{10d}cv\u{11a}Ev\u{11b}ev\u{143}N'\u{144}n'\u{147}Nv\u{148}nv\u{158}Rv\u{159}rv\
    \u{15a}S'\u{15b}s'\u{15e}S,\u{15f}s,\u{160}Sv\u{161}sv\u{16e}Uo\u{16f}uo\u{179}Z'\u{17a}z'\u{17b}Z.\u{17c}z.\u{17d}Zv\u{17e}zv\
    \u{100}A-\u{101}a-\u{112}E-\u{113}e-\u{12a}I-\u{12b}i-\u{14c}O-\u{14d}o-\u{16a}U-\u{16b}u-";

/// A letter in strokes.
struct Glyph {
    width: f32,
    strokes: &'static str,
    /// The strokes of its mark, and how much higher than on small letters they stand.
    mark: Option<(&'static str, f32)>,
}

/// Whether there is a glyph for each letter.
pub(super) fn can_write(text: &str) -> bool {
    text.chars().all(|letter| glyph(letter).is_some())
}

/// How wide a text is whose capitals are `size` pixels high.
pub(super) fn width(text: &str, size: f32) -> f32 {
    let widths = text.chars().filter_map(glyph).map(|glyph| glyph.width + BETWEEN);
    (widths.sum::<f32>() - BETWEEN).max(0.0) * size / CAPITAL
}

/// Writes a text from a point on its baseline on.
pub(super) fn write(canvas: &mut Canvas, (x, y): Point, size: f32, text: &str, color: Color) {
    let unit = size / CAPITAL;
    let mut at = x;
    for glyph in text.chars().filter_map(glyph) {
        let (mark, higher) = glyph.mark.unwrap_or_default();
        let raised = |(its_x, its_y): Point| (its_x + glyph.width / 2.0, its_y + higher);
        let marks = strokes(mark).into_iter().map(|line| line.map(raised));
        let lines = strokes(glyph.strokes).into_iter().chain(marks);
        let placed = |(its_x, its_y): Point| (at + its_x * unit, y - its_y * unit);
        let lines: Vec<_> = lines.map(|line| line.map(placed)).collect();
        canvas.strokes(&lines, RADIUS * unit, color);
        at += (glyph.width + BETWEEN) * unit;
    }
}

fn glyph(letter: char) -> Option<Glyph> {
    // All of ASCII stands in order from the space on.
    let place = |letter: char| (letter as usize).checked_sub(' ' as usize);
    let plain = |letter: char| {
        let ascii = place(letter).and_then(|place| GLYPHS.get(place)).filter(|(its, ..)| *its == letter);
        ascii.or_else(|| GLYPHS.iter().skip(95).find(|(its, ..)| *its == letter))
    };
    if let Some((_, width, strokes)) = plain(letter) {
        return Some(Glyph { width: *width, strokes, mark: None });
    }
    let mut row = MARKED.chars().skip_while(|its| *its != letter);
    let (_, base, mark) = (row.next()?, row.next()?, row.next()?);
    let (_, width, strokes) = plain(base)?;
    let (_, drawn) = MARKS.iter().find(|(its, _)| *its == mark)?;
    let higher = if base.is_ascii_uppercase() && mark != ',' { 3.6 } else { 0.0 };
    // The mark of an i takes the place of its dot.
    let strokes = if base == 'i' { "0,0 0,10" } else { strokes };
    Some(Glyph { width: *width, strokes, mark: Some((drawn, higher)) })
}

/// The straight lines of which strokes are made.
fn strokes(text: &'static str) -> Vec<[Point; 2]> {
    let mut lines = Vec::new();
    for stroke in text.split('|').filter(|stroke| !stroke.is_empty()) {
        let (mut last, mut pull): (Option<Point>, Option<Point>) = (None, None);
        for point in stroke.split(' ') {
            let (is_pull, point) = point.strip_prefix('~').map_or((false, point), |point| (true, point));
            let Some(point) = read(point) else { continue };
            match (is_pull, last) {
                (true, _) => pull = Some(point),
                (false, None) => last = Some(point),
                (false, Some(from)) => {
                    curve(from, pull.take(), point, &mut lines);
                    last = Some(point);
                }
            }
        }
    }
    lines
}

fn read(point: &str) -> Option<Point> {
    let (x, y) = point.split_once(',')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

/// The lines from a point to another, by way of what pulls them.
fn curve(from: Point, pull: Option<Point>, to: Point, lines: &mut Vec<[Point; 2]>) {
    let Some(pull) = pull else { return lines.push([from, to]) };
    let between = |one: Point, other: Point, share: f32| {
        (one.0 + (other.0 - one.0) * share, one.1 + (other.1 - one.1) * share)
    };
    let mut last = from;
    for part in 1..=PARTS {
        let share = f32::from(part) / f32::from(PARTS);
        let next = between(between(from, pull, share), between(pull, to, share), share);
        lines.push([last, next]);
        last = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_glyph_is_written_as_it_has_to_be_and_stays_within_its_place() {
        for (letter, width, text) in GLYPHS {
            for point in text.split(['|', ' ']).filter(|point| !point.is_empty()) {
                let point = point.strip_prefix('~').unwrap_or(point);
                let (x, y) = read(point).unwrap_or_else(|| panic!("{letter}: {point}"));
                assert!((-0.7..=width + 0.7).contains(&x) && (-4.0..=15.7).contains(&y), "{letter}: {point}");
            }
            assert!(*letter == ' ' || !strokes(text).is_empty(), "{letter}");
        }
        assert!((' '..='~').all(|letter| glyph(letter).is_some()));
        let marked: Vec<char> = MARKED.chars().collect();
        assert!(marked.chunks(3).all(|row| glyph(row[0]).is_some_and(|it| it.mark.is_some())));
        assert!(!can_write("\u{4f60}") && !can_write("a\u{202e}"));
    }

    #[test]
    fn no_two_letters_look_alike() {
        let drawn = |letter: char| {
            let mut canvas = Canvas::new(40, 50, [255; 3]);
            write(&mut canvas, (8.0, 36.0), 20.0, &letter.to_string(), [0; 3]);
            canvas.pixels
        };
        let all: std::collections::BTreeSet<_> = ('!'..='~').map(drawn).collect();
        assert_eq!(all.len(), 94);
        assert_ne!(drawn('a'), drawn('\u{e4}'));
    }

    #[test]
    fn a_longer_text_is_wider() {
        assert_eq!(width("", 14.0), 0.0);
        assert!((width("HH", 14.0) - (9.4 * 2.0 + BETWEEN)).abs() < 1e-3);
    }
}
