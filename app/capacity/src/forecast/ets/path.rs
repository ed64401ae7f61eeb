//! What may come instead of the forecast: paths with errors drawn anew.

use super::filter::Run;
use super::{Effect, Ets};
use crate::uncertainty::Stream;

impl Ets {
    /// Writes one path of coming values, with normal errors of the fitted variance from `stream`. Where errors
    /// are multiplied they are held above -99 %, so that values keep their sign.
    pub fn path(&self, stream: &mut Stream, path: &mut [f64]) {
        let deviation = libm::sqrt(self.variance.max(0.0));
        let mut run = Run::new(self.form, &self.end);
        for place in path {
            let error = deviation * stream.normal();
            let expected = run.expected();
            *place = match self.form.error {
                Effect::Additive => expected + error,
                Effect::Multiplicative => expected * (1.0 + error.max(-0.99)),
            };
            run.step(*place);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Form, fit};
    use super::*;

    #[test]
    fn paths_scatter_about_the_forecast() {
        let y: Vec<f64> = (0..60).map(|i| 100.0 + f64::from(i) + f64::from(i * 37 % 11)).collect();
        let ets = fit(&y, Form::parse("AAN").unwrap(), 1).unwrap();
        let want = ets.forecast(8).unwrap();
        let (mut stream, mut path, mut sums) = (Stream::new(3, 0), [0.0; 8], [0.0; 8]);
        for _ in 0..4000 {
            ets.path(&mut stream, &mut path);
            sums.iter_mut().zip(path).for_each(|(sum, value)| *sum += value / 4000.0);
        }
        assert!(
            sums.iter().zip(&want).all(|(sum, want)| (sum / want - 1.0).abs() < 0.01),
            "{sums:?} {want:?}"
        );
    }
}
