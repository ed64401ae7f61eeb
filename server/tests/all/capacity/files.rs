//! What other programs make of the files of the plans that ship: Kubernetes' schemas, a parser of YAML for Helm, and one of
//! HCL for Terraform.

use crate::facts::yaml::{judged, python};
use capacity::{Plan, Scenario, export};
use std::path::Path;

/// A plan that ships.
pub fn plan(id: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../content/plans/{id}.toml"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Each plan as it stands, and with all that a scenario changes about its files.
fn scenarios() -> Vec<(Plan, Scenario)> {
    let both = |id: &str| {
        let double = Scenario::base().with(&plan(id), "traffic", "2").unwrap();
        [(plan(id), Scenario::base()), (plan(id), double)]
    };
    ["butterfly", "jack", "ai-challenge"].into_iter().flat_map(both).collect()
}

#[test]
fn kubernetes_takes_every_manifest() {
    let texts: Vec<_> = scenarios()
        .iter()
        .map(|(plan, scenario)| (plan.id.clone(), export::manifests(plan, scenario).unwrap()))
        .collect();
    let (manifests, problems) = judged(&texts);
    assert!(manifests > 100 && problems.is_empty(), "{manifests}: {problems:?}");
}

#[test]
fn helm_reads_values_in_the_form_of_its_own_chart() {
    let read = "import json, sys, yaml\nprint(json.dumps(yaml.safe_load(sys.stdin.read())))";
    for (plan, scenario) in scenarios() {
        let values = python(read, &export::values(&plan, &scenario).unwrap());
        for (name, chart) in values.as_object().unwrap() {
            assert!(plan.item(name).is_some() && chart["replicaCount"].is_u64(), "{name}: {chart}");
            assert!(
                chart["resources"]["requests"]["cpu"].as_str().unwrap().ends_with('m'),
                "{name}: {chart}"
            );
            assert_eq!(chart["resources"]["requests"]["memory"], chart["resources"]["limits"]["memory"]);
            let scaling = &chart["autoscaling"];
            assert!(scaling["enabled"].is_boolean(), "{name}: {chart}");
            assert!(scaling["minReplicas"].as_u64() <= scaling["maxReplicas"].as_u64(), "{name}: {chart}");
            assert!(scaling["targetCPUUtilizationPercentage"].is_u64(), "{name}: {chart}");
            assert_eq!(chart["persistence"]["size"].as_str().map(|size| size.ends_with("Mi")), Some(true));
            assert!(chart["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"].is_object());
        }
    }
}

#[test]
fn terraform_reads_its_variables() {
    let read = "import hcl2, json, sys\nprint(json.dumps(hcl2.loads(sys.stdin.read())))";
    for (plan, scenario) in scenarios() {
        let text = export::tfvars(&plan, &scenario).unwrap();
        let read = python(read, &text);
        // The parser keeps quotes in some versions.
        let bare = |name: &String| name.trim_matches('"').to_owned();
        assert_eq!(read["plan"].as_str().unwrap().trim_matches('"'), plan.id);
        assert!(read["needed"]["cpu_cores"].as_f64().unwrap() > 0.0, "{text}");
        for (name, item) in read["items"].as_object().unwrap() {
            if name.starts_with("__") {
                continue;
            }
            assert!(plan.item(&bare(name)).is_some(), "{name}");
            assert!(
                item["replicas"].as_u64().unwrap() > 0 && item["memory_mib"].as_u64().unwrap() > 0,
                "{item}"
            );
        }
        let pools =
            read["node_pools"].as_object().unwrap().iter().filter(|(name, _)| !name.starts_with("__"));
        assert!(pools.count() > 0 || plan.shapes.is_empty(), "{text}");
    }
}
