//! The bill: its lines add up, commitments and other currencies change what they should, and units are told.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;
#[path = "shared/scenario.rs"]
mod scenario;

use capacity::panel::{self, Panel, fields};
use capacity::units::{Money, Price};
use capacity::{Plan, Scenario};
use plan::plan;
use proptest::prelude::*;
use scenario::scenario;

fn panel_of(plan: &Plan, pairs: &[(&str, &str)], id: &str) -> Panel {
    panel::all(plan, &scenario(plan, pairs)).into_iter().find(|panel| panel.id == id).unwrap()
}

/// The figures of a row in dollars or euros: nodes, disks, between zones, outside, a month, a year.
fn row(panel: &Panel, name: &str) -> Vec<f64> {
    let row = panel.table.rows.iter().find(|row| row[0] == name).unwrap();
    let money = |cell: &String| cell.trim_start_matches(['$', '\u{20ac}']).parse().unwrap();
    row[1..7].iter().map(money).collect()
}

#[test]
fn the_lines_of_every_plan_add_up_to_all_of_it() {
    for id in ["butterfly", "jack", "ai-challenge"] {
        let cost = panel_of(&plan(id), &[], "cost");
        let all = row(&cost, "All");
        for (column, whole) in all.iter().enumerate() {
            let names = cost.table.rows.iter().map(|row| row[0].as_str()).filter(|name| *name != "All");
            let sum: f64 = names.map(|name| row(&cost, name)[column]).sum();
            // Each figure has three digits.
            assert!((sum - whole).abs() <= 0.01 * whole + 0.06, "{id} {column}: {sum} {whole}");
        }
        assert!((all[0] + all[1] + all[2] + all[3] - all[4]).abs() <= 0.01 * all[4] + 0.02, "{id}: {all:?}");
        assert!((12.0 * all[4] - all[5]).abs() <= 0.01 * all[5], "{id}: {all:?}");
        assert!(cost.says.contains(" for 1,000 requests"), "{}", cost.says);
    }
}

#[test]
fn cost_is_told_for_each_unit_that_the_plan_names() {
    let jack = panel_of(&plan("jack"), &[], "cost");
    assert!(jack.says.contains(" for each guest") && !jack.says.contains("million tokens"), "{}", jack.says);
    let review = panel_of(&plan("ai-challenge"), &[], "cost");
    assert!(review.says.contains(" for a million tokens of LLM API (Qwen)"), "{}", review.says);
    // Guests come as often as the load: twice the load has twice as many of them.
    let each = |traffic: &str| {
        let says = panel_of(
            &plan("jack"),
            &[("traffic", traffic), ("rates", "unit = guest\nunits_month = 1000")],
            "cost",
        )
        .says;
        let before = says.split(" for each guest").next().unwrap().rsplit('$').next().unwrap().to_owned();
        before.parse::<f64>().unwrap()
    };
    assert!(each("2") < each("1"), "{} {}", each("2"), each("1"));
}

#[test]
fn commitments_lower_nodes_alone_and_break_even_where_they_cost_the_same() {
    let plan = plan("butterfly");
    let bill = |rates: &str| row(&panel_of(&plan, &[("rates", rates)], "cost"), "All");
    let (plain, committed) =
        (bill("disk_gib_month = 0.08"), bill("disk_gib_month = 0.08\nsaved_1y = 30 %\ncommitted_1y = 50 %"));
    assert!(
        (committed[0] / plain[0] - 0.85).abs() < 0.005 && committed[1] == plain[1],
        "{plain:?} {committed:?}"
    );
    let table =
        panel_of(&plan, &[("rates", "saved_1y = 30 %\nsaved_3y = 50 %\ncommitted_3y = 100 %")], "commitment");
    let column = |place: usize| table.table.rows.iter().map(|row| row[place].as_str()).collect::<Vec<_>>();
    assert_eq!(column(1), ["0 %", "0 %", "100 %", "100 %"]);
    assert_eq!(column(3), ["-", "70 %", "50 %", "50 %"]);
    assert!(table.says.starts_with("A node that runs for more than 70 % of the time"), "{}", table.says);
}

#[test]
fn another_currency_is_brought_and_a_wrong_rate_told() {
    let plan = plan("butterfly");
    let euro = panel_of(&plan, &[("rates", "currency = EUR\ndollar = 0.5")], "cost");
    let dollars = panel_of(&plan, &[("rates", "currency = USD")], "cost");
    assert!(euro.says.starts_with('\u{20ac}'), "{}", euro.says);
    assert!((row(&euro, "All")[4] / row(&dollars, "All")[4] - 0.5).abs() < 0.01);
    let wrong = panel_of(&plan, &[("rates", "currency = EUR")], "cost");
    assert!(
        wrong.says.starts_with("rates.dollar: it is missing; write what a dollar costs"),
        "{}",
        wrong.says
    );
    assert!(row(&wrong, "All")[4] > 0.0, "the plan's hold");
    let html = fields::html(&plan, &Scenario::base(), "cost");
    assert!(html.contains("data-asks=\"rates\"") && html.contains("currency%20%3D%20USD"), "{html}");
}

const EURO: &str = "currency = EUR\ndollar = 0.5";

#[test]
fn nodes_and_archives_are_priced_in_the_currency_of_the_rates_too() {
    let plan = plan("jack");
    let shapes = |price: &str| format!("a: 8 cores, 32 GiB, {price}");
    let all = |price: &str, rates: &str| {
        row(&panel_of(&plan, &[("shapes", &shapes(price)), ("rates", rates)], "cost"), "All")
    };
    let dollars = all("$0.4/h", EURO);
    for euro in ["\u{20ac}0.2/h", "4.8 EUR/d"] {
        assert_eq!(all(euro, EURO), dollars, "{euro}");
    }
    let archive = plan.items.iter().find(|item| item.backup.is_some()).unwrap();
    let backups = |price: &str| {
        let key = format!("{}.price", archive.id);
        panel_of(&plan, &[(&key, price), ("rates", EURO)], "backups")
    };
    assert_eq!(backups("\u{20ac}0.02").table, backups("0.04").table);
    assert_eq!(backups("0.02 EUR").table, backups("$0.04").table);
    let wrong = backups("CHF 0.02").says;
    assert!(
        wrong.contains("`CHF 0.02` is in CHF, but the rates know EUR and USD alone; write it in EUR or USD"),
        "{wrong}"
    );
}

#[test]
fn a_price_in_a_currency_that_the_rates_do_not_know_is_told_and_the_plans_hold() {
    let plan = plan("butterfly");
    let shapes = "a: 8 cores, 32 GiB, CHF 0.2/h";
    let front = panel_of(&plan, &[("shapes", shapes)], "front");
    let told = "shape a: price: `0.2 CHF/h` is in CHF, but the rates know USD alone; write it in USD, or bring rates with \
                `currency = CHF` and what a `dollar` costs in it. So the plan's nodes hold. ";
    assert!(front.says.starts_with(told), "{}", front.says);
    let known = panel_of(&plan, &[("shapes", shapes), ("rates", "currency = CHF\ndollar = 0.8")], "front");
    assert!(!known.says.contains("So the plan's"), "{}", known.says);
    // Rates that do not know what the plan's own prices are in.
    let mut euro = plan.clone();
    euro.rates = capacity::plan::rates::Sheet::lines(EURO);
    euro.shapes = capacity::plan::Shape::read("a: 8 cores, 32 GiB, \u{20ac}0.2/h").unwrap();
    assert!(euro.validate().is_empty());
    let cost = panel_of(&euro, &[("rates", "currency = USD")], "cost");
    assert!(
        cost.says.starts_with("shape a: price: `0.2 \u{20ac}/h` is in EUR, but the rates know USD alone; "),
        "{}",
        cost.says
    );
    assert!(cost.says.contains("So the plan's rates hold. \u{20ac}"), "{}", cost.says);
    // Nor may a plan say so.
    euro.rates = capacity::plan::rates::Sheet::default();
    let problems: Vec<_> = euro.validate().iter().map(ToString::to_string).collect();
    assert!(
        problems.len() == 1 && problems[0].starts_with("shape a: price: `0.2 \u{20ac}/h` is in EUR"),
        "{problems:?}"
    );
}

#[test]
fn a_plan_keeps_its_prices_as_they_were_typed() {
    let mut plan = plan("jack");
    let written = serde_json::to_value(&plan).unwrap();
    assert_eq!(written["shape"][0]["price"]["value"], "0.2 $/h");
    let archives = |plan: &Plan| -> Vec<serde_json::Value> {
        let items = serde_json::to_value(&plan.items).unwrap();
        let prices = items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["backup"]["price_per_gb_month"]["value"].clone());
        prices.filter(|price| !price.is_null()).collect()
    };
    assert_eq!(archives(&plan), [0.023, 0.023, 0.023]);
    plan.rates = capacity::plan::rates::Sheet::lines(EURO);
    plan.shapes = capacity::plan::Shape::read("a: 8 cores, 32 GiB, 0.2 EUR/h").unwrap();
    let backup = plan.items.iter_mut().find_map(|item| item.backup.as_mut()).unwrap();
    backup.price_per_gb_month = Some(Money::read("CHF 0.02").unwrap().into());
    assert_eq!(archives(&plan)[0], "CHF 0.02");
    let read: Plan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
    assert_eq!(read, plan);
}

#[test]
fn traffic_between_zones_is_two_thirds_of_what_items_send_and_receive() {
    let plan = plan("butterfly");
    let cost = panel_of(&plan, &[("rates", "cross_zone_gb = 0.01\nmean_load = 50 %")], "cost");
    // PLATO: 40 visits a second of 20 kB, half of the time, for 730 hours.
    let want = 200.0 * 0.2 * 20e3 * 0.5 * 730.0 * 3600.0 / 1e9 * 2.0 / 3.0 * 0.01;
    assert!((row(&cost, "PLATO")[2] / want - 1.0).abs() < 0.01, "{:?} {want}", row(&cost, "PLATO"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// A price is read as it is written, whatever its currency and its amount, and dollars are what they were without one.
    #[test]
    fn prices_are_read_as_they_are_written(
        amount in 0.0..1e9f64, tiny in 1e-12..1.0f64, code in "[A-Z]{3}", place in 0..4usize,
    ) {
        let per = ["h", "d", "month", "year"][place];
        for amount in [amount, amount * tiny, amount.floor()] {
            for text in [format!("{amount} {code}/{per}"), format!("{code} {amount}/{per}"), format!("${amount}/{per}")] {
                // What is a unit already is no currency.
                let Ok(price) = text.parse::<Price>() else {
                    prop_assert!(code == "CPU", "{text}");
                    continue;
                };
                prop_assert_eq!(price.to_string().parse::<Price>().unwrap(), price);
                let dollars = capacity::units::si(&format!("${amount}/{per}")).unwrap();
                prop_assert_eq!(price.si().to_bits(), dollars.to_bits(), "{}", text);
            }
            if code != "CPU" {
                let money = Money::read(&format!("{amount} {code}")).unwrap();
                prop_assert_eq!(Money::read(&money.to_string()).unwrap(), money);
                prop_assert_eq!((money.amount.to_bits(), money.currency.code()), (amount.to_bits(), code.as_str()));
            }
        }
    }

    /// Whatever the rates, no figure is infinite or no number, and more of a price is no lower bill.
    #[test]
    fn a_bill_is_finite_and_rises_with_its_prices(
        disk in 0.0..1e6f64, cross in 0.0..1e6f64, out in 0.0..1e6f64, mean in 1..101u32,
        traffic in 0.1..50.0f64, dollar in 1e-4..1e6f64,
    ) {
        let plan = plan("jack");
        let traffic = traffic.to_string();
        let bill = |times: f64| {
            let rates = format!(
                "currency = XYZ\ndollar = {dollar}\ndisk_gib_month = {}\ncross_zone_gb = {}\negress_gb = {}\n\
                 mean_load = {mean} %\negress_per_request = 10 kB",
                disk * times, cross * times, out * times
            );
            let cost = panel_of(&plan, &[("rates", &rates), ("traffic", &traffic)], "cost");
            let all = cost.table.rows.last().unwrap().clone();
            all[5].strip_prefix("XYZ ").unwrap().parse::<f64>().unwrap()
        };
        let (less, more) = (bill(0.5), bill(1.0));
        prop_assert!(less.is_finite() && more.is_finite() && less <= more, "{less} {more}");
    }
}
