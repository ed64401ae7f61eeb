//! The tree of all pages as browsers get it: one for visitors and one for members, each under a name that changes with it.

use app::docs::tree::{Folders, html};
use docs::Nav;
use sha2::{Digest, Sha256};

/// A tree and its name.
#[derive(Debug, Default)]
pub struct Tree {
    /// As HTML, without a page around it.
    pub html: String,
    /// The first 64 bits of its SHA-256, as 16 digits.
    pub mark: String,
}

/// The trees of an edition of the docs.
#[derive(Debug, Default)]
pub struct Trees {
    visitor: Tree,
    member: Tree,
}

impl Trees {
    /// The trees over `nav`.
    pub fn of(nav: &[Nav]) -> Trees {
        Trees { visitor: Tree::of(nav, false), member: Tree::of(nav, true) }
    }

    /// The one that members see, or the one for visitors.
    pub fn seen(&self, by_member: bool) -> &Tree {
        if by_member { &self.member } else { &self.visitor }
    }
}

impl Tree {
    fn of(nav: &[Nav], is_member: bool) -> Tree {
        let html = html(nav, is_member, Folders::Closed);
        let digest = Sha256::digest(&html);
        let mark = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Tree { html, mark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_what_it_names_and_is_another_one_for_members() {
        let leaf = |title: &str| [Nav { title: title.into(), path: Some("a".into()), children: Vec::new() }];
        let [one, other] = [Trees::of(&leaf("A")), Trees::of(&leaf("B"))];
        assert_eq!(one.seen(false).mark.len(), 16);
        assert_eq!(one.seen(false).mark, Trees::of(&leaf("A")).seen(false).mark);
        assert_ne!(one.seen(false).mark, other.seen(false).mark);
        assert_ne!(one.seen(false).mark, one.seen(true).mark);
        assert!(one.seen(true).html.contains("/docs/lint") && !one.seen(false).html.contains("/docs/lint"));
    }
}
