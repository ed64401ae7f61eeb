//! How the coefficients of a load test come about, and the points of its law.

use super::{LEVEL, best, pairs, values};
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::scenario::Ask;
use crate::trace::{Law, Trace, symbol};
use crate::usl::{Fit, Interval, Point};
use crate::{Plan, Scenario};

/// How the coefficient or the point of a row comes about; else a point of the law, its peak, the load of this scenario and
/// an interval.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let fit = best(&pairs(scenario.ask(Ask::Test)?)).ok()?;
    match row {
        Some(row) => of(&fit, row),
        None => Some(first(&fit, plan.load.rps.value.si() * scenario.traffic())),
    }
}

/// The law at so many users.
fn point(fit: &Fit, users: f64) -> Option<Trace> {
    let x = fit.law.throughput(users).ok()?;
    Some(fit.law.trace_throughput(Point { n: users, x, r: users / x }))
}

fn of(fit: &Fit, row: Row<'_>) -> Option<Reasons> {
    let values = values(fit);
    let Some(value) = values.get(row.place) else {
        let (users, _) = fit.points.get(row.place - values.len())?;
        return Some(vec![(named(row.name, "by the law"), point(fit, *users)?)]);
    };
    let mut all = vec![(named(row.name, "value"), fitted(fit, *value))];
    let interval = fit.intervals(LEVEL).ok().and_then(|its| its.get(row.place).copied().flatten());
    all.extend(interval.map(|its| (named(row.name, "95 % interval"), interval_of(*value, its))));
    Some(all)
}

fn first(fit: &Fit, asked: f64) -> Reasons {
    let most = fit.points.iter().map(|(users, _)| *users).fold(1.0, f64::max);
    let mut all: Reasons =
        point(fit, most).map(|trace| ("By the law".to_owned(), trace)).into_iter().collect();
    all.extend(
        ["The peak, users", "The peak, throughput"].map(str::to_owned).into_iter().zip(fit.law.traces()),
    );
    let asked = fit.law.at_throughput(asked).ok();
    all.extend(asked.map(|(point, _)| {
        ("The mean response time of this scenario".to_owned(), fit.law.trace_at_throughput(point))
    }));
    all.push(("How well it fits".into(), explained(fit)));
    let [.., interval] = fit.intervals(LEVEL).unwrap_or([None; 3]);
    all.extend(interval.map(|its| ("gamma, 95 % interval".to_owned(), interval_of(fit.law.gamma(), its))));
    all
}

fn fitted(fit: &Fit, value: f64) -> Trace {
    Trace {
        formula: "alpha, beta, gamma = argmin sum (X - law(N))^2",
        symbols: vec![symbol("n", "points", fit.points.len() as f64)],
        substituted: format!("over {} points = {value:.6}", fit.points.len()),
        source: "Least squares",
        validity: "the form that was chosen by AICc; what it has no place for is zero",
    }
}

fn explained(fit: &Fit) -> Trace {
    let symbols = [symbol("n", "points", fit.points.len() as f64)];
    Trace {
        formula: "R2 = 1 - sum (X - law(N))^2 / sum (X - mean)^2",
        symbols: symbols.to_vec(),
        substituted: format!("R2 = {:.6} over {} points", fit.r_squared(), fit.points.len()),
        source: "Least squares",
        validity: "the form that was chosen by AICc",
    }
}

fn interval_of(value: f64, interval: Interval) -> Trace {
    Law {
        formula: "high = v + t_SE",
        symbols: &[("v", "estimate"), ("t_SE", "Student's t times the standard error")],
        source: "Student's t with as many degrees of freedom as points beyond the coefficients",
        validity: "errors that are equal and independent; a coefficient on its bound has a one-sided interval",
    }
    .trace(&[value, interval.high - value], interval.high)
}
