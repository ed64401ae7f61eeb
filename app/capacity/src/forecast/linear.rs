//! The straight line through a series by least squares, its prediction interval, and when it meets a limit.

use super::series;
use crate::Error;
use crate::special::beta;

/// A line fitted to points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Rise per unit of time.
    pub slope: f64,
    /// Value at time 0.
    pub intercept: f64,
    /// Standard deviation of the points about the line, with n - 2 degrees of freedom; 0 for two points.
    pub sigma: f64,
    points: f64,
    middle: f64,
    spread: f64,
}

impl Line {
    /// The line through the points (t, y) by least squares. `Domain` for fewer than two different times.
    pub fn fit(t: &[f64], y: &[f64]) -> Result<Self, Error> {
        series::check(y, 2)?;
        series::check(t, 2)?;
        Error::check("times", t.len() as f64, "as many as values", t.len() == y.len())?;
        let (middle, height) = (series::mean(t), series::mean(y));
        let spread: f64 = t.iter().map(|t| (t - middle) * (t - middle)).sum();
        Error::check("times", spread, "at least two different ones", spread > 0.0)?;
        let slope = t.iter().zip(y).map(|(t, y)| (t - middle) * (y - height)).sum::<f64>() / spread;
        let intercept = height - slope * middle;
        let residual = |(t, y): (&f64, &f64)| y - height - slope * (t - middle);
        let squares: f64 = t.iter().zip(y).map(residual).map(|e| e * e).sum();
        let points = t.len() as f64;
        let sigma = if points > 2.0 { libm::sqrt(squares / (points - 2.0)) } else { 0.0 };
        Error::check(
            "slope",
            slope,
            "small enough to be a number",
            intercept.is_finite() && sigma.is_finite(),
        )?;
        Ok(Line { slope, intercept, sigma, points, middle, spread })
    }

    /// The line's value at time `t`.
    pub fn at(&self, t: f64) -> f64 {
        self.intercept + self.slope * t
    }

    /// Standard error of the slope.
    pub fn slope_error(&self) -> f64 {
        self.sigma / libm::sqrt(self.spread)
    }

    /// Student's t for a two-sided interval that holds with probability `level`.
    fn student(&self, level: f64) -> Result<f64, Error> {
        let level = Error::check("level", level, "above 0 and below 1", level > 0.0 && level < 1.0)?;
        Error::check("points", self.points, "three or more for an interval", self.points > 2.0)?;
        beta::t_quantile(0.5 + level / 2.0, self.points - 2.0)
    }

    /// Between what values a further point at time `t` lies with probability `level`.
    pub fn interval(&self, t: f64, level: f64) -> Result<(f64, f64), Error> {
        let off = t - self.middle;
        let half =
            self.student(level)? * self.sigma * libm::sqrt(1.0 + 1.0 / self.points + off * off / self.spread);
        Ok((self.at(t) - half, self.at(t) + half))
    }

    /// When the line, and when its prediction band of this `level`, meet `limit`. `Infeasible` for a level line.
    /// Source: inverse prediction, Draper, Smith: Applied Regression Analysis, chapter 3.2.
    pub fn crossing(&self, limit: f64, level: f64) -> Result<Crossing, Error> {
        let limit = Error::check("limit", limit, "a number of at most 1e100 in size", limit.abs() <= 1e100)?;
        let t = self.student(level)?;
        let height = self.at(self.middle);
        let mid = (limit - height) / self.slope;
        if !mid.is_finite() {
            return Err(Error::infeasible("limit", limit, height));
        }
        // (limit - height - slope x)^2 = t^2 sigma^2 (1 + 1/n + x^2 / spread), with x from the middle.
        let (reach, variance) = (limit - height, t * t * self.sigma * self.sigma);
        let a = self.slope * self.slope - variance / self.spread;
        let c = reach * reach - variance * (1.0 + 1.0 / self.points);
        let b = self.slope * reach;
        let root = libm::sqrt((b * b - a * c).max(0.0));
        // Without digits lost: one zero from the larger sum, the other from the product of both.
        let sum = b + libm::copysign(root, b);
        let zeros = [sum / a, if sum == 0.0 { 0.0 } else { c / sum }];
        let (first, last) = (zeros[0].min(zeros[1]), zeros[0].max(zeros[1]));
        let certain = a > 0.0;
        let time = |x: f64| Some(self.middle + x).filter(|t| t.is_finite());
        // A band that holds the limit everywhere meets it nowhere.
        let near = if certain {
            first
        } else if c > 0.0 {
            zeros[1]
        } else {
            f64::NAN
        };
        Ok(Crossing {
            mid: self.middle + mid,
            early: time(near),
            late: if certain { time(last) } else { None },
        })
    }
}

/// When a line meets a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// When the line itself does.
    pub mid: f64,
    /// When the edge of the band that is nearer to the limit does; `None` where the band holds it at all times.
    pub early: Option<f64>,
    /// When the other edge does; `None` where it never need to, because the slope may as well be level.
    pub late: Option<f64>,
}

/// Slope, value at `eval`, and value `ahead` later, as PromQL's `predict_linear` computes them. The caller leaves
/// out the sample at the window's open left end.
pub fn predict_linear(t: &[f64], y: &[f64], eval: f64, ahead: f64) -> Result<(f64, f64, f64), Error> {
    let eval = Error::check("eval time", eval, "a number", true)?;
    let ahead = Error::check("time ahead", ahead, "a number", true)?;
    let times: Vec<f64> = t.iter().map(|t| t - eval).collect();
    let line = Line::fit(&times, y)?;
    Ok((line.slope, line.intercept, line.at(ahead)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_band_meets_the_limit_where_the_crossing_says() {
        let y = [3.0, 4.5, 4.0, 6.5, 7.0, 8.0, 8.5];
        let line = Line::fit(&series::steps(7), &y).unwrap();
        let crossing = line.crossing(20.0, 0.9).unwrap();
        assert!((line.interval(crossing.early.unwrap(), 0.9).unwrap().1 - 20.0).abs() < 1e-9);
        assert!((line.interval(crossing.late.unwrap(), 0.9).unwrap().0 - 20.0).abs() < 1e-9);
        assert!((line.at(crossing.mid) - 20.0).abs() < 1e-9);
    }

    #[test]
    fn a_slope_that_may_be_level_need_not_meet_the_limit_at_all() {
        let y = [3.0, 1.5, 4.0, 2.5, 3.0, 3.0, 2.5, 4.0];
        let crossing = Line::fit(&series::steps(8), &y).unwrap().crossing(20.0, 0.95).unwrap();
        assert_eq!(crossing.late, None);
        assert!(crossing.early.unwrap() < crossing.mid);
        let level = Line::fit(&[0.0, 1.0, 2.0], &[5.0, 5.0, 5.0]).unwrap().crossing(20.0, 0.95);
        assert!(matches!(level, Err(Error::Infeasible { .. })));
    }

    #[test]
    fn points_that_make_no_line_are_refused() {
        assert!(Line::fit(&[1.0, 1.0], &[1.0, 2.0]).is_err());
        assert!(Line::fit(&[1.0], &[1.0]).is_err());
        assert!(Line::fit(&[1.0, 2.0], &[1.0, f64::NAN]).is_err());
        assert!(Line::fit(&[1.0, 2.0], &[1.0, 2.0]).unwrap().interval(3.0, 0.9).is_err());
    }
}
