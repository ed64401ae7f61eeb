//! Amounts of money as people write them, in the currency of the rates.

use super::{Rates, plain};

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
        match self.currency.as_str() {
            "USD" => "$".into(),
            "EUR" => "\u{20ac}".into(),
            "GBP" => "\u{a3}".into(),
            code => format!("{code} "),
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

#[cfg(test)]
mod tests {
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
        assert_eq!(euro.of_dollars(100.0), "\u{20ac}90.00");
        let read = ["\u{20ac}12", "12 EUR", "EUR 12", "$12", "12"].map(|text| euro.amount(text));
        assert_eq!(read, [Some(12.0), Some(12.0), Some(12.0), None, None]);
    }
}
