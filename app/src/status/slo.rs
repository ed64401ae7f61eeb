//! What of a component's error budget is left in the window of its objective, and how fast it burns.

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::hours;
use capacity::slo::rate_of;
use leptos::prelude::*;
use model::public::PublicComponent;
use model::slo::{Budget, Slo, latest};
use model::time::{Day, length};
use model::uptime::{Clocks, percent};

/// The section of a component that has an objective and time to count.
pub fn objective(component: &PublicComponent, today: Day) -> Option<Drawn> {
    let slo = component.slo?;
    let clocks = component.counting(slo.within(&component.days, today).map(|rollup| rollup.clocks).sum());
    let budget = slo.budget(clocks);
    let uptime = clocks.uptime().map(percent)?;
    let days = slo.days;
    Some(
        view! {
            <section class="status-slo">
                <h2>"Service level objective"</h2>
                <p class="status-budget"><strong>{left(budget)}</strong> " " <span>"error budget, last " {days} " days"</span></p>
                <div class="status-sum">
                    {table(slo, budget, uptime, &rates(component, slo, today))}
                    {formula(slo, budget, component.maintenance_counts)}
                </div>
            </section>
        }
        .drawn(),
    )
}

/// What is left of a budget as a share of it: `72.2 % left`, or by how much it is overspent.
pub fn left(budget: Budget) -> String {
    match budget.tenths_left() {
        Some(tenths) if budget.left() >= 0 => format!("{}.{} % left", tenths / 10, tenths % 10),
        Some(_) => format!("Overspent by {}", length(-budget.left())),
        None if budget.left() >= 0 => "None used".into(),
        None => "Overspent".into(),
    }
}

/// How many times faster than the objective allows the budget was used, today, in seven days and in the whole window.
fn rates(component: &PublicComponent, slo: Slo, today: Day) -> Vec<(i64, String)> {
    let mut windows: Vec<_> = [1, 7, slo.days].into_iter().filter(|days| *days <= slo.days).collect();
    windows.dedup();
    let rate = |days: i64| {
        let clocks: Clocks = latest(&component.days, days, today).map(|rollup| rollup.clocks).sum();
        let down = slo.budget(component.counting(clocks)).down()?;
        Some((days, format!("{:.2}", rate_of(down, slo.share()).ok()?)))
    };
    windows.into_iter().filter_map(rate).collect()
}

fn table(slo: Slo, budget: Budget, uptime: String, rates: &[(i64, String)]) -> Drawn {
    let rows = [
        ("Objective", slo.percent()),
        ("Uptime", uptime),
        ("Counted", hours(budget.counted)),
        ("Error budget", length(budget.allowed)),
        ("Down", length(budget.used)),
    ];
    let rates = rates.iter().map(|(days, rate)| {
        let name = if *days == 1 { "Burn rate, today".into() } else { format!("Burn rate, {days} days") };
        (name, rate.clone())
    });
    let rows = rows.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(rates);
    let rows = rows.map(|(name, value)| view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> });
    view! {
        <table class="status-clocks">
            <caption>"Error budget"</caption>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .drawn()
}

fn formula(slo: Slo, budget: Budget, maintenance_counts: bool) -> Drawn {
    let planned = match maintenance_counts {
        false => "Maintenance is not counted, and uses no budget.",
        true => "Maintenance counts as down, and uses the budget.",
    };
    let figures =
        format!("(100 % - {}) * {} = {}", slo.percent(), hours(budget.counted), length(budget.allowed));
    view! {
        <div class="status-formula">
            <h3>"How the error budget is found"</h3>
            <p>"(100 % - objective) * counted, and what was down is taken from it"</p>
            <p>{figures}</p>
            <p>
                {planned}
                " Unknown time is not counted. A burn rate of 1 uses the budget up just when its window ends."
            </p>
        </div>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::page::Page;
    use crate::status::sample::{html, public};
    use std::sync::Arc;

    fn page(id: &str, slo: Option<Slo>) -> String {
        let mut public = public();
        let groups = public.systems.iter_mut().flat_map(|system| &mut system.groups);
        groups.flat_map(|group| &mut group.components).for_each(|component| component.slo = slo);
        html(&Page::Component(Arc::new(public), id.into()))
    }

    #[test]
    fn the_error_budget_stands_with_its_denominator_and_its_burn_rates() {
        // Down for 12 minutes today, which has lasted for 1,389.65 minutes, and 29 whole days before it.
        let html = page("butterfly/cassandra", Slo::parse("99.9"));
        assert!(html.contains("<strong>72.1 % left</strong>"), "{html}");
        assert!(html.contains("<td>719.1 h</td>") && html.contains("<td>43 min 8 s</td>"), "{html}");
        for rate in ["today</th><td>8.64", "7 days</th><td>1.20", "30 days</th><td>0.28"] {
            assert!(html.contains(rate), "{rate}: {html}");
        }
        assert!(html.contains("Maintenance is not counted, and uses no budget."));
    }

    #[test]
    fn a_budget_that_is_overspent_says_by_how_much() {
        assert!(page("butterfly/cassandra", Slo::parse("99.99")).contains("Overspent by 7 min"));
    }

    #[test]
    fn no_objective_and_nothing_seen_have_no_budget() {
        assert!(!page("butterfly/cassandra", None).contains("status-slo"));
        assert!(!page("ai-challenge/mcp-server", Slo::parse("99.9")).contains("status-slo"));
    }
}
