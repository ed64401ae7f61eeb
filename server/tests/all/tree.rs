//! The tree of all pages of the docs: sent once and for each reader their own, so that pages stay small however many there are.

use crate::support::{Answer, TestSite, fixture};
use model::member::Role;
use pharos::config::files::Files;
use pharos::portal::edition::Edition;

/// A runbook of 1 kB.
const RUNBOOK: &str = "# No leader\n\n## Meaning\n\nThe members of the store cannot agree on a leader, so that nothing can be \
    written until they can. Reads may still be answered, from what a member knew last.\n\n## Impact\n\nNo change of the \
    cluster is kept: nothing is scheduled, and what fails is not started again elsewhere.\n\n## Diagnosis\n\nAsk a member \
    how the others are, and how long the disk takes for a write:\n\n```bash\netcdctl endpoint status --cluster -w table\n\
    etcdctl endpoint health --cluster\n```\n\nLook for members that are gone, for clocks that differ, and for a network that \
    loses packets between them. A disk that takes longer than ten milliseconds for a write is too slow.\n\n## Mitigation\n\n\
    1. Start members that are gone again, one after the other.\n2. If most of them are lost, restore the latest backup on a \
    new member, and let the others join that one.\n3. Watch that a leader stays for a quarter of an hour, and that writes \
    are as fast as before.\n4. Tell the team that keeps the machines if a disk or the network was the reason, and write down \
    what was seen.\n";

/// The site's content with so many pages more than the runbook, in folders of 33.
fn content(more: usize) -> Files {
    let page = |number: usize| {
        let words = ["Restart", "Drain", "Restore", "Scale", "Upgrade", "Rotate", "Inspect"];
        let things =
            ["broker", "gateway", "node", "index", "replica", "certificate", "queue", "cache", "volume"];
        let title = format!("{} the {} {number}", words[number % 7], things[number % 9]);
        (format!("docs/team-{:02}/page-{number:04}.md", number / 33), format!("# {title}\n\nText.\n"))
    };
    let files = fixture().with("docs/shop/no-leader.md", RUNBOOK);
    (0..more).map(page).fold(files, |files, (path, text)| files.with(&path, &text))
}

/// The address of the tree that a page names.
fn named(page: &Answer) -> String {
    let (_, behind) = page.text.split_once(" data-tree=\"").unwrap();
    behind.split_once('"').unwrap().0.to_owned()
}

/// What is at a path, and its bytes in gzip.
async fn zipped(site: &TestSite, path: &str) -> (Answer, usize) {
    let sent = site.get(path, &[("accept-encoding", "gzip")]).await;
    assert_eq!(sent.header("content-encoding"), "gzip");
    (site.get(path, &[]).await, sent.header("content-length").parse().unwrap())
}

#[tokio::test]
async fn a_short_runbook_among_a_thousand_pages_is_small_and_as_large_as_among_few() {
    assert!((1_000..1_200).contains(&RUNBOOK.len()), "{}", RUNBOOK.len());
    let [few, many] = [33, 1_086].map(|more| TestSite::new(&content(more), false));
    let path = "/docs/shop/no-leader";
    let (page, size) = zipped(&many, path).await;
    assert!(page.text.contains("id=\"mitigation\""), "{}", page.text);
    assert_eq!(page.text.len(), few.get(path, &[]).await.text.len());
    assert!(size <= 6_000, "next page: {size} bytes in gzip");
    let (tree, once) = zipped(&many, &named(&page)).await;
    assert_eq!(tree.text.matches("<a href=").count(), 1_089);
    assert!(once <= 15_000, "the tree, which is sent once: {once} bytes in gzip");
}

#[tokio::test]
async fn the_tree_is_kept_for_ever_under_a_name_that_changes_with_it() {
    let site = TestSite::new(&content(1), false);
    let page = site.get("/docs/shop", &[]).await;
    let tree = site.get(&named(&page), &[]).await;
    assert_eq!(
        (tree.status, tree.header("cache-control"), tree.header("content-type")),
        (200, "public, max-age=31536000, immutable", "text/html; charset=utf-8")
    );
    assert!(tree.text.contains("<a href=\"/docs/shop/no-leader\">No leader</a>"), "{}", tree.text);
    let reworded =
        crate::support::content(&content(1).with("docs/shop/no-leader.md", "# No leader\n\nOther words."));
    site.editions.send_modify(|edition| *edition = edition.with_library(reworded.library).into());
    assert_eq!(named(&site.get("/docs/shop", &[]).await), named(&page), "titles stayed");
    let renamed = crate::support::content(&content(1).with("docs/shop/no-leader.md", "# Nobody leads"));
    site.editions.send_modify(|edition| *edition = Edition::with_library(edition, renamed.library).into());
    let after = named(&site.get("/docs/shop", &[]).await);
    assert_ne!(after, named(&page));
    assert!(site.get(&after, &[]).await.text.contains("Nobody leads"));
    assert_eq!(site.get(&named(&page), &[]).await.status, 404, "the tree that was");
}

#[tokio::test]
async fn members_have_a_tree_of_their_own_that_nobody_else_gets() {
    for (access, is_public) in [("public", true), ("internal", false)] {
        let settings = format!("[site]\nname = \"x\"\nurl = \"https://x\"\n[access]\ndocs = \"{access}\"\n");
        let site = TestSite::new(&content(1).with("pharos.toml", &settings), false);
        let cookie = format!("__Host-pharos={}", site.member("ada", Role::Viewer).text());
        let own = named(&site.get("/docs/shop", &[("cookie", &cookie)]).await);
        let tree = site.get(&own, &[("cookie", &cookie)]).await;
        assert_eq!(tree.header("cache-control"), "private, max-age=31536000, immutable");
        assert!(
            tree.text.contains("/docs/coverage") && tree.header("vary").contains("cookie"),
            "{}",
            tree.text
        );
        let stranger = site.get(&own, &[]).await;
        assert!(
            stranger.status >= 400 && !stranger.text.contains("No leader"),
            "{access}: {}",
            stranger.text
        );
        let list = site.get("/docs/tree", &[]).await;
        assert_eq!((list.status == 200, list.text.contains("No leader")), (is_public, is_public), "{access}");
        let whole = site.get("/docs/tree", &[("cookie", &cookie)]).await;
        assert!(whole.text.contains("No leader") && whole.text.contains("/docs/coverage"), "{}", whole.text);
        if is_public {
            let seen = named(&site.get("/docs/shop", &[]).await);
            assert!(seen != own && !site.get(&seen, &[]).await.text.contains("/docs/coverage"));
        }
    }
}

#[tokio::test]
async fn a_page_below_the_list_is_found_by_its_path() {
    let site = TestSite::new(&fixture().with("docs/tree/oak.md", "# Oak"), false);
    assert!(site.get("/docs/tree/oak", &[]).await.text.contains(">Oak</h1>"));
    assert_eq!(site.get("/docs/tree/0123456789abcdef", &[]).await.status, 404);
}
