//! Variables of Terraform: what a scenario needs in all, what each replica has, and how many nodes of each shape hold them.
//! Source of the form: HashiCorp, Terraform language, variable definitions (`.tfvars`).

use std::fmt::Write;

use super::kubernetes::MIB;
use super::{MARK, address, quoted};
use crate::evaluate::size::{self, Sizing};
use crate::evaluate::{Resource, evaluate};
use crate::panel::{nodes, sheet};
use crate::plan::{Item, Kind};
use crate::{Error, Plan, Scenario};

const GIB: f64 = 1024.0 * MIB;

/// The variables as one file. Errors as `evaluate` does.
pub fn tfvars(plan: &Plan, scenario: &Scenario) -> Result<String, Error> {
    let outcome = evaluate(plan, scenario)?;
    let sizings = size::all(plan, scenario, scenario.traffic())?;
    let need = |resource: Resource| {
        outcome
            .verdicts
            .iter()
            .find(|verdict| verdict.resource == resource)
            .map_or(0.0, |its| its.needed.value)
    };
    let mut file = format!(
        "# {} as variables of Terraform.\n# {MARK}{}\n\nplan = {}\n\nneeded = {{\n  cpu_cores    = {}\n  memory_gib   = {}\n  \
         storage_gib  = {}\n  network_mbps = {}\n}}\n\nitems = {{\n",
        plan.name.replace(['\n', '\r'], " "),
        address(plan, scenario),
        text(&plan.id),
        up(need(Resource::Cpu)),
        up(need(Resource::Memory) / GIB),
        up(need(Resource::Storage) / GIB),
        up(need(Resource::Network) / 125e3),
    );
    let running = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind != Kind::Archive);
    file.extend(running.map(|(item, sizing)| entry(item, sizing)));
    file += "}\n\n# As many nodes of one shape as hold every replica; choose one of them.\nnode_pools = {\n";
    for (shape, nodes) in nodes::fewest(&sheet::applied(plan, scenario), &sizings) {
        let (cores, memory) = (shape.cores.value.si(), shape.memory.value.si() / GIB);
        // Writing to a string does not fail.
        let _ = writeln!(
            file,
            "  {} = {{ nodes = {nodes}, cores = {cores}, memory_gib = {memory} }}",
            text(&shape.name)
        );
    }
    file += "}\n";
    Ok(file)
}

fn entry(item: &Item, sizing: &Sizing) -> String {
    let [millicores, memory, disk] = super::kubernetes::replica(sizing);
    format!(
        "  {} = {{ replicas = {}, cpu_millicores = {millicores}, memory_mib = {memory}, disk_mib = {disk}, keeps_data = {} }}\n",
        text(&item.id),
        sizing.replicas,
        item.kind != Kind::Service
    )
}

/// A hundredth more rather than less.
fn up(value: f64) -> f64 {
    libm::ceil(value * 100.0) / 100.0
}

/// Text in quotes, in which nothing is a template.
fn text(text: &str) -> String {
    quoted(text).replace("${", "$${").replace("%{", "%%{")
}
