//! The uptime of a month, to be read and printed: each component with the time that its uptime is made of.

use crate::history::month::turn;
use crate::page::{Head, Section};
use crate::route::{Form, Route};
use crate::status::slo;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::hours;
use crate::ui::moment::{moment, month};
use leptos::prelude::*;
use model::report::{Report, Reported, ReportedSystem};
use model::slo::{Budget, Slo};
use model::time::{Month, length};
use model::uptime::{Clocks, percent};

/// The report of a month, for its page.
#[derive(Clone)]
pub struct ReportPage {
    /// What it says.
    pub report: Report,
    /// The first month of which anything is known, and the current one.
    pub months: (Month, Month),
}

const COLUMNS: [&str; 10] = [
    "Component",
    "Uptime",
    "Objective",
    "Error budget",
    "Operational",
    "Degraded",
    "Down",
    "Maintenance",
    "Unknown",
    "Counted",
];

impl ReportPage {
    pub(crate) fn head(&self) -> Head {
        let name = month(self.report.month.first());
        Head {
            title: format!("Uptime, {name}"),
            description: format!("Uptime of every component in {name}, with what it is made of."),
            section: Some(Section::Status),
            bundle: None,
            listed: true,
        }
    }

    pub(crate) fn body(&self) -> Drawn {
        let its = self.report.month;
        let systems = self.report.systems.iter().map(system).collect_view();
        let file = |form, name| view! { <a href=Route::ReportFile(its, form).path()>{name}</a> };
        view! {
            <div class="frame-column report-page">
                <header class="status-title">
                    {crumbs([(Route::Overview, "Status".into())], "Uptime by month")}
                    <h1>"Uptime, " {month(its.first())}</h1>
                    <p class="status-summary">{self.reach()}</p>
                </header>
                {turn(its, self.months, |month| Route::Report(Some(month)))}
                {systems}
                {rule()}
                <p class="report-forms">
                    "The same for programs: " {file(Form::Csv, "CSV")} " " {file(Form::Json, "JSON")} " "
                    <a href=Route::History(Some(its)).path()>"What happened"</a>
                </p>
            </div>
        }
        .drawn()
    }

    fn reach(&self) -> String {
        let (from, until) = (moment(self.report.month.first().start()), moment(self.report.until));
        match self.report.is_complete() {
            true => format!("The whole month, from {from} to {until}."),
            false => format!("The month so far, from {from} to {until}."),
        }
    }
}

fn system(system: &ReportedSystem) -> Drawn {
    let heading = format!("report-{}", system.id);
    let rows = system.components.iter().map(component).collect_view();
    let columns = COLUMNS.map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <section class="report-system">
            <h2 id=heading.clone()>{system.name.clone()}</h2>
            <div class="frame-scroll" tabindex="0" role="region" aria-labelledby=heading>
                <table>
                    <thead><tr>{columns.collect_view()}</tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot>{row("All components together".drawn(), system.counting(), system.counting(), None)}</tfoot>
                </table>
            </div>
        </section>
    }
    .drawn()
}

fn component(its: &Reported) -> Drawn {
    let link = view! { <a href=Route::Component(its.id.clone()).path()>{its.name.clone()}</a> };
    row(link.drawn(), its.clocks, its.counting(), its.budget())
}

/// A row: the time as it was spent and as it counts, and an objective with the error budget that it leaves.
fn row(name: Drawn, spent: Clocks, counting: Clocks, budget: Option<(Slo, Budget)>) -> Drawn {
    let objective = budget.map_or("-".into(), |(slo, _)| slo.percent());
    let left = budget.filter(|(_, its)| its.counted > 0);
    let left = left.map_or("-".into(), |(_, its)| format!("{} of {}", slo::left(its), length(its.allowed)));
    let uptime = counting.uptime().map_or("No data".into(), percent);
    let brief = |millis: i64| if millis > 0 { length(millis) } else { "-".into() };
    let times = [spent.degraded, spent.down, spent.maintenance, spent.unknown];
    let times = times.map(|millis| view! { <td>{brief(millis)}</td> });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td><strong>{uptime}</strong></td>
            <td>{objective}</td>
            <td>{left}</td>
            <td>{hours(spent.up)}</td>
            {times.collect_view()}
            <td>{hours(counting.counted())}</td>
        </tr>
    }
    .drawn()
}

fn rule() -> Drawn {
    view! {
        <section class="report-rule" aria-labelledby="rule">
            <h2 id="rule">"How it is found"</h2>
            <p>"Uptime = (operational + degraded) / counted, with counted = operational + degraded + down."</p>
            <p>
                "It is time, not a count of checks, measured to the millisecond and rounded down to three decimals. "
                "Maintenance and unknown time are on neither side. Where a system says that its maintenance counts, "
                "that is down here, and the component's page says so. Nothing that is told of in an incident changes "
                "what was measured."
            </p>
            <p>
                "Error budget = (100 % - objective) * counted, and what was down is taken from it. It is of the month, or "
                "of the month so far, whatever the window of the objective on the component's page is."
            </p>
            <p>
                "Together, components are the sum of their times: each weighs as much as it was watched."
            </p>
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
        assert!(page(0).contains("The whole month, from 1 Oct 2026, 00:00 UTC to 1 Nov 2026, 00:00 UTC."));
        let html = page(1);
        assert!(html.contains("The month so far"));
        assert!(
            html.contains(r#"href="/report/2026-10.csv""#) && html.contains(r#"href="/report/2026-10.json""#)
        );
        assert!(!html.contains(r#"rel="prev""#) && !html.contains(r#"rel="next""#));
    }
}
