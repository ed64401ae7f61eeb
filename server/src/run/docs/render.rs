//! `pharos docs render`: one file of markdown to a fragment of HTML.

use crate::cli::RenderDocs;
use crate::run::RunError;
use docs::PAGE_LIMIT;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// Prints the fragment; what is wrong with the file is told on standard error.
pub(super) fn run(args: &RenderDocs) -> Result<ExitCode, RunError> {
    let text = read(&args.file)?;
    let html = match (args.plain, args.gfm) {
        (true, _) => docs::commonmark(&text),
        (_, true) => docs::gfm(&text),
        _ => page(&args.file, &text),
    };
    io::stdout().write_all(html.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// What the portal shows below its own head.
fn page(file: &Path, text: &str) -> String {
    let name = file.file_name().map_or_else(|| "page.md".into(), |name| name.to_string_lossy());
    let source = if name == "-" { "page.md" } else { name.as_ref() };
    // Of the files beside it nothing is known: what has no extension is taken for a page.
    let is_page = |path: &str| !path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let (page, problems) = docs::render(source, text, &is_page);
    problems.iter().for_each(|problem| eprintln!("{problem}"));
    page.fragment()
}

/// The text of a file or of standard input. What is not UTF-8 is shown as U+FFFD.
fn read(file: &Path) -> Result<String, RunError> {
    let refused =
        |why: &dyn std::fmt::Display| RunError::Given(format!("{} cannot be read: {why}.", file.display()));
    let most = PAGE_LIMIT as u64 + 1;
    let mut bytes = Vec::new();
    let read = match file.to_str() {
        Some("-") => io::stdin().lock().take(most).read_to_end(&mut bytes),
        _ => std::fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    read.map_err(|why| refused(&why))?;
    if bytes.len() > PAGE_LIMIT {
        return Err(refused(&"it is larger than 1 MiB; split it into several pages"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
