//! The commands, each a function of its arguments.

pub mod capacity;
pub mod demo;
pub mod docs;
pub mod export;
pub mod incident;
pub mod judge;
pub mod maintenance;
pub mod member;
pub mod notice;
pub mod probe;
pub mod subscriber;

mod error;
mod history;
mod stage;

pub use error::RunError;

use crate::cli::{self, Cli, Command};
use crate::collect::clock::Clock;
use crate::config::environment::Environment;
use crate::config::files::Files;
use crate::config::{self, Content, Report};
use crate::telemetry;
use crate::web::assets::Site;
use stage::{Plan, bind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use store::{Records, Store};
use tokio::runtime::{Builder, Runtime};

/// Does what the command line says, and gives the exit code; what went wrong is told on standard error.
pub fn execute(cli: Cli) -> ExitCode {
    telemetry::start(cli.log);
    let done = runtime().map_err(RunError::System).and_then(|runtime| {
        runtime.block_on(async {
            match cli.command {
                Command::Serve(args) => serve(args).await,
                Command::Demo(args) => demo::run(args).await,
                Command::Check(args) => check(&args),
                Command::Probe(args) => probe::run(&args).await,
                Command::Judge(args) => judge::run(&args),
                Command::Capacity(args) => capacity::run(&args),
                Command::Incident(args) => incident::run(args).await,
                Command::Maintenance(cli::Maintenance::List(args)) => maintenance::list(&args),
                Command::Export(args) => export::run(args).await,
                Command::Notice(args) => notice::run(args).await,
                Command::Member(args) => member::run(args),
                Command::Subscriber(args) => subscriber::run(args),
                Command::Docs(args) => docs::run(&args),
                Command::Audit(args) => member::audit(&args),
            }
        })
    });
    done.unwrap_or_else(|error| {
        tell(&error);
        ExitCode::FAILURE
    })
}

/// What runs tasks. A crowd of a thousand connections fills the queues of the workers, and who finds no room there waits in the
/// common one: every second task is taken from it, and the system is asked for more only when a crowd had its turn, so that nobody
/// waits longer than the others do.
fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().global_queue_interval(2).event_interval(1_024).build()
}

/// `pharos serve`: watches the estate and serves its pages until it is asked to stop.
pub async fn serve(args: cli::Serve) -> Result<ExitCode, RunError> {
    let content = content(args.content.as_deref())?;
    let file = database(&content, args.data.as_deref());
    let mut address = content.settings.listen;
    address.set_port(args.port.unwrap_or(address.port()));
    let listener = bind(address).await?;
    let site = args.site.as_deref().map_or_else(|| Ok(Site::embedded()), Site::read)?;
    let store = Store::open(&file)?;
    let clock = store.last_seen()?.map_or_else(Clock::system, Clock::after);
    let mut records = Records::open(&file)?;
    if let Some(words) = member::first_link(&mut records, &content.settings.site.url, clock.now())? {
        say(&words);
    }
    tracing::info!(store = %file.display(), address = %listener.local_addr()?, "serving");
    let estate = Arc::new(content.estate.clone());
    stage::run(Plan {
        content,
        docs: args.content.map(|folder| folder.join("docs")),
        estate,
        store,
        listener,
        site,
        records,
        clock,
        demo: None,
        mailbox: None,
        dev: args.dev,
    })
    .await?;
    Ok(ExitCode::SUCCESS)
}

/// `pharos check`: prints every problem; exit code 1 if there is an error.
pub fn check(args: &cli::Check) -> Result<ExitCode, RunError> {
    let (content, report) = config::read(&files(args.content.as_deref())?, &Environment::process());
    for problem in &report.errors {
        say(&format!("error: {problem}"));
    }
    for problem in &report.warnings {
        say(&format!("warning: {problem}"));
    }
    say(&summary(content.as_ref(), &report));
    Ok(if report.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(content: Option<&Content>, report: &Report) -> String {
    let found = format!("{} errors, {} warnings", report.errors.len(), report.warnings.len());
    let Some(content) = content else { return found };
    let checks: usize = content.estate.components().map(|component| component.checks.len()).sum();
    format!(
        "{found}: {} systems, {} components, {checks} checks, {} metrics, {} pages, {} plans.",
        content.estate.systems.len(),
        content.estate.components().count(),
        content.estate.metrics().count(),
        content.library.pages.len(),
        content.plans.len(),
    )
}

/// The database: that of the settings, or the one in the folder `data`.
fn database(content: &Content, data: Option<&Path>) -> PathBuf {
    data.map_or_else(|| content.settings.storage.clone(), |folder| folder.join("pharos.db"))
}

fn files(folder: Option<&Path>) -> Result<Files, RunError> {
    match folder {
        Some(folder) => Files::read(folder).map_err(|why| RunError::Content { folder: folder.into(), why }),
        None => Ok(Files::embedded()),
    }
}

fn content(folder: Option<&Path>) -> Result<Content, RunError> {
    let (content, report) = config::read(&files(folder)?, &Environment::process());
    for problem in &report.warnings {
        tracing::warn!("{problem}");
    }
    if let Some(content) = content {
        report.errors.iter().for_each(|problem| tracing::error!("{problem}"));
        return Ok(content);
    }
    let lines: Vec<_> = report.errors.iter().map(ToString::to_string).collect();
    Err(RunError::Invalid(format!("The content has {} errors.\n{}", lines.len(), lines.join("\n"))))
}

/// Prints a line for whoever started the command. Nobody is told when nobody reads on, as behind `| head`.
fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Says why a command failed.
fn tell(error: &RunError) {
    eprintln!("pharos: {error}");
}
