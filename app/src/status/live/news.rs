//! What a listener is told: changes of status and of incidents between two answers, never a mere look at a component.

use crate::ui::mark::{state_within, word_within};
use crate::ui::moment::clock;
use messages::Locale;
use model::public::{Live, LiveComponent};

/// How many changes are told one by one.
const TOLD: usize = 4;

/// The changes from `last` to `next` in words; none if every status and every open incident is what it was.
pub fn news(locale: &Locale, last: &Live, next: &Live) -> Option<String> {
    let mut changed = Vec::new();
    for it in next.incidents.iter().filter(|it| !last.incidents.contains(it)) {
        let state = state_within(locale, it.state);
        changed.push(locale.fill("news-incident", &[("title", &it.title), ("state", &state)]));
    }
    for it in last.incidents.iter().filter(|it| next.incidents.iter().all(|other| other.id != it.id)) {
        changed.push(locale.fill("news-over", &[("title", &it.title)]));
    }
    for component in next.components.iter().filter(|component| differs(last, component)) {
        changed.push(sentence(locale, component));
    }
    let more = changed.len().saturating_sub(TOLD);
    changed.truncate(TOLD);
    if more > 0 {
        changed.push(locale.fill("news-more", &[("count", &more.to_string())]));
    }
    (!changed.is_empty()).then(|| changed.join(" "))
}

fn differs(last: &Live, component: &LiveComponent) -> bool {
    let before = last.components.iter().find(|before| before.id == component.id);
    before.is_some_and(|before| before.status != component.status)
}

fn sentence(locale: &Locale, component: &LiveComponent) -> String {
    let (status, since) = (word_within(locale, component.status), clock(component.since));
    locale.fill("news-component", &[("component", &component.name), ("status", &status), ("time", &since)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use messages::{Lang, Locales};
    use model::incident::{Severity, State};
    use model::public::LiveIncident;
    use model::status::Status;
    use model::time::{At, HOUR};

    fn english() -> std::sync::Arc<Locale> {
        Locales::embedded().get(Lang::En)
    }

    fn live(statuses: &[Status]) -> Live {
        let component = |(i, status): (usize, &Status)| LiveComponent {
            id: format!("c{i}"),
            name: format!("C{i}"),
            status: *status,
            since: At(12 * HOUR),
            checked: None,
            latency: None,
            affected_by: None,
        };
        Live { components: statuses.iter().enumerate().map(component).collect(), ..Live::default() }
    }

    #[test]
    fn only_changes_are_news() {
        let [up, down] = [Status::Operational, Status::MajorOutage];
        let mut checked = live(&[up, up]);
        checked.components[0].checked = Some(At(5));
        assert_eq!(news(&english(), &live(&[up, up]), &checked), None);
        let text = news(&english(), &live(&[up, up]), &live(&[up, down]));
        assert_eq!(text.as_deref(), Some("C1: major outage since 12:00 UTC."));
    }

    #[test]
    fn an_incident_is_news_when_it_begins_changes_and_ends() {
        let with = |states: &[State]| Live {
            incidents: states
                .iter()
                .map(|state| LiveIncident {
                    id: "i".into(),
                    title: "Odd prices".into(),
                    severity: Severity::P2,
                    state: *state,
                    updated: At(0),
                    affects: true,
                })
                .collect(),
            ..Live::default()
        };
        let told =
            |from: &[State], to: &[State]| news(&english(), &with(from), &with(to)).unwrap_or_default();
        assert_eq!(told(&[], &[State::Investigating]), "Incident Odd prices: investigating.");
        assert_eq!(told(&[State::Investigating], &[State::Identified]), "Incident Odd prices: identified.");
        assert_eq!(told(&[State::Identified], &[State::Identified]), "");
        assert_eq!(told(&[State::Identified], &[]), "Incident Odd prices: not open any more.");
    }

    #[test]
    fn a_new_component_is_no_change() {
        assert_eq!(news(&english(), &live(&[]), &live(&[Status::MajorOutage])), None);
    }

    #[test]
    fn many_changes_are_counted() {
        let text = news(&english(), &live(&[Status::Operational; 6]), &live(&[Status::Degraded; 6]))
            .unwrap_or_default();
        assert!(text.starts_with("C0: degraded since 12:00 UTC. C1") && text.ends_with("2 more changed."));
        assert!(!text.contains("C4"));
    }
}
