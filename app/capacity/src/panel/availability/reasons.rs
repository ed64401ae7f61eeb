//! How the figures of the item that takes most of the error budget come about, and of a request.

use super::{Part, TRIVEDI, part, takes};
use crate::availability::{Availability, k_of_n, repairable, request};
use crate::evaluate::size;
use crate::panel::reasons::{Reasons, named};
use crate::panel::terms::said;
use crate::plan::{Kind, Term};
use crate::trace::{Law, Trace, symbol};
use crate::{Plan, Scenario};

/// Each kind of figure.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let works = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind != Kind::Archive);
    let parts: Vec<_> = works.filter_map(|(item, sizing)| part(plan, scenario, item, sizing).ok()).collect();
    let most = parts.iter().max_by(|a, b| takes(a).total_cmp(&takes(b)))?;
    let own = |term| said(plan, scenario, Some(most.item), term).value;
    let name = |what: &str| named(&most.item.name, what);
    let each = Availability::of_times(own(Term::Mtbf), own(Term::Repair)).ok()?;
    let machines = k_of_n(most.needs, most.of, each).ok()?;
    let mut all = vec![
        (
            name("available, replicas alone, with a crew for each"),
            machines.trace_k_of_n(most.needs, most.of, each),
        ),
        (name("until others take over"), takeover(own(Term::Mtbf), own(Term::Failover))),
    ];
    let outages = outages(most, own(Term::Mtbf), own(Term::Repair)).into_iter().flatten();
    all.extend(outages.map(|(what, trace)| (name(what), trace)));
    all.push((name("requests that need it"), weight(most)));
    all.push((name("lost in the window"), lost(most, own(Term::Window))));
    all.push((name("of the error budget"), budget(most, own(Term::Slo))));
    let whole = request(&parts.iter().map(|part| (part.whole, part.weight)).collect::<Vec<_>>()).ok()?;
    let weighed: Vec<_> = parts.iter().filter_map(|part| Availability::of_down(takes(part)).ok()).collect();
    all.push(("A request, available".into(), whole.trace_series(&weighed)));
    Some(all)
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

fn weight(most: &Part<'_>) -> Trace {
    let visits = [symbol("V_k", "visits of a request, of which more than one are one need", most.weight)];
    Trace::of("w = min(1, V_k)", &visits, most.weight, "Forced flow law, Lazowska et al. (1984)", "any queue")
}

fn lost(most: &Part<'_>, window: f64) -> Trace {
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
    .trace(&[most.whole.down(), most.weight, window], takes(most) * window)
}

fn budget(most: &Part<'_>, objective: f64) -> Trace {
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
    .trace(&[most.whole.down(), most.weight, objective], takes(most) / (1.0 - objective))
}
