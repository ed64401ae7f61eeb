//! `pharos probe`: asks one question once.

use super::{RunError, say, tell};
use crate::cli;
use crate::collect::clock::Clock;
use crate::config::environment::Environment;
use crate::config::problem::instead;
use model::estate::Check;
use model::options::Options;
use model::sample::Outcome;
use model::time::At;
use probe::{Answer, Kind, Prober, Question};
use serde_json::json;
use std::process::ExitCode;

/// Asks, prints the answer, and gives 0 for an answer, 1 for a failure, 2 if it could not be asked.
pub async fn run(args: &cli::Probe) -> Result<ExitCode, RunError> {
    match asked(args, &Environment::process()) {
        Ok(Some((kind, target, question))) => put(args, kind, target, &question).await,
        Ok(None) => Ok(ExitCode::SUCCESS),
        // Not what a failure gives: whoever only looks at the code would take a slip of the pen for an outage.
        Err(why) => {
            tell(&RunError::Given(why));
            Ok(ExitCode::from(UNASKED))
        }
    }
}

/// The exit code of a question that could not be put.
const UNASKED: u8 = 2;

/// The question, with its kind and target; without both, kinds are explained instead.
fn asked<'a>(
    args: &'a cli::Probe,
    environment: &Environment,
) -> Result<Option<(&'static Kind, &'a str, Question)>, String> {
    let kind = args.kind.as_deref().map(known).transpose()?;
    let (Some(kind), Some(target)) = (kind, &args.target) else {
        let asked = kind.map_or(probe::KINDS, std::slice::from_ref);
        say(&asked.iter().map(explained).collect::<Vec<_>>().join("\n"));
        return Ok(None);
    };
    Ok(Some((kind, target, question(args, kind, target, environment)?)))
}

async fn put(
    args: &cli::Probe,
    kind: &Kind,
    target: &str,
    question: &Question,
) -> Result<ExitCode, RunError> {
    let at = Clock::system().now();
    let answer = Prober::new().ask(question, at).await;
    say(&if args.json { as_json(kind, target, at, &answer) } else { as_text(at, &answer) });
    Ok(match answer.outcome {
        Outcome::Pass | Outcome::Slow => ExitCode::SUCCESS,
        Outcome::Fail => ExitCode::FAILURE,
        Outcome::Blind => ExitCode::from(UNASKED),
    })
}

/// The kind with this name.
fn known(name: &str) -> Result<&'static Kind, String> {
    let names: Vec<_> = probe::KINDS.iter().map(|kind| kind.name).collect();
    probe::kind(name).ok_or_else(|| format!("There is no probe kind \"{name}\". {}", instead(name, &names)))
}

fn question(
    args: &cli::Probe,
    kind: &Kind,
    target: &str,
    environment: &Environment,
) -> Result<Question, String> {
    let check = Check {
        timeout: args.timeout,
        slow: args.slow,
        options: options(args, environment)?,
        expect: args.expect.clone(),
        slow_unless: args.slow_unless.clone(),
        ..Check::new("command line", kind.name, target)
    };
    Question::of(&check).map_err(|why| check.options.redact(&why))
}

fn options(args: &cli::Probe, environment: &Environment) -> Result<Options, String> {
    let mut options = Options::default();
    for pair in &args.set {
        let (name, value) = pair.split_once('=').ok_or("--set takes NAME=VALUE.")?;
        options.set(name, value);
    }
    for pair in &args.set_from {
        let (name, variable) = pair.split_once('=').ok_or("--set-from takes NAME=VARIABLE.")?;
        let value = environment.get(variable);
        let value =
            value.ok_or_else(|| format!("The environment has no {variable}; set it, or use --set."))?;
        options.hide(value);
        options.set(name, value);
    }
    Ok(options)
}

/// What a kind does, an example, and what it can be told.
fn explained(kind: &Kind) -> String {
    let option = |option: &probe::KindOption| format!("    --set {}=...  {}\n", option.name, option.about);
    let options: String = kind.options.iter().map(option).collect();
    format!("{}  {}\n    pharos probe {} {}\n{options}", kind.name, kind.about, kind.name, kind.example)
}

/// The steps of an answer by name, in microseconds, in the order in which they happen.
fn phases(answer: &Answer) -> [(&'static str, Option<u32>); 4] {
    let phases = answer.phases;
    [
        ("resolve", phases.resolve),
        ("connect", phases.connect),
        ("tls", phases.tls),
        ("first byte", phases.first_byte),
    ]
}

fn as_text(at: At, answer: &Answer) -> String {
    let millis = |micros: u32| format!("{:.3} ms", f64::from(micros) / 1_000.0);
    let steps =
        phases(answer).into_iter().filter_map(|(name, took)| Some(format!("{name} {}", millis(took?))));
    let steps: Vec<_> = steps.collect();
    let steps = if steps.is_empty() { String::new() } else { format!(" ({})", steps.join(", ")) };
    let why = if answer.detail.is_empty() { String::new() } else { format!("\n{}", answer.detail) };
    format!("{} in {}{steps} at {at}{why}", answer.outcome.word(), millis(answer.latency))
}

fn as_json(kind: &Kind, target: &str, at: At, answer: &Answer) -> String {
    let steps = phases(answer).into_iter().map(|(name, took)| (name.replace(' ', "_"), json!(took)));
    json!({
        "kind": kind.name,
        "target": target,
        "at": at.to_string(),
        "outcome": answer.outcome.word(),
        "latency_us": answer.latency,
        "phases_us": steps.collect::<serde_json::Map<_, _>>(),
        "detail": answer.detail,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(set_from: &str) -> Result<Question, String> {
        let environment = Environment::of([("SECRET", "hunter2")]);
        let (kind, target) = (Some("tcp".into()), Some("127.0.0.1:1".into()));
        let (expect, slow_unless, set, set_from) = (vec![], vec![], vec![], vec![set_from.into()]);
        let args = cli::Probe {
            kind,
            target,
            expect,
            slow_unless,
            set,
            set_from,
            timeout: 1_000,
            slow: None,
            json: true,
        };
        question(&args, known("tcp")?, "127.0.0.1:1", &environment)
    }

    #[test]
    fn what_cannot_be_asked_says_what_to_write() {
        let why = with("x=SECRET").unwrap_err();
        assert!(why.contains("no option \"x\"") && !why.contains("hunter2"), "{why}");
        assert!(with("x=NONE").unwrap_err().contains("no NONE"));
        assert!(with("SECRET").unwrap_err().contains("NAME=VARIABLE"));
        assert!(known("tcpp").unwrap_err().ends_with("Did you mean \"tcp\"?"));
    }

    #[test]
    fn every_kind_is_explained_with_its_example() {
        assert!(probe::KINDS.iter().all(|kind| explained(kind).contains(kind.example)));
    }
}
