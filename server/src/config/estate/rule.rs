//! How the samples of a check are judged: `failures`, `successes`, `grace`, `quorum`, `flapping`.

use crate::config::problem::Problem;
use crate::config::table::Table;
use model::judge::rule::{Flapping, Quorum, Rule, Threshold};

/// Reads the rule of a check from its table; what is left out is as in `default`.
pub(super) fn read(table: &mut Table<'_>, default: Rule, problems: &mut Vec<Problem>) -> Rule {
    Rule {
        failures: threshold(table, "failures", problems).unwrap_or(default.failures),
        successes: threshold(table, "successes", problems).unwrap_or(default.successes),
        grace: table.length("grace", problems).map_or(default.grace, |grace| grace.value),
        quorum: quorum(table, problems).unwrap_or(default.quorum),
        flapping: flapping(table, problems).unwrap_or(default.flapping),
    }
}

fn threshold(table: &mut Table<'_>, key: &'static str, problems: &mut Vec<Problem>) -> Option<Threshold> {
    let most = Threshold::MOST;
    let wanted = format!("`{key} = 3` or `{key} = \"3 of 5\"`, looking at no more than {most} samples");
    Some(table.number_or_text(key, &wanted, problems, Threshold::parse)?.value)
}

fn quorum(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Quorum> {
    let wanted = "`quorum = \"any\"`, \"majority\", \"all\", or a number of locations";
    Some(table.number_or_text("quorum", wanted, problems, Quorum::parse)?.value)
}

fn flapping(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Option<Flapping>> {
    let wanted = "`flapping = \"20 to 5\"`, rates in percent from which and until which it flaps, or \"off\"";
    Some(table.number_or_text("flapping", wanted, problems, Flapping::parse)?.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::environment::Environment;
    use crate::config::table::Source;

    fn rule(text: &str) -> (Rule, Vec<String>) {
        let mut problems = Vec::new();
        let environment = Environment::default();
        let source = Source { file: "x.toml", text, environment: &environment };
        let mut table = Table::parse(source, &mut problems).unwrap();
        let rule = read(&mut table, Rule::default(), &mut problems);
        (
            rule,
            problems.into_iter().map(|problem| format!("{} {}", problem.message, problem.remedy)).collect(),
        )
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        assert_eq!(rule(""), (Rule::default(), vec![]));
    }

    #[test]
    fn everything_can_be_said() {
        let text =
            "failures = \"3 of 5\"\nsuccesses = 1\ngrace = \"2m\"\nquorum = 2\nflapping = \"30 to 10\"";
        let wanted = Rule {
            failures: Threshold { needed: 3, of: 5 },
            successes: Threshold::in_a_row(1),
            grace: 120_000,
            quorum: Quorum::Count(2),
            flapping: Some(Flapping { start: 30.0, stop: 10.0 }),
        };
        assert_eq!(rule(text), (wanted, vec![]));
        assert_eq!(rule("quorum = \"all\"\nflapping = \"off\"").0.flapping, None);
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        for text in [
            "failures = 0",
            "failures = \"5 of 3\"",
            "failures = 61",
            "quorum = \"some\"",
            "quorum = 0",
            "flapping = \"5 to 20\"",
            "flapping = true",
        ] {
            assert_eq!(rule(text).1.len(), 1, "{text}");
        }
    }
}
