//! Instants, days and lengths of time as visitors read them, in the page's language and in UTC: `20 Nov 2026, 23:09 UTC`. The
//! same in server and browser.

use super::moment::clock;
use messages::Locale;
use model::time::At;

pub use messages::{date, moment};

/// An instant as briefly as `now` allows: without its day if that is the day of `now`.
pub fn brief(locale: &Locale, at: At, now: At) -> String {
    if at.day() == now.day() { clock(at) } else { moment(locale, at) }
}

/// An instant as HTML, for machines and, in these words, for people.
pub fn time_html(at: At, words: &str) -> String {
    format!("<time datetime=\"{at}\">{words}</time>")
}

#[cfg(feature = "ssr")]
pub use drawn::{lasting, length, month, time, weekday};

#[cfg(feature = "ssr")]
mod drawn {
    use super::{At, Locale, moment, time_html};
    use model::time::{DAY, Day};

    /// The month of a day: `November 2026`.
    pub fn month(locale: &Locale, day: Day) -> String {
        let (year, month, _) = day.civil();
        let month = locale.text(&format!("month-{month}"));
        locale.fill("month-of", &[("month", &month), ("year", &year.to_string())])
    }

    /// A day with the name of its day of the week: `Fri 20 Nov 2026`. 1970-01-01 was a Thursday, the fourth from Monday on.
    pub fn weekday(locale: &Locale, day: Day) -> String {
        let number = (day.start().0.div_euclid(DAY) + 3).rem_euclid(7) + 1;
        let weekday = locale.text(&format!("weekday-short-{number}"));
        locale.fill("weekday-date", &[("weekday", &weekday), ("date", &super::date(locale, day))])
    }

    /// A length of time given in milliseconds: `3 d 4 h`.
    pub fn length(locale: &Locale, millis: i64) -> String {
        locale.figure(&model::time::length(millis))
    }

    /// How long something has lasted that goes on, as HTML that `public/times.js` keeps right: `30 min so far`.
    pub fn lasting(locale: &Locale, millis: i64) -> String {
        let length = length(locale, millis);
        let units = ["d", "h", "min", "s"].map(|unit| locale.figure(unit)).join(" ");
        let length = format!("<span data-lasting=\"{millis}\" data-units=\"{units}\">{length}</span>");
        locale.fill("so-far", &[("length", &length)])
    }

    /// An instant as HTML, to the minute.
    pub fn time(locale: &Locale, at: At) -> String {
        time_html(at, &moment(locale, at))
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use messages::{Lang, Locales};
    use model::time::{DAY, Day, HOUR, MINUTE};

    const NOW: At = At(1_795_216_179_000);

    #[test]
    fn english_reads_as_the_pages_of_members_do() {
        let english = Locales::embedded().get(Lang::En);
        for month in 0..24 {
            let at = NOW - month * 30 * DAY;
            assert_eq!(moment(&english, at), crate::ui::moment::moment(at));
            assert_eq!(brief(&english, at, NOW), crate::ui::moment::brief(at, NOW));
        }
        assert_eq!(month(&english, NOW.day()), "November 2026");
        assert_eq!(weekday(&english, NOW.day()), "Fri 20 Nov 2026");
        assert_eq!(weekday(&english, Day(0)), "Thu 1 Jan 1970");
        assert_eq!(length(&english, 3 * DAY + 4 * HOUR), "3 d 4 h");
    }

    #[test]
    fn other_languages_have_names_of_their_own() {
        let [german, arabic] = [Lang::De, Lang::Ar].map(|lang| Locales::embedded().get(lang));
        assert_eq!(moment(&german, NOW), "20. Nov. 2026, 23:09 UTC");
        assert_eq!(weekday(&german, NOW.day()), "Fr., 20. Nov. 2026");
        assert!(month(&arabic, NOW.day()).contains("\u{646}\u{648}\u{641}\u{645}\u{628}\u{631}"));
        assert!(!moment(&arabic, NOW).contains("Nov"));
    }

    #[test]
    fn what_goes_on_can_be_counted_on() {
        let english = Locales::embedded().get(Lang::En);
        assert_eq!(
            lasting(&english, 30 * MINUTE),
            "<span data-lasting=\"1800000\" data-units=\"d h min s\">30 min</span> so far"
        );
    }
}
