//! What series of one preset come to as a figure of the plan: the load first, then visits, then what a visit takes and the rest.

use std::collections::BTreeMap;

use super::figure::{Figure, Told};
use super::preset::{self, Meaning, PRESETS, Preset};
use super::series::{Extent, Series, extent};
use super::words::{added, significant, times};
use crate::plan::Item;
use crate::units::{Bytes, Format};
use crate::{Plan, Problem, Scenario};

const DAY: f64 = 86_400.0;

/// Series of one preset, by its place, that are about one item, by its place, or about none.
pub(super) type Groups<'a> = BTreeMap<(usize, Option<usize>), Vec<&'a Series>>;

/// What is found before what.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Load,
    Visits,
    Rest,
}

impl Stage {
    fn of(meaning: Meaning, item: Option<&Item>) -> Stage {
        match meaning {
            Meaning::Load if item.is_none_or(|item| item.visits.value > 0.0) => Stage::Load,
            Meaning::Load | Meaning::Visits => Stage::Visits,
            _ => Stage::Rest,
        }
    }
}

/// A figure of an item: its field, its value as typed, and how it came about.
type Of = (&'static str, String, String);

/// Figures on their way.
pub(super) struct Measuring<'a> {
    plan: &'a Plan,
    scenario: &'a Scenario,
    /// Requests from outside, if they were measured too.
    load: Option<Extent>,
    told: Told,
}

impl<'a> Measuring<'a> {
    /// Nothing measured yet; what is left out already is in `told`.
    pub fn new(plan: &'a Plan, scenario: &'a Scenario, told: Told) -> Self {
        Measuring { plan, scenario, load: None, told }
    }

    /// All that was measured, in order.
    pub fn told(mut self) -> Told {
        self.told.figures.sort_by(|a, b| a.key.cmp(&b.key));
        self.told.unused.sort();
        self.told
    }

    /// Adds the figures of the groups that are of this stage.
    pub fn take(&mut self, groups: &Groups<'_>, stage: Stage) {
        for ((place, item), series) in groups {
            let item = item.and_then(|item| self.plan.items.get(item));
            let fits = |preset: &&Preset| Stage::of(preset.meaning, item) == stage;
            let Some(preset) = PRESETS.get(*place).filter(fits) else { continue };
            let series = counted(preset, series);
            let name = series.first().map_or("", |one| one.name.as_str());
            let name = if name.is_empty() { preset.title } else { name }.to_owned();
            if let Err(why) = self.figure(preset, item, &series, &name) {
                self.told.leave(&name, why);
            }
        }
    }

    /// Adds the figure that these series tell; else why they tell none.
    fn figure(
        &mut self,
        preset: &Preset,
        item: Option<&Item>,
        series: &[&Series],
        name: &str,
    ) -> Result<(), String> {
        let line = |one: &&Series| if preset.counts { one.rates() } else { one.samples.clone() };
        let lines: Vec<_> = series.iter().map(line).collect();
        let few =
            "a counter tells nothing by one reading: bring two, one after the other, or ask for its rate()";
        let extent = extent(&lines, preset.together).ok_or(few)?;
        if Stage::of(preset.meaning, item) == Stage::Load {
            // Nothing is told for each of no requests.
            self.load = Some(extent).filter(|its| its.mean > 0.0 && its.most > 0.0);
            let value = format!("{} rps", significant(extent.most));
            let how = format!("{}, the most of {}", added(name, series, preset), times(extent));
            return self.add("traffic", "Traffic", value, how, extent.at);
        }
        let item = item.ok_or("its labels name no item of the plan, or it could be several")?;
        let (field, value, how) = self.of_item(preset.meaning, item, extent)?;
        let how = format!("{}, {how}", added(name, series, preset));
        self.add(&format!("{}.{field}", item.id), &item.name, value, how, extent.at)
    }

    fn of_item(&self, meaning: Meaning, item: &Item, its: Extent) -> Result<Of, String> {
        let most = format!("the most of {}", times(its));
        let size = |planned: Bytes| Format::like(planned.unit()).text(its.most);
        match meaning {
            Meaning::Load | Meaning::Visits => self.of_visits(its),
            Meaning::Cpu => self.of_cpu(item, its),
            Meaning::Growth => self.of_growth(item, its),
            Meaning::Memory => Ok(("memory", size(item.memory.value), most)),
            Meaning::Storage if item.growth_per_day.is_some() => {
                Err(format!("what {} has grown is told by its growth, not by its disk", item.name))
            }
            Meaning::Storage => Ok(("storage", size(item.storage.value), most)),
            Meaning::Replicas => Ok(("replicas", format!("{:.0}", its.most), most)),
        }
    }

    /// Requests from outside, by the second, and whose they are.
    fn requests(&self) -> (f64, &'static str) {
        match self.load {
            Some(load) => (load.mean, "that were measured with it"),
            None => (self.plan.load.rps.value.si() * self.scenario.traffic(), "of the scenario"),
        }
    }

    fn of_visits(&self, its: Extent) -> Result<Of, String> {
        let (load, whose) = self.requests();
        // The scenario's load is that of the busiest time.
        let rate = if self.load.is_some() { its.mean } else { its.most };
        let how = format!("{} for each of the {} {whose}", Format::Rate.text(rate), Format::Rate.text(load));
        Ok(("visits", significant(finite(rate / load)?), how))
    }

    fn of_cpu(&self, item: &Item, its: Extent) -> Result<Of, String> {
        let visits = self.visits(item) * self.requests().0;
        if visits <= 0.0 {
            return Err(format!("nothing visits {}", item.name));
        }
        let how = format!("{} for {} of visits", Format::Cores.text(its.mean), Format::Rate.text(visits));
        Ok(("cpu", Format::Time.text(finite(its.mean / visits)?), how))
    }

    fn of_growth(&self, item: &Item, its: Extent) -> Result<Of, String> {
        if item.growth_per_day.is_none() {
            return Err(format!("{} keeps nothing that grows, says the plan", item.name));
        }
        let planned = self.plan.load.rps.value.si();
        let traffic = self.load.map_or(self.scenario.traffic(), |load| load.most / planned);
        let how = format!("the mean of {}, for a day at traffic {}", times(its), significant(traffic));
        Ok(("growth", Format::Bytes.text(finite(its.mean * DAY / traffic)?), how))
    }

    /// Visits of an item per request: as measured here, else as in the scenario.
    fn visits(&self, item: &Item) -> f64 {
        let key = format!("{}.visits", item.id);
        let here = self.told.figures.iter().find(|figure| figure.key == key);
        let typed = || self.scenario.inputs(self.plan).into_iter().find(|input| input.key == key);
        let text = here.map(|figure| figure.value.clone()).or_else(|| typed().map(|input| input.value));
        text.and_then(|text| text.parse().ok()).unwrap_or(0.0)
    }

    /// A figure, if the scenario takes it; of two for the same input the first counts.
    fn add(&mut self, key: &str, name: &str, value: String, how: String, at: f64) -> Result<(), String> {
        let refused = |problem: Problem| format!("{}; {}", problem.message, problem.remedy);
        self.scenario.with(self.plan, key, &value).map_err(refused)?;
        if self.told.figures.iter().any(|figure| figure.key == key) {
            return Err("another metric has told the same already".into());
        }
        let input = self.scenario.inputs(self.plan).into_iter().find(|input| input.key == key);
        let (label, before) = input.map_or_else(Default::default, |input| (input.label, input.value));
        let name = if key.contains('.') { format!("{name}: {label}") } else { label.to_owned() };
        self.told.figures.push(Figure { key: key.into(), name, value, before, how, at });
        Ok(())
    }
}

fn finite(value: f64) -> Result<f64, String> {
    if value.is_finite() { Ok(value) } else { Err("what was measured is too large for a figure".into()) }
}

/// Those of a preset's series that count: of one name unless its names add up, without sums over what is there singly, and
/// without what is not a container of its own.
fn counted<'a>(preset: &Preset, series: &[&'a Series]) -> Vec<&'a Series> {
    let place = |one: &Series| preset::of_name(&one.name).map_or(0, |(_, place)| place);
    let first = series.iter().map(|one| place(one)).min().unwrap_or(0);
    let is_named = |one: &Series| preset.adds_up || place(one) == first;
    // cAdvisor also tells of whole pods, and of the process that holds a pod's network.
    let is_whole = |one: &Series| one.label("container").is_none_or(|name| !name.is_empty() && name != "POD");
    let mut kept: Vec<_> = series.iter().copied().filter(|one| is_named(one) && is_whole(one)).collect();
    // A broker tells of each topic, and of all of them.
    let has_topic = |one: &&Series| one.label("topic").is_some_and(|topic| !topic.is_empty());
    if kept.iter().any(|one| !has_topic(one)) {
        kept.retain(|one| !has_topic(one));
    }
    kept
}
