//! What the portal's own lint has to say of the content.

use crate::content::Content;
use docs::{Kind, lint};

/// Every finding of the lint. Names of components are left to the check of the whole content, which knows the estate.
pub fn problems(content: &Content) -> Vec<String> {
    let found = lint(&content.library, None).into_iter();
    let found = found.filter(|problem| problem.kind != Kind::UnknownComponent);
    found
        .map(|problem| {
            format!("content/docs/{}:{}: {}; {}", problem.file, problem.line, problem.message, problem.remedy)
        })
        .collect()
}
