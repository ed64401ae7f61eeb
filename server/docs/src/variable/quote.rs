//! How a value is written where a name stood. Quoting is that of POSIX (Shell Command Language, 2.2).

use super::Place;

/// The value as it stands at `place`; none if it cannot stand there.
///
/// SECURITY: values come from links that anybody can send. One that begins with `-` would be an option of the command and is
/// not written, unless it is a number; where another program reads the text once more, no quoting of the shell protects.
pub(super) fn quoted(value: &str, place: Place) -> Option<String> {
    let is_option = value.starts_with('-') && !value.parse::<f64>().is_ok_and(f64::is_finite);
    if value.is_empty() || is_option || value.contains(char::is_control) {
        return None;
    }
    if is_plain(value) {
        return Some(value.to_owned());
    }
    match place {
        Place::Word => Some(format!("'{}'", in_single(value))),
        Place::Double => Some(format!("\"'{}'\"", in_single(value))),
        Place::Single => Some(in_single(value)),
        Place::Bare => None,
    }
}

fn in_single(value: &str) -> String {
    value.replace('\'', "'\\''")
}

/// Whether every character means itself wherever it stands.
fn is_plain(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_@%+=:,./-".contains(&byte))
}

/// A value as a part of a URL behind its host: all but what means nothing there is encoded (RFC 3986, section 2.3).
pub(super) fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut out, byte| {
        match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    #![allow(clippy::disallowed_methods, reason = "the shell itself says what it reads")]

    use super::*;
    use proptest::prelude::*;
    use std::process::Command;

    /// What bash takes `word` for.
    fn read_by_bash(words: &[String]) -> Vec<String> {
        let script = format!("printf '%s\\n' {}", words.join(" "));
        let out =
            Command::new("bash").args(["-c", &script]).output().expect("install the Debian package bash");
        assert!(out.status.success(), "{script}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn a_shell_reads_what_was_filled_in_and_runs_nothing(value in "[^\\p{Cc}\u{2028}\u{2029}\u{85}]{1,40}") {
            prop_assume!(!value.starts_with('-'));
            let word = quoted(&value, Place::Word).unwrap();
            let double = format!("\"a $((1)) {}\"", quoted(&value, Place::Double).unwrap());
            let single = format!("'a {}'", quoted(&value, Place::Single).unwrap());
            let read = read_by_bash(&[format!("x/{word}"), double, single]);
            prop_assert_eq!(read, [format!("x/{value}"), format!("a 1 {value}"), format!("a {value}")]);
        }

        #[test]
        fn what_stands_bare_means_itself(value in "\\PC{0,20}") {
            if let Some(bare) = quoted(&value, Place::Bare) {
                prop_assert!(!bare.contains(|c: char| " '\"\\$`;|&<>(){}[]*?!~#\n".contains(c)), "{}", bare);
                prop_assert_eq!(bare, value);
            }
        }
    }

    #[test]
    fn hostile_values_are_text() {
        let hostile =
            ["$(touch /tmp/x)", "`id`", "a'; rm -rf / #", "\"; id; \"", "a\\", "!!", "~root", "*", "a b"];
        for value in hostile {
            assert_eq!(read_by_bash(&[quoted(value, Place::Word).unwrap()]), [value], "{value}");
            assert_eq!(quoted(value, Place::Bare), None, "{value}");
        }
        for none in ["", "-rf", "--all", "a\nb", "\u{1b}[2J"] {
            assert_eq!(quoted(none, Place::Word), None, "{none:?}");
        }
        assert_eq!(quoted("-1.5", Place::Word).as_deref(), Some("-1.5"));
        assert_eq!(encoded("a/b?c&d\u{e9}"), "a%2Fb%3Fc%26d%C3%A9");
    }
}
