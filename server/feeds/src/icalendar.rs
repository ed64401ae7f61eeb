//! `/calendar.ics`: planned work as an iCalendar (RFC 5545), an event each: what recurs by its rule in its zone, what was
//! called off as cancelled.
//!
//! Nothing in it depends on when it is asked for, so that validators hold until the plans change.

use crate::Source;
use calendar::{Zone, first_day, windows};
use chrono::{NaiveDateTime, TimeDelta};
use line::{Lines, instant, text, wall};
use model::maintenance::{Recurring, When, Window};
use model::public::PublicPlan;
use model::time::{At, SECOND};
use std::collections::BTreeSet;

mod line;
mod rule;
mod zone;

/// 1 January 2038: until then changes of zones, and windows that are longer or shorter for them, are written out.
const HORIZON: At = At(2_145_916_800_000);

/// The most windows of one rule that are written out for a change of the clock.
const MOST_ODD: usize = 60;

/// The calendar of the work on everything, or on the system or component with the id `on`, which is called `name`.
pub fn calendar(source: &Source<'_>, on: Option<(&str, &str)>) -> String {
    let plans = source.plans.iter().filter(|plan| on.is_none_or(|(id, _)| plan.is_on(id)));
    let plans: Vec<_> = plans.collect();
    let name = on.map_or_else(|| source.name.to_owned(), |(_, name)| format!("{}: {name}", source.name));
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", &format!("-//Pharos//Maintenance//{}", source.locale.lang().tag().to_uppercase()));
    lines.add("CALSCALE", "GREGORIAN");
    lines.add("X-WR-CALNAME", &text(&source.locale.fill("calendar-name", &[("name", &name)])));
    lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    lines.add("X-PUBLISHED-TTL", "PT1H");
    for (name, from) in zones(&plans) {
        zone::add(&mut lines, name, from);
    }
    plans.iter().for_each(|plan| event(&mut lines, source, plan));
    lines.add("END", "VCALENDAR");
    lines.text()
}

/// The zones of recurring work besides UTC, each once, and from when they are asked for.
fn zones(plans: &[&PublicPlan]) -> Vec<(Zone, At)> {
    let recurring = plans.iter().filter_map(|plan| match &plan.when {
        When::Recurring(recurring) => {
            Some((Zone::named(&recurring.zone).ok()?, first_day(recurring)?.1.from))
        }
        When::Once(_) => None,
    });
    let all: Vec<_> = recurring.filter(|(zone, _)| *zone != Zone::UTC).collect();
    let names: BTreeSet<_> = all.iter().map(|(zone, _)| zone.name()).collect();
    let first = |name: &str| {
        all.iter().filter(|(zone, _)| zone.name() == name).min_by_key(|(_, from)| *from).copied()
    };
    names.into_iter().filter_map(first).collect()
}

fn event(lines: &mut Lines, source: &Source<'_>, plan: &PublicPlan) {
    match &plan.when {
        When::Once(Window { from, to }) => {
            begin(lines, source, plan);
            lines.add("DTSTART", &instant(*from));
            lines.add("DTEND", &instant(*to));
            end(lines, source, plan);
        }
        When::Recurring(recurring) => {
            if let (Ok(zone), Some((day, _))) = (Zone::named(&recurring.zone), first_day(recurring)) {
                let series = Series { zone, start: day.and_time(recurring.from.time()), recurring };
                series.add(lines, source, plan);
            }
        }
    }
}

/// Work that recurs.
struct Series<'a> {
    zone: Zone,
    /// When its first window begins, on the wall.
    start: NaiveDateTime,
    recurring: &'a Recurring,
}

impl Series<'_> {
    fn add(&self, lines: &mut Lines, source: &Source<'_>, plan: &PublicPlan) {
        let lasts = self.recurring.to.signed_duration_since(self.recurring.from);
        begin(lines, source, plan);
        self.at(lines, "DTSTART", self.start);
        self.at(lines, "DTEND", self.start + lasts);
        lines.add("RRULE", &rule::text(&self.recurring.rule, self.zone));
        let except = self.recurring.except.iter().filter(|day| **day >= self.start.date());
        except.for_each(|day| self.at(lines, "EXDATE", day.and_time(self.recurring.from.time())));
        end(lines, source, plan);
        let all = windows(&plan.when, At(0), HORIZON);
        let odd = all.filter(|window| window.to.since(window.from) != lasts.num_milliseconds());
        odd.take(MOST_ODD).for_each(|window| self.odd(lines, source, plan, window));
    }

    /// A window that is longer or shorter than the others, for its zone's clock is put forward or back in it: RFC 5545 gives
    /// all events of a rule the same length (section 3.8.5.3).
    fn odd(&self, lines: &mut Lines, source: &Source<'_>, plan: &PublicPlan, window: Window) {
        let shown = |at: At| self.zone.local(at).0;
        let skipped = shown(window.from).time() != self.recurring.from.time();
        let named = if skipped {
            shown(window.from).date().and_time(self.recurring.from.time())
        } else {
            shown(window.from)
        };
        begin(lines, source, plan);
        self.at(lines, "RECURRENCE-ID", named);
        lines.add("DTSTART", &instant(window.from));
        lines.add("DTEND", &instant(window.to));
        end(lines, source, plan);
    }

    /// An instant by the clock on the wall.
    fn at(&self, lines: &mut Lines, name: &str, at: NaiveDateTime) {
        match self.zone == Zone::UTC {
            true => lines.add(name, &format!("{}Z", wall(at))),
            false => lines.add(&format!("{name};TZID={}", self.zone.name()), &wall(at)),
        }
    }
}

fn begin(lines: &mut Lines, source: &Source<'_>, plan: &PublicPlan) {
    lines.add("BEGIN", "VEVENT");
    lines.add("UID", &text(&format!("{}@{}", plan.id, source.host())));
    lines.add("DTSTAMP", &instant(plan.changed));
    lines.add("LAST-MODIFIED", &instant(plan.changed));
    lines.add("SEQUENCE", &plan.sequence.to_string());
    lines.add("STATUS", if plan.cancelled { "CANCELLED" } else { "CONFIRMED" });
}

fn end(lines: &mut Lines, source: &Source<'_>, plan: &PublicPlan) {
    let names: Vec<_> = plan.components.iter().map(|(_, name)| name.as_str()).collect();
    lines.add("SUMMARY", &text(&plan.title));
    let words = source.locale.fill("calendar-words", &[("components", &names.join(", "))]);
    lines.add("DESCRIPTION", &text(&words));
    lines.add("CATEGORIES", "MAINTENANCE");
    lines.add("TRANSP", "TRANSPARENT");
    lines.add("URL", &line::plain(&source.address("/")));
    lines.add("END", "VEVENT");
}

/// A length of time of so many seconds as an offset: `+0100`.
fn offset(seconds: i32) -> String {
    let (sign, ahead) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let (hours, minutes, rest) = (ahead / 3_600, ahead / 60 % 60, ahead % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

/// An instant as a clock shows it that is so many seconds ahead of UTC.
fn ahead(at: At, seconds: i32) -> NaiveDateTime {
    Zone::UTC.local(at).0 + TimeDelta::milliseconds(i64::from(seconds) * SECOND)
}

#[cfg(test)]
mod tests;
