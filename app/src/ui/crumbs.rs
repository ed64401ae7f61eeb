//! Where a page stands: the way to it from the top of its part of the site.

use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::Locale;

/// Links to the pages above, and the name of this one.
pub fn crumbs<const N: usize>(locale: &Locale, above: [(Route, String); N], here: &str) -> Drawn {
    let links = above.map(|(route, name)| view! { <li><a href=route.path()>{name}</a></li> });
    view! {
        <nav class="frame-crumbs" aria-label=locale.text("crumbs")>
            <ol>{links.collect_view()} <li aria-current="page">{here.to_owned()}</li></ol>
        </nav>
    }
    .drawn()
}
