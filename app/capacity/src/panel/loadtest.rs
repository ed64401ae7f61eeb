//! A load test that was brought in: the law of scalability that fits it best, where it peaks, and whether that is enough.

mod reasons;

pub(super) use self::reasons::reasons;

use super::{Drawing, Mark, Panel, Table, words};
use crate::scenario::Ask;
use crate::units::Format;
use crate::usl::{Fit, Form, Point, fit_form};
use crate::{Error, Plan, Scenario};

/// With fewer points AICc fines a coefficient for more than it can gain, and the simplest form would always win.
const ENOUGH: usize = 8;
/// With fewer points intervals say little.
const SURE: usize = 6;
/// The level of the intervals.
const LEVEL: f64 = 0.95;

const LEFT: f64 = 70.0;
const WIDE: f64 = 540.0;
const TALL: f64 = 180.0;
/// Points of the curve, which ends at this many times the most users of the test.
const POINTS: u32 = 80;
const BEYOND: f64 = 1.6;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let points = pairs(scenario.ask(Ask::Test)?);
    let asked = plan.load.rps.value.si() * scenario.traffic();
    let (says, drawing, table) = match best(&points) {
        Ok(fit) => (says(&fit, asked), Some(drawing(&fit, asked)), table(&fit)),
        Err(error) => (format!("This load test has no law: {error}."), None, Table::default()),
    };
    Some(Panel {
        id: "test",
        title: "Load test",
        says,
        drawing,
        table,
        source: "X(N) = gamma N / (1 + alpha (N - 1) + beta N (N - 1)), Gunther, Guerrilla Capacity Planning (2007), by \
                 least squares; the form by AICc; intervals by Student's t, for a coefficient on its bound one-sided",
    })
}

/// Users and throughput, as `1:98,2:190` has them; what is no pair is left out.
fn pairs(text: &str) -> Vec<(f64, f64)> {
    let pair = |pair: &str| {
        let (users, throughput) = pair.split_once(':')?;
        Some((users.trim().parse().ok()?, throughput.trim().parse().ok()?))
    };
    text.split(',').filter_map(pair).collect()
}

/// The form with the least AICc; all three coefficients where there are too few points for it to tell them apart.
fn best(points: &[(f64, f64)]) -> Result<Fit, Error> {
    let weights = vec![1.0; points.len()];
    if points.len() < ENOUGH {
        return fit_form(points, &weights, Form::Usl);
    }
    let fits = [Form::Linear, Form::Amdahl, Form::Usl].map(|form| fit_form(points, &weights, form));
    let known = fits.iter().flatten().filter_map(|fit| Some((fit.aicc()?, fit)));
    let least = known.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, fit)| fit.clone());
    let [.., all] = fits;
    least.map_or(all, Ok)
}

fn says(fit: &Fit, asked: f64) -> String {
    let form = match fit.form {
        Form::Linear => "grows in proportion to users",
        Form::Amdahl => "is held back by waiting for what is shared",
        Form::Usl => "is held back by waiting for what is shared and by keeping copies the same",
    };
    let rate = |rate: f64| Format::Rate.text(rate);
    let most = match (fit.law.best_whole(), fit.law.limit()) {
        (Some(Point { n, x, .. }), _) => format!("It peaks at {} with {n:.0} users", rate(x)),
        (None, Some(limit)) => format!("It stays below {} with any number of users", rate(limit)),
        (None, None) => "It has no limit within the test".into(),
    };
    let enough = match fit.law.at_throughput(asked) {
        Ok((Point { n, r, .. }, _)) => {
            let time = Format::Time.text(r);
            format!(
                "the {} of this scenario take {n:.1} users at once, with an answer in {time} on average",
                rate(asked)
            )
        }
        Err(_) => format!("the {} of this scenario are more than one such system gives", rate(asked)),
    };
    let explained = Format::Share.text(fit.r_squared());
    let few = if fit.points.len() < SURE { " Six points or more would make it surer." } else { "" };
    format!("Throughput {form}; that explains {explained} of how it varies. {most}; {enough}.{few}")
}

/// The coefficients in the order of the table.
fn values(fit: &Fit) -> [f64; 3] {
    [fit.law.alpha(), fit.law.beta(), fit.law.gamma()]
}

fn table(fit: &Fit) -> Table {
    let intervals = fit.intervals(LEVEL).unwrap_or([None; 3]);
    let values = values(fit);
    let names = ["alpha, contention", "beta, coherency", "gamma, throughput of one user (1/s)"];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for ((name, value), interval) in names.into_iter().zip(values).zip(intervals) {
        let told = interval.map_or("not fitted".into(), |its| format!("{:.4} to {:.4}", its.low, its.high));
        rows.push(vec![name.into(), format!("{value:.6}"), told]);
    }
    for (users, throughput) in &fit.points {
        let law = fit.law.throughput(*users).map_or("-".into(), |x| Format::Rate.text(x));
        rows.push(vec![
            format!("{users} users, measured"),
            Format::Rate.text(*throughput),
            format!("{law} by the law"),
        ]);
    }
    Table { head: words(["Coefficient or point", "Value", "95 % interval, or the law"]), rows }
}

/// Measured points, the law through them and beyond, and the load of the scenario as a line across.
fn drawing(fit: &Fit, asked: f64) -> Drawing {
    let users = fit.points.iter().map(|(users, _)| *users).fold(1.0, f64::max) * BEYOND;
    let most = fit.points.iter().map(|(_, x)| *x).fold(asked.min(f64::MAX), f64::max) * 1.1;
    let at = |n: f64, x: f64| (LEFT + WIDE * n / users, 8.0 + TALL * (1.0 - (x / most).clamp(0.0, 1.0)));
    let curve = (0..=POINTS).filter_map(|point| {
        let n = 1.0 + (users - 1.0) * f64::from(point) / f64::from(POINTS);
        Some(at(n, fit.law.throughput(n).ok()?))
    });
    let mut marks = vec![
        Mark::Line("capacity-limit", vec![at(0.0, asked), at(users, asked)]),
        Mark::Line("capacity-path", curve.collect()),
    ];
    marks.extend(fit.points.iter().map(|(n, x)| Mark::Dot("capacity-dot", at(*n, *x))));
    for x in [0.0, asked, most] {
        let (left, y) = at(0.0, x);
        marks.push(Mark::Text("capacity-note capacity-before", (left - 6.0, y + 4.0), Format::Rate.text(x)));
    }
    for n in [0.0, users / 2.0, users] {
        let (x, y) = at(n, 0.0);
        marks.push(Mark::Text("capacity-note capacity-middle", (x, y + 16.0), format!("{n:.0} users")));
    }
    let label = "Throughput over users as measured and by the law that fits it; the table has figures";
    Drawing { width: LEFT + WIDE + 34.0, height: TALL + 34.0, label: label.into(), marks }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_form_that_made_the_points_is_found() {
        let made = |alpha: f64, beta: f64| -> Vec<(f64, f64)> {
            let law = |n: f64| 100.0 * n / (1.0 + alpha * (n - 1.0) + beta * n * (n - 1.0));
            // A tenth of a percent of noise, up and down in turn, so that a simpler form is not refuted by rounding.
            (1..=12)
                .map(|n| (f64::from(n * 2), law(f64::from(n * 2)) * (1.0 + 0.001 * f64::from(n % 2))))
                .collect()
        };
        assert_eq!(best(&made(0.0, 0.0)).unwrap().form, Form::Linear);
        assert_eq!(best(&made(0.05, 0.0)).unwrap().form, Form::Amdahl);
        assert_eq!(best(&made(0.05, 0.001)).unwrap().form, Form::Usl);
        assert!(best(&[(1.0, 1.0)]).is_err());
        assert_eq!(pairs("1:98, 2:190.5,x:1,3"), [(1.0, 98.0), (2.0, 190.5)]);
    }
}
