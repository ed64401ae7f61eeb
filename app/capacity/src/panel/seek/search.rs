//! Where a figure is as asked: looked at over the whole range of an input, and bisected wherever that changes. Nothing is
//! taken for granted of the figure: it may rise, fall, do both, or have no value.

/// Halvings of a step of the grid: to a millionth of it.
const HALVINGS: u32 = 20;

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The values that were looked at, rising, each with the figure if it has one there.
    pub seen: Vec<(f64, Option<f64>)>,
    /// From where to where it is as asked, rising.
    pub spans: Vec<(f64, f64)>,
}

/// Looks at the figure at each value of the rising `grid`; `whole` if only whole numbers make sense between them.
pub fn search(
    grid: &[f64],
    whole: bool,
    figure: impl Fn(f64) -> Option<f64>,
    holds: impl Fn(f64) -> bool,
) -> Found {
    let seen: Vec<_> = grid.iter().map(|value| (*value, figure(*value))).collect();
    let good = |value: f64| figure(value).is_some_and(&holds);
    let mut spans: Vec<(f64, f64)> = Vec::new();
    let mut before: Option<(f64, bool)> = None;
    for (value, its) in &seen {
        let is_good = its.is_some_and(&holds);
        match before {
            Some((last, was)) if was != is_good => {
                let (bad, fine) = if is_good { (last, *value) } else { (*value, last) };
                let end = boundary(bad, fine, whole, &good);
                match (is_good, spans.last_mut()) {
                    (false, Some(span)) => span.1 = end,
                    _ => spans.push((end, *value)),
                }
            }
            None if is_good => spans.push((*value, *value)),
            _ => {}
        }
        if let (true, Some(span)) = (is_good, spans.last_mut()) {
            span.1 = *value;
        }
        before = Some((*value, is_good));
    }
    Found { seen, spans }
}

/// The last value that is good on the way from one that is to one that is not.
fn boundary(mut bad: f64, mut fine: f64, whole: bool, good: &impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = (bad + fine) / 2.0;
        let middle = if whole { libm::floor(middle) } else { middle };
        if middle == bad || middle == fine {
            // The floor of what lies between two neighbours is the lower one.
            break;
        }
        if good(middle) { fine = middle } else { bad = middle }
    }
    fine
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid(to: u32) -> Vec<f64> {
        (0..=to).map(f64::from).collect()
    }

    #[test]
    fn a_figure_that_rises_and_falls_has_several_spans() {
        let wave = |x: f64| (x - 3.0) * (x - 7.5) * (x - 15.0);
        let found = search(&grid(20), false, |x| Some(wave(x)), |y| y <= 0.0);
        assert_eq!(found.spans.len(), 2, "{:?}", found.spans);
        let ends = [0.0, 3.0, 7.5, 15.0];
        for (end, want) in found.spans.iter().flat_map(|(from, to)| [from, to]).zip(ends) {
            assert!((end - want).abs() < 1e-5, "{:?}", found.spans);
        }
    }

    #[test]
    fn what_has_no_value_is_not_as_asked() {
        let found = search(&grid(10), false, |x| (x < 4.25).then_some(1.0), |_| true);
        assert_eq!(found.spans.len(), 1);
        let (from, to) = found.spans[0];
        assert!(from == 0.0 && to < 4.25 && to > 4.249, "{to}");
        assert_eq!(search(&grid(10), false, |_| None, |_| true).spans, []);
    }

    proptest! {
        /// Of whole numbers, the first and the last that are good are found, whichever way the figure goes.
        #[test]
        fn whole_numbers_are_found_exactly(limit in 1u32..1000, falls in any::<bool>()) {
            let sparse: Vec<f64> = [1.0, 4.0, 30.0, 200.0, 1000.0].to_vec();
            let limit = f64::from(limit);
            let figure = |x: f64| Some(if falls { limit - x } else { x - limit });
            let found = search(&sparse, true, figure, |y| y <= 0.0);
            let want = if falls { (limit, 1000.0) } else { (1.0, limit) };
            prop_assert_eq!(found.spans, vec![want]);
        }
    }
}
