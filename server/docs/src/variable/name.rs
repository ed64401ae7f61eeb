//! What a name is, in each of its spellings.

/// Letters of the longest name.
const LONGEST: usize = 64;

/// Words between `{{` and `}}` by which templates of Go go on or end, as in `kubectl get -o template`.
const OF_TEMPLATES: [&str; 5] = ["break", "continue", "else", "end", "nil"];

/// What two spellings of a name have in common: `pod-name`, `POD_NAME` and `pod name` give `pod_name`.
pub fn key(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            '-' | ' ' | '.' => '_',
            _ => c.to_ascii_lowercase(),
        })
        .collect()
}

/// The name at the start of `text` in one of the four spellings, and its whole length in bytes.
pub(super) fn at(text: &str) -> Option<(&str, usize)> {
    if let Some(rest) = text.strip_prefix("{{") {
        let inside = before(rest, "}}")?;
        let name = inside.trim_matches(' ');
        let is_blank = is_name(name, |c| c == '-') && !OF_TEMPLATES.contains(&name);
        return is_blank.then_some((name, inside.len() + 4));
    }
    if let Some(rest) = text.strip_prefix('<') {
        let name = before(rest, ">")?;
        let is_spaced = name.contains("  ") || name.ends_with(' ');
        return (!is_spaced && is_name(name, |c| matches!(c, '-' | '.' | ' ')))
            .then_some((name, name.len() + 2));
    }
    if let Some(rest) = text.strip_prefix("${") {
        let name = before(rest, "}")?;
        return is_name(name, |_| false).then_some((name, name.len() + 3));
    }
    let rest = text.strip_prefix('$')?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    let name = rest.get(..end)?;
    is_name(name, |_| false).then_some((name, name.len() + 1))
}

/// What stands before `end`, which is looked for no further on than the longest name between spaces is long: looked for
/// to the end of a page behind each of its brackets, it would take hours.
fn before<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let near = text.get(..text.floor_char_boundary(2 * LONGEST))?;
    Some(near.split_once(end)?.0)
}

fn is_name(name: &str, extra: impl Fn(char) -> bool) -> bool {
    (1..=LONGEST).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || extra(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_four_spellings() {
        for (text, name) in [
            ("<pod-name> x", "pod-name"),
            ("$POD_NAME/x", "POD_NAME"),
            ("${POD_NAME}x", "POD_NAME"),
            ("{{ pod-name }}", "pod-name"),
        ] {
            assert_eq!(
                at(text).map(|(name, _)| (name, key(name))),
                Some((name, "pod_name".to_owned())),
                "{text}"
            );
        }
        assert_eq!(at("<your pod>"), Some(("your pod", 10)));
        for none in [
            "< a>",
            "<a",
            "<a >",
            "$1",
            "$(a)",
            "${a:-b}",
            "{{ .Values.a }}",
            "{{ $labels.x }}",
            "{{end}}",
            "{{ else }}",
            "<>",
            "</a>",
            "<a b=\"c\">",
            "",
        ] {
            assert_eq!(at(none), None, "{none}");
        }
    }

    #[test]
    fn the_end_of_a_name_is_looked_for_close_by() {
        let longest = "a".repeat(LONGEST);
        let spaced = format!("{{{{ {longest} }}}}");
        assert_eq!(at(&spaced), Some((longest.as_str(), LONGEST + 6)));
        assert_eq!(before(&"\u{e9}".repeat(1_000), "}}"), None);
        assert_eq!(before(&format!("{}}}}}", "x".repeat(2 * LONGEST)), "}}"), None);
    }
}
