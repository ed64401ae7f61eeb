//! The walls between modules that are not walls between crates: which module may use which.
//!
//! What is a crate boundary is kept by Cargo; these are the boundaries inside `server` and `app`.

use std::path::{Path, PathBuf};

/// Modules of the server, and the ones that each may use.
const SERVER: &[(&str, &[&str])] = &[
    ("cli", &[]),
    ("telemetry", &["cli"]),
    ("config", &[]),
    ("collect", &[]),
    ("demo", &["collect", "config"]),
    ("export", &[]),
    ("incidents", &["collect", "config"]),
    ("maintenance", &["collect", "config"]),
    ("members", &["collect", "config"]),
    ("notices", &["collect", "config", "incidents", "members", "subscribers"]),
    ("portal", &["config"]),
    ("subscribers", &["collect", "config", "members"]),
    ("web", &["collect", "config", "demo", "incidents", "maintenance", "members", "portal", "subscribers"]),
    (
        "run",
        &[
            "cli",
            "collect",
            "config",
            "demo",
            "export",
            "incidents",
            "maintenance",
            "members",
            "notices",
            "portal",
            "subscribers",
            "telemetry",
            "web",
        ],
    ),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false if path.extension().is_some_and(|ending| ending == "rs") => found.push(path),
            false => {}
        }
    }
    found
}

fn root(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// The first words after `crate::` in what the file uses.
fn used(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let uses = code.flat_map(|line| line.split("crate::").skip(1));
    uses.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_string())
        .collect()
}

#[test]
fn modules_of_the_server_use_only_what_they_may() {
    let source = root("src");
    for file in files(&source) {
        let below = file.strip_prefix(&source).unwrap();
        let module = below.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if ["main", "lib"].contains(&module) {
            continue;
        }
        let (_, allowed) = SERVER.iter().find(|(name, _)| *name == module).unwrap_or_else(|| {
            panic!("{} belongs to no module of the table", below.display());
        });
        for other in used(&std::fs::read_to_string(&file).unwrap()) {
            assert!(
                other == module || allowed.contains(&other.as_str()),
                "{} uses crate::{other}",
                below.display()
            );
        }
    }
}

#[test]
fn only_one_module_knows_the_leptos_integration() {
    for file in files(&root("src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("leptos_axum::") || file.ends_with("web/render.rs"), "{}", file.display());
    }
}

#[test]
fn pages_and_pure_crates_do_no_io_and_read_no_clock() {
    const FORBIDDEN: [&str; 8] =
        ["std::fs", "std::net", "std::env", "SystemTime", "Utc::now", "Instant::now", "tokio::", "rand::"];
    for folder in [
        "../app/src",
        "../app/model/src",
        "../app/calendar/src",
        "../app/capacity/src",
        "../app/messages/src",
        "../app/search/src",
        "feeds/src",
    ] {
        let found = files(&root(folder));
        assert!(found.len() > 5, "{folder} holds too little to be what is meant");
        // A test alone, which keeps what pictures are taken of in files.
        for file in found.into_iter().filter(|file| !file.ends_with("status/states.rs")) {
            let text = std::fs::read_to_string(&file).unwrap();
            for word in FORBIDDEN {
                assert!(!text.contains(word), "{} uses {word}", file.display());
            }
        }
    }
}

#[test]
fn wall_time_is_read_in_one_place() {
    for file in files(&root("src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(
            !text.contains("SystemTime::now") || file.ends_with("collect/clock.rs"),
            "{}",
            file.display()
        );
    }
}
