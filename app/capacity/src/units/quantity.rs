//! A quantity that remembers how it was typed, so that `64 GB` stays in GB and `1.5 GiB` in GiB.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::parse::{UnitError, read_kind};
use super::table::{Kind, Unit};

/// What a `Quantity` measures, as a type.
pub trait Dimension: Copy + fmt::Debug + PartialEq {
    /// The same as a value.
    const KIND: Kind;
}

/// An amount in the unit it was typed in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity<D> {
    amount: f64,
    unit: &'static Unit,
    dimension: PhantomData<D>,
}

impl<D: Dimension> Quantity<D> {
    /// The quantity in base units: bytes, bytes per second, requests per second, cores, seconds, share of 1.
    pub fn si(&self) -> f64 {
        self.amount * self.unit.times / self.unit.over
    }

    /// The unit it was typed in.
    pub fn unit(&self) -> &'static Unit {
        self.unit
    }

    /// As typed, without a space: `1.5GiB`.
    pub fn compact(&self) -> String {
        format!("{}{}", self.amount, self.unit.symbol).replace(' ', "")
    }
}

impl<D: Dimension> FromStr for Quantity<D> {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let (amount, unit) = read_kind(text, D::KIND)?;
        Ok(Quantity { amount, unit, dimension: PhantomData })
    }
}

/// As typed: `1.5 GiB`, and `500m` in the manner of Kubernetes.
impl<D> fmt::Display for Quantity<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.unit.symbol == "m" { "" } else { " " };
        write!(f, "{}{space}{}", self.amount, self.unit.symbol)
    }
}

impl<D> Serialize for Quantity<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, D: Dimension> Deserialize<'de> for Quantity<D> {
    fn deserialize<S: Deserializer<'de>>(deserializer: S) -> Result<Self, S::Error> {
        deserializer.deserialize_any(Text(PhantomData))
    }
}

struct Text<D>(PhantomData<D>);

impl<D: Dimension> Visitor<'_> for Text<D> {
    type Value = Quantity<D>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with its unit in quotes, for example \"{}\"", D::KIND.words(), D::KIND.example())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse().map_err(E::custom)
    }
}

macro_rules! dimensions {
    ($($(#[$doc:meta])* $name:ident = $marker:ident, $kind:expr;)*) => {$(
        #[doc(hidden)]
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $marker;
        impl Dimension for $marker {
            const KIND: Kind = $kind;
        }
        $(#[$doc])*
        pub type $name = Quantity<$marker>;
    )*};
}

dimensions! {
    /// A size in bytes.
    Bytes = OfBytes, Kind::Bytes;
    /// Data over time in bytes per second, mostly typed and shown in bits per second.
    Bandwidth = OfBandwidth, Kind::Bandwidth;
    /// Requests per second.
    Rate = OfRate, Kind::Rate;
    /// Processor cores.
    Cores = OfCores, Kind::Cores;
    /// A duration in seconds.
    Time = OfTime, Kind::Time;
    /// A share of 1, typed in percent.
    Share = OfShare, Kind::Share;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_quantity_keeps_its_unit() {
        let decimal: Bytes = "64 GB".parse().unwrap();
        let binary: Bytes = "64Gi".parse().unwrap();
        assert_eq!((decimal.to_string(), decimal.si()), ("64 GB".into(), 64e9));
        assert_eq!((binary.to_string(), binary.si()), ("64 GiB".into(), 68_719_476_736.0));
        assert_eq!("500m".parse::<Cores>().unwrap().to_string(), "500m");
        assert_eq!("20 k rps".parse::<Rate>().unwrap().compact(), "20krps");
    }

    #[test]
    fn kubernetes_millicores_and_bits_are_exact() {
        assert_eq!("35m".parse::<Cores>().unwrap().si(), 0.035);
        assert_eq!("10 Gbps".parse::<Bandwidth>().unwrap().si(), 1.25e9);
    }
}
