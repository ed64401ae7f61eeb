//! Links of a page, from the addresses of a server to files beside each other.

use app::route::{LANG, spoken};
use messages::Lang;

/// Endings of addresses at which there is a file, not a page.
const FILES: [&str; 12] =
    ["atom", "css", "csv", "ics", "js", "json", "png", "rss", "svg", "txt", "wasm", "xml"];

/// What addresses of the site's public side begin with.
const PUBLIC: [&str; 15] = [
    "/api/v2/",
    "/badge/",
    "/brand/",
    "/calendar.ics",
    "/favicon.svg",
    "/feed.json",
    "/history",
    "/incidents",
    "/pkg/",
    "/preview/",
    "/report",
    "/sitemap.xml",
    "/status",
    "/status.txt",
    "/widget",
];

/// The file that names pages in every language.
const SITEMAP: &str = "/sitemap.xml";

/// What a copy of a page may do: look as its style says.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'\"/>";

/// A page of the site, or a file: its address, and the language that it is asked for in; English is that of no other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) lang: Lang,
}

impl Place {
    /// What is at a path, in English.
    pub(super) fn of(path: &str) -> Place {
        Place { path: path.into(), lang: Lang::En }
    }

    /// Its address at the server.
    pub(super) fn address(&self) -> String {
        spoken(&self.path, self.lang)
    }

    /// Its file: that of `/status/shop` is `status/shop/index.html`, in German `de/status/shop/index.html`; that of
    /// `/status.txt` is `status.txt`, in German `de/status.txt`.
    pub(super) fn file(&self) -> String {
        let path = self.path.trim_matches('/');
        let folder = match self.lang {
            Lang::En => String::new(),
            lang => format!("{}/", lang.tag()),
        };
        match (is_file(path), path) {
            (true, _) => format!("{folder}{path}"),
            (false, "") => format!("{folder}index.html"),
            (false, _) => format!("{folder}{path}/index.html"),
        }
    }
}

/// Whether there is a file at an address, which is the same in every language unless it is asked for in one.
fn is_file(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    last.rsplit_once('.').is_some_and(|(_, ending)| FILES.contains(&ending))
}

/// A copy: where it leads to.
pub(super) struct Copy<'a> {
    /// The site's address.
    pub(super) url: &'a str,
    /// The languages that are written.
    pub(super) langs: &'a [Lang],
}

/// How a script that adds to a page begins. What copies may do leaves them out.
const SCRIPT: &str = "<script type=\"module\"";

impl Copy<'_> {
    /// A page, whose links lead to files, and to the site where they leave its public side, without scripts. Tells `found` of
    /// each place that it leads to.
    pub(super) fn page(&self, html: &str, place: &Place, found: &mut impl FnMut(Place)) -> String {
        let mut written = String::with_capacity(html.len());
        let mut rest = html;
        while let Some((start, tag)) = next_tag(rest) {
            written.push_str(&rest[..start]);
            let end = start + tag.len();
            if tag.starts_with(SCRIPT) {
                rest = rest[end..].trim_start_matches("</script>");
                continue;
            }
            written.push_str(&self.tag(tag, place, found));
            if tag == "<head>" && !html.contains("<style>") {
                written.push_str(POLICY);
            }
            rest = &rest[end..];
        }
        self.text(&(written + rest))
    }

    /// Whether the file at a place names pages in some language other than English.
    pub(super) fn tells(&self, place: &Place) -> bool {
        place.path == SITEMAP || place.lang != Lang::En
    }

    /// A text whose absolute addresses of pages in a language that is written lead to their copies: `/de/history/` stands for
    /// `/history?lang=de`.
    pub(super) fn text(&self, text: &str) -> String {
        let mut parts = text.split(self.url);
        let mut written = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            written.push_str(self.url);
            written.push_str(&self.moved(part).unwrap_or_else(|| part.to_owned()));
        }
        written
    }

    /// What follows the site's address, if it is a page in a language that is written.
    fn moved(&self, part: &str) -> Option<String> {
        let (path, behind) = part.split_once('?')?;
        if !path.starts_with('/') || path.contains(['"', '<', '>', ' ', '\n', '#']) || !is_public(path) {
            return None;
        }
        let (lang, after) = self.lang(behind)?;
        let slash = if path.ends_with('/') || is_file(path) { "" } else { "/" };
        Some(format!("/{}{path}{slash}{after}", lang.tag()))
    }

    /// The language, other than English, that is asked for behind the question mark of an address, and what follows it.
    fn lang<'a>(&self, query: &'a str) -> Option<(Lang, &'a str)> {
        let (tag, after) = query.strip_prefix(LANG)?.strip_prefix('=')?.split_at_checked(2)?;
        let lang = self.langs.iter().copied().find(|lang| lang.tag() == tag && *lang != Lang::En)?;
        let is_whole =
            !after.starts_with(|next: char| next.is_ascii_alphanumeric() || matches!(next, '&' | '-'));
        is_whole.then_some((lang, after))
    }

    fn tag(&self, tag: &str, place: &Place, found: &mut impl FnMut(Place)) -> String {
        let mut written = tag.to_owned();
        for attribute in [" href=\"", " src=\"", " action=\""] {
            let Some((before, after)) = written.split_once(attribute) else { continue };
            let Some((link, after)) = after.split_once('"') else { continue };
            // The choice of a language on the first page names no path.
            let own = if link.starts_with('?') { place.path.as_str() } else { "" };
            if (link.starts_with('/') && !link.starts_with("//")) || !own.is_empty() {
                let link = self.relative(&format!("{own}{link}"), place, found);
                written = format!("{before}{attribute}{link}\"{after}");
            }
        }
        written
    }

    /// A link of a page, whose address begins with a slash.
    fn relative(&self, link: &str, from: &Place, found: &mut impl FnMut(Place)) -> String {
        let end = link.find(['?', '#']).unwrap_or(link.len());
        let (path, rest) = link.split_at(end);
        let chosen = match rest.strip_prefix('?') {
            None => Some((from.lang, rest)),
            Some(query) if query == format!("{LANG}={}", Lang::En.tag()) => Some((Lang::En, "")),
            Some(query) => self.lang(query),
        };
        let (Some((lang, rest)), true) = (chosen, is_public(path)) else {
            return format!("{}{link}", self.url);
        };
        // A file is in the language of the page that leads to it only where the link says so.
        let lang = if is_file(path) && !link.contains('?') { Lang::En } else { lang };
        let place = Place { path: path.into(), lang };
        let up = "../".repeat(from.file().matches('/').count());
        let relative = format!("{up}{}{rest}", place.file());
        found(place);
        relative
    }
}

/// Whether an address is on the site's public side.
fn is_public(path: &str) -> bool {
    path == "/" || PUBLIC.iter().any(|start| path.starts_with(start))
}

/// Where the next tag of a text begins, and the tag; quoted values may hold what ends tags.
fn next_tag(html: &str) -> Option<(usize, &str)> {
    let bytes = html.as_bytes();
    let is_start = |at: &usize| bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    let start = html.match_indices('<').map(|(at, _)| at).find(is_start)?;
    let mut quoted = false;
    let end = bytes.iter().skip(start).position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b'>' && !quoted
    });
    let tag = html.get(start..=start + end?)?;
    Some((start, tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COPY: Copy<'_> = Copy { url: "https://s", langs: &[Lang::En, Lang::De] };

    fn page(html: &str, place: &Place) -> (String, Vec<String>) {
        let mut found = Vec::new();
        let text = COPY.page(html, place, &mut |place| found.push(place.address()));
        (text, found)
    }

    #[test]
    fn an_address_is_a_file() {
        for (path, file) in [
            ("/", "index.html"),
            ("/status/shop", "status/shop/index.html"),
            ("/status/shop/calendar.ics", "status/shop/calendar.ics"),
            ("/incidents/2026-11-21-v1.2-fails", "incidents/2026-11-21-v1.2-fails/index.html"),
            ("/report/2026-11.csv", "report/2026-11.csv"),
        ] {
            assert_eq!(Place::of(path).file(), file);
        }
        let german = |path: &str| Place { path: path.into(), lang: Lang::De }.file();
        assert_eq!(german("/"), "de/index.html");
        assert_eq!(german("/status/shop"), "de/status/shop/index.html");
        assert_eq!(german("/history.atom"), "de/history.atom");
    }

    #[test]
    fn links_lead_to_files_or_to_the_site() {
        let html = "<head><a title=\"a > b\" href=\"/status/shop#days\">x</a><a href=\"/docs/x\">y</a>\
                    <img src=\"/brand/a.svg\"/> < a href=\"/history\" <a href=\"//x\"><a href=\"https://x/\">\
                    <a href=\"/subscribe?component=a&amp;b\">";
        let (text, found) = page(html, &Place::of("/status/shop"));
        assert_eq!(
            text,
            format!(
                "<head>{POLICY}<a title=\"a > b\" href=\"../../status/shop/index.html#days\">x</a>\
                 <a href=\"https://s/docs/x\">y</a><img src=\"../../brand/a.svg\"/> < a href=\"/history\" <a href=\"//x\">\
                 <a href=\"https://x/\"><a href=\"https://s/subscribe?component=a&amp;b\">"
            )
        );
        assert_eq!(found, ["/status/shop", "/brand/a.svg"]);
    }

    #[test]
    fn a_page_leads_to_others_in_its_language_and_to_itself_in_those_that_are_written() {
        let html = "<a href=\"/history\"><img src=\"/brand/a.svg\"><a href=\"?lang=en\"><a href=\"?lang=ar\">\
                    <a href=\"/status/shop?lang=de\"><link href=\"https://s/history?lang=de\"/>\
                    <link href=\"/history.atom?lang=de\"/>";
        let (text, found) = page(html, &Place { path: "/".into(), lang: Lang::De });
        assert_eq!(
            text,
            "<a href=\"../de/history/index.html\"><img src=\"../brand/a.svg\"><a href=\"../index.html\">\
             <a href=\"https://s/?lang=ar\"><a href=\"../de/status/shop/index.html\"><link href=\"https://s/de/history/\"/>\
             <link href=\"../de/history.atom\"/>"
        );
        let feed = "/history.atom?lang=de";
        assert_eq!(found, ["/history?lang=de", "/brand/a.svg", "/", "/status/shop?lang=de", feed]);
    }

    #[test]
    fn addresses_of_copies_are_told_where_copies_are() {
        for (is, becomes) in [
            ("<loc>https://s/?lang=de</loc>", "<loc>https://s/de/</loc>"),
            ("\"https://s/status/a?lang=de\"", "\"https://s/de/status/a/\""),
            ("href=\"https://s/history.atom?lang=de\"", "href=\"https://s/de/history.atom\""),
            ("https://s/docs?lang=de", "https://s/docs?lang=de"),
            ("https://s/history?lang=ar", "https://s/history?lang=ar"),
            ("https://s/history?lang=den", "https://s/history?lang=den"),
            ("https://s and /history?lang=de", "https://s and /history?lang=de"),
        ] {
            assert_eq!(COPY.text(is), becomes);
        }
    }

    #[test]
    fn whatever_stands_in_a_text_is_kept() {
        for html in ["", "<", "<a", "a < b > c", "<a href=\"/x", "\u{e9}<\u{e9}>", "<a href=\"\u{e9}\">"] {
            assert_eq!(page(html, &Place::of("/")).0, html);
        }
    }
}
