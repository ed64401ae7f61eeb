//! How the tokens come about, and how many processors of its own a model needs to write them in time.

use super::{DAY, Served, USABLE};
use crate::evaluate::size::{self, Sizing};
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::plan::{Item, Model, Tokens};
use crate::sizing::llm::{Serving, serve};
use crate::trace::{Law, Symbol, Trace, symbol};
use crate::units::Format;
use crate::{Plan, Scenario};

const ROOFLINE: &str =
    "The roofline of Williams, Waterman, Patterson (2009); 2 operations for each parameter and token";
const HOLDS: &str = "one dense model that batches without a pause, every request of the mean length";

/// Each kind of figure of the item of a row; else of the first with tokens, and of the first that serves its model itself.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let asked = || {
        let each = plan.items.iter().zip(&sizings);
        each.filter_map(|(item, sizing)| Some((item, sizing, item.tokens.as_ref()?)))
    };
    let place = row.map_or(0, |row| row.place);
    let (item, sizing, tokens) = asked().nth(place)?;
    let mut all = counted(item, sizing, tokens);
    let own = asked().skip(place).take(if row.is_some() { 1 } else { usize::MAX });
    let own =
        own.filter_map(|(item, sizing, tokens)| Some((item, sizing, tokens, item.model.as_ref()?))).next();
    if let Some((item, sizing, tokens, model)) = own {
        all.extend(served(item, sizing, tokens, model).unwrap_or_default());
    }
    Some(all)
}

fn counted(item: &Item, sizing: &Sizing, tokens: &Tokens) -> Reasons {
    let rate = |formula: &'static str, each: f64| {
        let symbols =
            [symbol("X_k", "requests per second", sizing.arrival), symbol("n", "tokens of each", each)];
        Trace::of(formula, &symbols, sizing.arrival * each, "Arithmetic", "tokens of a request on average")
    };
    let (input, output) = (tokens.input.value, tokens.output.value);
    let result = sizing.arrival * (input + output) * DAY;
    let day = Law {
        formula: "tokens = X_k * (i + o) * day",
        symbols: &[
            ("X_k", "requests per second"),
            ("i", "tokens of a prompt"),
            ("o", "tokens of an answer"),
            ("day", "seconds of a day"),
        ],
        source: "Arithmetic",
        validity: "a day at this rate",
    }
    .trace(&[sizing.arrival, input, output, DAY], result);
    let name = |what: &str| named(&item.name, what);
    let visits = sizing.inputs.visits;
    const FORCED: &str = "Forced flow law, Lazowska et al. (1984)";
    let arrivals = Law {
        formula: "X_k = X * V_k",
        symbols: &[("X", "requests per second from outside"), ("V_k", "visits of each of them")],
        source: FORCED,
        validity: "any queue",
    }
    .trace(&[sizing.arrival / visits.max(f64::MIN_POSITIVE), visits], sizing.arrival);
    vec![
        (name("requests"), arrivals),
        (name("tokens in a second"), rate("tokens in = X_k * n", input)),
        (name("tokens out a second"), rate("tokens out = X_k * n", output)),
        (name("tokens a day"), day),
    ]
}

/// Why so many replicas and not fewer, and how each of them does.
fn served(item: &Item, sizing: &Sizing, tokens: &Tokens, model: &Model) -> Option<Reasons> {
    let served = Served::new(model, tokens, sizing.arrival);
    let (replicas, serving) = match served.fewest() {
        Ok(fewest) => fewest,
        Err(error) => {
            return Some(vec![(
                named(&item.name, "replicas with processors"),
                number(&served, error.to_string()),
            )]);
        }
    };
    let symbols = symbols(&served, &serving, replicas);
    let of = |formula: &'static str, result: f64, source: &'static str| {
        let words = || formula.split(|c: char| !c.is_ascii_alphanumeric());
        let own = symbols.iter().filter(|symbol| words().skip(1).any(|word| word == symbol.name));
        Trace::of(formula, &own.cloned().collect::<Vec<_>>(), result, source, HOLDS)
    };
    let name = |what: &str| named(&item.name, what);
    Some(vec![
        (name("replicas with processors"), fewest(&served, replicas, &serving)),
        (
            name("first token, in seconds"),
            of("TTFT = 2 * P * i / (F * e) / (1 - r)", serving.first_token, ROOFLINE),
        ),
        (
            name("each further token, in seconds"),
            of("TPOT = max((W + B * l * K) / M, 2 * P * B / F) / (e * (1 - r))", serving.per_token, ROOFLINE),
        ),
        (name("inside at once"), of("B = X * (TTFT + o * TPOT)", serving.batch, "Little's law (1961)")),
        (
            name("inside at most"),
            of(
                "most = floor(cache / (K * (i + o)))",
                serving.most,
                "vLLM: blocks of the cache of keys and values",
            ),
        ),
    ])
}

fn symbols(served: &Served, serving: &Serving, replicas: u32) -> Vec<Symbol> {
    let Served { of, gpu, demand, .. } = served;
    let rate = demand.rate / f64::from(replicas);
    let reading = 2.0 * of.parameters * demand.input / gpu.flops / gpu.efficiency;
    vec![
        symbol("X", "requests per second of a replica", rate),
        symbol("i", "tokens of a prompt", demand.input),
        symbol("o", "tokens of an answer", demand.output),
        symbol(
            "l",
            "tokens of a request that are held on average, i + o / 2",
            demand.input + demand.output / 2.0,
        ),
        symbol("P", "parameters", of.parameters),
        symbol("W", "bytes of the weights", of.weight_bytes),
        symbol("K", "bytes of the cache for a token", of.kv_bytes),
        symbol("M", "bytes per second from the processor's memory", gpu.bandwidth),
        symbol("F", "floating-point operations per second", gpu.flops),
        symbol("e", "share of both that is reached", gpu.efficiency),
        symbol("r", "share of the time in which prompts are read", rate * reading),
        symbol("cache", "bytes that the weights leave of what may be used", gpu.kv_room),
        symbol("B", "requests inside at once", serving.batch),
        symbol("TTFT", "seconds to the first token", serving.first_token),
        symbol("TPOT", "seconds for each further token", serving.per_token),
    ]
}

/// A number of replicas, in words.
fn number(served: &Served, substituted: String) -> Trace {
    let asked = &served.objective;
    Trace {
        formula: "n = the fewest with TTFT(X / n) and TPOT(X / n) within what is asked",
        symbols: vec![
            symbol("TTFT", "seconds to the first token that are asked", asked.first_token),
            symbol("TPOT", "seconds for each further token that are asked", asked.per_token),
        ],
        substituted,
        source: "Bisection over Little's law with the roofline",
        validity: HOLDS,
    }
}

/// Why not fewer replicas: what one fewer would come to.
fn fewest(served: &Served, replicas: u32, serving: &Serving) -> Trace {
    let time = |seconds: f64| Format::Time.text(seconds);
    let fewer = replicas.checked_sub(1).filter(|fewer| *fewer > 0).map(|fewer| {
        let demand =
            crate::sizing::llm::Demand { rate: served.demand.rate / f64::from(fewer), ..served.demand };
        match serve(&served.of, &served.gpu, &demand) {
            Ok(its) => format!(
                "with {fewer}, the first token takes {} and each further one {}; ",
                time(its.first_token),
                time(its.per_token)
            ),
            Err(error) => format!("with {fewer} there is no answer: {error}; "),
        }
    });
    let (first, each) = (time(serving.first_token), time(serving.per_token));
    let share = (USABLE * 100.0) as u32;
    let words = format!(
        "{}with {replicas}, {first} and {each}; {share} % of a processor's memory may be used; n = {replicas}",
        fewer.unwrap_or_default()
    );
    number(served, words)
}
