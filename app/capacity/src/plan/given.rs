//! A figure and who gave it, so that every result can say which of its inputs are mere assumptions.

mod written;

use serde::de::{self, Deserialize, Deserializer};
use serde::{Deserialize as DeriveDeserialize, Serialize};

#[cfg(feature = "panel")]
pub(super) use self::written::Bare;
use self::written::{Figure, Written};

/// Who set a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, DeriveDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// An assumption that came with the plan: replace it.
    #[default]
    Default,
    /// Stated by the people who run the system.
    Yours,
    /// Taken from measurements.
    Measured,
}

impl Origin {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Origin::Default => "default",
            Origin::Yours => "yours",
            Origin::Measured => "measured",
        }
    }
}

/// A figure with its origin; written as the bare figure, or as a table with value, origin and source.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Given<T> {
    /// The figure.
    pub value: T,
    /// Who set it.
    pub origin: Origin,
    /// Where it stands or how it was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl<T> From<T> for Given<T> {
    fn from(value: T) -> Self {
        Given { value, origin: Origin::Default, source: None }
    }
}

/// Reads the figure as it is written first, and what it measures then: what is read with a parameter is in the browser's half
/// once for each kind of figure.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { value, origin, source } = deserializer.deserialize_any(Figure)?;
        let value = T::deserialize(value).map_err(de::Error::custom)?;
        Ok(Given { value, origin, source })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::units::Bytes;

    #[derive(Debug, DeriveDeserialize)]
    struct Sheet {
        memory: Given<Bytes>,
        replicas: Given<u32>,
    }

    #[test]
    fn a_bare_figure_is_a_default_and_a_table_says_who_set_it() {
        let text = "memory = \"2 GiB\"\nreplicas = { value = 3, origin = \"yours\", source = \"guide\" }";
        let sheet: Sheet = toml::from_str(text).unwrap();
        assert_eq!(sheet.memory.origin, Origin::Default);
        assert_eq!((sheet.replicas.value, sheet.replicas.origin), (3, Origin::Yours));
        assert_eq!(sheet.replicas.source.as_deref(), Some("guide"));
    }

    #[test]
    fn a_wrong_unit_is_told_with_its_line() {
        let error = toml::from_str::<Sheet>("memory = \"2 rps\"\nreplicas = 1").unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
        assert!(
            error.contains("`2 rps` is a rate of requests, in rps, but a size in bytes is wanted"),
            "{error}"
        );
    }

    #[test]
    fn a_number_without_a_unit_and_an_unknown_key_are_refused() {
        let bare = toml::from_str::<Sheet>("memory = 2\nreplicas = 1").unwrap_err().to_string();
        assert!(bare.contains("a size in bytes with its unit in quotes, for example \"2 GiB\""), "{bare}");
        let text = "memory = { value = \"2 GiB\", from = \"me\" }\nreplicas = 1";
        let key = toml::from_str::<Sheet>(text).unwrap_err().to_string();
        assert!(key.contains("unknown field `from`"), "{key}");
    }
}
