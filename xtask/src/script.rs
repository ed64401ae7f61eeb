//! Scripts as they are served: without comments that have lines of their own, and without indentation. Whoever reads them in
//! the source has both; whoever loads a page waits for neither.

/// A script that does the same without those. One with a text over several lines, whose spaces count, or with
/// something behind a comment of several lines stays as it is.
pub fn bare(script: &str) -> String {
    let mut written = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        let has_end = line.contains("*/");
        let begins = !is_comment && line.starts_with("/*");
        let ends = line.find("*/").is_some_and(|at| at + 2 == line.len());
        let is_mixed = (is_comment || begins) && has_end && !ends;
        if is_mixed || (!is_comment && line.matches('`').count() % 2 == 1) {
            return script.to_owned();
        }
        let skipped = is_comment || begins || line.is_empty() || line.starts_with("//");
        if !skipped {
            written.push_str(line);
            written.push('\n');
        }
        is_comment = (is_comment || begins) && !has_end;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_all_else_stays() {
        let script = "// What it is for.\n\n/** Does it,\n * twice. */\nfunction it() { // here\n  const a = \"//\"; /* b */\n\
            \n  /* c */\n  return /\\/\\*x/.test(a);\n}\n";
        assert_eq!(
            bare(script),
            "function it() { // here\nconst a = \"//\"; /* b */\nreturn /\\/\\*x/.test(a);\n}\n"
        );
        assert_eq!(bare(&bare(script)), bare(script));
    }

    #[test]
    fn what_is_not_plain_is_not_touched() {
        let script = "// A text.\nconst text = `\n  // not a comment\n`;\n";
        assert_eq!(bare(script), script);
        for mixed in ["  /* a */ b();\n", "/* a */ b(); /* c */\n", "/* a\n * b */ c();\n"] {
            assert_eq!(bare(mixed), mixed);
        }
        assert_eq!(bare("  say(`a`, `b`);"), "say(`a`, `b`);\n");
    }
}
