//! What happens when something is lost: each replica by itself, and each zone with all that stands in it.

use super::{Panel, Table, words};
use crate::evaluate::LOSS_CEILING;
use crate::evaluate::size::{self, Sizing};
use crate::plan::{Item, Kind, Scaling};
use crate::units::Format;
use crate::{Plan, Scenario};

/// Zones over which replicas are spread, the first replica in the first one.
const ZONES: u32 = 3;

/// An item after a loss.
struct After<'a> {
    item: &'a Item,
    left: u32,
    of: u32,
    busy: f64,
    response: Option<f64>,
    /// Why it does not hold.
    fails: Option<String>,
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let works = || plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind != Kind::Archive);
    let replicas: Vec<_> = works().map(|(item, sizing)| after(item, sizing, 1)).collect();
    let zones: Vec<Vec<_>> = (0..ZONES)
        .map(|zone| {
            works().map(|(item, sizing)| after(item, sizing, placed(sizing.replicas, zone))).collect()
        })
        .collect();
    let mut rows: Vec<_> =
        replicas.iter().map(|after| row(format!("a replica of {}", after.item.name), after)).collect();
    rows.extend(zones.iter().zip(["A", "B", "C"]).filter_map(|(zone, name)| zone_row(name, zone)));
    let head = words(["Lost", "Hit hardest", "Left", "Busy", "95 % answered within", "Holds"]);
    let zone_fails = zones.iter().flatten().find(|after| after.fails.is_some());
    let says = format!(
        "{} {}",
        sentence("replica", replicas.iter().find(|after| after.fails.is_some())),
        sentence("zone", zone_fails)
    );
    let source = "Every replica and each of three zones is taken away in turn, with replicas placed in turn; an item \
                  holds while what is left of it is at most 95 % busy and has a majority of its copies";
    Some(Panel { id: "failure", title: "Failures", says, drawing: None, table: Table { head, rows }, source })
}

fn sentence(what: &str, fails: Option<&After<'_>>) -> String {
    match fails {
        None => format!("Survives the loss of any single {what}."),
        Some(after) => {
            let why = after.fails.as_deref().unwrap_or_default();
            format!("Does not survive the loss of every single {what}: {} {why}.", after.item.name)
        }
    }
}

/// How many of `replicas` stand in this zone.
pub(super) fn placed(replicas: u32, zone: u32) -> u32 {
    (replicas + ZONES - 1 - zone) / ZONES
}

fn after<'a>(item: &'a Item, sizing: &Sizing, lost: u32) -> After<'a> {
    let left = sizing.replicas.saturating_sub(lost);
    let sharing = if item.scaling == Scaling::Up { left.min(1) } else { left };
    let capacity = f64::from(sharing) * sizing.cores;
    let busy = if sizing.offered <= 0.0 { 0.0 } else { sizing.offered / capacity.max(f64::MIN_POSITIVE) };
    let fewer = Sizing { capacity, ..*sizing };
    let response = fewer.queue(item.kind).and_then(|queue| queue.response_percentile(0.95).ok());
    let fails = fails(item, sizing, left, lost, busy);
    After { item, left, of: sizing.replicas, busy, response, fails }
}

fn fails(item: &Item, sizing: &Sizing, left: u32, lost: u32, busy: f64) -> Option<String> {
    if left == 0 {
        return Some("has none left".into());
    }
    let copies = item.copies.as_ref().map_or(1, |copies| copies.value);
    // Two copies are a primary and its standby; from three on a majority decides.
    let majority = copies / 2 + 1;
    let kept = copies.saturating_sub(lost.min(copies));
    if copies >= 3 && item.scaling == Scaling::Out && kept < majority {
        return Some(format!("keeps {kept} of {copies} copies, and {majority} are a majority"));
    }
    let full = lost > 0 && sizing.offered > 0.0 && busy > LOSS_CEILING;
    full.then(|| format!("is {} busy with {left} of {} left", Format::Share.text(busy), sizing.replicas))
}

fn row(lost: String, after: &After<'_>) -> Vec<String> {
    let busy = if after.left == 0 { "-".into() } else { Format::Share.text(after.busy) };
    let response = after.response.map_or("-".into(), |time| Format::Time.text(time));
    let holds = after.fails.clone().map_or("yes".into(), |why| format!("no, {why}"));
    vec![lost, after.item.name.clone(), format!("{} of {}", after.left, after.of), busy, response, holds]
}

/// The zone with the item in it that does worst.
fn zone_row(name: &str, zone: &[After<'_>]) -> Option<Vec<String>> {
    let hit = zone.iter().filter(|after| after.left < after.of);
    let worst =
        hit.max_by(|a, b| a.fails.is_some().cmp(&b.fails.is_some()).then(a.busy.total_cmp(&b.busy)))?;
    Some(row(format!("zone {name}"), worst))
}
