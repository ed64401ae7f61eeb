//! How fast the load grows: by what the plan expects, or by the days that were measured, with a test of that forecast.

use crate::forecast::{Score, TheilSen, backtest_of, theil_sen, trend};
use crate::plan::Origin;
use crate::scenario::Ask;
use crate::special::normal;
use crate::units::Format;
use crate::{Plan, Scenario};

/// The 5th and the 95th percentile of an assumed growth lie this factor below and above what is expected.
const SPREAD: f64 = 2.0;
/// Days of a measured load that say something of its growth.
const ENOUGH: usize = 28;
/// The most days that are looked at, the latest.
const MOST: usize = 400;
/// The back-test: so many origins, so many days ahead of each, and the days of a season.
const ORIGINS: usize = 3;
const AHEAD: usize = 14;
const WEEK: usize = 7;
/// Growth beyond these shares a year is no forecast.
const LEAST: f64 = -0.95;
const LARGEST: f64 = 20.0;

/// The growth of the load.
pub(super) struct Pace {
    /// Share a year: the 90th, the 50th and the 10th percentile, from fast to slow.
    pub quantiles: [f64; 3],
    /// Where it is from, in a sentence or two.
    pub says: String,
    /// How the forecast did before, in a few words.
    pub score: String,
    /// The same in figures; none for an assumed growth.
    pub test: Option<Score>,
}

/// The measured growth where the scenario has enough days, else the plan's; none where neither says any.
pub(super) fn pace(plan: &Plan, scenario: &Scenario) -> Option<Pace> {
    let days = scenario.ask(Ask::History).map(history).unwrap_or_default();
    if days.len() >= ENOUGH {
        return measured(&days).or_else(|| assumed(plan, &days));
    }
    assumed(plan, &days)
}

/// The days of `180,184.5,`; what is no load is left out.
fn history(text: &str) -> Vec<f64> {
    let days = text.split(',').filter_map(|day| day.trim().parse::<f64>().ok());
    let days: Vec<f64> = days.filter(|day| *day > 0.0 && *day < 1e12).collect();
    days.iter().skip(days.len().saturating_sub(MOST)).copied().collect()
}

fn assumed(plan: &Plan, days: &[f64]) -> Option<Pace> {
    let growth = plan.load.growth_per_year.as_ref()?;
    let at = |p: f64| {
        growth.value.si() * libm::exp(libm::log(SPREAD) / normal::quantile(0.95) * normal::quantile(p))
    };
    let whose = if growth.origin == Origin::Default { "an assumption of" } else { "stated in" };
    let few = match days.len() {
        0 => String::new(),
        days => format!(
            " The {days} measured days of the load are fewer than the {ENOUGH} that it takes to fit one."
        ),
    };
    let says = format!(
        "The growth is {whose} the plan and fitted to no measurement, so there is nothing to test it on.{few}"
    );
    Some(Pace { quantiles: [0.9, 0.5, 0.1].map(at), says, score: "none: assumed growth".into(), test: None })
}

/// The growth of measured days: the line through their logarithms, and quantiles of its slope by the interval.
fn measured(days: &[f64]) -> Option<Pace> {
    let logs: Vec<f64> = days.iter().map(|day| libm::log(*day)).collect();
    let steps: Vec<f64> = (0..days.len()).map(|day| day as f64).collect();
    // 80 % lie between the 10th and the 90th percentile.
    let TheilSen { slope, low, high, .. } = theil_sen(&steps, &logs, 0.8).ok()?;
    let yearly = |slope: f64| libm::expm1((slope * 365.0).clamp(-50.0, 50.0)).clamp(LEAST, LARGEST);
    let quantiles = [high, slope, low].map(yearly);
    let [fast, middle, slow] = quantiles.map(|pace| Format::Share.text(pace));
    let score = backtest_of(days, WEEK, AHEAD, ORIGINS, trend);
    let test = score.ok();
    let told = test.as_ref().map_or("cannot be tested".to_owned(), text);
    let says = format!(
        "The growth is that of {} measured days: {middle} a year, with 80 % of its cases between {slow} and {fast}. \
         Back-test of that line: {told}.",
        days.len()
    );
    Some(Pace { quantiles, says, score: told, test })
}

fn text(score: &Score) -> String {
    let owa = score.owa.map_or(String::new(), |owa| format!(", OWA {owa:.2}"));
    format!("MASE {:.2}{owa}", score.mase)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Days that grow by half in a year, with a week's wave.
    fn days(count: u32) -> Vec<f64> {
        let day = |day: u32| {
            let wave = 1.0 + 0.2 * f64::from(day % 7) / 6.0;
            200.0 * libm::pow(1.5, f64::from(day) / 365.0) * wave * (1.0 + 0.01 * f64::from(day * 37 % 11))
        };
        (0..count).map(day).collect()
    }

    #[test]
    fn measured_days_tell_their_growth_and_are_tested() {
        let pace = measured(&days(120)).unwrap();
        let [fast, middle, slow] = pace.quantiles;
        assert!(slow < middle && middle < fast && (0.3..0.7).contains(&middle), "{:?}", pace.quantiles);
        assert!(pace.score.starts_with("MASE ") && pace.score.contains("OWA"), "{}", pace.score);
    }

    #[test]
    fn text_that_is_no_load_is_left_out_and_extremes_have_an_end() {
        assert_eq!(history("180, 184.5,x,-3,0,inf"), [180.0, 184.5]);
        let steep: Vec<f64> = (0..60).map(|day| libm::exp(f64::from(day))).collect();
        assert_eq!(measured(&steep).unwrap().quantiles, [LARGEST; 3]);
    }
}
