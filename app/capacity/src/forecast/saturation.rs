//! When what is needed outgrows what there is: the first step at which a path of the forecast meets the capacity
//! curve, over many paths, so that the date is a distribution.

use super::series::at;
use crate::Error;
use crate::order;
use crate::uncertainty::Stream;

/// Paths for a steady P10.
pub const PATHS: u32 = 4096;

/// Steps until saturation, over all paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Saturation {
    /// First steps at which paths met the curve, in rising order; paths that never did are left out.
    met: Vec<u32>,
    paths: u32,
}

/// Draws `paths` paths of as many steps as the capacity curve has, and notes when each first needs more than the
/// curve gives. `draw` writes one path of the model, for example `Ets::path`.
pub fn first_passage(
    curve: &[f64],
    paths: u32,
    seed: u64,
    mut draw: impl FnMut(&mut Stream, &mut [f64]),
) -> Result<Saturation, Error> {
    Error::check("steps", curve.len() as f64, "between 1 and 10000", (1..=10_000).contains(&curve.len()))?;
    Error::check("paths", f64::from(paths), "between 1 and 100000", (1..=100_000).contains(&paths))?;
    for capacity in curve {
        Error::check("capacity", *capacity, "a number", true)?;
    }
    let mut stream = Stream::new(seed, 0);
    let mut path = vec![0.0; curve.len()];
    let mut met = Vec::new();
    for _ in 0..paths {
        draw(&mut stream, &mut path);
        let first = path.iter().zip(curve).position(|(need, capacity)| need > capacity);
        met.extend(first.map(|step| step as u32 + 1));
    }
    order::by(&mut met, |step| f64::from(*step));
    Ok(Saturation { met, paths })
}

impl Saturation {
    /// The step by which a share `p` of the paths has met the curve; `None` if that is not within its length.
    pub fn percentile(&self, p: f64) -> Result<Option<u32>, Error> {
        let p = Error::check("percentile", p, "above 0 and below 1", p > 0.0 && p < 1.0)?;
        let rank = libm::ceil(p * f64::from(self.paths)) as usize;
        Ok(self.met.get(rank.saturating_sub(1)).copied())
    }

    /// Probability that the curve is met within `steps` steps.
    pub fn within(&self, steps: u32) -> f64 {
        self.met.partition_point(|step| *step <= steps) as f64 / f64::from(self.paths)
    }

    /// The step at which to order what takes `lead` steps to come: lead before the 10th percentile, and 0 where
    /// that is over. `None` if fewer than a tenth of the paths meet the curve.
    pub fn order_by(&self, lead: u32) -> Option<u32> {
        let rank = libm::ceil(0.1 * f64::from(self.paths)) as usize;
        self.met.get(rank.saturating_sub(1)).map(|step| step.saturating_sub(lead))
    }
}

/// A capacity curve of `steps` steps from what there is now and what is added when, in the order of time.
pub fn capacity_curve(start: f64, added: &[(u32, f64)], steps: u32) -> Result<Vec<f64>, Error> {
    Error::check("steps", f64::from(steps), "between 1 and 10000", (1..=10_000).contains(&steps))?;
    let mut curve = vec![Error::check("capacity", start, "a number", true)?; steps as usize];
    for (step, capacity) in added {
        let capacity = Error::check("capacity", *capacity, "a number", true)?;
        for place in curve.iter_mut().skip(step.saturating_sub(1) as usize) {
            *place += capacity;
        }
    }
    Error::check("capacity", at(&curve, curve.len() - 1), "small enough to be a number", true)?;
    Ok(curve)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_node_that_is_added_moves_the_date() {
        let walk = |stream: &mut Stream, path: &mut [f64]| {
            let mut need = 50.0;
            for place in path {
                need += 1.0 + stream.normal();
                *place = need;
            }
        };
        let date = |added: &[(u32, f64)]| {
            let curve = capacity_curve(80.0, added, 120).unwrap();
            first_passage(&curve, PATHS, 1, walk).unwrap()
        };
        let (plain, more) = (date(&[]), date(&[(20, 40.0)]));
        let [early, mid, late] = [0.1, 0.5, 0.9].map(|p| plain.percentile(p).unwrap().unwrap());
        assert!(early < mid && mid < late && (26..=34).contains(&mid), "{early} {mid} {late}");
        assert!(more.percentile(0.5).unwrap().unwrap() > mid + 30);
        assert_eq!((plain.order_by(7), plain.order_by(500)), (Some(early - 7), Some(0)));
        assert!(plain.within(mid) >= 0.5 && plain.within(mid - 1) < 0.5);
        let never = first_passage(&[1e9; 10], 100, 1, walk).unwrap();
        assert_eq!((never.percentile(0.5).unwrap(), never.order_by(1), never.within(10)), (None, None, 0.0));
    }
}
