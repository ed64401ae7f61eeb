//! `/badge/<system>[/<component>]/{status,uptime,latency}` as SVG, and as JSON for the endpoint badge of shields.io.

use crate::json::written;
use crate::xml::escape;
use messages::Locale;
use model::public::PublicComponent;
use model::status::Status;
use model::uptime::{Clocks, percent};
use serde::Serialize;

/// What a badge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What it shows.
    Status,
    /// Its uptime of the last 90 days.
    Uptime,
    /// How long the latest good answer took, of several components the longest.
    Latency,
}

/// A badge: a label, a message, and the colour of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    label: String,
    message: String,
    color: &'static str,
    is_error: bool,
}

/// The most letters of a label.
const LONGEST: usize = 60;

const GREEN: &str = "#2a7d3b";
const BLUE: &str = "#2b64b5";
const GREY: &str = "#6b7280";
const AMBER: &str = "#946200";
const ORANGE: &str = "#b4510e";
const RED: &str = "#c02b2b";

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Status, Kind::Uptime, Kind::Latency];

    /// The kind with that word in URLs.
    pub fn named(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == word)
    }

    /// Its word in URLs.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Status => "status",
            Kind::Uptime => "uptime",
            Kind::Latency => "latency",
        }
    }
}

impl Badge {
    /// The badge of what is called `name`, shows `status` and is made of `components`, in the words of `locale`.
    pub fn of(
        kind: Kind,
        (name, status): (&str, Status),
        components: &[&PublicComponent],
        locale: &Locale,
    ) -> Badge {
        match kind {
            Kind::Status => Badge {
                label: short(name),
                message: locale.text(&format!("status-{}-within", status.slug())),
                color: color(status),
                is_error: status >= Status::PartialOutage,
            },
            Kind::Uptime => uptime(locale, name, components),
            Kind::Latency => latency(locale, name, components),
        }
    }

    /// As JSON for shields.io (shields.io/badges/endpoint-badge).
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Endpoint<'a> {
            schema_version: u8,
            label: &'a str,
            message: &'a str,
            color: &'a str,
            is_error: bool,
            cache_seconds: u32,
        }
        written(&Endpoint {
            schema_version: 1,
            label: &self.label,
            message: &self.message,
            color: self.color,
            is_error: self.is_error,
            cache_seconds: 60,
        })
    }

    /// As a picture, 20 pixels high.
    pub fn svg(&self) -> String {
        let (label, message) = (escape(&self.label), escape(&self.message));
        let (left, right) = (width(&self.label), width(&self.message));
        let (whole, middle, other) = (left + right, left / 2, left + right / 2);
        let (inner, outer) = (left - 12, right - 12);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"20\" role=\"img\" \
             aria-label=\"{label}: {message}\"><title>{label}: {message}</title>\
             <clipPath id=\"r\"><rect width=\"{whole}\" height=\"20\" rx=\"3\"/></clipPath>\
             <g clip-path=\"url(#r)\"><rect width=\"{left}\" height=\"20\" fill=\"#374151\"/>\
             <rect x=\"{left}\" width=\"{right}\" height=\"20\" fill=\"{}\"/></g>\
             <g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\
             <text x=\"{middle}\" y=\"14\" textLength=\"{inner}\">{label}</text>\
             <text x=\"{other}\" y=\"14\" textLength=\"{outer}\">{message}</text></g></svg>\n",
            self.color
        )
    }
}

fn uptime(locale: &Locale, name: &str, components: &[&PublicComponent]) -> Badge {
    let clocks: Clocks = components.iter().map(|it| it.counting(it.clocks())).sum();
    let (message, color) = match clocks.uptime() {
        None => (locale.text("badge-no-data"), GREY),
        Some(uptime) if uptime >= 0.999 => (locale.figure(&percent(uptime)), GREEN),
        Some(uptime) if uptime >= 0.99 => (locale.figure(&percent(uptime)), AMBER),
        Some(uptime) => (locale.figure(&percent(uptime)), RED),
    };
    Badge { label: short(&locale.fill("badge-uptime", &[("name", name)])), message, color, is_error: false }
}

fn latency(locale: &Locale, name: &str, components: &[&PublicComponent]) -> Badge {
    let longest = components.iter().filter_map(|it| it.latency).max();
    let message = match longest {
        None => locale.text("badge-no-data"),
        Some(micros) if micros < 10_000 => {
            locale.figure(&format!("{}.{} ms", micros / 1_000, micros / 100 % 10))
        }
        Some(micros) => locale.figure(&format!("{} ms", micros / 1_000)),
    };
    let color = if longest.is_some() { BLUE } else { GREY };
    Badge { label: short(&locale.fill("badge-latency", &[("name", name)])), message, color, is_error: false }
}

/// A colour on which white letters can be read: their contrast is 4.5 and more.
fn color(status: Status) -> &'static str {
    match status {
        Status::Operational => GREEN,
        Status::Maintenance => BLUE,
        Status::Unknown => GREY,
        Status::Degraded => AMBER,
        Status::PartialOutage => ORANGE,
        Status::MajorOutage => RED,
    }
}

/// The text, cut off where it would make the badge too wide; a message of shields.io may not be empty.
fn short(text: &str) -> String {
    let text: String =
        text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// How many pixels a text gets, about as wide as Verdana is at 11 pixels, with 6 on each side.
fn width(text: &str) -> usize {
    let tenths: usize = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | '.' | ',' | ':' | '\'' | '|' | ' ' => 35,
            'm' | 'w' | 'M' | 'W' | '%' => 105,
            letter if letter.is_ascii_uppercase() => 76,
            letter if letter.is_ascii() => 66,
            // Marks of direction take no room.
            '\u{2066}'..='\u{2069}' => 0,
            _ => 110,
        })
        .sum();
    tenths / 10 + 12
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample::{ENGLISH, GERMAN, HOSTILE, public};

    fn badge(kind: &str, name: &str) -> Badge {
        let public = public();
        let components: Vec<_> = public.components().collect();
        Badge::of(Kind::named(kind).unwrap(), (name, public.status()), &components, &ENGLISH)
    }

    #[test]
    fn a_badge_says_how_things_are() {
        let told = ["status", "uptime", "latency"].map(|kind| badge(kind, "Shop").message);
        assert_eq!(told, ["major outage", "99.000 %", "3.4 ms"]);
        let nothing = Badge::of(Kind::Uptime, ("Shop", Status::Unknown), &[], &ENGLISH);
        assert_eq!((nothing.message.as_str(), nothing.color), ("no data", GREY));
        let json: serde_json::Value = serde_json::from_str(&badge("status", "Shop").json()).unwrap();
        assert_eq!(json["schemaVersion"], 1);
        assert_eq!((&json["label"], &json["isError"]), (&"Shop".into(), &true.into()));
    }

    #[test]
    fn a_badge_speaks_the_language_that_is_asked_for() {
        let public = public();
        let components: Vec<_> = public.components().collect();
        let of = |kind| Badge::of(kind, ("Shop", Status::Degraded), &components, &GERMAN);
        assert_eq!(of(Kind::Uptime).label, "Shop Verfügbarkeit 90 d");
        assert_eq!([Kind::Uptime, Kind::Latency].map(|kind| of(kind).message), ["99,000 %", "3,4 ms"]);
        assert_eq!(width("\u{2068}ab\u{2069}"), width("ab"), "marks of direction take no room");
    }

    #[test]
    fn no_name_breaks_out_of_a_badge() {
        for text in HOSTILE {
            let svg = badge("status", text).svg();
            assert_eq!(
                svg.matches('<').count(),
                badge("status", "Shop").svg().matches('<').count(),
                "{text:?}"
            );
            assert_eq!(
                svg.matches('"').count(),
                badge("status", "Shop").svg().matches('"').count(),
                "{text:?}"
            );
            assert!(
                !svg.trim_end().chars().any(|letter| letter.is_control() || letter == '\u{fffe}'),
                "{text:?}"
            );
        }
        assert!(badge("status", &"W".repeat(9_000)).svg().len() < 2_000);
    }
}
