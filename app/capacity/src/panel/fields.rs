//! Fields of what can be asked of single panels, as HTML below each: they belong to the planner's form by its id, so that
//! the scenario, its address and its files hold what stands in them. Without JavaScript a button sends them.

use super::markup::escape;
use super::sheet;
use super::terms::{ask, said};
use crate::plan::{Item, Kind, Term};
use crate::scenario::Ask;
use crate::{Plan, Scenario};

/// The id of the planner's form.
const FORM: &str = "capacity-form";

/// One field: its key, its label, what stands in it, and what holds while it is empty.
struct Field {
    key: String,
    label: String,
    value: String,
    open: String,
}

/// The fields below the panel with this id; empty if it has none.
pub fn html(plan: &Plan, scenario: &Scenario, panel: &str) -> String {
    match panel {
        "failure" => group(
            "Failures and what is promised",
            &terms(plan, scenario),
            "Times and shares with their units, such as 90 d, 30 s and 99.9 %. An empty field takes what the plan says, \
             or what stands in it as an assumption.",
        ),
        "fleet" => group(
            "Nodes that there are",
            &[have(plan, scenario)],
            "A count and a shape of the plan, such as 3 medium, or a size: 3 x 8 cores 32 GiB.",
        ),
        "backups" => group(
            "Backup policy",
            &policies(plan, scenario),
            "Times, throughput and the price of a gigabyte in a month, such as 5 min, 40 MB/s and $0.023, or in the \
             currency of the rates; a number alone is in dollars. How long each archive is kept and how much is written \
             a day stands in its own figures above.",
        ),
        "front" | "cost" => sheet::fields(plan, scenario, panel),
        // The days came in with a measurement; they stay with the scenario without a field of their own.
        "outlook" => scenario.ask(Ask::History).map_or(String::new(), |days| {
            format!("<input type=\"hidden\" name=\"history\" form=\"{FORM}\" value=\"{}\"/>", escape(days))
        }),
        _ => String::new(),
    }
}

fn terms(plan: &Plan, scenario: &Scenario) -> Vec<Field> {
    let field = |term: Term| {
        let (key, label, _) = term.words();
        let value = scenario.ask(ask(term)).unwrap_or_default().to_owned();
        let open = said(plan, &Scenario::base(), None, term).text(term);
        Field { key: key.into(), label: label.into(), value, open }
    };
    Term::ALL.map(field).into()
}

fn have(plan: &Plan, scenario: &Scenario) -> Field {
    let open = plan.shapes.first().map_or("3 x 8 cores 32 GiB".into(), |shape| format!("3 {}", shape.name));
    let value = scenario.ask(Ask::Have).unwrap_or_default().to_owned();
    Field { key: "have".into(), label: "Count and shape".into(), value, open }
}

fn policies(plan: &Plan, scenario: &Scenario) -> Vec<Field> {
    let archives =
        plan.items.iter().filter(|item| item.kind == Kind::Archive && item.growth_per_day.is_some());
    archives.flat_map(|item| policy(item, scenario)).collect()
}

fn policy(item: &Item, scenario: &Scenario) -> [Field; 5] {
    let given = item.backup.as_ref();
    let time = |text: Option<String>| text.unwrap_or_else(|| "not asked".into());
    let each = [
        ("every", "a backup every", given.map_or("1 d".into(), |its| its.every.value.to_string())),
        (
            "throughput",
            "restored at",
            given.map_or("100 MB/s".into(), |its| its.throughput.value.to_string()),
        ),
        ("rpo", "lost at most", time(given.and_then(|its| Some(its.rpo.as_ref()?.value.to_string())))),
        ("rto", "restored within", time(given.and_then(|its| Some(its.rto.as_ref()?.value.to_string())))),
        (
            "price",
            "price of a GB and month",
            time(given.and_then(|its| Some(its.price_per_gb_month.as_ref()?.value.to_string()))),
        ),
    ];
    each.map(|(name, words, open)| {
        let key = format!("{}.{name}", item.id);
        let value = scenario.policy(&key).unwrap_or_default().to_owned();
        Field { key, label: format!("{}: {words}", item.name), value, open }
    })
}

fn group(label: &str, fields: &[Field], words: &str) -> String {
    let first =
        fields.first().map_or(String::new(), |field| format!("capacity-{}-words", escape(&field.key)));
    let each: String = fields.iter().map(|field| one(field, &first)).collect();
    format!(
        "<div class=\"capacity-ask capacity-ask-below\" role=\"group\" aria-label=\"{label}\">{each}\
         <button type=\"submit\" form=\"{FORM}\">Recompute</button>\
         <p id=\"{first}\" class=\"capacity-source\">{words}</p></div>"
    )
}

fn one(field: &Field, words: &str) -> String {
    let [key, label, value, open] =
        [&field.key, &field.label, &field.value, &field.open].map(|text| escape(text));
    format!(
        "<div class=\"capacity-field\"><label for=\"capacity-{key}\">{label}</label>\
         <input id=\"capacity-{key}\" name=\"{key}\" form=\"{FORM}\" type=\"text\" autocomplete=\"off\" \
         spellcheck=\"false\" placeholder=\"{open}\" value=\"{value}\" \
         aria-describedby=\"{words}\"/></div>"
    )
}
