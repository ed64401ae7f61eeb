//! `pharos demo`: serves a simulated estate with a past.

use super::history::History;
use super::stage::{self, Plan, bind, bind_near};
use super::{RunError, content, files, member, say};
use crate::cli;
use crate::collect::clock::Clock;
use crate::config::Content;
use crate::demo::faults::Faults;
use crate::demo::mailbox::Mailbox;
use crate::demo::{incidents, replay, runs, simulate};
use crate::web::assets::Site;
use model::estate::Estate;
use model::member::Actor;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use store::{Records, Store};

/// `pharos demo`: the same over a simulated estate with a past.
pub async fn run(args: cli::Demo) -> Result<ExitCode, RunError> {
    let mut content = content(args.content.as_deref())?;
    let address = ([127, 0, 0, 1], args.port).into();
    let listener = if args.strict_port { bind(address).await? } else { bind_near(address).await? };
    let url = format!("http://{}", listener.local_addr()?);
    open_sections(&mut content, &url);
    let clock = Clock::system();
    let mailbox = Mailbox::start(clock.clone()).await?;
    mailbox.take_all(&mut content.settings);
    let estate = Arc::new(content.estate.clone());
    let history = History::of(&files(args.content.as_deref())?, listener.local_addr()?.port(), clock.now());
    let store = past(&content, &estate, history.open()?, &clock).await?;
    history.replayed()?;
    let mut records = Records::open(&history.file())?;
    let (parts, by) = ((&content.library, &*estate, &content.demo), Actor::Member(member::DEMO.into()));
    incidents::rehearse(&mut records, &content.demo, &by, clock.now())?;
    runs::rehearse(&mut records, parts, &by, clock.now())?;
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
        docs: args.content.map(|folder| folder.join("docs")),
        estate: simulated,
        store,
        listener,
        site,
        records,
        clock,
        demo: Some(faults),
        mailbox: Some(mailbox),
        dev: false,
    })
    .await?;
    Ok(ExitCode::SUCCESS)
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

/// Shows the address to the desktop, if there is one; the address is on the screen either way.
fn open_browser(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = std::process::Stdio::null;
    let _ = std::process::Command::new(opener).arg(url).stdout(quiet()).stderr(quiet()).spawn();
}
