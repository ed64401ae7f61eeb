//! `pharos docs`: what can be done with any folder of markdown.

mod check;
mod render;
mod search;

use super::{RunError, files};
use crate::cli::{Docs, DocsAction};
use crate::config::drawn;
use crate::config::environment::Environment;
use crate::config::files::Files;
use docs::{File, Library};
use std::path::Path;
use std::process::ExitCode;

/// Does what is asked for, and prints the answer.
pub fn run(args: &Docs) -> Result<ExitCode, RunError> {
    match &args.action {
        DocsAction::Check(args) => check::run(args),
        DocsAction::Render(args) => render::run(args),
        DocsAction::Search(args) => search::run(args),
    }
}

/// The files of a folder, markdown and what leads to it: what is below `docs/` of a content folder with what its pages
/// include of the estate and the plans, all of any other.
fn markdown(folder: Option<&Path>) -> Result<Vec<File>, RunError> {
    let files = files(folder)?;
    let is_content = folder.is_none() || files.bytes("pharos.toml").is_some();
    let root = if is_content { "docs/" } else { "" };
    let drawn = if is_content { drawn::of_folder(&files, &Environment::process()) } else { Vec::new() };
    Ok(files.names(root).map(|name| file(&files, name, root)).chain(drawn).collect())
}

fn file(files: &Files, name: &str, root: &str) -> File {
    File::new(name.strip_prefix(root).unwrap_or(name), files.bytes(name).unwrap_or_default())
}

/// The pages of a folder, which may name the components `known`.
fn library(folder: Option<&Path>, known: &[String]) -> Result<Library, RunError> {
    Ok(Library::build(markdown(folder)?, known))
}

#[cfg(test)]
mod tests;
