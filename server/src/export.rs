//! The public side of a site as files that any static host serves: each page that links lead to, drawn as it is served, with
//! links that are relative.
//!
//! ```text
//! seeds, links of pages --> router, asked as a visitor --> bytes --links--> files
//! ```

mod links;

use axum::Router;
use axum::body::{Body, to_bytes};
use feeds::badge::Kind;
use feeds::statuspage::DOCUMENTS;
use http::{Request, StatusCode, header};
use links::{Copy, Place};
use messages::Lang;
use model::public::Public;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use tower::ServiceExt;

/// The most bytes of one file.
const MOST_BYTES: usize = 64 << 20;

/// What is there whatever links say.
const SEEDS: [&str; 14] = [
    "/",
    "/api/status.json",
    "/api/v1/components",
    "/calendar.ics",
    "/favicon.svg",
    "/feed.json",
    "/history.atom",
    "/history.rss",
    "/preview.png",
    "/robots.txt",
    "/sitemap.xml",
    "/status.txt",
    "/widget",
    "/widget.js",
];

/// Why a site could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A page leads to one that is not there.
    #[error("{from} leads to {path}, which answers {status}.")]
    Missing {
        /// Which page.
        from: String,
        /// What it leads to.
        path: String,
        /// How that answers.
        status: StatusCode,
    },
    /// The site is for members alone.
    #[error(
        "The status page is for members: nothing of it is public. Set `status = \"public\"` under [access]."
    )]
    Internal,
    /// The server could not answer.
    #[error("{0} could not be drawn: {1}.")]
    Drawing(String, String),
    /// The disk says no.
    #[error("{path} cannot be written: {why}.")]
    Disk {
        /// What.
        path: PathBuf,
        /// As the system says it.
        why: io::Error,
    },
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files and how many bytes, by what they end in.
    pub kinds: BTreeMap<String, (usize, usize)>,
}

/// Writes what `router` shows to visitors of `public` below `folder`, in English and in `langs`, each but English in a folder
/// of its own; links to what is no part of it lead to `url`, the site's address.
pub async fn site(
    router: &Router,
    public: &Public,
    (url, langs): (&str, &[Lang]),
    folder: &Path,
) -> Result<Written, ExportError> {
    let copy = Copy { url, langs };
    let seeds = SEEDS.map(String::from).into_iter().chain(machine_read(public));
    let mut known: BTreeSet<Place> = seeds.map(|path| Place::of(&path)).collect();
    let mut waiting: VecDeque<(Place, String)> =
        known.iter().map(|place| (place.clone(), "a list".into())).collect();
    let mut written = Written::default();
    while let Some((place, from)) = waiting.pop_front() {
        let (address, file) = (place.address(), place.file());
        let (is_page, bytes) = asked(router, &address, &from).await?;
        let bytes = match is_page {
            false if copy.tells(&place) => copy.text(&String::from_utf8_lossy(&bytes)).into_bytes(),
            false => bytes,
            true => {
                let text = String::from_utf8_lossy(&bytes);
                let page = copy.page(&text, &place, &mut |next| {
                    if known.insert(next.clone()) {
                        waiting.push_back((next, address.clone()));
                    }
                });
                page.into_bytes()
            }
        };
        write(&folder.join(&file), &bytes)?;
        let kind = file.rsplit('.').next().unwrap_or_default().to_owned();
        let (files, sum) = written.kinds.entry(kind).or_default();
        (*files, *sum) = (*files + 1, *sum + bytes.len());
    }
    Ok(written)
}

/// What programs read, to which no page leads: documents, badges and calendars.
fn machine_read(public: &Public) -> impl Iterator<Item = String> + '_ {
    let systems = public.systems.iter().map(|system| &system.id);
    let named = systems.chain(public.components().map(|component| &component.id));
    let badges = |id: &String| {
        let id = id.clone();
        let names =
            Kind::ALL.into_iter().flat_map(|kind| ["svg", "json"].map(|format| (kind.name(), format)));
        let paths: Vec<_> = names.map(|(kind, format)| format!("/badge/{id}/{kind}.{format}")).collect();
        paths.into_iter().chain([format!("/status/{id}/calendar.ics")])
    };
    let previews = public.systems.iter().map(|system| format!("/preview/{}.png", system.id));
    let documents = DOCUMENTS.iter().map(|(name, _)| format!("/api/v2/{name}"));
    documents.chain(previews).chain(named.flat_map(badges))
}

/// What is answered at a path, and whether it is a page.
async fn asked(router: &Router, path: &str, from: &str) -> Result<(bool, Vec<u8>), ExportError> {
    let drawing = |why: &dyn std::fmt::Display| ExportError::Drawing(path.into(), why.to_string());
    let request = Request::get(path).header(header::ACCEPT, "text/html,*/*").body(Body::empty());
    let response = router.clone().oneshot(request.map_err(|error| drawing(&error))?).await;
    let (head, body) = response.map_err(|never| drawing(&never))?.into_parts();
    match head.status {
        StatusCode::OK => {}
        StatusCode::SEE_OTHER | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            return Err(ExportError::Internal);
        }
        status => return Err(ExportError::Missing { from: from.into(), path: path.into(), status }),
    }
    let bytes = to_bytes(body, MOST_BYTES).await.map_err(|error| drawing(&error))?;
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    Ok((kind.is_some_and(|kind| kind.starts_with("text/html")), bytes.into()))
}

/// Writes a file as a whole: whoever reads it meanwhile reads what was there before.
fn write(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let part = path.with_extension("part");
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    let done = folder.and_then(|()| std::fs::write(&part, bytes)).and_then(|()| std::fs::rename(&part, path));
    done.map_err(|why| ExportError::Disk { path: path.into(), why })
}
