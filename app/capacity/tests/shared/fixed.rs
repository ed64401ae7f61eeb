//! One fixed evaluation reduced to bits, so that the server and the browser can be compared exactly.

use capacity::Scenario;
use capacity::evaluate::{Kernel, Outcome, Spread, evaluate};
use capacity::queue::Mmc;

use super::fixture::plan;

/// Named figures of the fixed evaluation and their bits, as computed natively.
pub const EXPECTED: &[(&str, u64)] = &[
    ("front p95", 4580237214847810683),
    ("wait p95", 4598547306378884670),
    ("front utilisation", 4604213388577104641),
    ("storage", 4779654537525329920),
    ("network", 4717426140791177216),
    ("headroom", 4617362146139561172),
];

/// A digest of the bits of every figure, as computed natively.
pub const DIGEST: u64 = 14376568561180744483;

/// The outcome that is compared: figures that are no round numbers.
pub fn outcome() -> Outcome {
    evaluate(&plan(), &scenario()).unwrap()
}

fn scenario() -> Scenario {
    let pairs = [("traffic", "2.37"), ("utilisation", "0.713"), ("days", "211"), ("front.cpu", "3.3ms")];
    let pairs = pairs.map(|(key, value)| (key.to_string(), value.to_string()));
    let (scenario, problems) = Scenario::parse(&plan(), &pairs);
    assert!(problems.is_empty(), "{problems:?}");
    scenario
}

/// Figures by name, through every function of `libm` that the crate calls.
pub fn bits(outcome: &Outcome) -> Vec<(&'static str, u64)> {
    let front = outcome.items.iter().find(|item| item.id == "front").unwrap();
    let response = front.response.as_ref().unwrap();
    let wait = Mmc::new(20.0, 0.18, 5).unwrap().wait_percentile(0.95).unwrap();
    vec![
        ("front p95", response.value.to_bits()),
        ("wait p95", wait.to_bits()),
        ("front utilisation", front.utilisation.value.to_bits()),
        ("storage", outcome.totals.storage.value.to_bits()),
        ("network", outcome.totals.network.value.to_bits()),
        ("headroom", outcome.headroom.traffic.value.to_bits()),
    ]
}

/// A digest of all needs that a simulation of the same scenario finds, as computed natively.
pub const SIMULATED: u64 = 17712272988903033286;

/// That digest.
pub fn simulated() -> u64 {
    let kernel = Kernel::new(&plan(), &scenario()).unwrap();
    digest_of(Spread::new(kernel, 4096, 7).unwrap().found().into_iter())
}

/// FNV-1a over the bits of every figure.
pub fn digest(outcome: &Outcome) -> u64 {
    let totals = &outcome.totals;
    let whole = [&totals.cpu, &totals.memory, &totals.storage, &totals.network, &outcome.headroom.traffic];
    let figures = outcome.items.iter().flat_map(|item| item.figures()).map(|(_, figure)| figure);
    digest_of(figures.chain(whole).map(|figure| figure.value))
}

fn digest_of(values: impl Iterator<Item = f64>) -> u64 {
    values
        .flat_map(|value| value.to_bits().to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
