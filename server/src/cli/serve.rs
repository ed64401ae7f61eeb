//! The commands that serve pages, and the one that looks at the content that they would serve.

use clap::Args;
use std::path::PathBuf;

/// `pharos serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The content folder; without it, the one that is built in
    #[arg(long, value_name = "FOLDER")]
    pub content: Option<PathBuf>,
    /// Where history is kept, instead of the folder of `[storage] path`
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// The port to listen on, instead of that of `[listen] address`
    #[arg(long)]
    pub port: Option<u16>,
    /// Pages reload in the browser when the program was rebuilt
    #[arg(long, hide = true)]
    pub dev: bool,
    /// The built browser side; without it, the one that is built in
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub site: Option<PathBuf>,
}

/// `pharos demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// The port to listen on; the next free one if it is taken
    #[arg(long, default_value_t = 4040)]
    pub port: u16,
    /// Do not open a browser
    #[arg(long)]
    pub no_open: bool,
    /// Stop with a message if the port is taken
    #[arg(long)]
    pub strict_port: bool,
    /// The content folder; without it, the one that is built in
    #[arg(long, value_name = "FOLDER")]
    pub content: Option<PathBuf>,
}

/// `pharos check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The content folder; without it, the one that is built in
    #[arg(long, value_name = "FOLDER")]
    pub content: Option<PathBuf>,
}
