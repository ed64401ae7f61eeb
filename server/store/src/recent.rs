//! The few samples that a verdict may still hang on, as bytes: nine each, the instant (i64, little endian) and the
//! number of the outcome.

use crate::error::Fault;
use model::sample::Outcome;
use model::time::At;
use std::collections::VecDeque;

/// The bytes of `samples`.
pub(crate) fn bytes(samples: &VecDeque<(At, Outcome)>) -> Vec<u8> {
    samples.iter().flat_map(|(at, outcome)| at.0.to_le_bytes().into_iter().chain([outcome.code()])).collect()
}

/// The samples that [`bytes`] made these of.
pub(crate) fn samples(bytes: &[u8]) -> Result<VecDeque<(At, Outcome)>, Fault> {
    let damaged = || Fault::Damaged("a streak's samples cannot be read".into());
    let (samples, rest) = bytes.as_chunks::<9>();
    if !rest.is_empty() {
        return Err(damaged());
    }
    let sample = |[at @ .., outcome]: &[u8; 9]| {
        Ok((At(i64::from_le_bytes(*at)), Outcome::from_code(*outcome).ok_or_else(damaged)?))
    };
    samples.iter().map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_was_written() {
        let recent: VecDeque<_> = [(At(-1), Outcome::Pass), (At(i64::MAX), Outcome::Fail)].into();
        assert_eq!(samples(&bytes(&recent)).unwrap(), recent);
        assert!(samples(&[0; 10]).is_err());
        assert!(samples(&[9; 9]).is_err());
    }
}
