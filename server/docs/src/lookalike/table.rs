//! Which characters look like which of ASCII: of the confusables of Unicode (UTS 39, `confusables.txt`) those of alphabets that
//! keyboards have, and by rule the styled letters that compatibility decomposition (NFKC) turns into ASCII.

/// Letters that are drawn like one of ASCII, by that one: Cyrillic, Greek, Armenian, Cherokee, Roman numerals.
const SAME: [(&str, &str); 52] = [
    ("a", "\u{430}\u{251}"),
    ("c", "\u{441}\u{3f2}\u{217d}"),
    ("d", "\u{501}\u{217e}"),
    ("e", "\u{435}"),
    ("g", "\u{261}\u{581}"),
    ("h", "\u{4bb}\u{570}"),
    ("i", "\u{456}\u{2170}"),
    ("j", "\u{458}\u{3f3}\u{575}"),
    ("l", "\u{4cf}\u{217c}"),
    ("m", "\u{217f}"),
    ("n", "\u{578}"),
    ("o", "\u{43e}\u{3bf}\u{585}"),
    ("p", "\u{440}"),
    ("q", "\u{51b}\u{566}"),
    ("s", "\u{455}"),
    ("u", "\u{57d}"),
    ("v", "\u{475}\u{2174}"),
    ("w", "\u{51d}"),
    ("x", "\u{445}\u{2179}"),
    ("y", "\u{443}\u{4af}"),
    ("A", "\u{410}\u{391}\u{13aa}"),
    ("B", "\u{412}\u{392}\u{13f4}"),
    ("C", "\u{421}\u{3f9}\u{13df}\u{216d}"),
    ("D", "\u{13a0}\u{216e}"),
    ("E", "\u{415}\u{395}\u{13ac}"),
    ("F", "\u{3dc}"),
    ("G", "\u{50c}\u{13c0}"),
    ("H", "\u{41d}\u{397}\u{13bb}"),
    ("I", "\u{406}\u{399}\u{4c0}\u{2160}"),
    ("J", "\u{408}\u{37f}\u{13ab}"),
    ("K", "\u{41a}\u{39a}\u{13e6}\u{212a}"),
    ("L", "\u{13de}\u{216c}\u{53c}"),
    ("M", "\u{41c}\u{39c}\u{13b7}\u{216f}"),
    ("N", "\u{39d}"),
    ("O", "\u{41e}\u{39f}\u{555}"),
    ("P", "\u{420}\u{3a1}\u{13e2}"),
    ("Q", "\u{51a}"),
    ("R", "\u{13a1}"),
    ("S", "\u{405}\u{54f}\u{13da}"),
    ("T", "\u{422}\u{3a4}\u{13a2}"),
    ("U", "\u{54d}"),
    ("V", "\u{474}\u{13d9}\u{2164}"),
    ("W", "\u{51c}\u{13d4}"),
    ("X", "\u{425}\u{3a7}\u{2169}"),
    ("Y", "\u{4ae}\u{3a5}"),
    ("Z", "\u{396}\u{13c3}"),
    // Alike enough within a word of ASCII letters; by themselves they are letters of formulas and prose.
    ("a", NEAR[0]),
    ("i", NEAR[1]),
    ("k", NEAR[2]),
    ("p", NEAR[3]),
    ("v", NEAR[4]),
    ("y", NEAR[5]),
];

/// Of those, the ones that are only like a letter of ASCII when they stand among such.
const NEAR: [&str; 6] = ["\u{3b1}", "\u{3b9}", "\u{3ba}\u{43a}", "\u{3c1}", "\u{3bd}", "\u{3b3}\u{423}"];

/// Signs that are drawn like one of ASCII.
const SIGNS: [(&str, &str); 12] = [
    ("\"", "\u{201c}\u{201d}\u{201e}\u{201f}\u{2033}\u{2036}"),
    ("'", "\u{2018}\u{2019}\u{201b}\u{2032}\u{2035}\u{b4}"),
    ("`", "\u{1fef}"),
    (
        " ",
        "\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{202f}\u{205f}\u{3000}",
    ),
    (";", "\u{37e}"),
    ("/", "\u{2044}\u{2215}\u{29f8}"),
    (":", "\u{2236}\u{a789}\u{589}"),
    (".", "\u{2024}"),
    (",", "\u{201a}"),
    ("|", "\u{2223}"),
    ("*", "\u{2217}"),
    ("~", "\u{223c}\u{2dc}"),
];

/// The characters of ASCII in the order of their full-width forms, U+FF01 on.
const ASCII: &str =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// The letter or digit of ASCII that `c`, which is none, looks like.
pub(super) fn letter(c: char) -> Option<&'static str> {
    // PERF: what diagrams are drawn with, and most of what East Asia writes.
    if ('\u{2500}'..='\u{25ff}').contains(&c) || ('\u{3040}'..='\u{d7ff}').contains(&c) {
        return None;
    }
    styled(c).filter(|like| like.bytes().all(|byte| byte.is_ascii_alphanumeric())).or_else(|| among(&SAME, c))
}

/// The sign of ASCII that `c` looks like; dashes are none of them.
pub(super) fn sign(c: char) -> Option<&'static str> {
    styled(c).or_else(|| among(&SIGNS, c))
}

fn among(table: &[(&'static str, &str)], c: char) -> Option<&'static str> {
    table.iter().find(|(_, alike)| alike.contains(c)).map(|(like, _)| *like)
}

/// Whether nobody could tell the letter from one of ASCII, wherever it stands.
pub(super) fn is_same(c: char) -> bool {
    !NEAR.iter().any(|near| near.contains(c))
}

/// Whether `c` is a full-width or mathematical form of a character of ASCII.
pub(super) fn is_styled(c: char) -> bool {
    styled(c).is_some()
}

/// Full-width forms, and the 13 mathematical alphabets and 5 rows of digits with what fills the gaps in them.
fn styled(c: char) -> Option<&'static str> {
    const LETTERLIKE: [(&str, &str); 12] = [
        ("C", "\u{2102}\u{212d}"),
        ("H", "\u{210b}\u{210c}\u{210d}"),
        ("I", "\u{2110}\u{2111}"),
        ("L", "\u{2112}"),
        ("N", "\u{2115}"),
        ("P", "\u{2119}"),
        ("Q", "\u{211a}"),
        ("R", "\u{211b}\u{211c}\u{211d}"),
        ("Z", "\u{2124}\u{2128}"),
        ("e", "\u{212f}"),
        ("h", "\u{210e}"),
        ("o", "\u{2134}"),
    ];
    let number = u32::from(c);
    let code = match number {
        0xff01..=0xff5e => number - 0xff01 + u32::from('!'),
        0x1d400..=0x1d6a3 => match (number - 0x1d400) % 52 {
            capital @ 0..26 => u32::from('A') + capital,
            small => u32::from('a') + small - 26,
        },
        0x1d7ce..=0x1d7ff => u32::from('0') + (number - 0x1d7ce) % 10,
        _ => return among(&LETTERLIKE, c),
    };
    let at = usize::try_from(code).ok()?.checked_sub('!' as usize)?;
    ASCII.get(at..=at)
}

/// Whether `c` is a hyphen, a dash or a minus other than that of ASCII.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Whether word processors write this dash for two hyphens.
pub(super) fn is_long_dash(c: char) -> bool {
    matches!(c, '\u{2013}'..='\u{2015}' | '\u{2e3a}' | '\u{fe58}')
}

/// Whether `c` is of a script whose texts have full-width forms of ASCII.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3001}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_stands_for_two_and_none_is_ascii() {
        let of = |table: &[(&str, &str)]| table.iter().map(|(_, alike)| *alike).collect::<String>();
        let all = of(&SAME) + &of(&SIGNS);
        for c in all.chars() {
            assert_eq!(all.matches(c).count(), 1, "{c:?}");
            assert!(!c.is_ascii() && !is_dash(c) && !is_styled(c), "{c:?}");
        }
    }

    #[test]
    fn letters_are_letters_and_signs_are_none() {
        assert!(SAME.iter().all(|(_, alike)| alike.chars().all(char::is_alphanumeric)));
        assert!(SIGNS.iter().all(|(_, alike)| !alike.chars().any(char::is_alphanumeric)));
    }

    #[test]
    fn styled_letters_are_computed() {
        let like = |text: &str| text.chars().filter_map(styled).collect::<String>();
        assert_eq!(like("\u{ff41}\u{ff3a}\u{ff10}\u{ff5e}\u{ff01}"), "aZ0~!");
        assert_eq!(like("\u{1d400}\u{1d433}\u{1d434}\u{1d68a}\u{1d6a3}\u{1d7ce}\u{1d7ff}"), "AzAaz09");
        assert_eq!(like("\u{210e}\u{211d}a\u{3b1}"), "hR");
    }
}
