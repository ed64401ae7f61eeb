//! `demo.toml`: which faults the simulated estate has had, and which it will have while somebody watches.

pub mod told;

use super::problem::{Problem, instead, nearest};
use super::table::{Placed, Source, Table};
use model::estate::{Component, Estate};
use model::time::{At, DAY, HOUR, MINUTE};
use probe::Question;

/// How a component misbehaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It answers, and says that it is broken.
    Fail,
    /// It answers after 1.5 seconds.
    Slow,
    /// Every second request fails, as behind a half-broken replica.
    Half,
    /// It is broken for three minutes, then well for three, and so on.
    Flap,
    /// Nothing listens.
    Gone,
    /// The certificate that it shows ends five days after the fault begins; all else goes on.
    Expiring,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] = [Kind::Fail, Kind::Slow, Kind::Half, Kind::Flap, Kind::Gone, Kind::Expiring];

    /// Its word in `demo.toml`, forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Fail => "fail",
            Kind::Slow => "slow",
            Kind::Half => "half",
            Kind::Flap => "flap",
            Kind::Gone => "gone",
            Kind::Expiring => "expiring",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether `component` can have it: that a certificate is about to expire is seen by checks alone that look at it.
    pub fn befalls(self, component: &Component) -> bool {
        let looks = |check| Question::of(check).is_ok_and(|question| question.looks_at_certificate());
        self != Kind::Expiring || component.checks.iter().any(looks)
    }
}

/// A fault that the history of the demo has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Component id.
    pub component: String,
    /// What was wrong.
    pub kind: Kind,
    /// How many UTC days before the demo starts.
    pub days_ago: i64,
    /// Milliseconds after midnight, UTC.
    pub at: i64,
    /// Milliseconds.
    pub lasts: i64,
}

/// A fault that comes again and again while the demo runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Component id.
    pub component: String,
    /// What is wrong.
    pub kind: Kind,
    /// Milliseconds after the demo has started, the first time.
    pub after: i64,
    /// Milliseconds.
    pub lasts: i64,
    /// Milliseconds from start to start.
    pub every: i64,
}

/// The fault script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// What was.
    pub past: Vec<Past>,
    /// What will be.
    pub live: Vec<Live>,
    /// What people were told of what was.
    pub incidents: Vec<told::Incident>,
}

impl Script {
    /// Reads `demo.toml`; every problem is added to `problems`.
    pub fn read(source: Source<'_>, estate: &Estate, problems: &mut Vec<Problem>) -> Script {
        let Some(mut file) = Table::parse(source, problems) else { return Script::default() };
        let mut script = Script::default();
        for table in file.tables("fault", problems) {
            script.past.extend(past(table, estate, problems));
        }
        for table in file.tables("live", problems) {
            script.live.extend(live(table, estate, problems));
        }
        for table in file.tables("incident", problems) {
            script.incidents.extend(told::incident(table, estate, &script.past, problems));
        }
        file.finish(problems);
        script
    }
}

impl Past {
    /// From when to when it was, for a demo that starts at `now`.
    pub fn span(&self, now: At) -> (At, At) {
        let from = now.day().start() - self.days_ago * DAY + self.at;
        (from, from + self.lasts)
    }
}

impl Live {
    /// True if it holds at `at`, for a demo that started at `started`.
    pub fn holds(&self, started: At, at: At) -> bool {
        let age = at.since(started) - self.after;
        age >= 0 && age.rem_euclid(self.every) < self.lasts
    }

    /// The end of the occurrence that holds at `at`, for a demo that started at `started`.
    pub fn until(&self, started: At, at: At) -> At {
        let age = at.since(started) - self.after;
        at - age.rem_euclid(self.every) + self.lasts
    }
}

fn past(mut table: Table<'_>, estate: &Estate, problems: &mut Vec<Problem>) -> Option<Past> {
    let befallen = befallen(&mut table, estate, problems);
    let days_ago = table.number("days_ago", 0..=3_650, problems);
    let at = time_of_day(&mut table, problems);
    let lasts = table.length("lasts", problems);
    // Why it happened is for the reader of the file.
    table.text("why", problems);
    let whole = missing(&table, &[("days_ago", days_ago.is_some()), ("lasts", lasts.is_some())], problems);
    table.finish(problems);
    let (component, kind) = befallen?;
    whole.then_some(Past { component, kind, days_ago: days_ago?.value, at: at?, lasts: lasts?.value })
}

fn live(mut table: Table<'_>, estate: &Estate, problems: &mut Vec<Problem>) -> Option<Live> {
    let befallen = befallen(&mut table, estate, problems);
    let (after, lasts) = (table.length("after", problems), table.length("lasts", problems));
    let every = table.length("every", problems);
    table.text("why", problems);
    let keys = [("after", after.is_some()), ("lasts", lasts.is_some()), ("every", every.is_some())];
    let whole = missing(&table, &keys, problems);
    table.finish(problems);
    let (after, lasts, every) = (after?.value, lasts?.value, every?.value);
    let (component, kind) = befallen?;
    whole.then_some(Live { component, kind, after, lasts, every })
}

fn missing(table: &Table<'_>, keys: &[(&str, bool)], problems: &mut Vec<Problem>) -> bool {
    for (key, _) in keys.iter().filter(|(_, there)| !there) {
        problems.push(table.problem(
            table.at(),
            format!("The fault has no usable `{key}`."),
            format!("Add `{key}`."),
        ));
    }
    keys.iter().all(|(_, there)| *there)
}

/// The id of the component and what befalls it.
fn befallen(table: &mut Table<'_>, estate: &Estate, problems: &mut Vec<Problem>) -> Option<(String, Kind)> {
    let component = component(table, estate, problems);
    let kind = kind(table, problems);
    let (component, kind) = (component?, kind?);
    if !kind.value.befalls(component) {
        let message = format!("\"{}\" has no check that looks at a certificate.", component.id);
        let remedy = "Choose another kind, or a component with such a check.";
        problems.push(table.problem(kind.at, message, remedy));
        return None;
    }
    Some((component.id.clone(), kind.value))
}

fn component<'a>(
    table: &mut Table<'_>,
    estate: &'a Estate,
    problems: &mut Vec<Problem>,
) -> Option<&'a Component> {
    let word = table.need_text("component", problems)?;
    let component = estate.component(&word.value);
    if component.is_none() {
        let known = estate.components().map(|component| component.id.as_str());
        let remedy = nearest(&word.value, known)
            .map_or("Write an id such as \"system/component\".".into(), |near| {
                format!("Did you mean \"{near}\"?")
            });
        problems.push(table.problem(word.at, format!("There is no component \"{}\".", word.value), remedy));
    }
    component
}

fn kind(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Placed<Kind>> {
    let word = table.need_text("kind", problems)?;
    let kind = Kind::from_word(&word.value);
    if kind.is_none() {
        let known = Kind::ALL.map(Kind::word);
        let message = format!("There is no fault kind \"{}\".", word.value);
        problems.push(table.problem(word.at, message, instead(&word.value, &known)));
    }
    kind.map(|value| Placed { value, at: word.at })
}

fn time_of_day(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<i64> {
    let word = table.need_text("at", problems)?;
    let parsed = word.value.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * HOUR + minute * MINUTE)
    });
    if parsed.is_none() {
        let message = format!("`at` is \"{}\", not a time of day.", word.value);
        problems.push(table.problem(word.at, message, "Write it in UTC, such as \"04:12\"."));
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_live_fault_comes_again() {
        let live = Live { component: "a/b".into(), kind: Kind::Gone, after: 100, lasts: 10, every: 50 };
        let held: Vec<_> = (0..220).filter(|at| live.holds(At(0), At(*at))).collect();
        assert_eq!(held, (100..110).chain(150..160).chain(200..210).collect::<Vec<_>>());
    }

    #[test]
    fn a_past_fault_is_placed_by_day_and_time() {
        let past = Past { component: "a/b".into(), kind: Kind::Fail, days_ago: 2, at: HOUR, lasts: MINUTE };
        let (from, to) = past.span(At(10 * DAY + 5));
        assert_eq!((from, to), (At(8 * DAY + HOUR), At(8 * DAY + HOUR + MINUTE)));
    }
}
