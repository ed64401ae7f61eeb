//! A figure as it is written, before it is known what it measures: a text or a number, bare or in a table with who set it.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use super::Origin;

/// A figure that is not read yet, with its origin.
pub(super) struct Written {
    pub value: Bare,
    pub origin: Origin,
    pub source: Option<String>,
}

/// The figure alone.
pub(in crate::plan) enum Bare {
    Text(String),
    Whole(i64),
    Number(f64),
}

/// A key of the table.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Value,
    Origin,
    Source,
}

/// Reads a figure, or a table with one.
pub(super) struct Figure;

impl<'de> Visitor<'de> for Figure {
    type Value = Written;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a figure, or a table with `value`, `origin` (default, yours, measured) and `source`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Written, E> {
        Plain.visit_str(text).map(bare)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Written, E> {
        Plain.visit_i64(number).map(bare)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Written, E> {
        Plain.visit_u64(number).map(bare)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Written, E> {
        Plain.visit_f64(number).map(bare)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Written, M::Error> {
        let (mut value, mut origin, mut source) = (None, Origin::Default, None);
        while let Some(key) = map.next_key()? {
            match key {
                Key::Value => value = Some(map.next_value::<Bare>()?),
                Key::Origin => origin = map.next_value()?,
                Key::Source => source = map.next_value()?,
            }
        }
        let value = value.ok_or_else(|| de::Error::missing_field("value"))?;
        Ok(Written { value, origin, source })
    }
}

fn bare(value: Bare) -> Written {
    Written { value, origin: Origin::Default, source: None }
}

impl Bare {
    /// It as text.
    #[cfg(feature = "panel")]
    pub fn text(self) -> String {
        match self {
            Bare::Text(text) => text,
            Bare::Whole(number) => number.to_string(),
            Bare::Number(number) => number.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for Bare {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Bare, D::Error> {
        deserializer.deserialize_any(Plain)
    }
}

/// Reads a figure without a table.
struct Plain;

impl Visitor<'_> for Plain {
    type Value = Bare;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a figure")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Bare, E> {
        Ok(Bare::Text(text.to_owned()))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Bare, E> {
        Ok(Bare::Whole(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Bare, E> {
        Ok(i64::try_from(number).map_or(Bare::Number(number as f64), Bare::Whole))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Bare, E> {
        Ok(Bare::Number(number))
    }
}

/// What is written, as what a type reads itself from.
impl<'de> Deserializer<'de> for Bare {
    type Error = de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Bare::Text(text) => visitor.visit_str(&text),
            Bare::Whole(number) => visitor.visit_i64(number),
            Bare::Number(number) => visitor.visit_f64(number),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
