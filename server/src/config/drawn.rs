//! What pages of the docs include besides files of their authors: what is drawn from the estate, from the plans and from the
//! messages, so that no page disagrees with them.

use super::environment::Environment;
use super::files::Files;
use super::templates::{self, Templates};
use super::{ladder, plans, read_estate, sizes, sources, windows};
use capacity::Plan;
use docs::File;
use model::estate::Estate;
use std::borrow::Cow;

/// How the line begins by which a page takes such a file, and how it ends.
const INCLUDE: (&str, &str) = ("<!--@include: @/", "-->");

/// The files, by paths below the docs root that no file of an author has.
pub fn files(estate: &Estate, plans: &[Plan], templates: &Templates) -> Vec<File> {
    [ladder::files(estate), windows::files(estate), sizes::files(plans), ladder::messages(templates)].concat()
}

/// The same of a content folder, as far as it can be read.
pub fn of_folder(folder: &Files, environment: &Environment) -> Vec<File> {
    let (estate, mut errors) = read_estate(folder, environment);
    let plans = plans::read(&sources(folder, "plans/", environment, &mut errors), &estate, &mut errors);
    files(&estate, &plans, &templates::read(folder, &mut errors))
}

/// The markdown of a page with what it includes of these files in place, for programs that read it and cannot include.
pub fn expanded<'a>(text: &'a str, files: &[File]) -> Cow<'a, str> {
    if !text.contains(INCLUDE.0) {
        return Cow::Borrowed(text);
    }
    let line = |line: &'a str| {
        let path = line.trim().strip_prefix(INCLUDE.0)?.strip_suffix(INCLUDE.1)?.trim();
        let file = files.iter().find(|file| file.path == path)?;
        file.content.as_deref().ok().map(String::from_utf8_lossy).map(|text| text.trim_end().to_owned())
    };
    let lines = text.lines().map(|it| line(it).unwrap_or_else(|| it.to_owned()) + "\n");
    Cow::Owned(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_reads_what_a_page_includes() {
        let files = [File::new("_estate/shop/severities.md", "| P1 |\n|---|\n")];
        let text =
            "# A\n\n<!--@include: @/_estate/shop/severities.md-->\n\n<!--@include: @/_plan/x.md-->\nb\n";
        let wanted = "# A\n\n| P1 |\n|---|\n\n<!--@include: @/_plan/x.md-->\nb\n";
        assert_eq!(expanded(text, &files), wanted);
        assert!(matches!(expanded("# A\n", &files), Cow::Borrowed("# A\n")));
    }
}
