//! Nodes as people write them: `3 medium`, or `3 x 8 cores 32 GiB`.

use crate::Plan;
use crate::plan::Shape;

/// The most nodes that are taken for real.
const MOST: u32 = 1_000;
/// What to write.
pub(super) const REMEDY: &str =
    "write a count and a shape of the plan, such as `3 medium`, or a size, such as `3 x 8 cores 32 GiB`";

/// Nodes that there are.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fleet {
    /// How many.
    pub count: u32,
    /// Of which shape; without a price if that was not named.
    pub shape: Shape,
}

/// Nodes as typed: a count, and a shape of the plan or a size.
pub(super) fn read(plan: &Plan, text: &str) -> Result<Fleet, String> {
    let none = || format!("`{text}` names no nodes");
    let digits = text.trim_start().find(|c: char| !c.is_ascii_digit()).ok_or_else(none)?;
    let (count, rest) = text.trim_start().split_at(digits);
    let count: u32 = count.parse().ok().filter(|count| (1..=MOST).contains(count)).ok_or_else(none)?;
    let rest = rest.trim().trim_start_matches(['x', '\u{d7}']).trim();
    if let Some(shape) = plan.shapes.iter().find(|shape| shape.name == rest) {
        return Ok(Fleet { count, shape: shape.clone() });
    }
    let end = rest
        .find("core")
        .map(|at| at + rest.get(at..).map_or(0, |word| if word.starts_with("cores") { 5 } else { 4 }));
    let (cores, others) = rest.split_at(end.ok_or_else(none)?);
    let others = others.trim().trim_start_matches(',');
    let mut shape = Shape::from_line(&format!("nodes: {cores}, {others}"))?;
    let (cores, memory) = (shape.cores.value, shape.memory.value);
    shape.name = format!("{cores}, {memory}");
    let known = (0.1..=1e4).contains(&cores.si()) && (5e8..=1e15).contains(&memory.si());
    known.then_some(Fleet { count, shape }).ok_or_else(|| format!("`{text}` is out of range"))
}
