//! `/sitemap.xml` and `/robots.txt`: which pages of the status page search engines may list (sitemaps.org, RFC 9309).

use crate::Source;
use crate::xml::escape;
use model::time::At;
use std::fmt::Write as _;

/// A language in which pages can be read: its tag, and what stands behind the address of a page for it.
pub type Spoken<'a> = (&'a str, &'a str);

/// The overview, the history, the reports, and a page each for systems, components and incidents;
/// of incidents, when they were last told of. Each page is listed in every one of `languages`, and says where the others are;
/// the first of them is for whoever reads none. After them the pages of the docs at these paths below `/docs`, where anyone may
/// read them; the empty path is their start.
pub fn sitemap<'a>(
    source: &Source<'_>,
    languages: &[Spoken<'_>],
    docs: impl IntoIterator<Item = &'a str>,
) -> String {
    let public = source.public;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let mut add = |path: &str, changed: Option<At>| {
        let url = escape(&format!("{}{path}", source.url));
        let others = alternates(&url, languages);
        let changed = changed.map(|at| format!("<lastmod>{at}</lastmod>")).unwrap_or_default();
        for (_, behind) in languages {
            let _ = writeln!(xml, "<url><loc>{url}{behind}</loc>{changed}{others}</url>");
        }
    };
    for path in ["/", "/history", "/incidents", "/report"] {
        add(path, None);
    }
    public.systems.iter().for_each(|system| add(&format!("/status/{}", system.id), None));
    public.components().for_each(|it| add(&format!("/status/{}", it.id), None));
    public.incidents.iter().for_each(|it| add(&format!("/incidents/{}", it.id), Some(it.updated())));
    for path in docs {
        let url = format!("{}/docs/{path}", source.url);
        let _ = writeln!(xml, "<url><loc>{}</loc></url>", escape(url.trim_end_matches('/')));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Where a page is in every language, as a search engine wants it beside each of them (RFC 8288, section 3.4.1).
fn alternates(url: &str, languages: &[Spoken<'_>]) -> String {
    let fallback = languages.first().map(|(_, behind)| ("x-default", *behind));
    let all = languages.iter().copied().chain(fallback);
    let link =
        |(tag, behind)| format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{url}{behind}\"/>");
    all.map(link).collect()
}

/// What programs that follow links may read.
pub fn robots(source: &Source<'_>) -> String {
    let url: String = source.url.chars().filter(|letter| !letter.is_control()).collect();
    format!("User-agent: *\nDisallow: /api/\nDisallow: /demo\n\nSitemap: {url}/sitemap.xml\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{public, source};

    #[test]
    fn every_page_is_listed_once() {
        let public = public();
        let xml = sitemap(&source(&public, &[]), &[("en", "")], ["", "shop/a&b"]);
        assert_eq!(xml.matches("<url>").count(), 4 + 1 + 2 + 2 + 2);
        assert!(xml.contains("<loc>https://status.example.org/docs</loc>"), "{xml}");
        assert!(xml.contains("<loc>https://status.example.org/docs/shop/a&amp;b</loc>"), "{xml}");
        let incident = "<url><loc>https://status.example.org/incidents/2026-11-20-orders</loc>\
                        <lastmod>2026-11-20T23:07:39Z</lastmod><xhtml:link ";
        assert!(xml.contains(incident), "{xml}");
    }

    #[test]
    fn a_page_is_listed_in_each_language_and_each_names_all() {
        let public = public();
        let xml = sitemap(&source(&public, &[]), &[("en", ""), ("de", "?lang=de")], [""]);
        let link = |tag: &str, behind: &str| {
            let url = format!("https://status.example.org/history{behind}");
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{url}\"/>")
        };
        let all = [link("en", ""), link("de", "?lang=de"), link("x-default", "")].concat();
        for behind in ["", "?lang=de"] {
            let line = format!("<url><loc>https://status.example.org/history{behind}</loc>{all}</url>\n");
            assert!(xml.contains(&line), "{xml}");
        }
        assert!(xml.contains("<url><loc>https://status.example.org/docs</loc></url>"), "{xml}");
    }

    #[test]
    fn robots_are_told_where_it_is() {
        let public = public();
        assert!(robots(&source(&public, &[])).ends_with("Sitemap: https://status.example.org/sitemap.xml\n"));
    }
}
