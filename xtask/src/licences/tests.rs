//! The rules of deny.toml on small graphs.
#![allow(clippy::unwrap_used)]
use super::*;
use serde_json::json;

const REGISTRY: &str = "registry+https://registry.example/index";

const DENY: &str = r#"
[graph]
targets = ["x86_64-unknown-linux-gnu"]
[licenses]
allow = ["MIT", "Zlib"]
[bans]
skip = [{ crate = "hashbrown@0.14", reason = "an example" }]
"#;

fn package(name: &str, version: &str, licence: Option<&str>) -> Package {
    let (name, version, licence) = (name.to_owned(), version.to_owned(), licence.map(str::to_owned));
    Package { name, version, licence, source: Some(REGISTRY.to_owned()) }
}

#[test]
fn a_licence_outside_the_list_is_a_problem() {
    let rules = rules(DENY).unwrap();
    let all = [
        package("a", "1.0.0", Some("MIT")),
        package("b", "1.0.0", Some("GPL-3.0")),
        package("c", "2.0.0", None),
    ];
    let found = licences(&rules, &all);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("b 1.0.0 has the licence `GPL-3.0`"));
    assert_eq!(found[1], "c 2.0.0 names no licence");
}

#[test]
fn two_versions_are_a_problem_unless_one_is_skipped() {
    let rules = rules(DENY).unwrap();
    let both = |version: &str| [package("hashbrown", "0.17.0", None), package("hashbrown", version, None)];
    assert_eq!(duplicates(&rules, &both("0.14.5")), Vec::<String>::new());
    let found = duplicates(&rules, &both("0.15.0"));
    assert!(found[0].starts_with("hashbrown is there more than once: 0.17.0, 0.15.0"), "{found:?}");
    assert!(found[1].contains("hashbrown@0.14, which is not in the graph"), "{found:?}");
}

#[test]
fn a_skip_matches_whole_parts_of_a_version() {
    assert!(matches("0.14", "0.14.5") && matches("1", "1.0.0-rc.1") && matches("2.0.0", "2.0.0"));
    assert!(!matches("0.14", "0.140.0") && !matches("1", "11.0.0"));
}

#[test]
fn a_package_from_elsewhere_is_a_problem() {
    let mut elsewhere = package("a", "1.0.0", None);
    elsewhere.source = Some("git+https://example.org/a".to_owned());
    let mut own = package("b", "1.0.0", None);
    own.source = None;
    assert_eq!(sources(&[elsewhere, own]), ["a 1.0.0 does not come from the registry"]);
}

#[test]
fn only_packages_in_the_graph_count() {
    let metadata = json!({
        "packages": [
            { "id": "a", "name": "a", "version": "1.0.0", "license": "MIT", "source": null },
            { "id": "b", "name": "b", "version": "1.0.0", "license": null, "source": REGISTRY },
        ],
        "resolve": { "nodes": [{ "id": "a" }] },
    });
    let found = packages(&metadata).unwrap();
    assert_eq!(found.iter().map(|package| &*package.name).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn a_file_without_a_list_says_which() {
    let error = rules("[licenses]\nallow = []").unwrap_err().to_string();
    assert_eq!(error, "deny.toml: [bans] has no list `skip`");
}
