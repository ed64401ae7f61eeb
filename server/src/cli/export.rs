//! `pharos export`.

use super::Place;
use clap::{Args, Subcommand};
use messages::Lang;
use std::path::PathBuf;

/// What is written as files.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// Write the public status pages as files that any static host serves, also while Pharos serves them
    Site(ExportSite),
}

/// `pharos export site`.
#[derive(Debug, Args)]
pub struct ExportSite {
    /// The folder to write to; files in it that have the same names are replaced
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// The status page of several to write, by its id; without it, that of the whole site
    #[arg(long, value_name = "ID")]
    pub page: Option<String>,
    /// The address under which the files will be reached, for feeds and canonical links; without it, that of the site
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// A language to write beside English, each in a folder of its own, such as `de`; without it, all that pages speak
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub lang: Vec<Lang>,
    /// The built browser side; without it, the one that is built in
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub site: Option<PathBuf>,
    /// What is written.
    #[command(flatten)]
    pub place: Place,
}

fn lang(tag: &str) -> Result<Lang, String> {
    let all = Lang::ALL.map(Lang::tag).join(", ");
    Lang::from_tag(tag).ok_or_else(|| format!("pages speak {all}"))
}
