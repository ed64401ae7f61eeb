//! The text of a recurrence rule: RFC 5545, section 3.3.10. What is not kept to is refused by name, never ignored.

mod value;

use crate::error::CalendarError;
use chrono::Weekday;
use model::maintenance::{Frequency, NthWeekday, Recurrence};

/// The most characters of a rule.
const LONGEST_TEXT: usize = 500;

/// A rule and how many days it counts, if it counts them.
pub(crate) struct Rule {
    /// All but COUNT.
    pub recurrence: Recurrence,
    /// COUNT, at least 1.
    pub count: Option<usize>,
}

/// Parts of a rule by name, each at most once.
#[derive(Default)]
struct Parts<'a>(Vec<(&'static str, &'a str)>);

/// The names of parts that are kept to.
const KNOWN: [&str; 9] =
    ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"];

/// Reads a rule such as `FREQ=WEEKLY;BYDAY=SA`, with `RRULE:` before it or not, in capitals or not.
pub(crate) fn parse(text: &str) -> Result<Rule, CalendarError> {
    if text.len() > LONGEST_TEXT {
        return Err(CalendarError::Text(text.chars().count()));
    }
    let text = text.trim().to_ascii_uppercase();
    let parts = Parts::split(text.strip_prefix("RRULE:").unwrap_or(&text))?;
    let recurrence = Recurrence {
        frequency: parts
            .read("FREQ", value::FREQUENCY, value::frequency)?
            .ok_or(CalendarError::NoFrequency)?,
        interval: parts.read("INTERVAL", value::INTERVAL, value::interval)?.unwrap_or(1),
        until: parts.read("UNTIL", value::UNTIL, value::until)?,
        months: parts.list("BYMONTH", value::MONTH, value::month)?,
        month_days: parts.list("BYMONTHDAY", value::MONTH_DAY, |word| value::signed(word, 31))?,
        weekdays: parts.list("BYDAY", value::WEEKDAY, value::nth_weekday)?,
        positions: parts.list("BYSETPOS", value::POSITION, |word| value::signed(word, 366))?,
        week_start: parts.read("WKST", value::WEEK_START, value::weekday)?.unwrap_or(Weekday::Mon),
    };
    let count = parts.read("COUNT", value::COUNT, value::count)?;
    consistent(Rule { recurrence, count })
}

/// The rule, if its parts go together.
fn consistent(rule: Rule) -> Result<Rule, CalendarError> {
    let Recurrence { frequency, until, months, month_days, weekdays, positions, .. } = &rule.recurrence;
    let has_nth = weekdays.iter().any(|NthWeekday { nth, .. }| nth.is_some());
    if rule.count.is_some() && until.is_some() {
        return Err(CalendarError::TwoEnds);
    }
    if has_nth && matches!(frequency, Frequency::Daily | Frequency::Weekly) {
        return Err(CalendarError::Nth);
    }
    if *frequency == Frequency::Weekly && !month_days.is_empty() {
        return Err(CalendarError::MonthDayOfWeek);
    }
    if !positions.is_empty() && months.is_empty() && month_days.is_empty() && weekdays.is_empty() {
        return Err(CalendarError::PositionAlone);
    }
    Ok(rule)
}

impl<'a> Parts<'a> {
    fn split(text: &'a str) -> Result<Parts<'a>, CalendarError> {
        let mut parts = Parts::default();
        for part in text.split(';') {
            let (name, value) =
                part.split_once('=').ok_or_else(|| CalendarError::Part(part.chars().take(60).collect()))?;
            let known = KNOWN.into_iter().find(|known| *known == name);
            let name = known.ok_or_else(|| CalendarError::Unsupported(name.chars().take(60).collect()))?;
            if parts.get(name).is_some() {
                return Err(CalendarError::Twice(name));
            }
            parts.0.push((name, value));
        }
        Ok(parts)
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The value of the part `name` as `convert` reads it; `wanted` says what it takes.
    fn read<T>(
        &self,
        name: &'static str,
        wanted: &'static str,
        convert: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, CalendarError> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let wrong = || CalendarError::Value { name, value: text.chars().take(60).collect(), wanted };
        convert(text).map(Some).ok_or_else(wrong)
    }

    /// The values with commas between them; an absent part has none.
    fn list<T>(
        &self,
        name: &'static str,
        wanted: &'static str,
        convert: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, CalendarError> {
        let all = |text: &str| text.split(',').map(&convert).collect();
        Ok(self.read(name, wanted, all)?.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
