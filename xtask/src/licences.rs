//! What `deny.toml` asks of dependencies, checked without a further tool: licences, duplicate versions,
//! sources. cargo-deny reads the same file, gives the same answer, and adds security advisories.

mod spdx;

use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The part of `deny.toml` that is checked here.
#[derive(Debug, Default)]
struct Rules {
    /// Licences that are allowed, by SPDX identifier.
    licences: BTreeSet<String>,
    /// Versions that may stand beside another of the same crate: name and leading parts of the version.
    skip: Vec<(String, String)>,
    /// Targets whose dependencies count.
    targets: Vec<String>,
}

/// A package of the dependency graph.
#[derive(Debug)]
struct Package {
    name: String,
    version: String,
    licence: Option<String>,
    /// Nothing for a package of the workspace.
    source: Option<String>,
}

/// Everything that is against the rules, a line each.
pub fn problems(workspace: &Workspace) -> Result<Vec<String>> {
    let path = workspace.root.join("deny.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let rules = rules(&text)?;
    let mut ask = workspace.cargo();
    ask.args(["metadata", "--format-version", "1"]);
    for target in &rules.targets {
        ask.args(["--filter-platform", target]);
    }
    let metadata = serde_json::from_str(&process::text(&mut ask)?)?;
    let packages = packages(&metadata)?;
    println!("    {} packages", packages.len());
    Ok([licences(&rules, &packages), duplicates(&rules, &packages), sources(&packages)].concat())
}

fn rules(text: &str) -> Result<Rules> {
    let file: toml::Table = toml::from_str(text).context("deny.toml is not valid TOML")?;
    let list = |section: &str, key: &str| {
        let list = file.get(section).and_then(|section| section.get(key)).and_then(|list| list.as_array());
        list.with_context(|| format!("deny.toml: [{section}] has no list `{key}`"))
    };
    let strings = |section: &str, key: &str| -> Result<Vec<String>> {
        Ok(list(section, key)?.iter().filter_map(|entry| entry.as_str()).map(str::to_owned).collect())
    };
    let mut skip = Vec::new();
    for (index, entry) in list("bans", "skip")?.iter().enumerate() {
        let named = entry.get("crate").and_then(|name| name.as_str()).and_then(|name| name.split_once('@'));
        let (name, version) = named.with_context(|| {
            format!("deny.toml: write entry {} of `skip` as {{ crate = \"name@1.2\" }}", index + 1)
        })?;
        skip.push((name.to_owned(), version.to_owned()));
    }
    Ok(Rules {
        licences: strings("licenses", "allow")?.into_iter().collect(),
        skip,
        targets: strings("graph", "targets")?,
    })
}

/// The packages that the graph in cargo's metadata reaches.
fn packages(metadata: &Value) -> Result<Vec<Package>> {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let nodes = list(metadata.get("resolve").and_then(|resolve| resolve.get("nodes")));
    let reached: BTreeSet<&str> = nodes.iter().filter_map(|node| node.get("id")?.as_str()).collect();
    let all = list(metadata.get("packages"));
    let text = |package: &Value, key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
    all.iter()
        .filter(|package| text(package, "id").is_some_and(|id| reached.contains(&*id)))
        .map(|package| {
            Ok(Package {
                name: text(package, "name").context("a package without a name")?,
                version: text(package, "version").context("a package without a version")?,
                licence: text(package, "license"),
                source: text(package, "source"),
            })
        })
        .collect()
}

fn licences(rules: &Rules, packages: &[Package]) -> Vec<String> {
    let problem = |package: &Package| {
        let Package { name, version, .. } = package;
        let Some(licence) = &package.licence else {
            return Some(format!("{name} {version} names no licence"));
        };
        match spdx::satisfied(licence, &|id| rules.licences.contains(id)) {
            Some(true) => None,
            Some(false) => {
                Some(format!("{name} {version} has the licence `{licence}`, which is not allowed"))
            }
            None => {
                Some(format!("{name} {version} has the licence `{licence}`, which is no SPDX expression"))
            }
        }
    };
    packages.iter().filter_map(problem).collect()
}

fn duplicates(rules: &Rules, packages: &[Package]) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut unused: BTreeSet<&(String, String)> = rules.skip.iter().collect();
    for Package { name, version, .. } in packages {
        let skip = rules.skip.iter().find(|(of, req)| of == name && matches(req, version));
        match skip {
            Some(skip) => drop(unused.remove(skip)),
            None => versions.entry(name).or_default().push(version),
        }
    }
    let twice = versions.iter().filter(|(_, versions)| versions.len() > 1);
    let twice = twice.map(|(name, versions)| {
        format!(
            "{name} is there more than once: {}; agree on one, or skip one in deny.toml",
            versions.join(", ")
        )
    });
    let unused =
        unused.iter().map(|(name, req)| format!("deny.toml skips {name}@{req}, which is not in the graph"));
    twice.chain(unused).collect()
}

/// Whether a version has the leading parts that a skip names: `0.14` is in `0.14.5`, not in `0.140.0`.
fn matches(req: &str, version: &str) -> bool {
    version.strip_prefix(req).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '+']))
}

/// Dependencies that do not come from a registry, or from another one than the rest.
fn sources(packages: &[Package]) -> Vec<String> {
    let first = packages.iter().filter_map(|package| package.source.as_deref()).find(|it| is_registry(it));
    let foreign = |package: &&Package| package.source.as_deref().is_some_and(|source| Some(source) != first);
    packages
        .iter()
        .filter(foreign)
        .map(|package| format!("{} {} does not come from the registry", package.name, package.version))
        .collect()
}

fn is_registry(source: &str) -> bool {
    source.starts_with("registry+")
}

#[cfg(test)]
#[path = "licences/tests.rs"]
mod tests;
