//! Kubernetes manifests: what a scenario needs as requests and limits, replicas, scaling, budgets of disruption,
//! spread and volumes.

use super::{MARK, address, quoted};
use crate::evaluate::size::{self, Sizing};
use crate::plan::{Item, Kind, Scaling};
use crate::{Error, Plan, Scenario};

pub(super) const MIB: f64 = 1_048_576.0;
/// An autoscaler may double what is planned before people have to look.
pub(super) const SURGE: u32 = 2;

/// What one replica has, in millicores of processor and MiB of memory and of disk, whole and never too little. The disk is
/// that at the end of the horizon; memory includes what its connections hold.
pub(super) fn replica(sizing: &Sizing) -> [f64; 3] {
    let replicas = f64::from(sizing.replicas.max(1));
    let held = sizing.connections * sizing.inputs.per_connection / replicas;
    let memory = sizing.inputs.memory.si() + held;
    let disk = sizing.inputs.disk.si() + sizing.grown() / replicas;
    [sizing.cores * 1000.0, memory / MIB, disk / MIB].map(libm::ceil)
}

/// The same as Kubernetes writes it.
pub(super) struct Replica {
    /// `500m`
    pub cpu: String,
    /// `512Mi`
    pub memory: String,
    /// `20480Mi`
    pub disk: String,
}

impl Replica {
    pub fn of(sizing: &Sizing) -> Replica {
        let [cpu, memory, disk] = replica(sizing);
        Replica { cpu: format!("{cpu:.0}m"), memory: format!("{memory:.0}Mi"), disk: format!("{disk:.0}Mi") }
    }
}

/// Manifests of all items that run, as one YAML file. Errors as `evaluate` does.
pub fn manifests(plan: &Plan, scenario: &Scenario) -> Result<String, Error> {
    let sizings = size::all(plan, scenario, scenario.traffic())?;
    let head = format!(
        "# {} for Kubernetes. Put your images in the place of IMAGE, and your own environment beside them.\n# {MARK}{}\n",
        plan.name.replace(['\n', '\r'], " "),
        address(plan, scenario)
    );
    let running = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind != Kind::Archive);
    let target = scenario.utilisation();
    Ok(running.fold(head, |file, (item, sizing)| file + &object(plan, item, sizing, target)))
}

fn object(plan: &Plan, item: &Item, sizing: &Sizing, target: f64) -> String {
    let keeps_data = item.kind != Kind::Service;
    let workload = workload(plan, item, sizing, keeps_data);
    let budget = if sizing.replicas > 1 { budget(item) } else { String::new() };
    let scaler = match item.scaling == Scaling::Out && !keeps_data {
        true => autoscaler(item, sizing, target),
        false => String::new(),
    };
    workload + &budget + &scaler
}

fn workload(plan: &Plan, item: &Item, sizing: &Sizing, keeps_data: bool) -> String {
    let (id, replicas) = (&item.id, sizing.replicas);
    let kind = if keeps_data { "StatefulSet" } else { "Deployment" };
    let named = if keeps_data { format!("  serviceName: {id}\n") } else { String::new() };
    let spread = if keeps_data { "DoNotSchedule" } else { "ScheduleAnyway" };
    let volumes = if keeps_data { volumes(sizing) } else { String::new() };
    let mount = if keeps_data {
        "          volumeMounts:\n            - { name: data, mountPath: /data }\n"
    } else {
        ""
    };
    format!(
        "---\napiVersion: apps/v1\nkind: {kind}\nmetadata:\n  name: {id}\n  labels: {{ app.kubernetes.io/name: {id}, app.kubernetes.io/part-of: {} }}\n\
         spec:\n{named}  replicas: {replicas}\n  selector:\n    matchLabels: {{ app.kubernetes.io/name: {id} }}\n  template:\n    metadata:\n      \
         labels: {{ app.kubernetes.io/name: {id} }}\n    spec:\n      topologySpreadConstraints:\n        - maxSkew: 1\n          \
         topologyKey: topology.kubernetes.io/zone\n          whenUnsatisfiable: {spread}\n          labelSelector:\n            \
         matchLabels: {{ app.kubernetes.io/name: {id} }}\n      containers:\n        - name: {id}\n          image: IMAGE\n          \
         resources:\n            requests: {}\n            limits: {}\n{mount}{volumes}",
        plan.id,
        amounts(sizing, true),
        amounts(sizing, false),
    )
}

/// Requests hold both; a limit on the processor would throttle what the plan leaves free for peaks.
fn amounts(sizing: &Sizing, requests: bool) -> String {
    let Replica { cpu, memory, .. } = Replica::of(sizing);
    let (cpu, memory) = (quoted(&cpu), quoted(&memory));
    if requests { format!("{{ cpu: {cpu}, memory: {memory} }}") } else { format!("{{ memory: {memory} }}") }
}

/// The volume of each replica at the end of the horizon.
fn volumes(sizing: &Sizing) -> String {
    let size = quoted(&Replica::of(sizing).disk);
    format!(
        "  volumeClaimTemplates:\n    - metadata: {{ name: data }}\n      spec:\n        accessModes: [ReadWriteOnce]\n        \
         resources:\n          requests: {{ storage: {size} }}\n"
    )
}

fn budget(item: &Item) -> String {
    let id = &item.id;
    format!(
        "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: {id}\nspec:\n  maxUnavailable: 1\n  \
         selector:\n    matchLabels: {{ app.kubernetes.io/name: {id} }}\n"
    )
}

fn autoscaler(item: &Item, sizing: &Sizing, target: f64) -> String {
    let (id, least, most) =
        (&item.id, item.replicas.value.min(sizing.replicas), sizing.replicas.saturating_mul(SURGE));
    format!(
        "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: {id}\nspec:\n  scaleTargetRef: \
         {{ apiVersion: apps/v1, kind: Deployment, name: {id} }}\n  minReplicas: {least}\n  maxReplicas: {most}\n  metrics:\n    - \
         type: Resource\n      resource:\n        name: cpu\n        target: {{ type: Utilization, averageUtilization: {:.0} }}\n",
        target * 100.0
    )
}
