//! What panels say of the days to come, of failures, of machines that there are, and of what is worth measuring.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::path::Path;

use capacity::panel::{self, Panel, fields};
use capacity::{Plan, Scenario};

/// 2026-11-22.
const TODAY: i64 = 20_779;

fn plan(id: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../content/plans/{id}.toml"));
    let plan: Plan = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(plan.validate(), []);
    plan
}

fn scenario(plan: &Plan, pairs: &[(&str, &str)]) -> Scenario {
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let (scenario, problems) = Scenario::parse(plan, &pairs);
    assert_eq!(problems, []);
    assert_eq!(Scenario::parse(plan, &scenario.to_pairs()).0, scenario, "an address holds all of it");
    scenario.on(TODAY)
}

/// One panel of a plan that ships, with these changes.
fn panel(id: &str, name: &str, pairs: &[(&str, &str)]) -> Panel {
    let plan = plan(id);
    let panels = panel::all(&plan, &scenario(&plan, pairs));
    panels.into_iter().find(|panel| panel.id == name).unwrap()
}

fn row<'a>(panel: &'a Panel, name: &str) -> &'a [String] {
    let found = panel.table.rows.iter().find(|row| row[0] == name);
    found.unwrap_or_else(|| panic!("{}: no row {name} in {:#?}", panel.id, panel.table.rows))
}

/// The cell of a row under this head.
fn cell<'a>(panel: &'a Panel, name: &str, head: &str) -> &'a str {
    let place = panel.table.head.iter().position(|its| its == head);
    &row(panel, name)[place.unwrap_or_else(|| panic!("no column {head} in {:?}", panel.table.head))]
}

fn percent(cell: &str) -> f64 {
    cell.trim_end_matches(" %").parse().unwrap_or_else(|_| panic!("{cell} is no share"))
}

#[test]
fn resources_run_out_on_dates_and_orders_come_a_lead_time_before() {
    let outlook = panel("butterfly", "outlook", &[]);
    let dates = ["Full on, P10", "Full on, P50", "Full on, P90"].map(|head| cell(&outlook, "Storage", head));
    // ISO dates are in the order of time as text.
    assert!(
        dates.is_sorted() && dates[0] > "2026-11-22" && dates.iter().all(|date| date.len() == 10),
        "{dates:?}"
    );
    let order = cell(&outlook, "Storage", "Order (lead time 30 d)");
    assert!(order.starts_with("order by 20") && order.trim_start_matches("order by ") < dates[0], "{order}");
    assert!(outlook.says.contains("fitted to no measurement"), "{}", outlook.says);
    assert!(cell(&outlook, "CPU", "Short from").ends_with("(4.17x)"), "{outlook:?}");
    assert!(cell(&outlook, "CPU", "Orders within five years").contains("by 20"));
    assert!(
        cell(&panel("butterfly", "outlook", &[("traffic", "4.2")]), "CPU", "Full on, P10") == "2026-11-22"
    );
}

#[test]
fn a_measured_load_takes_the_place_of_the_assumed_growth_and_is_tested() {
    let day = |day: i32| {
        200.0 * 1.5f64.powf(f64::from(day) / 365.0) * [1.0, 1.1, 1.2, 1.15, 1.1, 0.8, 0.7][(day % 7) as usize]
    };
    let days: Vec<_> =
        (0..120).map(|at| format!("{:.1}", day(at) * (1.0 + 0.02 * f64::from(at * 37 % 11)))).collect();
    let outlook = panel("butterfly", "outlook", &[("history", &days.join(","))]);
    let says = &outlook.says;
    assert!(
        says.contains("The growth is that of 120 measured days: ")
            && says.contains("Back-test of that line: MASE"),
        "{says}"
    );
    assert!(
        cell(&outlook, "CPU", "Back-test").starts_with("MASE 0."),
        "a line with a week beats last week again: {outlook:?}"
    );
    let few = panel("butterfly", "outlook", &[("history", "180,190")]).says;
    assert!(few.contains("The 2 measured days of the load are fewer than the 28"), "{few}");
}

#[test]
fn a_loss_is_told_with_its_majority_its_repair_and_what_it_spends_of_the_budget() {
    let failure = panel("butterfly", "failure", &[]);
    assert_eq!(cell(&failure, "a broker of Kafka", "Majority"), "2 of 3, 2 asked");
    assert_eq!(cell(&failure, "the primary of Redis", "Majority"), "2 of 3 vote, 2 asked");
    // Half of its requests, which are half of all, for 30 s of the 2592 s that 99.9 % of 30 days allow.
    assert_eq!(cell(&failure, "a replica of CAPSULE", "Requests lost at first"), "25 % for 30 s");
    assert_eq!(percent(cell(&failure, "a replica of CAPSULE", "Error budget spent")), 0.289);
    assert!(failure.says.contains("everything packs again without any one of them"), "{}", failure.says);
    let drawing = format!("{:?}", failure.drawing);
    assert!(drawing.contains("survives any single zone, each of 3: proven"), "{drawing}");
    // A replica that is missed for long: an hour of a fifth of half of all requests.
    let busy = panel("butterfly", "failure", &[("traffic", "2"), ("capsule.replicas", "2"), ("slo", "99 %")]);
    assert_eq!(cell(&busy, "a replica of CAPSULE", "Until repaired"), "18.8 %");
    assert!(
        (percent(cell(&busy, "a replica of CAPSULE", "Error budget spent")) - 2.6).abs() < 0.05,
        "{busy:?}"
    );
    let wrong = panel("butterfly", "failure", &[("repair", "2 GB")]).says;
    assert!(wrong.contains("repair: `2 GB` is a size in bytes, in GB, but a duration is wanted"), "{wrong}");
}

#[test]
fn an_item_is_as_available_as_its_replicas_and_the_whole_as_all_that_it_visits() {
    let shares = |pairs: &[(&str, &str)]| {
        let panel = panel("butterfly", "availability", pairs);
        let sum: f64 = panel.table.rows.iter().map(|row| percent(row.last().unwrap())).sum();
        let whole = percent(cell(&panel, "A request", "Of the error budget"));
        // What two items take at once is counted for each of them.
        let items = sum - whole;
        assert!(whole <= 1.001 * items && whole > 0.5 * items, "{items} {whole}");
        (panel.says.starts_with("The objective is kept"), whole)
    };
    let (kept, calm) = shares(&[]);
    assert!(kept && calm > 0.1);
    assert!(shares(&[("failover", "5 min")]).1 > 2.0 * calm);
    let (kept, bad) = shares(&[("mtbf", "1 d"), ("repair", "4 h")]);
    assert!(!kept && bad > 100.0, "{bad}");
    let needs = panel("butterfly", "availability", &[]);
    assert_eq!((cell(&needs, "Cassandra", "Needs"), cell(&needs, "CAPSULE", "Needs")), ("2 of 3", "1 of 2"));
}

#[test]
fn nodes_that_there_are_carry_less_without_one_of_them() {
    let carried = |have: &str, with: &str| {
        let fleet = panel("butterfly", "fleet", &[("have", have)]);
        cell(&fleet, with, "Carries, times the plan's load").trim_end_matches('x').parse::<f64>().unwrap()
    };
    let all = carried("12 medium", "all nodes");
    assert!(all > carried("12 medium", "all but any one node"));
    assert!(carried("12 medium", "all but any one node") > carried("12 medium", "all but any one zone"));
    assert_eq!(all, carried("12 x 8 cores, 32 GiB", "all nodes"), "a shape by its name or by its size");
    assert!(carried("24 medium", "all nodes") > all);
    let few = panel("butterfly", "fleet", &[("have", "1 small")]).says;
    assert!(few.contains("do not hold this plan at any load: what breaks is "), "{few}");
    for (text, told) in [
        ("three", "names no nodes"),
        ("3 x 8 rps 4 GiB", "names no nodes"),
        ("3 x 8 cores 4 rps", "is a rate of requests"),
    ] {
        let says = panel("butterfly", "fleet", &[("have", text)]).says;
        assert!(says.contains(told) && says.contains("write a count and a shape"), "{says}");
    }
}

#[test]
fn what_is_known_is_not_worth_measuring() {
    let worth = panel("butterfly", "worth", &[]);
    assert!(worth.says.contains("Worth measuring next: memory of Cassandra (saves $"), "{}", worth.says);
    let saved = |panel: &Panel, name: &str| {
        panel.table.rows.iter().find(|row| row[0] == name).map_or(0.0, |row| percent(&row[3]))
    };
    let known = panel("butterfly", "worth", &[("cassandra.memory", "4.001 GiB measured")]);
    assert!(saved(&known, "memory of Cassandra") < 0.2 * saved(&worth, "memory of Cassandra"), "{known:?}");
}

#[test]
fn a_backup_policy_can_be_asked_for_and_wrong_units_are_told() {
    let asked = panel(
        "jack",
        "backups",
        &[("postgresql-wal.every", "15 min"), ("postgresql-wal.throughput", "4 MB/s")],
    );
    let lost = cell(&asked, "PostgreSQL WAL archive", "Lost at most (RPO)");
    assert!(lost.starts_with("15") && lost.ends_with("(6 min asked)"), "{lost}");
    assert!(asked.says.contains("PostgreSQL WAL archive does not keep the policy"), "{}", asked.says);
    let plain = panel("jack", "backups", &[]).says;
    assert!(plain.contains("Full, they cost $4.29 a month and $51.50 a year."), "{plain}");
    assert!(plain.contains("A drill that restores all 3 one after the other takes 9.71 min."), "{plain}");
    let wrong = panel("jack", "backups", &[("postgresql-wal.every", "5 GB")]).says;
    assert!(
        wrong.starts_with("postgresql-wal.every: `5 GB` is a size in bytes, in GB, but a duration"),
        "{wrong}"
    );
}

#[test]
fn every_field_below_a_panel_is_a_key_and_holds_what_was_typed() {
    let plan = plan("jack");
    let here = scenario(&plan, &[("slo", "99.5 %"), ("redis-snapshots.rto", "10 min"), ("history", "1,2")]);
    let html: String =
        ["failure", "fleet", "backups", "outlook"].map(|id| fields::html(&plan, &here, id)).concat();
    for value in ["99.5 %", "10 min", "1,2"] {
        assert!(html.contains(&format!("value=\"{value}\"")), "{value}: {html}");
    }
    let names: Vec<_> = html.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names.len(), 7 + 1 + 15 + 1);
    assert!(names.iter().all(|name| Scenario::base().with(&plan, name, "").is_ok()), "{names:?}");
}

#[test]
fn panels_explain_their_figures_and_none_is_without_a_number() {
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let far = if id == "butterfly" { vec![("traffic", "100")] } else { vec![("traffic", "0.1")] };
        for pairs in [vec![], far] {
            let here = scenario(&plan, &pairs);
            for panel in panel::all(&plan, &here) {
                let html = panel::section(&plan, &here, &panel);
                let mut words = html.split(|c: char| !c.is_ascii_alphabetic());
                assert!(!words.any(|word| ["NaN", "inf"].contains(&word)), "{id} {}: {html}", panel.id);
                assert!(html.contains("capacity-reasons"), "{id} {}", panel.id);
                assert_eq!(html.matches("<table").count(), 1, "{id} {}", panel.id);
            }
        }
    }
}

#[test]
fn what_an_answer_rests_on_is_told_with_who_set_it() {
    let rests =
        panel("butterfly", "assumptions", &[("capsule.memory", "3 GiB"), ("traffic", "180 rps measured")]);
    let of = |what: &str, of: &str| {
        let row = rests.table.rows.iter().find(|row| row[0] == of && row[1] == what);
        row.map(|row| (row[2].clone(), row[3].clone())).unwrap_or_default()
    };
    assert_eq!(of("Memory per replica", "CAPSULE"), ("3GiB".into(), "yours".into()));
    assert_eq!(of("Traffic", "BUTTERFLY").1, "measured");
    assert_eq!(of("Replicas at least", "Kafka"), ("3".into(), "yours".into()));
    assert!(rests.says.contains(" 1 measured, "), "{}", rests.says);
}
