//! Where a function crosses zero: one that only rises, or one that is continuous.

/// Halvings that take a bracket which spans one doubling to neighbouring numbers.
const HALVINGS: u32 = 64;

/// Doublings that cross the whole range of numbers.
const DOUBLINGS: u32 = 2100;

/// The smallest `x` found between `low` and `high` with `above(x)`, to the last bits. `above` must be false
/// at first, true from some point on, and true at `high`.
pub fn between(mut low: f64, mut high: f64, above: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if above(middle) { high = middle } else { low = middle }
    }
    high
}

/// The same over all positive numbers, looked for by doubling or halving from `near`, which is positive.
/// Gives infinity or zero when the function does not cross.
pub fn positive(near: f64, above: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (near, near);
    for _ in 0..DOUBLINGS {
        if above(high) {
            break;
        }
        (low, high) = (high, high * 2.0);
    }
    for _ in 0..DOUBLINGS {
        if low < high || !above(low) {
            break;
        }
        (low, high) = (low / 2.0, low);
        if above(low) {
            high = low;
        }
    }
    between(low.min(high), high, above)
}

/// More steps than a bracket of doubles can be cut into by halving alone.
const STEPS: u32 = 200;

/// The zero of `f` between `low` and `high`, where `f` has opposite signs, to the last bits of `high`'s
/// size. Where both ends have the same sign, the end that is nearer to zero.
/// Source: T. R. Chandrupatla, A new hybrid quadratic/bisection algorithm (1997).
pub fn zero(f: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa * fb > 0.0 {
        return if fa.abs() < fb.abs() { a } else { b };
    }
    let mut share = 0.5;
    for _ in 0..STEPS {
        let x = a + share * (b - a);
        let fx = f(x);
        let (c, fc);
        if (fx > 0.0) == (fa > 0.0) {
            (c, fc) = (a, fa);
        } else {
            (c, fc) = (b, fb);
            (b, fb) = (a, fa);
        }
        (a, fa) = (x, fx);
        let nearest = if fa.abs() < fb.abs() { a } else { b };
        let least = 2.0 * f64::EPSILON * nearest.abs() / (b - a).abs();
        if least > 0.5 || fa == 0.0 || fb == 0.0 || a == b {
            return nearest;
        }
        share = inverse_quadratic([a, b, c], [fa, fb, fc]).clamp(least, 1.0 - least);
    }
    a
}

/// Where the parabola through the three points meets zero, as a share of the way from the first to the
/// second; one half where the points do not bend like a parabola.
fn inverse_quadratic([a, b, c]: [f64; 3], [fa, fb, fc]: [f64; 3]) -> f64 {
    let along = (a - b) / (c - b);
    let level = (fa - fb) / (fc - fb);
    let bends = level * level < along && (1.0 - level) * (1.0 - level) < 1.0 - along;
    if !bends {
        return 0.5;
    }
    let share = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb);
    if share.is_finite() { share } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_is_found_to_the_last_bits_wherever_the_search_begins() {
        for near in [1e-9, 1.0, 1.5, 3.0, 1e9] {
            assert!((positive(near, |x| x * x >= 2.0) - libm::sqrt(2.0)).abs() < 1e-15, "from {near}");
        }
        assert!((between(0.0, 10.0, |x| x >= 3.0) - 3.0).abs() < 1e-15);
    }

    #[test]
    fn zeros_are_found_to_the_last_bits() {
        assert!((zero(|x| x * x - 2.0, 0.0, 2.0) - std::f64::consts::SQRT_2).abs() < 1e-15);
        assert!((zero(|x| libm::pow(x, 9.0) - 1e-9, 0.0, 10.0) - 0.1).abs() < 1e-15);
        assert_eq!(zero(|x| x - 3.0, 3.0, 5.0), 3.0);
    }
}
