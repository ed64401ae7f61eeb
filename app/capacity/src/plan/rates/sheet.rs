//! The rates as they are written: keys and their values as text, in a table of a file or as lines.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::KEYS;
use crate::plan::given::Bare;

/// Keys with what stands behind them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet(Vec<(String, String)>);

impl Sheet {
    /// Lines such as `currency = EUR`; what follows a `#` is a remark, and a line without an equals sign is a key without a
    /// value. Of lines with the same key the first counts.
    pub fn lines(text: &str) -> Sheet {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        let pairs =
            lines.filter(|line| !line.is_empty()).map(|line| line.split_once('=').unwrap_or((line, "")));
        let bare = |value: &str| value.trim().trim_matches('"').to_owned();
        Sheet(pairs.map(|(key, value)| (key.trim().to_owned(), bare(value))).collect())
    }

    /// What is known of it as such lines, the currency first.
    pub fn text(&self) -> String {
        let line = |(key, _): &(&str, &str)| Some(format!("{key} = {}", self.get(key)?));
        let lines: Vec<_> = KEYS.iter().filter_map(line).collect();
        lines.join("\n")
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.trim())
    }
}

impl Serialize for Sheet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de> Deserialize<'de> for Sheet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sheet, D::Error> {
        deserializer.deserialize_map(Table)
    }
}

struct Table;

impl<'de> Visitor<'de> for Table {
    type Value = Sheet;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of rates")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Sheet, M::Error> {
        let mut pairs = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            pairs.push((key, map.next_value::<Bare>()?.text()));
        }
        Ok(Sheet(pairs))
    }
}
