//! Entries of front matter to typed fields: each key has one meaning, and a mistake names its line and its remedy.

use super::yaml::{Entry, Value};
use super::{FrontMatter, Named, foreign};
use crate::nearest::nearest;
use crate::page::{Variable, VariableKind, page_path};
use crate::problem::{Kind, Problem};

/// The keys of the portal.
const KEYS: [&str; 11] = [
    "title",
    "summary",
    "components",
    "order",
    "owner",
    "severity",
    "alerts",
    "redirect_from",
    "variables",
    "draft",
    "math",
];

/// The typed front matter of the file `source`, and what is wrong with it.
pub(super) fn read(source: &str, entries: Vec<Entry>) -> (FrontMatter, Vec<Problem>) {
    let mut reader = Reader { source, front: FrontMatter::default(), problems: Vec::new() };
    let (ours, others): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| KEYS.contains(&entry.key.as_str()));
    ours.into_iter().for_each(|entry| reader.entry(entry));
    others.into_iter().for_each(|entry| reader.foreign(entry));
    (reader.front, reader.problems)
}

struct Reader<'a> {
    source: &'a str,
    front: FrontMatter,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn entry(&mut self, entry: Entry) {
        let line = entry.line;
        match entry.key.as_str() {
            "title" => self.front.title = self.text(entry),
            "summary" => self.front.summary = self.text(entry),
            "owner" => self.front.owner = self.text(entry).map(|text| (text, line)),
            "severity" => self.front.severity = self.text(entry).map(|text| (text, line)),
            "components" => self.front.components = self.list(entry, "a component"),
            "alerts" => self.front.alerts = self.list(entry, "an alert"),
            "redirect_from" => self.front.redirect_from = addresses(self.list(entry, "an address")),
            "order" => self.order(entry),
            "variables" => self.variables(entry),
            "math" => self.front.math = self.truth(entry),
            _ => self.front.draft = self.truth(entry),
        }
    }

    /// A key of another generator: taken if ours is absent and the value fits, else without effect.
    fn foreign(&mut self, entry: Entry) {
        match (foreign::ours(&entry.key), entry.value) {
            (Some("summary"), Value::Text(text)) => {
                self.front.summary.get_or_insert(text);
            }
            // In Hugo, 0 stands for no weight.
            (Some("order"), Value::Text(text)) => {
                let weight = text.parse().ok().filter(|weight| *weight != 0);
                self.front.order = self.front.order.or(weight);
            }
            (Some("redirect_from"), Value::List(list)) => {
                let old = list.into_iter().filter_map(|item| Some((word(item.value)?, item.line)));
                self.front.redirect_from.extend(addresses(old.collect()));
            }
            (Some(_), _) => {}
            (None, _) if foreign::is_known(&entry.key) => {}
            (None, _) => self.unknown(&entry.key, entry.line),
        }
    }

    fn text(&mut self, Entry { key, value, line }: Entry) -> Option<String> {
        match value {
            Value::Text(text) if !text.is_empty() => Some(text),
            _ => {
                let remedy = format!("write `{key}: \"some words\"`");
                self.wrong(line, format!("`{key}` needs text on its own line"), remedy);
                None
            }
        }
    }

    fn list(&mut self, Entry { key, value, line }: Entry, what: &str) -> Vec<Named> {
        let items = match value {
            Value::List(items) => items,
            Value::Nothing => return Vec::new(),
            Value::Text(text) => {
                let remedy = format!("write `{key}: [{text}]`");
                self.wrong(line, format!("`{key}` is a list, not `{text}`"), remedy);
                return Vec::new();
            }
            Value::Map(_) => {
                self.wrong(line, format!("`{key}` is a list"), format!("write `{key}: [name, name]`"));
                return Vec::new();
            }
        };
        let mut named = Vec::new();
        for item in items {
            match word(item.value) {
                Some(text) => named.push((text, item.line)),
                None => {
                    let message = format!("an entry of `{key}` is empty");
                    self.wrong(item.line, message, format!("name {what} or remove it"));
                }
            }
        }
        named
    }

    fn order(&mut self, Entry { value, line, .. }: Entry) {
        let text = word(value).unwrap_or_default();
        match text.parse() {
            Ok(order) => self.front.order = Some(order),
            Err(_) => {
                self.wrong(line, format!("`order` is not a whole number: `{text}`"), "write `order: 10`")
            }
        }
    }

    fn truth(&mut self, Entry { key, value, line, .. }: Entry) -> bool {
        let text = word(value).unwrap_or_default();
        if !matches!(text.as_str(), "true" | "false") {
            self.wrong(line, format!("`{key}` is neither true nor false"), format!("write `{key}: true`"));
        }
        text == "true"
    }

    fn variables(&mut self, Entry { value, line, .. }: Entry) {
        let entries = match value {
            Value::Map(entries) => entries,
            // Names alone.
            Value::List(items) => items
                .into_iter()
                .map(|item| Entry {
                    key: word(item.value).unwrap_or_default(),
                    value: Value::Nothing,
                    line: item.line,
                })
                .collect(),
            Value::Nothing => return,
            Value::Text(_) => {
                let message = "`variables` holds names, each with its default".to_owned();
                return self.wrong(line, message, "write `variables: {namespace: default}`");
            }
        };
        entries.into_iter().for_each(|entry| self.variable(entry));
    }

    fn variable(&mut self, Entry { key: name, value, line }: Entry) {
        if !is_variable(&name) {
            let message = format!("`{name}` is no name of a variable");
            return self.wrong(line, message, "use letters, digits, `-` and `_`, at most 64, a letter first");
        }
        let (kind, default) = match value {
            Value::Nothing => (VariableKind::Text, None),
            Value::Text(default) => (VariableKind::Text, Some(default)),
            Value::Map(entries) => self.typed(&name, entries),
            Value::List(_) => {
                let remedy = "write `name: default` or `name: {type: number, default: 3}`";
                return self.wrong(line, format!("variable `{name}` has a list as its default"), remedy);
            }
        };
        if let Some(default) = default.as_deref().filter(|default| !kind.accepts(default)) {
            let message = format!("the default of variable `{name}` is no {}: `{default}`", kind.name());
            return self.wrong(line, message, "change the type or the default");
        }
        self.front.variables.push((Variable { name, kind, default }, line));
    }

    fn typed(&mut self, name: &str, entries: Vec<Entry>) -> (VariableKind, Option<String>) {
        let (mut kind, mut default) = (VariableKind::Text, None);
        for Entry { key, value, line } in entries {
            match (key.as_str(), word(value)) {
                ("default", value) => default = value,
                ("type", Some(value)) if VariableKind::named(&value).is_some() => {
                    kind = VariableKind::named(&value).unwrap_or_default();
                }
                ("type", value) => {
                    let message =
                        format!("variable `{name}` has unknown type `{}`", value.unwrap_or_default());
                    self.wrong(line, message, "write `text`, `number` or `url`");
                }
                _ => {
                    let message = format!("variable `{name}` has unknown key `{key}`");
                    self.wrong(line, message, "known keys: type, default");
                }
            }
        }
        (kind, default)
    }

    fn unknown(&mut self, key: &str, number: usize) {
        let remedy = match nearest(key, KEYS) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("known keys: {}", KEYS.join(", ")),
        };
        let message = format!("unknown key `{key}`");
        self.problems.push(Problem::new(Kind::UnknownKey, self.source, number, message, remedy));
    }

    fn wrong(&mut self, number: usize, message: String, remedy: impl Into<String>) {
        self.problems.push(Problem::new(Kind::FrontMatter, self.source, number, message, remedy));
    }
}

fn word(value: Value) -> Option<String> {
    if let Value::Text(text) = value { Some(text).filter(|text| !text.is_empty()) } else { None }
}

fn is_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Addresses as pages have them: `/docs/old/README.md` and `/old/` give `old`. A fragment stays.
fn addresses(list: Vec<Named>) -> Vec<Named> {
    list.into_iter().map(|(text, line)| (address(&text), line)).collect()
}

fn address(text: &str) -> String {
    let (path, fragment) = text.split_at(text.find('#').unwrap_or(text.len()));
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("docs/").unwrap_or(path).trim_end_matches('/');
    page_path(path) + fragment
}
