//! Language models: the tokens that a plan takes, and the graphics processors of a model that it serves itself.

mod reasons;

pub(super) use self::reasons::reasons;
use super::scenarios::named::applied;
use super::{Panel, Table, words};
use crate::evaluate::size::{self, Sizing};
use crate::plan::{Item, Model, Tokens};
use crate::sizing::llm::{self, Demand, Gpu, Objective, Serving};
use crate::units::Format;
use crate::{Error, Plan, Scenario};

/// Share of the memory that the server of the model may use; the default of vLLM.
const USABLE: f64 = 0.9;
const DAY: f64 = 86_400.0;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let plan = &*applied(plan, scenario);
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let with_tokens = plan
        .items
        .iter()
        .zip(&sizings)
        .filter_map(|(item, sizing)| Some((item, sizing, item.tokens.as_ref()?)));
    let rows: Vec<_> = with_tokens.map(|(item, sizing, tokens)| row(item, sizing, tokens)).collect();
    let head = words([
        "Item",
        "Requests",
        "Tokens in",
        "Tokens out",
        "A day at this rate",
        "Replicas with processors",
        "First token",
        "Each further token",
        "Inside at once",
    ]);
    let says = "What language models are asked, and what a self-hosted one needs to answer in time.";
    (!rows.is_empty()).then(|| Panel {
        id: "tokens",
        title: "Language models",
        says: says.into(),
        drawing: None,
        table: Table { head, rows },
        source: "B = rate (TTFT + out TPOT(B)), Little's law with the roofline of the processor; 2 P floating-point \
                 operations a token, weights and cache read once a step; vLLM's share of memory",
    })
}

fn row(item: &Item, sizing: &Sizing, tokens: &Tokens) -> Vec<String> {
    let (input, output) = (tokens.input.value * sizing.arrival, tokens.output.value * sizing.arrival);
    let tokens_a_second = |rate: f64| format!("{rate:.0} / s");
    let mut cells = vec![
        item.name.clone(),
        Format::Rate.text(sizing.arrival),
        tokens_a_second(input),
        tokens_a_second(output),
        format!("{:.1} M", (input + output) * DAY / 1e6),
    ];
    cells.extend(match &item.model {
        Some(model) => served(model, tokens, sizing.arrival),
        None => words(["at a provider", "-", "-", "-"]),
    });
    cells
}

/// A model that is served, as the mathematics take it.
struct Served {
    of: llm::Model,
    gpu: Gpu,
    demand: Demand,
    objective: Objective,
}

impl Served {
    fn new(model: &Model, tokens: &Tokens, rate: f64) -> Served {
        let weights = model.weights.value.si();
        Served {
            of: llm::Model {
                parameters: model.parameters.value,
                weight_bytes: weights,
                kv_bytes: model.kv_per_token.value.si(),
            },
            gpu: Gpu {
                bandwidth: model.gpu_bandwidth.value.si(),
                flops: model.gpu_flops.value,
                efficiency: model.efficiency.value,
                kv_room: (model.gpu_memory.value.si() * USABLE - weights).max(0.0),
            },
            demand: Demand { rate, input: tokens.input.value, prefix_hit: 0.0, output: tokens.output.value },
            objective: Objective {
                first_token: model.first_token.value.si(),
                per_token: model.per_token.value.si(),
            },
        }
    }

    /// The fewest replicas, and how each of them does.
    fn fewest(&self) -> Result<(u32, Serving), Error> {
        llm::gpus(&self.of, &self.gpu, &self.demand, &self.objective)
    }
}

/// Replicas with graphics processors that answer in time; none where no number does.
pub(super) fn replicas(model: &Model, tokens: &Tokens, rate: f64) -> Option<u32> {
    Served::new(model, tokens, rate).fewest().ok().map(|(replicas, _)| replicas)
}

fn served(model: &Model, tokens: &Tokens, rate: f64) -> Vec<String> {
    match Served::new(model, tokens, rate).fewest() {
        Ok((replicas, serving)) => vec![
            replicas.to_string(),
            Format::Time.text(serving.first_token),
            Format::Time.text(serving.per_token),
            format!("{:.1} of at most {:.0}", serving.batch, serving.most),
        ],
        Err(error) => vec![error.to_string(), "-".into(), "-".into(), "-".into()],
    }
}
