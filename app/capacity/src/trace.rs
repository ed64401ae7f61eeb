//! How a figure came about: its formula, what the symbols stand for, the values put in, where the formula is
//! from, and when it holds. Figures are calculated without one; a trace is asked for where it is shown.

use serde::Serialize;

/// How a figure came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trace {
    /// The formula in symbols.
    pub formula: &'static str,
    /// What each symbol stands for, and its value.
    pub symbols: Vec<Symbol>,
    /// The formula with the values put in, and the result.
    pub substituted: String,
    /// Where the formula is from.
    pub source: &'static str,
    /// When it holds.
    pub validity: &'static str,
}

/// A symbol of a formula.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Symbol {
    /// As it stands in the formula.
    pub name: &'static str,
    /// What it stands for, with its unit.
    pub meaning: &'static str,
    /// Its value in that unit.
    pub value: f64,
}

/// A symbol of a formula.
pub(crate) fn symbol(name: &'static str, meaning: &'static str, value: f64) -> Symbol {
    Symbol { name, meaning, value }
}

/// All of a trace but its values. What never changes lies in tables, so that each use is a few values and no more.
#[cfg(feature = "panel")]
pub(crate) struct Law {
    /// The formula in symbols.
    pub formula: &'static str,
    /// What each symbol stands for.
    pub symbols: &'static [(&'static str, &'static str)],
    /// Where the formula is from.
    pub source: &'static str,
    /// When it holds.
    pub validity: &'static str,
}

#[cfg(feature = "panel")]
impl Law {
    /// The trace of `result`, with a value for each symbol.
    #[inline(never)]
    pub fn trace(&self, values: &[f64], result: f64) -> Trace {
        let each = self.symbols.iter().zip(values);
        let symbols: Vec<_> = each.map(|((name, meaning), value)| symbol(name, meaning, *value)).collect();
        debug_assert_eq!(symbols.len(), values.len());
        Trace::of(self.formula, &symbols, result, self.source, self.validity)
    }
}

impl Trace {
    /// The trace of `result`: each symbol right of the formula's first `=` is replaced by its value.
    pub(crate) fn of(
        formula: &'static str,
        symbols: &[Symbol],
        result: f64,
        source: &'static str,
        validity: &'static str,
    ) -> Trace {
        let (left, right) = formula.split_once('=').unwrap_or((formula, ""));
        let substituted = format!("{left}={} = {}", substituted(right, symbols), shown(result));
        Trace { formula, symbols: symbols.to_vec(), substituted, source, validity }
    }
}

/// The formula with the names of symbols replaced, names being runs of letters, digits and `_`.
fn substituted(formula: &str, symbols: &[Symbol]) -> String {
    let mut text = String::new();
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let named = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let end =
            if named(first) { rest.find(|c| !named(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, after) = rest.split_at(end);
        match symbols.iter().find(|symbol| symbol.name == word) {
            Some(symbol) => text.push_str(&shown(symbol.value)),
            None => text.push_str(word),
        }
        rest = after;
    }
    text
}

/// A value with six digits, in powers of ten where plain digits are hard to read.
pub(crate) fn shown(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 || (1e-4..1e9).contains(&size) {
        let places =
            if size >= 1e5 { 0 } else { (5.0 - libm::floor(libm::log10(size.max(1e-4)))).min(9.0) as usize };
        let text = format!("{value:.places$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        return text.into();
    }
    format!("{value:.5e}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_replaced_as_whole_words() {
        let symbols =
            [symbol("a", "", 3.6), symbol("c", "", 5.0), symbol("S", "", 0.18), symbol("C", "", 0.41)];
        let trace = Trace::of("Wq = C * S / (c - a)", &symbols, 0.052_714_3, "", "");
        assert_eq!(trace.substituted, "Wq = 0.41 * 0.18 / (5 - 3.6) = 0.0527143");
        let trace = Trace::of("x = max(a, ac)", &symbols, 1e12, "", "");
        assert_eq!(trace.substituted, "x = max(3.6, ac) = 1.00000e12");
    }

    #[test]
    fn values_are_shown_without_noise() {
        for (value, text) in
            [(0.0, "0"), (1.0, "1"), (0.1 + 0.2, "0.3"), (123_456.7, "123457"), (2e-9, "2.00000e-9")]
        {
            assert_eq!(shown(value), text);
        }
    }
}
