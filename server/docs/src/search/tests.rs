#![allow(clippy::unwrap_used)]
use super::*;
use crate::file::File;

const RUNBOOK: &str = "---\nsummary: The ring lost a member.\n---\n# Node down\n\nCall <the on-call> first.\n\n\
    ## Check the `ring`\n\n| Node | State |\n|---|---|\n| one | DN |\n\n```bash\n$ nodetool status -r <host> && date\n```\n\n\
    ## Impact\n\nReads fail\nnow and then.\n";

fn search(files: &[(&str, &str)]) -> Search {
    let files = files.iter().map(|(path, text)| File::new(*path, *text)).collect();
    Search::of(&Library::build(files, &[]))
}

#[test]
fn a_page_is_taken_apart_into_what_its_reader_sees() {
    let search = search(&[("ops/node-down.md", RUNBOOK)]);
    let document = search.document("ops/node-down").unwrap();
    assert_eq!(
        document.start.prose.split_whitespace().collect::<Vec<_>>().join(" "),
        "The ring lost a member. Call <the on-call> first."
    );
    let ring = &document.sections[0];
    assert_eq!((ring.id.as_str(), ring.heading.as_str()), ("check-the-ring", "Check the ring"));
    assert_eq!(ring.body.commands.trim(), "$ nodetool status -r <host> && date");
    assert!(
        ring.body.prose.contains("one DN \n") && !ring.body.prose.contains("bash"),
        "{:?}",
        ring.body.prose
    );
    assert_eq!(document.sections[1].body.prose.trim(), "Reads fail now and then.");
}

#[test]
fn what_is_found_leads_to_its_heading_and_shows_the_line() {
    let search = self::search(&[("ops/node-down.md", RUNBOOK), ("a.md", "# A\n\nNothing.")]);
    let found = &search.find("nodetool status", 5)[0];
    assert_eq!(found.url, "/docs/ops/node-down#check-the-ring");
    assert_eq!(found.heading.as_deref(), Some("Check the ring"));
    let excerpt = found.excerpt.as_ref().unwrap();
    assert!(excerpt.command && excerpt.parts.iter().any(|part| part.marked && part.text == "nodetool"));
    let headed = self::search(&[("b.md", "# B\n\n## Meaning\n\nWhat it means.\n")]);
    assert!(headed.find("b", 1)[0].excerpt.is_some(), "the line under the first heading");
    let page = &search.find("NodeDown", 5)[0];
    assert_eq!((page.url.as_str(), page.heading.as_deref()), ("/docs/ops/node-down", None));
}

#[test]
fn text_that_looks_like_a_heading_is_text() {
    let search = search(&[("a.md", "# A\n\n`<h2 id=\"x\">` and <h3 id=y>\n\n## B\n\ntext")]);
    let document = search.document("a").unwrap();
    assert_eq!(document.sections.len(), 1);
    assert!(document.start.prose.contains("<h2 id=\"x\">"), "{:?}", document.start.prose);
}
