//! `pharos docs`: what it takes.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `pharos docs`. Works on any markdown, with and without a content folder around it.
#[derive(Debug, Args)]
#[command(after_help = DOCS)]
pub struct Docs {
    /// What to do
    #[command(subcommand)]
    pub action: DocsAction,
}

const DOCS: &str = "\
Examples:
  pharos docs render runbook.md          the HTML that the portal shows
  pharos docs render --plain - < a.md    the HTML of CommonMark, for comparison
  pharos docs search nodetool status
  pharos docs search --content ~/runbooks --json KubePodCrashLooping
  pharos docs check ~/runbooks           is anything wrong with these pages? (exit code 1 if so)
  pharos docs check runbooks --estate content --sarif > runbooks.sarif";

/// What to do with markdown.
#[derive(Debug, Subcommand)]
pub enum DocsAction {
    /// Print one file as a fragment of HTML
    Render(RenderDocs),
    /// Find pages, headings and commands
    Search(SearchDocs),
    /// Check a folder of markdown: every problem with its file, line and remedy; exit code 1 if one is an error
    Check(CheckDocs),
}

/// `pharos docs render`.
#[derive(Debug, Args)]
pub struct RenderDocs {
    /// The file; `-` is standard input
    pub file: PathBuf,
    /// As CommonMark says, with GitHub's tables, task lists and strikethrough, and nothing that the portal adds
    #[arg(long, conflicts_with = "gfm")]
    pub plain: bool,
    /// As GitHub says: also bare addresses as links, and its disallowed tags as text
    #[arg(long)]
    pub gfm: bool,
}

/// `pharos docs search`. Exit code 0: something was found; 1: nothing was.
#[derive(Debug, Args)]
pub struct SearchDocs {
    /// What to look for
    #[arg(required = true)]
    pub query: Vec<String>,
    /// A folder of markdown, or a content folder; without it, the content that is built in
    #[arg(long, value_name = "FOLDER")]
    pub content: Option<PathBuf>,
    /// How many answers are printed at most
    #[arg(long, default_value_t = 10)]
    pub most: usize,
    /// Print one JSON array: page, heading and score of each answer, the best first
    #[arg(long)]
    pub json: bool,
}

/// `pharos docs check`.
#[derive(Debug, Args)]
pub struct CheckDocs {
    /// The folder: one of markdown, or a content folder
    pub folder: PathBuf,
    /// The content folder whose ports, components and severities pages must agree with; without it, that of FOLDER, if
    /// it is one
    #[arg(long, value_name = "FOLDER")]
    pub estate: Option<PathBuf>,
    /// Print one JSON array: file, line, severity, rule, message and remedy of each problem
    #[arg(long)]
    pub json: bool,
    /// Print a log of SARIF 2.1.0, for what shows problems beside code
    #[arg(long, conflicts_with = "json")]
    pub sarif: bool,
}
