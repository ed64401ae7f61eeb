//! The components of the estate and the runbooks that they name.

use super::content::Content;
use super::runbook::runbooks;
use toml::{Table, Value};

/// Components whose runbook is not there, or does not name them: a fault of theirs leads nobody to its repair.
pub fn problems(content: &Content) -> Vec<String> {
    let estate = content.estate();
    assert_eq!(estate.len(), 3, "the estate has three systems");
    estate.iter().flat_map(|(file, system)| of_system(content, file, system)).collect()
}

fn of_system(content: &Content, file: &str, system: &Table) -> Vec<String> {
    let id = system.get("system").and_then(|system| text(system, "id")).expect("a system has an id");
    let components = system.get("component").and_then(Value::as_array).expect("a system has components");
    components.iter().filter_map(|component| problem(content, file, id, component)).collect()
}

fn problem(content: &Content, file: &str, system: &str, component: &Value) -> Option<String> {
    let id = format!("{system}/{}", text(component, "id")?);
    let docs = text(component, "docs").unwrap_or_default();
    let path = docs.split('#').next().unwrap_or(docs);
    match runbooks(content).find(|page| page.path == path) {
        Some(page) if page.components.contains(&id) => None,
        Some(page) => {
            let source = &page.source;
            Some(format!("content/docs/{source}: is the runbook of {id}; name that under `components`"))
        }
        None => Some(format!("content/{file}: `docs` of {id} names no runbook: `{docs}`; name one")),
    }
}

fn text<'a>(table: &'a Value, key: &str) -> Option<&'a str> {
    table.get(key)?.as_str()
}
