//! Child processes: run one, see its output, get an error that names what failed; find programs.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs a command with its output on the terminal. Errors when it cannot start or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = line_of(command);
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command, handing every line of its standard output to `line` as it comes. Its standard
/// error stays on the terminal. Gives whether it succeeded.
pub fn each_line(command: &mut Command, mut line: impl FnMut(&str)) -> Result<bool> {
    let shown = line_of(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{shown}`"))?;
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes)? > 0 {
            line(String::from_utf8_lossy(&bytes).trim_end());
            bytes.clear();
        }
    }
    Ok(child.wait()?.success())
}

/// Runs a command for its standard output. Errors when it cannot start or does not succeed.
pub fn text(command: &mut Command) -> Result<String> {
    let shown = line_of(command);
    let output = command.output().with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({}):\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where a program is on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}

/// Installs packages of a Debian system, as root or by sudo. Errors when neither is possible.
pub fn install_debian_packages(packages: &[&str]) -> Result<()> {
    if find("apt-get").is_none() {
        bail!("this system has no apt-get to install {} with", packages.join(" and "));
    }
    let root = text(Command::new("id").arg("-u"))?.trim() == "0";
    let apt = |args: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.args(["-n", "apt-get"]);
        }
        run(command.args(["-qq", "-y"]).args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    println!("    installing Debian's {}", packages.join(" and "));
    apt(&["update"])?;
    apt(&[&["install", "--no-install-recommends"], packages].concat())
}

/// A command as one would type it.
fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = run(&mut Command::new("no-such-program-here")).map_err(|error| format!("{error:#}"));
        assert!(error.is_err_and(|text| text.contains("cannot start `no-such-program-here`")));
        assert_eq!(find("no-such-program-here"), None);
    }

    #[test]
    fn every_line_is_seen_and_the_exit_code_too() {
        let mut lines = Vec::new();
        let mut command = Command::new("cargo");
        let succeeded = each_line(command.arg("--version"), |line| lines.push(line.to_owned()));
        assert!(succeeded.is_ok_and(|yes| yes));
        assert!(lines.iter().any(|line| line.starts_with("cargo ")), "{lines:?}");
    }
}
