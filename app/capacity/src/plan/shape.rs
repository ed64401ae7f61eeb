//! Shapes of nodes that a plan may run on, and what each keeps for itself.

mod line;

use serde::{Deserialize, Serialize};

use super::{Given, Plan};
use crate::Error;
use crate::kubernetes::{Reservation, reserved_cpu, reserved_cpu_aks};
use crate::units::{Bandwidth, Bytes, Cores, Price};

/// A kind of node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Name for people.
    pub name: String,
    /// Cores of a node.
    pub cores: Given<Cores>,
    /// Memory of a node.
    pub memory: Given<Bytes>,
    /// Disk of a node, on which replicas keep their data; volumes from elsewhere if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disk: Option<Given<Bytes>>,
    /// What its network carries; as much as is asked if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<Given<Bandwidth>>,
    /// Graphics processors of a node; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpus: Option<Given<u32>>,
    /// Memory of each of them; enough for any model if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpu_memory: Option<Given<Bytes>>,
    /// Whose rules say what a node keeps for itself.
    #[serde(default)]
    pub reserved: Reserved,
    /// What a node costs; its cost is not told if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Given<Price>>,
}

/// Whose rules say what a node keeps for itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reserved {
    /// GKE: shares of its memory in tiers.
    #[default]
    Gke,
    /// EKS: so much for each pod.
    Eks,
    /// AKS: so much for each pod, up to a quarter.
    Aks,
    /// A machine of one's own: a gibibyte.
    Bare,
}

/// What a machine of one's own keeps of its memory: an editable assumption.
const BARE: f64 = 1_073_741_824.0;

impl Reserved {
    /// All of them.
    pub const ALL: [Reserved; 4] = [Reserved::Gke, Reserved::Eks, Reserved::Aks, Reserved::Bare];

    /// Its name in files.
    pub fn word(self) -> &'static str {
        match self {
            Reserved::Gke => "gke",
            Reserved::Eks => "eks",
            Reserved::Aks => "aks",
            Reserved::Bare => "bare",
        }
    }

    /// The rule for the memory of a node that takes at most so many pods.
    pub fn memory(self, pods: u32) -> Reservation {
        match self {
            Reserved::Gke => Reservation::Tiers,
            Reserved::Eks => Reservation::EachPod { pods },
            Reserved::Aks => Reservation::EachPodUpToQuarter { pods },
            Reserved::Bare => Reservation::Fixed(BARE),
        }
    }

    /// Cores that are kept of so many. `Domain` for no cores.
    pub fn cores(self, cores: f64) -> Result<f64, Error> {
        match self {
            Reserved::Aks => reserved_cpu_aks(cores),
            Reserved::Gke | Reserved::Eks | Reserved::Bare => reserved_cpu(cores),
        }
    }

    /// The rules in words, for memory and for cores.
    pub fn sources(self) -> [&'static str; 2] {
        let tiers = "GKE: 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % beyond";
        match self {
            Reserved::Gke => [
                "GKE: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112, and 100 MiB",
                tiers,
            ],
            Reserved::Eks => ["EKS: 255 MiB, 11 MiB for each of 110 pods, and 100 MiB", tiers],
            Reserved::Aks => [
                "AKS: 50 MiB and 20 MiB for each of 110 pods, at most a quarter, and 100 MiB",
                "AKS: 6 % of the first core, 4 % of the second, 2 % of the next two, 1 % beyond",
            ],
            Reserved::Bare => ["An assumption for a machine of one's own: 1 GiB, and 100 MiB", tiers],
        }
    }
}

/// The most shapes of a plan, because each is packed for every page.
const MOST: usize = 8;

/// Shapes that are no nodes.
pub(super) fn validate(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    all(&plan.shapes, require);
}

fn all(shapes: &[Shape], require: &mut impl FnMut(bool, String, String, &str)) {
    require(
        shapes.len() <= MOST,
        "shape".into(),
        format!("there are {} shapes", shapes.len()),
        "keep at most 8",
    );
    for shape in shapes {
        let at = |key: &str| format!("shape {}: {key}", shape.name);
        let cores = (0.1..=1e4).contains(&shape.cores.value.si());
        require(cores, at("cores"), format!("a node of {}", shape.cores.value), "use 100m to 10000 cores");
        let memory = (5e8..=1e15).contains(&shape.memory.value.si());
        require(memory, at("memory"), format!("a node of {}", shape.memory.value), "use 500 MB to 1 PB");
        let sizes = [&shape.disk, &shape.gpu_memory].into_iter().flatten().map(|size| size.value.si());
        let network = shape.network.iter().map(|network| network.value.si());
        let sized = sizes.chain(network).all(|size| (1e6..=1e17).contains(&size));
        let message = "its disk, its network or the memory of a GPU is out of range";
        require(
            sized,
            at("disk, network, gpu_memory"),
            message.into(),
            "use 1 MB to 100 PB, and 8 Mbps or more",
        );
        let gpus = shape.gpus.as_ref().map_or(0, |gpus| gpus.value);
        require(gpus <= 64, at("gpus"), format!("{gpus} GPUs in a node"), "use at most 64");
        let price = shape.price.as_ref().map_or(0.0, |price| price.value.si());
        require(
            (0.0..=1e6).contains(&price),
            at("price"),
            "that is no price".into(),
            "write for example \"$0.21/h\" or \"0.19 EUR/h\"",
        );
    }
}
