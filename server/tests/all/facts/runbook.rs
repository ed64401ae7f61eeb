//! Runbooks against their template: the sections, the steps and what the front matter says.

use super::content::Content;
use docs::Page;
use docs::alert::is_runbook;

/// The sections of a runbook, in this order and no others.
const SECTIONS: [&str; 8] = [
    "Overview",
    "Prerequisites",
    "Symptoms",
    "Impact",
    "Procedure",
    "Verification",
    "Escalation",
    "Post-incident",
];

/// Every runbook among the pages.
pub fn runbooks(content: &Content) -> impl Iterator<Item = &Page> {
    content.meant.library.pages.iter().map(AsRef::as_ref).filter(|page| is_runbook(page))
}

/// Runbooks whose sections are others, and those that lack what the template asks for.
pub fn problems(content: &Content) -> Vec<String> {
    assert!(runbooks(content).count() > 50, "there are only {} runbooks", runbooks(content).count());
    runbooks(content).flat_map(|page| [sections(page), steps(page), front_matter(page)]).flatten().collect()
}

fn sections(page: &Page) -> Option<String> {
    let found: Vec<&str> = page
        .contents
        .iter()
        .filter(|heading| heading.level == 2)
        .map(|heading| heading.text.as_str())
        .collect();
    (found != SECTIONS).then(|| {
        format!(
            "content/docs/{}: has the sections {}; give it {}",
            page.source,
            found.join(", "),
            SECTIONS.join(", ")
        )
    })
}

/// The steps are numbered from 1 without a gap.
fn steps(page: &Page) -> Option<String> {
    let procedure = page.contents.iter().skip_while(|heading| heading.id != "procedure").skip(1);
    let steps = procedure.take_while(|heading| heading.level > 2).filter(|heading| heading.level == 3);
    let mut count = 0;
    for (at, heading) in steps.enumerate() {
        let wanted = format!("Step {}: ", at + 1);
        if !heading.text.starts_with(&wanted) {
            return Some(format!(
                "content/docs/{}: `{}` in Procedure; begin it with `{wanted}`",
                page.source, heading.text
            ));
        }
        count += 1;
    }
    let message = || format!("content/docs/{}: Procedure has no step; write `### Step 1: ...`", page.source);
    (count == 0).then(message)
}

fn front_matter(page: &Page) -> Option<String> {
    let missing = [
        ("summary", page.summary.is_none()),
        ("components", page.components.is_empty()),
        ("severity", page.severity.is_none()),
        ("owner", page.owner.is_none()),
    ];
    let missing: Vec<&str> = missing.iter().filter(|(_, missing)| *missing).map(|(key, _)| *key).collect();
    let names = missing.join(", ");
    (!missing.is_empty())
        .then(|| format!("content/docs/{}: lacks {names}; write it in its front matter", page.source))
}
