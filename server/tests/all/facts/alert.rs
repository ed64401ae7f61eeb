//! Alerts: the rules that pages hold in blocks of YAML, and the runbooks that answer them.

use super::block::{Block, blocks};
use super::content::Content;
use super::runbook::runbooks;
use docs::{Page, page_path};
use std::collections::{BTreeMap, BTreeSet};

/// A rule that raises an alert.
pub struct Rule {
    /// The alert.
    pub name: String,
    /// The page that holds it and its line there, as a person looks it up.
    place: String,
    runbook_url: Option<String>,
    /// What the label `component` names; none where it is filled in for each alert.
    pub component: Option<String>,
}

/// Every rule that pages hold.
pub fn rules(content: &Content) -> Vec<Rule> {
    content.meant.library.pages.iter().map(AsRef::as_ref).flat_map(rules_of).collect()
}

/// Alerts without exactly one runbook that names their component, links to another one, and runbooks that answer what
/// nobody raises.
pub fn problems(content: &Content) -> Vec<String> {
    let rules = rules(content);
    assert!(rules.len() > 60, "the pages hold only {} rules", rules.len());
    let mut answers: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in runbooks(content) {
        page.alerts.iter().for_each(|alert| answers.entry(alert).or_default().push(page));
    }
    let raised: BTreeSet<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
    let unknown = answers.iter().filter(|(alert, _)| !raised.contains(*alert)).map(|(alert, pages)| {
        format!(
            "content/docs/{}: answers `{alert}`, which no rule raises; write the rule or take it out",
            pages[0].source
        )
    });
    let wrong = rules.iter().filter_map(|rule| wrong(rule, answers.get(rule.name.as_str())));
    twice(&rules).into_iter().chain(wrong).chain(unknown).collect()
}

fn wrong(rule: &Rule, answers: Option<&Vec<&Page>>) -> Option<String> {
    match answer(rule, answers) {
        Ok(page) => misled(rule, page).or_else(|| unnamed(rule, page)),
        Err(problem) => Some(problem),
    }
}

/// The one runbook that answers the alert.
fn answer<'a>(rule: &Rule, answers: Option<&Vec<&'a Page>>) -> Result<&'a Page, String> {
    let Rule { name, place, .. } = rule;
    match answers.map(Vec::as_slice) {
        Some([page]) => Ok(page),
        None | Some([]) => {
            Err(format!("{place}: no runbook answers `{name}`; add it to the `alerts` of one"))
        }
        Some(pages) => {
            let sources: Vec<&str> = pages.iter().map(|page| page.source.as_str()).collect();
            let sources = sources.join(", ");
            Err(format!("{place}: `{name}` is answered by {sources}; leave it in one of them"))
        }
    }
}

/// A link that leads elsewhere than to the runbook.
fn misled(Rule { name, place, runbook_url, .. }: &Rule, page: &Page) -> Option<String> {
    let url = runbook_url.as_deref().unwrap_or("nowhere");
    let path = url.split_once("/docs/").map(|(_, path)| path.split('#').next().unwrap_or(path));
    let leads = path.is_some_and(|path| page_path(path) == page.path);
    let page = &page.path;
    (!leads).then(|| format!("{place}: the `runbook_url` of `{name}` leads to {url}; write /docs/{page}"))
}

/// A label with a component that the runbook is not about.
fn unnamed(Rule { name, place, component, .. }: &Rule, page: &Page) -> Option<String> {
    let component = component.as_ref().filter(|component| !page.components.contains(component))?;
    let source = &page.source;
    Some(format!(
        "{place}: `{name}` is of {component}; correct that, or name it under `components` of {source}"
    ))
}

fn twice(rules: &[Rule]) -> Vec<String> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for Rule { name, place, .. } in rules {
        if let Some(other) = first.insert(name, place) {
            problems.push(format!("{place}: `{name}` is raised at {other} too; rename or merge them"));
        }
    }
    problems
}

fn rules_of(page: &Page) -> Vec<Rule> {
    let blocks = blocks(&page.markdown).into_iter().filter(|block| block.language == "yaml");
    blocks.flat_map(|block| rules_in(&page.source, &block)).collect()
}

/// The rules of a block: each begins with `- alert:`, and its keys are on lines of their own.
fn rules_in(source: &str, block: &Block) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for (at, line) in block.text.lines().enumerate() {
        let value = |key: &str| line.trim().strip_prefix(key).map(|value| value.trim().to_owned());
        if let Some(name) = value("- alert:") {
            let place = format!("content/docs/{source}:{}", block.line + 1 + at);
            rules.push(Rule { name, place, runbook_url: None, component: None });
        } else if let (Some(url), Some(rule)) = (value("runbook_url:"), rules.last_mut()) {
            rule.runbook_url = Some(url);
        } else if let (Some((_, rest)), Some(rule)) = (line.split_once("component: "), rules.last_mut()) {
            let id = rest.split(['}', ',']).next().unwrap_or_default().trim();
            rule.component = (!id.contains('{')).then(|| id.to_owned());
        }
    }
    rules
}
