//! `/sitemap.xml` and `/robots.txt`: which pages of the status page search engines may list (sitemaps.org, RFC 9309).

use crate::Source;
use crate::xml::escape;
use model::time::At;
use std::fmt::Write as _;

/// The overview, and a page each for systems, components and incidents; of incidents, when they were last told of. After them
/// the pages of the docs at these paths below `/docs`, where anyone may read them; the empty path is their start.
pub fn sitemap<'a>(source: &Source<'_>, docs: impl IntoIterator<Item = &'a str>) -> String {
    let public = source.public;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |path: &str, changed: Option<At>| {
        let changed = changed.map(|at| format!("<lastmod>{at}</lastmod>")).unwrap_or_default();
        let _ = writeln!(xml, "<url><loc>{}</loc>{changed}</url>", escape(&format!("{}{path}", source.url)));
    };
    add("/", None);
    add("/incidents", None);
    public.systems.iter().for_each(|system| add(&format!("/status/{}", system.id), None));
    public.components().for_each(|it| add(&format!("/status/{}", it.id), None));
    public.incidents.iter().for_each(|it| add(&format!("/incidents/{}", it.id), Some(it.updated())));
    docs.into_iter().for_each(|path| add(format!("/docs/{path}").trim_end_matches('/'), None));
    xml.push_str("</urlset>\n");
    xml
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
        let xml = sitemap(&source(&public, &[]), ["", "shop/a&b"]);
        assert_eq!(xml.matches("<url>").count(), 2 + 1 + 2 + 2 + 2);
        assert!(xml.contains("<loc>https://status.example.org/docs</loc>"), "{xml}");
        assert!(xml.contains("<loc>https://status.example.org/docs/shop/a&amp;b</loc>"), "{xml}");
        let incident = "<url><loc>https://status.example.org/incidents/2026-11-20-orders</loc>\
                        <lastmod>2026-11-20T23:07:39Z</lastmod></url>";
        assert!(xml.contains(incident), "{xml}");
        assert!(robots(&source(&public, &[])).ends_with("Sitemap: https://status.example.org/sitemap.xml\n"));
    }
}
