//! Shortcodes of Hugo in a line of prose: links to pages are links here too, all else is shown as written and told.

use std::borrow::Cow;

/// A line with its links to pages as markdown has them, and the first shortcode that means nothing here.
pub(super) fn read(line: &str) -> (Cow<'_, str>, Option<&str>) {
    if !line.contains("{{<") && !line.contains("{{%") {
        return (line.into(), None);
    }
    let (mut out, mut unknown) = (String::with_capacity(line.len()), None);
    let (mut rest, mut in_code) = (line, false);
    while let Some((before, code)) = next(rest) {
        let after = &rest[before.len() + code.len()..];
        in_code ^= before.matches('`').count() % 2 == 1;
        out.push_str(before);
        let target = (before.ends_with("](") && after.starts_with(')')).then(|| target(code)).flatten();
        match target.filter(|_| !in_code) {
            Some(target) => out.extend(["<", target, ">"]),
            None => {
                // The end of a pair is told with its beginning.
                let is_end = code[3..].trim_start().starts_with('/');
                unknown = unknown.or((!in_code && !is_end).then_some(code));
                out.push_str(code);
            }
        }
        rest = after;
    }
    out.push_str(rest);
    (out.into(), unknown)
}

/// What stands before the next shortcode, and the shortcode.
fn next(text: &str) -> Option<(&str, &str)> {
    let at = text.match_indices("{{").map(|(at, _)| at).find(|at| text[at + 2..].starts_with(['<', '%']))?;
    let length = text[at..].find("}}")? + 2;
    Some((&text[..at], &text[at..at + length]))
}

/// The page that `{{< ref "page.md" >}}` or `{{% relref "page.md" %}}` names.
fn target(code: &str) -> Option<&str> {
    let inside = code.get(3..code.len().checked_sub(3)?)?.trim();
    let (name, target) = inside.split_once(' ')?;
    let target = target.trim().trim_matches('"');
    let is_plain = !target.is_empty() && !target.contains(['<', '>', '"', '\\']);
    (matches!(name, "ref" | "relref") && is_plain).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_pages_are_links_and_the_rest_stays_and_is_told() {
        for (line, wanted, unknown) in [
            (
                "See [a]({{< ref \"./a.md\" >}}), [b]({{% relref \"b c.md#d\" %}}).",
                "See [a](<./a.md>), [b](<b c.md#d>).",
                None,
            ),
            ("{{< hint info >}} [a]({{< ref a >}})", "{{< hint info >}} [a](<a>)", Some("{{< hint info >}}")),
            ("{{< /hint >}}", "{{< /hint >}}", None),
            ("[x]({{< param Repo >}}/new)", "[x]({{< param Repo >}}/new)", Some("{{< param Repo >}}")),
            ("[x]({{< ref \"<b>\" >}})", "[x]({{< ref \"<b>\" >}})", Some("{{< ref \"<b>\" >}}")),
            (
                "`[a]({{< ref \"a\" >}})` {{ name }} {{< open",
                "`[a]({{< ref \"a\" >}})` {{ name }} {{< open",
                None,
            ),
        ] {
            assert_eq!(read(line), (wanted.into(), unknown), "{line}");
        }
    }
}
