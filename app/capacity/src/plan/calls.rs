//! What an item calls: a table of ids and figures, kept in the order of the file. A list, because there are few of them and a
//! map's code would weigh more in the browser than all that is in it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::Given;

/// The ids of what is called, and how often for each visit of the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calls(Vec<(String, Given<f64>)>);

impl Calls {
    /// Whether nothing is called.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Given<f64>)> {
        self.0.iter().map(|(id, times)| (id.as_str(), times))
    }
}

impl Serialize for Calls {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Calls {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Calls, D::Error> {
        deserializer.deserialize_map(Table)
    }
}

struct Table;

impl<'de> Visitor<'de> for Table {
    type Value = Calls;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of ids of items, each with a number of calls")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Calls, M::Error> {
        let mut calls = Vec::new();
        while let Some(call) = map.next_entry()? {
            calls.push(call);
        }
        Ok(Calls(calls))
    }
}
