//! Correlated inputs: a Gaussian copula from rank correlations, repaired where people's figures contradict
//! each other. Sources: R. L. Iman, W. J. Conover (1982); N. J. Higham, Computing the nearest correlation
//! matrix (2002).

use crate::Error;
use crate::special::normal;

/// Rounds of Higham's projections; each halves what is left, or better.
const ROUNDS: u32 = 100;
/// The least eigenvalue that a repaired matrix keeps, so that it has a square root.
const LEAST: f64 = 1e-8;

type Matrix = Vec<Vec<f64>>;

/// A way for inputs to vary together.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// Lower triangle of the square root of the correlation of the normal figures.
    triangle: Matrix,
    /// How far the repair moved any figure of the matrix.
    repair: f64,
}

impl Correlation {
    /// From Spearman's rank correlations, a square symmetric matrix with ones on its diagonal. Where no figures
    /// can be correlated so, the nearest matrix for which some can is taken; `repair` tells how far it is.
    pub fn from_ranks(ranks: &[Vec<f64>]) -> Result<Self, Error> {
        let wanted = normal_correlations(ranks)?;
        if let Some(triangle) = cholesky(&wanted) {
            return Ok(Correlation { triangle, repair: 0.0 });
        }
        let nearest = nearest(&wanted);
        let pairs = wanted.iter().flatten().zip(nearest.iter().flatten());
        let repair = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let triangle = cholesky(&nearest).ok_or(Error::Domain {
            field: "correlation",
            value: repair,
            range: "nearer to a matrix that figures can have",
        })?;
        Ok(Correlation { triangle, repair })
    }

    /// How far the repair moved any correlation; 0 where none was needed.
    pub fn repair(&self) -> f64 {
        self.repair
    }

    /// Turns independent uniform coordinates into correlated ones; `cdf` is the normal probability.
    pub(super) fn apply(&self, point: &mut [f64], cdf: fn(f64) -> f64) {
        for place in point.iter_mut() {
            *place = normal::quantile(*place);
        }
        // From the last row up: each row takes only coordinates that are still independent.
        for (i, row) in self.triangle.iter().enumerate().rev() {
            let sum: f64 = row.iter().zip(point.iter()).map(|(weight, z)| weight * z).sum();
            if let Some(place) = point.get_mut(i) {
                *place = cdf(sum).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON);
            }
        }
    }
}

/// Correlations of the normal figures behind: 2 sin(pi r / 6).
fn normal_correlations(ranks: &[Vec<f64>]) -> Result<Matrix, Error> {
    let d = ranks.len();
    Error::check("correlation", d as f64, "between 1 and 128 rows", (1..=128).contains(&d))?;
    let mut wanted = Vec::with_capacity(d);
    for (i, row) in ranks.iter().enumerate() {
        Error::check("correlation", row.len() as f64, "as many columns as rows", row.len() == d)?;
        let mut line = Vec::with_capacity(d);
        for (j, r) in row.iter().enumerate() {
            let mirror = ranks.get(j).and_then(|row| row.get(i));
            let holds = (-1.0..=1.0).contains(r) && mirror == Some(r) && (i != j || *r == 1.0);
            let r =
                Error::check("correlation", *r, "from -1 to 1, symmetric, with ones on the diagonal", holds)?;
            line.push(if i == j { 1.0 } else { 2.0 * libm::sin(std::f64::consts::PI * r / 6.0) });
        }
        wanted.push(line);
    }
    Ok(wanted)
}

/// The lower triangle L with L L' = the matrix, if it has one.
fn cholesky(matrix: &Matrix) -> Option<Matrix> {
    let mut rows: Matrix = Vec::with_capacity(matrix.len());
    for (i, given) in matrix.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(i + 1);
        for (j, value) in given.iter().take(i + 1).enumerate() {
            let other = if j == i { &row } else { rows.get(j)? };
            let rest = value - row.iter().zip(other).take(j).map(|(a, b)| a * b).sum::<f64>();
            let entry = if i == j {
                libm::sqrt(Some(rest).filter(|rest| *rest > LEAST / 100.0)?)
            } else {
                rest / rows.get(j)?.get(j)?
            };
            row.push(entry);
        }
        rows.push(row);
    }
    Some(rows)
}

/// Higham's alternating projections onto matrices without negative eigenvalues and onto ones on the diagonal.
fn nearest(wanted: &Matrix) -> Matrix {
    let mut unit = wanted.clone();
    let mut correction = vec![vec![0.0; wanted.len()]; wanted.len()];
    for _ in 0..ROUNDS {
        let lowered = zip(&unit, &correction, |unit, correction| unit - correction);
        let positive = without_negative(&lowered);
        correction = zip(&positive, &lowered, |positive, lowered| positive - lowered);
        unit = positive;
        for (i, row) in unit.iter_mut().enumerate() {
            if let Some(place) = row.get_mut(i) {
                *place = 1.0;
            }
        }
        if cholesky(&unit).is_some() {
            break;
        }
    }
    unit
}

fn zip(a: &Matrix, b: &Matrix, f: impl Fn(f64, f64) -> f64) -> Matrix {
    a.iter().zip(b).map(|(a, b)| a.iter().zip(b).map(|(a, b)| f(*a, *b)).collect()).collect()
}

/// The matrix with its eigenvalues held to at least `LEAST`, by Jacobi's rotations.
fn without_negative(matrix: &Matrix) -> Matrix {
    let d = matrix.len();
    let (mut a, mut vectors) = (matrix.clone(), identity(d));
    for _ in 0..30 {
        let off: f64 =
            (0..d).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| get(&a, i, j).abs()).sum();
        if off < 1e-13 {
            break;
        }
        for p in 0..d {
            for q in p + 1..d {
                rotate(&mut a, &mut vectors, p, q);
            }
        }
    }
    let values: Vec<f64> = (0..d).map(|i| get(&a, i, i).max(LEAST)).collect();
    let entry = |i: usize, j: usize| {
        values.iter().enumerate().map(|(k, value)| get(&vectors, i, k) * value * get(&vectors, j, k)).sum()
    };
    (0..d).map(|i| (0..d).map(|j| entry(i, j)).collect()).collect()
}

fn identity(d: usize) -> Matrix {
    (0..d).map(|i| (0..d).map(|j| f64::from(u8::from(i == j))).collect()).collect()
}

fn get(matrix: &Matrix, i: usize, j: usize) -> f64 {
    matrix.get(i).and_then(|row| row.get(j)).copied().unwrap_or_default()
}

/// One rotation that makes the entry (p, q) zero.
fn rotate(a: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) {
    let off = get(a, p, q);
    if off.abs() < 1e-300 {
        return;
    }
    let theta = (get(a, q, q) - get(a, p, p)) / (2.0 * off);
    let t = libm::copysign(1.0, theta) / (theta.abs() + libm::sqrt(theta * theta + 1.0));
    let c = 1.0 / libm::sqrt(t * t + 1.0);
    let s = t * c;
    for rows in [&mut *a, &mut *vectors] {
        for row in rows.iter_mut() {
            turn(row, p, q, c, s);
        }
    }
    let (row_p, row_q) = (a.get(p).cloned().unwrap_or_default(), a.get(q).cloned().unwrap_or_default());
    let mix = |x: f64, y: f64| row_p.iter().zip(&row_q).map(|(p, q)| x * p + y * q).collect::<Vec<f64>>();
    let (above, below) = (mix(c, -s), mix(s, c));
    for (index, row) in [(p, above), (q, below)] {
        if let Some(place) = a.get_mut(index) {
            *place = row;
        }
    }
}

fn turn(row: &mut [f64], p: usize, q: usize, c: f64, s: f64) {
    let (x, y) = (row.get(p).copied().unwrap_or_default(), row.get(q).copied().unwrap_or_default());
    for (index, value) in [(p, c * x - s * y), (q, s * x + c * y)] {
        if let Some(place) = row.get_mut(index) {
            *place = value;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Distribution, rank_correlation, simulate};
    use super::*;

    #[test]
    fn figures_have_the_rank_correlation_that_was_asked_for() {
        let correlation =
            Correlation::from_ranks(&[vec![1.0, 0.6, -0.3], vec![0.6, 1.0, 0.0], vec![-0.3, 0.0, 1.0]])
                .unwrap();
        let inputs = vec![Distribution::Lognormal { mu: 0.0, sigma: 1.0 }; 3];
        let mut columns = vec![Vec::new(); 3];
        let keep = |x: &[f64]| {
            columns.iter_mut().zip(x).for_each(|(column, x)| column.push(*x));
            0.0
        };
        simulate(&inputs, Some(&correlation), 4096, 5, keep).unwrap();
        let rank = |i: usize, j: usize| rank_correlation(&columns[i], &columns[j]).unwrap();
        assert!(
            (rank(0, 1) - 0.6).abs() < 0.02 && (rank(0, 2) + 0.3).abs() < 0.02 && rank(1, 2).abs() < 0.02
        );
        assert_eq!(correlation.repair(), 0.0);
    }

    #[test]
    fn a_contradiction_is_repaired_and_told() {
        let all_opposed = [vec![1.0, -0.9, -0.9], vec![-0.9, 1.0, -0.9], vec![-0.9, -0.9, 1.0]];
        let repaired = Correlation::from_ranks(&all_opposed).unwrap();
        // Three figures can be opposed to each other by 1/2 at most.
        assert!((repaired.repair() - 0.408).abs() < 0.002, "{}", repaired.repair());
        assert!(Correlation::from_ranks(&[vec![1.0, 0.5], vec![0.4, 1.0]]).is_err());
        assert!(Correlation::from_ranks(&[vec![1.0, 2.0], vec![2.0, 1.0]]).is_err());
    }
}
