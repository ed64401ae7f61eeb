//! What can be wrong with windows that come back, and what to write instead.

use crate::recurring::{LONGEST, YEARS};
use chrono::NaiveDateTime;
use thiserror::Error;

/// Why something is not a recurring window.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// No zone of the IANA database.
    #[error("There is no time zone \"{0}\".")]
    Zone(String),
    /// It ends before it begins.
    #[error("A window that ends at {to} does not end after its beginning at {from}.")]
    Order {
        /// The beginning.
        from: NaiveDateTime,
        /// The end.
        to: NaiveDateTime,
    },
    /// It lasts longer than any work should.
    #[error("A window of more than {} days is too long.", LONGEST)]
    Long,
    /// It begins in a year for which there is no calendar.
    #[error("The year {0} is out of reach.")]
    Year(i32),
    /// No window ever begins.
    #[error("The rule names no day.")]
    Never,
    /// The text of a rule is too long to be one.
    #[error("A rule of {0} characters is too long.")]
    Text(usize),
    /// A part that is not a name and a value.
    #[error("\"{0}\" is no part of a rule.")]
    Part(String),
    /// A part that the standard knows and Pharos does not keep to.
    #[error("Pharos does not keep to {0}.")]
    Unsupported(String),
    /// A part that stands in the rule a second time.
    #[error("{0} stands in the rule twice.")]
    Twice(&'static str),
    /// A value that its part does not take.
    #[error("{name} is \"{value}\".")]
    Value {
        /// The part.
        name: &'static str,
        /// What it was given.
        value: String,
        /// What it takes.
        wanted: &'static str,
    },
    /// A rule without a period.
    #[error("The rule has no FREQ.")]
    NoFrequency,
    /// Two ends.
    #[error("The rule has both COUNT and UNTIL.")]
    TwoEnds,
    /// The n-th weekday of a day or a week.
    #[error("Only months and years have an n-th weekday.")]
    Nth,
    /// A day of the month in a rule of weeks, which the standard forbids.
    #[error("BYMONTHDAY has no place in a rule of weeks.")]
    MonthDayOfWeek,
    /// A choice among nothing.
    #[error("BYSETPOS chooses among the days that other parts name, and there is none.")]
    PositionAlone,
}

impl CalendarError {
    /// What to write instead.
    pub fn remedy(&self) -> String {
        match self {
            Self::Zone(_) => {
                "Write a name of the IANA database, such as \"Europe/Berlin\" or \"UTC\".".into()
            }
            Self::Order { .. } => "Write an end that is later than the start.".into(),
            Self::Long => "Write an end that is nearer to the start.".into(),
            Self::Year(_) => format!("Write a year from {} to {}.", YEARS.start(), YEARS.end()),
            Self::Never => {
                format!("Write one that has a day between the start and the end of {}.", YEARS.end())
            }
            Self::Text(_) | Self::Part(_) | Self::NoFrequency => {
                "Write a rule such as \"FREQ=WEEKLY;BYDAY=SA\".".into()
            }
            Self::Unsupported(_) => {
                "Use FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST.".into()
            }
            Self::Twice(_) => "Write it once, with commas between its values.".into(),
            Self::Value { wanted, .. } => format!("Write {wanted}."),
            Self::TwoEnds => "Remove one of them.".into(),
            Self::Nth => "Remove the number, or write FREQ=MONTHLY or FREQ=YEARLY.".into(),
            Self::MonthDayOfWeek => "Write FREQ=MONTHLY or FREQ=DAILY.".into(),
            Self::PositionAlone => "Add BYDAY, BYMONTHDAY or BYMONTH.".into(),
        }
    }
}
