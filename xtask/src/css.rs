//! One style sheet out of many: puts `@import`ed files in place, then drops comments and white space
//! that mean nothing. Strings and `url(...)` are left as they are.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Reads a style sheet and every file it imports with `@import "file.css";`, in order, minified.
pub fn bundle(main: &Path) -> Result<String> {
    let folder = main.parent().unwrap_or(Path::new("."));
    let text = read(main)?;
    let mut whole = String::new();
    for (index, line) in text.lines().enumerate() {
        let Some(rest) = line.trim().strip_prefix("@import") else {
            whole.push_str(line);
            whole.push('\n');
            continue;
        };
        let Some(name) = rest.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix("\";")) else {
            bail!(
                "{}:{}: write an import as `@import \"file.css\";` on a line of its own",
                main.display(),
                index + 1
            );
        };
        whole.push_str(&read(&folder.join(name))?);
        whole.push('\n');
    }
    Ok(minify(&whole))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read the style sheet {}", path.display()))
}

/// Removes comments and white space without a change of meaning.
pub fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
            separate(&mut out, rest);
            continue;
        }
        let raw = raw_length(rest);
        if raw > 0 {
            out.push_str(&rest[..raw]);
            rest = &rest[raw..];
            continue;
        }
        rest = &rest[first.len_utf8()..];
        push(&mut out, first);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Length of the string or unquoted `url(...)` that the text begins with, else 0.
fn raw_length(text: &str) -> usize {
    match text.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => {
            let mut escaped = false;
            let end = text.bytes().skip(1).position(|byte| {
                let closes = byte == *quote && !escaped;
                escaped = byte == b'\\' && !escaped;
                closes
            });
            end.map_or(text.len(), |end| end + 2)
        }
        Some(b'u') => match text.strip_prefix("url(") {
            Some(inside) if !inside.trim_start().starts_with(['"', '\'']) => {
                inside.find(')').map_or(text.len(), |end| end + 5)
            }
            _ => 0,
        },
        _ => 0,
    }
}

/// Keeps two tokens apart that only a comment separated: an empty comment does, without being a space.
fn separate(out: &mut String, rest: &str) {
    let open = |c: char| c.is_whitespace() || "{};,:".contains(c);
    if !out.ends_with(open) && !out.is_empty() && !rest.starts_with(open) && !out.ends_with("/**/") {
        out.push_str("/**/");
    }
}

fn push(out: &mut String, next: char) {
    if next.is_whitespace() {
        if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', ':']) {
            out.push(' ');
        }
        return;
    }
    if "{};,".contains(next) && out.ends_with(' ') {
        out.pop();
    }
    if next == '}' && out.ends_with(';') {
        out.pop();
    }
    out.push(next);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn white_space_and_comments_go() {
        assert_eq!(
            minify("/* a */\n.a , .b {\n  color : red;\n  margin: 0 1px;\n}\n"),
            ".a,.b{color :red;margin:0 1px}"
        );
        assert_eq!(
            minify("@media (min-width: 40em) and (hover) {\n a { b: c } }"),
            "@media (min-width:40em) and (hover){a{b:c}}"
        );
    }

    #[test]
    fn spaces_that_mean_something_stay() {
        assert_eq!(
            minify(".a :hover > b { width: calc(1px + 2px) }"),
            ".a :hover > b{width:calc(1px + 2px)}"
        );
    }

    #[test]
    fn strings_and_urls_are_left_alone() {
        let css = r#"a{content:" /* no */  \" ; ";background:url(data:image/svg+xml;a,/*b*/)}"#;
        assert_eq!(minify(css), css);
        assert_eq!(minify("a{b:url(\"x)  y\") ; }"), "a{b:url(\"x)  y\")}");
        assert_eq!(minify("a::before{content:'it\\'s  so'}"), "a::before{content:'it\\'s  so'}");
    }

    #[test]
    fn a_comment_between_tokens_keeps_them_apart() {
        assert_eq!(minify("a{margin:1px/* x */2px}"), "a{margin:1px/**/2px}");
        assert_eq!(minify(".a/* x */.b{}"), ".a/**/.b{}");
        assert_eq!(minify("a /* x */ b{}"), "a b{}");
    }

    #[test]
    fn an_unclosed_comment_or_string_ends_with_the_text() {
        assert_eq!(minify("a{} /* never closed"), "a{}");
        assert_eq!(minify("a{content:\"open"), "a{content:\"open");
    }

    #[test]
    fn imports_come_in_order_and_a_bad_one_names_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        fs::write(folder.path().join("b.css"), "b { x: y }").unwrap();
        fs::write(folder.path().join("a.css"), "a { x: y }").unwrap();
        fs::write(&main, "/* all */\n@import \"b.css\";\n@import \"a.css\";\n").unwrap();
        assert_eq!(bundle(&main).unwrap(), "b{x:y}a{x:y}");
        fs::write(&main, "@import url(b.css);").unwrap();
        assert!(bundle(&main).unwrap_err().to_string().contains("main.css:1: write an import as"));
        fs::write(&main, "@import \"gone.css\";").unwrap();
        assert!(bundle(&main).unwrap_err().to_string().contains("gone.css"));
    }
}
