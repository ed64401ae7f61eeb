//! Shapes of nodes that a plan may run on.

use serde::{Deserialize, Serialize};

use super::{Given, Plan};
use crate::units::{Bytes, Cores, Price};

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
    /// What a node costs; its cost is not told if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Given<Price>>,
}

/// The most shapes of a plan, because each is packed for every page.
const MOST: usize = 8;

/// Shapes that are no nodes.
pub(super) fn validate(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    let few = plan.shapes.len() <= MOST;
    require(few, "shape".into(), format!("there are {} shapes", plan.shapes.len()), "keep at most 8");
    for shape in &plan.shapes {
        let at = |key: &str| format!("shape {}: {key}", shape.name);
        let cores = (0.1..=1e4).contains(&shape.cores.value.si());
        require(cores, at("cores"), format!("a node of {}", shape.cores.value), "use 100m to 10000 cores");
        let memory = (5e8..=1e15).contains(&shape.memory.value.si());
        require(memory, at("memory"), format!("a node of {}", shape.memory.value), "use 500 MB to 1 PB");
        let price = shape.price.as_ref().map_or(0.0, |price| price.value.si());
        require(
            (0.0..=1e6).contains(&price),
            at("price"),
            "that is no price".into(),
            "write for example \"$0.21/h\"",
        );
    }
}
