//! A figure with its reasons: formula, the values put into it, and where the formula is from. Those of single items are
//! drawn by `capacity::panel::figures`.

use ::capacity::evaluate::{Figure, LAZOWSKA};
use leptos::either::Either;
use leptos::prelude::*;

/// A figure's reasons behind a fold, named for those who hear the page.
pub(super) fn fold(name: &str, figure: &Figure) -> impl IntoView + use<> {
    view! {
        <details class="capacity-explain">
            <summary>"Explain" <span class="frame-unseen">" "{name.to_owned()}</span></summary>
            {reasons(figure)}
        </details>
    }
}

fn reasons(figure: &Figure) -> impl IntoView + use<> {
    let trace = &figure.trace;
    view! {
        <div class="capacity-reasons">
            <p><code>{trace.formula}</code></p>
            <p>{trace.substituted.clone()}</p>
            <p class="capacity-source">{source(trace.source)}"; holds for "{trace.validity}</p>
        </div>
    }
}

/// Where a formula is from, as a link if it is a book.
fn source(words: &'static str) -> impl IntoView + use<> {
    let (book, address) = LAZOWSKA;
    if words == book {
        return Either::Left(view! { <a href=address rel="noopener noreferrer">{book}</a> });
    }
    Either::Right(words)
}
