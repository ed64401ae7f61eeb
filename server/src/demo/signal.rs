//! The numbers that a simulated component tells of itself. They move, and are functions of the instant alone, so that a
//! listener and the replay agree and a restart changes nothing.

use super::behaviour::mix;
use model::options::Options;
use model::time::{At, SECOND};
use std::f64::consts::TAU;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Requests since the beginning of time.
    Requests,
    /// Requests a second.
    Rate,
    /// Processor cores that are busy.
    Cores,
    /// Bytes a second.
    Bytes,
    /// Bytes of memory.
    Memory,
    /// The time in seconds within which 95 of 100 requests are answered.
    Latency,
    /// The share of the processors that is in use.
    Processor,
    /// Bytes of the heap that are in use.
    Heap,
    /// Messages that wait for a consumer.
    Lag,
    /// Open connections.
    Connections,
    /// Something else, which is 1.
    One,
}

/// Words of a series or a query, and what they ask for; the first that occurs counts.
const WORDS: [(&str, Quantity); 18] = [
    ("histogram_quantile", Quantity::Latency),
    ("system_cpu_count", Quantity::Cores),
    ("process_cpu_seconds_total", Quantity::Cores),
    ("redis_cpu_user_seconds_total", Quantity::Cores),
    ("OSCPUVirtualTime", Quantity::Cores),
    ("bytesin_total", Quantity::Bytes),
    ("chunk_stored_bytes_total", Quantity::Bytes),
    ("working_set_bytes", Quantity::Memory),
    ("resident_memory_bytes", Quantity::Memory),
    ("ss_mem_resident", Quantity::Memory),
    ("redis_memory_used", Quantity::Memory),
    ("MemoryTracking", Quantity::Memory),
    ("rate(", Quantity::Rate),
    ("http_server_requests_seconds_count", Quantity::Requests),
    ("process_cpu_usage", Quantity::Processor),
    ("jvm_memory_used_bytes", Quantity::Heap),
    ("consumergroup_lag", Quantity::Lag),
    ("numbackends", Quantity::Connections),
];

impl Quantity {
    /// What the options of a metric ask for.
    pub fn of(options: &Options) -> Quantity {
        let asked = options.get("series").or(options.get("query")).unwrap_or_default();
        let found = WORDS.iter().find(|(word, _)| asked.contains(word));
        found.map_or(Quantity::One, |(_, quantity)| *quantity)
    }
}

/// Waves of the load: seconds from crest to crest, and height as a share of the middle. Together they stay above zero.
const WAVES: [(f64, f64); 4] = [(86_400.0, 0.45), (10_440.0, 0.12), (1_020.0, 0.06), (97.0, 0.03)];

/// The time of day in seconds (UTC) at which the load crosses its middle on the way up: 08:00, so that 14:00 is busiest.
const MORNING: f64 = 28_800.0;

/// Bytes of a MiB.
const MIB: f64 = 1_048_576.0;

/// Seconds from one collection of garbage to the next.
const COLLECTION: f64 = 420.0;

/// The numbers of one component.
#[derive(Clone, Copy, Debug)]
pub struct Signal {
    /// Requests a second in the middle of the day.
    pace: f64,
    /// Seconds by which its waves are before those of others.
    shift: f64,
}

impl Signal {
    /// The numbers of the component with this id.
    pub fn of(component: &str) -> Signal {
        let seed = component.bytes().fold(0, |seed, byte| mix(seed ^ u64::from(byte)));
        Signal { pace: 12.0 + (seed % 40) as f64, shift: (seed % 3_600) as f64 }
    }

    /// The number at `at`, of a component that is slow or is not.
    pub fn value(&self, quantity: Quantity, at: At, slow: bool) -> f64 {
        let load = self.load(at);
        match quantity {
            Quantity::Requests => self.requests(at),
            Quantity::Rate => self.pace * load,
            Quantity::Cores => 0.02 + 0.003 * self.pace * load,
            Quantity::Bytes => 400.0 * self.pace * load,
            Quantity::Memory => ((420.0 + 90.0 * load) * MIB).floor(),
            Quantity::Latency if slow => 1.5 + 0.1 * load,
            Quantity::Latency => 0.02 + 0.03 * load * load,
            Quantity::Processor => 0.08 + if slow { 0.6 } else { 0.3 * load },
            Quantity::Heap => self.heap(at).0 + self.heap(at).1,
            Quantity::Lag => (if slow { 4_000.0 } else { 60.0 } * load * load).round(),
            Quantity::Connections => (8.0 + 24.0 * load).round(),
            Quantity::One => 1.0,
        }
    }

    /// How busy it is; 1 in the middle.
    fn load(&self, at: At) -> f64 {
        let second = self.second(at);
        1.0 + WAVES.iter().map(|(length, height)| height * (TAU * second / length).sin()).sum::<f64>()
    }

    /// The integral of its pace times its load, in whole requests.
    fn requests(&self, at: At) -> f64 {
        let second = self.second(at);
        let wave =
            |(length, height): &(f64, f64)| height * length / TAU * (1.0 - (TAU * second / length).cos());
        (self.pace * (second + WAVES.iter().map(wave).sum::<f64>())).floor()
    }

    /// Bytes of the young and the old part of the heap; the young part fills up between collections.
    pub fn heap(&self, at: At) -> (f64, f64) {
        let fill = (self.second(at) / COLLECTION).fract();
        (((40.0 + 220.0 * fill) * MIB).floor(), ((180.0 + 40.0 * self.load(at)) * MIB).floor())
    }

    fn second(&self, at: At) -> f64 {
        at.0 as f64 / SECOND as f64 - MORNING + self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::time::{DAY, MINUTE};

    const NOW: At = At(20_000 * DAY);

    #[test]
    fn requests_only_grow_and_do_so_as_busy_as_it_is() {
        let signal = Signal::of("butterfly/capsule");
        let counts: Vec<_> =
            (0..288).map(|n| signal.value(Quantity::Requests, NOW + n * 5 * MINUTE, false)).collect();
        let rates: Vec<_> = counts.windows(2).map(|pair| (pair[1] - pair[0]) / 300.0).collect();
        let (least, most) =
            rates.iter().fold((f64::MAX, 0.0f64), |(a, b), rate| (a.min(*rate), b.max(*rate)));
        assert!(
            least > 0.2 * signal.pace && most < 1.8 * signal.pace && most > 1.5 * least,
            "{least} to {most}"
        );
        for (n, rate) in (0..).zip(&rates) {
            let middle = signal.pace * signal.load(NOW + n * 5 * MINUTE + 150_000);
            assert!((rate / middle - 1.0).abs() < 0.15, "{rate} is not near {middle}");
        }
    }

    #[test]
    fn what_is_asked_for_is_known_by_its_words() {
        let of = |name: &str, text: &str| {
            let mut options = Options::default();
            options.set(name, text);
            Quantity::of(&options)
        };
        assert_eq!(of("series", "jvm_memory_used_bytes{area=\"heap\"}"), Quantity::Heap);
        assert_eq!(of("query", "histogram_quantile(0.95, rate(x[5m]))"), Quantity::Latency);
        assert_eq!(of("query", "sum(rate(http_server_requests_seconds_count[5m]))"), Quantity::Rate);
        assert_eq!(of("query", "sum(process_cpu_usage * system_cpu_count)"), Quantity::Cores);
        assert_eq!(of("query", "min(up)"), Quantity::One);
    }
}
