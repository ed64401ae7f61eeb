//! The least value of a smooth function, by BFGS with a backtracking line search.
//! Source: Nocedal, Wright: Numerical Optimization, chapters 3 and 6.

/// Where the search ended.
#[derive(Clone)]
pub(super) struct Minimum {
    /// The point.
    pub at: Vec<f64>,
    /// The function's value there.
    pub value: f64,
}

/// Walks down from `start` for at most `steps` steps, until two in a row win less than `tolerance` of the value.
/// `function` gives the value at a point and writes its slope; a value that is no number is a wall.
pub(super) fn minimise(
    start: &[f64],
    steps: u32,
    tolerance: f64,
    mut function: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Minimum {
    let d = start.len();
    let mut at = start.to_vec();
    let mut slope = vec![0.0; d];
    let mut value = function(&at, &mut slope);
    let mut inverse = scaled(d, &slope);
    let (mut next, mut next_slope) = (at.clone(), slope.clone());
    let mut idle = 0;
    for _ in 0..steps {
        let mut direction: Vec<f64> = inverse.iter().map(|row| -dot(row, &slope)).collect();
        let mut descent = dot(&direction, &slope);
        if descent.is_nan() || descent >= 0.0 {
            inverse = scaled(d, &slope);
            direction = inverse.iter().map(|row| -dot(row, &slope)).collect();
            descent = dot(&direction, &slope);
        }
        let mut length = 1.0;
        let mut found = false;
        for _ in 0..30 {
            for ((next, at), by) in next.iter_mut().zip(&at).zip(&direction) {
                *next = at + length * by;
            }
            let tried = function(&next, &mut next_slope);
            if tried <= value + 1e-4 * length * descent {
                idle = if value - tried <= tolerance * (1.0 + value.abs()) { idle + 1 } else { 0 };
                value = tried;
                found = true;
                break;
            }
            length *= 0.4;
        }
        if !found {
            break;
        }
        update(&mut inverse, &at, &next, &slope, &next_slope);
        std::mem::swap(&mut at, &mut next);
        std::mem::swap(&mut slope, &mut next_slope);
        if idle >= 2 {
            break;
        }
    }
    Minimum { at, value }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A first guess of the inverse curvature with which the first step is at most 1 long.
fn scaled(d: usize, slope: &[f64]) -> Vec<Vec<f64>> {
    let length = libm::sqrt(dot(slope, slope));
    let size = if length > 1.0 { 1.0 / length } else { 1.0 };
    (0..d).map(|i| (0..d).map(|j| if i == j { size } else { 0.0 }).collect()).collect()
}

/// H + (1 + y'Hy / s'y) s s' / s'y - (H y s' + s y' H) / s'y, for a step s that changed the slope by y.
fn update(inverse: &mut [Vec<f64>], at: &[f64], next: &[f64], slope: &[f64], next_slope: &[f64]) {
    let s: Vec<f64> = next.iter().zip(at).map(|(next, at)| next - at).collect();
    let y: Vec<f64> = next_slope.iter().zip(slope).map(|(next, slope)| next - slope).collect();
    let curvature = dot(&s, &y);
    if curvature.is_nan() || curvature <= 1e-12 * libm::sqrt(dot(&s, &s) * dot(&y, &y)) {
        return;
    }
    let hy: Vec<f64> = inverse.iter().map(|row| dot(row, &y)).collect();
    let factor = (1.0 + dot(&y, &hy) / curvature) / curvature;
    for ((row, s_i), hy_i) in inverse.iter_mut().zip(&s).zip(&hy) {
        for ((entry, s_j), hy_j) in row.iter_mut().zip(&s).zip(&hy) {
            *entry += factor * s_i * s_j - (hy_i * s_j + s_i * hy_j) / curvature;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bent_valley_of_rosenbrock_is_walked_to_its_end() {
        let found = minimise(&[-1.2, 1.0], 500, 1e-14, |at, slope| {
            let (x, y) = (at[0], at[1]);
            slope[0] = -2.0 * (1.0 - x) - 400.0 * x * (y - x * x);
            slope[1] = 200.0 * (y - x * x);
            (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x)
        });
        assert!(found.value < 1e-10 && (found.at[0] - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_wall_is_not_crossed() {
        let found = minimise(&[1.0], 200, 1e-14, |at, slope| {
            slope[0] = 1.0;
            if at[0] > 0.5 { at[0] } else { f64::NAN }
        });
        assert!(found.value > 0.5 && found.value <= 1.0);
    }
}
