//! What nodes are to hold: replicas as pods, and what a node of a shape has for them after what it keeps for itself.

use crate::evaluate::size::Sizing;
use crate::evaluate::{Resource, State};
use crate::kubernetes::pack::{self, Amounts, Pods};
use crate::kubernetes::{EVICTION, reserved_memory};
use crate::panel::failure::ZONES;
use crate::panel::language;
use crate::plan::{Item, Kind, Model, Shape};
use crate::units::Format;
use crate::{Error, Plan};

/// What the kubelet takes by default.
const PODS: u32 = 110;
/// The places of local disks, of graphics processors and of the network among the resources of a node.
const DISK: usize = 2;
pub(in crate::panel) const GPUS: usize = 3;
const NETWORK: usize = 5;

/// How an amount of each resource of a node is told, and of what it is.
pub(super) const AMOUNTS: [(Format, &str); 6] = [
    (Format::Cores, ""),
    (Format::BinaryBytes, " of memory"),
    (Format::BinaryBytes, " of disk"),
    (Format::Count, " graphics processors"),
    (Format::Count, " places for pods"),
    (Format::Bandwidth, " of network"),
];

/// The first item that is busier than its target with the replicas that are fixed for it.
pub(in crate::panel) fn overloaded<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Option<&'a Item> {
    let mut running = plan.items.iter().zip(sizings).filter(|(item, _)| item.kind != Kind::Archive);
    running.find(|(_, sizing)| sizing.state >= State::AboveTarget).map(|(item, _)| item)
}

/// Everything that runs as pods, in the plan's order.
pub(in crate::panel) fn pods(plan: &Plan, sizings: &[Sizing]) -> Vec<Pods> {
    let running = plan.items.iter().zip(sizings).filter(|(item, _)| item.kind != Kind::Archive);
    running.map(|(item, sizing)| pod(plan, item, sizing)).collect()
}

fn pod(plan: &Plan, item: &Item, sizing: &Sizing) -> Pods {
    let (replicas, gpus) = served(plan, item, sizing).unwrap_or((sizing.replicas, 0));
    let each = |resource: Resource| sizing.need(resource) / f64::from(sizing.replicas.max(1));
    // What no shape limits is left out, so that it does not count as large or small.
    let limited = |by: fn(&Shape) -> bool| plan.shapes.iter().any(by);
    let disk = if limited(|shape| shape.disk.is_some()) { each(Resource::Storage) } else { 0.0 };
    let network = if limited(|shape| shape.network.is_some()) { each(Resource::Network) } else { 0.0 };
    let needs: Amounts = [sizing.cores, each(Resource::Memory), disk, f64::from(gpus), 1.0, network];
    let apart = item.kind != Kind::Service;
    Pods { name: item.name.clone(), replicas, needs, apart, zone: None, spread: !apart }
}

/// Replicas of an item that serves a language model, and the graphics processors of each, where the plan has nodes with
/// such. Where no number of replicas answers in time, as many as there are.
fn served(plan: &Plan, item: &Item, sizing: &Sizing) -> Option<(u32, u32)> {
    let (model, tokens) = (item.model.as_ref()?, item.tokens.as_ref()?);
    plan.shapes.iter().find_map(|shape| shape.gpus.as_ref())?;
    let replicas = language::replicas(model, tokens, sizing.arrival).unwrap_or(0);
    Some((replicas.max(sizing.replicas), gpus(model)))
}

fn gpus(model: &Model) -> u32 {
    model.gpus.as_ref().map_or(1, |gpus| gpus.value)
}

/// Cores and bytes of memory that pods can have of a node of this shape.
pub(in crate::panel) fn room(shape: &Shape) -> Result<[f64; 2], Error> {
    let (cores, memory) = (shape.cores.value.si(), shape.memory.value.si());
    let kept = reserved_memory(memory, shape.reserved.memory(PODS), EVICTION)?;
    Ok([cores - shape.reserved.cores(cores)?, memory - kept])
}

/// What pods can have of a node of this shape. Where the shape does not say, it has as much as all of them need.
pub(in crate::panel) fn node(plan: &Plan, shape: &Shape, pods: &[Pods]) -> Result<pack::Shape, Error> {
    let [cores, memory] = room(shape)?;
    let all = |resource: usize| {
        let needs = |pods: &Pods| pods.needs.get(resource).map(|need| need * f64::from(pods.replicas));
        pods.iter().filter_map(needs).sum::<f64>()
    };
    let disk = shape.disk.as_ref().map_or_else(|| all(DISK), |disk| disk.value.si());
    let network = shape.network.as_ref().map_or_else(|| all(NETWORK), |network| network.value.si());
    let gpus = shape.gpus.as_ref().filter(|_| holds_models(plan, shape)).map_or(0, |gpus| gpus.value);
    let allocatable = [cores, memory, disk, f64::from(gpus), f64::from(PODS), network];
    Ok(pack::Shape { allocatable, zones: ZONES })
}

/// What is too large for a node of this shape, of what needs no graphics processors; nothing if all of it fits.
pub(in crate::panel) fn too_large(plan: &Plan, shape: &Shape, pods: &[Pods]) -> Option<String> {
    let room = node(plan, shape, pods).ok()?.allocatable;
    let common = pods.iter().filter(|pods| !is_special(pods));
    common.flat_map(|pods| pods.needs.iter().zip(room).zip(AMOUNTS).map(move |it| (pods, it))).find_map(
        |(pods, ((need, room), (format, words)))| {
            let (needs, has) = (format.text(*need), format.text(room));
            (*need > room)
                .then(|| format!("a replica of {} needs {needs}{words}, a node has {has}", pods.name))
        },
    )
}

/// Of each item, in the plan's order, whether it runs on nodes without graphics processors. Where nothing does, all of it
/// counts as if it did.
pub(in crate::panel) fn on_common(plan: &Plan, sizings: &[Sizing]) -> Vec<bool> {
    let mut pods = pods(plan, sizings).into_iter().map(|pods| !is_special(&pods));
    let items = plan.items.iter();
    let common: Vec<_> =
        items.map(|item| item.kind != Kind::Archive && pods.next().unwrap_or(false)).collect();
    if common.contains(&true) { common } else { vec![true; plan.items.len()] }
}

/// Whether these pods need graphics processors.
pub(in crate::panel) fn is_special(pods: &Pods) -> bool {
    pods.needs.get(GPUS).is_some_and(|gpus| *gpus > 0.0)
}

/// Whether the graphics processors of a shape have the memory that the plan's models need of each.
fn holds_models(plan: &Plan, shape: &Shape) -> bool {
    let Some(each) = shape.gpu_memory.as_ref().map(|memory| memory.value.si()) else { return true };
    let need = |model: &Model| model.gpu_memory.value.si() / f64::from(gpus(model).max(1));
    plan.items.iter().filter_map(|item| item.model.as_ref()).all(|model| need(model) <= each * (1.0 + 1e-9))
}
