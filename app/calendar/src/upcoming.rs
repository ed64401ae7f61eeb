//! Planned work that visitors are told of before it begins.

use crate::plan::held;
use crate::zone::Zone;
use model::estate::{Estate, System};
use model::maintenance::{Maintenance, When, Window};
use model::public::{LocalTimes, PLANNED_DAYS, PublicWindow, PublicWork};
use model::time::{At, DAY};

/// The most windows of one work that are told.
const MOST_WINDOWS: usize = 5;

/// The work whose windows hold `now` or begin within [`PLANNED_DAYS`], that which begins first before the others; of
/// each work, its next windows.
pub fn upcoming(estate: &Estate, now: At) -> Vec<PublicWork> {
    let works =
        estate.systems.iter().flat_map(|system| system.maintenance.iter().map(move |work| (system, work)));
    let mut told: Vec<_> = works.filter_map(|(system, work)| public(estate, system, work, now)).collect();
    told.sort_by_key(|work| work.windows.first().map(|first| first.window.from));
    told
}

fn public(estate: &Estate, system: &System, work: &Maintenance, now: At) -> Option<PublicWork> {
    let windows = held(system, work, now, now + PLANNED_DAYS * DAY).take(MOST_WINDOWS);
    let windows: Vec<_> = windows.map(|window| PublicWindow { window, local: local(work, window) }).collect();
    let components = work.components.iter().filter_map(|id| estate.component(id));
    (!windows.is_empty()).then(|| PublicWork {
        system: system.id.clone(),
        title: work.title.clone(),
        components: components.map(|component| (component.id.clone(), component.name.clone())).collect(),
        windows,
    })
}

/// What the clock on the wall shows at both ends, where windows go by one that is not UTC.
fn local(work: &Maintenance, window: Window) -> Option<LocalTimes> {
    let When::Recurring(recurring) = &work.when else { return None };
    let zone = Zone::named(&recurring.zone).ok().filter(|zone| *zone != Zone::UTC)?;
    let clock = |at| zone.local(at).0.time().to_string().chars().take("02:00".len()).collect::<String>();
    Some(LocalTimes { from: clock(window.from), to: clock(window.to), zone: zone.name().into() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::recurring;
    use model::estate::Component;

    fn work(title: &str, rule: &str, from: &str, to: &str, zone: &str) -> Maintenance {
        let rule = recurring(rule, (from.parse().unwrap(), to.parse().unwrap()), zone, vec![]).unwrap();
        let window = Window { from: At(0), to: At(1) };
        let when = When::Recurring(Box::new(rule));
        Maintenance { when, ..Maintenance::once("work", title, vec!["s/db".into()], window) }
    }

    #[test]
    fn what_runs_and_what_comes_is_told_by_its_own_clock() {
        let maintenance = vec![
            work("Disks", "FREQ=WEEKLY", "2026-10-24T02:00:00", "2026-10-24T06:00:00", "Europe/Berlin"),
            work("Logs", "FREQ=DAILY", "2026-10-01T22:00:00", "2026-10-02T01:30:00", "UTC"),
            work("Later", "FREQ=YEARLY", "2026-12-24T22:00:00", "2026-12-24T23:00:00", "UTC"),
        ];
        let components = vec![Component::new("s/db", "Database", "all", vec![])];
        let estate = Estate { systems: vec![System { maintenance, components, ..System::new("s", "S") }] };
        let told = upcoming(&estate, At::parse("2026-10-23T00:30:00Z").unwrap());
        let titles: Vec<_> = told.iter().map(|work| (work.title.as_str(), work.windows.len())).collect();
        assert_eq!(titles, [("Logs", 5), ("Disks", 5)]);
        assert_eq!(told[0].windows[0].window.from.to_string(), "2026-10-22T22:00:00Z");
        assert_eq!(told[0].windows[0].local, None);
        let local = told[1].windows[1].local.as_ref().map(|its| [&*its.from, &its.to, &its.zone]);
        assert_eq!(local, Some(["02:00", "06:00", "Europe/Berlin"]));
        assert_eq!(told[1].windows[1].window.from.to_string(), "2026-10-31T01:00:00Z");
        assert_eq!(told[1].components, [("s/db".to_owned(), "Database".to_owned())]);
    }
}
