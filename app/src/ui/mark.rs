//! A status as people see it: a shape and a word, which the style sheet colours.

use messages::Locale;
use model::incident::State;
use model::status::Status;

/// The outline of a status in a box of 16 by 16; no two look alike without colour.
///
/// A disc with a tick, a square with two bars, a ring, a triangle, a diamond half full, an octagon with a
/// cross.
pub fn shape(status: Status) -> &'static str {
    match status {
        Status::Operational => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM4.2 8.3 7 11.1l5-5-1.2-1.2L7 8.7 5.4 7.1z",
        Status::Maintenance => {
            "M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3\
             A1.5 1.5 0 0 1 3 1.5z\
             M5 5v6h2V5zM9 5v6h2V5z"
        }
        Status::Unknown => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3z",
        Status::Degraded => "M8 1.2 15.4 14.6H.6zM7.1 6v4.2h1.8V6zm0 5.2V13h1.8v-1.8z",
        Status::PartialOutage => "M8 .4 15.6 8 8 15.6.4 8zM8 3.2V12.8L12.8 8z",
        Status::MajorOutage => {
            "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z\
             M5.9 4.6 4.6 5.9 6.7 8l-2.1 2.1 1.3 1.3L8 9.3l2.1 2.1 1.3-1.3L9.3 8l2.1-2.1-1.3-1.3L8 6.7z"
        }
    }
}

/// The shape alone as HTML, for beside words that say the same.
pub fn shape_html(status: Status) -> String {
    let shape = shape(status);
    format!(
        "<svg class=\"status-shape\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"{shape}\"/></svg>"
    )
}

/// What stands in a mark as HTML: shape and word.
pub fn inside(locale: &Locale, status: Status) -> String {
    shape_html(status) + &word(locale, status)
}

/// The word of a status.
pub fn word(locale: &Locale, status: Status) -> String {
    locale.text(&format!("status-{}", status.slug()))
}

/// The word of a status within a sentence.
pub fn word_within(locale: &Locale, status: Status) -> String {
    locale.text(&format!("status-{}-within", status.slug()))
}

/// The word of how far an incident has come, within a sentence.
pub fn state_within(locale: &Locale, state: State) -> String {
    locale.text(&format!("state-{}-within", state.slug()))
}

#[cfg(feature = "ssr")]
pub use view::mark;

#[cfg(feature = "ssr")]
mod view {
    use super::{Locale, Status, inside};
    use crate::ui::drawn::{Draw, Drawn};
    use leptos::prelude::*;

    /// Shape and word; of the component or system with the id `of`, if it is to stay right on an open page.
    pub fn mark(locale: &Locale, status: Status, of: Option<&str>) -> Drawn {
        let of = of.map(str::to_owned);
        let inside = inside(locale, status);
        view! { <span class="status-mark" data-status=status.slug() data-of=of inner_html=inside></span> }
            .drawn()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use messages::{Lang, Locales};

    #[test]
    fn no_two_statuses_look_or_read_alike() {
        for lang in Lang::ALL {
            told_apart(&Locales::embedded().get(lang));
        }
    }

    fn told_apart(locale: &Locale) {
        for (i, one) in Status::ALL.into_iter().enumerate() {
            for other in Status::ALL.into_iter().skip(i + 1) {
                assert_ne!(shape(one), shape(other));
                assert_ne!(word(locale, one), word(locale, other));
            }
        }
    }
}
