//! `plans/*.toml`: a capacity model of a system each.

use super::problem::Problem;
use super::table::Source;
use capacity::Plan;
use capacity::plan::RATIO;
use model::estate::Estate;

/// An id that no plan may have, because its address is taken.
const GOLDEN: &str = "golden";

/// Reads all plans, in the order of their files' names; every problem is added to `problems`.
pub fn read(sources: &[Source<'_>], estate: &Estate, problems: &mut Vec<Problem>) -> Vec<Plan> {
    sources.iter().filter_map(|source| plan(*source, estate, problems)).collect()
}

fn plan(source: Source<'_>, estate: &Estate, problems: &mut Vec<Problem>) -> Option<Plan> {
    match toml::from_str::<Plan>(source.text) {
        Ok(plan) => {
            for problem in plan.validate() {
                problems.push(source.problem(
                    place(source.text, &problem.field),
                    problem.message,
                    problem.remedy,
                ));
            }
            belongs(source, &plan, estate, problems);
            Some(plan)
        }
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            problems.push(source.problem(at, "The plan cannot be read.", error.message()));
            None
        }
    }
}

/// A plan is of a system of the estate, and in the file that its id names.
fn belongs(source: Source<'_>, plan: &Plan, estate: &Estate, problems: &mut Vec<Problem>) {
    // Where systems are wrong themselves, that is told of them.
    if estate.system(&plan.system).is_none() && !estate.systems.is_empty() {
        let ids: Vec<_> = estate.systems.iter().map(|system| system.id.as_str()).collect();
        let message = format!("There is no system \"{}\".", plan.system);
        let remedy = format!("Write one of {}.", ids.join(", "));
        problems.push(source.problem(place(source.text, "system"), message, remedy));
    }
    if plan.id == GOLDEN {
        let remedy = "Give it another id; /capacity/golden is the page of golden cases.".to_owned();
        let message = "A plan cannot be called \"golden\".".to_owned();
        problems.push(source.problem(place(source.text, "id"), message, remedy));
    }
    let metrics =
        plan.measured.iter().flat_map(|(key, its)| its.split(RATIO).map(move |metric| (key, metric)));
    for (key, metric) in metrics {
        let id = format!("{}/{metric}", plan.system);
        if !estate.metrics().any(|metric| metric.id == id) {
            let message = format!("There is no metric \"{id}\".");
            let remedy = format!(
                "Write the component and the metric for {key}, such as \"web/requests\", or two with \"{RATIO}\" between \
                 them."
            );
            problems.push(source.problem(place(source.text, &format!("measured.{key}")), message, remedy));
        }
    }
    if source.file != format!("plans/{}.toml", plan.id) {
        let message = format!("The plan \"{}\" is in a file of another name.", plan.id);
        let remedy = format!("Name the file plans/{}.toml.", plan.id);
        problems.push(source.problem(place(source.text, "id"), message, remedy));
    }
}

/// Where the field of a problem stands: a path of keys such as `load.rps`, or an item and its key such as
/// `item kafka: stage`.
fn place(text: &str, field: &str) -> usize {
    let of = ["item", "scenario"]
        .into_iter()
        .find_map(|table| Some((table, field.strip_prefix(table)?.strip_prefix(' ')?)));
    let Some((list, of_item)) = of else {
        // The keys of this table are paths themselves.
        let measured = field.strip_prefix("measured.").map(|key| ("measured", key));
        let (table, key) = measured.or_else(|| field.rsplit_once('.')).unwrap_or(("", field));
        let from = if table.is_empty() { 0 } else { line(text, 0, &format!("[{table}]")).unwrap_or(0) };
        return line(text, from, key).or_else(|| line(text, from, &format!("\"{key}"))).unwrap_or(from);
    };
    let (id, key) = of_item.split_once(": ").unwrap_or((of_item, "id"));
    let from = line(text, 0, &format!("id = \"{id}\"")).unwrap_or(0);
    let own = text
        .get(from..)
        .and_then(|rest| rest.find(&format!("[[{list}]]")))
        .map_or(text.len(), |end| from + end);
    line(text, from, key).filter(|at| *at < own).unwrap_or(from)
}

/// The first line from byte `from` on that begins with `start`.
fn line(text: &str, from: usize, start: &str) -> Option<usize> {
    let mut at = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        if line.trim_start().starts_with(start) {
            return Some(at);
        }
        at += line.len();
    }
    None
}
