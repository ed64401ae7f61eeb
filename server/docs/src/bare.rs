//! Addresses that stand in prose without any mark, as GitHub links them.
//!
//! Rules: <https://github.github.com/gfm/#autolinks-extension-> and what `cmark-gfm` does where that leaves it open.

use std::ops::Range;

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bare {
    /// The bytes that it takes.
    pub range: Range<usize>,
    /// The whole address, with its scheme.
    pub href: String,
}

/// All addresses of `text`, in order, without overlap. Takes time in proportion to the text.
pub(crate) fn find(text: &str) -> Vec<Bare> {
    let bytes = text.as_bytes();
    let mut found: Vec<Bare> = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|byte| matches!(byte, b':' | b'w' | b'W' | b'@')) {
        let (mark, from) = (at + step, found.last().map_or(0, |last| last.range.end));
        let bare = match bytes[mark] {
            b':' => url(text, mark, from),
            b'@' => mail(text, mark, from),
            _ => www(text, mark),
        };
        at = bare.as_ref().map_or(mark + 1, |bare| bare.range.end);
        found.extend(bare);
    }
    found
}

/// `http://host/path` around the colon at `colon`.
fn url(text: &str, colon: usize, from: usize) -> Option<Bare> {
    let rest = text[colon..].strip_prefix("://")?;
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
        let start = colon.checked_sub(scheme.len()).filter(|start| *start >= from);
        start.and_then(|start| text.get(start..colon)).is_some_and(|word| word.eq_ignore_ascii_case(scheme))
    })?;
    let start = colon - scheme.len();
    if text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let host = host_end(rest).filter(|end| *end > 0)?;
    let end = colon + 3 + trimmed(rest, host);
    Some(Bare { range: start..end, href: text[start..end].to_owned() })
}

/// `www.host/path` at `start`.
fn www(text: &str, start: usize) -> Option<Bare> {
    let rest = &text[start..];
    let may_begin = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(');
    if !rest.get(..4)?.eq_ignore_ascii_case("www.") || !(start == 0 || text[..start].ends_with(may_begin)) {
        return None;
    }
    let end = start + trimmed(rest, host_end(rest).filter(|end| *end > 4)?);
    Some(Bare { range: start..end, href: format!("http://{}", &text[start..end]) })
}

/// Where the host at the start of `rest` ends, if it is one: no `_` in its last two parts.
fn host_end(rest: &str) -> Option<usize> {
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = rest.find(|c: char| !is_host(c)).unwrap_or(rest.len());
    if !rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let has_mark = rest[..end].rsplit('.').take(2).any(|part| part.contains('_'));
    (!has_mark).then_some(end)
}

/// The end of the address whose host ends at `host`: at a space or `<`, without punctuation that belongs to the sentence.
fn trimmed(rest: &str, host: usize) -> usize {
    let stop = rest[host..].find(|c: char| c.is_whitespace() || c == '<').map_or(rest.len(), |at| host + at);
    let mut end = stop;
    let opened = rest[..end].matches('(').count();
    let mut closed = rest[..end].matches(')').count();
    while let Some(last) = rest[..end].chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => end -= 1,
            ')' if closed > opened => {
                closed -= 1;
                end -= 1;
            }
            ';' => end = entity_start(&rest[..end]).unwrap_or(end - 1),
            _ => break,
        }
    }
    end
}

/// Where the `&name;` begins that `text` ends with.
fn entity_start(text: &str) -> Option<usize> {
    let name = text.strip_suffix(';')?;
    let start = name.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    (start.len() < name.len() && start.ends_with('&')).then(|| start.len() - 1)
}

/// `name@host.example` around the `@` at `mark`; nothing before `from` is taken.
fn mail(text: &str, mark: usize, from: usize) -> Option<Bare> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_');
    let before = &text[from..mark];
    let name = before.len() - before.trim_end_matches(is_name).len();
    let host = mail_host(&text[mark + 1..])?;
    if name == 0 {
        return None;
    }
    let (start, mut end) = (mark - name, mark + 1 + host);
    let scheme = ["mailto:", "xmpp:"].into_iter().find(|scheme| text[from..start].ends_with(scheme));
    let Some(scheme) = scheme else {
        return Some(Bare { range: start..end, href: format!("mailto:{}", &text[start..end]) });
    };
    // A resource follows the host of XMPP.
    if scheme == "xmpp:" && text[end..].starts_with('/') {
        let is_resource = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '@');
        let resource = text[end + 1..].find(|c: char| !is_resource(c)).unwrap_or(text.len() - end - 1);
        end += if resource == 0 { 0 } else { resource + 1 };
    }
    let start = start - scheme.len();
    Some(Bare { range: start..end, href: text[start..end].to_owned() })
}

/// Length of the host of a mail address: it has a dot, and ends in a letter or digit.
fn mail_host(rest: &str) -> Option<usize> {
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = rest.find(|c: char| !is_host(c)).unwrap_or(rest.len());
    let host = rest[..end].trim_end_matches('.');
    let is_good = host.contains('.') && !host.starts_with('.') && !host.ends_with(['-', '_']);
    // An address behind another `@` is none.
    (is_good && !rest[end..].starts_with('@')).then_some(host.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|bare| &text[bare.range]).collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let cases: [(&str, &[&str]); 16] = [
            ("see https://a.example/x_y, or", &["https://a.example/x_y"]),
            ("(https://a.example/b(c))", &["https://a.example/b(c)"]),
            ("HTTP://a.example?q=1&x;", &["HTTP://a.example?q=1"]),
            ("http://localhost:8080/health.", &["http://localhost:8080/health"]),
            ("www.a.example.", &["www.a.example"]),
            ("awww.a.example www.", &[]),
            ("xhttp://a.example", &[]),
            ("http:// https://", &[]),
            ("https://a_b.example", &[]),
            ("https://a_b.c.example", &["https://a_b.c.example"]),
            ("ops@a.example, x@y", &["ops@a.example"]),
            ("mailto:a.b-c_d@a.b-", &[]),
            ("mailto:a@b.c", &["mailto:a@b.c"]),
            ("<https://a.example>", &["https://a.example>"]),
            ("https://a.example<b", &["https://a.example"]),
            ("http://\u{e9}.example/\u{e9}", &["http://\u{e9}.example/\u{e9}"]),
        ];
        for (text, wanted) in cases {
            assert_eq!(found(text), wanted, "{text}");
        }
        assert_eq!(find("www.a.example")[0].href, "http://www.a.example");
        assert_eq!(find("a@b.example")[0].href, "mailto:a@b.example");
    }

    #[test]
    fn long_texts_take_no_longer_than_their_length() {
        for part in ["a@", "http://", "www.", "a.", ":", "http://a)", "http://a.b/;", "&a;"] {
            find(&part.repeat(100_000));
        }
        find(&format!("http://a.b/{}", "&a;".repeat(100_000)));
    }

    proptest! {
        #[test]
        fn what_is_found_is_in_order_and_has_a_known_scheme(text in "([a-z@:/.<() ]|www\\.|https://|\u{e9}|[a-z]@[a-z]\\.){0,40}") {
            let mut at = 0;
            for Bare { range, href } in find(&text) {
                prop_assert!(range.start >= at && range.end > range.start && text.is_char_boundary(range.end));
                at = range.end;
                let known = ["http://", "https://", "ftp://", "mailto:", "xmpp:"];
                prop_assert!(known.iter().any(|scheme| href.to_lowercase().starts_with(scheme)), "{}", href);
            }
        }
    }
}
