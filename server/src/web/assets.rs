//! Style, scripts, wasm and icons: built by `cargo xtask build`, embedded in the program, served with their
//! compressed forms.

use super::body::{Answer, hex};
use super::error::HttpError;
use super::page::{self, Asked};
use super::policy::CachePolicy;
use super::state::Web;
use crate::config::brand::{Brand, Format, Logo};
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, Uri, header};
use rust_embed::Embed;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// The plain name of the operator's own style.
pub const BRAND_CSS: &str = "brand.css";
/// The plain name of the worker that evaluates the golden cases.
pub const GOLDEN: &str = "boot-golden.js";
/// The plain names of the workers that calculate plans: for every browser, and for one that takes several numbers at a time.
pub const KERNELS: [&str; 2] = ["boot-kernel.js", "boot-simd.js"];
/// What workers may load: their bundle.
const KERNEL_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
     require-trusted-types-for 'script'; trusted-types 'none'";
/// What the service worker may load: this site's scripts, by the policy in `public/sw.js` alone.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; \
     require-trusted-types-for 'script'; trusted-types pharos";

#[derive(Embed)]
#[folder = "../target/site/"]
#[allow_missing = true]
struct Embedded;

/// The built browser side, and the operator's own logo and style.
#[derive(Clone, Default)]
pub struct Site {
    answers: BTreeMap<String, Arc<Answer>>,
    names: BTreeMap<String, String>,
}

impl Site {
    /// The one that is embedded.
    pub fn embedded() -> Site {
        Site::of(Embedded::iter().filter_map(|name| {
            let data = Embedded::get(&name)?.data;
            Some((name.to_string(), Bytes::from(data.into_owned())))
        }))
    }

    /// The one in a folder, as `cargo xtask build` leaves it; for development.
    pub fn read(folder: &std::path::Path) -> io::Result<Site> {
        let mut files = Vec::new();
        for (prefix, folder) in [("", folder.to_path_buf()), ("pkg/", folder.join("pkg"))] {
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                if let (true, Ok(name)) = (entry.file_type()?.is_file(), entry.file_name().into_string()) {
                    files.push((format!("{prefix}{name}"), std::fs::read(entry.path())?.into()));
                }
            }
        }
        Ok(Site::of(files))
    }

    fn of(files: impl IntoIterator<Item = (String, Bytes)>) -> Site {
        let mut files: BTreeMap<String, Bytes> = files.into_iter().collect();
        let names = files.remove("manifest.json").map(|json| names(&json)).unwrap_or_default();
        let plain = |name: &&String| !name.ends_with(".br") && !name.ends_with(".gz");
        let answers =
            files.keys().filter(plain).map(|name| (name.clone(), Arc::new(answer(name, &files)))).collect();
        Site { answers, names }
    }

    /// The URL of the asset with this plain name, such as `app.css`.
    pub fn url(&self, name: &str) -> String {
        format!("/{}", self.names.get(name).map_or(name, String::as_str))
    }

    /// The URL of the asset with this plain name and a mark of what is in it; nothing if it was not built.
    pub fn marked(&self, name: &str) -> Option<(String, String)> {
        let url = self.url(name);
        let answer = self.get(url.trim_start_matches('/'))?;
        Some((url, answer.tag().to_owned()))
    }

    /// The file at this path below the site's root.
    pub fn get(&self, path: &str) -> Option<&Answer> {
        self.answers.get(path).map(Arc::as_ref)
    }

    /// The same with the logo and the style of `brand` and of no other, under names that hold the hash of their content.
    pub fn with_brand(mut self, brand: &Brand) -> Site {
        self.answers.retain(|path, _| !path.starts_with("brand/"));
        if let Some(style) = brand.style() {
            self.add(BRAND_CSS, style.into());
        }
        if let Some(logo) = &brand.logo {
            self.add(logo_name(logo), logo.bytes.clone().into());
        }
        self
    }

    fn add(&mut self, name: &'static str, bytes: Bytes) {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let path = format!("brand/{stem}.{}.{ending}", hex(&Sha256::digest(&bytes)[..8]));
        let answer = Answer::new(StatusCode::OK, content_type(name), CachePolicy::Immutable, bytes);
        self.answers.insert(path.clone(), Arc::new(answer));
        self.names.insert(name.into(), path);
    }
}

/// The plain name of an operator's logo.
pub fn logo_name(logo: &Logo) -> &'static str {
    match logo.format {
        Format::Svg => "logo.svg",
        Format::Png => "logo.png",
    }
}

/// The manifest's plain names and the hashed paths that they stand for.
fn names(json: &[u8]) -> BTreeMap<String, String> {
    let rows: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(json).unwrap_or_default();
    rows.into_iter().filter_map(|(name, path)| Some((name, path.as_str()?.to_string()))).collect()
}

fn answer(name: &str, files: &BTreeMap<String, Bytes>) -> Answer {
    let cache = if name.starts_with("pkg/") { CachePolicy::Immutable } else { CachePolicy::Hour };
    let identity = files.get(name).cloned().unwrap_or_default();
    let form = |ending: &str| files.get(&format!("{name}.{ending}")).cloned();
    let answer = Answer::new(StatusCode::OK, content_type(name), cache, identity);
    let answer = match KERNELS.iter().chain([&GOLDEN]).any(|worker| is_named(name, worker)) {
        true => answer.with(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(KERNEL_POLICY)),
        false => answer,
    };
    answer.precompressed(form("br"), form("gz"))
}

/// Whether a path is that of the file with this plain name: `pkg/boot-kernel.0123456789.js`.
fn is_named(path: &str, plain: &str) -> bool {
    let stem = plain.strip_suffix("js").unwrap_or(plain);
    path.strip_prefix("pkg/").is_some_and(|file| file.starts_with(stem))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// `GET /pkg/{path}`: files whose names hold the hash of their content.
pub async fn package(
    State(web): State<Arc<Web>>,
    Path(path): Path<String>,
    asked: Asked,
) -> Result<Response, HttpError> {
    match web.site.get(&format!("pkg/{path}")) {
        Some(answer) => Ok(asked.respond(answer)),
        None => Err(HttpError::NotFound),
    }
}

/// `GET /brand/{file}`: the operator's own logo and style.
pub async fn brand(
    State(web): State<Arc<Web>>,
    Path(file): Path<String>,
    asked: Asked,
) -> Result<Response, HttpError> {
    match web.site.get(&format!("brand/{file}")) {
        Some(answer) => Ok(asked.respond(answer)),
        None => Err(HttpError::NotFound),
    }
}

/// `GET` of a file of `public/`.
pub async fn public(State(web): State<Arc<Web>>, uri: Uri, asked: Asked) -> Result<Response, HttpError> {
    match web.site.get(uri.path().trim_start_matches('/')) {
        Some(answer) => Ok(asked.respond(answer)),
        None => page::not_found(&web, &asked).await,
    }
}

/// `GET /sw.js`: the service worker, which may speak with this site, and loads its scripts alone.
pub async fn worker(web: State<Arc<Web>>, uri: Uri, asked: Asked) -> Result<Response, HttpError> {
    let mut response = public(web, uri, asked).await?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKER_POLICY));
    Ok(response)
}

/// `GET /dev/reload.js`: reloads the page when the program was rebuilt; development only.
pub async fn reload(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, HttpError> {
    const SCRIPT: &str = "\
        let dropped = false;\n\
        const events = new EventSource('/api/events');\n\
        events.onerror = () => { dropped = true; };\n\
        events.onopen = () => { if (dropped) location.reload(); };\n";
    match web.dev {
        true => {
            let bytes = Bytes::from_static(SCRIPT.as_bytes());
            Ok(asked.respond(&Answer::new(StatusCode::OK, "text/javascript", CachePolicy::NoStore, bytes)))
        }
        false => page::not_found(&web, &asked).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_lead_to_hashed_ones() {
        let site = Site::of([
            (
                "manifest.json".into(),
                Bytes::from_static(br#"{"app.css":"pkg/app.12.css","sizes":{"app.css":{}}}"#),
            ),
            ("pkg/app.12.css".into(), Bytes::from_static(b"p{}")),
        ]);
        assert_eq!(site.url("app.css"), "/pkg/app.12.css");
        assert!(site.get("pkg/app.12.css").is_some());
        assert!(site.get("manifest.json").is_none());
        assert_eq!(site.url("boot-live.js"), "/boot-live.js");
    }
}
