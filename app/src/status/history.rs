//! The last 90 days of a component: its bar, its uptime, and the time that the uptime is made of.

use super::{bar::walk, sum};
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::hours;
use crate::ui::when::date;
use leptos::prelude::*;
use messages::Locale;
use model::public::{BAR_DAYS, PublicComponent};
use model::time::{At, Day};
use model::uptime::{Clocks, percent};

/// The section with bar, uptime and formula.
pub fn history(locale: &Locale, component: &PublicComponent, at: At) -> Drawn {
    let today = at.day();
    let first = Day(today.0 + 1 - BAR_DAYS);
    view! {
        <section class="status-history">
            <h2>{locale.count("last-days", BAR_DAYS as usize, &[])}</h2>
            {figure(locale, component, today)}
            {walk(locale, component, today)}
            <p class="status-axis" aria-hidden="true"><span>{date(locale, first)}</span> " " <span>{locale.text("today")}</span></p>
            {formula(locale, component.clocks(), component.maintenance_counts)}
        </section>
    }
    .drawn()
}

fn figure(locale: &Locale, component: &PublicComponent, today: Day) -> Drawn {
    sum::uptime(locale, component).map(|uptime| {
        let reach = sum::reach(locale, component, today);
        view! { <p class="status-uptime"><strong>{uptime}</strong> " " <span>{locale.fill("uptime-over", &[("reach", &reach)])}</span></p> }
    })
    .drawn()
}

/// What the uptime of a component with these clocks is made of, and how.
pub(super) fn formula(locale: &Locale, clocks: Clocks, maintenance_counts: bool) -> Drawn {
    let counting = if maintenance_counts { clocks.with_maintenance_down() } else { clocks };
    let Some(uptime) = counting.uptime().map(percent) else {
        return view! { <p>{locale.text("formula-none")}</p> }.drawn();
    };
    let [up, degraded, counted] =
        [clocks.up, clocks.degraded, counting.counted()].map(|millis| locale.figure(&hours(millis)));
    let uptime = locale.figure(&uptime);
    let values = [("up", &up), ("degraded", &degraded), ("counted", &counted), ("uptime", &uptime)];
    let figures = locale.fill("formula-figures", &values.map(|(name, value)| (name, value.as_str())));
    let [formula, rule] = match maintenance_counts {
        false => ["formula-apart", "formula-rule-apart"],
        true => ["formula-counted", "formula-rule-counted"],
    };
    let [formula, rule] = [formula, rule].map(|name| locale.text(name));
    view! {
        <div class="status-sum">
            {clocks_table(locale, clocks, maintenance_counts)}
            <div class="status-formula">
                <h3>{locale.text("formula-heading")}</h3>
                <p>{formula}</p>
                <p dir="ltr">{figures}</p>
                <p>{rule}</p>
            </div>
        </div>
    }
    .drawn()
}

/// The five clocks as a table.
fn clocks_table(locale: &Locale, clocks: Clocks, maintenance_counts: bool) -> Drawn {
    let planned = if maintenance_counts { "counts-down" } else { "counts-not" };
    let rows = [
        ("operational", "clock-up", clocks.up, "counts-up"),
        ("degraded", "clock-degraded", clocks.degraded, "counts-up"),
        ("major-outage", "clock-down", clocks.down, "counts-down"),
        ("maintenance", "clock-maintenance", clocks.maintenance, planned),
        ("unknown", "clock-unknown", clocks.unknown, "counts-not"),
    ];
    let rows = rows.map(|(status, name, millis, counts)| {
        view! {
            <tr>
                <th scope="row" data-status=status>{locale.text(name)}</th>
                <td>{locale.figure(&hours(millis))}</td>
                <td>{locale.text(counts)}</td>
            </tr>
        }
    });
    view! {
        <table class="status-clocks">
            <caption>{locale.text("clocks-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{locale.text("column-status")}</th>
                    <th scope="col">{locale.text("column-hours")}</th>
                    <th scope="col">{locale.text("column-counts")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::frame::Frame;
    use crate::page::Page;
    use crate::status::sample::{document, frame, public};
    use messages::{Lang, Locales};
    use std::sync::Arc;

    #[test]
    fn every_figure_of_a_formula_has_its_unit_in_the_language_of_the_page() {
        let formula = |lang: Lang| {
            let frame = Frame { locale: Locales::embedded().get(lang), ..frame() };
            let html = document(&frame, &Page::Component(Arc::new(public()), "butterfly/cassandra".into()));
            html.split("<p dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
        };
        assert_eq!(formula(Lang::En), "(2,158.2 h + 0.0 h) / 2,159.1 h = 99.958 %");
        assert_eq!(formula(Lang::De), "(2.158,2 h + 0,0 h) / 2.159,1 h = 99,958 %");
        let arabic = formula(Lang::Ar);
        assert!(!arabic.contains('h'), "{arabic}");
        // Each stands alone, so that none takes another's side.
        assert_eq!(arabic.matches('\u{2068}').count(), 4, "{arabic}");
    }
}
