//! Text made safe for its place: HTML text and attributes, hrefs, paths in URLs. And percent-decoding back.

use std::fmt::Write;

/// For HTML text and for attributes in double quotes.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A URL with everything encoded that URLs do not hold; what is already encoded stays.
pub(crate) fn href(url: &str) -> String {
    percent(url, b"-_.~!*'();:@&=+$,/?#[]%")
}

/// A path as part of a URL: `?`, `#` and `%` in it are encoded too.
pub fn path(path: &str) -> String {
    percent(path, b"-_.~!*'();@&=+$,/")
}

fn percent(text: &str, keep: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || keep.contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Undoes percent-encoding once; sequences that are not UTF-8 become U+FFFD.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match byte_at(bytes, at) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn byte_at(bytes: &[u8], at: usize) -> Option<u8> {
    let [b'%', high, low] = bytes.get(at..at + 3)? else { return None };
    let digit = |b: &u8| char::from(*b).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decodes_what_is_encoded_and_leaves_the_rest() {
        let cases =
            [("a%20b", "a b"), ("100%", "100%"), ("%zz%4", "%zz%4"), ("%ff", "\u{fffd}"), ("%+1", "%+1")];
        for (given, wanted) in cases {
            assert_eq!(decode(given), wanted);
        }
    }

    #[test]
    fn quotes_and_brackets_never_survive() {
        assert_eq!(html("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
        assert_eq!(href("/a b?\"<>`\\#x%20"), "/a%20b?%22%3C%3E%60%5C#x%20");
    }

    proptest! {
        #[test]
        fn a_path_comes_back(text in ".*") {
            prop_assert_eq!(decode(&path(&text)), text);
        }
    }
}
