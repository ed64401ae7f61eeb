//! Pages of the docs that change while the program runs: what is drawn again, what is not, and what a running program shows.

use super::process::{PHAROS, Program, free_port, get, wait_until, wait_until_ready};
use crate::support::{TestSite, fixture};
use docs::{Builder, Change, File, Library};
use model::member::Role;
use pharos::portal::News;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::Arc;

const RUNBOOK: &str =
    "---\nalerts: [ShopWebDown]\ncomponents: [shop/web]\n---\n# When the shop is down\n\nAsk the gibbon.\n";

fn builder() -> Builder {
    let files = [("shop/index.md", "# Shop\n"), ("shop/runbooks/web.md", RUNBOOK), ("other.md", "# Other\n")];
    let files = files.map(|(path, text)| File::new(path, text));
    Builder::new(files.into(), vec!["shop/web".into()])
}

/// Shows the docs as `builder` has them.
fn show(site: &TestSite, builder: &Builder) {
    let library = builder.library();
    let next = site.editions.borrow().with_library(library.clone());
    let next = next.with_search(next.search.again(&library));
    site.editions.send_replace(Arc::new(next));
}

#[tokio::test]
async fn pages_lists_search_and_copies_are_those_of_the_newest_edition_and_what_is_the_same_keeps_its_tag() {
    let site = TestSite::new(&fixture(), false);
    let mut builder = builder();
    show(&site, &builder);
    let paths = [
        "/docs/shop/runbooks/web",
        "/docs/shop/runbooks/web.md",
        "/docs/shop/runbooks/web?part=live",
        "/status/shop/web",
        "/llms.txt",
        "/docs/search.index",
        "/offline.json",
        "/api/v1/docs/pages",
        "/sitemap.xml",
        "/docs/other.md",
    ];
    let mut before = Vec::new();
    for path in paths {
        before.push(site.get(path, &[]).await);
    }
    assert!(before[0].text.contains("Ask the gibbon."), "{}", before[0].text);
    builder.change(
        vec![File::new("shop/runbooks/web.md", RUNBOOK.replace("shop is down", "till is shut"))],
        &[],
    );
    show(&site, &builder);
    for (path, before) in paths.iter().zip(&before) {
        let after = site.get(path, &[("if-none-match", before.header("etag"))]).await;
        let is_same = path.contains("part=live") || path.contains("sitemap") || path.contains("other");
        assert_eq!(after.status, if is_same { 304 } else { 200 }, "{path}");
    }
    assert!(site.get("/status/shop/web", &[]).await.text.contains("When the till is shut"));
    let found = site.get("/api/v1/docs/search?q=till&most=1", &[]).await.text;
    assert!(found.contains("When the till is shut"), "{found}");
    builder.change(Vec::new(), &["other.md".to_owned()]);
    show(&site, &builder);
    assert_eq!(site.get("/docs/other", &[]).await.status, 404);
}

#[tokio::test]
async fn a_bad_version_is_told_to_all_and_why_to_members_alone() {
    let site = TestSite::new(&fixture(), false).signed_in(Role::Viewer);
    let mut builder = builder();
    builder.change(vec![File::new("other.md", "---\norder: first\n---\n# Worse\n")], &[]);
    show(&site, &builder);
    let (visitor, member) =
        (site.get("/docs/other", &[]).await.text, site.get_json("/docs/other").await.text);
    for text in [&visitor, &member] {
        assert!(text.contains("This is the last good version") && text.contains(">Other</h1>"), "{text}");
    }
    let why = |text: &str| text.contains("other.md:2: error: ");
    assert_eq!((why(&visitor), why(&member)), (false, true), "{member}");
    let json: serde_json::Value =
        serde_json::from_str(&site.get("/api/v1/docs/page?path=other", &[]).await.text).unwrap();
    assert!(json["page"]["refused"].as_str().unwrap().contains("one before"), "{json}");
}

#[tokio::test]
async fn the_last_change_stands_under_the_page_and_in_the_api() {
    let site = TestSite::new(&fixture(), false);
    let change = Change { at: 1_795_168_800_000, by: "<b>Ada".into() };
    let changes = Arc::new(BTreeMap::from([("other.md".to_owned(), change)]));
    let library = Library { changes, ..builder().library() };
    let next = site.editions.borrow().with_library(library);
    site.editions.send_replace(Arc::new(next));
    let page = site.get("/docs/other", &[]).await.text;
    let foot = "Changed <time datetime=\"2026-11-20T10:00:00Z\">20 Nov 2026</time> by &lt;b&gt;Ada";
    assert!(page.replace("<!>", "").contains(foot), "{page}");
    assert!(!site.get("/docs/shop", &[]).await.text.contains("Changed <time"));
    let json: serde_json::Value =
        serde_json::from_str(&site.get("/api/v1/docs/page?path=other", &[]).await.text).unwrap();
    assert_eq!(json["page"]["changed"]["by"], "<b>Ada");
    assert!(json["page"]["changed"]["at"].is_string() || json["page"]["changed"]["at"].is_number(), "{json}");
}

#[tokio::test]
async fn a_template_that_an_editor_changes_is_shown_by_the_pages_that_include_it() {
    let include = "# Messages\n\n<!--@include: @/_estate/messages/start.md-->\n";
    let files =
        fixture().with("templates/start.md", "From the file: {{title}}").with("docs/messages.md", include);
    let mut builder = crate::support::content(&files).builder;
    let site = TestSite::new(&files, false).signed_in(Role::Editor);
    let page = site.get("/docs/messages", &[]).await.text;
    assert!(page.contains("From the file: [the incident"), "{page}");
    let session = [("cookie", site.session.as_deref().unwrap()), ("sec-fetch-site", "same-origin")];
    let saved =
        site.post("/templates/start", "seen=0&do=save&text=Ours:+%7B%7Bseverity%7D%7D", &session).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let News::Files(files) = site.told.lock().unwrap().recv().unwrap() else { panic!("no files") };
    assert!(builder.change(files, &[]));
    show(&site, &builder);
    let page = site.get("/docs/messages", &[]).await.text;
    assert!(page.contains("Ours: [P1 to P4]") && !page.contains("From the file"), "{page}");
}

#[test]
fn a_running_program_shows_what_is_saved_and_keeps_what_was_good() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    let write = |name: &str, text: &str| {
        let path = content.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let files = fixture();
    files.names("").for_each(|name| write(name, std::str::from_utf8(files.bytes(name).unwrap()).unwrap()));
    write("docs/a.md", "# Aardvark\n");
    let port = free_port();
    let mut command = Command::new(PHAROS);
    command.arg("serve").arg("--content").arg(&content).arg("--data").arg(folder.path().join("data"));
    let _program = Program::start(command.args(["--port", &port.to_string()]));
    wait_until_ready(port);
    let shows = |path: &str, words: &str| get(port, path).is_some_and(|answer| answer.contains(words));
    assert!(shows("/docs/a", ">Aardvark</h1>"));
    write("docs/a.md", "# Buffalo\n");
    wait_until("the page has changed", || shows("/docs/a", ">Buffalo</h1>"));
    write("docs/b/c.md", "# Chinchilla\n");
    wait_until("there is another page", || shows("/docs/b/c", ">Chinchilla</h1>"));
    wait_until("it is found", || shows("/api/v1/docs/search?q=chinchilla", "\"page\":\"b/c\""));
    write("docs/a.md", "---\norder: first\n---\n# Dromedary\n");
    wait_until("the page is bad", || shows("/docs/a", "This is the last good version"));
    assert!(shows("/docs/a", ">Buffalo</h1>"));
    fs::remove_file(content.join("docs/b/c.md")).unwrap();
    wait_until("the page is gone", || shows("/docs/b/c", "HTTP/1.1 404"));
}
