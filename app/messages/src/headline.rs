//! How things are, in one sentence.

use crate::locale::Locale;
use model::public::{Overall, PublicComponent};
use model::status::Status;

/// How `components` are, in one sentence that a visitor can act on.
pub fn headline<'a>(locale: &Locale, components: impl Iterator<Item = &'a PublicComponent>) -> String {
    let Overall { worst, names, is_all } = Overall::of(components);
    let message = match worst {
        Status::Operational => return locale.text("headline-operational"),
        Status::Unknown if is_all => return locale.text("headline-unchecked"),
        _ => format!("headline-{}", worst.slug()),
    };
    locale.count(&message, names.len(), &[("names", &list(locale, &names))])
}

/// Names as people list them: of many, the first two and how many more there are.
fn list(locale: &Locale, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).into(),
        [one, two] => locale.fill("list-two", &[("one", one), ("two", two)]),
        [one, two, three] => locale.fill("list-three", &[("one", one), ("two", two), ("three", three)]),
        [one, two, rest @ ..] => locale.count("list-more", rest.len(), &[("one", one), ("two", two)]),
    }
}
