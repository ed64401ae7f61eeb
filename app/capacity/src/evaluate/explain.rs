//! Numbers to figures: each with its formula, the values put into it, and its source.

use super::figure::Figure;
use super::outcome::{Binding, ItemOutcome, Resource, State};
use super::size::{LOSS_CEILING, Sizing};
use crate::plan::{Item, Scaling};
use crate::trace::Trace;
use crate::units::Format;
use crate::{Plan, Scenario};

/// Where a formula is from, and when it holds.
type Basis = (&'static str, &'static str);

/// The book that the laws of any queueing system are from, and where its authors keep it open.
pub const LAZOWSKA: (&str, &str) = (
    "Lazowska et al., Quantitative System Performance (1984), ch. 3",
    "https://homes.cs.washington.edu/~lazowska/qsp/",
);

const LAWS: Basis = (LAZOWSKA.0, "any distribution");
const QUEUE: Basis = (
    "M/M/c response tail, Gross and Harris, Fundamentals of Queueing Theory, ch. 2",
    "random arrivals, exponential service and one shared line",
);
const SUM: Basis = ("Arithmetic", "always");

/// What the words need besides the numbers.
pub(super) struct Explain<'a> {
    pub plan: &'a Plan,
    pub scenario: &'a Scenario,
    /// The format of sizes, like the plan's limits.
    pub bytes: Format,
}

impl Explain<'_> {
    pub fn item(&self, item: &Item, sizing: &Sizing) -> ItemOutcome {
        let resource = |resource| self.resource(resource, sizing);
        ItemOutcome {
            id: item.id.clone(),
            name: item.name.clone(),
            kind: item.kind,
            stage: item.stage,
            arrival: self.arrival(sizing),
            offered: offered(sizing),
            replicas: self.replicas(item, sizing),
            binding: sizing.binding,
            utilisation: utilisation(sizing),
            response: if sizing.state == State::Overloaded { None } else { response(item, sizing) },
            state: sizing.state,
            cpu: resource(Resource::Cpu),
            memory: resource(Resource::Memory),
            storage: resource(Resource::Storage),
            network: resource(Resource::Network),
        }
    }

    /// The sum of one resource over all items.
    pub fn total(&self, resource: Resource, sum: f64, sizings: &[Sizing]) -> Figure {
        let format = self.format(resource);
        let parts = self.plan.items.iter().zip(sizings).filter(|(_, sizing)| sizing.need(resource) > 0.0);
        let parts: Vec<_> = parts
            .map(|(item, sizing)| format!("{} {}", item.name, format.text(sizing.need(resource))))
            .collect();
        figure(sum, format, "sum over items", format!("{} = {}", parts.join(" + "), format.text(sum)), SUM)
    }

    fn format(&self, resource: Resource) -> Format {
        match resource {
            Resource::Cpu => Format::Cores,
            Resource::Memory | Resource::Storage => self.bytes,
            Resource::Network => Format::Bandwidth,
        }
    }

    fn arrival(&self, sizing: &Sizing) -> Figure {
        let (load, traffic) = (&self.plan.load.rps.value, Format::Factor.text(self.scenario.traffic()));
        let result = Format::Rate.text(sizing.arrival);
        let substituted = format!("{load} * {traffic} * {} visits = {result}", sizing.inputs.visits);
        figure(sizing.arrival, Format::Rate, "X_k = X * traffic * V_k", substituted, LAWS)
    }

    fn replicas(&self, item: &Item, sizing: &Sizing) -> Figure {
        let count = f64::from(sizing.replicas);
        let (least, busy, loss) = (item.replicas.value, sizing.for_utilisation, sizing.for_loss);
        let why = sizing.binding.words();
        let target = Format::Share.text(self.scenario.utilisation());
        let after = Format::Share.text(LOSS_CEILING);
        let substituted = match sizing.binding {
            Binding::Fixed => {
                format!("{} as fixed; needed are {}", sizing.replicas, least.max(busy).max(loss))
            }
            _ => format!(
                "max({least} for availability, {busy} for at most {target} busy, {loss} to lose one at most {after} busy) = {}; {why}",
                sizing.replicas
            ),
        };
        let formula = match item.scaling {
            Scaling::Out => "n = max(n_HA, ceil(a / (cores * u)), 1 + ceil(a / (cores * 0.95)))",
            Scaling::Up => "n = n_HA; one carries the load, so its cores grow to a / u",
        };
        figure(count, Format::Count, formula, substituted, LAWS)
    }

    fn resource(&self, resource: Resource, sizing: &Sizing) -> Figure {
        let format = self.format(resource);
        let (value, replicas) = (sizing.need(resource), sizing.replicas);
        let result = format.text(value);
        let each = |amount: String| format!("{replicas} replicas * {amount}");
        let (formula, substituted) = match resource {
            Resource::Cpu => ("n * cores", each(format.text(sizing.cores))),
            Resource::Memory if sizing.connections > 0.0 => {
                let (open, bytes) = (sizing.connections, self.bytes.text(sizing.inputs.per_connection));
                let held =
                    format!("{} + {open} connections * {bytes}", each(sizing.inputs.memory.to_string()));
                ("n * memory + connections * bytes", held)
            }
            Resource::Memory => ("n * memory", each(sizing.inputs.memory.to_string())),
            Resource::Storage => ("n * disk + growth * days kept * copies * overhead", self.storage(sizing)),
            Resource::Network => {
                let bytes = self.bytes.text(if sizing.arrival > 0.0 { value / sizing.arrival } else { 0.0 });
                ("X_k * bytes * 8", format!("{} * {bytes} * 8 bits", Format::Rate.text(sizing.arrival)))
            }
        };
        figure(value, format, formula, format!("{substituted} = {result}"), SUM)
    }

    fn storage(&self, sizing: &Sizing) -> String {
        let inputs = &sizing.inputs;
        let disks = format!("{} replicas * {}", sizing.replicas, inputs.disk);
        if sizing.growth == 0.0 {
            return disks;
        }
        let (growth, days) = (self.bytes.text(sizing.growth), inputs.kept_days);
        format!(
            "{disks} + {growth} a day * {days} days * {} copies * {} overhead",
            inputs.copies, inputs.overhead
        )
    }
}

fn offered(sizing: &Sizing) -> Figure {
    let (rate, cpu) = (Format::Rate.text(sizing.arrival), Format::Time.text(sizing.inputs.cpu));
    let substituted = format!("{rate} * {cpu} = {}", Format::Erlangs.text(sizing.offered));
    figure(sizing.offered, Format::Erlangs, "a = X_k * S_k", substituted, LAWS)
}

fn utilisation(sizing: &Sizing) -> Figure {
    let (load, cores) = (Format::Erlangs.text(sizing.offered), Format::Cores.text(sizing.capacity));
    let substituted = format!("{load} / {cores} = {}", Format::Share.text(sizing.utilisation));
    figure(sizing.utilisation, Format::Share, "rho = a / cores that share the load", substituted, LAWS)
}

/// The 95th percentile of the time from arrival to answer, where a queue describes the item.
fn response(item: &Item, sizing: &Sizing) -> Option<Figure> {
    let queue = sizing.queue(item.kind)?;
    let p95 = queue.response_percentile(0.95).ok()?;
    let (rho, waits) =
        (Format::Share.text(queue.utilisation()), Format::Share.text(queue.wait_probability()));
    let (servers, service) = (queue.servers(), Format::Time.text(queue.service()));
    let result = Format::Time.text(p95);
    let substituted = format!("{servers} servers, {service} each, {rho} busy, {waits} wait: t = {result}");
    Some(figure(p95, Format::Time, "P(T > t) = 5 %", substituted, QUEUE))
}

/// The load from outside at which an item of this size is full.
pub(super) fn ceiling(sizing: &Sizing, rps: f64) -> Figure {
    let (cores, demand) = (Format::Cores.text(sizing.capacity), Format::Time.text(sizing.demand));
    let substituted = format!("{cores} / {demand} per request = {}", Format::Rate.text(rps));
    figure(rps, Format::Rate, "X_max = cores / (V_k * S_k)", substituted, LAWS)
}

fn figure(
    value: f64,
    format: Format,
    formula: &'static str,
    substituted: String,
    (source, validity): Basis,
) -> Figure {
    let trace = Trace { formula, symbols: Vec::new(), substituted, source, validity };
    Figure { value, format, trace }
}
