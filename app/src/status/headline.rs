//! How things are, in one sentence in the page's language.

use messages::Locale;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::sample::{english, public};
    use messages::{Lang, Locales};
    use model::public::Public;

    /// The estate with so many of its components in this status, and the others operational.
    fn estate(status: Status, count: usize) -> Public {
        let mut public = public();
        let groups = public.systems.iter_mut().flat_map(|system| &mut system.groups);
        for (at, component) in groups.flat_map(|group| &mut group.components).enumerate() {
            component.status = if at < count { status } else { Status::Operational };
        }
        public
    }

    #[test]
    fn in_english_it_is_what_programs_are_told() {
        for status in Status::ALL {
            for count in 0..5 {
                let public = estate(status, count);
                let told = model::public::headline(public.components());
                assert_eq!(headline(&english(), public.components()), told);
            }
        }
    }

    #[test]
    fn other_languages_name_the_same_components() {
        for lang in [Lang::De, Lang::Ar] {
            let locale = Locales::embedded().get(lang);
            let down = headline(&locale, estate(Status::MajorOutage, 2).components());
            assert!(
                down.contains("CAPSULE") && down.contains("Cassandra") && !down.contains("are down"),
                "{down}"
            );
        }
        let german = Locales::embedded().get(Lang::De);
        let [one, two] =
            [1, 2].map(|count| headline(&german, estate(Status::MajorOutage, count).components()));
        assert_eq!(
            (one.as_str(), two.as_str()),
            ("CAPSULE ist ausgefallen.", "CAPSULE und Cassandra sind ausgefallen.")
        );
    }
}
