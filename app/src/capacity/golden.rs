//! The golden cases: what others have published, what this server makes of it, and, with JavaScript, what the visitor's
//! browser makes of it (`public/golden.js`).

use crate::frame::{Assets, Frame};
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::capacity::eval::golden::{Checked, Figure};
use ::capacity::sources;
use leptos::prelude::*;
use std::sync::Arc;

/// The page of all golden cases.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldenPage {
    /// Every case, as the server has evaluated it.
    pub cases: Arc<Vec<Checked>>,
}

impl GoldenPage {
    /// What the head says about it.
    pub fn head(&self) -> Head {
        Head {
            title: "Golden cases".into(),
            description: "Published results that the planner's mathematics has to give, with their sources, evaluated on \
                          the server and in your browser."
                .into(),
            section: Some(Section::Capacity),
            bundle: None,
            listed: true,
        }
    }

    /// What stands in `<main>`.
    pub fn body(&self, frame: &Frame) -> Drawn {
        let rows: Vec<_> = self.cases.iter().map(row).collect();
        view! {
            <div class="frame-column capacity-page">
                <header class="capacity-head">
                    <h1>"Golden cases"</h1>
                    <p class="capacity-summary">{self.head().description}</p>
                </header>
                <p class="capacity-says">{self.sentence()} " " {links()}</p>
                {here(&frame.assets)}
                <div class="capacity-scroll" role="region" aria-label="Golden cases" tabindex="0">
                    <table class="capacity-figures-table capacity-golden">
                        <caption class="frame-unseen">"Golden cases"</caption>
                        <thead>{titles()}</thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
            <script type="module" src="/golden.js"></script>
        }
        .drawn()
    }

    fn sentence(&self) -> String {
        let all = self.cases.len();
        match self.cases.iter().filter(|case| !case.passes()).count() {
            0 => format!("All {all} cases pass on this server."),
            failed => format!("{failed} of {all} cases fail on this server."),
        }
    }
}

fn links() -> impl IntoView {
    view! {
        <a href=Route::GoldenCases.path()>"The cases as JSON"</a>
        ", each of which "
        <code>"pharos capacity eval"</code>
        " answers; "
        <a href=Route::Capacity(None).path()>"the plans"</a>
        " are evaluated by the same functions."
    }
}

/// Where the browser says how it fares; hidden without JavaScript.
fn here(assets: &Assets) -> impl IntoView + use<> {
    view! {
        <div
            id="golden-here"
            class="capacity-golden-here"
            data-cases=Route::GoldenCases.path()
            data-golden=assets.golden.clone()
            hidden
        >
            <label for="golden-progress">"In your browser"</label>
            <progress id="golden-progress" value="0"></progress>
            <p role="status"></p>
        </div>
    }
}

fn titles() -> impl IntoView {
    view! {
        <tr>
            <th scope="col">"Case"</th>
            <th scope="col">"Expected"</th>
            <th scope="col">"This server"</th>
            <th scope="col" data-here="" hidden>"Your browser"</th>
            <th scope="col">"Source"</th>
        </tr>
    }
}

fn row(case: &Checked) -> Drawn {
    let expected = list(case, Figure::expected_text);
    let got = list(case, Figure::got_text);
    view! {
        <tr>
            <th scope="row"><span>{case.id.clone()}</span> " " <code>{case.model.clone()}</code></th>
            <td>{expected}</td>
            <td><strong>{if case.passes() { "pass" } else { "fail" }}</strong> {got}</td>
            <td data-here="" hidden></td>
            <td class="capacity-source">{source(&case.source)}</td>
        </tr>
    }
    .drawn()
}

/// Where a case is from, with the ways to the works that it names.
fn source(source: &str) -> Drawn {
    let part = |(words, address): (&str, Option<&'static str>)| match address {
        Some(address) => {
            view! { <a href=address rel="noopener noreferrer">{words.to_owned()}</a> }.into_any()
        }
        None => words.to_owned().into_any(),
    };
    sources::parts(source, sources::GOLDEN).into_iter().map(part).collect_view().drawn()
}

fn list(case: &Checked, text: fn(&Figure) -> String) -> Drawn {
    let entries = case.figures.iter().map(|figure| {
        view! { <li>{figure.key.clone()} " " <b>{text(figure)}</b></li> }
    });
    view! { <ul>{entries.collect_view()}</ul> }.drawn()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::status::sample;
    use ::capacity::eval::golden;

    #[test]
    fn each_case_is_told_with_its_source_and_how_it_fares() {
        let mut cases = golden::all();
        let page =
            |cases: &Vec<Checked>| sample::html(&Page::Golden(GoldenPage { cases: Arc::new(cases.clone()) }));
        let html = page(&cases);
        assert!(html.contains("All 99 cases pass on this server."), "{html}");
        assert_eq!(html.matches("<strong>pass</strong>").count(), 99);
        let linked =
            "<a href=\"https://github.com/codahale/usl\" rel=\"noopener noreferrer\">codahale/usl</a>";
        assert!(html.contains("hw-mult-explicit") && html.contains(linked), "{html}");
        assert!(html.contains(" more</b>"), "long lists are cut");
        cases[3].figures[0].passes = false;
        assert!(page(&cases).contains("1 of 99 cases fail on this server."));
    }
}
