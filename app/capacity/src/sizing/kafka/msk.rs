//! Kafka as Amazon MSK sells it: brokers by constraint with one of three zones down, and what they cost.
//! Source: aws/agent-toolkit-for-aws, managing-amazon-msk, scripts/msk_sizing.py, with its prices of us-east-1.

mod catalogue;

use super::super::{amount, multiple, positive, share};
use crate::Error;
use catalogue::{EXPRESS, STANDARD};

/// What the cluster has to carry. Throughput is in MiB/s.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Workload {
    /// Mean rate of producers.
    pub mean_in: f64,
    /// Highest rate of producers.
    pub peak_in: f64,
    /// Mean rate of consumers.
    pub mean_out: f64,
    /// Highest rate of consumers.
    pub peak_out: f64,
    /// Partitions, replicas included.
    pub partitions: f64,
    /// Copies of each partition on standard brokers, 2 or 3; express brokers always keep 3.
    pub replicas: f64,
    /// Hours that data is kept.
    pub retention: f64,
    /// Hours of these on the brokers' own disks; the rest goes to tiered storage.
    pub primary: f64,
}

/// How it is sized and sold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Share of a standard broker that may be used.
    pub standard: f64,
    /// Share of an express broker that may be used.
    pub express: f64,
    /// Provisioned storage throughput per broker in MiB/s, 250 to 1000.
    pub provisioned: Option<f64>,
    /// Whether a broker may have as many partitions as it can, instead of as many as is advised.
    pub most_partitions: bool,
    /// Whether consumers fetch from their own zone.
    pub nearest: bool,
    /// Discount as a share of all prices.
    pub discount: f64,
}

impl Default for Terms {
    fn default() -> Self {
        Terms {
            standard: 0.5,
            express: 0.75,
            provisioned: None,
            most_partitions: false,
            nearest: true,
            discount: 0.0,
        }
    }
}

/// What one size of broker comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// The size, such as `m7g.4xlarge` or `express.m7g.8xlarge`.
    pub size: &'static str,
    /// Brokers.
    pub brokers: f64,
    /// What they are needed for: ingress, egress, partitions, storage or pst.
    pub bottleneck: &'static str,
    /// Dollars a month.
    pub usd_month: f64,
}

const ZONES: f64 = 3.0;
const HOURS: f64 = 730.0;
const DISK_USD: f64 = 0.10;
const TIERED_USD: f64 = 0.023;
const EXPRESS_IN_USD: f64 = 0.01;
const CROSS_ZONE_USD: f64 = 0.02;
const PROVISIONED_USD: f64 = 0.08;
/// Disks are bought twice as large as what is on them.
const DISK_ROOM: f64 = 2.0;
const LARGEST_DISK: f64 = 16_384.0;
/// Disk writes per byte from producers: 1.5 itself, 1.5 replication, 0.5 laggards, 3 rebalancing.
const DISK_FACTOR: f64 = 6.5;
/// Network per byte from producers: 2.2 replication, 0.5 laggards, 3 rebalancing.
const NETWORK_FACTOR: f64 = 5.7;
/// What tiered storage adds to both.
const TIERED_FACTOR: f64 = 1.5;
/// Express brokers give 2.5 times what they take.
const EXPRESS_OUT: f64 = 2.5;

/// One offer for each size, standard ones first. `Domain` for a workload whose peaks are below its means, whose
/// primary retention is above its retention, or with other than 2 or 3 replicas.
pub fn offers(workload: &Workload, terms: &Terms) -> Result<Vec<Offer>, Error> {
    check(workload, terms)?;
    let standard = STANDARD.iter().map(|size| of_standard(size, workload, terms));
    let express = EXPRESS.iter().map(|size| of_express(size, workload, terms));
    Ok(standard.chain(express).collect())
}

fn check(load: &Workload, terms: &Terms) -> Result<(), Error> {
    positive("avg_in", load.mean_in)?;
    positive("avg_out", load.mean_out)?;
    Error::check("peak_in", load.peak_in, "at least avg_in", (load.mean_in..=1e12).contains(&load.peak_in))?;
    Error::check(
        "peak_out",
        load.peak_out,
        "at least avg_out",
        (load.mean_out..=1e12).contains(&load.peak_out),
    )?;
    Error::check("rf", load.replicas, "2 or 3", load.replicas == 2.0 || load.replicas == 3.0)?;
    amount("partitions", load.partitions)?;
    amount("retention_h", load.retention)?;
    Error::check(
        "primary_h",
        load.primary,
        "at most retention_h",
        (0.0..=load.retention).contains(&load.primary),
    )?;
    share("utilisation", terms.standard)?;
    share("utilisation", terms.express)?;
    let provisioned = terms.provisioned.unwrap_or(250.0);
    let range = "between 250 and 1000 MiB/s";
    Error::check("provisioned throughput", provisioned, range, (250.0..=1000.0).contains(&provisioned))?;
    Error::check("discount", terms.discount, "from 0 to below 1", (0.0..1.0).contains(&terms.discount))?;
    Ok(())
}

/// GiB that `rate` MiB/s makes in so many hours.
fn gib(rate: f64, hours: f64) -> f64 {
    rate * hours * 3600.0 / 1024.0
}

fn cross_zone_usd(load: &Workload, terms: &Terms) -> f64 {
    let crossing = load.mean_in + if terms.nearest { 0.0 } else { load.mean_out };
    gib(crossing * (ZONES - 1.0) / ZONES, HOURS) * CROSS_ZONE_USD
}

/// Brokers for each constraint; the first of those with the most is the bottleneck.
fn most(constraints: &[(&'static str, f64, f64)]) -> (&'static str, f64) {
    let brokers =
        |(name, demand, each): &(&'static str, f64, f64)| (*name, multiple(libm::ceil(demand / each), ZONES));
    let first = ("ingress", 0.0);
    constraints.iter().map(brokers).fold(first, |most, next| if next.1 > most.1 { next } else { most })
}

fn of_standard(size: &catalogue::Standard, load: &Workload, terms: &Terms) -> Offer {
    let tiered = load.retention > load.primary;
    let added = if tiered { TIERED_FACTOR } else { 0.0 };
    let fan_out = load.peak_out / load.peak_in;
    let network = size.network / (fan_out * ZONES / (ZONES - 1.0) + NETWORK_FACTOR + added);
    let each = (size.disk / (DISK_FACTOR + added)).min(network) * terms.standard;
    let disk = gib(load.mean_in, load.primary) * load.replicas * DISK_ROOM;
    let partitions = if terms.most_partitions { size.most_partitions } else { size.partitions };
    let mut constraints = vec![
        ("ingress", load.peak_in, each),
        ("egress", load.peak_out, fan_out * each),
        ("partitions", load.partitions, partitions),
        ("storage", disk, LARGEST_DISK),
    ];
    let provisioned = terms.provisioned.filter(|_| size.provisionable).map(|most| most.min(size.disk));
    constraints.extend(provisioned.map(|each| ("pst", load.mean_out, each)));
    let (bottleneck, brokers) = most(&constraints);
    let tier = if tiered { gib(load.mean_in, load.retention - load.primary) } else { 0.0 };
    let usd = brokers * (size.usd_hour * HOURS + provisioned.unwrap_or(0.0) * PROVISIONED_USD)
        + disk * DISK_USD
        + tier * TIERED_USD
        + cross_zone_usd(load, terms);
    Offer { size: size.name, brokers, bottleneck, usd_month: usd * (1.0 - terms.discount) }
}

fn of_express(size: &catalogue::Express, load: &Workload, terms: &Terms) -> Offer {
    let partitions = if terms.most_partitions { size.most_partitions } else { size.partitions };
    let (bottleneck, brokers) = most(&[
        ("ingress", load.peak_in, size.ingress * terms.express),
        ("egress", load.peak_out, size.ingress * EXPRESS_OUT),
        ("partitions", load.partitions, partitions),
    ]);
    let usd = brokers * size.usd_hour * HOURS
        + gib(load.mean_in, load.retention) * DISK_USD
        + gib(load.mean_in, HOURS) * EXPRESS_IN_USD
        + cross_zone_usd(load, terms);
    Offer { size: size.name, brokers, bottleneck, usd_month: usd * (1.0 - terms.discount) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const LOAD: Workload = Workload {
        mean_in: 100.0,
        peak_in: 500.0,
        mean_out: 200.0,
        peak_out: 1000.0,
        partitions: 1000.0,
        replicas: 3.0,
        retention: 24.0,
        primary: 24.0,
    };

    #[test]
    fn terms_change_what_they_name_and_nothing_else() {
        let plain = offers(&LOAD, &Terms::default()).unwrap();
        let halved = offers(&LOAD, &Terms { discount: 0.5, ..Terms::default() }).unwrap();
        let far = offers(&LOAD, &Terms { nearest: false, ..Terms::default() }).unwrap();
        for ((plain, halved), far) in plain.iter().zip(&halved).zip(&far) {
            assert!(
                (halved.usd_month * 2.0 - plain.usd_month).abs() < 1e-6 && halved.brokers == plain.brokers
            );
            assert!(far.usd_month > plain.usd_month && far.brokers % 3.0 == 0.0);
        }
        let many = Workload { partitions: 90_000.0, ..LOAD };
        assert!(
            offers(&many, &Terms::default()).unwrap().iter().any(|offer| offer.bottleneck == "partitions")
        );
        assert!(offers(&Workload { peak_in: 50.0, ..LOAD }, &Terms::default()).is_err());
        assert!(offers(&Workload { primary: 25.0, ..LOAD }, &Terms::default()).is_err());
    }
}
