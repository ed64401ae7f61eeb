//! `pharos export`, beside the Pharos that serves.

use super::{RunError, content, database, say};
use crate::cli::{Export, ExportSite};
use crate::collect::clock::Clock;
use crate::collect::collector::{Collector, stored};
use crate::config::Content;
use crate::config::settings::Visibility;
use crate::export::{self, Written};
use crate::incidents::Incidents;
use crate::maintenance::Works;
use crate::members::Members;
use crate::members::password::Cost;
use crate::members::secret::Random;
use crate::portal::edition::Edition;
use crate::web::assets::Site;
use crate::web::router;
use crate::web::state::Web;
use messages::Lang;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use store::{Records, Store};
use tokio::sync::watch;

/// `pharos export`.
pub async fn run(args: Export) -> Result<ExitCode, RunError> {
    let Export::Site(args) = args;
    let content = content(args.place.content.as_deref())?;
    let file = database(&content, args.place.data.as_deref());
    let site = args.site.as_deref().map_or_else(|| Ok(Site::embedded()), Site::read)?;
    let web = web(content, &args, site, &file)?;
    if web.content.settings.access.status == Visibility::Internal {
        return Err(export::ExportError::Internal.into());
    }
    let (public, url) = (web.public(), web.content.settings.site.url.clone());
    let langs = if args.lang.is_empty() { &Lang::ALL[..] } else { &args.lang };
    let written = export::site(&router(Arc::new(web)), &public, (&url, langs), &args.folder).await?;
    tell(&written, &args.folder);
    Ok(ExitCode::SUCCESS)
}

/// What draws the pages, of the history as far as it is stored.
fn web(mut content: Content, args: &ExportSite, site: Site, file: &Path) -> Result<Web, RunError> {
    let clock = Clock::system();
    let (store, records) = (Store::open_beside(file)?, Records::open_beside(file)?);
    let (records, estate) = (Arc::new(Mutex::new(records)), Arc::new(content.estate.clone()));
    let works = Works::new(records.clone(), estate.clone(), clock.clone())?;
    let incidents = Incidents::new(records.clone(), estate.clone(), clock.clone())?;
    let now = clock.now();
    let mut collector = Collector::new(works.estate(), stored(&store, &estate, now)?, now);
    collector.note_incidents(incidents.shown().borrow().clone());
    let (_, newest) = watch::channel(Arc::new(collector.snapshot(now)));
    let members = Arc::new(Members::new(records, Cost::OWASP, Random::system(), clock));
    let mut page = match &args.page {
        None => None,
        Some(id) => {
            let found = content.settings.pages.iter().find(|page| page.id == *id).cloned();
            Some(found.ok_or_else(|| RunError::Given(format!("There is no [[page]] \"{id}\".")))?)
        }
    };
    if let Some(url) = &args.url {
        let url = url.trim_end_matches('/').to_owned();
        page.as_mut().map_or(&mut content.settings.site, |page| &mut page.site).url = url;
    }
    let docs = Edition::only(std::mem::take(&mut content.library));
    let (_, stop) = watch::channel(false);
    let mut web = Web::new(Arc::new(content), docs, newest, site, members, stop);
    (web.incidents, web.works, web.still) = (Some(incidents), Some(works), true);
    Ok(match page {
        Some(page) => web.of_page(&page),
        None => web,
    })
}

fn tell(written: &Written, folder: &Path) {
    for (kind, (files, bytes)) in &written.kinds {
        say(&format!("{files:>7} {kind:<5} {:>9} kB", bytes.div_ceil(1_000)));
    }
    let files: usize = written.kinds.values().map(|(files, _)| files).sum();
    say(&format!("{files:>7} files in {}", folder.display()));
}
