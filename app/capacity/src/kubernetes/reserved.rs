//! What the kubelet and the system keep of a node.
//! Sources: GKE, "Plan node sizes"; eksctl `reserved.go`, which has the same tiers for processors.

use crate::Error;

const KIB: f64 = 1024.0;
const MIB: f64 = KIB * KIB;
const GIB: f64 = MIB * KIB;

/// Bytes below which the kubelet evicts pods, by default.
pub const EVICTION: f64 = 100.0 * MIB;

/// How a provider reserves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reservation {
    /// 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112, 2 % beyond;
    /// 255 MiB on nodes below 1 GiB. GKE, and AKS before 1.29.
    Tiers,
    /// 255 MiB and 11 MiB a pod: EKS. Takes the most pods of the node.
    EachPod {
        /// The most pods of the node.
        pods: u32,
    },
    /// 50 MiB and 20 MiB a pod, at most 25 % of the node: AKS from 1.29. Takes the most pods of the node.
    EachPodUpToQuarter {
        /// The most pods of the node.
        pods: u32,
    },
    /// So many bytes, whatever the node: machines of one's own.
    Fixed(f64),
}

/// Reserved from this many GiB on, at this share.
const MEMORY: [(f64, f64); 5] = [(0.0, 0.25), (4.0, 0.20), (8.0, 0.10), (16.0, 0.06), (128.0, 0.02)];

/// Reserved from this many cores on, at this share.
const CPU: [(f64, f64); 4] = [(0.0, 0.06), (1.0, 0.01), (2.0, 0.005), (4.0, 0.0025)];

/// The same on AKS. Source: Microsoft, Node resource reservations in Azure Kubernetes Service, whose table has 60, 100, 140,
/// 180, 260, 420 and 740 millicores of 1, 2, 4, 8, 16, 32 and 64 cores.
const AKS_CPU: [(f64, f64); 4] = [(0.0, 0.06), (1.0, 0.04), (2.0, 0.02), (4.0, 0.01)];

/// Bytes reserved of a node with `memory` bytes, with `eviction` bytes kept free besides. `Infeasible` when
/// nothing is left for pods.
pub fn reserved_memory(memory: f64, how: Reservation, eviction: f64) -> Result<f64, Error> {
    let memory =
        Error::check("memory (bytes)", memory, "more than zero, to 1e18", memory > 0.0 && memory <= 1e18)?;
    let eviction = Error::check("eviction threshold (bytes)", eviction, "zero or more", eviction >= 0.0)?;
    let kept = match how {
        Reservation::Tiers if memory < GIB => 255.0 * MIB,
        Reservation::Tiers => tiered(memory / GIB, &MEMORY) * GIB,
        Reservation::EachPod { pods } => (255.0 + 11.0 * f64::from(pods)) * MIB,
        Reservation::EachPodUpToQuarter { pods } => ((50.0 + 20.0 * f64::from(pods)) * MIB).min(memory / 4.0),
        Reservation::Fixed(bytes) => Error::check("reserved (bytes)", bytes, "zero or more", bytes >= 0.0)?,
    };
    let reserved = kept + eviction;
    if reserved < memory {
        return Ok(reserved);
    }
    Err(Error::infeasible("reserved memory (bytes)", reserved, memory))
}

/// Cores reserved of a node with `cores` cores: 6 % of the first, 1 % of the second, 0.5 % of the next two,
/// 0.25 % beyond.
pub fn reserved_cpu(cores: f64) -> Result<f64, Error> {
    let cores = Error::check("cores", cores, "more than zero, to 1e6", cores > 0.0 && cores <= 1e6)?;
    Ok(tiered(cores, &CPU))
}

/// Cores that AKS reserves of a node with `cores` cores: 6 % of the first, 4 % of the second, 2 % of the next two, 1 %
/// beyond.
pub fn reserved_cpu_aks(cores: f64) -> Result<f64, Error> {
    let cores = Error::check("cores", cores, "more than zero, to 1e6", cores > 0.0 && cores <= 1e6)?;
    Ok(tiered(cores, &AKS_CPU))
}

/// Each share applies from its start to the start of the next.
fn tiered(amount: f64, tiers: &[(f64, f64)]) -> f64 {
    let ends = tiers.iter().skip(1).map(|(start, _)| *start).chain([f64::INFINITY]);
    tiers.iter().zip(ends).map(|((start, share), end)| (amount.min(end) - start).max(0.0) * share).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn providers_reserve_differently() {
        let gib = |how| reserved_memory(16.0 * GIB, how, EVICTION).unwrap() / GIB;
        assert!((gib(Reservation::Tiers) - (1.0 + 0.8 + 0.8 + 100.0 / 1024.0)).abs() < 1e-12);
        assert!((gib(Reservation::EachPod { pods: 58 }) - (255.0 + 638.0 + 100.0) / 1024.0).abs() < 1e-12);
        let azure = gib(Reservation::EachPodUpToQuarter { pods: 250 });
        assert!((azure - 4.0 - 100.0 / 1024.0).abs() < 1e-12);
    }

    #[test]
    fn azure_reserves_the_cores_of_its_table() {
        let table = [(1.0, 60), (2.0, 100), (4.0, 140), (8.0, 180), (16.0, 260), (32.0, 420), (64.0, 740)];
        for (cores, millicores) in table {
            assert_eq!(libm::round(reserved_cpu_aks(cores).unwrap() * 1e3) as u32, millicores);
        }
    }

    #[test]
    fn a_node_too_small_for_itself_is_refused() {
        let got = reserved_memory(300.0 * MIB, Reservation::Tiers, EVICTION);
        assert!(matches!(got, Err(Error::Infeasible { .. })));
        assert!(reserved_cpu(0.0).is_err());
    }
}
