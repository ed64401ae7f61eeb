#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::bytes::put_varint;
use super::*;
use proptest::prelude::*;

fn detail() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 2 => Just("status 503".to_owned()), 1 => "\\PC{0,40}"]
}

fn points(most: usize) -> impl Strategy<Value = Vec<Point<'static>>> {
    let instant = prop_oneof![any::<i64>(), 0i64..100_000_000];
    let outcome = prop::sample::select(Outcome::ALL.to_vec());
    prop::collection::vec((instant, outcome, any::<u32>(), detail()), 0..most).prop_map(|rows| {
        let mut points: Vec<_> = rows
            .into_iter()
            .map(|(at, outcome, latency, detail)| Point { at, outcome, latency, detail: detail.into() })
            .collect();
        points.sort_by_key(|point| point.at);
        points
    })
}

/// A schedule of one probe a minute, a few milliseconds late, and an outage in its middle.
fn steady(count: i64) -> Vec<Point<'static>> {
    let point = |n: i64| {
        let down = (count / 2..count / 2 + 30).contains(&n);
        Point {
            at: 1_790_000_000_000 + n * 60_000 + n * 7_919 % 5,
            outcome: if down { Outcome::Fail } else { Outcome::Pass },
            latency: 3_000 + (n * 104_729 % 997) as u32,
            detail: if down { format!("status 503 after {} us", n * 31 % 977) } else { String::new() }.into(),
        }
    };
    (0..count).map(point).collect()
}

#[test]
fn a_steady_schedule_takes_less_than_two_bytes_a_sample() {
    let points = steady(1_440);
    let bytes = encode(&points).unwrap();
    assert_eq!(decode(&bytes).unwrap(), points);
    assert!(bytes.len() < 2 * points.len(), "{} bytes for {} samples", bytes.len(), points.len());
}

#[test]
fn many_long_details_are_deflated() {
    let bytes = encode(&steady(60)).unwrap();
    let texts: usize = steady(60).iter().map(|point| point.detail.len()).sum();
    let bare =
        encode(&steady(60).into_iter().map(|point| Point { detail: "".into(), ..point }).collect::<Vec<_>>());
    assert!(bytes.len() - bare.unwrap().len() < texts / 2);
}

#[test]
fn details_above_the_limit_are_kept_as_they_are() {
    let long = "x".repeat(17 << 20);
    let points = [Point { at: 0, outcome: Outcome::Fail, latency: 1, detail: long.into() }];
    assert_eq!(decode(&encode(&points).unwrap()).unwrap(), points);
}

#[test]
fn a_block_that_claims_more_than_it_may_hold_is_refused() {
    let mut bytes = vec![0; 4];
    put_varint(&mut bytes, u64::MAX);
    assert_eq!(decode(&sealed(bytes)), Err(Corrupt("a length is out of bounds")));
    assert!(encode(&steady(MOST as i64 + 1)).is_err());
}

/// Gives the bytes a checksum that matches, so that what lies behind it is tried.
pub(super) fn sealed(bytes: Vec<u8>) -> Vec<u8> {
    frame::close(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn decoding_gives_back_what_was_encoded(points in points(300)) {
        prop_assert_eq!(decode(&encode(&points).unwrap()).unwrap(), points);
    }

    #[test]
    fn a_changed_byte_is_noticed(place in any::<prop::sample::Index>(), flip in 1u8..) {
        let mut bytes = encode(&steady(200)).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        prop_assert!(decode(&bytes).is_err());
    }

    #[test]
    fn a_cut_block_is_noticed(length in any::<prop::sample::Index>()) {
        let bytes = encode(&steady(200)).unwrap();
        prop_assert!(decode(&bytes[..length.index(bytes.len())]).is_err());
    }

    #[test]
    fn bytes_that_were_never_a_block_give_an_error(bytes in prop::collection::vec(any::<u8>(), 4..400)) {
        prop_assert!(decode(&bytes).is_err());
        prop_assert!(decode(&sealed(bytes)).is_err());
    }

    #[test]
    fn a_forged_checksum_gives_no_panic(place in any::<prop::sample::Index>(), flip in 1u8..) {
        let mut bytes = encode(&steady(200)).unwrap();
        let place = 4 + place.index(bytes.len() - 4);
        bytes[place] ^= flip;
        if let Ok(points) = decode(&sealed(bytes)) {
            prop_assert!(points.len() <= MOST);
        }
    }
}
