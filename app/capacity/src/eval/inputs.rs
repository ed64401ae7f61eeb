//! A model's inputs by name, each read as what it must be, with an error that names it.

use serde_json::{Map, Value};

use super::Error;

/// The most entries of a list or rows of a table.
const MAX_ENTRIES: usize = 100_000;

/// The largest whole number that a JSON number holds exactly.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;

/// The inputs of a model, by name.
pub(super) struct Inputs<'a>(&'a Map<String, Value>);

impl<'a> Inputs<'a> {
    pub fn of(map: &'a Map<String, Value>) -> Self {
        Inputs(map)
    }

    /// The names of all inputs.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether the input is given; `null` is as good as absent.
    pub fn has(&self, key: &str) -> bool {
        self.0.get(key).is_some_and(|value| !value.is_null())
    }

    /// Whether the input is given as a list.
    pub fn is_list(&self, key: &str) -> bool {
        self.0.get(key).is_some_and(Value::is_array)
    }

    /// An input that may be absent, read by one of the other functions:
    /// `inputs.optional("level", Inputs::number)`.
    pub fn optional<T>(
        &self,
        key: &str,
        read: impl Fn(&Self, &str) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        if self.has(key) { read(self, key).map(Some) } else { Ok(None) }
    }

    /// A number.
    pub fn number(&self, key: &str) -> Result<f64, Error> {
        number(key, self.get(key, "a number")?)
    }

    /// A whole number from zero on; `8.0` is one too.
    pub fn whole(&self, key: &str) -> Result<u64, Error> {
        whole(key, self.get(key, "a whole number")?)
    }

    /// A whole number from zero on that fits 32 bits, such as a number of servers.
    pub fn count(&self, key: &str) -> Result<u32, Error> {
        let value = self.whole(key)?;
        u32::try_from(value).map_err(|_| wrong(key, value.to_string(), "at most 4294967295"))
    }

    /// `true` or `false`.
    pub fn flag(&self, key: &str) -> Result<bool, Error> {
        let value = self.get(key, "true or false")?;
        value.as_bool().ok_or_else(|| wrong(key, shown(value), "true or false"))
    }

    /// A text.
    pub fn text(&self, key: &str) -> Result<&'a str, Error> {
        text(key, self.get(key, "a text")?)
    }

    /// A list of texts; a single text is a list of one.
    pub fn texts(&self, key: &str) -> Result<Vec<&'a str>, Error> {
        if let Some(only) = self.get(key, "a list")?.as_str() {
            return Ok(vec![only]);
        }
        self.values(key)?.iter().enumerate().map(|(i, value)| text(&format!("{key}[{i}]"), value)).collect()
    }

    /// A list of numbers; a single number is a list of one.
    pub fn list(&self, key: &str) -> Result<Vec<f64>, Error> {
        if self.get(key, "a list of numbers")?.is_number() {
            return Ok(vec![self.number(key)?]);
        }
        numbers(key, self.values(key)?)
    }

    /// A list of rows of numbers, each with `columns` of them.
    pub fn table(&self, key: &str, columns: usize) -> Result<Vec<Vec<f64>>, Error> {
        let row = |(i, value): (usize, &Value)| {
            let name = format!("{key}[{i}]");
            let row = numbers(&name, entries(&name, value)?)?;
            if row.len() == columns {
                return Ok(row);
            }
            Err(wrong(&name, format!("{} numbers", row.len()), &format!("{columns} numbers")))
        };
        self.values(key)?.iter().enumerate().map(row).collect()
    }

    /// A list of pairs of numbers.
    pub fn pairs(&self, key: &str) -> Result<Vec<(f64, f64)>, Error> {
        let pair = |row: Vec<f64>| match row[..] {
            [first, second] => Ok((first, second)),
            _ => Err(wrong(key, "no list of pairs".into(), "a list of pairs of numbers")),
        };
        self.table(key, 2)?.into_iter().map(pair).collect()
    }

    /// Anything.
    pub fn value(&self, key: &str) -> Result<&'a Value, Error> {
        self.get(key, "given")
    }

    /// A list of anything.
    pub fn values(&self, key: &str) -> Result<&'a [Value], Error> {
        entries(key, self.get(key, "a list")?)
    }

    /// Inputs within an input.
    pub fn inner(&self, key: &str) -> Result<Inputs<'a>, Error> {
        let value = self.get(key, "an object")?;
        value.as_object().map(Inputs).ok_or_else(|| wrong(key, shown(value), "an object"))
    }

    fn get(&self, key: &str, wanted: &str) -> Result<&'a Value, Error> {
        let value = self.0.get(key).filter(|value| !value.is_null());
        value.ok_or_else(|| wrong(key, "missing".into(), wanted))
    }
}

/// `value` as a number, under the name `key`.
pub(super) fn number(key: &str, value: &Value) -> Result<f64, Error> {
    value.as_f64().filter(|number| number.is_finite()).ok_or_else(|| wrong(key, shown(value), "a number"))
}

/// `value` as a whole number from zero on, under the name `key`.
pub(super) fn whole(key: &str, value: &Value) -> Result<u64, Error> {
    let holds = |number: &f64| (0.0..=MAX_WHOLE).contains(number) && libm::trunc(*number) == *number;
    let number = value.as_f64().filter(holds);
    number.map(|number| number as u64).ok_or_else(|| wrong(key, shown(value), "a whole number"))
}

/// `value` as a text, under the name `key`.
pub(super) fn text<'a>(key: &str, value: &'a Value) -> Result<&'a str, Error> {
    value.as_str().ok_or_else(|| wrong(key, shown(value), "a text"))
}

/// An input that is not what it must be: what stands there, and what should.
pub(super) fn wrong(field: &str, found: String, wanted: &str) -> Error {
    Error::Input { field: field.into(), found, wanted: wanted.into() }
}

fn numbers(key: &str, values: &[Value]) -> Result<Vec<f64>, Error> {
    values.iter().enumerate().map(|(i, value)| number(&format!("{key}[{i}]"), value)).collect()
}

fn entries<'a>(key: &str, value: &'a Value) -> Result<&'a [Value], Error> {
    let list = value.as_array().ok_or_else(|| wrong(key, shown(value), "a list"))?;
    if list.len() > MAX_ENTRIES {
        return Err(wrong(key, format!("{} entries long", list.len()), "at most 100000 entries long"));
    }
    Ok(list)
}

/// The beginning of a value as JSON.
fn shown(value: &Value) -> String {
    value.to_string().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn each_input_is_read_as_what_it_must_be() {
        let map =
            map(json!({ "n": 2.5, "c": 8.0, "l": [1, 2], "one": 3, "t": [[1, 2], [3, 4]], "none": null }));
        let inputs = Inputs::of(&map);
        assert_eq!(inputs.number("n"), Ok(2.5));
        assert_eq!(inputs.count("c"), Ok(8));
        assert_eq!(inputs.list("l"), Ok(vec![1.0, 2.0]));
        assert_eq!(inputs.list("one"), Ok(vec![3.0]));
        assert_eq!(inputs.pairs("t"), Ok(vec![(1.0, 2.0), (3.0, 4.0)]));
        assert_eq!(inputs.optional("none", Inputs::number), Ok(None));
    }

    #[test]
    fn an_error_names_the_place_and_what_should_stand_there() {
        let map = map(json!({ "n": "2", "c": 2.5, "l": [1, "x"], "t": [[1, 2], [3]] }));
        let inputs = Inputs::of(&map);
        let message = |error: Error| error.to_string();
        assert_eq!(message(inputs.number("n").unwrap_err()), "n is \"2\"; it must be a number");
        assert_eq!(message(inputs.whole("c").unwrap_err()), "c is 2.5; it must be a whole number");
        assert_eq!(message(inputs.list("l").unwrap_err()), "l[1] is \"x\"; it must be a number");
        assert_eq!(message(inputs.pairs("t").unwrap_err()), "t[1] is 1 numbers; it must be 2 numbers");
    }
}
