//! Helm values: the same as the manifests, for charts of your own. One key for each sub-chart, in the form of the values of
//! the chart that `helm create` makes, and what that leaves out in the words of Kubernetes.

use super::kubernetes::{Replica, SURGE};
use super::{MARK, address, quoted};
use crate::evaluate::size::{self, Sizing};
use crate::plan::{Item, Kind, Scaling};
use crate::{Error, Plan, Scenario};

/// Values of all items that run, as one YAML file. Errors as `evaluate` does.
pub fn values(plan: &Plan, scenario: &Scenario) -> Result<String, Error> {
    let sizings = size::all(plan, scenario, scenario.traffic())?;
    let head = format!(
        "# {} as Helm values, one key for each sub-chart.\n# {MARK}{}\n",
        plan.name.replace(['\n', '\r'], " "),
        address(plan, scenario)
    );
    let running = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind != Kind::Archive);
    let target = scenario.utilisation();
    Ok(running.fold(head, |file, (item, sizing)| file + &chart(item, sizing, target)))
}

fn chart(item: &Item, sizing: &Sizing, target: f64) -> String {
    let keeps_data = item.kind != Kind::Service;
    let Replica { cpu, memory, disk } = Replica::of(sizing);
    let (cpu, memory, disk) = (quoted(&cpu), quoted(&memory), quoted(&disk));
    let scales = item.scaling == Scaling::Out && !keeps_data;
    let (least, most) = (item.replicas.value.min(sizing.replicas), sizing.replicas.saturating_mul(SURGE));
    let unsatisfiable = if keeps_data { "DoNotSchedule" } else { "ScheduleAnyway" };
    format!(
        "{id}:\n  replicaCount: {replicas}\n  resources:\n    requests: {{ cpu: {cpu}, memory: {memory} }}\n    limits: \
         {{ memory: {memory} }}\n  autoscaling:\n    enabled: {scales}\n    minReplicas: {least}\n    maxReplicas: {most}\n    \
         targetCPUUtilizationPercentage: {percent:.0}\n  podDisruptionBudget:\n    enabled: {budget}\n    maxUnavailable: 1\n  \
         topologySpreadConstraints:\n    - maxSkew: 1\n      topologyKey: topology.kubernetes.io/zone\n      whenUnsatisfiable: \
         {unsatisfiable}\n      labelSelector:\n        matchLabels: {{ app.kubernetes.io/name: {id} }}\n  persistence:\n    \
         enabled: {keeps_data}\n    accessModes: [ReadWriteOnce]\n    size: {disk}\n",
        id = quoted(&item.id),
        replicas = sizing.replicas,
        percent = target * 100.0,
        budget = sizing.replicas > 1,
    )
}
