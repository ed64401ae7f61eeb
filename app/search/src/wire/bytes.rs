//! Numbers and texts as bytes, and back without trust.

use super::Broken;

/// Appends a number, seven bits a byte, the lowest first (LEB128).
pub(super) fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a text and the zero byte that ends it; a zero byte within it is left out.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    out.extend(text.bytes().filter(|byte| *byte != 0));
    out.push(0);
}

/// Bytes that are yet to be read.
pub(super) struct Reader<'a>(pub &'a [u8]);

impl Reader<'_> {
    /// The next number; none takes more than 32 bits.
    pub(super) fn number(&mut self) -> Result<usize, Broken> {
        let mut value = 0_u32;
        for shift in [0, 7, 14, 21, 28] {
            let (byte, rest) = self.0.split_first().ok_or(Broken::Damaged)?;
            self.0 = rest;
            let bits = u32::from(byte & 0x7f);
            value |= bits.checked_shl(shift).filter(|it| it >> shift == bits).ok_or(Broken::Damaged)?;
            if byte & 0x80 == 0 {
                return usize::try_from(value).map_err(|_| Broken::Damaged);
            }
        }
        Err(Broken::Damaged)
    }

    /// The next number, of things that each take a byte or more: never above what is left.
    pub(super) fn count(&mut self) -> Result<usize, Broken> {
        self.number().and_then(|count| if count <= self.0.len() { Ok(count) } else { Err(Broken::Damaged) })
    }

    /// The next text.
    pub(super) fn text(&mut self) -> Result<String, Broken> {
        let end = self.0.iter().position(|byte| *byte == 0).ok_or(Broken::Damaged)?;
        let (text, rest) = self.0.split_at_checked(end).ok_or(Broken::Damaged)?;
        self.0 = rest.get(1..).unwrap_or_default();
        String::from_utf8(text.to_vec()).map_err(|_| Broken::Damaged)
    }
}
