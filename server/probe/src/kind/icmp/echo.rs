//! Echo and echo reply. Formats: RFC 792, page 14; RFC 4443, section 4; the IPv4 header: RFC 791, section 3.1.

use std::hash::{BuildHasher, RandomState};

/// Types of echo and echo reply in ICMP and ICMPv6.
const V4: (u8, u8) = (8, 0);
const V6: (u8, u8) = (128, 129);

/// An echo to send, one of a series.
pub(super) struct Echo {
    kinds: (u8, u8),
    number: u16,
    /// Sets the series apart from those of other processes, together with the identifier, which is the kernel's
    /// to choose on unprivileged sockets.
    token: [u8; 8],
}

impl Echo {
    /// The first of a series.
    pub fn new(v6: bool) -> Echo {
        // The keys of a hasher are random, and no more is needed than not to be mistaken for a neighbour.
        let token = RandomState::new().hash_one("echo").to_be_bytes();
        Echo { kinds: if v6 { V6 } else { V4 }, number: 0, token }
    }

    /// The next of the series.
    pub fn next(self) -> Echo {
        Echo { number: self.number.wrapping_add(1), ..self }
    }

    /// As it is sent. The checksum is right for IPv4; that of IPv6 is the kernel's.
    pub fn request(&self) -> Vec<u8> {
        let [a, b, ..] = self.token;
        let [high, low] = self.number.to_be_bytes();
        let mut bytes = [&[self.kinds.0, 0, 0, 0, a, b, high, low][..], &self.token].concat();
        let sum = checksum(&bytes).to_be_bytes();
        bytes.iter_mut().skip(2).zip(sum).for_each(|(place, byte)| *place = byte);
        bytes
    }

    /// The number of the echo in this series that a message answers, if it does.
    pub fn answered(&self, message: &[u8]) -> Option<u16> {
        let message = without_ip(message)?;
        let (head, token) = message.split_at_checked(8)?;
        let [kind, 0, _, _, _, _, high, low] = head else { return None };
        let number = u16::from_be_bytes([*high, *low]);
        (*kind == self.kinds.1 && token == self.token && number <= self.number).then_some(number)
    }
}

/// The message behind the IPv4 header, which raw sockets include. No type that matters here begins with a four.
fn without_ip(message: &[u8]) -> Option<&[u8]> {
    match message.first()? {
        first @ 0x45..=0x4f => message.get(usize::from(first & 0xf) * 4..),
        _ => Some(message),
    }
}

/// The ones' complement of the sum of 16-bit words (RFC 1071); the length is even.
fn checksum(bytes: &[u8]) -> u16 {
    let words =
        bytes.chunks(2).map(|pair| pair.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)));
    let sum: u32 = words.sum();
    let folded = (sum & 0xffff) + (sum >> 16);
    !(((folded & 0xffff) + (folded >> 16)) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reply(echo: &Echo) -> Vec<u8> {
        let mut reply = echo.request();
        reply[0] = echo.kinds.1;
        reply
    }

    #[test]
    fn only_its_own_series_is_answered() {
        for v6 in [false, true] {
            let (first, other) = (Echo::new(v6), Echo::new(v6));
            let (early, unsent) =
                (reply(&first), reply(&Echo { number: 2, ..Echo { token: first.token, ..Echo::new(v6) } }));
            let second = first.next();
            assert_eq!(second.answered(&reply(&second)), Some(1));
            assert_eq!(second.answered(&early), Some(0));
            assert_eq!(second.answered(&unsent), None);
            assert_eq!(second.answered(&second.request()), None, "an echo is no answer");
            assert_eq!(second.answered(&reply(&other)), None);
            assert_eq!(second.answered(&[&[0x45; 20][..], &reply(&second)].concat()), Some(1));
        }
    }

    #[test]
    fn the_checksum_makes_the_sum_zero() {
        // The example of RFC 1071, section 3.
        assert_eq!(checksum(&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]), !0xddf2);
        assert_eq!(checksum(&Echo::new(false).request()), 0);
    }

    proptest! {
        #[test]
        fn random_bytes_answer_nothing(bytes: Vec<u8>) {
            prop_assert_eq!(Echo::new(false).answered(&bytes), None);
            prop_assert_eq!(Echo::new(true).answered(&bytes), None);
        }
    }
}
