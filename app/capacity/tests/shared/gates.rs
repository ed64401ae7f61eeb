//! What holds for every input in range. Each gate checks one random input; what is wrong is a text.

use capacity::availability::{Availability, k_of_mixed, k_of_n, series};
use capacity::eval;
use capacity::forecast::{Growth, compound_periods};
use capacity::kubernetes::pack::{Pods, Shape, pack, verify};
use capacity::network::{Method, Servers, Station, bounds, solve};
use capacity::queue::{
    Mmc, Target, arrival_for, erlang_b, erlang_b_continuous, halfin_whitt, halfin_whitt_beta, servers_for,
};
use capacity::uncertainty::{Distribution, Interval, Product, simulate};
use capacity::usl::Usl;
use serde_json::{Map, Value, json};

use super::draw::Draw;
use super::requests::request;
use super::sliders;

/// Inputs for each gate.
pub const CASES: u64 = 10_000;

type Gate = fn(&mut Draw) -> Result<(), String>;

/// Every gate by its name.
pub const GATES: [(&str, Gate); 18] = [
    ("usl: N = X R, and both inversions lead back", usl),
    ("queue: waits fall with servers and rise with load", waits),
    ("queue: Erlang's recursion is the gamma form", erlang),
    ("queue: the size meets its objective and one fewer does not", sizing),
    ("queue: percentiles invert the distribution", percentiles),
    ("network: N = X (R + Z), within bounds", closed),
    ("availability: k of n is monotone", k_of),
    ("availability: a series is at most its weakest part", weakest),
    ("pack: every packing passes the verifier", packing),
    ("eval: a change of unit changes nothing", units),
    ("eval: whatever comes in, no NaN or infinity comes out", numbers),
    ("eval: the same line gives the same bytes", bytes),
    ("uncertainty: sampling is within four standard errors of the closed form", sampling),
    ("queue: the largest load meets its objective and a little more does not", load),
    ("laws: growth, Halfin and Whitt's staffing and stated intervals lead back", inverses),
    ("plan: no slider makes NaN or infinity", sliders::numbers),
    ("plan: the same state of a URL gives the same bytes of JSON", sliders::bytes),
    ("plan: a change of unit changes nothing", sliders::units),
];

/// Runs one gate on all its inputs.
pub fn run(gate: usize) {
    let (name, check) = GATES[gate];
    for case in 0..CASES {
        // Cases of a gate lie far apart in the stream.
        let mut draw = Draw((gate as u64) << 56 | case << 24);
        if let Err(what) = check(&mut draw) {
            panic!("{name}: case {case}: {what}");
        }
    }
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// Figures below 1e-290 no longer have all their digits.
fn close(a: f64, b: f64, rel: f64) -> bool {
    (a - b).abs() <= (rel * a.abs().max(b.abs())).max(1e-290)
}

fn usl(draw: &mut Draw) -> Result<(), String> {
    let (alpha, beta, gamma) = (draw.between(0.0, 0.99), draw.sized(1e-9, 0.5), draw.sized(1e-6, 1e6));
    let law = Usl::new(alpha, beta, gamma).map_err(|error| error.to_string())?;
    let peak = law.peak().ok_or("it has no peak")?;
    let n = draw.sized(1.0, 10.0 * peak.n.max(1.0));
    let (x, r) = (law.throughput(n).unwrap(), law.latency(n).unwrap());
    ensure(close(x * r, n, 1e-12), || format!("N = {n}, X R = {}", x * r))?;
    ensure(x <= law.ceiling().unwrap() * (1.0 + 1e-12), || format!("X = {x} is above the peak"))?;
    let back = law.at_latency(r).map_err(|error| error.to_string())?;
    // R is flat where there is hardly any contention, and then N is not well told by it.
    let told = (n * r - 1.0 / gamma).abs().min(1.0);
    ensure(close(back.n, n, 1e-9 / told.max(1e-6) + 1e-9), || format!("N = {n} came back as {}", back.n))?;
    let (stable, overloaded) = law.at_throughput(x).map_err(|error| error.to_string())?;
    let overloaded = overloaded.ok_or("the overloaded branch is missing")?;
    let same = if n < peak.n { stable } else { overloaded };
    // At the peak both branches meet, and X tells N only to half its digits.
    let off = 1e-9 + 1e-13 / ((n / peak.n - 1.0) * (n / peak.n - 1.0)).max(1e-9);
    ensure(close(same.n, n, off), || format!("X = {x} of N = {n} came back as {same:?}, peak {}", peak.n))
}

fn waits(draw: &mut Draw) -> Result<(), String> {
    let (servers, service, load) = (draw.whole(1, 300), draw.sized(1e-4, 100.0), draw.between(0.01, 0.999));
    let arrival = load * f64::from(servers) / service;
    let wait = |arrival, servers| Mmc::new(arrival, service, servers).unwrap().mean_wait();
    ensure(wait(arrival, servers + 1) <= wait(arrival, servers), || {
        format!("{arrival} {service} {servers}")
    })?;
    ensure(wait(arrival * 0.9, servers) <= wait(arrival, servers), || {
        format!("{arrival} {service} {servers}")
    })
}

fn erlang(draw: &mut Draw) -> Result<(), String> {
    let servers = draw.whole(1, 400);
    let offered = f64::from(servers) * draw.sized(0.2, 3.0);
    let (steps, gamma) =
        (erlang_b(servers, offered).unwrap(), erlang_b_continuous(f64::from(servers), offered).unwrap());
    ensure(close(steps, gamma, 1e-12), || format!("c = {servers}, a = {offered}: {steps} and {gamma}"))
}

fn sizing(draw: &mut Draw) -> Result<(), String> {
    let (offered, service, slack) = (draw.sized(0.1, 60.0), draw.sized(1e-3, 10.0), draw.between(1.02, 4.0));
    let arrival = offered / service;
    let (p, within) = (draw.between(0.5, 0.99), draw.sized(0.01, 2.0) * service);
    let target = match draw.whole(0, 4) {
        0 => Target::Utilisation(draw.between(0.1, 0.98)),
        1 => Target::MeanResponse(service * slack),
        2 => Target::MeanWait(within),
        3 => Target::Response { p, within: -libm::log(1.0 - p) * service * slack },
        _ => Target::ServiceLevel { p, within },
    };
    let servers = servers_for(arrival, service, target).map_err(|error| error.to_string())?;
    let meets = |servers| match (Mmc::new(arrival, service, servers), target) {
        (Err(_), _) => false,
        (Ok(queue), Target::Utilisation(most)) => queue.utilisation() <= most,
        (Ok(queue), Target::MeanResponse(within)) => queue.mean_response() <= within,
        (Ok(queue), Target::MeanWait(within)) => queue.mean_wait() <= within,
        (Ok(queue), Target::Response { p, within }) => {
            queue.response_percentile(p).unwrap() <= within * (1.0 + 1e-12)
        }
        (Ok(queue), Target::ServiceLevel { p, within }) => queue.service_level(within).unwrap() >= p,
    };
    ensure(meets(servers), || format!("{servers} for {offered} erlangs miss {target:?}"))?;
    ensure(servers == 1 || !meets(servers - 1), || {
        format!("{servers} for {offered} erlangs are too many: {target:?}")
    })
}

fn load(draw: &mut Draw) -> Result<(), String> {
    let (servers, service) = (draw.whole(1, 60), draw.sized(1e-3, 10.0));
    let (p, within) = (draw.between(0.5, 0.99), draw.sized(0.05, 5.0) * service);
    let target = match draw.whole(0, 4) {
        0 => Target::Utilisation(draw.between(0.1, 0.98)),
        1 => Target::MeanResponse(service * draw.between(1.02, 4.0)),
        2 => Target::MeanWait(within),
        3 => Target::Response { p, within: -libm::log(1.0 - p) * service * draw.between(1.02, 4.0) },
        _ => Target::ServiceLevel { p, within },
    };
    let most = arrival_for(service, servers, target).map_err(|error| error.to_string())?;
    let fewest = |arrival: f64| servers_for(arrival, service, target).map_err(|error| error.to_string());
    let (here, beyond) = (fewest(most)?, fewest(most * (1.0 + 1e-9))?);
    ensure(here <= servers && beyond > servers, || {
        format!("{most} on {servers}: {here}, {beyond}, {target:?}")
    })
}

fn inverses(draw: &mut Draw) -> Result<(), String> {
    let (from, rate, periods) = (draw.sized(1e-3, 1e6), draw.sized(1e-6, 2.0), draw.sized(1e-3, 100.0));
    let to = Growth::Compound(rate).value(from, periods).map_err(|error| error.to_string())?;
    let back = compound_periods(from, to, rate).map_err(|error| error.to_string())?;
    // Growth by little is told by the last digits of what it made.
    let told = periods * libm::log1p(rate);
    ensure(close(back, periods, 1e-12 + 1e-14 / told), || format!("{periods} periods came back as {back}"))?;
    let p = draw.sized(1e-12, 0.999);
    let beta = halfin_whitt_beta(p).map_err(|error| error.to_string())?;
    let back = halfin_whitt(beta).map_err(|error| error.to_string())?;
    ensure(close(back, p, 1e-11), || format!("a probability of {p} came back as {back}"))?;
    let (low, spread) = (draw.sized(1e-6, 1e6), draw.sized(1.01, 50.0));
    let interval = Interval::ninety(low, low * spread).map_err(|error| error.to_string())?;
    // The gamma distribution is found by a search within a search.
    let stated = match draw.whole(0, 15) {
        0 => interval.gamma(),
        1..=7 => interval.lognormal(),
        _ => interval.around(low * libm::pow(spread, draw.between(0.05, 0.95))),
    };
    let stated = stated.map_err(|error| error.to_string())?;
    let (down, up) = (stated.quantile(0.05), stated.quantile(0.95));
    let met = close(down, low, 1e-9) && close(up, low * spread, 1e-9);
    ensure(met, || format!("{low} to {} became {down} to {up}: {stated:?}", low * spread))
}

fn percentiles(draw: &mut Draw) -> Result<(), String> {
    let (servers, service) = (draw.whole(1, 100), draw.sized(1e-4, 100.0));
    let arrival = draw.between(0.01, 0.999) * f64::from(servers) / service;
    let queue = Mmc::new(arrival, service, servers).unwrap();
    let p = draw.between(0.01, 0.999);
    let (wait, response) = (queue.wait_percentile(p).unwrap(), queue.response_percentile(p).unwrap());
    let level = queue.service_level(wait).unwrap();
    ensure(level >= p - 1e-12, || format!("{level} is below {p}"))?;
    ensure(wait == 0.0 || close(level, p, 1e-9), || format!("{level} is not {p}"))?;
    ensure(response > wait, || format!("response {response}, wait {wait}"))
}

fn closed(draw: &mut Draw) -> Result<(), String> {
    let (users, think) = (draw.whole(1, 25), *draw.of(&[0.0, 0.5, 20.0]));
    let count = draw.whole(1, 4);
    let single = draw.whole(0, 1) == 0;
    let stations: Vec<Station> = (0..count)
        .map(|_| {
            let servers = if single { 1 } else { draw.whole(1, 6) };
            Station { demand: draw.sized(1e-3, 3.0), servers: Servers::Queue(servers) }
        })
        .collect();
    let solved = solve(&stations, users, think).map_err(|error| error.to_string())?;
    ensure(solved.method != Method::Approximate, || "it was not solved exactly".into())?;
    let n = f64::from(users);
    ensure(close(solved.throughput * (solved.response + think), n, 1e-9), || format!("{solved:?}"))?;
    let inside: f64 = solved.inside.iter().sum();
    ensure(close(inside + solved.throughput * think, n, 1e-7), || format!("{inside} inside: {solved:?}"))?;
    let demands: Vec<f64> = stations.iter().map(|station| station.demand).collect();
    let total: f64 = demands.iter().sum();
    let full = |station: &Station| match station.servers {
        Servers::Queue(servers) => f64::from(servers) / station.demand,
        Servers::Delay => f64::INFINITY,
    };
    let most = stations.iter().map(full).fold(n / (total + think), f64::min);
    let least = n / (n * total + think);
    let fits = (least * (1.0 - 1e-9)..=most * (1.0 + 1e-9)).contains(&solved.throughput);
    ensure(fits, || format!("{solved:?} is not between {least} and {most}"))?;
    if single {
        let wide = bounds::asymptotic(&demands, n, think).map_err(|error| error.to_string())?;
        let tight = bounds::balanced(&demands, n, think).map_err(|error| error.to_string())?;
        for limits in [wide, tight] {
            let fits = solved.throughput <= limits.throughput_high * (1.0 + 1e-12)
                && solved.throughput >= limits.throughput_low * (1.0 - 1e-12);
            ensure(fits, || format!("{solved:?} is outside {limits:?}"))?;
        }
    }
    Ok(())
}

fn k_of(draw: &mut Draw) -> Result<(), String> {
    let n = draw.whole(1, 40);
    let (k, down) = (draw.whole(1, n), draw.sized(1e-9, 0.9));
    let part = |down| Availability::of_down(down).unwrap();
    let of = |k, n, down| k_of_n(k, n, part(down)).unwrap();
    let here = of(k, n, down);
    ensure(of(k - 1, n, down).down() <= here.down() * (1.0 + 1e-12), || {
        format!("fewer needed: {k} of {n}, {down}")
    })?;
    ensure(of(k, n + 1, down).down() <= here.down() * (1.0 + 1e-12), || {
        format!("one more: {k} of {n}, {down}")
    })?;
    ensure(of(k, n, down / 2.0).down() <= here.down(), || format!("better parts: {k} of {n}, {down}"))?;
    let mixed = k_of_mixed(k, &vec![part(down); n as usize]).unwrap();
    ensure(close(mixed.down(), here.down(), 1e-11), || format!("{} and {}", mixed.down(), here.down()))
}

fn weakest(draw: &mut Draw) -> Result<(), String> {
    let parts: Vec<Availability> =
        (0..draw.whole(1, 20)).map(|_| Availability::of_down(draw.sized(1e-12, 0.5)).unwrap()).collect();
    let (whole, weakest) = (series(&parts), parts.iter().map(Availability::up).fold(1.0, f64::min));
    ensure(whole.up() <= weakest, || format!("{whole:?} of {parts:?}"))?;
    let sum: f64 = parts.iter().map(Availability::down).sum();
    ensure(whole.down() <= sum * (1.0 + 1e-12), || format!("{whole:?} of {parts:?}"))
}

fn packing(draw: &mut Draw) -> Result<(), String> {
    let zones = draw.whole(1, 3);
    let shape = Shape { allocatable: [4.0, 16.0, 10.0, 0.0, f64::from(draw.whole(4, 30)), 0.0], zones };
    let kind = |draw: &mut Draw| Pods {
        name: "pod".into(),
        replicas: draw.whole(0, 5),
        needs: [draw.sized(0.05, 4.0), draw.sized(0.1, 16.0), draw.between(0.0, 2.0), 0.0, 1.0, 0.0],
        apart: draw.whole(0, 1) == 0,
        zone: if draw.whole(0, 5) == 0 { Some(draw.whole(0, zones - 1)) } else { None },
        spread: false,
    };
    let mut pods: Vec<Pods> = (0..draw.whole(1, 6)).map(|_| kind(draw)).collect();
    for kind in &mut pods {
        kind.spread = kind.zone.is_none() && draw.whole(0, 3) == 0;
    }
    let packing = pack(&pods, &shape, 400).map_err(|error| error.to_string())?;
    verify(&pods, &shape, &packing.nodes)?;
    ensure(packing.at_least <= packing.nodes.len() as u32, || format!("{packing:?}"))
}

/// Points of a simulation; few, because there are many of them.
const POINTS: u32 = 128;

/// The standard errors are those of as many independent draws, from the closed form: what points that are spread evenly
/// must stay within.
fn sampling(draw: &mut Draw) -> Result<(), String> {
    let count = draw.whole(1, 3);
    let factors: Vec<Interval> = (0..count)
        .map(|_| {
            let low = draw.sized(1e-6, 1e6);
            Interval::ninety(low, low * draw.sized(1.01, 8.0)).unwrap()
        })
        .collect();
    let inputs: Vec<Distribution> = factors.iter().map(|factor| factor.lognormal().unwrap()).collect();
    let exact = Product::of(&factors, 1.0).map_err(|error| error.to_string())?.distribution();
    let Distribution::Lognormal { sigma, .. } = exact else { return Err(format!("{exact:?}")) };
    let seed = u64::from(draw.whole(0, u32::MAX - 1));
    let run =
        simulate(&inputs, None, POINTS, seed, |x| x.iter().product()).map_err(|error| error.to_string())?;
    let root = libm::sqrt(f64::from(POINTS));
    let error = exact.mean() * libm::sqrt(libm::expm1(sigma * sigma)) / root;
    let off = (run.mean().value - exact.mean()).abs();
    ensure(off <= 4.0 * error, || format!("mean of {inputs:?}: off by {off}, error {error}"))?;
    let (median, got) = (exact.quantile(0.5), run.percentile(0.5).unwrap().value);
    // Half over the density at the median, where the standard normal one is 1 / sqrt(2 pi).
    let error = 0.5 * libm::sqrt(2.0 * core::f64::consts::PI) * sigma * median / root;
    ensure((got - median).abs() <= 4.0 * error, || format!("median of {inputs:?}: {got} for {median}"))
}

fn ask(model: &str, inputs: Value) -> Result<Map<String, Value>, eval::Error> {
    Ok(eval::eval(model, inputs.as_object().unwrap())?.as_object().unwrap().clone())
}

fn units(draw: &mut Draw) -> Result<(), String> {
    let (servers, service) = (draw.whole(1, 50), draw.sized(1e-3, 10.0));
    let arrival = draw.between(0.05, 0.99) * f64::from(servers) / service;
    let seconds =
        ask("queue.mmc_wait", json!({ "lambda_per_s": arrival, "S_s": service, "c": servers })).unwrap();
    let other = match draw.whole(0, 1) {
        0 => ("S_ms", service * 1e3, 1e3, "_ms"),
        _ => ("S_min", service / 60.0, 1.0 / 60.0, "_min"),
    };
    let inputs = json!({ "lambda_per_min": arrival * 60.0, other.0: other.1, "c": servers });
    let other_unit = ask("queue.mmc_wait", inputs).unwrap();
    let number = |answer: &Map<String, Value>, key: &str| answer[key].as_f64().unwrap();
    for key in ["Wq", "W", "resp_p95"] {
        let got = number(&other_unit, &format!("{key}{}", other.3)) / other.2;
        // Near saturation the wait magnifies the rounding of the units.
        let want = number(&seconds, &format!("{key}_s"));
        ensure(close(got, want, 1e-10), || format!("{key}: {got} and {want}"))?;
    }
    let amount = draw.sized(1e-3, 1e6);
    let text = json!({ "text": [format!("{amount} GiB"), format!("{} GB", amount * 1.073_741_824)] });
    let si = ask("units.parse", text).unwrap();
    ensure(close(si["si"][0].as_f64().unwrap(), si["si"][1].as_f64().unwrap(), 1e-14), || format!("{si:?}"))
}

fn numbers(draw: &mut Draw) -> Result<(), String> {
    let (model, inputs) = request(draw);
    match eval::eval(&model, &inputs) {
        Ok(result) => ensure(!has_null(&result), || format!("{model} {inputs:?}: {result}")),
        Err(eval::Error::Unknown { model }) => Err(format!("{model} is unknown")),
        Err(error) => {
            let told = error.to_string();
            let holds = !has_null(&error.to_json()) && !told.contains("NaN") && !told.contains(" inf");
            ensure(holds, || format!("{model} {inputs:?}: {}", error.to_json()))
        }
    }
}

/// JSON has no NaN and no infinity: they are written as null.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.iter().any(has_null),
        Value::Object(map) => map.values().any(has_null),
        _ => false,
    }
}

fn bytes(draw: &mut Draw) -> Result<(), String> {
    let (model, inputs) = request(draw);
    let line = json!({ "model": model, "inputs": inputs }).to_string();
    let (first, second) = (eval::line(&line).to_string(), eval::line(&line).to_string());
    ensure(first == second, || format!("{first} and {second}"))
}
