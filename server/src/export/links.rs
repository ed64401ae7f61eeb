//! Links of a page, from the addresses of a server to files beside each other.

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

/// What a copy of a page may do: look as its style says.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'\"/>";

/// The file of an address: `/status/shop` is `status/shop/index.html`, `/status.txt` is `status.txt`.
pub(super) fn file_of(path: &str) -> String {
    let path = path.trim_matches('/');
    let last = path.rsplit('/').next().unwrap_or(path);
    let is_file = last.rsplit_once('.').is_some_and(|(_, ending)| FILES.contains(&ending));
    match (is_file, path) {
        (true, _) => path.into(),
        (false, "") => "index.html".into(),
        (false, _) => format!("{path}/index.html"),
    }
}

/// How a script that adds to a page begins. What copies may do leaves them out.
const SCRIPT: &str = "<script type=\"module\"";

/// A page as the file `file`, whose links lead to files, and to `url` where they leave the public side, without scripts. Tells
/// `found` of each address that it leads to.
pub(super) fn rewritten(html: &str, file: &str, url: &str, found: &mut impl FnMut(&str)) -> String {
    let mut written = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((start, tag)) = next_tag(rest) {
        written.push_str(&rest[..start]);
        let end = start + tag.len();
        if tag.starts_with(SCRIPT) {
            rest = rest[end..].trim_start_matches("</script>");
            continue;
        }
        written.push_str(&tag_rewritten(tag, file, url, found));
        if tag == "<head>" && !html.contains("<style>") {
            written.push_str(POLICY);
        }
        rest = &rest[end..];
    }
    written + rest
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

fn tag_rewritten(tag: &str, file: &str, url: &str, found: &mut impl FnMut(&str)) -> String {
    let mut written = tag.to_owned();
    for attribute in [" href=\"", " src=\"", " action=\""] {
        let Some((before, after)) = written.split_once(attribute) else { continue };
        let Some((link, after)) = after.split_once('"') else { continue };
        if link.starts_with('/') && !link.starts_with("//") {
            let link = relative(link, file, url, found);
            written = format!("{before}{attribute}{link}\"{after}");
        }
    }
    written
}

/// A link from `file`, whose address begins with a slash.
fn relative(link: &str, file: &str, url: &str, found: &mut impl FnMut(&str)) -> String {
    let end = link.find(['?', '#']).unwrap_or(link.len());
    let (path, rest) = link.split_at(end);
    let is_public = path == "/" || PUBLIC.iter().any(|start| path.starts_with(start));
    if !is_public || rest.starts_with('?') {
        return format!("{url}{link}");
    }
    found(path);
    let up = "../".repeat(file.matches('/').count());
    format!("{up}{}{rest}", file_of(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_file() {
        for (path, file) in [
            ("/", "index.html"),
            ("/status/shop", "status/shop/index.html"),
            ("/status/shop/calendar.ics", "status/shop/calendar.ics"),
            ("/incidents/2026-11-21-v1.2-fails", "incidents/2026-11-21-v1.2-fails/index.html"),
            ("/report/2026-11.csv", "report/2026-11.csv"),
        ] {
            assert_eq!(file_of(path), file);
        }
    }

    #[test]
    fn links_lead_to_files_or_to_the_site() {
        let mut found = Vec::new();
        let html = "<head><a title=\"a > b\" href=\"/status/shop#days\">x</a><a href=\"/docs/x\">y</a>\
                    <img src=\"/brand/a.svg\"/> < a href=\"/history\" <a href=\"//x\"><a href=\"https://x/\">\
                    <a href=\"/subscribe?component=a&amp;b\">";
        let text =
            rewritten(html, "status/shop/index.html", "https://s", &mut |path| found.push(path.to_owned()));
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
    fn whatever_stands_in_a_text_is_kept() {
        for html in ["", "<", "<a", "a < b > c", "<a href=\"/x", "\u{e9}<\u{e9}>", "<a href=\"\u{e9}\">"] {
            assert_eq!(rewritten(html, "index.html", "https://s", &mut |_| {}), html);
        }
    }
}
