//! Pages in the operator's own way: the logo, the accent, the links and the style of `[brand]`.

use crate::support::{TestSite, fixture};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 30\"/>";

const SETTINGS: &str = "[site]\nname = \"Shop\"\nurl = \"https://x\"\n[brand]\nlogo = \"brand/logo.svg\"\n\
    accent = \"#7a1fa2\"\ncss = \"brand/site.css\"\n[[brand.link]]\nname = \"Imprint <b>\"\nurl = \"https://example.com/\"\n";

fn site(logo: &str) -> TestSite {
    let files = fixture().with("brand/logo.svg", logo).with("brand/site.css", "h1 { font-style: italic; }\n");
    TestSite::new(&files.with("pharos.toml", SETTINGS), false)
}

/// What stands in `text` between these words.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split(after).next().unwrap()
}

#[tokio::test]
async fn pages_have_the_logo_the_links_and_the_style_of_the_brand() {
    let page = site(LOGO).get("/", &[("accept", "text/html")]).await.text;
    assert!(page.contains("alt=\"\" width=\"90\" height=\"30\""), "{page}");
    assert!(page.contains("<a href=\"https://example.com/\">Imprint &lt;b&gt;</a>"), "{page}");
    let [ours, own] = ["href=\"/app.css\"", "href=\"/brand/brand."].map(|it| page.find(it).unwrap());
    assert!(ours < own, "the brand's style comes first");
    assert!(page.contains("href=\"/favicon.svg\""), "a wide logo is no icon");
    let icon = site(&LOGO.replace("90", "30")).get("/", &[("accept", "text/html")]).await.text;
    assert!(icon.contains("type=\"image/svg+xml\" href=\"/brand/logo."), "{icon}");
}

#[tokio::test]
async fn they_are_kept_for_good_under_names_that_change_with_them_and_run_nothing() {
    let site = site(LOGO);
    let page = site.get("/", &[("accept", "text/html")]).await.text;
    let [style, logo] = [("href=\"/brand/", "text/css"), ("src=\"/brand/", "image/svg+xml")]
        .map(|(before, kind)| (format!("/brand/{}", between(&page, before, "\"")), kind));
    for (path, kind) in [&style, &logo] {
        let answer = site.get(path, &[]).await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (200, "public, max-age=31536000, immutable")
        );
        assert!(answer.header("content-type").starts_with(kind), "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
    }
    let style = site.get(&style.0, &[]).await.text;
    assert!(
        style.contains("--accent: light-dark(#7a1fa2, #") && style.ends_with("h1 { font-style: italic; }\n")
    );
    let other = self::site(&LOGO.replace("90", "60")).get("/", &[("accept", "text/html")]).await.text;
    assert!(!other.contains(&logo.0), "another logo has the same name");
    assert_eq!(site.get("/brand/logo.svg", &[]).await.status, 404);
}
