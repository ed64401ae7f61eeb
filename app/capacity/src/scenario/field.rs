//! The figures of an item that a scenario may change: their names, ranges, and how they are read.

use std::ops::RangeInclusive;

use crate::plan::{Given, Item, Kind};
use crate::units::{Bytes, Cores, Dimension, Quantity, Time};

/// What a scenario changes on one item; `None` leaves the plan's figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemOverride {
    /// A fixed number of replicas, in place of the number that is needed.
    pub replicas: Option<u32>,
    /// Requests that reach it per request from outside.
    pub visits: Option<f64>,
    /// Processor time of one visit.
    pub cpu: Option<Time>,
    /// Cores of one replica.
    pub cores: Option<Cores>,
    /// Memory of one replica.
    pub memory: Option<Bytes>,
    /// Disk of one replica before any data has grown.
    pub storage: Option<Bytes>,
    /// Data kept per day at traffic 1, before replication.
    pub growth: Option<Bytes>,
    /// How long grown data is kept.
    pub retention: Option<Time>,
}

/// One of those figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `replicas`
    Replicas,
    /// `visits`
    Visits,
    /// `cpu`
    Cpu,
    /// `cores`
    Cores,
    /// `memory`
    Memory,
    /// `storage`
    Storage,
    /// `growth`
    Growth,
    /// `retention`
    Retention,
}

const TEBIBYTE: f64 = 1_099_511_627_776.0;
const DAY: f64 = 86_400.0;

impl Field {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Field; 8] = [
        Field::Replicas,
        Field::Visits,
        Field::Cpu,
        Field::Cores,
        Field::Memory,
        Field::Storage,
        Field::Growth,
        Field::Retention,
    ];

    /// Its name in a key, after the item's id and a dot.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        self.words().1
    }

    /// The values it takes, in words.
    pub fn range(self) -> &'static str {
        self.words().2
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Field::Replicas => ("replicas", "Replicas", "a whole number from 1 to 1000"),
            Field::Visits => ("visits", "Visits per request", "a number from 0 to 1000"),
            Field::Cpu => ("cpu", "CPU per visit", "a duration up to 10 min, for example 2 ms"),
            Field::Cores => ("cores", "Cores per replica", "10m to 256 cores"),
            Field::Memory => ("memory", "Memory per replica", "a size up to 64 TiB, for example 2 GiB"),
            Field::Storage => ("storage", "Disk per replica", "a size up to 1024 TiB, for example 20 GiB"),
            Field::Growth => ("growth", "Growth per day", "a size up to 64 TiB, for example 200 MB"),
            Field::Retention => ("retention", "Retention", "a duration from 1 h to 3650 d, for example 30 d"),
        }
    }

    /// Whether the item has this figure: an archive runs nothing, and not everything grows.
    pub fn applies(self, item: &Item) -> bool {
        match self {
            Field::Growth => item.growth_per_day.is_some(),
            Field::Retention => item.growth_per_day.is_some(),
            Field::Storage => true,
            _ => item.kind != Kind::Archive,
        }
    }

    /// The changed value as it stands in a URL.
    pub fn changed(self, changed: &ItemOverride) -> Option<String> {
        match self {
            Field::Replicas => changed.replicas.map(|count| count.to_string()),
            Field::Visits => changed.visits.map(|visits| visits.to_string()),
            Field::Cpu => changed.cpu.map(|time| time.compact()),
            Field::Cores => changed.cores.map(|cores| cores.compact()),
            Field::Memory => changed.memory.map(|bytes| bytes.compact()),
            Field::Storage => changed.storage.map(|bytes| bytes.compact()),
            Field::Growth => changed.growth.map(|bytes| bytes.compact()),
            Field::Retention => changed.retention.map(|time| time.compact()),
        }
    }

    /// Reads `text` into the override; a value equal to the plan's, or an empty one, clears it.
    /// The error says what is wrong with the text. `visits` are the item's in the plan.
    pub(super) fn set(
        self,
        changed: &mut ItemOverride,
        item: &Item,
        visits: impl Fn() -> f64,
        text: &str,
    ) -> Result<(), String> {
        match self {
            Field::Replicas => changed.replicas = count(text)?,
            Field::Visits => changed.visits = visited(text, visits())?,
            Field::Cpu => changed.cpu = quantity(text, Some(&item.cpu), 0.0..=600.0)?,
            Field::Cores => changed.cores = quantity(text, Some(&item.cores), 0.01..=256.0)?,
            Field::Memory => changed.memory = quantity(text, Some(&item.memory), 0.0..=64.0 * TEBIBYTE)?,
            Field::Storage => changed.storage = quantity(text, Some(&item.storage), 0.0..=1024.0 * TEBIBYTE)?,
            Field::Growth => {
                changed.growth = quantity(text, item.growth_per_day.as_ref(), 0.0..=64.0 * TEBIBYTE)?
            }
            Field::Retention => {
                changed.retention = quantity(text, item.retention.as_ref(), 3600.0..=3650.0 * DAY)?;
            }
        }
        Ok(())
    }
}

fn count(text: &str) -> Result<Option<u32>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().filter(|number| (1..=1000).contains(number));
    number.map(Some).ok_or_else(|| format!("`{text}` is out of range"))
}

fn visited(text: &str, planned: f64) -> Result<Option<f64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().filter(|number| (0.0..=1000.0).contains(number));
    let number: f64 = number.ok_or_else(|| format!("`{text}` is out of range"))?;
    Ok(Some(number).filter(|number| *number != planned))
}

fn quantity<D: Dimension>(
    text: &str,
    planned: Option<&Given<Quantity<D>>>,
    range: RangeInclusive<f64>,
) -> Result<Option<Quantity<D>>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let quantity: Quantity<D> = text.parse().map_err(|error: crate::units::UnitError| error.to_string())?;
    if !range.contains(&quantity.si()) {
        return Err(format!("`{text}` is out of range"));
    }
    let differs = planned.is_none_or(|planned| planned.value.si() != quantity.si());
    Ok(Some(quantity).filter(|_| differs))
}
