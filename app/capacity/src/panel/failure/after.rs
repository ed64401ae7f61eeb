//! An item after a loss: how busy what is left of it is, how fast it answers, and whether it holds.

use crate::evaluate::LOSS_CEILING;
use crate::evaluate::size::Sizing;
use crate::plan::{Item, Scaling};
use crate::units::Format;

/// Zones over which replicas are spread, the first replica in the first one.
pub(in crate::panel) const ZONES: u32 = 3;

/// An item after a loss.
pub(super) struct After<'a> {
    pub item: &'a Item,
    pub sizing: &'a Sizing,
    /// Cores that share the load.
    pub capacity: f64,
    pub left: u32,
    pub of: u32,
    pub busy: f64,
    pub response: Option<f64>,
    /// Why it does not hold.
    pub fails: Option<String>,
    lost: u32,
}

/// How many of `replicas` stand in this zone.
pub(in crate::panel) fn placed(replicas: u32, zone: u32) -> u32 {
    (replicas + ZONES - 1 - zone) / ZONES
}

/// The fewest replicas with which the item holds, and what asks for them; as many as there are where even those do not.
pub(in crate::panel) fn needed(item: &Item, sizing: &Sizing) -> (u32, String) {
    let holds = |left: &u32| after(item, sizing, sizing.replicas - left).fails.is_none();
    let least = (1..=sizing.replicas).find(holds).unwrap_or(sizing.replicas);
    let without = (least > 1).then(|| after(item, sizing, sizing.replicas + 1 - least).fails).flatten();
    (least, without.map_or("one carries the load".into(), |why| format!("with fewer it {why}")))
}

pub(super) fn after<'a>(item: &'a Item, sizing: &'a Sizing, lost: u32) -> After<'a> {
    let left = sizing.replicas.saturating_sub(lost);
    let sharing = if item.scaling == Scaling::Up { left.min(1) } else { left };
    let capacity = f64::from(sharing) * sizing.cores;
    let busy = if sizing.offered <= 0.0 { 0.0 } else { sizing.offered / capacity.max(f64::MIN_POSITIVE) };
    let fewer = Sizing { capacity, ..*sizing };
    let response = fewer.queue(item.kind).and_then(|queue| queue.response_percentile(0.95).ok());
    let fails = fails(item, sizing, left, lost, busy);
    After { item, sizing, capacity, left, of: sizing.replicas, busy, response, fails, lost }
}

impl After<'_> {
    /// How many copies are left of how many a majority takes; a dash where nothing asks for one.
    pub fn majority(&self) -> String {
        match copies(self.item) {
            copies if copies >= 3 && self.item.scaling == Scaling::Out => {
                format!("{} of {copies}, {} asked", kept(copies, self.lost), copies / 2 + 1)
            }
            // Sentinels and the like vote on who follows the primary.
            _ if self.item.scaling == Scaling::Up && self.of >= 3 => {
                format!("{} of {} vote, {} asked", self.left, self.of, self.of / 2 + 1)
            }
            _ => "-".into(),
        }
    }

    /// Whether too few copies, or none, are left for an answer.
    pub fn is_silent(&self) -> bool {
        self.left == 0 || lacks_majority(self.item, self.lost)
    }
}

fn copies(item: &Item) -> u32 {
    item.copies.as_ref().map_or(1, |copies| copies.value)
}

fn kept(copies: u32, lost: u32) -> u32 {
    copies.saturating_sub(lost.min(copies))
}

/// Two copies are a primary and its standby; from three on a majority decides.
fn lacks_majority(item: &Item, lost: u32) -> bool {
    let copies = copies(item);
    copies >= 3 && item.scaling == Scaling::Out && kept(copies, lost) < copies / 2 + 1
}

fn fails(item: &Item, sizing: &Sizing, left: u32, lost: u32, busy: f64) -> Option<String> {
    if left == 0 {
        return Some("has none left".into());
    }
    if lacks_majority(item, lost) {
        let copies = copies(item);
        let majority = copies / 2 + 1;
        return Some(format!(
            "keeps {} of {copies} copies, and {majority} are a majority",
            kept(copies, lost)
        ));
    }
    // Those that are left elect the next primary, by more than half of all.
    if item.scaling == Scaling::Up && sizing.replicas >= 3 && left < sizing.replicas / 2 + 1 {
        return Some(format!("has {left} of {} votes, too few to elect a primary", sizing.replicas));
    }
    let full = lost > 0 && sizing.offered > 0.0 && busy > LOSS_CEILING;
    full.then(|| format!("is {} busy with {left} of {} left", Format::Share.text(busy), sizing.replicas))
}
