//! Sequence diagrams (mermaid.js.org, "Sequence diagrams"): who tells whom what, from the top down, with notes and frames.

mod draw;

use super::{MOST_EDGES, MOST_NODES, svg};

pub(super) use draw::draw;

/// What a source says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Sequence {
    /// Names as the source calls them, and as they are shown.
    pub people: Vec<(String, Vec<String>)>,
    pub rows: Vec<Row>,
    /// Whether messages are numbered.
    pub numbered: bool,
}

/// What comes next on the way down. People are meant by their place.
#[derive(Debug, PartialEq)]
pub(super) enum Row {
    Message {
        from: usize,
        to: usize,
        text: Vec<String>,
        dotted: bool,
        head: bool,
    },
    Note {
        from: usize,
        to: usize,
        side: Side,
        text: Vec<String>,
    },
    /// A frame begins: what kind it is of, and on what condition.
    Open {
        text: Vec<String>,
    },
    /// Another part of a frame.
    Part {
        text: Vec<String>,
    },
    Close,
}

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    Over,
    Left,
    Right,
}

/// Arrows, longer ones first: whether they are dotted, and whether they have a head.
const ARROWS: [(&str, bool, bool); 8] = [
    ("-->>", true, true),
    ("->>", false, true),
    ("--x", true, true),
    ("--)", true, true),
    ("-x", false, true),
    ("-)", false, true),
    ("-->", true, false),
    ("->", false, false),
];

/// The diagram of these statements; none if one is not understood.
pub(super) fn read(lines: &[&str]) -> Option<Sequence> {
    let mut sequence = Sequence::default();
    let mut open = 0_usize;
    for line in lines {
        statement(&mut sequence, line.trim_end_matches(';').trim(), &mut open)?;
    }
    let fits = sequence.people.len() <= MOST_NODES && sequence.rows.len() <= MOST_EDGES;
    (open == 0 && !sequence.people.is_empty() && fits).then_some(sequence)
}

fn statement(sequence: &mut Sequence, line: &str, open: &mut usize) -> Option<()> {
    let (word, rest) = line.split_once(' ').map_or((line, ""), |(word, rest)| (word, rest.trim()));
    match word {
        "participant" | "actor" => person(sequence, rest),
        "autonumber" => sequence.numbered = true,
        "activate" | "deactivate" | "title" | "title:" => {}
        "loop" | "alt" | "opt" | "par" | "critical" | "break" => {
            *open += 1;
            sequence.rows.push(Row::Open { text: svg::lines(line) });
        }
        "else" | "and" | "option" if *open > 0 => sequence.rows.push(Row::Part { text: svg::lines(line) }),
        "end" => {
            *open = open.checked_sub(1)?;
            sequence.rows.push(Row::Close);
        }
        "Note" | "note" => note(sequence, rest)?,
        _ => message(sequence, line)?,
    }
    Some(())
}

/// `A as What is shown`, or `A` alone.
fn person(sequence: &mut Sequence, text: &str) {
    let (name, shown) = text.split_once(" as ").unwrap_or((text, text));
    let at = known(sequence, name);
    if let Some((_, its)) = sequence.people.get_mut(at) {
        *its = svg::lines(shown);
    }
}

/// The place of somebody, who is new if nobody told of them.
fn known(sequence: &mut Sequence, name: &str) -> usize {
    let name = name.trim();
    sequence.people.iter().position(|(its, _)| its == name).unwrap_or_else(|| {
        sequence.people.push((name.to_owned(), svg::lines(name)));
        sequence.people.len() - 1
    })
}

/// `over A,B: text`, `left of A: text`, `right of A: text`.
fn note(sequence: &mut Sequence, text: &str) -> Option<()> {
    let (place, text) = text.split_once(':')?;
    let sides = [("over ", Side::Over), ("left of ", Side::Left), ("right of ", Side::Right)];
    let (names, side) =
        sides.into_iter().find_map(|(words, side)| Some((place.trim().strip_prefix(words)?, side)))?;
    let (first, second) = names.split_once(',').unwrap_or((names, names));
    let (from, to) = (known(sequence, first), known(sequence, second));
    sequence.rows.push(Row::Note { from: from.min(to), to: from.max(to), side, text: svg::lines(text) });
    Some(())
}

/// `A->>B: text`; `+` and `-` before the second name say that it is busy from then on, or no longer.
fn message(sequence: &mut Sequence, line: &str) -> Option<()> {
    let (ends, text) = line.split_once(':')?;
    let found = ARROWS.iter().filter_map(|arrow| Some((ends.find(arrow.0)?, arrow)));
    let (at, (arrow, dotted, head)) =
        found.min_by_key(|(at, (arrow, ..))| (*at, usize::MAX - arrow.len()))?;
    let (from, rest) = ends.split_at_checked(at)?;
    let to = rest.strip_prefix(arrow)?.trim_start_matches(['+', '-']);
    if from.trim().is_empty() || to.trim().is_empty() {
        return None;
    }
    let (from, to) = (known(sequence, from), known(sequence, to));
    sequence.rows.push(Row::Message { from, to, text: svg::lines(text), dotted: *dotted, head: *head });
    Some(())
}
