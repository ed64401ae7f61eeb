//! Values of front matter: quotes and comments, as YAML has them.

/// A value without its quotes or comment.
pub(super) fn scalar(value: &str) -> String {
    let quoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.rsplit_once(quote));
    match (quoted('"'), quoted('\'')) {
        (Some((inner, after)), _) if is_end(after) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        (_, Some((inner, after))) if is_end(after) => inner.replace("''", "'"),
        _ => strip_comment(value).to_owned(),
    }
}

fn is_end(after: &str) -> bool {
    is_silent(after.trim())
}

/// A comment starts with ` #`.
pub(super) fn strip_comment(value: &str) -> &str {
    if value.starts_with('#') { "" } else { value.split(" #").next().unwrap_or(value).trim_end() }
}

/// Whether a line says nothing.
pub(super) fn is_silent(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}
