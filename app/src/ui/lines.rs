//! Several lines of text in a form.

use super::escape::escape;

/// What stands in a `<textarea>` that holds `text`, as HTML. Views do not escape what is within that tag; and a line break
/// right behind it is not part of the text (HTML, 13.1.2.5), so one is put there.
pub fn lines(text: &str) -> String {
    format!("\n{}", escape(text))
}
