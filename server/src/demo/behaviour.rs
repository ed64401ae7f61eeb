//! How a faulty component behaves: the same rule for the listeners of today and for the history of 90 days.

use crate::config::demo::Kind;
use model::latency::rounded;
use model::time::{At, DAY, MINUTE};

/// How a component meets one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// It answers as it should.
    Well,
    /// It answers as it should, after [`SLOW`] milliseconds.
    Late,
    /// It says that it is broken.
    Broken,
    /// Nothing listens.
    Absent,
}

/// Milliseconds that a slow component takes.
pub const SLOW: i64 = 1_500;

/// Milliseconds that a certificate about to expire has left when the fault begins.
pub const EXPIRING: i64 = 5 * DAY;

/// Milliseconds that any other has left.
pub const RENEWED: i64 = 90 * DAY;

/// How a component with this fault meets request number `request` at `at`.
pub fn behaviour(fault: Option<Kind>, at: At, request: u64) -> Behaviour {
    match fault {
        None | Some(Kind::Expiring) => Behaviour::Well,
        Some(Kind::Fail) => Behaviour::Broken,
        Some(Kind::Slow) => Behaviour::Late,
        Some(Kind::Gone) => Behaviour::Absent,
        // A replica is chosen for each request; one of two is broken.
        Some(Kind::Half) if mix(request) & 1 == 0 => Behaviour::Broken,
        Some(Kind::Flap) if (at.0 / (3 * MINUTE)) % 2 == 0 => Behaviour::Broken,
        Some(Kind::Half | Kind::Flap) => Behaviour::Well,
    }
}

/// A number that looks random and is the same for the same `seed`: the finalizer of SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
pub fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A latency in microseconds around `typical`, the same for the same `seed`: lognormal, one in a hundred far out.
pub fn latency(typical: f64, seed: u64) -> u32 {
    let bits = mix(seed);
    // The sum of four uniform numbers is near enough to a normal one.
    let sum: f64 = (0..4).map(|i| ((bits >> (16 * i)) & 0xffff) as f64 / 65_536.0).sum();
    let normal = (sum - 2.0) * 3f64.sqrt();
    let tail = if mix(bits).is_multiple_of(100) { 4.0 } else { 1.0 };
    rounded((typical * tail * (0.18 * normal).exp()) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_component_fails_about_half_of_the_time() {
        let broken =
            (0..1_000).filter(|n| behaviour(Some(Kind::Half), At(0), *n) == Behaviour::Broken).count();
        assert!((400..600).contains(&broken), "{broken}");
    }

    #[test]
    fn flapping_is_three_minutes_ill_and_three_minutes_well() {
        let at = |minute: i64| behaviour(Some(Kind::Flap), At(minute * MINUTE), 0);
        assert_eq!(
            [at(0), at(2), at(3), at(5), at(6)].map(|b| b == Behaviour::Broken),
            [true, true, false, false, true]
        );
    }

    #[test]
    fn latencies_lie_around_the_typical_one() {
        let mut latencies: Vec<_> = (0..10_001).map(|seed| latency(20_000.0, seed)).collect();
        latencies.sort_unstable();
        assert!((19_000..21_000).contains(&latencies[5_000]), "{}", latencies[5_000]);
        assert!(latencies[9_990] > 50_000, "{}", latencies[9_990]);
    }
}
