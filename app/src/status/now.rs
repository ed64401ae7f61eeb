//! The pieces of a page that change while it is open, as HTML text: the server draws with them, and so does
//! the open page, so that both always look alike. What comes from outside is escaped here.

use crate::route;
use crate::ui::escape::escape;
use crate::ui::figure::latency;
use crate::ui::mark::{inside, shape_html, state_within};
use crate::ui::when::{brief, moment, time_html};
use messages::Locale;
use model::public::{Cause, Live, LiveComponent, LiveIncident};
use model::status::Status;
use model::time::At;

/// What stands in the first heading: the worst status as its shape, and how things are.
pub fn headline(sentence: &str, status: Status) -> String {
    format!("{} <span>{}</span>", shape_html(status), escape(sentence))
}

/// The second line of the first heading: the open incidents that no status tells of, with their pages; nothing without any.
pub fn aside(locale: &Locale, live: &Live) -> String {
    let link = |incident: &LiveIncident| {
        let path = escape(&route::incident(&incident.id));
        let title = format!("<a href=\"{path}\">{}</a>", escape(&incident.title));
        locale.fill("told-of-one", &[("title", &title), ("state", &state_within(locale, incident.state))])
    };
    let told: Vec<_> = live.incidents.iter().filter(|incident| !incident.affects).map(link).collect();
    if told.is_empty() {
        return String::new();
    }
    locale.fill("told-of", &[("incidents", &told.join("; "))])
}

/// When what the page shows was true.
pub fn as_of(locale: &Locale, at: At) -> String {
    locale.fill("as-of", &[("time", &time_html(at, &moment(locale, at)))])
}

/// Since when a component shows its status; `at` is when that was so.
pub fn since(locale: &Locale, since: At, at: At) -> String {
    locale.fill("since", &[("time", &time_html(since, &brief(locale, since, at)))])
}

/// What explains the trouble of a component, when it was last looked at, and how long its latest good answer took in
/// microseconds.
pub fn checked(
    locale: &Locale,
    cause: Option<Cause<'_>>,
    checked: Option<At>,
    micros: Option<u32>,
    at: At,
) -> String {
    let because = cause.map(|cause| format!("{}. ", affected(locale, cause))).unwrap_or_default();
    let Some(checked) = checked else { return because + &locale.text("not-checked") };
    let time = time_html(checked, &brief(locale, checked, at));
    let words = match micros {
        None => locale.fill("checked", &[("time", &time)]),
        Some(micros) => {
            let took = locale.figure(&latency(micros));
            locale.fill("checked-took", &[("time", &time), ("latency", &took)])
        }
    };
    because + &words
}

/// That a component is in trouble because of another one.
fn affected(locale: &Locale, cause: Cause<'_>) -> String {
    let words = match cause {
        Cause::Component(id, name) => {
            let path = escape(&route::component(id));
            locale.fill("affected", &[("component", &format!("<a href=\"{path}\">{}</a>", escape(name)))])
        }
        Cause::Hidden => locale.text("affected-hidden"),
    };
    format!("<span class=\"status-cause\">{words}</span>")
}

/// The rows of what deserves attention: what is not operational, worst first, what nobody has looked at yet
/// left out.
pub fn attention(locale: &Locale, live: &Live) -> String {
    let matters = |its: &&LiveComponent| its.checked.is_some() || its.status.is_trouble();
    let worst_first = Status::ALL.into_iter().rev().filter(|status| *status != Status::Operational);
    let of = |status| live.components.iter().filter(move |its| its.status == status).filter(matters);
    worst_first.flat_map(of).map(|component| attended(locale, component, live)).collect()
}

fn attended(locale: &Locale, component: &LiveComponent, live: &Live) -> String {
    let status = component.status;
    let because =
        live.cause(component).map(|cause| format!(". {}", affected(locale, cause))).unwrap_or_default();
    format!(
        "<li><span class=\"status-mark\" data-status=\"{}\">{}</span> <a href=\"{}\">{}</a> \
         <span class=\"status-since\">{}{because}</span></li>",
        status.slug(),
        inside(locale, status),
        escape(&route::component(&component.id)),
        escape(&component.name),
        since(locale, component.since, live.at),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::live::excerpt;
    use messages::{Lang, Locales};
    use model::incident::{Severity, State};
    use model::time::MINUTE;

    fn english() -> std::sync::Arc<Locale> {
        Locales::embedded().get(Lang::En)
    }

    const NOW: At = At(1_795_216_179_000);

    fn component(name: &str, status: Status, checked: bool) -> LiveComponent {
        LiveComponent {
            id: format!("estate/{name}"),
            name: name.into(),
            status,
            since: NOW - MINUTE,
            checked: checked.then_some(NOW),
            latency: None,
            affected_by: None,
        }
    }

    fn live(components: Vec<LiveComponent>) -> Live {
        Live { at: NOW, components, ..Live::default() }
    }

    #[test]
    fn the_worst_comes_first_and_what_is_well_does_not_come() {
        let rows = attention(
            &english(),
            &live(vec![
                component("a", Status::Operational, true),
                component("b", Status::Degraded, true),
                component("c", Status::MajorOutage, true),
                component("d", Status::Unknown, false),
                component("e", Status::Unknown, true),
            ]),
        );
        let order: Vec<_> =
            rows.split("href=\"/status/estate/").skip(1).filter_map(|row| row.chars().next()).collect();
        assert_eq!(order, ['c', 'b', 'e']);
    }

    #[test]
    fn an_incident_that_no_status_tells_of_is_named_under_the_headline() {
        let incident = |id: &str, affects| LiveIncident {
            id: id.into(),
            title: format!("<{id}>"),
            severity: Severity::P3,
            state: State::Identified,
            updated: NOW,
            affects,
        };
        let told = aside(
            &english(),
            &Live { incidents: vec![incident("a", true), incident("b", false)], ..Live::default() },
        );
        let wanted =
            "Told of, without effect on a component: <a href=\"/incidents/b\">&lt;b&gt;</a>, identified.";
        assert_eq!((told.as_str(), aside(&english(), &Live::default()).as_str()), (wanted, ""));
    }

    #[test]
    fn what_comes_from_outside_has_no_meaning_in_html() {
        let mut part = component("part", Status::Degraded, true);
        part.affected_by = Some("estate/<b>".into());
        let rows = attention(&english(), &live(vec![part, component("<b>", Status::Degraded, true)]));
        assert!(
            rows.contains("Affected by <a href=\"/status/estate/&lt;b&gt;\">&lt;b&gt;</a></span>"),
            "{rows}"
        );
        let row = attention(
            &english(),
            &live(vec![component("<img src=x onerror='a&b'>\"", Status::Degraded, true)]),
        );
        assert!(row.contains("&lt;img src=x onerror=&#39;a&amp;b&#39;&gt;&quot;</a>"), "{row}");
        assert!(!row.contains("<img"));
        assert!(headline("<b>", Status::Degraded).contains("<span>&lt;b&gt;</span>"));
    }

    #[test]
    fn a_check_says_when_and_how_long() {
        let text = checked(&english(), None, Some(NOW), Some(3_400), NOW + MINUTE);
        assert_eq!(text, "Checked <time datetime=\"2026-11-20T23:09:39Z\">23:09 UTC</time>, 3.4 ms");
        assert_eq!(checked(&english(), None, None, Some(3_400), NOW), "Not checked yet");
        let hidden = checked(&english(), Some(Cause::Hidden), None, None, NOW);
        assert_eq!(hidden, "<span class=\"status-cause\">Affected by a dependency</span>. Not checked yet");
    }

    #[test]
    fn an_open_page_draws_the_same_from_its_excerpt() {
        let mut part = component("part", Status::Degraded, true);
        (part.since, part.latency) = (NOW - 40 * 24 * 60 * MINUTE, Some(1_234_567));
        let incident = LiveIncident {
            id: "b".into(),
            title: "<b>".into(),
            severity: Severity::P3,
            state: State::Monitoring,
            updated: NOW,
            affects: false,
        };
        let mut live = live(vec![part, component("e", Status::Unknown, true)]);
        live.incidents.push(incident);
        live.components[1].affected_by = Some("estate/part".into());
        for lang in Lang::ALL {
            let whole = Locales::embedded().get(lang);
            let open = Locale::from_excerpt(lang.tag(), &excerpt(&whole));
            assert_eq!(attention(&open, &live), attention(&whole, &live));
            assert_eq!(aside(&open, &live), aside(&whole, &live));
            assert_eq!(as_of(&open, NOW), as_of(&whole, NOW));
            for (seen, took) in [(Some(NOW), Some(1_234_567)), (Some(NOW), None), (None, None)] {
                let of = |locale| checked(locale, Some(Cause::Hidden), seen, took, NOW);
                assert_eq!(of(&open), of(&whole));
            }
            for status in Status::ALL {
                assert_eq!(inside(&open, status), inside(&whole, status));
            }
        }
    }
}
