//! Pages against the template of runbooks and against the estate that they are about.

mod estate;
mod lines;
mod ports;
mod rules;
mod template;

use crate::alert::is_runbook;
use crate::library::Library;
use crate::problem::Problem;
use lines::Line;

/// What the estate says that pages must agree with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its components.
    pub components: Vec<ComponentFacts>,
    /// The severities that incidents have: `P1`.
    pub severities: Vec<String>,
}

/// A component as pages speak of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComponentFacts {
    /// `butterfly/schema-registry`; what follows the slash is its host in addresses.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// Every port on which it answers; empty if nobody says.
    pub ports: Vec<u16>,
}

/// The second-level headings of a runbook in their order, each with what belongs there.
pub const SECTIONS: [(&str, &str); 8] = [
    ("Overview", "What is wrong when this is needed, and what puts it right."),
    ("Prerequisites", "- Access to the cluster\n- The on-call channel"),
    ("Symptoms", "What the alert, the dashboards and the logs show."),
    ("Impact", "Who notices, and what they notice."),
    (
        "Procedure",
        "### Step 1: Look\n\n```bash\ndate\n```\n\nExpected output:\n\n```text\nSat Nov 21 17:00:00 UTC 2026\n```",
    ),
    ("Verification", "- [ ] The alert has ended."),
    ("Escalation", "When to ask for help, and whom."),
    ("Post-incident", "- [ ] The timeline is in the incident."),
];

/// All that is wrong with the pages of `library`: what was found when it was built, runbooks that leave the template,
/// and what disagrees with `facts`. Sorted by file and line.
pub fn lint(library: &Library, facts: Option<&Facts>) -> Vec<Problem> {
    let mut problems = library.problems.clone();
    let pages: Vec<(_, Vec<Line<'_>>)> =
        library.pages.iter().map(|page| (page, lines::of(&page.markdown))).collect();
    let mut rules = rules::Rules::new();
    pages.iter().for_each(|(_, lines)| rules::gather(lines, &mut rules));
    for (page, lines) in &pages {
        if is_runbook(page) {
            problems.extend(template::check(page, lines));
        }
        problems.extend(rules::check(page, lines, &rules));
        if let Some(facts) = facts {
            problems.extend(estate::check(page, lines, facts));
        }
    }
    problems.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
    problems
}

#[cfg(test)]
mod tests;
