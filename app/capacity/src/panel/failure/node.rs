//! Nodes that are lost: what stands on each, and whether everything packs again on the others.

use crate::Plan;
use crate::evaluate::size::Sizing;
use crate::panel::nodes;
use crate::plan::Kind;

/// Seconds until the pods of a lost node run elsewhere: those after which Kubernetes gives up on a node that it does not
/// hear of (`tolerationSeconds` of 300), and half a minute to start.
pub(super) const MOVED: f64 = 330.0;

/// The nodes of the cheapest shape.
pub(super) struct Nodes {
    pub shape: String,
    /// For each node, how many pods of each item that runs stand on it.
    pub placed: Vec<Vec<u32>>,
    /// The fewest nodes on which everything packs again without any one of them; none within what is looked at.
    pub enough: Option<u32>,
    /// The same without any one zone.
    zone: Option<u32>,
}

/// All pods on the cheapest nodes; nothing without shapes, or where they do not fit.
pub(super) fn nodes(plan: &Plan, sizings: &[Sizing]) -> Option<Nodes> {
    let (shape, on) = nodes::on_cheapest(plan, sizings)?;
    let nodes::On { packing, node, zone } = on;
    let running = plan.items.iter().zip(sizings).filter(|(item, _)| item.kind != Kind::Archive);
    let replicas: Vec<u32> = running.map(|(_, sizing)| sizing.replicas).collect();
    // Graphics processors may ask for more replicas of an item than its processors do.
    let of_item = |counts: Vec<u32>| counts.into_iter().zip(&replicas).map(|(pods, most)| pods.min(*most));
    let placed = packing.nodes.into_iter().map(|counts| of_item(counts).collect()).collect();
    Some(Nodes { shape: shape.name.clone(), placed, enough: node, zone })
}

impl Nodes {
    /// How many nodes there have to be so that one can be lost; the fewest that hold everything where no number is known.
    pub fn count(&self) -> u32 {
        self.enough.unwrap_or(self.placed.len() as u32)
    }

    /// Whether so many pods find a place again.
    pub fn packs(&self, pods: u32) -> String {
        let fewest = self.placed.len();
        match self.enough {
            Some(enough) => format!("yes: its {pods} pods, with {enough} nodes; {fewest} hold everything"),
            None => format!("no: its {pods} pods wait for a node"),
        }
    }

    /// Whether everything packs again on the nodes of two zones of three.
    pub fn packs_without_zone(&self) -> String {
        match self.zone {
            Some(enough) => format!("yes, with {enough} nodes; {} hold everything", self.placed.len()),
            None => "no, with no number of nodes that was looked at".into(),
        }
    }

    /// What is survived with how many nodes, and whether that is.
    pub fn badge(&self) -> (String, bool) {
        let count = self.count();
        (format!("any single node, each of {count} {}", self.shape), self.enough.is_some())
    }

    /// The same in a sentence.
    pub fn sentence(&self) -> String {
        match (self.enough, self.zone) {
            (Some(node), Some(zone)) => format!(
                " On {node} {} nodes everything packs again without any one of them, on {zone} without any zone of them.",
                self.shape
            ),
            (Some(node), None) => {
                format!(" On {node} {} nodes everything packs again without any one of them.", self.shape)
            }
            (None, _) => " No number of nodes that was looked at packs again without one of them.".into(),
        }
    }
}
