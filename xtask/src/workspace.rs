//! Where things are: the workspace's root, cargo's target directory, and what the build puts there.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The two directories that every path of the build hangs on.
pub struct Workspace {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target directory, wherever the environment or a cargo configuration puts it.
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo for both directories.
    pub fn locate() -> Result<Self> {
        // `cargo run` says where this package is; a binary that was started by hand was compiled there.
        let package =
            std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let manifest = Path::new(&package).join("Cargo.toml");
        let output = cargo()
            .args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"])
            .arg(&manifest)
            .output()
            .context("cannot start cargo")?;
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
            .with_context(|| format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)))?;
        let path = |key: &str| {
            let path = metadata.get(key).and_then(|value| value.as_str());
            path.map(PathBuf::from).with_context(|| format!("cargo metadata names no {key}"))
        };
        Ok(Self { root: path("workspace_root")?, target: path("target_directory")? })
    }

    /// A cargo command that runs in the workspace's root.
    pub fn cargo(&self) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root);
        command
    }

    /// The folder that the server embeds.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// A path of xtask's own notes and intermediate files.
    pub fn notes(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// The server's binary in a profile's folder (`debug`, `release`).
    pub fn binary(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join(format!("pharos{}", std::env::consts::EXE_SUFFIX))
    }
}

/// The cargo that runs this task. What `cargo run` sets for this package alone is taken away, so that
/// a build started here is the same as one that is started by hand.
fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST") {
            command.env_remove(&name);
        }
    }
    command
}
