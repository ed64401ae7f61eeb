//! What of a component's error budget is left in the window of its objective, and how fast it burns.

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::hours;
use crate::ui::when::length;
use capacity::slo::rate_of;
use leptos::prelude::*;
use messages::Locale;
use model::public::PublicComponent;
use model::slo::{Budget, Slo, latest};
use model::time::{Day, length as length_of};
use model::uptime::{Clocks, percent};

/// The section of a component that has an objective and time to count.
pub fn objective(locale: &Locale, component: &PublicComponent, today: Day) -> Option<Drawn> {
    let slo = component.slo?;
    let clocks = component.counting(slo.within(&component.days, today).map(|rollup| rollup.clocks).sum());
    let budget = slo.budget(clocks);
    let uptime = clocks.uptime().map(percent)?;
    let reach = locale.count("budget-over", slo.days as usize, &[]);
    Some(
        view! {
            <section class="status-slo">
                <h2>{locale.text("objective-heading")}</h2>
                <p class="status-budget"><strong>{left(locale, budget)}</strong> " " <span>{reach}</span></p>
                <div class="status-sum">
                    {table(locale, slo, budget, uptime, &rates(component, slo, today))}
                    {formula(locale, slo, budget, component.maintenance_counts)}
                </div>
            </section>
        }
        .drawn(),
    )
}

/// What is left of a budget as a share of it: `72.2 % left`, or by how much it is overspent.
pub fn left(locale: &Locale, budget: Budget) -> String {
    match budget.tenths_left() {
        Some(tenths) if budget.left() >= 0 => {
            let share = locale.figure(&format!("{}.{} %", tenths / 10, tenths % 10));
            locale.fill("budget-left", &[("share", &share)])
        }
        Some(_) => locale.fill("budget-overspent-by", &[("length", &length(locale, -budget.left()))]),
        None if budget.left() >= 0 => locale.text("budget-unused"),
        None => locale.text("budget-overspent"),
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

fn table(locale: &Locale, slo: Slo, budget: Budget, uptime: String, rates: &[(i64, String)]) -> Drawn {
    let rows = [
        ("objective", slo.percent()),
        ("column-uptime", uptime),
        ("counted", hours(budget.counted)),
        ("budget", length_of(budget.allowed)),
        ("clock-down", length_of(budget.used)),
    ];
    let rates = rates.iter().map(|(days, rate)| {
        let name = match *days {
            1 => locale.text("burn-today"),
            days => locale.count("burn", days as usize, &[]),
        };
        (name, rate.clone())
    });
    let rows = rows.into_iter().map(|(name, value)| (locale.text(name), value)).chain(rates);
    let rows = rows.map(|(name, value)| {
        view! { <tr><th scope="row">{name}</th><td>{locale.figure(&value)}</td></tr> }
    });
    view! {
        <table class="status-clocks">
            <caption>{locale.text("budget")}</caption>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .drawn()
}

fn formula(locale: &Locale, slo: Slo, budget: Budget, maintenance_counts: bool) -> Drawn {
    let planned = match maintenance_counts {
        false => "budget-apart",
        true => "budget-counted",
    };
    let [objective, counted, allowed] =
        [slo.percent().to_string(), hours(budget.counted), length_of(budget.allowed)]
            .map(|it| locale.figure(&it));
    let values = [("objective", objective.as_str()), ("counted", &counted), ("allowed", &allowed)];
    let figures = locale.fill("budget-figures", &values);
    view! {
        <div class="status-formula">
            <h3>{locale.text("budget-heading")}</h3>
            <p>{locale.text("budget-formula")}</p>
            <p dir="ltr">{figures}</p>
            <p>{locale.text(planned)} " " {locale.text("budget-rule")}</p>
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
