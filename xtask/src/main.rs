//! `cargo xtask`: the commands of a developer's day. Each sets up what it needs, says so, and does it.
#![allow(clippy::print_stdout, reason = "a command-line tool speaks on its standard output")]
#![allow(clippy::disallowed_methods, reason = "a build tool reads the clock, the environment and waits")]

mod bench;
mod build;
mod bundle;
mod compress;
mod css;
mod demo;
mod dev;
mod fingerprint;
mod licences;
mod process;
mod script;
mod site;
mod step;
mod test;
mod workspace;

use anyhow::{Result, bail};
use std::process::ExitCode;
use workspace::Workspace;

/// What a command runs: it takes the workspace and the arguments after the command's name, and gives the exit
/// code; an error is still to be shown.
type Run = fn(&Workspace, &[String]) -> Result<ExitCode>;

/// Every command: its name, its arguments, what it does in one line, and the code that does it.
const COMMANDS: [(&str, &str, &str, Run); 5] = [
    ("demo", "[--port N] [--no-open]", "build everything in release, then run the demo estate", demo::run),
    ("dev", "", "run a development server; rebuild and restart on every change", dev::run),
    ("test", "[--only STEP]", test::ABOUT, test::run),
    ("build", "", "build target/release/pharos: one file with pages, styles, wasm and content", build::run),
    (
        "bench",
        "page|collector|docs|capacity",
        "CPU, rates and times next to those of programs that do the same",
        bench::run,
    ),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    dispatch(&args).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn dispatch(args: &[String]) -> Result<ExitCode> {
    let Some((name, rest)) = args.split_first() else {
        println!("{}", help());
        return Ok(ExitCode::SUCCESS);
    };
    if matches!(name.as_str(), "help" | "-h" | "--help") || rest.iter().any(|arg| arg == "--help") {
        println!("{}", help());
        return Ok(ExitCode::SUCCESS);
    }
    let Some((.., run)) = COMMANDS.iter().find(|(known, ..)| known == name) else {
        bail!("there is no command `{name}`\n\n{}", help());
    };
    run(&Workspace::locate()?, rest)
}

fn help() -> String {
    let mut text = String::from("Usage: cargo xtask COMMAND\n\n");
    for (name, args, about, _) in COMMANDS {
        let call = format!("{name} {args}");
        text += &format!("  {call:<28} {about}\n");
    }
    text + "  help                         this list"
}

/// Refuses arguments to a command that takes none.
fn no_arguments(command: &str, args: &[String]) -> Result<()> {
    match args.first() {
        None => Ok(()),
        Some(arg) => bail!("`cargo xtask {command}` takes no argument, but got `{arg}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command() {
        let text = help();
        for (name, ..) in COMMANDS {
            assert!(text.contains(&format!("\n  {name} ")), "{name} is missing in:\n{text}");
        }
    }

    #[test]
    fn an_unknown_command_is_named_in_the_error() {
        let error = dispatch(&["bild".to_owned()]).map_err(|error| error.to_string());
        assert!(error.is_err_and(|text| text.contains("no command `bild`") && text.contains("build")));
    }
}
