//! The folder that the server embeds: assets named by content hash in `pkg/`, `public/` as it is,
//! compressed twins beside both, and `manifest.json`, which maps plain names to served ones.

use crate::{bundle, bundle::BUNDLES, compress, css, fingerprint, script, workspace::Workspace};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the site under the plain name that code asks for and the hashed name that it is served by.
pub struct Asset {
    /// Plain name: `live.js`.
    pub name: String,
    /// Served name: `live.0123456789.js`.
    pub file: String,
    /// What is in it.
    pub content: Vec<u8>,
}

impl Asset {
    /// Names a content: the first ten digits of its SHA-256 go before the name's ending.
    pub fn new(name: &str, content: Vec<u8>) -> Self {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let file = format!("{stem}.{}.{ending}", &fingerprint::of_bytes(&content)[..10]);
        Self { name: name.to_owned(), file, content }
    }
}

/// Bytes of one asset as it is and compressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Uncompressed.
    pub raw: usize,
    /// Brotli, or uncompressed where that does not pay.
    pub br: usize,
    /// Gzip, or uncompressed where that does not pay.
    pub gz: usize,
}

/// Sizes by plain name.
pub type Sizes = BTreeMap<String, Size>;

/// Builds the site out of the style sheets, `public/` and the compiled bundles, whose wasm files are given
/// in the order of [`BUNDLES`]. Files whose content stays keep their time stamp.
pub fn build(workspace: &Workspace, wasm: &[PathBuf]) -> Result<Sizes> {
    let style = |name: &str| css::bundle(&workspace.root.join("style").join(name)).map(String::into_bytes);
    let mut assets =
        vec![Asset::new("app.css", style("main.css")?), Asset::new("docs.css", style("portal.css")?)];
    for (bundle, path) in BUNDLES.iter().zip(wasm) {
        assets.extend(bundle::assets(workspace, bundle, path)?);
    }
    let public = public(&workspace.root.join("public"), "")?;
    let site = workspace.site();
    let fresh = site.with_extension("new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    let sizes = write(&fresh, &site, &assets, &public)?;
    swap(&fresh, &site)?;
    Ok(sizes)
}

/// Files below a folder by their path relative to it, scripts as they are served.
fn public(folder: &Path, prefix: &str) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            files.extend(public(&path, &format!("{name}/"))?);
        } else if name.ends_with(".js") {
            files.insert(name, script::bare(&fs::read_to_string(&path)?).into_bytes());
        } else {
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(files)
}

/// Writes a whole site into `fresh`, taking from `old` what is the same there.
fn write(fresh: &Path, old: &Path, assets: &[Asset], public: &BTreeMap<String, Vec<u8>>) -> Result<Sizes> {
    let mut names = Map::new();
    let mut sizes = Sizes::new();
    for asset in assets {
        let path = format!("pkg/{}", asset.file);
        sizes.insert(asset.name.clone(), place(fresh, old, &path, &asset.content)?);
        names.insert(asset.name.clone(), Value::String(path));
    }
    for (name, content) in public {
        place(fresh, old, name, content)?;
    }
    let table: Map<String, Value> = sizes
        .iter()
        .map(|(name, size)| (name.clone(), json!({ "raw": size.raw, "br": size.br, "gz": size.gz })))
        .collect();
    names.insert("sizes".to_owned(), Value::Object(table));
    keep_or_write(fresh, old, "manifest.json", &serde_json::to_vec_pretty(&names)?)?;
    Ok(sizes)
}

/// Puts one file and its compressed twins into `fresh`.
fn place(fresh: &Path, old: &Path, path: &str, content: &[u8]) -> Result<Size> {
    let mut size = Size { raw: content.len(), br: content.len(), gz: content.len() };
    let known = keep_or_write(fresh, old, path, content)?;
    if compress::pays(path, content) {
        size.br = twin(fresh, old, known, &format!("{path}.br"), || compress::brotli(content))?;
        size.gz = twin(fresh, old, known, &format!("{path}.gz"), || compress::gzip(content))?;
    }
    Ok(size)
}

/// Keeps a compressed file of the old site when what it was made from is `known` to be the same, else
/// makes it. Gives its size.
fn twin(
    fresh: &Path,
    old: &Path,
    known: bool,
    path: &str,
    make: impl FnOnce() -> Result<Vec<u8>>,
) -> Result<usize> {
    let content = match fs::read(old.join(path)) {
        Ok(content) if known => content,
        _ => make()?,
    };
    keep_or_write(fresh, old, path, &content)?;
    Ok(content.len())
}

/// Puts a file into `fresh`: linked from `old` when it is the same there, so that its time stamp stays, else
/// written. Gives whether it was the same.
fn keep_or_write(fresh: &Path, old: &Path, path: &str, content: &[u8]) -> Result<bool> {
    let to = fresh.join(path);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let from = old.join(path);
    let same = fs::read(&from).is_ok_and(|present| present == content);
    if !(same && fs::hard_link(&from, &to).is_ok()) {
        fs::write(&to, content).with_context(|| format!("cannot write {}", to.display()))?;
    }
    Ok(same)
}

/// Puts the fresh site in the place of the old one, unless both are the same, file by file.
fn swap(fresh: &Path, site: &Path) -> Result<()> {
    if site.is_dir() && public(fresh, "")? == public(site, "")? {
        return fs::remove_dir_all(fresh).context("cannot remove the spare copy of the site");
    }
    let retired = site.with_extension("old");
    if retired.exists() {
        fs::remove_dir_all(&retired)?;
    }
    if site.exists() {
        fs::rename(site, &retired)?;
    }
    fs::rename(fresh, site).with_context(|| format!("cannot put {} in place", site.display()))?;
    if retired.exists() {
        fs::remove_dir_all(&retired)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "site/tests.rs"]
mod tests;
