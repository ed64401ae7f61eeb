//! What the portal's own lint has to say of the content.

use super::content::Content;
use docs::lint;
use pharos::config::facts::facts;

/// Every finding of the lint, also of what the estate says.
pub fn problems(content: &Content) -> Vec<String> {
    let found = lint(&content.meant.library, Some(&facts(&content.meant.estate))).into_iter();
    let line = |problem: docs::Problem| {
        format!("content/docs/{}:{}: {}; {}", problem.file, problem.line, problem.message, problem.remedy)
    };
    found.map(line).collect()
}
