//! The commands, each a function of its arguments.

pub mod incident;
pub mod judge;
pub mod maintenance;
pub mod member;
pub mod notice;
pub mod probe;
pub mod subscriber;

mod history;
mod stage;

use crate::cli::{self, Cli, Command};
use crate::collect::clock::Clock;
use crate::config::environment::Environment;
use crate::config::files::Files;
use crate::config::{self, Content, Report};
use crate::demo::faults::Faults;
use crate::demo::{replay, simulate};
use crate::members::MembersError;
use crate::telemetry;
use crate::web::assets::Site;
use history::History;
use model::estate::Estate;
use stage::{Plan, bind, bind_near};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use store::{Records, Store};
use tokio::runtime::Runtime;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The content folder cannot be read.
    #[error("The content folder {folder} cannot be read: {why}. Name another with --content.")]
    Content {
        /// Which.
        folder: PathBuf,
        /// As the system says it.
        why: io::Error,
    },
    /// The content is wrong.
    #[error("{0}")]
    Invalid(String),
    /// The port is taken, or not to be had.
    #[error("{address} cannot be listened on: {why}. Choose another port with --port.")]
    Listen {
        /// Address and port.
        address: String,
        /// As the system says it.
        why: io::Error,
    },
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What was given on the command line or on standard input cannot be used.
    #[error("{0}")]
    Given(String),
    /// Nobody can be told a secret.
    #[error(transparent)]
    Members(#[from] MembersError),
    /// Anything else that the system refuses.
    #[error("The system refused: {0}")]
    System(#[from] io::Error),
}

/// Does what the command line says, and gives the exit code; what went wrong is told on standard error.
pub fn execute(cli: Cli) -> ExitCode {
    telemetry::start(cli.log);
    let done = Runtime::new().map_err(RunError::System).and_then(|runtime| {
        runtime.block_on(async {
            match cli.command {
                Command::Serve(args) => serve(args).await,
                Command::Demo(args) => demo(args).await,
                Command::Check(args) => check(&args),
                Command::Probe(args) => probe::run(&args).await,
                Command::Judge(args) => judge::run(&args),
                Command::Incident(args) => incident::run(args).await,
                Command::Maintenance(cli::Maintenance::List(args)) => maintenance::list(&args),
                Command::Notice(args) => notice::run(args).await,
                Command::Member(args) => member::run(args),
                Command::Subscriber(args) => subscriber::run(args),
                Command::Audit(args) => member::audit(&args),
            }
        })
    });
    done.unwrap_or_else(|error| {
        tell(&error);
        ExitCode::FAILURE
    })
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
    stage::run(Plan { content, estate, store, listener, site, records, clock, demo: None, dev: args.dev })
        .await?;
    Ok(ExitCode::SUCCESS)
}

/// `pharos demo`: the same over a simulated estate with a past.
pub async fn demo(args: cli::Demo) -> Result<ExitCode, RunError> {
    let mut content = content(args.content.as_deref())?;
    let address = ([127, 0, 0, 1], args.port).into();
    let listener = if args.strict_port { bind(address).await? } else { bind_near(address).await? };
    let url = format!("http://{}", listener.local_addr()?);
    open_sections(&mut content, &url);
    let clock = Clock::system();
    let estate = Arc::new(content.estate.clone());
    let history = History::of(&files(args.content.as_deref())?, listener.local_addr()?.port(), clock.now());
    let store = past(&content, &estate, history.open()?, &clock).await?;
    history.replayed()?;
    let mut records = Records::open(&history.file())?;
    let link = member::entry_link(&mut records, &url, clock.now())?;
    let faults = Arc::new(Faults::new(content.demo.clone(), clock.clone()));
    let simulated = Arc::new(simulate(&estate, &faults, listener.local_addr()?).await?);
    say(&format!(
        "\nPharos is at {url}\nThe estate is simulated. Break something at {url}/demo. Ctrl-C stops it.\n\
         This link signs you in as its admin, once: {link}"
    ));
    if !args.no_open {
        open_browser(&link);
    }
    let site = Site::embedded();
    stage::run(Plan {
        content,
        estate: simulated,
        store,
        listener,
        site,
        records,
        clock,
        demo: Some(faults),
        dev: false,
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
    content.ok_or_else(|| {
        let lines: Vec<_> = report.errors.iter().map(ToString::to_string).collect();
        RunError::Invalid(format!("The content has {} errors.\n{}", lines.len(), lines.join("\n")))
    })
}

/// The demo shows everything, at the address where it listens.
fn open_sections(content: &mut Content, url: &str) {
    use crate::config::settings::{Access, Visibility::Public};
    content.settings.access = Access { status: Public, docs: Public, capacity: Public };
    content.settings.site.url = url.into();
}

/// Gives `store` what it lacks of the 90 days that the script tells of, and says how long that took.
async fn past(
    content: &Content,
    estate: &Arc<Estate>,
    mut store: Store,
    clock: &Clock,
) -> Result<Store, RunError> {
    let (estate, script, clock) = (estate.clone(), content.demo.clone(), clock.clone());
    let replayed = tokio::task::spawn_blocking(move || {
        let began = clock.now();
        let samples = replay::replay(&estate, &script, &mut store, &clock)?;
        let took = clock.now().since(began).max(1);
        say(&format!(
            "Replayed {samples} samples in {:.1} s, {:.0} thousand a second.",
            took as f64 / 1_000.0,
            samples as f64 / took as f64
        ));
        Ok::<_, store::Error>(store)
    });
    Ok(replayed.await.map_err(io::Error::other)??)
}

/// Prints a line for whoever started the command.
#[allow(clippy::print_stdout, reason = "this is the answer to the command, not the log")]
fn say(line: &str) {
    println!("{line}");
}

/// Says why a command failed.
fn tell(error: &RunError) {
    eprintln!("pharos: {error}");
}

/// Shows the address to the desktop, if there is one; the address is on the screen either way.
fn open_browser(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = std::process::Stdio::null;
    let _ = std::process::Command::new(opener).arg(url).stdout(quiet()).stderr(quiet()).spawn();
}
