//! A check that a step waits for, named in a comment, which other renderers of markdown do not show:
//! `1. Wait until the ring is whole. <!-- check: butterfly/cassandra -->`.
//!
//! Here stands an empty element with the check's id; whoever shows the page says in it how the check is.

use pulldown_cmark::Event;

use super::Walk;

/// The most letters of an id.
const LONGEST: usize = 200;

impl Walk<'_> {
    /// Leaves a place for the check that the comment `html` names; false if it names none.
    pub(super) fn check_comment(&mut self, html: &str) -> bool {
        let Some(id) = named(html) else { return false };
        let place = format!("{}{id}\"></span>", crate::page::CHECK);
        self.out.push(Event::InlineHtml(place.into()));
        self.checks.push((id.to_owned(), self.line));
        true
    }
}

/// The id in `<!-- check: butterfly/cassandra -->`: a component, or a check of one.
fn named(html: &str) -> Option<&str> {
    let inside = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let id = inside.trim().strip_prefix("check:")?.trim();
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    let is_id = id.len() <= LONGEST && matches!(id.split('/').count(), 2 | 3) && id.split('/').all(is_part);
    is_id.then_some(id)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::render;

    #[test]
    fn a_step_names_its_check_and_nothing_else_can() {
        let text = "1. Wait. <!-- check: shop/db -->\n2. Or <!-- check: shop/db/tcp -->\n   <!-- check:shop/web -->\n";
        let (page, problems) = render("x.md", text, &|_| false);
        assert_eq!(problems, []);
        let ids: Vec<_> = page.checks.iter().map(|(id, line)| (id.as_str(), *line)).collect();
        assert_eq!(ids, [("shop/db", 1), ("shop/db/tcp", 2), ("shop/web", 3)]);
        assert_eq!(
            page.html.matches("<span class=\"docs-check\" data-check=\"shop/").count(),
            3,
            "{}",
            page.html
        );
        for text in [
            "<!-- check: \"><b> -->",
            "<!-- check: db -->",
            "<span class=\"docs-check\" data-check=\"a/b\">",
            "<!-- checks: a/b -->",
        ] {
            let (page, _) = render("x.md", &format!("1. a {text}\n"), &|_| false);
            assert_eq!((page.checks, page.html.contains(crate::page::CHECK)), (Vec::new(), false), "{text}");
        }
    }
}
