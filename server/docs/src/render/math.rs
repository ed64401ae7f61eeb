//! Formulas of a page that asks for them with `math: true`: TeX between `$` or `$$` as MathML (W3C MathML Core), which browsers
//! draw and screen readers read by themselves.
//!
//! SECURITY: of what the library writes, only elements and attributes of two lists are kept, so that neither a style nor a link
//! comes through, and every text is escaped here. A formula that cannot be read stands as it was written.

use std::convert::Infallible;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::{Walk, text};
use crate::escape;
use crate::problem::Kind;

/// The longest formula, in bytes.
const LONGEST: usize = 2_000;

/// Words of TeX that define others: a few of them could be made to write a page without end.
const DEFINING: [&str; 3] = ["def", "let", "command"];

const ELEMENTS: [&str; 24] = [
    "math",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];

const ATTRIBUTES: [&str; 21] = [
    "accent",
    "accentunder",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "width",
];

impl Walk<'_> {
    /// A formula within a line, or on lines of its own.
    pub(super) fn math(&mut self, tex: &str, is_display: bool) {
        let Some(drawn) = mathml(tex, is_display) else {
            let message = format!("the formula cannot be read: {}", text::first_words(tex));
            self.report(
                Kind::RawHtml,
                self.line,
                message,
                "write TeX without definitions, or put it in backticks",
            );
            return self.write_inline(format!("<code>{}</code>", escape::html(tex)));
        };
        self.write_inline(if is_display {
            format!("<span class=\"docs-math\" role=\"group\" aria-label=\"Formula\" tabindex=\"0\">{drawn}</span>")
        } else {
            drawn
        });
    }
}

/// A formula as MathML; nothing if it cannot be read, is too long, or defines words.
fn mathml(tex: &str, is_display: bool) -> Option<String> {
    let words =
        tex.split('\\').skip(1).map(|rest| rest.split(|letter: char| !letter.is_ascii_alphabetic()).next());
    let defines =
        |word: Option<&str>| word.is_some_and(|word| DEFINING.iter().any(|end| word.ends_with(end)));
    if tex.len() > LONGEST || words.into_iter().any(defines) {
        return None;
    }
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(tex, &storage).collect::<Result<_, _>>().ok()?;
    let display_mode = if is_display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut drawn = String::new();
    push_mathml(&mut drawn, events.into_iter().map(Ok::<_, Infallible>), config).ok()?;
    Some(listed(&drawn))
}

/// Markup with nothing in it but what is on the lists; whatever else stands there is text.
fn listed(drawn: &str) -> String {
    let mut html = String::with_capacity(drawn.len());
    let mut rest = drawn;
    while let Some(start) = rest.find('<') {
        words(&mut html, &rest[..start]);
        rest = &rest[start..];
        match tag(rest) {
            Some((written, length)) => {
                html.push_str(&written);
                rest = &rest[length..];
            }
            None => {
                html.push_str("&lt;");
                rest = &rest[1..];
            }
        }
    }
    words(&mut html, rest);
    html
}

/// The tag that `rest` begins with, with the attributes that are listed, and how long it was; nothing if it is none of ours.
fn tag(rest: &str) -> Option<(String, usize)> {
    let end = rest.find('>')?;
    let inside = rest.get(1..end)?;
    let (close, inside) = inside.strip_prefix('/').map_or(("", inside), |inside| ("/", inside));
    let (empty, inside) = inside.strip_suffix('/').map_or(("", inside), |inside| ("/", inside));
    let (name, attributes) = inside.split_once(' ').unwrap_or((inside, ""));
    let is_ours = ELEMENTS.contains(&name);
    let mut written = format!("<{close}{name}");
    // Values in quotes stand at every second place.
    let mut parts = attributes.split('"');
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        let key = key.trim().trim_end_matches('=');
        if ATTRIBUTES.contains(&key) {
            written += &format!(" {key}=\"{}\"", escape::html(value));
        }
    }
    is_ours.then(|| (format!("{written}{empty}>"), end + 1))
}

/// Adds a text, of which the library escapes a part.
fn words(html: &mut String, text: &str) {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    html.push_str(&escape::html(&plain));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::render;
    use proptest::prelude::*;

    fn page(text: &str) -> (String, usize) {
        let (page, problems) = render("ops/a.md", text, &|_| true);
        (page.html, problems.len())
    }

    #[test]
    fn dollars_are_text_unless_the_page_asks_for_math() {
        let text = "It costs $5 and $x_1$ more.\n";
        assert_eq!(page(text).0, "<p>It costs $5 and $x_1$ more.</p>\n");
        let (html, problems) = page(&format!("---\nmath: true\n---\n\n{text}"));
        assert_eq!(problems, 0);
        assert_eq!(
            html,
            "<p>It costs $5 and <math display=\"inline\"><msub><mi>x</mi><mn>1</mn></msub></math> more.</p>\n"
        );
        assert_eq!(page("---\nmath: maybe\n---\n\n$x$\n").1, 1);
    }

    #[test]
    fn a_formula_on_lines_of_its_own_is_a_block() {
        let (html, _) = page("---\nmath: true\n---\n\n$$\n\\rho = \\frac{\\lambda}{c \\mu} < 1\n$$\n");
        assert!(
            html.contains("<span class=\"docs-math\"") && html.contains("<math display=\"block\">"),
            "{html}"
        );
        assert!(
            html.contains("<mfrac><mrow><mi>\u{3bb}</mi></mrow>") && html.contains("<mo>&lt;</mo>"),
            "{html}"
        );
    }

    #[test]
    fn what_cannot_be_read_stands_as_it_was_written_and_is_told() {
        for tex in ["\\foo", "\\frac", "\\def\\a{x}\\a", "\\newcommand{\\a}{x}\\a"] {
            let (html, problems) = page(&format!("---\nmath: true\n---\n\nSo ${tex}$ is.\n"));
            assert!(html.contains(&format!("<code>{}</code>", escape::html(tex))), "{html}");
            assert_eq!(problems, 1, "{tex}");
        }
        assert_eq!(mathml(&"x".repeat(LONGEST + 1), false), None);
    }

    #[test]
    fn neither_styles_nor_markup_come_through() {
        for tex in [
            "\\color{red} x \\quad y",
            "\\text{<script>alert(1)</script>}",
            "\\text{<img src=x onerror=alert(1)>}",
            "\\text{&lt;b&gt;}",
            "a < b > c \\& d",
        ] {
            let html = mathml(tex, true).unwrap();
            assert!(!html.contains("style") && !html.contains("<s") && !html.contains("<img"), "{html}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_only_listed_tags_come_of_it(tex in "(\\\\(frac|text|sqrt|color|left|right|begin|end)|[{}<>&\"'$^_a-c0-2 ]|\\PC){0,40}") {
            let html = mathml(&tex, false).unwrap_or_default();
            for tag in html.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split([' ', '>', '/']).next().unwrap_or_default();
                prop_assert!(ELEMENTS.contains(&name), "{}", html);
            }
        }
    }
}
