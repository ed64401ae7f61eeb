//! Which error, trend and season a model has, and the states it runs on.

use crate::Error;

/// How a part acts on the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is added.
    Additive,
    /// It is multiplied.
    Multiplicative,
}

/// A model such as ETS(M,Ad,M).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// How errors act.
    pub error: Effect,
    /// Whether there is a trend; trends are added.
    pub trend: bool,
    /// Whether the trend fades.
    pub damped: bool,
    /// The season, if there is one.
    pub season: Option<Effect>,
}

impl Form {
    /// Reads `MAM`, `AAdN`, `MNM`. `Domain` for anything else, multiplied trends included: their forecasts grow
    /// without bound.
    pub fn parse(text: &str) -> Result<Form, Error> {
        let range =
            "three letters for error, trend and season such as MAM or AAdN, with a trend of N, A or Ad";
        Form::known(text).ok_or(Error::Domain {
            field: "letters of the model",
            value: text.len() as f64,
            range,
        })
    }

    fn known(text: &str) -> Option<Form> {
        let effect = |letter: &str| match letter {
            "A" => Some(Some(Effect::Additive)),
            "M" => Some(Some(Effect::Multiplicative)),
            "N" => Some(None),
            _ => None,
        };
        let (first, rest) = text.split_at_checked(1)?;
        let (middle, last) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
        let (trend, damped) = match middle {
            "N" => (false, false),
            "A" => (true, false),
            "Ad" => (true, true),
            _ => return None,
        };
        Some(Form { error: effect(first)??, trend, damped, season: effect(last)? })
    }

    /// Its name: `MAdM`.
    pub fn name(self) -> String {
        let letter = |effect: Effect| if effect == Effect::Additive { "A" } else { "M" };
        let trend = match (self.trend, self.damped) {
            (false, _) => "N",
            (true, false) => "A",
            (true, true) => "Ad",
        };
        format!("{}{trend}{}", letter(self.error), self.season.map_or("N", letter))
    }

    /// The stable models for a series: errors that are multiplied only for values above zero, and a season
    /// that is multiplied only with errors that are.
    pub(super) fn stable(positive: bool, seasonal: bool) -> Vec<Form> {
        let mut forms = Vec::new();
        for error in [Effect::Additive, Effect::Multiplicative] {
            for (trend, damped) in [(false, false), (true, false), (true, true)] {
                for season in [None, Some(Effect::Additive), Some(Effect::Multiplicative)] {
                    let stable = error == Effect::Multiplicative || season != Some(Effect::Multiplicative);
                    let fits = (positive || error == Effect::Additive) && (seasonal || season.is_none());
                    if stable && fits {
                        forms.push(Form { error, trend, damped, season });
                    }
                }
            }
        }
        forms
    }

    /// Smoothing parameters, phi, free states and the error's variance (R's count, for the criterion).
    pub(super) fn parameters(self, m: usize) -> usize {
        let season = if self.season.is_some() { m } else { 0 };
        3 + 2 * usize::from(self.trend) + usize::from(self.damped) + season
    }

    /// Whether values have to be above zero for it.
    pub(super) fn multiplies(self) -> bool {
        self.error == Effect::Multiplicative || self.season == Some(Effect::Multiplicative)
    }
}

/// The parameters of a model and its states before the first point.
#[derive(Clone, Debug, PartialEq)]
pub struct States {
    /// Smoothing of the level.
    pub alpha: f64,
    /// Smoothing of the trend.
    pub beta: f64,
    /// Smoothing of the season.
    pub gamma: f64,
    /// What is left of the trend after a step; 1 where it does not fade.
    pub phi: f64,
    /// Level.
    pub level: f64,
    /// Trend per step.
    pub trend: f64,
    /// Season by phase; phase 0 is that of the first point. Empty without a season.
    pub season: Vec<f64>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn there_are_fifteen_stable_models_and_each_reads_back_by_name() {
        let forms = Form::stable(true, true);
        assert_eq!(forms.len(), 15);
        assert!(forms.iter().all(|form| Form::parse(&form.name()) == Ok(*form)));
        assert_eq!((Form::stable(false, true).len(), Form::stable(false, false).len()), (6, 3));
        assert_eq!(Form::parse("MAM").unwrap().parameters(12), 17);
        for text in ["", "A", "NNN", "AMN", "AAdd", "ANX"] {
            assert!(Form::parse(text).is_err(), "{text}");
        }
    }
}
