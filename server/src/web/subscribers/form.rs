//! What the forms of subscribers send: pairs of names and values, from anyone.
//!
//! What is wrong with them is told by the name of the message that says so, to each in their own language.

use app::subscribers::wish::{TOPICS, WishForm};
use calendar::Zone;
use messages::Lang;
use model::incident::Severity;
use model::notice::{Choice, Topic};
use model::subscriber::{Pace, Quiet, Shape, Timing, Way, WayKind, Wish, minute};

/// The name of the message that says what is wrong.
pub type Wrong = &'static str;

/// The most pairs of a form.
const MOST_PAIRS: usize = 1_000;

/// The most components and systems that one subscriber names.
pub const MOST_COMPONENTS: usize = 200;

/// Bytes of what is shown again of a field in which something else was typed.
const MOST_TYPED: usize = 100;

/// What was typed, and what it means or what is wrong with it.
pub struct Sent {
    /// The address.
    pub address: String,
    /// The fields, to be shown again.
    pub typed: WishForm,
    /// What they mean.
    pub wish: Result<Wish, Wrong>,
}

/// Reads a form that was sent from a page in `lang`; `known` says whether there is such a component or system.
pub fn read(pairs: &[(String, String)], lang: Lang, known: impl Fn(&str) -> bool) -> Sent {
    let pairs = &pairs[..pairs.len().min(MOST_PAIRS)];
    let all = |name: &'static str| {
        pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    };
    let one = |name| all(name).next().unwrap_or_default().trim();
    let short = |name| one(name).chars().take(MOST_TYPED).collect::<String>();
    let topics = all("topic").filter_map(Topic::named).filter(|topic| TOPICS.contains(topic));
    let mut severities: Vec<_> = all("severity").filter_map(Severity::named).collect();
    severities.sort();
    severities.dedup();
    let typed = WishForm {
        components: all("component").filter(|id| known(id)).take(MOST_COMPONENTS).map(String::from).collect(),
        topics: topics.take(TOPICS.len()).collect(),
        severities,
        pace: Pace::named(one("pace")).unwrap_or_default(),
        zone: short("zone"),
        from: short("from"),
        to: short("to"),
        urgent: one("urgent") == "yes",
        lang: Lang::from_tag(one("lang")).unwrap_or(lang),
        shape: Shape::named(one("shape")).unwrap_or_default(),
    };
    Sent { address: one("address").into(), wish: checked(&typed), typed }
}

/// What an address means of which it is not said whether it is one for mail or a webhook's.
pub fn way(address: &str, offered: &[WayKind]) -> Result<Way, Wrong> {
    let way = match address.contains("://") || !offered.contains(&WayKind::Email) {
        true => Way::webhook(address).map_err(|_| "wrong-webhook"),
        false => Way::email(address)
            .map_err(|_| if address.is_empty() { "wrong-email-none" } else { "wrong-email" }),
    };
    match way {
        Ok(way) if !offered.contains(&way.kind()) => Err("wrong-not-offered"),
        way => way,
    }
}

/// What fields mean, or what is wrong with them.
pub fn checked(typed: &WishForm) -> Result<Wish, Wrong> {
    if typed.topics.is_empty() {
        return Err("wrong-topics");
    }
    if typed.severities.is_empty() {
        return Err("wrong-severities");
    }
    let zone = match typed.zone.as_str() {
        "" => Zone::UTC,
        name => Zone::named(name).map_err(|_| "wrong-zone")?,
    };
    let severities = if typed.severities == Severity::ALL { Vec::new() } else { typed.severities.clone() };
    let (components, topics) = (typed.components.clone(), typed.topics.clone());
    let choice = Choice { components, topics, severities, internal: false };
    let quiet = quiet(&typed.from, &typed.to)?;
    if typed.shape == Shape::Statuspage && (typed.pace != Pace::AtOnce || quiet.is_some()) {
        return Err("wrong-shape");
    }
    Ok(Wish {
        choice,
        timing: Timing { zone: zone.name().into(), pace: typed.pace, quiet, urgent: typed.urgent },
        page: String::new(),
        lang: if typed.lang == Lang::En { String::new() } else { typed.lang.tag().into() },
        shape: typed.shape,
    })
}

fn quiet(from: &str, to: &str) -> Result<Option<Quiet>, Wrong> {
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    match (minute(from), minute(to)) {
        (Some(from), Some(to)) if from != to => Ok(Some(Quiet { from, to })),
        (Some(_), Some(_)) => Err("wrong-quiet-empty"),
        _ => Err("wrong-quiet"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(form: &[(&str, &str)]) -> Vec<(String, String)> {
        form.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
    }

    fn sent(form: &[(&str, &str)]) -> Sent {
        read(&pairs(form), Lang::En, |id| ["shop", "shop/db"].contains(&id))
    }

    const WELL: [(&str, &str); 3] = [("topic", "incident"), ("severity", "P1"), ("severity", "P1")];

    fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        [&WELL, more].concat()
    }

    #[test]
    fn a_form_is_a_wish() {
        let more = [
            ("component", "shop/db"),
            ("component", "evil"),
            ("pace", "weekly"),
            ("zone", "Europe/Berlin"),
            ("from", "22:00"),
            ("to", "07:00"),
            ("urgent", "yes"),
            ("address", " a@b.example "),
        ];
        let sent = sent(&with(&more));
        let wish = sent.wish.unwrap();
        assert_eq!(
            (wish.choice.components, wish.choice.severities),
            (vec!["shop/db".into()], vec![Severity::P1])
        );
        assert_eq!(wish.timing.quiet, Some(Quiet { from: 1_320, to: 420 }));
        assert_eq!(
            (wish.timing.pace, wish.timing.urgent, sent.address.as_str()),
            (Pace::Weekly, true, "a@b.example")
        );
        assert!(!wish.choice.internal);
    }

    #[test]
    fn what_is_wrong_is_said_and_what_is_internal_cannot_be_wished() {
        for (form, words) in [
            (vec![], "wrong-topics"),
            (vec![("topic", "reminder"), ("severity", "P1")], "wrong-topics"),
            (vec![("topic", "incident")], "wrong-severities"),
            (with(&[("zone", "Europe/Berlim")]), "wrong-zone"),
            (with(&[("from", "22:00")]), "wrong-quiet"),
            (with(&[("from", "25:00"), ("to", "07:00")]), "wrong-quiet"),
            (with(&[("from", "07:00"), ("to", "07:00")]), "wrong-quiet-empty"),
            (with(&[("shape", "statuspage"), ("pace", "daily")]), "wrong-shape"),
        ] {
            let wrong = sent(&form).wish.unwrap_err();
            assert_eq!(wrong, words, "{form:?}");
        }
    }

    #[test]
    fn an_address_says_what_it_is() {
        let both = [WayKind::Email, WayKind::Webhook];
        assert_eq!(way("a@b.example", &both).unwrap().kind(), WayKind::Email);
        assert_eq!(way("https://b.example/", &both).unwrap().kind(), WayKind::Webhook);
        assert!(way("http://b.example/", &both).is_err() && way("b.example", &both).is_err());
        assert!(way("https://b.example/", &[WayKind::Email]).is_err());
        assert!(way("a@b.example", &[WayKind::Webhook]).is_err());
    }

    #[test]
    fn however_much_is_sent_little_is_kept() {
        let many = vec![("component".to_string(), "shop".to_string()); 3 * MOST_PAIRS];
        let zone = ("zone".to_string(), "x".repeat(5_000));
        let sent = read(&[vec![zone], many].concat(), Lang::En, |_| true);
        assert_eq!((sent.typed.components.len(), sent.typed.zone.len()), (MOST_COMPONENTS, MOST_TYPED));
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_answered(
            form in prop::collection::vec(
                (prop::sample::select(vec!["component", "topic", "severity", "zone", "from", "to"]), "\\PC{0,12}"),
                0..6
            )
        ) {
            let form: Vec<_> = [WELL.to_vec(), form.iter().map(|(key, value)| (*key, value.as_str())).collect()].concat();
            if let Ok(wish) = sent(&form).wish {
                prop_assert!(!wish.choice.internal && Zone::named(&wish.timing.zone).is_ok());
            }
        }
    }
}
