//! Licence expressions as packages state them: SPDX 2.3, annex D (`MIT OR (Apache-2.0 AND ISC)`,
//! `Apache-2.0 WITH LLVM-exception`), and the slash that old packages write for `OR`.

/// Whether an expression can be met with licences that are `allowed`. A licence with an exception is
/// asked for under its whole name, `A WITH B`. Nothing when the text is no expression.
pub fn satisfied(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let result = any(&mut words, allowed)?;
    words.next().is_none().then_some(result)
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

/// Terms joined by `OR`.
fn any(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut result = all(words, allowed)?;
    while words.next_if_eq(&"OR").is_some() {
        // Both sides are read, whatever the first one gave.
        result |= all(words, allowed)?;
    }
    Some(result)
}

/// Terms joined by `AND`, which binds closer.
fn all(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut result = one(words, allowed)?;
    while words.next_if_eq(&"AND").is_some() {
        result &= one(words, allowed)?;
    }
    Some(result)
}

/// A licence, a licence with an exception, or an expression in parentheses.
fn one(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    match words.next()? {
        "(" => {
            let result = any(words, allowed)?;
            words.next_if_eq(&")").map(|_| result)
        }
        ")" | "OR" | "AND" | "WITH" => None,
        licence => match words.next_if_eq(&"WITH") {
            Some(_) => words.next().map(|exception| allowed(&format!("{licence} WITH {exception}"))),
            None => Some(allowed(licence)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_mit_and_isc(expression: &str) -> Option<bool> {
        satisfied(expression, &|id| ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].contains(&id))
    }

    #[test]
    fn expressions_are_met_by_what_is_allowed() {
        assert_eq!(with_mit_and_isc("MIT"), Some(true));
        assert_eq!(with_mit_and_isc("GPL-3.0"), Some(false));
        assert_eq!(with_mit_and_isc("GPL-3.0 OR MIT"), Some(true));
        assert_eq!(with_mit_and_isc("MIT/Apache-2.0"), Some(true));
        assert_eq!(with_mit_and_isc("GPL-3.0 AND MIT"), Some(false));
        assert_eq!(with_mit_and_isc("MIT OR GPL-3.0 AND GPL-2.0"), Some(true));
        assert_eq!(with_mit_and_isc("(MIT OR GPL-3.0) AND ISC"), Some(true));
        assert_eq!(with_mit_and_isc("(MIT OR ISC) AND GPL-3.0"), Some(false));
        assert_eq!(with_mit_and_isc("Apache-2.0 WITH LLVM-exception"), Some(true));
        assert_eq!(with_mit_and_isc("Apache-2.0"), Some(false));
    }

    #[test]
    fn what_is_no_expression_is_told_apart() {
        for text in ["", "MIT OR", "(MIT", "MIT ISC", "AND MIT", "MIT)", "MIT WITH"] {
            assert_eq!(with_mit_and_isc(text), None, "{text}");
        }
    }
}
