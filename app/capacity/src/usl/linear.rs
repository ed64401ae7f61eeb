//! Systems of up to three linear equations: symmetric ones, from least squares.

/// A symmetric matrix, of which the first `n` rows and columns count.
pub(super) type Matrix = [[f64; 3]; 3];

/// The inverse of the first `n` rows and columns, by Gauss and Jordan with pivots; none if it is singular.
/// Rows and columns beyond are zero.
pub(super) fn inverse(matrix: &Matrix, n: usize) -> Option<Matrix> {
    let mut left = *matrix;
    let mut right = [[0.0; 3]; 3];
    right.iter_mut().enumerate().take(n).for_each(|(i, row)| set(row, i, 1.0));
    for column in 0..n {
        let size = |row: &usize| left.get(*row).map_or(0.0, |row| at(row, column).abs());
        let pivot = (column..n).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        left.swap(column, pivot);
        right.swap(column, pivot);
        let factor = 1.0 / at(left.get(column)?, column);
        if !factor.is_finite() {
            return None;
        }
        let own_left = left.get(column)?.map(|value| value * factor);
        let own_right = right.get(column)?.map(|value| value * factor);
        for (row, (left, right)) in left.iter_mut().zip(&mut right).enumerate().take(n) {
            if row == column {
                (*left, *right) = (own_left, own_right);
            } else {
                let times = at(left, column);
                left.iter_mut().zip(own_left).for_each(|(value, own)| *value -= times * own);
                right.iter_mut().zip(own_right).for_each(|(value, own)| *value -= times * own);
            }
        }
    }
    right.iter().flatten().all(|value| value.is_finite()).then_some(right)
}

/// Matrix times vector.
pub(super) fn times(matrix: &Matrix, vector: &[f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

fn at(row: &[f64; 3], column: usize) -> f64 {
    row.get(column).copied().unwrap_or(0.0)
}

fn set(row: &mut [f64; 3], column: usize, value: f64) {
    if let Some(place) = row.get_mut(column) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_inverse_undoes_the_matrix() {
        let matrix = [[4.0, 2.0, 0.5], [2.0, 3.0, 1.0], [0.5, 1.0, 2.0]];
        let back = times(&inverse(&matrix, 3).unwrap(), &times(&matrix, &[1.0, -2.0, 3.0]));
        assert!(back.iter().zip([1.0, -2.0, 3.0]).all(|(a, b)| (a - b).abs() < 1e-14));
        assert_eq!(inverse(&[[0.0; 3]; 3], 2), None);
    }
}
