//! What a component's bar adds up to, in words: its uptime, how long it was watched, its worst day.

use crate::ui::mark::word_within;
use crate::ui::when::{date, length};
use messages::Locale;
use model::public::{BAR_DAYS, PublicComponent};
use model::time::Day;
use model::uptime::{DayRollup, percent};

/// The uptime of the bar in percent; nothing while there is no time to count.
pub fn uptime(locale: &Locale, component: &PublicComponent) -> Option<String> {
    component.counting(component.clocks()).uptime().map(|uptime| locale.figure(&percent(uptime)))
}

/// What the uptime is over: `90 days`, or since when if the component is younger than the bar.
pub fn reach(locale: &Locale, component: &PublicComponent, today: Day) -> String {
    match component.days.first() {
        None => locale.text("no-data-yet"),
        Some(first) if first.day.0 <= today.0 + 1 - BAR_DAYS => locale.count("days", BAR_DAYS as usize, &[]),
        Some(first) => locale.fill("since", &[("time", &date(locale, first.day))]),
    }
}

/// The bar in a sentence, for who cannot see it.
pub fn sentence(locale: &Locale, component: &PublicComponent, today: Day) -> String {
    let Some(uptime) = uptime(locale, component) else {
        return locale.fill("bar-no-data", &[("component", &component.name)]);
    };
    let bad: Vec<&DayRollup> = component.days.iter().filter(|day| day.worst.is_trouble()).collect();
    let worst = bad.iter().max_by_key(|day| (day.worst, day.clocks.down + day.clocks.degraded));
    let trouble = match worst {
        None => locale.text("bar-calm"),
        Some(day) => locale.count("bar-trouble", bad.len(), &[("worst", &day_in_words(locale, day))]),
    };
    let reach = reach(locale, component, today);
    let values = [
        ("component", component.name.as_str()),
        ("reach", &reach),
        ("uptime", &uptime),
        ("trouble", &trouble),
    ];
    locale.fill("bar", &values)
}

/// A day of the bar in words: `20 Nov 2026: major outage, uptime 99.166 %, down 12 min`.
pub fn day(locale: &Locale, component: &PublicComponent, rollup: &DayRollup) -> String {
    let clocks = rollup.clocks;
    let uptime = component.counting(clocks).uptime().map(|uptime| locale.figure(&percent(uptime)));
    let uptime = uptime.map(|uptime| locale.fill("uptime-of", &[("uptime", &uptime)]));
    let times = [("down", clocks.down), ("degraded", clocks.degraded), ("maintenance", clocks.maintenance)];
    let times = times
        .into_iter()
        .filter(|(_, millis)| *millis > 0)
        .map(|(word, millis)| lasted(locale, word, millis));
    let facts = [word_within(locale, rollup.worst)].into_iter().chain(uptime).chain(times);
    let facts = locale.list(facts);
    locale.fill("day-facts", &[("date", &date(locale, rollup.day)), ("facts", &facts)])
}

/// How long a day was `down`, `degraded` or under `maintenance`: `down 12 min`.
pub fn lasted(locale: &Locale, word: &str, millis: i64) -> String {
    locale.fill(&format!("lasted-{word}"), &[("length", &length(locale, millis))])
}

/// How long a day was down and degraded: `down 12 min, degraded 1 h`.
pub fn lost(locale: &Locale, rollup: &DayRollup) -> String {
    let parts = [("down", rollup.clocks.down), ("degraded", rollup.clocks.degraded)];
    let parts = parts.into_iter().filter(|(_, millis)| *millis > 0);
    locale.list(parts.map(|(word, millis)| lasted(locale, word, millis)))
}

fn day_in_words(locale: &Locale, day: &DayRollup) -> String {
    let (down, slow) = (day.clocks.down, day.clocks.degraded);
    let how_long = if down > 0 { lasted(locale, "down", down) } else { length(locale, slow) };
    let facts = locale.list([word_within(locale, day.worst), how_long]);
    locale.fill("day-facts", &[("date", &date(locale, day.day)), ("facts", &facts)])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::page::Page;
    use crate::status::sample::{english, html, public, with_name};
    use model::public::Public;
    use model::time::HOUR;
    use std::sync::Arc;

    #[test]
    fn a_bar_speaks_its_figures() {
        let public = public();
        let today = public.at.day();
        let cassandra = with_name(&public, "Cassandra");
        assert_eq!(reach(&english(), cassandra, today), "90 days");
        assert_eq!(
            sentence(&english(), cassandra, today),
            "Cassandra, 90 days: 99.958 % uptime, 2 days with trouble, \
             worst 14 Oct 2026: major outage, down 42 min"
        );
    }

    #[test]
    fn a_young_component_says_since_when() {
        let public = public();
        assert_eq!(reach(&english(), with_name(&public, "Loki"), public.at.day()), "since 12 Nov 2026");
    }

    #[test]
    fn planned_work_counts_where_a_system_says_so_and_the_pages_say_it_too() {
        let mut public = public();
        let told = |public: &Public| {
            let loki = with_name(public, "Loki");
            let page = html(&Page::Component(Arc::new(public.clone()), loki.id.clone()));
            let overview = html(&Page::Overview(Arc::new(public.clone())));
            let words =
                [page.contains("Maintenance counts as down"), overview.contains("maintenance is, as down")];
            (uptime(&english(), loki).unwrap(), words)
        };
        let loki = &mut public.systems[1].groups[0].components[0];
        loki.days[0].clocks.up -= 2 * HOUR;
        loki.days[0].clocks.maintenance += 2 * HOUR;
        assert_eq!(told(&public), ("100 %".to_owned(), [false, false]));
        public.systems[1].groups[0].components[0].maintenance_counts = true;
        assert_eq!(told(&public), ("99.070 %".to_owned(), [true, true]));
    }

    #[test]
    fn an_unseen_component_claims_nothing() {
        let public = public();
        let mcp = with_name(&public, "MCP server");
        assert_eq!(uptime(&english(), mcp), None);
        assert_eq!(sentence(&english(), mcp, public.at.day()), "MCP server: no data yet");
    }
}
