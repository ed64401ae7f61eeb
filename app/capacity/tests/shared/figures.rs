//! Figures as panels show them, and as explanations end, read back as numbers.

use capacity::units::si;

/// A figure in base units, and by how much it may be off because of the digits that are shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    pub value: f64,
    pub off: f64,
}

impl Shown {
    /// Whether both can be the same figure.
    pub fn is(self, other: Shown) -> bool {
        (self.value - other.value).abs() <= self.off + other.off + 1e-12 * self.value.abs()
    }
}

/// What may stand behind a figure without being a part of it.
const BEHIND: [&str; 7] = [" of ", " for ", " (", " \u{b1} ", " by the law", " a month", " nodes"];
/// Units of panels that plans do not have.
const UNITS: [(&str, f64); 9] = [
    ("", 1.0),
    (" %", 0.01),
    ("x", 1.0),
    (" / s", 1.0),
    (" M", 1e6),
    (" erlangs", 1.0),
    (" erlang", 1.0),
    (" years", 365.25 * 86_400.0),
    (" k rps", 1e3),
];

/// A cell that is a plain figure; none for words, dates, and figures within them.
pub fn shown(cell: &str) -> Option<Shown> {
    let bare = cell.trim_start_matches("\u{2260} ");
    let end = BEHIND.iter().filter_map(|behind| bare.find(behind)).min().unwrap_or(bare.len());
    let bare = bare[..end].trim_start_matches(['$', '\u{20ac}', '\u{a3}']).trim_start_matches("EUR ");
    let digits = bare.find(|c: char| !(c.is_ascii_digit() || ".e-".contains(c))).unwrap_or(bare.len());
    let (number, unit) = bare.split_at(digits);
    let number_is: f64 = number.parse().ok()?;
    let times = UNITS.iter().find(|(its, _)| *its == unit).map(|(_, times)| *times);
    let times = times.or_else(|| si(&format!("1{unit}")).ok())?;
    let (plain, power) = number.split_once('e').unwrap_or((number, "0"));
    let places = plain.split_once('.').map_or(0, |(_, places)| places.len() as i32);
    let last = 0.5 * 10f64.powi(power.parse::<i32>().ok()? - places);
    // Zeros at the end are left out, and three digits or more are shown.
    let off = if number_is.abs() < 0.01 { last } else { last.min(0.005 * number_is.abs()) };
    Some(Shown { value: number_is * times, off: off * times })
}
