//! A logo: what kind of picture it is and how wide it is to its height, read from its first bytes.

/// A format of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Scalable Vector Graphics.
    Svg,
    /// Portable Network Graphics.
    Png,
}

impl Format {
    /// What names of its files end in.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
        }
    }
}

/// A picture that stands beside the name of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// Its format.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How wide it is when it is one high; from a tenth to ten.
    pub ratio: f64,
}

/// What is wrong, and what to write instead.
type Wrong = (String, &'static str);

impl Logo {
    /// The picture in a file of this name.
    pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Logo, Wrong> {
        let (format, size) = match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("svg") => (Format::Svg, svg(bytes)),
            Some("png") => (Format::Png, png(bytes)),
            _ => {
                return Err((
                    format!("The logo \"{name}\" is neither SVG nor PNG."),
                    "Name a file .svg or .png.",
                ));
            }
        };
        let Some((width, height)) = size else {
            let remedy = match format {
                Format::Svg => {
                    "Write an `<svg>` with a `viewBox`, or with a `width` and a `height` in numbers."
                }
                Format::Png => "Save it as PNG.",
            };
            return Err((format!("It cannot be told how large the picture \"{name}\" is."), remedy));
        };
        let ratio = width / height;
        match (0.1..=10.0).contains(&ratio) {
            true => Ok(Logo { format, bytes: bytes.to_vec(), ratio }),
            false => Err((
                format!("The logo \"{name}\" is {ratio:.2} times as wide as high."),
                "It stands in one line with the name: cut it to at most ten times as wide as high.",
            )),
        }
    }

    /// Whether it is as wide as high, as icons are.
    pub fn is_square(&self) -> bool {
        (self.ratio - 1.0).abs() < 0.05
    }
}

/// Width and height of a PNG (W3C PNG, 5.2 and 11.2.1).
fn png(bytes: &[u8]) -> Option<(f64, f64)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    let number = |at: usize| Some(f64::from(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?)));
    positive(number(0)?, number(4)?)
}

/// Width and height of an SVG (W3C SVG 2, 8.2): of its `viewBox`, or else of its attributes.
fn svg(bytes: &[u8]) -> Option<(f64, f64)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tag = text.get(text.find("<svg")?..)?.split('>').next()?;
    let attribute = |name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}="))?;
        let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    };
    let numbers = |text: &str| -> Option<Vec<f64>> {
        text.split([' ', ',', '\n', '\t']).filter(|it| !it.is_empty()).map(|it| it.parse().ok()).collect()
    };
    if let Some(&[_, _, width, height]) = attribute("viewBox").and_then(numbers).as_deref() {
        return positive(width, height);
    }
    let side = |name| attribute(name)?.trim_end_matches("px").parse().ok();
    positive(side(" width")?, side(" height")?)
}

fn positive(width: f64, height: f64) -> Option<(f64, f64)> {
    (width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0).then_some((width, height))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn ratio(name: &str, bytes: &[u8]) -> Option<f64> {
        Logo::read(name, bytes).ok().map(|it| it.ratio)
    }

    #[test]
    fn a_picture_says_how_wide_it_is() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x14";
        assert_eq!(ratio("a.png", png), Some(2.0));
        for text in [
            "<?xml version=\"1.0\"?><svg viewBox=\"0 0 30 20\"/>",
            "<svg xmlns='x' viewBox='0,0,30,20'>",
            "<svg width=\"30px\" height=\"20\">",
        ] {
            assert_eq!(ratio("a.svg", text.as_bytes()), Some(1.5), "{text}");
        }
    }

    #[test]
    fn what_cannot_stand_beside_a_name_is_none() {
        for text in [
            "",
            "<svg>",
            "<svg width=\"100%\" height=\"1\">",
            "<svg viewBox=\"0 0 0 9\">",
            "viewBox=\"0 0 1 1\"",
        ] {
            assert_eq!(ratio("a.svg", text.as_bytes()), None, "{text}");
        }
        for text in
            ["<svg viewBox=\"0 0 101 10\">", "<svg viewBox=\"0 0 NaN 10\">", "<svg viewBox=\"0 0 1 11\">"]
        {
            assert_eq!(ratio("a.svg", text.as_bytes()), None, "{text}");
        }
        assert_eq!(ratio("a.png", b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(ratio("a.jpg", b"<svg viewBox=\"0 0 1 1\">"), None);
    }
}
