//! The units that Pharos reads and writes. SI prefixes are powers of 1000, IEC prefixes of 1024;
//! `Ki` to `Ei`, `M` to `E`, and `m`, `u` and `n` of cores alone are Kubernetes' suffixes.

/// What a quantity measures. Quantities of different kinds do not mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A size, in bytes.
    Bytes,
    /// Data over time, in bytes per second.
    Bandwidth,
    /// Requests over time, per second.
    Rate,
    /// Processor cores.
    Cores,
    /// A duration, in seconds.
    Time,
    /// A share of 1.
    Share,
    /// An amount of money.
    Money,
    /// Money over time, per second.
    Price,
}

impl Kind {
    /// The kind in words, for messages.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Bytes => "a size in bytes",
            Kind::Bandwidth => "a bandwidth",
            Kind::Rate => "a rate of requests",
            Kind::Cores => "a number of cores",
            Kind::Time => "a duration",
            Kind::Share => "a share",
            Kind::Money => "an amount of money",
            Kind::Price => "a price over time",
        }
    }

    /// A quantity of this kind as one would type it, for messages.
    pub fn example(self) -> &'static str {
        match self {
            Kind::Bytes => "2 GiB",
            Kind::Bandwidth => "10 Gbps",
            Kind::Rate => "200 rps",
            Kind::Cores => "1.5 cores",
            Kind::Time => "20 ms",
            Kind::Share => "60 %",
            Kind::Money => "$100",
            Kind::Price => "$0.21/h",
        }
    }
}

/// One unit: how it is written and what it is worth: `amount * times / over` base units.
#[derive(Debug, PartialEq)]
pub struct Unit {
    /// How it is written.
    pub symbol: &'static str,
    /// What it measures.
    pub kind: Kind,
    /// Other ways to write it.
    pub(super) aliases: &'static [&'static str],
    pub(super) times: f64,
    pub(super) over: f64,
}

const fn unit(
    kind: Kind,
    symbol: &'static str,
    aliases: &'static [&'static str],
    times: f64,
    over: f64,
) -> Unit {
    Unit { symbol, kind, aliases, times, over }
}

const KIB: f64 = 1024.0;
const MIB: f64 = KIB * KIB;
const GIB: f64 = MIB * KIB;
const TIB: f64 = GIB * KIB;
const PIB: f64 = TIB * KIB;

use Kind::{Bandwidth, Bytes, Cores, Money, Price, Rate, Share, Time};

/// Every unit, in each kind from small to large.
pub(super) static UNITS: &[Unit] = &[
    unit(Bytes, "B", &["byte", "bytes"], 1.0, 1.0),
    unit(Bytes, "kB", &["KB"], 1e3, 1.0),
    unit(Bytes, "MB", &["M"], 1e6, 1.0),
    unit(Bytes, "GB", &["G"], 1e9, 1.0),
    unit(Bytes, "TB", &["T"], 1e12, 1.0),
    unit(Bytes, "PB", &["P"], 1e15, 1.0),
    unit(Bytes, "EB", &["E"], 1e18, 1.0),
    unit(Bytes, "KiB", &["Ki"], KIB, 1.0),
    unit(Bytes, "MiB", &["Mi"], MIB, 1.0),
    unit(Bytes, "GiB", &["Gi"], GIB, 1.0),
    unit(Bytes, "TiB", &["Ti"], TIB, 1.0),
    unit(Bytes, "PiB", &["Pi"], PIB, 1.0),
    unit(Bytes, "EiB", &["Ei"], PIB * KIB, 1.0),
    unit(Bandwidth, "bps", &["bit/s"], 1.0, 8.0),
    unit(Bandwidth, "kbps", &["kbit/s", "Kbps", "kb/s"], 1e3, 8.0),
    unit(Bandwidth, "Mbps", &["Mbit/s", "Mb/s"], 1e6, 8.0),
    unit(Bandwidth, "Gbps", &["Gbit/s", "Gb/s"], 1e9, 8.0),
    unit(Bandwidth, "Tbps", &["Tbit/s", "Tb/s"], 1e12, 8.0),
    unit(Bandwidth, "B/s", &[], 1.0, 1.0),
    unit(Bandwidth, "kB/s", &["KB/s", "kBps"], 1e3, 1.0),
    unit(Bandwidth, "MB/s", &["MBps"], 1e6, 1.0),
    unit(Bandwidth, "GB/s", &["GBps"], 1e9, 1.0),
    unit(Bandwidth, "TB/s", &[], 1e12, 1.0),
    unit(Bandwidth, "KiB/s", &[], KIB, 1.0),
    unit(Bandwidth, "MiB/s", &[], MIB, 1.0),
    unit(Bandwidth, "GiB/s", &[], GIB, 1.0),
    unit(Bandwidth, "TiB/s", &[], TIB, 1.0),
    unit(
        Rate,
        "rps",
        &["/s", "req/s", "requests/s", "qps", "tps", "ops/s", "msg/s", "IOPS", "iops"],
        1.0,
        1.0,
    ),
    unit(Rate, "k rps", &["krps", "k/s", "k req/s", "k qps", "k tps", "k ops/s", "k msg/s"], 1e3, 1.0),
    unit(Rate, "M rps", &["Mrps", "M/s", "M req/s", "M qps", "M ops/s", "M msg/s"], 1e6, 1.0),
    unit(Rate, "rpm", &["/min", "req/min"], 1.0, 60.0),
    unit(Rate, "/h", &["req/h"], 1.0, 3600.0),
    unit(Rate, "/d", &["req/d", "/day"], 1.0, 86_400.0),
    unit(Cores, "cores", &["core", "vCPU", "vCPUs", "CPU", "CPUs"], 1.0, 1.0),
    unit(Cores, "m", &["millicores"], 1.0, 1e3),
    unit(Cores, "u", &[], 1.0, 1e6),
    unit(Cores, "n", &[], 1.0, 1e9),
    unit(Time, "ns", &[], 1.0, 1e9),
    unit(Time, "us", &["\u{b5}s", "\u{3bc}s"], 1.0, 1e6),
    unit(Time, "ms", &[], 1.0, 1e3),
    unit(Time, "s", &["sec", "secs", "second", "seconds"], 1.0, 1.0),
    unit(Time, "min", &["mins", "minute", "minutes"], 60.0, 1.0),
    unit(Time, "h", &["hr", "hrs", "hour", "hours"], 3600.0, 1.0),
    unit(Time, "d", &["day", "days"], 86_400.0, 1.0),
    unit(Time, "w", &["week", "weeks"], 604_800.0, 1.0),
    // As Prometheus counts them.
    unit(Time, "y", &["year", "years"], 31_536_000.0, 1.0),
    unit(Share, "%", &["percent"], 1.0, 100.0),
    unit(Money, "$", &["USD"], 1.0, 1.0),
    unit(Price, "$/h", &["USD/h"], 1.0, 3600.0),
    unit(Price, "$/d", &["$/day", "USD/d"], 1.0, 86_400.0),
    // A month of a bill has 730 hours.
    unit(Price, "$/month", &["$/mo", "USD/month"], 1.0, 2_628_000.0),
    unit(Price, "$/year", &["$/y", "USD/year"], 1.0, 31_536_000.0),
];

/// The unit so written, exactly.
pub(super) fn find(text: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.symbol == text || unit.aliases.contains(&text))
}

/// A unit so written but for capitals, of this kind if there is one: what was probably meant.
pub(super) fn near(text: &str, kind: Option<Kind>) -> Option<&'static Unit> {
    let alike = |unit: &&Unit| {
        unit.symbol.eq_ignore_ascii_case(text)
            || unit.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(text))
    };
    let of_kind = UNITS.iter().filter(alike).find(|unit| kind.is_none_or(|kind| unit.kind == kind));
    of_kind.or_else(|| UNITS.iter().find(alike))
}
