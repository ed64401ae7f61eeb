//! Python programs that are in no package of Debian's: from the Python package index, into a virtual environment of their
//! own below `target`.

use crate::{fingerprint, process};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The `bin` of a virtual environment in `home` with what `requirements` names, each in one version; made unless it was
/// made already from the same text. `what` is said when it is made. Errors when the index cannot be reached.
pub fn environment(what: &str, home: &Path, requirements: &str) -> Result<PathBuf> {
    let (programs, stamp) = (home.join("bin"), home.join("xtask-stamp"));
    let digest = fingerprint::of_bytes(requirements.as_bytes());
    if fs::read_to_string(&stamp).is_ok_and(|known| known == digest) {
        return Ok(programs);
    }
    println!("    {what} into {}", home.display());
    let make = || process::run(Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(home));
    if make().is_err() {
        process::install_debian_packages(&["python3-venv"])?;
        make()?;
    }
    let list = home.join("requirements.txt");
    fs::write(&list, requirements)?;
    let mut pip = Command::new(programs.join("pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&list);
    process::run(&mut pip)?;
    fs::write(&stamp, digest)?;
    Ok(programs)
}
