//! Planned work as visitors may keep it: what an estate plans and members declared, without what a freeze keeps from being
//! held.

use crate::plan::freeze;
use crate::windows::windows;
use crate::zone::Zone;
use chrono::NaiveDate;
use model::estate::{Estate, System};
use model::maintenance::{Declared, Maintenance, Recurring, When, Window};
use model::public::PublicPlan;
use model::time::At;

/// The first instant that a window may hold, and one behind all.
const EVER: (At, At) = (At(0), At(i64::MAX / 2));

/// The plans of `estate`, as it is configured and was read at `read`, and of what members `declared`.
pub fn public(estate: &Estate, declared: &[Declared], read: At) -> Vec<PublicPlan> {
    let works =
        estate.systems.iter().flat_map(|system| system.maintenance.iter().map(move |work| (system, work)));
    let of_content = works.filter_map(|(system, work)| of_content(estate, system, work, read));
    let of_members = declared.iter().filter_map(|work| of_member(estate, work));
    of_content.chain(of_members).collect()
}

/// The first window of a recurring work that is held, and the day on which it begins on the wall; none if it never is.
pub fn first_day(recurring: &Recurring) -> Option<(NaiveDate, Window)> {
    let first = windows(&When::Recurring(Box::new(recurring.clone())), EVER.0, EVER.1).next()?;
    let zone = Zone::named(&recurring.zone).ok()?;
    Some((zone.local(first.from).0.date(), first))
}

fn of_content(estate: &Estate, system: &System, work: &Maintenance, read: At) -> Option<PublicPlan> {
    let components = named(estate, work.components.iter());
    let when = held(system, &work.when).filter(|_| !components.is_empty())?;
    Some(PublicPlan {
        id: format!("{}/{}", system.id, work.id),
        title: work.title.clone(),
        components,
        when,
        made: read,
        changed: read,
        sequence: 0,
        cancelled: false,
    })
}

fn of_member(estate: &Estate, work: &Declared) -> Option<PublicPlan> {
    let window = work.held().unwrap_or(work.window);
    let frozen = |id: &&String| {
        let is_its = |system: &&System| system.components.iter().any(|component| component.id == **id);
        estate.systems.iter().find(is_its).is_some_and(|system| freeze(system, window).is_some())
    };
    let components = named(estate, work.components.iter().filter(|id| !frozen(id)));
    (!components.is_empty()).then(|| PublicPlan {
        id: work.id.clone(),
        title: work.title.clone(),
        components,
        when: When::Once(window),
        made: work.made,
        changed: work.cancelled.unwrap_or(work.made),
        sequence: work.version.saturating_sub(1),
        cancelled: work.held().is_none(),
    })
}

/// Components by their ids, with their names.
fn named<'a>(estate: &Estate, ids: impl Iterator<Item = &'a String>) -> Vec<(String, String)> {
    let components = ids.filter_map(|id| estate.component(id));
    components.map(|component| (component.id.clone(), component.name.clone())).collect()
}

/// When work is held: none if a freeze leaves nothing of it.
fn held(system: &System, when: &When) -> Option<When> {
    match when {
        When::Once(window) => freeze(system, *window).is_none().then_some(When::Once(*window)),
        When::Recurring(recurring) => {
            let zone = Zone::named(&recurring.zone).ok()?;
            let frozen = system.freezes.iter().flat_map(|it| windows(when, it.window.from, it.window.to));
            let mut except = recurring.except.clone();
            except.extend(frozen.map(|window| zone.local(window.from).0.date()));
            except.sort_unstable();
            except.dedup();
            let held = Recurring { except, ..recurring.as_ref().clone() };
            first_day(&held).map(|_| When::Recurring(Box::new(held)))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::recurring;
    use model::estate::Component;
    use model::maintenance::{Freeze, Intent};
    use model::member::Actor;
    use model::time::{DAY, HOUR};

    const NOW: At = At(1_700_000_000_000);

    fn estate() -> Estate {
        let window = ("2026-12-05T02:00:00".parse().unwrap(), "2026-12-05T06:00:00".parse().unwrap());
        let weekly = recurring("FREQ=WEEKLY", window, "Europe/Berlin", vec![]).unwrap();
        let once = Window { from: NOW, to: NOW + HOUR };
        let mut work = Maintenance::once("disks", "Disks", vec!["s/db".into()], once);
        work.checklist.before = vec!["Call the secret number".into()];
        work.when = When::Recurring(Box::new(weekly));
        let at = |text| At::parse(text).unwrap();
        let frozen = Window { from: at("2026-12-05T03:00:00Z"), to: at("2026-12-13T00:00:00Z") };
        let system = System {
            components: vec![Component::new("s/db", "Database", "all", vec![])],
            maintenance: vec![work],
            freezes: vec![Freeze { title: "Secret sale".into(), window: frozen }],
            ..System::new("s", "S")
        };
        Estate { systems: vec![system] }
    }

    #[test]
    fn days_in_a_freeze_are_exceptions_and_what_is_internal_is_left_out() {
        let plans = public(&estate(), &[], NOW);
        let [plan] = plans.as_slice() else { panic!("{plans:?}") };
        let When::Recurring(recurring) = &plan.when else { panic!() };
        let except: Vec<_> = recurring.except.iter().map(ToString::to_string).collect();
        assert_eq!(except, ["2026-12-05", "2026-12-12"]);
        assert_eq!(first_day(recurring).unwrap().0.to_string(), "2026-12-19");
        assert_eq!((plan.id.as_str(), plan.changed), ("s/disks", NOW));
        assert!(!format!("{plans:?}").to_lowercase().contains("secret"));
    }

    #[test]
    fn what_was_called_off_stays_and_what_was_cut_short_ends_earlier() {
        let intent = Intent {
            title: "Disks".into(),
            components: vec!["s/db".into(), "s/gone".into()],
            from: Some(NOW + HOUR),
            to: NOW + 3 * HOUR,
        };
        let work = Declared::declare(intent, 1, NOW, Actor::Console).unwrap();
        let (before, late) = (work.cancel(NOW).unwrap(), work.cancel(NOW + 2 * HOUR).unwrap());
        let plans = public(&estate(), &[work, before, late], NOW - DAY);
        let told: Vec<_> = plans.iter().skip(1).map(|it| (it.cancelled, it.sequence, &it.when)).collect();
        let until = |hours| When::Once(Window { from: NOW + HOUR, to: NOW + hours * HOUR });
        assert_eq!(told, [(false, 0, &until(3)), (true, 1, &until(3)), (false, 1, &until(2))]);
        assert!(plans.iter().all(|it| it.components == [("s/db".to_owned(), "Database".to_owned())]));
    }
}
