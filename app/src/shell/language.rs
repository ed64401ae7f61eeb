//! A page in its languages: the addresses that programs find them at, and the links by which readers choose one.

use crate::frame::Frame;
use crate::route::{LANG, spoken};
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::Lang;

/// The page's own address, in its language.
pub(super) fn canonical(frame: &Frame) -> String {
    address(frame, frame.locale.lang())
}

fn address(frame: &Frame, lang: Lang) -> String {
    spoken(&format!("{}{}", frame.site.url, frame.path), lang)
}

/// Where search engines find the page in every language (RFC 8288; `hreflang` of HTML, 4.6.7): what speaks as its reader asks is
/// the one for all others.
pub(super) fn alternates(frame: &Frame) -> Drawn {
    let named = Lang::ALL.map(|lang| (lang.tag(), address(frame, lang)));
    let all = named.into_iter().chain([("x-default", address(frame, Lang::En))]);
    all.map(|(tag, href)| view! { <link rel="alternate" hreflang=tag href=href/> }).collect_view().drawn()
}

/// Links to the page in every language, each by its own name.
pub(super) fn chooser(frame: &Frame) -> Drawn {
    let chosen = frame.locale.lang();
    // A page that says that there is none stands for any address.
    let path = if frame.path == "/" { "" } else { &frame.path };
    let links = Lang::ALL.map(|lang| {
        let tag = lang.tag();
        let current = (lang == chosen).then_some("true");
        let href = format!("{path}?{LANG}={tag}");
        view! { <li><a href=href lang=tag hreflang=tag aria-current=current>{lang.name()}</a></li> }
    });
    view! {
        <nav aria-label=frame.locale.text("languages")>
            <ul class="frame-links frame-languages">{links.collect_view()}</ul>
        </nav>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    use crate::frame::Frame;
    use crate::page::Page;
    use crate::status::sample::{document, frame, public};
    use messages::{Lang, Locales};
    use std::sync::Arc;

    fn page(lang: Lang, path: &str) -> String {
        let frame = Frame { locale: Locales::embedded().get(lang), path: path.into(), ..frame() };
        document(&frame, &Page::System(Arc::new(public()), "butterfly".into()))
    }

    #[test]
    fn a_page_says_in_which_language_it_is_and_where_the_others_are() {
        let [english, arabic] = [Lang::En, Lang::Ar].map(|lang| page(lang, "/status/butterfly"));
        assert!(english.contains("<html lang=\"en\">"), "{english}");
        assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"), "{arabic}");
        for html in [&english, &arabic] {
            for (tag, query) in [("en", ""), ("de", "?lang=de"), ("ar", "?lang=ar"), ("x-default", "")] {
                let href = format!("https://status.example.org/status/butterfly{query}");
                let link = format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{href}\"");
                assert!(html.contains(&link), "{link}: {html}");
            }
            assert!(html.contains("href=\"/status/butterfly?lang=de\""), "{html}");
        }
        assert!(english.contains("rel=\"canonical\" href=\"https://status.example.org/status/butterfly\""));
        assert!(
            arabic.contains("rel=\"canonical\" href=\"https://status.example.org/status/butterfly?lang=ar\"")
        );
        assert!(arabic.contains("\"inLanguage\":\"ar\""), "{arabic}");
    }

    #[test]
    fn a_page_of_one_language_offers_no_other() {
        let frame = Frame { translated: false, ..frame() };
        let html = document(&frame, &Page::Overview(Arc::new(public())));
        assert!(!html.contains("hreflang") && !html.contains("?lang="), "{html}");
    }
}
