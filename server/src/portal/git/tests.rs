//! What git says, over repositories that are made here.

#![allow(clippy::unwrap_used)]

use super::*;
use std::fs;

/// Runs git there; false if there is no git.
fn git(folder: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "commit.gpgSign=false"]).args(arguments);
    let times = ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"].map(|name| (name, "2026-11-20T10:00:00Z"));
    for name in LEADING {
        command.env_remove(name);
    }
    command.envs(times).env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn commit_all(folder: &Path, author: &str) {
    let (name, email) = (format!("user.name={author}"), "user.email=x@example.org");
    assert!(git(folder, &["add", "--all"]));
    assert!(git(folder, &["-c", &name, "-c", email, "commit", "--quiet", "--message", "x"]));
}

#[test]
fn each_file_has_its_newest_change_whatever_it_is_called() {
    let root = tempfile::tempdir().unwrap();
    if !git(root.path(), &["init", "--quiet", "--initial-branch", "a/b"]) {
        return;
    }
    let docs = root.path().join("content/docs");
    fs::create_dir_all(docs.join("\n")).unwrap();
    let names = ["a.md", "\n/b.md", "quo\"te\t\u{e9}.md", "--format=x.md"];
    names.iter().for_each(|name| fs::write(docs.join(name), "one").unwrap());
    fs::write(root.path().join("outside.md"), "one").unwrap();
    commit_all(root.path(), "Ada /\u{202e}x");
    fs::write(docs.join("a.md"), "two").unwrap();
    commit_all(root.path(), "Grace");
    let changes = changes(&docs);
    assert_eq!(changes.len(), names.len(), "{changes:?}");
    assert_eq!(changes["a.md"], Change { at: 1_795_168_800_000, by: "Grace".into() });
    names[1..].iter().for_each(|name| assert_eq!(changes[*name].by, "Ada /x", "{name:?}"));
}

#[test]
fn where_a_clone_was_cut_off_nothing_is_made_up() {
    let root = tempfile::tempdir().unwrap();
    let (from, to) = (root.path().join("from"), root.path().join("to"));
    fs::create_dir(&from).unwrap();
    if !git(&from, &["init", "--quiet"]) {
        return;
    }
    for (name, author) in [("a.md", "Ada"), ("b.md", "Grace"), ("c.md", "Edsger")] {
        fs::write(from.join(name), "one").unwrap();
        commit_all(&from, author);
    }
    let address = format!("file://{}", from.display());
    assert!(git(root.path(), &["clone", "--quiet", "--depth", "2", &address, to.to_str().unwrap()]));
    let changes = changes(&to);
    assert_eq!(changes.keys().collect::<Vec<_>>(), ["c.md"], "{changes:?}");
    assert_eq!(super::changes(&from).len(), 3);
}

#[test]
fn without_a_repository_there_is_nothing() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(changes(root.path()), BTreeMap::new());
    assert_eq!(changes(&root.path().join("none")), BTreeMap::new());
    assert_eq!(read(b""), BTreeMap::new());
    assert_eq!(read(b"/x\ty\tz\0\na.md\0"), BTreeMap::new());
}
