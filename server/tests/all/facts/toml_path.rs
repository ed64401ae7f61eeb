//! A value of a TOML file by its path: `component.kafka.check.kafka-0.target`.

use toml::{Table, Value};

/// The keys by which a table in an array is named, the first that it has.
const NAMES: [&str; 2] = ["id", "level"];

/// The TOML of a file, or what is wrong with it.
pub fn table(text: &str) -> Result<Table, String> {
    text.parse().map_err(|error| format!("it is no TOML: {error}"))
}

/// Compares the value at `path` of `file` with `wanted`, which is written as TOML; says what is wrong.
///
/// A step of the path is a key of a table, or the name of a table in an array.
pub fn compare(file: &Table, path: &str, wanted: &str) -> Result<(), String> {
    let expected = parse(wanted)?;
    let mut steps = path.split('.');
    let missing = |step: &str| format!("`{path}` is not there: there is no `{step}`");
    let first = steps.next().unwrap_or_default();
    let mut value = file.get(first).ok_or_else(|| missing(first))?;
    for step in steps {
        value = child(value, step).ok_or_else(|| missing(step))?;
    }
    if *value == expected { Ok(()) } else { Err(format!("`{path}` is not `{wanted}`")) }
}

fn parse(value: &str) -> Result<Value, String> {
    let value = table(&format!("value = {value}")).ok().and_then(|mut table| table.remove("value"));
    value.ok_or_else(|| "the value that is wanted is no TOML".to_owned())
}

fn child<'a>(value: &'a Value, step: &str) -> Option<&'a Value> {
    match value {
        Value::Table(table) => table.get(step),
        Value::Array(items) => items.iter().find(|item| name(item).as_deref() == Some(step)),
        _ => None,
    }
}

fn name(item: &Value) -> Option<String> {
    let value = NAMES.iter().find_map(|key| item.get(key))?;
    value.as_str().map(str::to_owned).or_else(|| value.as_integer().map(|number| number.to_string()))
}

#[test]
fn tables_of_an_array_are_found_by_their_id() {
    let file = table("[[a]]\nid = \"x\"\nports = [1, 2]\n[[a.b]]\nlevel = 2\nwho = \"me\"\n").unwrap();
    assert_eq!(compare(&file, "a.x.ports", "[1, 2]"), Ok(()));
    assert_eq!(compare(&file, "a.x.b.2.who", "\"me\""), Ok(()));
    for (path, wanted) in [("a.x.ports", "[1]"), ("a.y.ports", "[1, 2]"), ("a.x.ports", "oops")] {
        assert!(compare(&file, path, wanted).is_err(), "{path} = {wanted}");
    }
}
