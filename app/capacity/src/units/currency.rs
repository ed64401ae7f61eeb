//! The currency of what people type: by its code of three capitals (ISO 4217) or by its sign, before the amount or after it.
//! The sign of the yen is taken for that. What one currency is worth in another is the rate sheet's to say.

use super::parse::split;
use super::table::{Kind, find};

/// A currency by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency([u8; 3]);

/// Currencies with a sign of their own.
const SIGNS: [(&str, Currency); 4] = [
    ("$", Currency::DOLLAR),
    ("\u{20ac}", Currency(*b"EUR")),
    ("\u{a3}", Currency(*b"GBP")),
    ("\u{a5}", Currency(*b"JPY")),
];

impl Currency {
    /// In which a price is that names none.
    pub const DOLLAR: Currency = Currency(*b"USD");

    /// Its code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// What stands before an amount of the currency with this code: its sign, or the code and a space.
pub fn sign(code: &str) -> String {
    let signed = SIGNS.iter().find(|(_, currency)| currency.code() == code);
    signed.map_or_else(|| format!("{code} "), |(sign, _)| (*sign).to_owned())
}

/// Whether a text names a currency before its amount or right after.
pub fn is_priced(text: &str) -> bool {
    named(text).is_some()
}

/// The currency that a text names, and the text with a dollar sign in its place, as units are written.
pub(super) fn named(text: &str) -> Option<(Currency, String)> {
    let text = text.trim();
    if let Some((currency, rest)) = leading(text) {
        return Some((currency, format!("${}", rest.trim_start())));
    }
    let (amount, rest) = split(text);
    let (currency, rest) = leading(rest.trim_start()).filter(|_| !amount.is_empty())?;
    Some((currency, format!("{amount} ${rest}")))
}

/// The currency that a text begins with, and what follows it. A unit of something else is none.
fn leading(text: &str) -> Option<(Currency, &str)> {
    if let Some((currency, rest)) =
        SIGNS.iter().find_map(|(sign, its)| Some((*its, text.strip_prefix(sign)?)))
    {
        return Some((currency, rest));
    }
    let (code, rest) = text.split_at_checked(3)?;
    let ends = !rest.starts_with(|c: char| c.is_alphabetic());
    let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
    let is_code = ends && letters.iter().all(u8::is_ascii_uppercase);
    let is_unit = find(code).is_some_and(|unit| unit.kind != Kind::Money);
    (is_code && !is_unit).then_some((Currency(letters), rest))
}
