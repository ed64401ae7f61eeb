//! From an alert to the page that answers it, and the page to write where there is none.

use std::sync::Arc;

use crate::library::Library;
use crate::lint::SECTIONS;
use crate::page::Page;

/// Whether a page is a runbook: it answers an alert, or stands in a folder `runbooks` and is not its index.
pub fn is_runbook(page: &Page) -> bool {
    let is_index = page
        .source
        .rsplit('/')
        .next()
        .is_some_and(|name| matches!(name, "index.md" | "_index.md" | "README.md"));
    let stands = page.source.split('/').rev().skip(1).any(|folder| folder == "runbooks");
    !page.alerts.is_empty() || (stands && !is_index)
}

/// The page that answers the alert `name`, in any case: the one whose front matter names it, else the one whose title
/// or file is called so, or was called so before it moved.
pub fn runbook<'a>(library: &'a Library, name: &str) -> Option<&'a Page> {
    let is_name = |other: &str| other.to_lowercase() == name.to_lowercase();
    let find =
        |called: &dyn Fn(&Page) -> bool| library.pages.iter().map(Arc::as_ref).find(|page| called(page));
    find(&|page| page.alerts.iter().any(|alert| is_name(alert)))
        .or_else(|| find(&|page| is_name(&page.title)))
        .or_else(|| find(&|page| is_name(last(&page.path))))
        .or_else(|| find(&|page| page.redirect_from.iter().any(|path| is_name(last(path)))))
}

/// The last part of a path, without a fragment.
fn last(path: &str) -> &str {
    let path = path.split_once('#').map_or(path, |(path, _)| path);
    path.rsplit('/').next().unwrap_or(path)
}

/// The runbook of the alert `name` that is yet to be written, in markdown, with its labels as variables.
pub fn template(name: &str, labels: &[(String, String)]) -> String {
    // What comes from an address must not end the front matter or begin another key.
    let name: String = name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect();
    let variables: String = labels.iter().map(|(label, _)| format!("  {label}:\n")).collect();
    let variables = if variables.is_empty() { variables } else { format!("variables:\n{variables}") };
    let sections: String =
        SECTIONS.iter().map(|(heading, hint)| format!("\n## {heading}\n\n{hint}\n")).collect();
    format!(
        "---\ntitle: {name}\nsummary: What it means, in a sentence.\nalerts: [{name}]\ncomponents: []\n\
         severity: P2\nowner: On-call engineer\n{variables}---\n{sections}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::File;

    fn library() -> Library {
        let files = [
            ("ops/ring.md", "---\nalerts: [CassandraNodeDown, CassandraRingSplit]\n---\n# The ring\n"),
            ("ops/runbooks/KafkaLag.md", "---\nredirect_from: [old/KafkaSlow]\n---\n# Lag"),
            ("ops/runbooks/index.md", "# CassandraNodeDown"),
        ];
        Library::build(files.iter().map(|(path, text)| File::new(*path, *text)).collect(), &[])
    }

    #[test]
    fn alerts_are_found_in_any_case_and_what_names_them_is_before_what_is_called_so() {
        let library = library();
        let found = |name| runbook(&library, name).map(|page| page.path.as_str());
        assert_eq!(found("cassandranodedown"), Some("ops/ring"));
        assert_eq!(found("CassandraRingSplit"), Some("ops/ring"));
        assert_eq!(found("kafkalag"), Some("ops/runbooks/KafkaLag"));
        assert_eq!(found("kafkaslow"), Some("ops/runbooks/KafkaLag"));
        assert_eq!((found("Cassandra"), found("")), (None, None));
        let runbooks: Vec<_> =
            library.pages.iter().filter(|page| is_runbook(page)).map(|page| &page.path).collect();
        assert_eq!(runbooks, ["ops/ring", "ops/runbooks/KafkaLag"]);
    }

    #[test]
    fn the_template_is_a_runbook_without_a_problem_of_its_form() {
        let text = template("DiskFull\n---\nevil: \"", &[("pod".into(), "a".into())]);
        let library = Library::build(vec![File::new("runbooks/disk.md", text.clone())], &[]);
        assert_eq!(library.pages[0].alerts, ["DiskFull---evil"]);
        assert_eq!(crate::lint::lint(&library, None), [], "{text}");
    }
}
