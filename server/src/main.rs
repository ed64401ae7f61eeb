//! `pharos`: reads the command line and does what it says.
//!
//! The browser side is embedded here and not in the library, so that one can be compiled while the other is.

use clap::Parser;
use pharos::cli::{Cli, Command};
use pharos::web::assets::Site;
use rust_embed::Embed;
use std::process::ExitCode;

/// What `cargo xtask build` made for browsers; nothing if it was not asked to.
#[derive(Embed)]
#[folder = "../target/site/"]
#[allow_missing = true]
struct Built;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    pharos::telemetry::start(cli.log);
    let done = match cli.command {
        Command::Serve(serve) => pharos::run::serve(serve, site()).await,
        Command::Demo(demo) => pharos::run::demo(demo, site()).await,
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

fn site() -> Site {
    Site::of(
        Built::iter()
            .filter_map(|name| Some((name.to_string(), Built::get(&name)?.data.into_owned().into()))),
    )
}
