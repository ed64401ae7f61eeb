//! The steps of a page, for whoever works through it: items of ordered lists and of task lists, and headings that number
//! a step, as the template of runbooks has them: `Step 2: Start the broker again`.
//!
//! They are read from the page's own HTML, whose tags are those that this crate writes; the file stays as it is.

use crate::page::{Heading, Page, balanced};

/// The most steps that are taken from one page.
pub const MOST_STEPS: usize = 300;
/// The most letters of a step's words.
const MOST_WORDS: usize = 300;
/// What is no text of a step, with what stands in it.
const APART: [&str; 2] = ["nav", "section"];

/// A step of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageStep {
    /// What it says first, as plain text on one line; at most 300 letters.
    pub words: String,
    /// The heading under which it stands, as plain text; empty before the first.
    pub section: String,
    /// The id of that heading, or of its own; empty before the first.
    pub anchor: String,
    /// In how many other steps it stands.
    pub depth: u8,
    /// Whether its words are a heading, which stands over its HTML and not in it.
    pub headed: bool,
    /// All that it says, as HTML of this crate, without the steps that stand in it.
    pub html: String,
}

/// The steps of a page in their order; at most [`MOST_STEPS`].
pub fn steps(page: &Page) -> Vec<PageStep> {
    let pieces: Vec<(&str, &str)> =
        page.html.split('<').map(|piece| piece.split_once('>').unwrap_or(("", piece))).collect();
    let mut walk = Walk { headings: page.contents.iter(), ..Walk::default() };
    for (index, (tag, after)) in pieces.iter().enumerate() {
        let next = pieces.get(index + 1).map_or("", |(tag, _)| tag);
        if index > 0 {
            walk.tag(tag, next);
        }
        walk.text(after);
    }
    let whole = |step: Found| PageStep {
        words: short(&step.words),
        html: balanced(step.step.html.trim()),
        ..step.step
    };
    walk.found.into_iter().map(whole).filter(|step| !step.words.is_empty()).take(MOST_STEPS).collect()
}

/// The way through the HTML of a page.
#[derive(Default)]
struct Walk<'a> {
    headings: std::slice::Iter<'a, Heading>,
    found: Vec<Found>,
    /// For each open list, whether its items are steps.
    lists: Vec<bool>,
    /// For each open item, the step that it is.
    items: Vec<Option<usize>>,
    /// The step that a heading began, and the heading's level.
    headed: Option<(usize, u8)>,
    /// The heading above, and the one above that is no step: text and id.
    section: (String, String),
    part: String,
    /// The tag that hides what stands in it, and how many of its name are open.
    apart: Option<(&'a str, usize)>,
    /// Whether a heading is being read, which is known already.
    in_heading: bool,
}

/// A step, and its words as they come.
#[derive(Default)]
struct Found {
    step: PageStep,
    words: String,
    /// Whether the words are complete.
    is_named: bool,
}

impl<'a> Walk<'a> {
    fn tag(&mut self, tag: &'a str, next: &str) {
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if self.is_apart(tag, name) {
            return;
        }
        match (tag, name) {
            ("div class=\"docs-heading\"", _) => self.heading(),
            ("/div", _) if self.in_heading => self.in_heading = false,
            _ if self.in_heading => {}
            ("/ol" | "/ul", _) => {
                if self.lists.pop() == Some(false) {
                    self.write(tag);
                }
            }
            (_, "ol" | "ul") => {
                let are_steps = name == "ol" || is_task(next);
                self.lists.push(are_steps);
                self.end_words();
                if !are_steps {
                    self.write(tag);
                }
            }
            ("/li", _) => {
                if self.items.pop() == Some(None) {
                    self.write(tag);
                }
            }
            (_, "li") => self.item(tag),
            // The page's own box of a task can do nothing; the run has another.
            (_, "input") if tag.starts_with("input type=\"checkbox\"") => {}
            _ => {
                if matches!(tag, "/p" | "br /") || matches!(name, "figure" | "div" | "aside" | "blockquote") {
                    self.end_words();
                }
                self.write(tag);
            }
        }
    }

    /// Whether the tag belongs to what is no text of a step: lists of headings, footnotes.
    fn is_apart(&mut self, tag: &'a str, name: &'a str) -> bool {
        match &mut self.apart {
            Some((outer, open)) => {
                if name == *outer {
                    *open = if tag.starts_with('/') { *open - 1 } else { *open + 1 };
                }
                if *open == 0 {
                    self.apart = None;
                }
                true
            }
            None if APART.contains(&name) && !tag.starts_with('/') => {
                self.apart = Some((name, 1));
                true
            }
            None => false,
        }
    }

    fn heading(&mut self) {
        self.in_heading = true;
        let Some(Heading { level, id, text }) = self.headings.next() else { return };
        let is_free = self.items.is_empty();
        if is_free && self.headed.is_some_and(|(_, above)| *level <= above) {
            self.headed = None;
        }
        if is_free && is_numbered(text) {
            self.headed = Some((self.found.len(), *level));
            let step = PageStep {
                section: self.part.clone(),
                anchor: id.clone(),
                headed: true,
                ..PageStep::default()
            };
            self.found.push(Found { step, words: text.clone(), is_named: true });
        } else if self.innermost().is_some() {
            self.write(&format!("p><strong>{}</strong></p", crate::escape::html(text)));
        } else {
            self.part.clone_from(text);
        }
        self.section = (text.clone(), id.clone());
    }

    fn item(&mut self, tag: &str) {
        if !(self.lists.last() == Some(&true) || is_task(tag)) {
            self.items.push(None);
            return self.write(tag);
        }
        let depth = self.items.iter().flatten().count() + usize::from(self.headed.is_some());
        let (section, anchor) = self.section.clone();
        let depth = u8::try_from(depth).unwrap_or(u8::MAX);
        self.items.push(Some(self.found.len()));
        let step = PageStep { section, anchor, depth, ..PageStep::default() };
        self.found.push(Found { step, ..Found::default() });
    }

    fn text(&mut self, text: &str) {
        if self.in_heading || self.apart.is_some() {
            return;
        }
        if let Some(found) = self.innermost() {
            found.step.html.push_str(text);
            if !found.is_named && found.words.len() < 8 * MOST_WORDS {
                found.words.push_str(&plain(text));
            }
        }
    }

    /// The words of a step end where another block begins, if there are any.
    fn end_words(&mut self) {
        if let Some(found) = self.innermost() {
            found.is_named = found.is_named || !found.words.trim().is_empty();
        }
    }

    fn write(&mut self, tag: &str) {
        if let Some(found) = self.innermost() {
            found.step.html.extend(["<", tag, ">"]);
        }
    }

    fn innermost(&mut self) -> Option<&mut Found> {
        let item = self.items.iter().rev().find_map(|item| *item);
        self.found.get_mut(item.or(self.headed.map(|(index, _)| index))?)
    }
}

fn is_task(tag: &str) -> bool {
    tag == "li class=\"docs-task\""
}

/// Whether a heading numbers a step: `Step 2`, `Step 2: Look`.
fn is_numbered(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_step = words.next().is_some_and(|word| word.eq_ignore_ascii_case("step"));
    is_step && words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Text of HTML of this crate, as people read it.
fn plain(html: &str) -> String {
    let text = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

/// On one line, and not too long.
fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{}...", words[..end].trim_end()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<PageStep> {
        steps(&crate::render("runbooks/x.md", text, &|_| false).0)
    }

    fn words(text: &str) -> Vec<(u8, String)> {
        of(text).into_iter().map(|step| (step.depth, step.words)).collect()
    }

    #[test]
    fn ordered_lists_and_task_lists_are_steps_and_other_lists_are_not() {
        let text = "# T\n\n1. Look at `a <b>`\n2. Ask\n   - one\n   - two\n\n   1. Inside & out\n\n## V\n\n- [ ] Green\n- [x] Told\n\nText\n\n- plain\n";
        let wanted = [(0, "Look at a <b>"), (0, "Ask"), (1, "Inside & out"), (0, "Green"), (0, "Told")];
        assert_eq!(words(text), wanted.map(|(depth, words)| (depth, words.to_owned())));
        let ask = &of(text)[1];
        assert!(ask.html.contains("<li>one</li>") && !ask.html.contains("Inside"), "{}", ask.html);
        let green = &of(text)[3];
        assert_eq!((green.section.as_str(), green.anchor.as_str(), green.html.as_str()), ("V", "v", "Green"));
    }

    #[test]
    fn a_heading_that_numbers_a_step_is_one_with_all_that_stands_under_it() {
        let text = "# T\n\n## Procedure\n\n### Step 1: Look\n\n```bash\nls\n```\n\n#### Why\n\nBecause.\n\n1. Ask\n\n### Steps that follow\n\nx\n\n### step 2\n\ny\n\n## End\n\nz\n";
        let found = of(text);
        let names: Vec<_> =
            found.iter().map(|it| (it.section.as_str(), it.words.as_str(), it.depth)).collect();
        assert_eq!(
            names,
            [("Procedure", "Step 1: Look", 0), ("Why", "Ask", 1), ("Steps that follow", "step 2", 0)]
        );
        let first = &found[0].html;
        assert!(first.contains("<pre") && first.contains("<p><strong>Why</strong></p>"), "{first}");
        assert!(!first.contains("Ask") && !found[2].html.contains('z'), "{first}");
        assert_eq!(found[0].anchor, "step-1-look");
    }

    #[test]
    fn footnotes_and_lists_of_headings_are_no_steps() {
        assert_eq!(words("# T\n\n[[_TOC_]]\n\n## A\n\nText[^1]\n\n[^1]: Note\n"), []);
    }

    #[test]
    fn a_step_that_begins_with_code_is_called_by_it_and_long_ones_are_cut() {
        assert_eq!(words("1. ```\n   date\n   ```\n"), [(0, "date".to_owned())]);
        let long = words(&format!("1. {}\n", "x".repeat(2_000)));
        assert_eq!(long[0].1.len(), MOST_WORDS + 3);
    }

    #[test]
    fn the_steps_of_a_page_have_a_limit() {
        assert_eq!(of(&"1. a\n".repeat(1_000)).len(), MOST_STEPS);
    }

    proptest! {
        #[test]
        fn whatever_a_page_says_its_steps_are_whole_html(text in "(1\\. |- \\[ \\] |# Step 1|> |<b>|::: note|\\n| |a|`|\\*|[a-z&<\"]){0,60}") {
            for step in of(&text) {
                let opened = step.html.matches('<').count() - step.html.matches("</").count();
                let void = ["<br", "<hr", "<img", "<input"].map(|tag| step.html.matches(tag).count());
                prop_assert_eq!(opened - void.iter().sum::<usize>(), step.html.matches("</").count(), "{}", step.html);
            }
        }
    }
}
