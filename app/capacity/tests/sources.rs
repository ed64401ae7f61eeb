//! Every explanation leads to the work that its formula is from, or its source stands here as words that no work is
//! behind; so does every golden case.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;

use std::collections::BTreeSet;

use capacity::eval::golden;
use capacity::panel::{self, figures};
use capacity::sources::{GOLDEN, WORKS, parts};
use capacity::{Plan, Scenario, evaluate, export};
use plan::plan;

const PLANS: [&str; 3] = ["butterfly", "jack", "ai-challenge"];

/// How sources begin that are words of our own.
const OWN: [&str; 25] = [
    "365 days of 24 hours",
    "A commitment is paid",
    "An assumption",
    "Arithmetic",
    "Bisection",
    "Bytes a day times",
    "Compound growth",
    "Counted",
    "Each figure is changed alone",
    "Each figure is halved and doubled",
    "For 1, 1.25, 1.5, 2 and 3 times the load",
    "Least squares",
    "Looked for in the order of their cost",
    "Nodes x price x 730 hours",
    "One input is changed",
    "Replicas spread evenly",
    "Solved for R from N = X R and the law",
    "The integral of the daily bytes",
    "The largest traffic",
    "The lognormal distribution",
    "The mean of its shares",
    "The plan's file",
    "The same evaluation as above",
    "The value in force",
    "What is beyond what is left can do",
];

/// How sources of golden cases begin that are formulas, or pages without an address that lasts.
const OWN_OF_CASES: [&str; 12] = [
    "1-(1-a)^2",
    "Azure downtime table",
    "DataStax",
    "Red Hat OpenShift Logging",
    "arithmetic series",
    "closed form",
    "fergusfinn.com",
    "ingress x retention x RF",
    "ln(to/from)/ln(1+g)",
    "max(0.5*(RAM-1GiB),256MiB)",
    "sachinsharma.dev",
    "same",
];

/// Scenarios that show every panel and every kind of node.
fn scenarios(plan: &Plan) -> Vec<Scenario> {
    let days: Vec<_> = (0..90).map(|day| format!("{:.1}", 150.0 + f64::from(day))).collect();
    let last = &plan.items.last().unwrap().id;
    let pairs = |rules: &str| {
        [
            ("history".to_owned(), days.join(",")),
            ("test".into(), "1:98,2:190,4:360,8:640,12:830,16:950,20:1010,24:1040".into()),
            (format!("{last}.cpu"), "3 ms measured 2026-11-20".into()),
            ("shapes".into(), format!("large: 16 cores, 64 GiB, 4 GPU of 80 GB, $2/h, {rules}")),
        ]
    };
    let all = ["gke", "eks", "aks", "bare"].map(|rules| {
        let (scenario, problems) = Scenario::parse(plan, &pairs(rules));
        assert!(problems.is_empty(), "{problems:?}");
        scenario.on(20_779)
    });
    [Scenario::base(), all[0].clone(), all[1].clone(), all[2].clone(), all[3].clone()].into()
}

/// The sources that stand in a piece of a page, as HTML: of panels, of explained figures and of items.
fn sources(html: &str) -> Vec<String> {
    let paragraphs = html.split("<p class=\"capacity-source\">").skip(1);
    paragraphs
        .map(|rest| rest.split("</p>").next().unwrap().split("; holds for ").next().unwrap().to_owned())
        .collect()
}

/// The sources of the figures of the last row of each panel.
fn of_rows(plan: &Plan) -> Vec<String> {
    let of = |its: panel::Panel| {
        let last = panel::rows(&its).pop().unwrap_or_default();
        let chosen = Scenario::base().with(plan, "explain", &format!("{}:{last}", its.id)).unwrap();
        sources(&panel::section(plan, &chosen, &its))
    };
    panel::all(plan, &Scenario::base()).into_iter().flat_map(of).collect()
}

fn shown() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for id in PLANS {
        let plan = plan(id);
        for scenario in scenarios(&plan) {
            for its in panel::all(&plan, &scenario) {
                all.extend(sources(&panel::section(&plan, &scenario, &its)));
            }
            if scenario == Scenario::base() {
                all.extend(of_rows(&plan));
            }
            for item in evaluate(&plan, &scenario).unwrap().items {
                all.extend(sources(&figures::html(&item)));
            }
        }
    }
    all
}

#[test]
fn every_source_is_a_link_or_words_that_no_work_is_behind() {
    let all = shown();
    assert!(all.len() > 40, "{all:#?}");
    let linked = |source: &&String| source.contains("<a href=\"https://");
    let year =
        |words: &str| words.split(|c: char| !c.is_ascii_digit()).any(|word| word.len() == 4 && word < "2100");
    let wrong: Vec<_> = all
        .iter()
        .filter(|source| !linked(source))
        .filter(|source| year(source) || !OWN.iter().any(|own| source.starts_with(own)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // What is listed and shown nowhere is out of date.
    for own in OWN {
        assert!(all.iter().filter(|source| !linked(source)).any(|source| source.starts_with(own)), "{own}");
    }
    for (words, _) in WORKS {
        assert!(all.iter().any(|source| source.contains(&format!(">{words}</a>"))), "{words}");
    }
}

#[test]
fn reports_lead_to_the_same_works() {
    let plan = plan("butterfly");
    let report = export::markdown(&plan, &Scenario::base()).unwrap();
    let book = "[Lazowska et al., Quantitative System Performance (1984)](https://homes.cs.washington.edu/~lazowska/qsp/), ch. 3";
    assert!(report.contains(&format!("{book}; holds for any distribution")), "{report}");
    assert!(report.contains("*[Scrambled Sobol points](https://doi.org/10.1006/jcom.1998.0487) with seed 1"));
}

#[test]
fn what_a_plan_says_becomes_no_link() {
    let mut plan = plan("butterfly");
    let named = "Owen (1998) <a href=\"https://example.com/\" rel=\"noopener noreferrer\">x</a>";
    plan.items.iter_mut().for_each(|item| item.name = named.into());
    let scenario = Scenario::base();
    for its in panel::all(&plan, &scenario) {
        let html = panel::section(&plan, &scenario, &its);
        assert!(
            !html.contains("\"https://example.com/") && !html.contains("href=\"https://example"),
            "{html}"
        );
        let works = html.matches(">Owen (1998)</a>").count();
        assert_eq!(
            works,
            html.matches("10.1006/jcom.1998.0487\" rel=\"noopener noreferrer\">Owen (1998)</a>").count()
        );
        assert!(its.id == "uncertainty" || works == 0, "{html}");
    }
}

#[test]
fn every_golden_case_leads_to_its_source() {
    let cases = golden::all();
    let linked = |source: &str| parts(source, GOLDEN).iter().any(|(_, address)| address.is_some());
    let own = |source: &str| OWN_OF_CASES.iter().any(|own| source.starts_with(own));
    let wrong: Vec<_> =
        cases.iter().map(|case| &case.source).filter(|its| !linked(its) && !own(its)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for own in OWN_OF_CASES {
        assert!(cases.iter().any(|case| case.source.starts_with(own) && !linked(&case.source)), "{own}");
    }
    for work in GOLDEN {
        let named = |source: &str| {
            parts(source, GOLDEN).iter().any(|(words, address)| *words == work.0 && address.is_some())
        };
        assert!(cases.iter().any(|case| named(&case.source)), "{}", work.0);
    }
}
