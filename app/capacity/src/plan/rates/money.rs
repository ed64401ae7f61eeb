//! Amounts of money as people write them, in the currency of the rates; and what prices in others are worth.

use std::fmt::Display;

use super::{Rates, Sheet, number, plain, wrong};
use crate::plan::{Item, Shape};
use crate::units::{Currency, Money, Price, sign};
use crate::{Plan, Problem};

impl Rates {
    /// An amount of dollars in this currency, for people.
    pub fn of_dollars(&self, dollars: f64) -> String {
        self.text(dollars * self.dollar)
    }

    /// An amount of this currency for people: whole from a hundred on, to a hundredth below, and with three digits below one.
    #[inline(never)]
    pub fn text(&self, amount: f64) -> String {
        let size = amount.abs();
        let digits = match size {
            none if none < 1e-9 => "0".to_owned(),
            small if small < 1.0 => {
                let places = (2.0 - libm::floor(libm::log10(small))).clamp(0.0, 11.0) as usize;
                let text = format!("{amount:.places$}");
                // Hundredths stay.
                let least = text.find('.').map_or(0, |point| point + 3);
                text.get(..text.trim_end_matches('0').len().max(least)).unwrap_or(&text).to_owned()
            }
            some if some < 100.0 => format!("{amount:.2}"),
            _ => format!("{amount:.0}"),
        };
        format!("{}{digits}", self.sign())
    }

    /// What stands before amounts.
    fn sign(&self) -> String {
        sign(&self.currency)
    }

    /// Whether they are in this currency.
    pub fn is_in(&self, currency: Currency) -> bool {
        self.currency.eq_ignore_ascii_case(currency.code())
    }

    /// An amount of a currency in dollars; none where the rates do not know what one is worth.
    pub fn dollars(&self, amount: f64, currency: Currency) -> Option<f64> {
        match currency {
            Currency::DOLLAR => Some(amount),
            own if self.is_in(own) => Some(amount / self.dollar),
            _ => None,
        }
    }

    /// An amount of money in dollars; the error says why not, and what to write.
    pub fn money(&self, money: Money) -> Result<f64, (String, String)> {
        self.dollars(money.amount, money.currency).ok_or_else(|| self.foreign(&money, money.currency))
    }

    /// Why what was typed has no worth, and what to write: it is in a currency that the rates do not know.
    pub fn foreign(&self, typed: &impl Display, currency: Currency) -> (String, String) {
        let (code, own) = (currency.code(), self.currency.as_str());
        let dollars = self.is_in(Currency::DOLLAR);
        let known = |and: &str| if dollars { own.to_owned() } else { format!("{own} {and} USD") };
        (
            format!("`{typed}` is in {code}, but the rates know {} alone", known("and")),
            format!(
                "write it in {}, or bring rates with `currency = {code}` and what a `dollar` costs in it",
                known("or")
            ),
        )
    }

    /// The first of these nodes and archives with a price in a currency that the rates do not know: where it stands, why it
    /// has no worth, and what to write.
    pub fn unpriced(&self, shapes: &[Shape], items: &[Item]) -> Option<(String, String, String)> {
        let nodes = shapes.iter().filter_map(|shape| {
            let price = &shape.price.as_ref()?.value;
            Some((format!("shape {}: price", shape.name), price.to_string(), price.currency()))
        });
        let archives = items.iter().filter_map(|item| {
            let price = item.backup.as_ref()?.price_per_gb_month.as_ref()?.value;
            Some((format!("item {}: price_per_gb_month", item.id), price.to_string(), price.currency))
        });
        let (of, typed, currency) =
            nodes.chain(archives).find(|(.., its)| self.dollars(1.0, *its).is_none())?;
        let (message, remedy) = self.foreign(&typed, currency);
        Some((of, message, remedy))
    }

    /// Dollars a second of a price over time, by the rates of a plan; none where they do not know its currency.
    pub fn per_second(plan: &Plan, price: &Price) -> Option<f64> {
        match price.currency() {
            // Most plans' prices, which need no rates.
            Currency::DOLLAR => Some(price.si()),
            other => Rates::in_force(plan).dollars(price.si(), other),
        }
    }

    /// An amount as people write it, with the sign of the currency or its code, before or after; none if it is none.
    pub fn amount(&self, text: &str) -> Option<f64> {
        let (sign, text) = (self.sign(), text.trim());
        let signs = [sign.trim(), self.currency.as_str()];
        let bare = signs.iter().find_map(|sign| text.strip_prefix(sign).or(text.strip_suffix(sign)));
        plain(bare?.trim()).filter(|amount| *amount >= 0.0)
    }
}

/// A price of the table in the currency of `rates`, which a number alone is in; nothing where there is none.
pub(super) fn price(table: &Sheet, key: &str, rates: &Rates) -> Result<f64, Problem> {
    let text = table.get(key);
    let typed = text.filter(|text| plain(text).is_none()).and_then(|text| Money::read(text).ok());
    let Some(money) = typed else { return number(table, key, 0.0, (0.0, 1e6), plain) };
    let own = match money.currency {
        own if rates.is_in(own) => Some(money.amount),
        Currency::DOLLAR => Some(money.amount * rates.dollar),
        _ => None,
    };
    let (message, remedy) = rates.foreign(&money, money.currency);
    let own = own.ok_or_else(|| Problem::new(format!("rates.{key}"), message, remedy))?;
    Some(own).filter(|own| (0.0..=1e6).contains(own)).ok_or_else(|| wrong(key, text))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn amounts_are_written_and_read_with_their_sign() {
        let euro = Rates { currency: "EUR".into(), dollar: 0.9, ..Rates::default() };
        let texts = [1234.4, 51.5, 1.0, 0.012_34, 0.5, 0.0058, 0.0].map(|amount| euro.text(amount));
        assert_eq!(
            texts,
            [
                "\u{20ac}1234",
                "\u{20ac}51.50",
                "\u{20ac}1.00",
                "\u{20ac}0.0123",
                "\u{20ac}0.50",
                "\u{20ac}0.0058",
                "\u{20ac}0"
            ]
        );
        let dollars = |text: &str| euro.money(Money::read(text).unwrap());
        assert_eq!([dollars("9 EUR"), dollars("$9"), dollars("9")], [Ok(10.0), Ok(9.0), Ok(9.0)]);
        assert!(
            dollars("9 CHF")
                .is_err_and(|(why, _)| why == "`CHF 9` is in CHF, but the rates know EUR and USD alone")
        );
        assert_eq!(euro.of_dollars(100.0), "\u{20ac}90.00");
        let read = ["\u{20ac}12", "12 EUR", "EUR 12", "$12", "12"].map(|text| euro.amount(text));
        assert_eq!(read, [Some(12.0), Some(12.0), Some(12.0), None, None]);
    }
}
