//! What the operator writes, turned into validated meaning: all problems at once, each with file, line and remedy.
//!
//! Nothing after start-up sees raw content: [`Content`] is all there is.

pub mod alertmanager;
pub mod brand;
pub mod channel;
pub mod demo;
pub mod drawn;
pub mod environment;
pub mod estate;
pub mod facts;
pub mod files;
pub mod ladder;
pub mod page;
pub mod plans;
pub mod problem;
pub mod prometheus;
pub mod settings;
pub mod sign_in;
pub mod sizes;
pub mod subscribers;
pub mod table;
pub mod templates;
pub mod time;
pub mod windows;

use environment::Environment;
use files::Files;
use model::estate::Estate;
use page::StatusPage;
use problem::Problem;
use settings::Settings;
use std::collections::BTreeSet;
use table::Source;
use templates::Templates;

/// The validated meaning of a content folder.
#[derive(Debug)]
pub struct Content {
    /// `pharos.toml`.
    pub settings: Settings,
    /// `estate/*.toml`.
    pub estate: Estate,
    /// `docs/**/*.md`.
    pub library: docs::Library,
    /// What `library` was made of, for when a file of it changes.
    pub builder: docs::Builder,
    /// `plans/*.toml`.
    pub plans: Vec<capacity::Plan>,
    /// `templates/*.md`: messages with blanks.
    pub templates: Templates,
    /// `demo.toml`: the fault script of the demo; empty without the file.
    pub demo: demo::Script,
}

impl Content {
    /// The plan of this id.
    pub fn plan(&self, id: &str) -> Option<&capacity::Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// What of it is one status page's: its part of the estate, under its own name; without docs, plans and templates, which
    /// are the site's.
    pub fn of_page(&self, page: &StatusPage) -> Content {
        let estate = self.estate.only(&page.shown(&self.estate));
        Content {
            settings: page.settings(&self.settings),
            estate,
            library: docs::Library::default(),
            builder: docs::Builder::default(),
            plans: Vec::new(),
            templates: Templates::default(),
            demo: demo::Script::default(),
        }
    }
}

/// A content folder that cannot be used, and what in it needs no more than a look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What somebody must put right. All but what is wrong with single pages of the docs keeps Pharos from using the content.
    pub errors: Vec<Problem>,
    /// What it can live with.
    pub warnings: Vec<Problem>,
}

/// Validates the content folder; gives its meaning, if it has one, and everything that is wrong. A page of the docs with an
/// error shows as much as can be shown: it never keeps the others, nor the status page, from being read.
pub fn read(files: &Files, environment: &Environment) -> (Option<Content>, Report) {
    let source = |file, text| Source { file, text, environment };
    let mut report = Report::default();
    let errors = &mut report.errors;
    let settings = match files.text("pharos.toml", errors) {
        Some(text) => Settings::read(source("pharos.toml", text), files, errors),
        None => Settings::default(),
    };
    let estate = estate::read(&sources(files, "estate/", environment, errors), errors);
    let plans = plans::read(&sources(files, "plans/", environment, errors), &estate, errors);
    let templates = templates::read(files, errors);
    let demo = match files.text("demo.toml", errors) {
        Some(text) => demo::Script::read(source("demo.toml", text), &estate, errors),
        None => demo::Script::default(),
    };
    let mut of_pages = Report::default();
    let drawn = drawn::files(&estate, &plans, &templates);
    let (builder, library) = library(files, drawn, &estate, &mut of_pages);
    docs_exist(&estate, &library, files, &mut report.errors);
    page::agree(&settings.pages, &estate, files, &mut report.errors);
    channel::agree(&settings.channels, &estate, files, &mut report.errors);
    report.warnings.extend(estate::doubts(&estate, files));
    let usable = report.errors.is_empty();
    report.errors.extend(of_pages.errors);
    report.warnings.extend(of_pages.warnings);
    (usable.then_some(Content { settings, estate, library, builder, plans, templates, demo }), report)
}

/// The estate of a content folder alone, and what is wrong with it.
pub fn read_estate(files: &Files, environment: &Environment) -> (Estate, Vec<Problem>) {
    let mut errors = Vec::new();
    let estate = estate::read(&sources(files, "estate/", environment, &mut errors), &mut errors);
    (estate, errors)
}

fn sources<'a>(
    files: &'a Files,
    folder: &str,
    environment: &'a Environment,
    problems: &mut Vec<Problem>,
) -> Vec<Source<'a>> {
    let names = files.names(folder).filter(|name| name.ends_with(".toml"));
    names
        .filter_map(|name| Some(Source { file: name, text: files.text(name, problems)?, environment }))
        .collect()
}

fn library(
    files: &Files,
    drawn: Vec<docs::File>,
    estate: &Estate,
    report: &mut Report,
) -> (docs::Builder, docs::Library) {
    let found = files.names("docs/").map(|name| {
        docs::File::new(name.trim_start_matches("docs/"), files.bytes(name).unwrap_or_default().to_vec())
    });
    let known: Vec<_> = estate.components().map(|component| component.id.clone()).collect();
    let builder = docs::Builder::new(found.chain(drawn).collect(), known);
    let library = builder.library();
    for problem in &library.problems {
        let into = match problem.severity {
            docs::Severity::Error => &mut report.errors,
            docs::Severity::Warning => &mut report.warnings,
        };
        into.push(Problem {
            file: format!("docs/{}", problem.file),
            line: problem.line,
            message: problem.message.clone(),
            remedy: problem.remedy.clone(),
        });
    }
    (builder, library)
}

/// Every `docs` key of the estate names a page, and its fragment a heading there.
fn docs_exist(estate: &Estate, library: &docs::Library, files: &Files, problems: &mut Vec<Problem>) {
    let paths: BTreeSet<&str> = library.pages.iter().map(|page| page.path.as_str()).collect();
    for system in &estate.systems {
        let wanted = system.docs.iter().chain(system.components.iter().filter_map(|part| part.docs.as_ref()));
        for docs in wanted {
            let (path, fragment) = docs.split_once('#').unwrap_or((docs, ""));
            let page = library.page(path);
            let heading = |page: &docs::Page| page.contents.iter().any(|heading| heading.id == fragment);
            let message = match page {
                None => format!("`docs` names \"{docs}\", and there is no page \"{path}\"."),
                Some(page) if !fragment.is_empty() && !heading(page) => {
                    format!("`docs` names \"{docs}\", and that page has no heading \"#{fragment}\".")
                }
                Some(_) => continue,
            };
            let (file, line) = files.find("estate/", &format!("\"{docs}\""));
            let remedy = problem::nearest(path, paths.iter().copied())
                .map_or("Remove the key or write the page.".into(), |near| format!("Look at \"{near}\"."));
            problems.push(Problem { file, line, message, remedy });
        }
    }
}
