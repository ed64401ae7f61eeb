//! Which figures matter: each is halved and doubled by itself, and the widest swings are shown.

use super::reasons::{Reasons, named, share, told};
use super::rows::Row;
use super::{Drawing, Mark, Panel, Table, words};
use crate::evaluate::{Resource, Strain, limit, strain};
use crate::order;
use crate::plan::Origin;
use crate::scenario::{Field, Input};
use crate::units::{Format, si};
use crate::{Plan, Scenario};

/// So many swings are shown, and the first of them named as what to measure.
const SHOWN: usize = 10;
const NAMED: usize = 3;

const LEFT: f64 = 220.0;
const WIDE: f64 = 420.0;
const ROW: f64 = 24.0;

struct Swing {
    name: String,
    origin: Origin,
    /// What it is, as typed.
    value: String,
    halved: Strain,
    doubled: Strain,
}

impl Swing {
    fn width(&self) -> f64 {
        (self.doubled.share - self.halved.share).abs()
    }
}

/// The widest swings, the widest first.
fn swings(plan: &Plan, scenario: &Scenario) -> Vec<Swing> {
    let inputs = scenario.inputs(plan);
    let mut swings: Vec<Swing> = inputs.iter().filter_map(|input| swing(plan, scenario, input)).collect();
    swings.retain(|swing| swing.width() > 1e-9);
    order::by(&mut swings, |swing| -swing.width());
    swings.truncate(SHOWN);
    swings
}

/// What the figure of a row comes to halved, as it is, and doubled.
pub(super) fn reasons(plan: &Plan, scenario: &Scenario, row: Row<'_>) -> Option<Reasons> {
    let here = strain(plan, scenario)?;
    let swing = swings(plan, scenario).into_iter().nth(row.place)?;
    let cases = [("halved", 0.5, swing.halved), ("as it is", 1.0, here), ("doubled", 2.0, swing.doubled)];
    let each = cases.map(|(what, times, strain)| {
        let there = limit(&plan.resources.recommended, strain.resource);
        let with = format!(
            "with {}, {}",
            scaled(&swing.value, times).unwrap_or_default(),
            resource(strain.resource)
        );
        (named(row.name, what), told(&with, share(strain.share * there, there)))
    });
    Some(each.into())
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let here = strain(plan, scenario)?;
    let swings = swings(plan, scenario);
    let measure: Vec<_> = swings.iter().filter(|swing| swing.origin == Origin::Default).take(NAMED).collect();
    let measure: Vec<_> = measure.iter().map(|swing| swing.name.as_str()).collect();
    let says = match measure.is_empty() {
        true => "No assumption moves the answer; what is left are figures of yours.".to_owned(),
        false => format!("Measure next, because they move the answer most: {}.", measure.join("; ")),
    };
    Some(Panel {
        id: "sensitivity",
        title: "What matters most",
        says,
        drawing: (!swings.is_empty()).then(|| drawing(&here, &swings)),
        table: table(&here, &swings),
        source: "Each figure is halved and doubled with all others as they are; compared is the largest share of a \
                 recommended resource that is needed",
    })
}

/// What halving and doubling this input does; none for those that have no such sense or leave their range.
fn swing(plan: &Plan, scenario: &Scenario, input: &Input) -> Option<Swing> {
    let (name, label) = match &input.item {
        Some(id) => (plan.item(id)?.name.as_str(), input.label),
        None if input.key == "traffic" => ("Traffic", ""),
        None => return None,
    };
    if input.key.ends_with(&format!(".{}", Field::Replicas.name())) || input.value.is_empty() {
        return None;
    }
    let at = |times: f64| {
        let text = scaled(&input.value, times)?;
        strain(plan, &scenario.with(plan, &input.key, &text).ok()?)
    };
    let (halved, doubled) = (at(0.5)?, at(2.0)?);
    let name = if label.is_empty() { name.to_owned() } else { format!("{name}, {}", lower(label)) };
    Some(Swing { name, origin: input.origin, value: input.value.clone(), halved, doubled })
}

/// A label within a sentence; `CPU per visit` keeps its capitals.
pub(super) fn lower(label: &str) -> String {
    if label.starts_with("CPU") { label.to_owned() } else { label.to_lowercase() }
}

/// A figure as typed, times so much, in the unit that it has.
pub(super) fn scaled(text: &str, times: f64) -> Option<String> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.parse().ok()?;
    // A unit has to be one, so that what is no quantity is left alone.
    let known = unit.trim().is_empty() || si(text).is_ok();
    known.then(|| format!("{}{unit}", number * times))
}

fn drawing(here: &Strain, swings: &[Swing]) -> Drawing {
    let shares = swings.iter().flat_map(|swing| [swing.halved.share, swing.doubled.share]);
    let most = shares.fold(1.0, f64::max) * 1.05;
    let x = |share: f64| LEFT + WIDE * (share / most).clamp(0.0, 1.0);
    let mut marks = Vec::new();
    for (index, swing) in swings.iter().enumerate() {
        let y = 6.0 + index as f64 * ROW;
        let (from, to) =
            (x(swing.halved.share.min(swing.doubled.share)), x(swing.halved.share.max(swing.doubled.share)));
        marks.push(Mark::Text("capacity-note capacity-before", (LEFT - 8.0, y + 12.0), swing.name.clone()));
        marks.push(Mark::Box("capacity-swing", [from, y, (to - from).max(1.0), ROW - 8.0]));
    }
    let height = 10.0 + swings.len() as f64 * ROW;
    marks.push(Mark::Line("capacity-here", vec![(x(here.share), 0.0), (x(here.share), height)]));
    marks.push(Mark::Line("capacity-limit", vec![(x(1.0), 0.0), (x(1.0), height)]));
    marks.push(Mark::Text(
        "capacity-note capacity-before",
        (x(1.0) - 4.0, height + 12.0),
        "recommended".into(),
    ));
    let label = format!("Swings of the {} figures that matter most; the table has them", swings.len());
    Drawing { width: LEFT + WIDE + 10.0, height: height + 18.0, label, marks }
}

fn table(here: &Strain, swings: &[Swing]) -> Table {
    let text =
        |strain: &Strain| format!("{} of {}", Format::Share.text(strain.share), resource(strain.resource));
    let rows = swings.iter().map(|swing| {
        vec![
            swing.name.clone(),
            swing.origin.word().into(),
            text(&swing.halved),
            text(here),
            text(&swing.doubled),
        ]
    });
    let head = words(["Figure", "Set by", "Halved", "As it is", "Doubled"]);
    Table { head, rows: rows.collect() }
}

fn resource(resource: Resource) -> String {
    lower(resource.name())
}
