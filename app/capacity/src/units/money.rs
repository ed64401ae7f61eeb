//! Amounts of money in the currency in which they were typed: `$0.023`, `0.02 EUR`; a number alone is in dollars.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::UnitError;
use super::currency::{Currency, named, sign};
use super::parse::parse;
use super::price::PriceError;
use super::table::Kind;

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    /// How much.
    pub amount: f64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// Reads an amount with its currency before or after it. A number alone is in dollars.
    pub fn read(text: &str) -> Result<Money, PriceError> {
        if let Some(amount) = text.trim().parse().ok().filter(|amount: &f64| amount.is_finite()) {
            return Ok(Money { amount, currency: Currency::DOLLAR });
        }
        let (currency, plain) = named(text).unwrap_or_else(|| (Currency::DOLLAR, text.to_owned()));
        let (amount, unit) = parse(&plain).map_err(|error| PriceError::of(&error, currency))?;
        if unit.kind == Kind::Money {
            return Ok(Money { amount, currency });
        }
        let wanted = Kind::Money;
        let wrong = UnitError::Kind { text: plain, unit: unit.symbol, found: unit.kind, wanted };
        Err(PriceError::of(&wrong, currency))
    }
}

/// With its currency before it: `$0.023`, `CHF 0.02`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", sign(self.currency.code()), self.amount)
    }
}

/// Dollars are a number alone.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.currency {
            Currency::DOLLAR => serializer.serialize_f64(self.amount),
            _ => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        deserializer.deserialize_any(MoneyText)
    }
}

struct MoneyText;

impl Visitor<'_> for MoneyText {
    type Value = Money;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of dollars, or an amount with its currency in quotes, for example \"0.02 EUR\"")
    }

    fn visit_f64<E: de::Error>(self, amount: f64) -> Result<Money, E> {
        Ok(Money { amount, currency: Currency::DOLLAR })
    }

    fn visit_i64<E: de::Error>(self, amount: i64) -> Result<Money, E> {
        self.visit_f64(amount as f64)
    }

    fn visit_u64<E: de::Error>(self, amount: u64) -> Result<Money, E> {
        self.visit_f64(amount as f64)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Money, E> {
        Money::read(text).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_amount_of_money_is_read_with_or_without_its_currency() {
        let read = |text: &str| Money::read(text).unwrap().to_string();
        let texts = ["0.023", "$0.023", "0.02 EUR", "\u{a3}0.02", "CHF 0.02"];
        assert_eq!(texts.map(read), ["$0.023", "$0.023", "\u{20ac}0.02", "\u{a3}0.02", "CHF 0.02"]);
        let wrong = |text: &str| Money::read(text).unwrap_err().to_string();
        assert_eq!(
            wrong("\u{20ac}0.02/h"),
            "`\u{20ac}0.02/h` is a price over time, in \u{20ac}/h, but an amount of money is wanted; write for example \
             `\u{20ac}100`"
        );
        assert!(Money::read("NaN").is_err() && Money::read("5 GB").is_err() && Money::read("").is_err());
    }
}
