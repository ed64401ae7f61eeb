//! Lists in the order of a figure. One sort serves them all: a sort of its own for each kind of list would be a tenth of what
//! the browser loads.

/// Puts a list in the rising order of `key`; those with equal keys stay as they are to each other. The keys are compared as
/// `f64::total_cmp` does.
pub(crate) fn by<T>(list: &mut [T], key: impl Fn(&T) -> f64) {
    let keys: Vec<f64> = list.iter().map(key).collect();
    for (place, from) in swaps(&keys).into_iter().enumerate() {
        list.swap(place, from);
    }
}

/// With which place each is to be swapped, from the first on, so that figures rise.
#[inline(never)]
fn swaps(keys: &[f64]) -> Vec<usize> {
    let places = places(keys);
    let at = |place: usize| places.get(place).copied().unwrap_or(place);
    // What is wanted from a place that has been filled already was swapped to where that was taken from.
    let from = |place: usize| {
        let mut from = at(place);
        while from < place {
            from = at(from);
        }
        from
    };
    (0..keys.len()).map(from).collect()
}

/// The places of figures in their rising order; equal ones in the order in which they stand. Runs are merged, each twice as
/// long as those before.
#[inline(never)]
pub(crate) fn places(keys: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..keys.len()).collect();
    let mut length = 1;
    while length < places.len() {
        places = places.chunks(2 * length).flat_map(|pair| merged(keys, pair, length)).collect();
        length *= 2;
    }
    places
}

/// The two rising runs of a pair as one; the first of them is so long.
fn merged(keys: &[f64], pair: &[usize], length: usize) -> Vec<usize> {
    let (mut first, mut second) = pair.split_at(length.min(pair.len()));
    let key = |place: &usize| keys.get(*place).copied().unwrap_or(0.0);
    let mut all = Vec::with_capacity(pair.len());
    while let ([a, left @ ..], [b, right @ ..]) = (first, second) {
        if key(b).total_cmp(&key(a)).is_lt() {
            all.push(*b);
            second = right;
        } else {
            all.push(*a);
            first = left;
        }
    }
    all.extend_from_slice(first);
    all.extend_from_slice(second);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_order_of_a_stable_sort(list in prop::collection::vec((0..9u8, any::<f64>()), 0..60)) {
            let mut want = list.clone();
            want.sort_by_key(|(key, _)| *key);
            let mut got = list.clone();
            by(&mut got, |(key, _)| f64::from(*key));
            prop_assert_eq!(format!("{got:?}"), format!("{want:?}"));
            let mut falling = list.clone();
            by(&mut falling, |(key, _)| -f64::from(*key));
            want = list;
            want.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
            prop_assert_eq!(format!("{falling:?}"), format!("{want:?}"));
        }
    }
}
