//! The uptime of a month, to be read and printed: each component with the time that its uptime is made of.

use crate::history::month::turn;
use crate::page::{Head, Section};
use crate::route::{Form, Route};
use crate::status::slo;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::hours;
use crate::ui::when::{length, month, time};
use leptos::prelude::*;
use messages::Locale;
use model::report::{Report, Reported, ReportedSystem};
use model::slo::{Budget, Slo};
use model::time::Month;
use model::uptime::{Clocks, percent};

/// The report of a month, for its page.
#[derive(Clone)]
pub struct ReportPage {
    /// What it says.
    pub report: Report,
    /// The first month of which anything is known, and the current one.
    pub months: (Month, Month),
}

/// The names of the messages of the columns.
const COLUMNS: [&str; 10] = [
    "column-component",
    "column-uptime",
    "objective",
    "budget",
    "clock-up",
    "clock-degraded",
    "clock-down",
    "clock-maintenance",
    "clock-unknown",
    "counted",
];

impl ReportPage {
    pub(crate) fn head(&self, locale: &Locale) -> Head {
        let name = month(locale, self.report.month.first());
        Head {
            title: locale.fill("uptime-month", &[("month", &name)]),
            description: locale.fill("report-description", &[("month", &name)]),
            section: Some(Section::Status),
            bundle: None,
            listed: true,
        }
    }

    pub(crate) fn body(&self, locale: &Locale) -> Drawn {
        let its = self.report.month;
        let systems = self.report.systems.iter().map(|its| system(locale, its)).collect_view();
        let file = |form, name| view! { <a href=Route::ReportFile(its, form).path()>{name}</a> };
        view! {
            <div class="frame-column report-page">
                <header class="status-title">
                    {crumbs(locale, [(Route::Overview, locale.text("nav-status"))], &locale.text("uptime-by-month"))}
                    <h1>{locale.fill("uptime-month", &[("month", &month(locale, its.first()))])}</h1>
                    <p class="status-summary" inner_html=self.reach(locale)></p>
                </header>
                {turn(locale, its, self.months, |month| Route::Report(Some(month)))}
                {systems}
                {rule(locale)}
                <p class="report-forms">
                    {locale.text("report-forms")} " " {file(Form::Csv, "CSV")} " " {file(Form::Json, "JSON")} " "
                    <a href=Route::History(Some(its)).path()>{locale.text("report-history")}</a>
                </p>
            </div>
        }
        .drawn()
    }

    fn reach(&self, locale: &Locale) -> String {
        let ends = [self.report.month.first().start(), self.report.until];
        let [from, until] = ends.map(|at| time(locale, at));
        let message = if self.report.is_complete() { "report-whole" } else { "report-so-far" };
        locale.fill(message, &[("from", &from), ("to", &until)])
    }
}

fn system(locale: &Locale, system: &ReportedSystem) -> Drawn {
    let heading = format!("report-{}", system.id);
    let all = locale.text("report-all").drawn();
    let rows = system.components.iter().map(|its| component(locale, its)).collect_view();
    let columns = COLUMNS.map(|name| view! { <th scope="col">{locale.text(name)}</th> });
    view! {
        <section class="report-system">
            <h2 id=heading.clone()>{system.name.clone()}</h2>
            <div class="frame-scroll" tabindex="0" role="region" aria-labelledby=heading>
                <table>
                    <thead><tr>{columns.collect_view()}</tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot>{row(locale, all, system.counting(), system.counting(), None)}</tfoot>
                </table>
            </div>
        </section>
    }
    .drawn()
}

fn component(locale: &Locale, its: &Reported) -> Drawn {
    let link = view! { <a href=Route::Component(its.id.clone()).path()>{its.name.clone()}</a> };
    row(locale, link.drawn(), its.clocks, its.counting(), its.budget())
}

/// A row: the time as it was spent and as it counts, and an objective with the error budget that it leaves.
fn row(
    locale: &Locale,
    name: Drawn,
    spent: Clocks,
    counting: Clocks,
    budget: Option<(Slo, Budget)>,
) -> Drawn {
    let objective = budget.map_or("-".into(), |(slo, _)| locale.figure(&slo.percent()));
    let left = budget.filter(|(_, its)| its.counted > 0);
    let left = left.map_or("-".into(), |(_, its)| {
        let (left, budget) = (slo::left(locale, its), length(locale, its.allowed));
        locale.fill("budget-of", &[("left", &left), ("budget", &budget)])
    });
    let uptime = counting.uptime().map_or_else(|| locale.text("no-data"), |its| locale.figure(&percent(its)));
    let brief = |millis: i64| if millis > 0 { length(locale, millis) } else { "-".into() };
    let times = [spent.degraded, spent.down, spent.maintenance, spent.unknown];
    let times = times.map(|millis| view! { <td>{brief(millis)}</td> });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td><strong>{uptime}</strong></td>
            <td>{objective}</td>
            <td>{left}</td>
            <td>{locale.figure(&hours(spent.up))}</td>
            {times.collect_view()}
            <td>{locale.figure(&hours(counting.counted()))}</td>
        </tr>
    }
    .drawn()
}

fn rule(locale: &Locale) -> Drawn {
    let rules = ["report-uptime", "report-time", "report-budget", "report-together"];
    let rules = rules.map(|name| view! { <p>{locale.text(name)}</p> });
    view! {
        <section class="report-rule" aria-labelledby="rule">
            <h2 id="rule">{locale.text("report-rule")}</h2>
            {rules.collect_view()}
        </section>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::page::Page;
    use crate::status::sample::html;
    use model::time::HOUR;

    fn page(until: i64) -> String {
        let month = Month::parse("2026-10").unwrap();
        let its = |name: &str, clocks, maintenance_counts| Reported {
            id: format!("s/{name}"),
            name: name.into(),
            clocks,
            maintenance_counts,
            slo: Slo::parse("97.5"),
        };
        let clocks = Clocks { up: 97 * HOUR, down: HOUR, maintenance: 2 * HOUR, ..Clocks::default() };
        let components =
            vec![its("a", clocks, false), its("b", clocks, true), its("c", Clocks::default(), false)];
        let system = ReportedSystem { id: "s".into(), name: "S & T".into(), components };
        let report = Report { month, until: month.last().end() - until, systems: vec![system] };
        html(&Page::Report(ReportPage { report, months: (month, month) }))
    }

    #[test]
    fn each_row_has_its_uptime_and_what_it_is_divided_by() {
        let html = page(0);
        assert!(html.contains("98.979 %") && html.contains("<td>98.0 h</td>"), "{html}");
        assert!(html.contains("97.000 %") && html.contains("<td>100.0 h</td>"), "{html}");
        // A budget of 2 h 27 min for 98 hours, of 2 h 30 min for 100.
        assert!(
            html.contains("59.1 % left of 2 h 27 min") && html.contains("Overspent by 30 min of 2 h 30 min")
        );
        assert_eq!(html.matches("<td>97.5 %</td>").count(), 3, "{html}");
        assert!(html.contains("No data") && html.contains("S &amp; T"), "{html}");
        // 194 of 198 hours.
        assert!(html.contains("97.979 %"), "{html}");
    }

    #[test]
    fn a_month_that_is_not_over_says_so_and_other_forms_are_linked() {
        let html = page(0);
        assert!(html.contains(
            "The whole month, from <time datetime=\"2026-10-01T00:00:00Z\">1 Oct 2026, 00:00 UTC</time> to "
        ));
        assert!(html.contains(">1 Nov 2026, 00:00 UTC</time>."), "{html}");
        let html = page(1);
        assert!(html.contains("The month so far"));
        assert!(
            html.contains(r#"href="/report/2026-10.csv""#) && html.contains(r#"href="/report/2026-10.json""#)
        );
        assert!(!html.contains(r#"rel="prev""#) && !html.contains(r#"rel="next""#));
    }
}
