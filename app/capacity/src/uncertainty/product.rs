//! A product of lognormal figures is lognormal, so its quantiles and the shares of its variance need no
//! sampling. Source: sums of normal logarithms; I. M. Sobol, Sensitivity estimates (1993) for the shares.

use super::{Distribution, Indices, Interval};
use crate::Error;

/// A product of independent lognormal figures and a constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    mu: f64,
    sigmas: Vec<f64>,
}

impl Product {
    /// The product of `scale`, above zero, and of figures with these intervals.
    pub fn of(factors: &[Interval], scale: f64) -> Result<Self, Error> {
        Error::check("factors", factors.len() as f64, "at least one", !factors.is_empty())?;
        let mut mu = libm::log(Error::check("scale", scale, "above zero", scale > 0.0)?);
        let mut sigmas = Vec::with_capacity(factors.len());
        for factor in factors {
            if let Distribution::Lognormal { mu: own, sigma } = factor.lognormal()? {
                mu += own;
                sigmas.push(sigma);
            }
        }
        let product = Product { mu, sigmas };
        let exponent = product.mu + product.variance();
        Error::check("mean", libm::exp(exponent), "small enough to be a number", true)?;
        Ok(product)
    }

    /// Variance of the logarithm.
    fn variance(&self) -> f64 {
        self.sigmas.iter().map(|sigma| sigma * sigma).sum()
    }

    /// The product as one distribution.
    pub fn distribution(&self) -> Distribution {
        Distribution::Lognormal { mu: self.mu, sigma: libm::sqrt(self.variance()) }
    }

    /// Shares of the variance: S1 = (e^(s^2) - 1) / (e^(S^2) - 1), ST = 1 - (e^(S^2 - s^2) - 1) / (e^(S^2) - 1).
    pub fn indices(&self) -> Indices {
        let all = self.variance();
        let whole = libm::expm1(all);
        let first = |sigma: &f64| libm::expm1(sigma * sigma) / whole;
        let total = |sigma: &f64| 1.0 - libm::expm1(all - sigma * sigma) / whole;
        Indices {
            first: self.sigmas.iter().map(first).collect(),
            total: self.sigmas.iter().map(total).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn one_factor_causes_all_of_the_variance() {
        let product = Product::of(&[Interval::ninety(2.0, 9.0).unwrap()], 3.0).unwrap();
        assert!((product.distribution().quantile(0.05) - 6.0).abs() < 1e-9);
        assert_eq!(product.indices(), Indices { first: vec![1.0], total: vec![1.0] });
        assert!(Product::of(&[], 1.0).is_err());
        assert!(Product::of(&[Interval::ninety(2.0, 9.0).unwrap()], 0.0).is_err());
    }
}
