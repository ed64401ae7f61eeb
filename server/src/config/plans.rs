//! `plans/*.toml`: a capacity model of a system each.

use super::problem::Problem;
use super::table::Source;
use capacity::Plan;

/// Reads all plans, in the order of their files' names; every problem is added to `problems`.
pub fn read(sources: &[Source<'_>], problems: &mut Vec<Problem>) -> Vec<Plan> {
    sources.iter().filter_map(|source| plan(*source, problems)).collect()
}

fn plan(source: Source<'_>, problems: &mut Vec<Problem>) -> Option<Plan> {
    match toml::from_str::<Plan>(source.text) {
        Ok(plan) => {
            for problem in plan.validate() {
                // The last word of the field is an item's id or a key; where it stands is where to look.
                let at = problem.field.split_whitespace().next_back().and_then(|word| source.text.find(word));
                let at = at.unwrap_or(0);
                problems.push(source.problem(at, problem.message, problem.remedy));
            }
            Some(plan)
        }
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            problems.push(source.problem(at, "The plan cannot be read.", error.message()));
            None
        }
    }
}
