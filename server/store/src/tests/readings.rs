//! Readings: tail, sealing, restart, ranges, and beside samples of the same name.

use super::*;
use model::metric::Reading;
use proptest::prelude::*;

/// A reading a minute of one metric.
fn readings(metric: &str, minutes: impl IntoIterator<Item = i64>) -> Batch {
    let reading = |minute: i64| Reading {
        metric: metric.into(),
        at: At(minute * MINUTE + minute % 3),
        value: (minute * 7_919 % 1_009) as f64 / 8.0,
    };
    Batch { readings: minutes.into_iter().map(reading).collect(), ..Batch::default() }
}

fn read(store: &Store, metric: &str) -> Vec<Reading> {
    store.readings(metric, At(i64::MIN), At(i64::MAX)).unwrap()
}

#[test]
fn a_tail_of_readings_is_sealed_and_read_as_one_with_its_blocks() {
    let mut store = Store::memory().unwrap();
    for start in (0..1_020).step_by(10) {
        store.append(&readings("m", start..start + 10)).unwrap();
    }
    assert_eq!((count(&store, "reading"), count(&store, "reading_block")), (1_020, 0));
    store.append(&readings("m", 1_020..1_030)).unwrap();
    store.append(&readings("m", 1_030..1_040)).unwrap();
    assert_eq!((count(&store, "reading"), count(&store, "reading_block")), (10, 1));
    let all = readings("m", 0..1_040).readings;
    assert_eq!(read(&store, "m"), all);
    assert_eq!(store.readings("m", all[1_020].at, all[1_035].at).unwrap(), all[1_020..1_035]);
    assert_eq!(store.readings("m", all[3].at, all[3].at).unwrap(), []);
    assert_eq!(read(&store, "n"), []);
}

#[test]
fn readings_outlive_the_process_and_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pharos.db");
    let mut store = Store::open(&path).unwrap();
    store.append(&readings("m", 0..1_500)).unwrap();
    store.append(&readings("m", 1_500..1_510)).unwrap();
    drop(store);
    let mut store = Store::open(&path).unwrap();
    store.append(&readings("m", 1_505..1_520)).unwrap();
    assert_eq!(read(&store, "m"), readings("m", 0..1_520).readings);
}

#[test]
fn a_metric_and_a_check_of_one_name_do_not_meet() {
    let mut store = Store::memory().unwrap();
    store
        .append(&Batch { samples: minutes("a", "local", 0..1_100).samples, ..readings("a", 0..1_200) })
        .unwrap();
    assert_eq!(all(&store, "a"), minutes("a", "local", 0..1_100).samples);
    assert_eq!(read(&store, "a"), readings("a", 0..1_200).readings);
    assert_eq!(store.last_seen().unwrap(), Some(sample("a", "local", 1_099).at));
}

#[test]
fn readings_of_a_batch_that_fails_are_not_kept() {
    let mut store = Store::memory().unwrap();
    let no = "CREATE TRIGGER no BEFORE INSERT ON sample BEGIN SELECT RAISE(ABORT, 'no'); END";
    store.db.execute_batch(no).unwrap();
    let batch = Batch { samples: minutes("a", "local", 0..3).samples, ..readings("m", 0..3) };
    assert!(store.append(&batch).is_err());
    assert_eq!((count(&store, "reading"), count(&store, "series")), (0, 0));
    store.db.execute_batch("DROP TRIGGER no").unwrap();
    store.append(&batch).unwrap();
    assert_eq!(read(&store, "m"), batch.readings);
}

#[test]
fn what_is_no_number_is_kept_to_the_bit() {
    let mut store = Store::memory().unwrap();
    let values = [f64::NAN, f64::INFINITY, -0.0, f64::MIN_POSITIVE, -1e308];
    let readings = values.into_iter().zip(1..);
    let readings = readings.map(|(value, at)| Reading { metric: "m".into(), at: At(at), value }).collect();
    store.append(&Batch { readings, ..Batch::default() }).unwrap();
    let bits: Vec<_> = read(&store, "m").iter().map(|reading| reading.value.to_bits()).collect();
    assert_eq!(bits, values.map(f64::to_bits));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Batches of any size, late, doubled, each appended twice: what is read is the set of what was said.
    #[test]
    fn whatever_the_order_all_readings_are_kept_once(
        batches in prop::collection::vec((0i64..4_000, 1i64..1_400, any::<bool>()), 1..10),
    ) {
        let mut store = Store::memory().unwrap();
        let mut kept = std::collections::BTreeSet::new();
        for (start, length, backwards) in batches {
            let mut batch = readings("m", start..start + length);
            if backwards {
                batch.readings.reverse();
            }
            store.append(&batch).unwrap();
            store.append(&batch).unwrap();
            kept.extend(start..start + length);
            prop_assert!(count(&store, "reading") < 1_024);
        }
        prop_assert_eq!(read(&store, "m"), readings("m", kept).readings);
    }
}
