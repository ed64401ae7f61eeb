//! Numbers, runs and sections as bytes, and a reader that never trusts a length.

use super::Corrupt;

const SHORT: Corrupt = Corrupt("it is cut short");

/// Appends a number as LEB128: seven bits a byte, lowest first.
pub(crate) fn put_varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends bytes with their length before them.
pub(crate) fn put_section(out: &mut Vec<u8>, bytes: &[u8]) {
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Appends numbers as pairs of a number and how often it follows itself.
pub(crate) fn put_runs(out: &mut Vec<u8>, numbers: impl Iterator<Item = u64>) {
    let mut run: Option<(u64, u64)> = None;
    for number in numbers {
        run = match run {
            Some((held, length)) if held == number => Some((held, length + 1)),
            ended => {
                put_run(out, ended);
                Some((number, 1))
            }
        };
    }
    put_run(out, run);
}

fn put_run(out: &mut Vec<u8>, run: Option<(u64, u64)>) {
    if let Some((number, length)) = run {
        put_varint(out, number);
        put_varint(out, length);
    }
}

/// What is left to read.
pub(crate) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next number.
    pub fn varint(&mut self) -> Result<u64, Corrupt> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first().ok_or(SHORT)?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Corrupt("a number is too long"))
    }

    /// The next number, which is at most `most`.
    pub fn length(&mut self, most: usize) -> Result<usize, Corrupt> {
        let length = usize::try_from(self.varint()?).ok().filter(|length| *length <= most);
        length.ok_or(Corrupt("a length is out of bounds"))
    }

    /// The next `length` bytes.
    pub fn bytes(&mut self, length: usize) -> Result<&'a [u8], Corrupt> {
        let (bytes, rest) = self.0.split_at_checked(length).ok_or(SHORT)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// The next bytes with their length before them.
    pub fn section(&mut self) -> Result<&'a [u8], Corrupt> {
        let length = self.length(self.0.len())?;
        self.bytes(length)
    }

    /// The next `count` numbers, kept as runs.
    pub fn runs(&mut self, count: usize) -> Result<Vec<u64>, Corrupt> {
        let mut numbers = Vec::with_capacity(count);
        while numbers.len() < count {
            let number = self.varint()?;
            let length = self.length(count - numbers.len())?;
            if length == 0 {
                return Err(Corrupt("a run is empty"));
            }
            numbers.resize(numbers.len() + length, number);
        }
        Ok(numbers)
    }
}
