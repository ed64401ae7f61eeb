//! What a component's bar adds up to, in words: its uptime, how long it was watched, its worst day.

use crate::ui::moment::date;
use model::public::{BAR_DAYS, PublicComponent};
use model::time::{Day, length};
use model::uptime::{DayRollup, percent};

/// The uptime of the bar in percent; nothing while there is no time to count.
pub fn uptime(component: &PublicComponent) -> Option<String> {
    component.counting(component.clocks()).uptime().map(percent)
}

/// What the uptime is over: `90 days`, or since when if the component is younger than the bar.
pub fn reach(component: &PublicComponent, today: Day) -> String {
    match component.days.first() {
        None => "no data yet".into(),
        Some(first) if first.day.0 <= today.0 + 1 - BAR_DAYS => format!("{BAR_DAYS} days"),
        Some(first) => format!("since {}", date(first.day)),
    }
}

/// The bar in a sentence, for who cannot see it.
pub fn sentence(component: &PublicComponent, today: Day) -> String {
    let Some(uptime) = uptime(component) else {
        return format!("{}: no data yet", component.name);
    };
    let bad: Vec<&DayRollup> = component.days.iter().filter(|day| day.worst.is_trouble()).collect();
    let worst = bad.iter().max_by_key(|day| (day.worst, day.clocks.down + day.clocks.degraded));
    let trouble = match (bad.len(), worst) {
        (1, Some(day)) => format!("1 day with trouble, {}", day_in_words(day)),
        (n, Some(day)) => format!("{n} days with trouble, worst {}", day_in_words(day)),
        _ => "no trouble".into(),
    };
    format!("{}, {}: {uptime} uptime, {trouble}", component.name, reach(component, today))
}

/// A day of the bar in words: `20 Nov 2026: major outage, uptime 99.166 %, down 12 min`.
pub fn day(component: &PublicComponent, rollup: &DayRollup) -> String {
    let clocks = rollup.clocks;
    let uptime = component.counting(clocks).uptime().map(|uptime| format!(", uptime {}", percent(uptime)));
    let times = [("down", clocks.down), ("degraded", clocks.degraded), ("maintenance", clocks.maintenance)];
    let times = times.iter().filter(|(_, millis)| *millis > 0);
    let times: String = times.map(|(word, millis)| format!(", {word} {}", length(*millis))).collect();
    let status = rollup.worst.label().to_lowercase();
    format!("{}: {status}{}{times}", date(rollup.day), uptime.unwrap_or_default())
}

fn day_in_words(day: &DayRollup) -> String {
    let status = day.worst.label().to_lowercase();
    let (down, slow) = (day.clocks.down, day.clocks.degraded);
    let how_long = if down > 0 { format!("down {}", length(down)) } else { length(slow) };
    format!("{}: {status}, {how_long}", date(day.day))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::page::Page;
    use crate::status::sample::{html, public, with_name};
    use model::public::Public;
    use model::time::HOUR;
    use std::sync::Arc;

    #[test]
    fn a_bar_speaks_its_figures() {
        let public = public();
        let today = public.at.day();
        let cassandra = with_name(&public, "Cassandra");
        assert_eq!(reach(cassandra, today), "90 days");
        assert_eq!(
            sentence(cassandra, today),
            "Cassandra, 90 days: 99.958 % uptime, 2 days with trouble, \
             worst 14 Oct 2026: major outage, down 42 min"
        );
    }

    #[test]
    fn a_young_component_says_since_when() {
        let public = public();
        assert_eq!(reach(with_name(&public, "Loki"), public.at.day()), "since 12 Nov 2026");
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
            (uptime(loki).unwrap(), words)
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
        assert_eq!(uptime(mcp), None);
        assert_eq!(sentence(mcp, public.at.day()), "MCP server: no data yet");
    }
}
