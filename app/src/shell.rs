//! The document around every page: head, header with navigation, main, footer.

use crate::frame::{Account, Assets, Frame, LOGO_HEIGHT, Logo};
use crate::page::{Bundle, Head, Page, Section};
use crate::route::{self, CALENDAR, FEED_JSON, HISTORY_ATOM, HISTORY_RSS, Route, spoken};
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::lighthouse;
use leptos::prelude::*;
use messages::{Lang, Locale};

mod language;
mod linked;

/// The whole HTML document of `page`.
pub fn document(frame: &Frame, page: &Page) -> Drawn {
    let head = page.head(frame);
    let locale = &frame.locale;
    // What public/copies.js and public/offline.js say of a copy of the page, in the page's language.
    let words = |name| frame.translated.then(|| locale.text(name));
    let skip = view! { <a class="frame-skip" href="#main">{locale.text("skip")}</a> };
    view! {
        <!DOCTYPE html>
        <html lang=locale.lang().tag() dir=direction(locale.lang())>
            <head>{metadata(frame, &head)} {assets(&frame.assets, &head)}</head>
            <body
                data-copy-from=words("copy-from")
                data-copy-none=words("copy-none")
                data-copy-back=words("copy-back")
                data-copy-show=words("copy-show")
                data-copy-label=words("copy-label")
            >
                {skip}
                {frame.site.demo.then(|| ribbon(locale))}
                {header(frame, head.section)}
                <main id="main" class="frame-main" tabindex="-1">{page.body(frame)}</main>
                {footer(frame)}
            </body>
        </html>
    }
    .drawn()
}

/// Where the language is not written as those of most pages are.
fn direction(lang: Lang) -> Option<&'static str> {
    Some(lang.direction()).filter(|direction| *direction != Lang::default().direction())
}

fn metadata(frame: &Frame, head: &Head) -> Drawn {
    let site = &frame.site;
    let title = match head.title.as_str() {
        "" => frame.locale.fill("site-title", &[("site", &site.name)]),
        title => format!("{title} - {}", site.name),
    };
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>{title.clone()}</title>
        <meta name="description" content=head.description.clone()/>
        <meta name="color-scheme" content="light dark"/>
        {theme_color("(prefers-color-scheme: light)", "#f7f6f2")}
        {theme_color("(prefers-color-scheme: dark)", "#0f151c")}
        {(!head.listed).then(|| view! { <meta name="robots" content="noindex"/> })}
        {head.listed.then(|| view! { <link rel="canonical" href=language::canonical(frame)/> })}
        {(head.listed && frame.translated).then(|| language::alternates(frame))}
        {icon(frame.assets.logo.as_ref())}
        {(head.section == Some(Section::Status)).then(|| feeds(&frame.locale, &site.name))}
        {head.listed.then(|| preview(frame, head, &title))}
        {head.listed.then(|| linked::data(frame, &title, &head.description))}
    }
    .drawn()
}

/// The operator's logo where it may be an icon, or the site's mark.
fn icon(logo: Option<&Logo>) -> Drawn {
    let own = logo.and_then(|logo| Some((logo.icon?, logo.src.clone())));
    let (kind, href) = own.unwrap_or(("image/svg+xml", "/favicon.svg".into()));
    view! { <link rel="icon" type=kind href=href/> }.drawn()
}

/// Where readers of feeds find what the page tells.
fn feeds(locale: &Locale, name: &str) -> Drawn {
    let rows = [
        ("application/atom+xml", HISTORY_ATOM, "feed-atom"),
        ("application/rss+xml", HISTORY_RSS, "feed-rss"),
        ("application/feed+json", FEED_JSON, "feed-json"),
        ("text/calendar", CALENDAR, "feed-calendar"),
    ];
    let links = rows.map(|(kind, path, what)| {
        let href = spoken(path, locale.lang());
        view! { <link rel="alternate" type=kind href=href title=locale.fill(what, &[("site", name)])/> }
    });
    links.collect_view().drawn()
}

/// What other sites show in the place of a link to the page, by the Open Graph protocol (ogp.me).
fn preview(frame: &Frame, head: &Head, title: &str) -> Drawn {
    let description = &head.description;
    let mut rows = vec![
        ("og:type", "website".to_owned()),
        ("og:site_name", frame.site.name.clone()),
        ("og:title", title.to_owned()),
        ("og:description", description.to_owned()),
        ("og:url", language::canonical(frame)),
    ];
    if head.section == Some(Section::Status) {
        rows.extend([
            ("og:image", format!("{}{}", frame.site.url, route::preview(&frame.path))),
            ("og:image:type", "image/png".into()),
            ("og:image:width", "1200".into()),
            ("og:image:height", "630".into()),
            ("og:image:alt", description.clone()),
            ("twitter:card", "summary_large_image".into()),
        ]);
    }
    rows.into_iter()
        .map(|(name, value)| leptos::html::meta().attr("property", name).content(value))
        .collect_view()
        .drawn()
}

/// Built by hand, because `view!` knows no `media` on `<meta>`.
fn theme_color(media: &'static str, color: &'static str) -> Drawn {
    leptos::html::meta().name("theme-color").attr("media", media).content(color).drawn()
}

fn assets(assets: &Assets, head: &Head) -> Drawn {
    let is_kept = matches!(head.section, Some(Section::Status | Section::Docs));
    let has_times = head.section == Some(Section::Status);
    let script = head.bundle.and_then(|bundle| match bundle {
        Bundle::Live => assets.live.clone(),
        Bundle::Planner => Some(assets.planner.clone()),
    });
    let css = if head.section == Some(Section::Docs) { &assets.docs_css } else { &assets.css };
    view! {
        <link rel="stylesheet" href=css.clone()/>
        {assets.brand.clone().map(|href| view! { <link rel="stylesheet" href=href/> })}
        {script.map(|src| view! { <script type="module" src=src></script> })}
        {is_kept.then(|| view! { <script type="module" src="/offline.js"></script> })}
        {has_times.then(|| view! { <script type="module" src="/times.js"></script> })}
        {assets.dev.clone().map(|src| view! { <script type="module" src=src></script> })}
    }
    .drawn()
}

fn ribbon(locale: &Locale) -> Drawn {
    view! {
        <aside class="frame-ribbon" aria-label=locale.text("demo")>
            <p>
                <strong>{locale.text("demo")}</strong>
                " " {locale.text("demo-words")} " "
                <a href=Route::Demo.path()>{locale.text("demo-break")}</a> " "
                <a href=Route::DemoMailbox.path()>{locale.text("demo-mailbox")}</a>
            </p>
        </aside>
    }
    .drawn()
}

fn header(frame: &Frame, section: Option<Section>) -> Drawn {
    let (site, locale) = (&frame.site, &frame.locale);
    let entries = [
        (true, Section::Status, Route::Overview, "nav-status"),
        (site.desk, Section::Desk, Route::Desk(String::new()), "nav-desk"),
        (site.docs, Section::Docs, Route::Docs(String::new()), "nav-docs"),
        (site.capacity, Section::Capacity, Route::Capacity(None), "nav-capacity"),
        (site.account == Account::SignedOut, Section::Account, Route::SignIn(None), "nav-sign-in"),
        (site.account == Account::SignedIn, Section::Account, Route::Account, "nav-account"),
    ];
    let links = entries.into_iter().filter(|(open, ..)| *open).map(|(_, its, route, name)| {
        let current = (section == Some(its)).then_some("true");
        view! { <li><a href=route.path() aria-current=current>{locale.text(name)}</a></li> }
    });
    view! {
        <header class="frame-header">
            <a class="frame-brand" href=Route::Overview.path()>{logo(frame.assets.logo.as_ref())} {site.name.clone()}</a>
            <nav aria-label=locale.text("nav")><ul class="frame-nav">{links.collect_view()}</ul></nav>
        </header>
    }
    .drawn()
}

/// The operator's logo, or the site's mark. It says nothing: it stands beside the name.
fn logo(logo: Option<&Logo>) -> Drawn {
    let Some(logo) = logo else { return lighthouse::mark() };
    let (width, height) = (logo.width.to_string(), LOGO_HEIGHT.to_string());
    view! { <img class="frame-logo" src=logo.src.clone() alt="" width=width height=height/> }.drawn()
}

fn footer(frame: &Frame) -> Drawn {
    let (site, locale) = (&frame.site, &frame.locale);
    let links =
        site.links.iter().map(|(name, url)| view! { <li><a href=url.clone()>{name.clone()}</a></li> });
    let links = (!site.links.is_empty()).then(|| {
        view! { <nav aria-label=locale.text("more")><ul class="frame-links">{links.collect_view()}</ul></nav> }
    });
    let subscribe = site.subscribe.then(|| {
        view! { <p><a href=Route::Subscribe(None).path()>{locale.text("subscribe-link")}</a></p> }
    });
    let drawn = locale.fill("drawn-by", &[("version", env!("CARGO_PKG_VERSION"))]);
    view! {
        <footer class="frame-footer">
            <p dir="auto">{site.summary.clone()}</p>
            {subscribe}
            {links}
            {frame.translated.then(|| language::chooser(frame))}
            <p>{drawn}</p>
        </footer>
    }
    .drawn()
}
