//! The Theta method: simple smoothing with half of the series' slope as drift, on the seasonally adjusted series.
//! Sources: V. Assimakopoulos, K. Nikolopoulos (2000); Hyndman, Billah, Unmasking the Theta method (2003); R's
//! `forecast::thetaf`.

use super::decompose::{Classical, classical, is_seasonal};
use super::ets::{Form, fit};
use super::linear::Line;
use super::series;
use crate::Error;

/// A fitted Theta method.
#[derive(Clone, Debug, PartialEq)]
pub struct Theta {
    /// Last smoothed level.
    pub level: f64,
    /// Smoothing of the level.
    pub alpha: f64,
    /// Half of the slope of the line through the series.
    pub drift: f64,
    points: usize,
    season: Option<Classical>,
}

/// Fits the method to `y` with seasons of `m` steps, which are taken out first where the series shows them and is
/// above zero.
pub fn theta(y: &[f64], m: usize) -> Result<Theta, Error> {
    series::check(y, 5)?;
    let positive = y.iter().all(|y| *y > 0.0);
    let seasonal = positive && is_seasonal(y, series::season(m)?);
    let season = if seasonal { Some(classical(y, m, true)?) } else { None };
    let season = season.filter(|season| season.season.iter().all(|s| *s > 1e-10));
    let bare: Vec<f64> = match &season {
        Some(season) => y.iter().enumerate().map(|(t, y)| y / season.at(t)).collect(),
        None => y.to_vec(),
    };
    let smooth = fit(&bare, Form::parse("ANN")?, 1)?;
    let drift = Line::fit(&series::steps(bare.len()), &bare)?.slope / 2.0;
    Ok(Theta { level: smooth.end.level, alpha: smooth.start.alpha, drift, points: y.len(), season })
}

impl Theta {
    /// The next `h` steps: level + drift (i - 1 + (1 - (1 - alpha)^n) / alpha), times the season.
    pub fn forecast(&self, h: usize) -> Result<Vec<f64>, Error> {
        let settled = (1.0 - libm::pow(1.0 - self.alpha, self.points as f64)) / self.alpha;
        let ahead = |i: usize| {
            let bare = self.level + self.drift * (i as f64 + settled);
            self.season.as_ref().map_or(bare, |season| bare * season.at(self.points + i))
        };
        Ok((0..series::horizon(h)?).map(ahead).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_season_is_carried_on() {
        let y: Vec<f64> =
            (0..48).map(|i| (100.0 + f64::from(i)) * if i % 4 == 2 { 1.5 } else { 1.0 }).collect();
        let ahead = theta(&y, 4).unwrap().forecast(8).unwrap();
        assert!(ahead[2] / ahead[1] > 1.4 && ahead[6] > ahead[2]);
        assert!(theta(&[1.0; 4], 1).is_err());
        assert!(theta(&[3.0; 20], 4).unwrap().forecast(2).unwrap().iter().all(|y| (y - 3.0).abs() < 1e-6));
    }
}
