//! `pharos`: reads the command line and does what it says.

use clap::Parser;
use pharos::cli::{Cli, Command};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    pharos::telemetry::start(cli.log);
    let done = match cli.command {
        Command::Serve(serve) => pharos::run::serve(serve).await,
        Command::Demo(demo) => pharos::run::demo(demo).await,
        Command::Check(check) => pharos::run::check(&check),
        Command::Probe(probe) => pharos::run::probe::run(&probe).await,
        Command::Judge(judge) => pharos::run::judge::run(&judge),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("pharos: {error}");
            ExitCode::FAILURE
        }
    }
}
