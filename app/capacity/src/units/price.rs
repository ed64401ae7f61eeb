//! Prices over time in the currency in which they were typed: `$0.21/h`, `0.21 EUR/h`, `CHF 0.2/h`.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::UnitError;
use super::currency::{Currency, named, sign};
use super::quantity::{Dimension, Quantity};
use super::table::Kind;

/// Money over time, per second, with a dollar sign for whatever the currency is.
type Payment = Quantity<OfPrice>;

#[derive(Clone, Copy, Debug, PartialEq)]
struct OfPrice;

impl Dimension for OfPrice {
    const KIND: Kind = Kind::Price;
}

/// Why a text is no price.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct PriceError(String);

impl PriceError {
    /// An error about the text with a dollar sign in the place of the currency.
    pub(super) fn of(error: &UnitError, currency: Currency) -> PriceError {
        let text = error.to_string().replace("in $,", &format!("in {},", currency.code()));
        PriceError(text.replace('$', &sign(currency.code())))
    }
}

/// Money over time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    amount: Payment,
    currency: Currency,
}

impl Price {
    /// What is paid for a second, in its currency.
    pub fn si(&self) -> f64 {
        self.amount.si()
    }

    /// The currency that it was typed in.
    pub fn currency(&self) -> Currency {
        self.currency
    }
}

impl FromStr for Price {
    type Err = PriceError;

    fn from_str(text: &str) -> Result<Price, PriceError> {
        let (currency, text) = named(text).unwrap_or_else(|| (Currency::DOLLAR, text.to_owned()));
        let amount = text.parse().map_err(|error| PriceError::of(&error, currency))?;
        Ok(Price { amount, currency })
    }
}

/// As typed, with the sign of the currency: `0.21 $/h`, `0.2 CHF/h`.
impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.amount.to_string().replace('$', sign(self.currency.code()).trim_end()))
    }
}

impl Serialize for Price {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Price, D::Error> {
        deserializer.deserialize_any(PriceText)
    }
}

struct PriceText;

impl Visitor<'_> for PriceText {
    type Value = Price;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (words, example) = (Kind::Price.words(), Kind::Price.example());
        write!(f, "{words} with its unit in quotes, for example \"{example}\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Price, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::currency::is_priced;
    use super::*;

    fn price(text: &str) -> (f64, String, String) {
        let price: Price = text.parse().unwrap();
        (price.si() * 3600.0, price.currency().code().to_owned(), price.to_string())
    }

    fn wrong(text: &str) -> String {
        text.parse::<Price>().unwrap_err().to_string()
    }

    #[test]
    fn a_price_is_read_with_its_sign_or_code_before_or_after() {
        let told = |amount: f64, code: &str, text: &str| (amount, code.to_owned(), text.to_owned());
        for text in ["$3.6/h", "$ 3.6/h", "3.6 $/h", "3.6$/h", "3.6 USD/h", "USD 3.6/h", " $3.6/h "] {
            assert_eq!(price(text), told(3.6, "USD", "3.6 $/h"), "{text}");
        }
        for text in ["\u{20ac}3.6/h", "3.6\u{20ac}/h", "3.6 \u{20ac}/h", "3.6 EUR/h", "EUR 3.6/h", "EUR3.6/h"]
        {
            assert_eq!(price(text), told(3.6, "EUR", "3.6 \u{20ac}/h"), "{text}");
        }
        assert_eq!(price("CHF 0.2/h").1, "CHF");
        assert_eq!(price("CHF 0.2/h").2, "0.2 CHF/h");
        assert_eq!(price("\u{a3}730/month"), told(1.0, "GBP", "730 \u{a3}/month"));
        assert_eq!(price("\u{a5}1e3/h").1, "JPY");
    }

    #[test]
    fn what_is_no_price_is_told_in_its_currency() {
        assert_eq!(
            wrong("\u{20ac}0.21"),
            "`\u{20ac}0.21` is an amount of money, in EUR, but a price over time is wanted; write for example \
             `\u{20ac}0.21/h`"
        );
        assert_eq!(wrong("0.21 CHF/hour"), "`CHF /hour` is not a known unit; did you mean `CHF 0.21/h`?");
        assert_eq!(
            wrong("20 GB"),
            "`20 GB` is a size in bytes, in GB, but a price over time is wanted; write for example `$0.21/h`"
        );
        assert!(wrong("EUR/h").contains("does not begin with a number"), "{}", wrong("EUR/h"));
        assert!("3 CPU/h".parse::<Price>().is_err() && !is_priced("3 CPU") && !is_priced("4 cores"));
    }
}
