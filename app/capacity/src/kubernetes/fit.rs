//! How many equal pods fit on equal nodes. Source: kubernetes-sigs/cluster-capacity.

use crate::Error;

/// What keeps another pod from fitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limiting {
    /// Processor.
    Cpu,
    /// Memory.
    Memory,
    /// The most pods of a node.
    Pods,
}

impl Limiting {
    /// The resource in Kubernetes' word.
    pub fn word(self) -> &'static str {
        match self {
            Limiting::Cpu => "cpu",
            Limiting::Memory => "memory",
            Limiting::Pods => "pods",
        }
    }
}

/// How many pods fit, and what limits them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitOn {
    /// Pods on all nodes.
    pub pods: u64,
    /// Pods on each node.
    pub on_each: u64,
    /// What limits them first.
    pub limiting: Limiting,
}

/// Pods of `pod` (cores and bytes, or any units that the node has too) on `nodes` nodes of which `node` is
/// allocatable, with at most `pods_each` pods on each.
pub fn fit(nodes: u32, node: (f64, f64), pod: (f64, f64), pods_each: u32) -> Result<FitOn, Error> {
    let or_none =
        |field, value: f64| Error::check(field, value, "between 0 and 1e15", (0.0..=1e15).contains(&value));
    let (cpu, memory) = (or_none("node's cpu", node.0)?, or_none("node's memory", node.1)?);
    // A pod that asks for nothing of a resource fits as far as that is concerned.
    let by = |size: f64, need: f64| {
        if need > 0.0 { libm::floor(size / need * (1.0 + 1e-12)) } else { f64::INFINITY }
    };
    let limits = [
        (by(cpu, or_none("pod's cpu", pod.0)?), Limiting::Cpu),
        (by(memory, or_none("pod's memory", pod.1)?), Limiting::Memory),
        (f64::from(pods_each), Limiting::Pods),
    ];
    let least = limits
        .into_iter()
        .fold((f64::INFINITY, Limiting::Pods), |least, other| if other.0 < least.0 { other } else { least });
    let on_each = least.0 as u64;
    Ok(FitOn { pods: on_each * u64::from(nodes), on_each, limiting: least.1 })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_scarcest_resource_limits() {
        assert_eq!(fit(2, (4.0, 8.0), (1.0, 4.0), 110).unwrap().limiting, Limiting::Memory);
        let tiny = fit(3, (4.0, 8.0), (0.001, 0.001), 110).unwrap();
        assert_eq!((tiny.pods, tiny.limiting), (330, Limiting::Pods));
        assert_eq!(fit(1, (0.3, 8.0), (0.1, 0.1), 110).unwrap().pods, 3, "0.3 / 0.1 is 3 but for rounding");
        let idle = fit(1, (4.0, 8.0), (0.0, 1.0), 110).unwrap();
        assert_eq!((idle.pods, idle.limiting), (8, Limiting::Memory));
        let nothing = fit(2, (4.0, 8.0), (0.0, 0.0), 110).unwrap();
        assert_eq!((nothing.pods, nothing.limiting), (220, Limiting::Pods));
        assert!(fit(1, (4.0, 8.0), (-1.0, 1.0), 110).is_err());
    }
}
