//! What holds for every position of a plan's sliders, and for every URL that holds them.

use capacity::evaluate::{ItemOutcome, Outcome, evaluate};
use capacity::{Error, Plan, Scenario};

use super::draw::Draw;
use super::fixture::plan;

type Pairs = Vec<(String, String)>;

/// The quantities that sliders of the fixture plan set: key, least, most, and two units with how many of the second make
/// one of the first.
const QUANTITIES: [(&str, f64, f64, [&str; 2], f64); 6] = [
    ("front.cpu", 0.0, 600.0, ["s", "ms"], 1e3),
    ("front.cores", 0.01, 256.0, ["cores", "m"], 1e3),
    ("front.memory", 0.0, 60_000.0, ["GiB", "GB"], 1.073_741_824),
    ("store.storage", 0.0, 1000.0, ["TiB", "TB"], 1.099_511_627_776),
    ("store.growth", 0.0, 60.0, ["TB", "GB"], 1e3),
    ("dumps.retention", 0.05, 3650.0, ["d", "h"], 24.0),
];

/// A slider's place: often one of its ends, else anywhere, by size or evenly.
fn position(draw: &mut Draw, least: f64, most: f64) -> f64 {
    match draw.whole(0, 5) {
        0 => least,
        1 => most,
        2 | 3 => draw.sized(least.max(most * 1e-9), most),
        _ => draw.between(least, most),
    }
}

/// Some of the sliders moved, with quantities in either unit; the same ones twice, in their first and second units.
fn moved(draw: &mut Draw) -> (Pairs, Pairs) {
    let mut plain: Vec<(&str, String)> = Vec::new();
    let numbers = [("traffic", 0.1, 100.0), ("utilisation", 0.3, 0.95), ("front.visits", 0.0, 1000.0)];
    for (key, least, most) in numbers {
        plain.push((key, position(draw, least, most).to_string()));
    }
    plain.push(("days", draw.whole(1, 1825).to_string()));
    plain.push(("front.replicas", draw.whole(1, 1000).to_string()));
    plain.push(("percentile", draw.of(&["50", "80", "90", "95", "99"]).to_string()));
    plain.retain(|_| draw.whole(0, 1) == 0);
    let mut pairs = (Pairs::new(), Pairs::new());
    for (key, value) in plain {
        pairs.0.push((key.into(), value.clone()));
        pairs.1.push((key.into(), value));
    }
    for (key, least, most, [unit, other], times) in QUANTITIES {
        if draw.whole(0, 1) == 0 {
            let amount = position(draw, least, most);
            pairs.0.push((key.into(), format!("{amount} {unit}")));
            pairs.1.push((key.into(), format!("{} {other}", amount * times)));
        }
    }
    pairs
}

fn scenario(plan: &Plan, pairs: &[(String, String)]) -> Result<Scenario, String> {
    let (scenario, problems) = Scenario::parse(plan, pairs);
    if problems.is_empty() { Ok(scenario) } else { Err(format!("{problems:?}")) }
}

fn outcome(plan: &Plan, pairs: &[(String, String)]) -> Result<Result<Outcome, Error>, String> {
    Ok(evaluate(plan, &scenario(plan, pairs)?))
}

/// Every figure is a number, and no trace shows what is none; without an outcome there is an error that says why.
pub fn numbers(draw: &mut Draw) -> Result<(), String> {
    let (plan, pairs) = (plan(), moved(draw).0);
    let told = match outcome(&plan, &pairs)? {
        Ok(outcome) => {
            let totals = &outcome.totals;
            let whole =
                [&totals.cpu, &totals.memory, &totals.storage, &totals.network, &outcome.headroom.traffic];
            let figures = outcome.items.iter().flat_map(ItemOutcome::figures).map(|(_, figure)| figure);
            let figures: Vec<_> = figures.chain(whole).collect();
            if let Some(figure) =
                figures.iter().find(|figure| !(figure.value.is_finite() && figure.value >= 0.0))
            {
                return Err(format!("{pairs:?}: {figure:?}"));
            }
            figures.iter().map(|figure| format!("{} {}", figure.text(), figure.trace.substituted)).collect()
        }
        Err(error) => error.to_string(),
    };
    if told.contains("NaN") || told.contains(" inf") { Err(format!("{pairs:?}: {told}")) } else { Ok(()) }
}

/// The same state gives the same bytes of JSON, in whatever order a URL names it, and after it was read and written.
pub fn bytes(draw: &mut Draw) -> Result<(), String> {
    let (plan, mut pairs) = (plan(), moved(draw).0);
    let json = |pairs: &[(String, String)]| {
        Ok::<_, String>(match outcome(&plan, pairs)? {
            Ok(outcome) => serde_json::to_string(&outcome).unwrap(),
            Err(error) => error.to_string(),
        })
    };
    let first = json(&pairs)?;
    let again = json(&scenario(&plan, &pairs)?.to_pairs())?;
    pairs.reverse();
    let reversed = json(&pairs)?;
    if first == again && first == reversed { Ok(()) } else { Err(format!("{pairs:?}: {first}, {again}")) }
}

/// A change of unit changes nothing but the last digits.
pub fn units(draw: &mut Draw) -> Result<(), String> {
    let (plan, (pairs, others)) = (plan(), moved(draw));
    let (one, other) = (outcome(&plan, &pairs)?, outcome(&plan, &others)?);
    let (one, other) = match (one, other) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(_), Err(_)) => return Ok(()),
        differ => return Err(format!("{pairs:?}: {differ:?}")),
    };
    let figures = |outcome: &Outcome| {
        let figures = outcome.items.iter().flat_map(ItemOutcome::figures);
        figures.map(|(name, figure)| (name, figure.value)).collect::<Vec<_>>()
    };
    for ((name, a), (_, b)) in figures(&one).into_iter().zip(figures(&other)) {
        // Near saturation a response magnifies the rounding of the units.
        let most = if name.starts_with("Response") { 1e-6 } else { 1e-12 };
        if (a - b).abs() > most * a.abs().max(b.abs()) {
            return Err(format!("{name}: {a} and {b}: {pairs:?}"));
        }
    }
    Ok(())
}
