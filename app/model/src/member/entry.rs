//! What people may type: sign-in names, passwords, names for display, e-mail addresses, names of tokens.
//!
//! Each rule gives what is wrong as a sentence for whoever typed it.

/// Letters of the longest sign-in name.
pub const MOST_NAME: usize = 32;
/// Letters of the shortest password; NIST SP 800-63B asks for 15 where a password is all there is, OWASP for 8.
pub const LEAST_PASSWORD: usize = 12;
/// Bytes of the longest password.
pub const MOST_PASSWORD: usize = 256;
/// Letters of the longest name for display, and of a token's.
pub const MOST_DISPLAY: usize = 64;
/// Bytes of the longest e-mail address (RFC 5321, section 4.5.3.1.3).
pub const MOST_EMAIL: usize = 254;

/// What is wrong, and what to type instead.
pub type Wrong = &'static str;

/// A sign-in name: 2 to 32 small letters, digits, `.`, `-`, `_`, the first of them a letter. It names a member for good.
pub fn name(text: &str) -> Result<(), Wrong> {
    let first = text.chars().next().is_some_and(|letter| letter.is_ascii_lowercase());
    let known = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '.' | '-' | '_')
    };
    match (2..=MOST_NAME).contains(&text.len()) && first && text.chars().all(known) {
        true => Ok(()),
        false => Err("A sign-in name has 2 to 32 small letters, digits, dots, hyphens or underscores, \
                      and begins with a letter."),
    }
}

/// A password for the member `name`: at least 12 letters, not one letter again and again, without the sign-in name.
pub fn password(text: &str, name: &str) -> Result<(), Wrong> {
    let letters = text.chars().count();
    let mut different: Vec<char> = text.chars().take(MOST_PASSWORD).collect();
    different.sort_unstable();
    different.dedup();
    match () {
        () if letters < LEAST_PASSWORD => {
            Err("A password has at least 12 letters; a few words make a good one.")
        }
        () if text.len() > MOST_PASSWORD => Err("A password has at most 256 bytes."),
        () if different.len() < 5 => {
            Err("That password repeats itself too much; a few words make a good one.")
        }
        () if text.to_lowercase().contains(name) => Err("A password does not hold the sign-in name."),
        () => Ok(()),
    }
}

/// A name as others read it: 1 to 64 letters, none of them a control character, no blanks around it.
pub fn display(text: &str) -> Result<(), Wrong> {
    match readable(text) {
        true => Ok(()),
        false => Err("A name has 1 to 64 letters, and no blanks before or after them."),
    }
}

/// An e-mail address, or nothing: something, `@`, something, without blanks. Only a message to it shows that it exists.
pub fn email(text: &str) -> Result<(), Wrong> {
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control());
    let address = text.split_once('@').is_some_and(|(to, at)| plain(to) && plain(at) && !at.contains('@'));
    match text.is_empty() || (text.len() <= MOST_EMAIL && address) {
        true => Ok(()),
        false => Err("An e-mail address is written such as ada@example.org, with at most 254 letters."),
    }
}

/// The name of an API token: as a name for display.
pub fn token(text: &str) -> Result<(), Wrong> {
    match readable(text) {
        true => Ok(()),
        false => Err("A token has a name of 1 to 64 letters, such as \"deployment\"."),
    }
}

fn readable(text: &str) -> bool {
    let letters = text.chars().take(MOST_DISPLAY + 1).count();
    (1..=MOST_DISPLAY).contains(&letters) && text.trim() == text && !text.contains(odd)
}

/// Characters that cannot be seen, or that turn the direction of what stands beside them (Unicode Bidi_Control).
fn odd(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sign_in_names_are_plain() {
        for good in ["ada", "jo", "a.b-c_9", &"x".repeat(32)] {
            assert_eq!(name(good), Ok(()), "{good}");
        }
        for wrong in ["", "a", "Ada", "9ada", ".ada", "a b", "ad\u{e0}", "a/b", "<b>", &"x".repeat(33)] {
            assert!(name(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn passwords_are_long_and_do_not_hold_the_name() {
        assert_eq!(password("correct horse battery", "ada"), Ok(()));
        assert_eq!(password("p\u{e4}ssw\u{f6}rter \u{fc}ber alles", "ada"), Ok(()));
        let long = "abcdefgh".repeat(40);
        for wrong in ["", "short", "aaaaaaaaaaaaaaaaaa", "abababababababab", "I am ADA lovelace", &long] {
            assert!(password(wrong, "ada").is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_for_display_are_read_as_they_look() {
        assert_eq!(display("Ada Lovelace \u{2764}"), Ok(()));
        for wrong in ["", " ", " Ada", "Ada\n", "Ada\u{202e}adA", "\u{200b}", &"x".repeat(65)] {
            assert!(display(wrong).is_err() && token(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn an_address_has_two_sides_or_is_left_out() {
        assert_eq!((email(""), email("ada@example.org")), (Ok(()), Ok(())));
        for wrong in
            ["ada", "@x", "ada@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", &format!("{}@x", "a".repeat(253))]
        {
            assert!(email(wrong).is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_answered(text in "\\PC{0,400}") {
            let _ = (name(&text), display(&text), email(&text), token(&text));
            prop_assert!(password(&text, "ada").is_err() || text.len() <= MOST_PASSWORD);
        }
    }
}
