//! `/status.txt`, and what `curl` gets of the first page: how things are, in a few lines for a terminal.

use crate::Source;
use crate::instant::moment;
use model::public::{PublicComponent, PublicIncident, headline};
use model::status::Status;
use std::fmt::Write as _;

/// How things are: a sentence, open incidents, the components that are not operational, work that comes.
pub fn status(source: &Source<'_>) -> String {
    let public = source.public;
    let mut text = format!("{}\n{}\n", line(source.name), line(&headline(public.components())));
    if public.unstored.is_some() || public.ahead.is_some() {
        text.push_str("Pharos itself has trouble: what it shows may be old.\n");
    }
    let open: Vec<_> = public.incidents.iter().filter(|it| it.is_open()).collect();
    section(&mut text, "Incidents", open.iter().map(|it| incident(source, it)));
    let systems = public.systems.iter();
    let shown = systems.flat_map(|system| system.components().map(move |it| (system, it)));
    let others = shown.filter(|(_, it)| it.status != Status::Operational);
    section(&mut text, "Components", others.map(|(system, it)| component(&system.name, it)));
    let planned = public.planned.iter().filter_map(|work| Some((work, work.windows.first()?.window)));
    let planned = planned.map(|(work, window)| {
        format!("{} to {}  {}", moment(window.from), moment(window.to), line(&work.title))
    });
    section(&mut text, "Planned maintenance", planned);
    let _ = write!(text, "\nAs of {}. More: {}/\n", moment(public.at), source.url);
    text
}

fn section(text: &mut String, title: &str, rows: impl Iterator<Item = String>) {
    let mut rows = rows.peekable();
    if rows.peek().is_some() {
        let _ = write!(text, "\n{title}\n");
        rows.for_each(|row| {
            let _ = writeln!(text, "  {row}");
        });
    }
}

fn incident(source: &Source<'_>, it: &PublicIncident) -> String {
    let (severity, state, title) = (it.severity, it.state.label(), line(&it.title));
    format!(
        "{severity} {state}: {title}, since {}\n     {}/incidents/{}",
        moment(it.began),
        source.url,
        it.id
    )
}

fn component(system: &str, it: &PublicComponent) -> String {
    format!("{:15} {} / {}, since {}", it.status.label(), line(system), line(&it.name), moment(it.since))
}

/// The text on one line, without what would move a terminal's cursor or turn its letters around.
fn line(text: &str) -> String {
    let turns = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|letter| if letter.is_control() || turns(letter) { '\u{fffd}' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{HOSTILE, named, public, source};

    #[test]
    fn a_terminal_reads_what_is_wrong_and_since_when() {
        let public = public();
        assert_eq!(
            status(&source(&public, &[])),
            "Shop & status\nDatabase is down.\n\nIncidents\n  \
             P1 Identified: Orders fail, since 20 Nov 2026, 22:57 UTC\n     \
             https://status.example.org/incidents/2026-11-20-orders\n\nComponents\n  \
             Major outage    Database / Database, since 20 Nov 2026, 22:57 UTC\n\n\
             As of 20 Nov 2026, 23:09 UTC. More: https://status.example.org/\n"
        );
    }

    #[test]
    fn no_text_moves_the_cursor() {
        let lines = status(&source(&public(), &[])).lines().count();
        for text in HOSTILE {
            let drawn = status(&source(&named(text, text), &[]));
            assert_eq!(drawn.lines().count(), lines, "{text:?}");
            assert!(!drawn.chars().any(|it| it.is_control() && it != '\n' || it == '\u{202e}'), "{text:?}");
        }
    }
}
