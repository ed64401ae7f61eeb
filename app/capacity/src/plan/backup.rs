//! How what an archive keeps comes back: how much is lost, how fast a restore reads, and what the policy asks of both.

use serde::{Deserialize, Serialize};

use super::{Given, Item, Kind};
use crate::units::{Bandwidth, Bytes, Money, Time};

/// The way back from an archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// From one backup, or one piece of a log, to the next.
    pub every: Given<Time>,
    /// What a restore reads and writes a second, decryption and replay included.
    pub throughput: Given<Bandwidth>,
    /// What is read before the archive itself, such as the base backup that a log is replayed on; nothing if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Given<Bytes>>,
    /// Of how long the archive a restore reads at most, for a log that since its base; one backup if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replays: Option<Given<Time>>,
    /// The most that may be lost (recovery point objective); not judged if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rpo: Option<Given<Time>>,
    /// The longest that a restore may take (recovery time objective); not judged if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rto: Option<Given<Time>>,
    /// What a gigabyte costs that is kept for a month; not told if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_per_gb_month: Option<Given<Money>>,
}

/// Ways back that make no sense.
pub(super) fn validate(item: &Item, require: &mut impl FnMut(bool, String, String, &str)) {
    let Some(backup) = &item.backup else { return };
    let at = |key: &str| format!("item {}: {key}", item.id);
    let message = "only an archive is restored from".to_owned();
    require(item.kind == Kind::Archive, at("backup"), message, "leave it out, or write kind = \"archive\"");
    let grows = item.growth_per_day.is_some();
    require(grows, at("backup"), "nothing is written a day".into(), "say how much in `growth_per_day`");
    let read = backup.throughput.value;
    let flows = (1.0..=1e15).contains(&read.si());
    require(flows, at("throughput"), format!("a restore at {read}"), "write for example \"100 MB/s\"");
    let times = [Some(&backup.every), backup.replays.as_ref(), backup.rpo.as_ref(), backup.rto.as_ref()];
    let sane = times.iter().flatten().all(|time| (0.001..=3.2e8).contains(&time.value.si()));
    require(sane, at("every"), "one of its times is no time".into(), "use 1 ms to 3650 d");
    let base = backup.base.as_ref().map_or(0.0, |base| base.value.si());
    require(base <= 1e18, at("base"), "it is beyond 1e18 bytes".into(), "check its unit");
    if let Some(price) = &backup.price_per_gb_month {
        let priced = (0.0..=1e6).contains(&price.value.amount);
        let message = format!("{} for a gigabyte", price.value);
        require(priced, at("price_per_gb_month"), message, "use 0 to 1000000");
    }
}
