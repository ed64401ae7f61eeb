//! Least squares by Levenberg and Marquardt, with bounds, scaled columns, an analytic Jacobian and several
//! starts. Source: Nocedal, Wright: Numerical Optimization (2006), section 10.3.

use super::linear::{Matrix, inverse, times};

/// Largest X / N, which gamma is likely near.
pub(super) fn scale(points: &[(f64, f64)]) -> f64 {
    points.iter().map(|(n, x)| x / n).fold(0.0, f64::max)
}

/// Coefficients alpha, beta, gamma and the squares they leave.
#[derive(Clone, Copy)]
pub(super) struct Guess {
    value: [f64; 3],
    pub squares: f64,
}

impl Guess {
    pub fn at(&self, index: usize) -> f64 {
        self.value.get(index).copied().unwrap_or(0.0)
    }
}

pub(super) struct Problem<'a> {
    pub points: &'a [(f64, f64)],
    pub weights: &'a [f64],
    pub fitted: [bool; 3],
    pub scale: f64,
}

/// Bounds of alpha and beta; gamma's are far off.
const LOW: [f64; 3] = [0.0, 0.0, 1e-60];
const HIGH: [f64; 3] = [1.0, 1e6, 1e60];

/// Starts for alpha, beta and gamma over the largest X / N.
const STARTS: [[f64; 3]; 8] = [
    [0.01, 1e-4, 1.0],
    [0.0, 0.0, 1.0],
    [0.1, 0.0, 1.2],
    [0.3, 1e-3, 1.5],
    [0.0, 1e-2, 1.0],
    [0.03, 1e-6, 1.1],
    [0.8, 0.1, 2.0],
    [0.001, 0.5, 2.0],
];

impl Problem<'_> {
    /// The best of all starts.
    pub fn best(&self) -> Guess {
        let start = |[alpha, beta, gamma]: [f64; 3]| {
            let keep = |value: f64, fitted: bool| if fitted { value } else { 0.0 };
            let [with_alpha, with_beta, _] = self.fitted;
            self.descend([keep(alpha, with_alpha), keep(beta, with_beta), gamma * self.scale])
        };
        let better = |best: Guess, other: Guess| if other.squares < best.squares { other } else { best };
        let [first, rest @ ..] = STARTS;
        rest.into_iter().map(start).fold(start(first), better)
    }

    /// Levenberg-Marquardt from one start, until steps no longer change anything.
    pub fn descend(&self, start: [f64; 3]) -> Guess {
        let mut here = self.guess(start);
        let mut damping = 1e-3;
        for _ in 0..200 {
            let free = self.free(&here);
            let Some(next) = self.step(&here, free, damping) else { break };
            let moved = next.value.iter().zip(here.value).any(|(a, b)| (a - b).abs() > 1e-11 * b.abs());
            if next.squares < here.squares {
                here = next;
                damping = (damping * 0.1).max(1e-12);
            } else {
                damping *= 10.0;
            }
            // Near the minimum each step is the square of the one before.
            if !moved || damping > 1e10 {
                break;
            }
        }
        here
    }

    fn step(&self, here: &Guess, free: [bool; 3], damping: f64) -> Option<Guess> {
        let scales = [1e-2, 1e-4, self.scale];
        let (mut normal, mut gradient) = self.normal(&here.value, free);
        for (i, row) in normal.iter_mut().enumerate() {
            for (j, value) in row.iter_mut().enumerate() {
                *value *= of(&scales, i) * of(&scales, j);
                if i == j {
                    *value = if of_flag(&free, i) { *value * (1.0 + damping) + 1e-300 } else { 1.0 };
                }
            }
        }
        gradient.iter_mut().zip(scales).for_each(|(value, scale)| *value *= scale);
        let step = times(&inverse(&normal, 3)?, &gradient);
        let moved =
            |i: usize| (of(&here.value, i) + of(&step, i) * of(&scales, i)).clamp(of(&LOW, i), of(&HIGH, i));
        Some(self.guess(std::array::from_fn(moved)))
    }

    /// J'WJ and J'W(error) over the free coefficients.
    fn normal(&self, value: &[f64; 3], free: [bool; 3]) -> (Matrix, [f64; 3]) {
        let (mut normal, mut gradient) = ([[0.0; 3]; 3], [0.0; 3]);
        for (&(n, x), weight) in self.points.iter().zip(self.weights) {
            let slope = slopes(value, n);
            let slope: [f64; 3] =
                std::array::from_fn(|i| if of_flag(&free, i) { of(&slope, i) } else { 0.0 });
            let error = x - predicted(value, n);
            for ((row, total), own) in normal.iter_mut().zip(&mut gradient).zip(slope) {
                *total += weight * own * error;
                row.iter_mut().zip(slope).for_each(|(sum, other)| *sum += weight * own * other);
            }
        }
        (normal, gradient)
    }

    /// Coefficients that are fitted and not pressed against a bound.
    pub fn free(&self, here: &Guess) -> [bool; 3] {
        let (_, gradient) = self.normal(&here.value, self.fitted);
        std::array::from_fn(|i| {
            let (value, slope) = (of(&here.value, i), of(&gradient, i));
            let pressed = (value <= of(&LOW, i) && slope <= 0.0) || (value >= of(&HIGH, i) && slope >= 0.0);
            of_flag(&self.fitted, i) && !pressed
        })
    }

    /// (J'WJ)^-1 over the free coefficients.
    pub fn covariance(&self, here: &Guess, free: [bool; 3]) -> Matrix {
        let (normal, _) = self.normal(&here.value, free);
        let scale: [f64; 3] = std::array::from_fn(|i| libm::sqrt(entry(&normal, i, i)));
        let scaled = |i: usize, j: usize| match (of_flag(&free, i) && of_flag(&free, j), i == j) {
            (true, _) => entry(&normal, i, j) / (of(&scale, i) * of(&scale, j)),
            (false, true) => 1.0,
            (false, false) => 0.0,
        };
        let scaled: Matrix = std::array::from_fn(|i| std::array::from_fn(|j| scaled(i, j)));
        let inverted = inverse(&scaled, 3).unwrap_or_default();
        std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                let free = of_flag(&free, i) && of_flag(&free, j);
                if free { entry(&inverted, i, j) / (of(&scale, i) * of(&scale, j)) } else { 0.0 }
            })
        })
    }

    fn guess(&self, value: [f64; 3]) -> Guess {
        let square = |(&(n, x), weight): (&(f64, f64), &f64)| {
            let error = x - predicted(&value, n);
            weight * error * error
        };
        Guess { value, squares: self.points.iter().zip(self.weights).map(square).sum() }
    }
}

fn predicted([alpha, beta, gamma]: &[f64; 3], n: f64) -> f64 {
    gamma * n / (1.0 + alpha * (n - 1.0) + beta * n * (n - 1.0))
}

/// Derivatives of the throughput by alpha, beta, gamma.
pub(super) fn slopes([alpha, beta, gamma]: &[f64; 3], n: f64) -> [f64; 3] {
    let d = 1.0 + alpha * (n - 1.0) + beta * n * (n - 1.0);
    [-gamma * n * (n - 1.0) / (d * d), -gamma * n * n * (n - 1.0) / (d * d), n / d]
}

fn of(values: &[f64; 3], index: usize) -> f64 {
    values.get(index).copied().unwrap_or(0.0)
}

fn of_flag(values: &[bool; 3], index: usize) -> bool {
    values.get(index).copied().unwrap_or(false)
}

pub(super) fn entry(matrix: &Matrix, row: usize, column: usize) -> f64 {
    matrix.get(row).map_or(0.0, |row| of(row, column))
}
