//! How the figures of an item come about that may fail, and of a request.

use super::{Part, TRIVEDI, part, takes};
use crate::availability::{Availability, k_of_n, repairable, request};
use crate::evaluate::size;
use crate::panel::reasons::{Reasons, fewer, named};
use crate::panel::rows::Row;
use crate::panel::terms::said;
use crate::plan::{Kind, Term};
use crate::trace::{Law, Trace, symbol};
use crate::{Plan, Scenario};

/// Each kind of figure of the item of a row, or of a request in the last one; else of the item that takes most of the error
/// budget, and of a request.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let works = || plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind != Kind::Archive);
    let parts: Vec<_> =
        works().filter_map(|(item, sizing)| part(plan, scenario, item, sizing).ok()).collect();
    let whole = request(&parts.iter().map(|part| (part.whole, part.weight)).collect::<Vec<_>>()).ok()?;
    let weighed: Vec<_> = parts.iter().filter_map(|part| Availability::of_down(takes(part)).ok()).collect();
    let term = |term| said(plan, scenario, None, term).value;
    let judged = Judged { window: term(Term::Window), objective: term(Term::Slo) };
    let of_whole = (named(REQUEST, "available"), whole.trace_series(&weighed));
    let Some(row) = row else {
        let most = parts.iter().max_by(|a, b| takes(a).total_cmp(&takes(b)))?;
        let mut all = of(plan, scenario, most, &judged)?;
        all.push(of_whole);
        return Some(all);
    };
    let Some(part) = parts.get(row.place) else {
        return Some([of_whole].into_iter().chain(judged.reasons(REQUEST, whole, 1.0)).collect());
    };
    let mut all = of(plan, scenario, part, &judged)?;
    let sizing = works().nth(row.place).map(|(_, sizing)| sizing)?;
    all.push((named(row.name, "why not fewer replicas"), fewer(part.item, sizing)));
    Some(all)
}

/// The name of the last row.
const REQUEST: &str = "A request";

/// How an item is available, and what it takes.
fn of(plan: &Plan, scenario: &Scenario, part: &Part<'_>, judged: &Judged) -> Option<Reasons> {
    let own = |term| said(plan, scenario, Some(part.item), term).value;
    let (mtbf, repair) = (own(Term::Mtbf), own(Term::Repair));
    let name = |what: &str| named(&part.item.name, what);
    let each = Availability::of_times(mtbf, repair).ok()?;
    let machines = k_of_n(part.needs, part.of, each).ok()?;
    let mut all = vec![
        (name("available"), whole(part)),
        (
            name("available, replicas alone, with a crew for each"),
            machines.trace_k_of_n(part.needs, part.of, each),
        ),
        (name("until others take over"), takeover(mtbf, own(Term::Failover))),
    ];
    let outages = outages(part, mtbf, repair).into_iter().flatten();
    all.extend(outages.map(|(what, trace)| (name(what), trace)));
    all.extend(judged.reasons(&part.item.name, part.whole, part.weight));
    Some(all)
}

/// What is promised, against which time that is lost is held.
struct Judged {
    window: f64,
    objective: f64,
}

impl Judged {
    /// What something takes that so large a share of the requests needs.
    fn reasons(&self, name: &str, whole: Availability, weight: f64) -> Reasons {
        vec![
            (named(name, "requests that need it"), weighed(weight)),
            (named(name, "lost in the window"), lost(whole, weight, self.window)),
            (named(name, "of the error budget"), budget(whole, weight, self.objective)),
        ]
    }
}

fn whole(part: &Part<'_>) -> Trace {
    Law {
        formula: "A = (1 - m) * (1 - z) * (1 - s)",
        symbols: &[
            ("m", "share of the time in which too few replicas work, that are repaired one at a time"),
            ("z", "share in which too few zones do"),
            ("s", "share in which others take over"),
        ],
        source: TRIVEDI,
        validity: "replicas, zones and take-overs that fail independently of each other",
    }
    .trace(&part.series.map(|its| its.down()), part.whole.up())
}

fn takeover(mtbf: f64, failover: f64) -> Trace {
    Law {
        formula: "u = s / (T + s)",
        symbols: &[
            ("T", "seconds from one failure of a replica to the next"),
            ("s", "seconds until others take over"),
        ],
        source: TRIVEDI,
        validity: "one failure at a time",
    }
    .trace(&[mtbf, failover], failover / (mtbf + failover))
}

/// How far apart outages for want of replicas are, and how long each lasts; nothing where there are none.
fn outages(most: &Part<'_>, mtbf: f64, repair: f64) -> Option<[(&'static str, Trace); 2]> {
    let (between, outage) = (most.between?, most.outage?);
    let chain = repairable(most.needs, most.of, mtbf, repair, 1).ok()?;
    const ALONE: &str = "replicas that fail by themselves, repaired one at a time";
    let every = Law {
        formula: "T = M / (k * p)",
        symbols: &[
            ("M", "seconds from one failure of a replica to the next"),
            ("k", "replicas needed"),
            ("p", "share of the time in which no more than those work, by the chain"),
        ],
        source: TRIVEDI,
        validity: ALONE,
    }
    .trace(&[mtbf, f64::from(most.needs), mtbf / (f64::from(most.needs) * between)], between);
    let lasts = Law {
        formula: "L = u * T",
        symbols: &[
            ("u", "share of the time in which fewer work, by the chain"),
            ("T", "seconds from one outage to the next"),
        ],
        source: TRIVEDI,
        validity: ALONE,
    }
    .trace(&[chain.availability.down(), between], outage);
    Some([("an outage every, in seconds", every), ("it lasts, in seconds", lasts)])
}

fn weighed(weight: f64) -> Trace {
    let visits = [symbol("V_k", "visits of a request, of which more than one are one need", weight)];
    Trace::of("w = min(1, V_k)", &visits, weight, "Forced flow law, Lazowska et al. (1984)", "any queue")
}

fn lost(whole: Availability, weight: f64, window: f64) -> Trace {
    Law {
        formula: "lost = u * w * W",
        symbols: &[
            ("u", "share of time in which it does not answer"),
            ("w", "share of requests that needs it"),
            ("W", "seconds of the window"),
        ],
        source: "Arithmetic",
        validity: "requests that come evenly",
    }
    .trace(&[whole.down(), weight, window], whole.down() * weight * window)
}

fn budget(whole: Availability, weight: f64, objective: f64) -> Trace {
    Law {
        formula: "b = u * w / (1 - o)",
        symbols: &[
            ("u", "share of time in which it does not answer"),
            ("w", "share of requests that needs it"),
            ("o", "objective"),
        ],
        source: "The Site Reliability Workbook (2018)",
        validity: "requests that come evenly",
    }
    .trace(&[whole.down(), weight, objective], whole.down() * weight / (1.0 - objective))
}
