//! The form that fills the names in a page's commands: once for the whole page. Without a script it is sent and the page
//! comes back filled; `public/fill.js` fills while one types. The page is drawn once, with its defaults, and has a place for
//! the form.

use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use ::docs::{Filled, LONGEST_VALUE, Page, Variable, filled};
use leptos::prelude::*;

/// What stands before and behind the form. Comments of authors are not written, so that no page has another.
const START: &str = "<!--fill-->";
const END: &str = "<!--/fill-->";

/// The form with the page's defaults, in its place; nothing if the page asks for nothing.
pub(super) fn place(page: &Page) -> Drawn {
    page.asked()
        .next()
        .is_some()
        .then(|| {
            let form = format!("{START}{}{END}", form(page, &Filled::of(page, &[])));
            view! {
                <div class="docs-fill" inner_html=form></div>
                <script type="module" src="/fill.js"></script>
            }
        })
        .drawn()
}

/// The page's body with its defaults.
pub(super) fn body(page: &Page) -> String {
    filled(&page.html, &Filled::of(page, &[]))
}

/// The document `html` of `page` with the values that `pairs` gives by the names of its variables.
pub fn with(html: &str, page: &Page, pairs: &[(String, String)]) -> String {
    let values = Filled::of(page, pairs);
    let html = filled(html, &values);
    match (html.split_once(START), html.split_once(END)) {
        (Some((before, _)), Some((_, after))) => format!("{before}{}{after}", form(page, &values)),
        _ => html,
    }
}

fn form(page: &Page, values: &Filled) -> String {
    let fields: String =
        page.asked().map(|variable| field(&variable, values.value(&variable.name))).collect();
    let refused = match values.refused.as_slice() {
        [] => String::new(),
        names => {
            format!("Not taken, because it is of another type or too long: {}.", escape(&names.join(", ")))
        }
    };
    format!(
        "<form method=\"get\" action=\"{}\" aria-labelledby=\"docs:fill\"><p class=\"docs-label\" id=\"docs:fill\">Fill in once, for \
         every command of this page</p><div class=\"docs-fields\">{fields}</div><p class=\"docs-filled\" role=\"status\">\
         {refused}</p><button>Fill in</button></form>",
        escape(&Route::Docs(page.path.clone()).path()),
    )
}

fn field(variable: &Variable, value: Option<&str>) -> String {
    let Variable { name, kind, default } = variable;
    let (name, value) = (escape(name), escape(value.unwrap_or_default()));
    let default = escape(default.as_deref().unwrap_or_default());
    let step = if kind.name() == "number" { " step=\"any\"" } else { "" };
    format!(
        "<div><label for=\"var:{name}\">{name}</label><input id=\"var:{name}\" name=\"var.{name}\" type=\"{}\"{step} \
         value=\"{value}\" data-default=\"{default}\" maxlength=\"{LONGEST_VALUE}\" autocomplete=\"off\" \
         autocapitalize=\"none\" spellcheck=\"false\"></div>",
        kind.name()
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::page;
    use crate::status::sample;
    use ::docs::{File, Library};
    use std::sync::Arc;

    fn drawn(text: &str) -> (String, Library) {
        let library = Library::build(vec![File::new("ring.md", text)], &[]);
        let html = sample::html(&page::Page::Docs(Arc::new(library.clone()), "ring".into()));
        (html, library)
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.into(), value.into())
    }

    const TEXT: &str = "---\nvariables:\n  node:\n  count: {type: number, default: 3}\n---\n# Ring\n\n\
        ```bash\nnodetool -h <node> <count>\n```\n";

    #[test]
    fn a_page_asks_once_and_has_its_defaults_already() {
        let (html, _) = drawn(TEXT);
        assert!(html.contains("name=\"var.node\" type=\"text\" value=\"\""), "{html}");
        assert!(html.contains("type=\"number\" step=\"any\" value=\"3\""), "{html}");
        assert!(html.contains("data-as=\"&lt;count&gt;\">3</var>"), "{html}");
        assert!(html.contains("data-var=\"node\">&lt;node&gt;</var>"), "{html}");
        assert!(!drawn("# Plain\n\n```bash\nls\n```\n").0.contains("fill.js"));
    }

    #[test]
    fn what_is_sent_comes_back_filled_and_is_never_html() {
        let (html, library) = drawn(TEXT);
        let page = library.page("ring").unwrap();
        let html = with(&html, page, &[pair("NODE", "\"><script>alert(1)</script>"), pair("count", "many")]);
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;"), "{html}");
        assert!(html.contains("&#39;&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;</var>"), "{html}");
        assert!(html.contains("of another type or too long: count."), "{html}");
    }
}
