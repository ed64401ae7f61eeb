//! The document around every page: head, header with navigation, main, footer.

use crate::frame::{Account, Assets, Frame, Site};
use crate::page::{Bundle, Head, Page, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::lighthouse;
use leptos::prelude::*;

/// The whole HTML document of `page`.
pub fn document(frame: &Frame, page: &Page) -> Drawn {
    let head = page.head(frame);
    let skip = view! { <a class="frame-skip" href="#main">"Skip to the content"</a> };
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>{metadata(frame, &head)} {assets(&frame.assets, head.bundle)}</head>
            <body>
                {skip}
                {frame.site.demo.then(ribbon)}
                {header(&frame.site, head.section)}
                <main id="main" class="frame-main" tabindex="-1">{page.body(frame)}</main>
                {footer(&frame.site)}
            </body>
        </html>
    }
    .drawn()
}

fn metadata(frame: &Frame, head: &Head) -> Drawn {
    let site = &frame.site;
    let title = match head.title.as_str() {
        "" => format!("{} status", site.name),
        title => format!("{title} - {}", site.name),
    };
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>{title}</title>
        <meta name="description" content=head.description.clone()/>
        <meta name="color-scheme" content="light dark"/>
        {theme_color("(prefers-color-scheme: light)", "#f7f6f2")}
        {theme_color("(prefers-color-scheme: dark)", "#0f151c")}
        {(!head.listed).then(|| view! { <meta name="robots" content="noindex"/> })}
        {head.listed.then(|| view! { <link rel="canonical" href=format!("{}{}", site.url, frame.path)/> })}
        <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
    }
    .drawn()
}

/// Built by hand, because `view!` knows no `media` on `<meta>`.
fn theme_color(media: &'static str, color: &'static str) -> Drawn {
    leptos::html::meta().name("theme-color").attr("media", media).content(color).drawn()
}

fn assets(assets: &Assets, bundle: Option<Bundle>) -> Drawn {
    let script = bundle.map(|bundle| match bundle {
        Bundle::Live => assets.live.clone(),
        Bundle::Planner => assets.planner.clone(),
    });
    view! {
        <link rel="stylesheet" href=assets.css.clone()/>
        {script.map(|src| view! { <script type="module" src=src></script> })}
        {assets.dev.clone().map(|src| view! { <script type="module" src=src></script> })}
    }
    .drawn()
}

fn ribbon() -> Drawn {
    view! {
        <aside class="frame-ribbon" aria-label="Demo">
            <p>
                <strong>"Demo"</strong>
                " A simulated estate on this machine. "
                <a href=Route::Demo.path()>"Break something"</a>
            </p>
        </aside>
    }
    .drawn()
}

fn header(site: &Site, section: Option<Section>) -> Drawn {
    let entries = [
        (true, Section::Status, Route::Overview, "Status"),
        (site.account == Account::SignedIn, Section::Desk, Route::Desk(String::new()), "Desk"),
        (site.docs, Section::Docs, Route::Docs(String::new()), "Docs"),
        (site.capacity, Section::Capacity, Route::Capacity(None), "Capacity"),
        (site.account == Account::SignedOut, Section::Account, Route::SignIn(None), "Sign in"),
        (site.account == Account::SignedIn, Section::Account, Route::Account, "Account"),
    ];
    let links = entries.into_iter().filter(|(open, ..)| *open).map(|(_, its, route, name)| {
        let current = (section == Some(its)).then_some("true");
        view! { <li><a href=route.path() aria-current=current>{name}</a></li> }
    });
    view! {
        <header class="frame-header">
            <a class="frame-brand" href=Route::Overview.path()>{lighthouse::mark()} {site.name.clone()}</a>
            <nav aria-label="Main"><ul class="frame-nav">{links.collect_view()}</ul></nav>
        </header>
    }
    .drawn()
}

fn footer(site: &Site) -> Drawn {
    let subscribe = site.subscribe.then(|| {
        view! { <p><a href=Route::Subscribe(None).path()>"Subscribe to updates"</a></p> }
    });
    view! {
        <footer class="frame-footer">
            <p>{site.summary.clone()}</p>
            {subscribe}
            <p>"All times are in UTC. Drawn by Pharos " {env!("CARGO_PKG_VERSION")} "."</p>
        </footer>
    }
    .drawn()
}
