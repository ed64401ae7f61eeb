//! Values in HTML: at the names in code, and in the addresses of links.

use super::quote::{encoded, quoted};
use super::{LONGEST_VALUE, Place, Slot, key};
use crate::escape;
use crate::page::{Page, Variable};

/// What stands before the key of a name in code. No text of an author gives this: quotes are escaped.
const VAR: &str = "<var class=\"docs-var\" data-var=\"";
/// What stands before the pattern of a link's address.
pub(crate) const LINK: &str = "<a data-link=\"";

/// The values of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// By key.
    values: Vec<(String, String)>,
    /// Names of variables whose value was none of their type, or too long.
    pub refused: Vec<String>,
}

impl Filled {
    /// The values of `page` that `pairs` gives by names in any spelling, and its defaults.
    pub fn of(page: &Page, pairs: &[(String, String)]) -> Filled {
        let mut filled = Filled::default();
        for Variable { name, kind, default } in page.asked() {
            let given = pairs.iter().find(|(other, value)| key(other) == key(&name) && !value.is_empty());
            let fits = |value: &&String| kind.accepts(value) && value.chars().count() <= LONGEST_VALUE;
            let value = given.map(|(_, value)| value).filter(fits);
            if given.is_some() && value.is_none() {
                filled.refused.push(name.clone());
            }
            filled.values.extend(value.or(default.as_ref()).map(|value| (key(&name), value.clone())));
        }
        filled
    }

    /// The value of the variable with this name, in any spelling.
    pub fn value(&self, name: &str) -> Option<&str> {
        let key = key(name);
        self.values.iter().find(|(other, _)| *other == key).map(|(_, value)| value.as_str())
    }
}

/// `slot`, which is `text`, as HTML.
pub(crate) fn tag(slot: &Slot, text: &str) -> String {
    written(&key(&slot.name), slot.place, None, &escape::html(text))
}

/// A name in code; `was` is its escaped text if a value stands there.
fn written(key: &str, place: Place, was: Option<&str>, inside: &str) -> String {
    let place = match place {
        Place::Word => String::new(),
        other => format!(" data-place=\"{}\"", other.word()),
    };
    let was = was.map(|was| format!(" data-as=\"{was}\"")).unwrap_or_default();
    format!("{VAR}{}\"{place}{was}>{inside}</var>", escape::html(key))
}

/// HTML that holds bodies of pages, filled or not, with these values at their names.
pub fn filled(html: &str, values: &Filled) -> String {
    let html = replaced(html, VAR, |part| name_in_code(part, values));
    replaced(&html, LINK, |part| link(part, values))
}

/// `html` with what follows each `mark` rewritten.
fn replaced(html: &str, mark: &str, rewrite: impl Fn(&str) -> Option<String>) -> String {
    let mut parts = html.split(mark);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match rewrite(part) {
            Some(part) => out.push_str(&part),
            None => out.extend([mark, part]),
        }
    }
    out
}

fn name_in_code(part: &str, values: &Filled) -> Option<String> {
    let (attributes, rest) = part.split_once('>')?;
    let (inside, after) = rest.split_once("</var>")?;
    let (key, attributes) = attributes.split_once('"')?;
    let attribute = |name: &str| {
        let (_, rest) = attributes.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    };
    let place = attribute("data-place").map_or(Place::Word, Place::named);
    let written_as = attribute("data-as").unwrap_or(inside);
    let var = match values.value(key).and_then(|value| quoted(value, place)) {
        Some(value) => written(key, place, Some(written_as), &escape::html(&value)),
        None => written(key, place, None, written_as),
    };
    Some(var + after)
}

fn link(part: &str, values: &Filled) -> Option<String> {
    let (pattern, rest) = part.split_once("\" href=\"")?;
    let (_, after) = rest.split_once('"')?;
    let mut pieces = pattern.split("{{");
    let mut href = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}")?;
        match values.value(name) {
            Some(value) => href.push_str(&encoded(value)),
            None => href.extend(["%7B%7B", name, "%7D%7D"]),
        }
        href.push_str(rest);
    }
    Some(format!("{LINK}{pattern}\" href=\"{href}\"{after}"))
}

/// The pattern of an address (percent-encoded, not yet escaped) that holds `{{name}}` or `${name}` behind its host, with
/// `{{key}}` for each, and the names; none if it holds none. A host that a link could fill in would lead anywhere.
pub(crate) fn tagged_links(href: &str) -> Option<(String, Vec<String>)> {
    let start = match href.find("//") {
        Some(at) if href.get(..at).is_some_and(|scheme| scheme.is_empty() || scheme.ends_with(':')) => {
            at + 2 + href.get(at + 2..)?.find(['/', '?', '#'])?
        }
        _ => 0,
    };
    let (mut pattern, mut rest) = (href.get(..start)?.to_owned(), href.get(start..)?);
    let mut names = Vec::new();
    while let Some((before, name, after)) = next_name(rest) {
        pattern.extend([before, "{{", &key(&name), "}}"]);
        names.push(name);
        rest = after;
    }
    pattern.push_str(rest);
    (!names.is_empty()).then_some((pattern, names))
}

/// What stands before the first name, the name, and what stands behind it.
fn next_name(href: &str) -> Option<(&str, String, &str)> {
    let spellings = [("%7B%7B", "%7D%7D"), ("$%7B", "%7D")];
    let found = spellings.iter().filter_map(|(open, close)| {
        let (before, rest) = href.split_once(open)?;
        let (name, after) = rest.split_once(close)?;
        let name = escape::decode(name).trim().to_owned();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let is_name =
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() <= 64 && name.chars().all(fits);
        is_name.then_some((before, name, after))
    });
    found.min_by_key(|(before, ..)| before.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::render;
    use proptest::prelude::*;

    const TEXT: &str = "---\nvariables:\n  node:\n  count: {type: number, default: 3}\n---\n# T\n\n\
        ```bash\nkubectl logs <node> -c $APP --tail=<count> \"x <node>\" {{zone}}\nssh h rm <node>\n```\n\n\
        Then `drain <node>`, see [it](https://g.example/d?n={{node}}&o=${other}) or [not](https://{{node}}.example/).\n";

    fn page() -> Page {
        render("x.md", TEXT, &|_| true).0
    }

    fn values(pairs: &[(&str, &str)]) -> Filled {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Filled::of(&page(), &pairs)
    }

    /// HTML without tags, as a reader sees it.
    fn seen(html: &str) -> String {
        let text: String =
            html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        [("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&quot;", "\""), ("&amp;", "&")]
            .iter()
            .fold(text, |text, (from, to)| text.replace(from, to))
    }

    #[test]
    fn a_page_asks_for_what_it_declares_and_for_what_its_commands_hold() {
        let names: Vec<_> = page().asked().map(|it| (it.name.clone(), it.default.clone())).collect();
        let wanted =
            [("node", None), ("count", Some("3".to_owned())), ("APP", None), ("zone", None), ("other", None)];
        assert_eq!(names, wanted.map(|(name, default)| (name.to_owned(), default)));
        assert!(
            seen(&page().html).contains("kubectl logs <node> -c $APP --tail=<count> \"x <node>\" {{zone}}")
        );
    }

    #[test]
    fn what_is_filled_in_stands_everywhere_quoted_for_its_place() {
        let html = filled(&page().html, &values(&[("NODE", "a b"), ("app", "web")]));
        let text = seen(&html);
        assert!(text.contains("kubectl logs 'a b' -c web --tail=3 \"x \"'a b'\"\" {{zone}}"), "{text}");
        assert!(text.contains("ssh h rm <node>"), "what is read twice takes plain values alone: {text}");
        assert!(text.contains("drain 'a b'"), "{text}");
        assert!(html.contains("href=\"https://g.example/d?n=a%20b&amp;o=%7B%7Bother%7D%7D\""), "{html}");
        assert!(
            html.contains("href=\"https://%7B%7Bnode%7D%7D.example/\""),
            "a host is nothing to fill in: {html}"
        );
        assert_eq!(
            filled(&html, &values(&[])),
            filled(&page().html, &values(&[])),
            "filling again begins anew"
        );
    }

    #[test]
    fn a_value_of_another_type_is_refused_and_the_default_stays() {
        let filled = values(&[("count", "many"), ("node", "a\nb")]);
        assert_eq!(
            (filled.value("count"), filled.refused.clone()),
            (Some("3"), vec!["node".to_owned(), "count".to_owned()])
        );
    }

    proptest! {
        #[test]
        fn no_value_is_ever_html(value in "[<>&\"'/a-z{}$` =]{1,30}") {
            let page = page();
            let html = filled(&page.html, &values(&[("node", &value), ("zone", &value), ("other", &value)]));
            let tags = |html: &str| html.split('<').skip(1).map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && c != '/').next().unwrap().to_owned()).collect::<Vec<_>>();
            prop_assert_eq!(tags(&html), tags(&page.html));
            prop_assert_eq!(html.matches('>').count(), page.html.matches('>').count());
        }
    }
}
