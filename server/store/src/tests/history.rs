//! Samples: tail, sealing, late ones, doubles, ranges.

use super::*;
use proptest::prelude::*;

#[test]
fn a_tail_is_sealed_when_it_is_long() {
    let mut store = Store::memory().unwrap();
    for minute in 0..1_023 {
        store.append(&minutes("a", "local", [minute])).unwrap();
    }
    assert_eq!((count(&store, "sample"), count(&store, "block")), (1_023, 0));
    store.append(&minutes("a", "local", [1_023])).unwrap();
    assert_eq!((count(&store, "sample"), count(&store, "block")), (0, 1));
    assert_eq!(all(&store, "a"), minutes("a", "local", 0..1_024).samples);
}

#[test]
fn short_blocks_grow_until_they_are_large() {
    let mut store = Store::memory().unwrap();
    for start in (0..6_000).step_by(100) {
        store.append(&minutes("a", "local", start..start + 100)).unwrap();
    }
    assert_eq!(count(&store, "block"), 2);
    assert_eq!(all(&store, "a"), minutes("a", "local", 0..6_000).samples);
}

#[test]
fn a_large_batch_goes_straight_into_blocks() {
    let mut store = Store::memory().unwrap();
    store.append(&minutes("a", "local", 0..10_000)).unwrap();
    assert_eq!((count(&store, "sample"), count(&store, "block")), (0, 3));
    assert_eq!(all(&store, "a"), minutes("a", "local", 0..10_000).samples);
}

#[test]
fn a_range_holds_its_start_and_not_its_end() {
    let mut store = Store::memory().unwrap();
    store.append(&minutes("a", "local", 0..1_500)).unwrap();
    store.append(&minutes("a", "local", 1_500..1_600)).unwrap();
    let wanted = minutes("a", "local", 1_490..1_510).samples;
    let (from, to) = (wanted[0].at, wanted[19].at + 1);
    assert_eq!(store.samples("a", from, to).unwrap(), wanted);
    assert_eq!(store.samples("a", from + 1, to - 1).unwrap(), wanted[1..19]);
    assert_eq!(store.samples("a", to, from).unwrap(), []);
    assert_eq!(store.samples("b", from, to).unwrap(), []);
}

#[test]
fn locations_stand_side_by_side_in_order_of_time() {
    let mut store = Store::memory().unwrap();
    store.append(&minutes("a", "paris", 0..1_100)).unwrap();
    store.append(&minutes("a", "lyon", 0..3)).unwrap();
    let read = all(&store, "a");
    let places: Vec<_> = read[..7].iter().map(|sample| &*sample.location).collect();
    assert_eq!(places, ["lyon", "paris", "lyon", "paris", "lyon", "paris", "paris"]);
    assert!(read.is_sorted_by_key(|sample| sample.at));
}

#[test]
fn the_first_of_two_samples_at_one_instant_counts() {
    for size in [1, 1_500] {
        let mut store = Store::memory().unwrap();
        let first = minutes("a", "local", 0..size);
        let mut other = first.clone();
        other.samples.iter_mut().for_each(|sample| sample.latency += 1);
        store.append(&first).unwrap();
        store.append(&other).unwrap();
        assert_eq!(all(&store, "a"), first.samples);
    }
}

#[test]
fn the_last_sample_is_seen_in_tail_and_block() {
    let mut store = Store::memory().unwrap();
    assert_eq!(store.last_seen().unwrap(), None);
    store.append(&minutes("a", "local", 0..1_100)).unwrap();
    assert_eq!(store.last_seen().unwrap(), Some(sample("a", "local", 1_099).at));
    store.append(&minutes("b", "local", [2_000])).unwrap();
    assert_eq!(store.last_seen().unwrap(), Some(sample("b", "local", 2_000).at));
}

#[test]
fn a_damaged_block_is_told_and_not_read() {
    let mut store = Store::memory().unwrap();
    store.append(&minutes("a", "local", 0..1_100)).unwrap();
    store.db.execute("UPDATE block SET bytes = ?1", [b"not a block".as_slice()]).unwrap();
    let told = store.samples("a", At(0), At(i64::MAX)).unwrap_err().to_string();
    assert!(told.contains("damaged") && told.contains("block 0 of series 1"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Batches of any size, late, doubled, each appended twice: what is read is the set of what was said.
    #[test]
    fn whatever_the_order_all_samples_are_kept_once(
        batches in prop::collection::vec((0i64..4_000, 1i64..1_400, prop::bool::ANY), 1..12),
    ) {
        let mut store = Store::memory().unwrap();
        let mut kept = std::collections::BTreeSet::new();
        for (start, length, backwards) in batches {
            let mut batch = minutes("a", "local", start..start + length);
            if backwards {
                batch.samples.reverse();
            }
            store.append(&batch).unwrap();
            store.append(&batch).unwrap();
            kept.extend(start..start + length);
            prop_assert!(count(&store, "sample") < 1_024);
        }
        prop_assert_eq!(all(&store, "a"), minutes("a", "local", kept).samples);
    }
}
