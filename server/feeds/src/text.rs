//! `/status.txt`, and what `curl` gets of the first page: how things are, in a few lines for a terminal.

use crate::Source;
use messages::{Locale, headline, moment};
use model::public::{PublicComponent, PublicIncident};
use model::status::Status;
use model::time::At;
use std::fmt::Write as _;

/// How things are: a sentence, open incidents, the components that are not operational, work that comes.
pub fn status(source: &Source<'_>) -> String {
    let (public, locale) = (source.public, source.locale);
    let mut text = format!("{}\n{}\n", line(source.name), line(&headline(locale, public.components())));
    if public.unstored.is_some() || public.ahead.is_some() {
        text.push_str(&(locale.text("text-doubt") + "\n"));
    }
    let open: Vec<_> = public.incidents.iter().filter(|it| it.is_open()).collect();
    section(&mut text, &locale.text("incidents"), open.iter().map(|it| incident(source, it)));
    let systems = public.systems.iter();
    let shown = systems.flat_map(|system| system.components().map(move |it| (system, it)));
    let others = shown.filter(|(_, it)| it.status != Status::Operational);
    let others = others.map(|(system, it)| component(locale, &system.name, it));
    section(&mut text, &locale.text("text-components"), others);
    let planned = public.planned.iter().filter_map(|work| Some((work, work.windows.first()?.window)));
    let planned = planned.map(|(work, window)| {
        let [from, to] = [window.from, window.to].map(|at| moment(locale, at));
        format!("{}  {}", locale.fill("from-to", &[("from", &from), ("to", &to)]), line(&work.title))
    });
    section(&mut text, &locale.text("planned"), planned);
    let as_of = locale.fill("as-of", &[("time", &moment(locale, public.at))]);
    let _ = write!(text, "\n{as_of}. {} {}\n", locale.text("letter-more"), source.address("/"));
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
    let (severity, title) = (it.severity, line(&it.title));
    let state = source.locale.text(&["state-", it.state.slug()].concat());
    let (since, url) = (since(source.locale, it.began), source.address(&format!("/incidents/{}", it.id)));
    format!("{severity} {state}: {title}, {since}\n     {url}")
}

fn component(locale: &Locale, system: &str, it: &PublicComponent) -> String {
    let status = locale.text(&["status-", it.status.slug()].concat());
    format!("{status:15} {} / {}, {}", line(system), line(&it.name), since(locale, it.since))
}

fn since(locale: &Locale, at: At) -> String {
    locale.fill("since", &[("time", &moment(locale, at))])
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
    use crate::sample::{HOSTILE, german, named, public, source};

    #[test]
    fn a_terminal_reads_what_is_wrong_and_since_when() {
        let public = public();
        assert_eq!(
            status(&source(&public, &[])),
            "Shop & status\nDatabase is down.\n\nIncidents\n  \
             P1 Identified: Orders fail, since 20 Nov 2026, 22:57 UTC\n     \
             https://status.example.org/incidents/2026-11-20-orders\n\nComponents\n  \
             Major outage    Database / Database, since 20 Nov 2026, 22:57 UTC\n\n\
             As of 20 Nov 2026, 23:09 UTC. Read more: https://status.example.org/\n"
        );
    }

    #[test]
    fn it_speaks_the_language_that_is_asked_for() {
        let public = public();
        let text = status(&german(&public, &[]));
        for words in
            ["Database ist ausgefallen.", "Störungen", "Komponenten", "https://status.example.org/?lang=de"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
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
