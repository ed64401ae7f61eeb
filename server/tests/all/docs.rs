//! The docs portal beside its pages: search, alert links, coverage, problems.

use super::process::PHAROS;
use crate::support::{TestSite, fixture};
use model::member::Role;
use std::process::{Command, Stdio};

const RUNBOOK: &str = "---\nalerts: [ShopWebDown]\ncomponents: [shop/web]\nowner: Shop team\n---\n# When the shop is down\n\n\
    ## Verification\n\n```bash\ncurl -fsS https://web.shop.example/health\n```\n\nAsk `web:9` too.\n";

fn site() -> TestSite {
    TestSite::new(&fixture().with("docs/shop/runbooks/web.md", RUNBOOK), false)
}

#[tokio::test]
async fn search_answers_with_headings_and_commands_on_a_page_without_a_script_in_it() {
    let site = site();
    let found = site.get("/docs/search?q=curl+health", &[]).await;
    assert_eq!(found.status, 200);
    assert!(found.text.contains("href=\"/docs/shop/runbooks/web#verification\""), "{}", found.text);
    assert!(found.text.contains("<code><mark>curl</mark>"), "{}", found.text);
    let none = site.get("/docs/search?q=%3Cscript%3Ealert(1)%3C/script%3Ezz%22", &[]).await;
    assert!(none.text.contains("Nothing was found") && !none.text.contains("<script>alert"), "{}", none.text);
    assert!(none.text.contains("value=\"&lt;script&gt;alert(1)&lt;/script&gt;zz&quot;\""), "{}", none.text);
    let box_of_page = site.get("/docs/shop", &[]).await.text;
    assert!(
        box_of_page.contains("action=\"/docs/search\"") && box_of_page.contains("name=\"q\""),
        "{box_of_page}"
    );
}

#[tokio::test]
async fn files_that_pages_show_or_link_to_are_sent_and_no_others() {
    let page = "# Network\n\n![Map](map.svg) and [rules](rules.yml), [a report](report.html)\n";
    let content = fixture().with("docs/shop/net.md", page).with("docs/shop/secret.txt", "x");
    let content =
        content.with("docs/shop/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>");
    let content =
        content.with("docs/shop/rules.yml", "groups: []").with("docs/shop/report.html", "<script>1</script>");
    let site = TestSite::new(&content, false);
    assert!(site.get("/docs/shop/net", &[]).await.text.contains("<img src=\"/docs/shop/map.svg\""));
    for (path, kind, disposition) in [
        ("map.svg", "image/svg+xml", ""),
        ("rules.yml", "text/plain; charset=utf-8", ""),
        ("report.html", "application/octet-stream", "attachment"),
    ] {
        let sent = site.get(&format!("/docs/shop/{path}"), &[]).await;
        assert_eq!(
            (sent.status, sent.header("content-type"), sent.header("content-disposition")),
            (200, kind, disposition)
        );
        assert!(sent.header("content-security-policy").contains("sandbox"), "{path}");
        assert_eq!(sent.header("x-content-type-options"), "nosniff");
        let again = site.get(&format!("/docs/shop/{path}"), &[("if-none-match", sent.header("etag"))]).await;
        assert_eq!(again.status, 304);
    }
    for path in ["/docs/shop/secret.txt", "/docs/shop/gone.png", "/docs/shop/..%2fshop/map.svg"] {
        assert_eq!(site.get(path, &[]).await.status, 404, "{path}");
    }
    assert!(site.get("/offline.json", &[]).await.text.contains("/docs/shop/map.svg"));
}

#[tokio::test]
async fn programs_search_and_browsers_get_the_index() {
    let site = site();
    let found = site.get("/api/v1/docs/search?q=ShopWebDwon&most=1", &[]).await;
    let json: serde_json::Value = serde_json::from_str(&found.text).unwrap();
    assert_eq!(
        (&json["answers"][0]["page"], json["answers"].as_array().unwrap().len()),
        (&"shop/runbooks/web".into(), 1)
    );
    let index = site.get(pharos::web::docs::search::INDEX, &[]).await;
    assert!(index.text.starts_with("PSX1") && !index.header("etag").is_empty(), "{:?}", index.headers);
    let again = site.get(pharos::web::docs::search::INDEX, &[("if-none-match", index.header("etag"))]).await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn an_alert_leads_to_its_runbook_with_its_labels() {
    let site = site();
    let answer = site.get("/r/shopwebdown?pod=web-2%26&bad%20name=x", &[]).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/docs/shop/runbooks/web?var.pod=web-2%26"));
    let plain = site.get("/r/ShopWebDown", &[]).await;
    assert_eq!(plain.header("location"), "/docs/shop/runbooks/web");
}

#[tokio::test]
async fn an_alert_without_a_runbook_is_told_what_comes_near_and_is_counted() {
    let site = site();
    site.get("/r/ShopWebSlow", &[]).await;
    let answer = site.get("/r/ShopWebSlow?pod=web-2", &[]).await;
    assert_eq!(answer.status, 404);
    for words in
        ["looked for 2 times", "Ask Shop team", "/docs/shop/runbooks/web", "alerts: [ShopWebSlow]", "  pod:"]
    {
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
    assert_eq!(site.get(&format!("/r/{}", "x".repeat(201)), &[]).await.status, 400);
    let site = site.signed_in(Role::Viewer);
    let coverage = site.get_json("/docs/coverage").await;
    assert_eq!(coverage.status, 200);
    assert!(
        coverage.text.contains("/r/ShopWebSlow") && coverage.text.contains("When the shop is down"),
        "{}",
        coverage.text
    );
}

#[tokio::test]
async fn members_see_what_disagrees_with_the_estate() {
    let site = site().signed_in(Role::Viewer);
    let problems = site.get_json("/docs/lint").await;
    assert_eq!(problems.status, 200);
    assert!(problems.text.contains("has no section `Procedure`"), "{}", problems.text);
}

#[test]
fn a_reader_that_leaves_early_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "# A\n\n[gone](b.md)\n").unwrap();
    let mut check = Command::new(PHAROS);
    check.args(["docs", "check"]).arg(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = check.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(1), String::new()));
}

#[tokio::test]
async fn programs_get_pages_as_markdown_and_as_json() {
    let site = site();
    let text = site.get("/docs/shop/runbooks/web.md", &[]).await;
    assert_eq!((text.header("content-type"), text.text.as_str()), ("text/markdown; charset=utf-8", RUNBOOK));
    let asked = site.get("/docs/shop/runbooks/web", &[("accept", "text/markdown, text/plain")]).await;
    assert_eq!(asked.text, RUNBOOK);
    assert!(asked.header("vary").contains("accept"), "{:?}", asked.headers);
    assert_eq!(site.get("/docs/shop/runbooks/none.md", &[]).await.status, 404);
    let list = site.get("/llms.txt", &[]).await.text;
    let line = "- [When the shop is down](https://status.shop.example/docs/shop/runbooks/web.md)";
    assert!(list.starts_with("# Shop status\n\n> How the shop is.\n") && list.contains(line), "{list}");
    let pages: serde_json::Value =
        serde_json::from_str(&site.get("/api/v1/docs/pages", &[]).await.text).unwrap();
    let ours = |page: &&serde_json::Value| page["path"] == "shop/runbooks/web";
    let page = pages["pages"].as_array().unwrap().iter().find(ours).unwrap().clone();
    assert_eq!((&page["runbook"], &page["alerts"][0]), (&true.into(), &"ShopWebDown".into()));
    let whole = site.get("/api/v1/docs/page?path=shop/runbooks/web", &[]).await;
    let whole: serde_json::Value = serde_json::from_str(&whole.text).unwrap();
    assert_eq!((&whole["markdown"], &whole["headings"][0]["id"]), (&RUNBOOK.into(), &"verification".into()));
    assert_eq!(site.get("/api/v1/docs/page?path=no", &[]).await.status, 404);
}

#[tokio::test]
async fn what_has_moved_is_found_at_its_old_address_and_fragment() {
    let moved = |from: &str, title: &str| format!("---\nredirect_from: [{from}]\n---\n# {title}\n");
    let files = fixture()
        .with("docs/a.md", &moved("old, gone#disk, shop#prices", "A"))
        .with("docs/b.md", &moved("gone#memory", "B"));
    let site = TestSite::new(&files, false);
    let old = site.get("/docs/old", &[]).await;
    assert_eq!((old.status, old.header("location")), (307, "/docs/a"));
    let gone = site.get("/docs/gone", &[]).await.text;
    assert!(gone.contains("id=\"disk\"") && gone.contains("id=\"memory\""), "{gone}");
    let kept = site.get("/docs/shop", &[]).await.text;
    assert!(kept.contains("id=\"prices\" class=\"docs-moved\""), "{kept}");
}

#[tokio::test]
async fn a_page_is_edited_where_the_settings_say() {
    let settings = |edit: &str| {
        format!(
            "[site]\nname = \"Shop\"\nurl = \"https://s.example\"\nedit_url = \"{edit}\"\n[access]\ndocs = \"public\"\n"
        )
    };
    let files = fixture().with("pharos.toml", &settings("https://git.example/edit/{path}"));
    let files = files.with("docs/shop/a b.md", "# A");
    let page = TestSite::new(&files, false).get("/docs/shop/a%20b", &[]).await.text;
    assert!(page.contains("href=\"https://git.example/edit/shop/a%20b.md\""), "{page}");
    let wrong = fixture().with("pharos.toml", &settings("javascript:alert(1)"));
    let (_, report) = pharos::config::read(&wrong, &pharos::config::environment::Environment::default());
    assert!(report.errors.iter().any(|it| it.message.contains("`edit_url`")), "{:?}", report.errors);
}

#[tokio::test]
async fn a_page_shows_what_the_estate_says_to_people_and_to_programs() {
    let page = "# Who answers\n\n<!--@include: @/_estate/shop/severities.md-->\n";
    let site = TestSite::new(&fixture().with("docs/shop/who.md", page), false);
    let html = site.get("/docs/shop/who", &[]).await.text;
    assert!(html.contains("<td>within 15 min, around the clock</td>"), "{html}");
    let text = site.get("/docs/shop/who.md", &[]).await.text;
    assert!(text.contains("| P1 | critical | within 15 min, around the clock |"), "{text}");
    assert!(!text.contains("include"), "{text}");
}
