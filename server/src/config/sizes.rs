//! What pages of the docs include of the plans, so that they never disagree with the planner: for each plan its verdicts,
//! its headroom, how it grows with the load, and what it is fed with, as files that are read with the others. A page takes
//! them by `<!--@include: @/_plan/butterfly/verdicts.md-->`, which other renderers of markdown do not show.

use super::ladder::cell;
use capacity::evaluate::{Level, Limit, Resource};
use capacity::plan::{Item, Scaling};
use capacity::units::Format;
use capacity::{Outcome, Plan, Scenario, evaluate};
use docs::File;

/// The multiples of the plan's load that its tables show, with their names.
const LOADS: [(&str, &str); 3] = [("base", ""), ("twice", "2"), ("four times", "4")];

/// The files, by paths below the docs root that no file of an author has.
pub fn files(plans: &[Plan]) -> Vec<File> {
    plans.iter().flat_map(of_plan).collect()
}

fn of_plan(plan: &Plan) -> Vec<File> {
    let outcomes: Result<Vec<_>, _> = LOADS.iter().map(|(_, traffic)| outcome(plan, traffic)).collect();
    let drawn = match &outcomes {
        Ok(outcomes) => drawn(plan, outcomes),
        Err(error) => NAMES.map(|_| format!("The plan has no answer: {error}.\n")),
    };
    let file = |(name, text)| File::new(format!("_plan/{}/{name}.md", plan.id), text);
    NAMES.into_iter().zip(drawn).map(file).collect()
}

/// What the plan needs at this multiple of its load, or why that has no answer.
fn outcome(plan: &Plan, traffic: &str) -> Result<Outcome, String> {
    let base = Scenario::base();
    let scenario = match traffic {
        "" => base,
        traffic => base.with(plan, "traffic", traffic).map_err(|wrong| wrong.message)?,
    };
    evaluate(plan, &scenario).map_err(|error| error.to_string())
}

const NAMES: [&str; 6] = ["verdicts", "headroom", "load", "replicas", "visits", "growth"];

/// What the files hold, in the order of their names; `outcomes` are of `LOADS`.
fn drawn(plan: &Plan, outcomes: &[Outcome]) -> [String; 6] {
    let base = outcomes.first();
    [
        base.map(verdicts).unwrap_or_default(),
        base.map(|base| headroom(plan, base)).unwrap_or_default(),
        load(plan, outcomes),
        replicas(plan, outcomes),
        visits(plan),
        base.map(|base| growth(plan, base)).unwrap_or_default(),
    ]
}

fn verdicts(outcome: &Outcome) -> String {
    let rows = outcome.verdicts.iter().map(|it| {
        let cells = [
            it.resource.name().to_owned(),
            it.needed.text(),
            it.minimum_text(),
            it.recommended_text(),
            it.level.words().to_owned(),
        ];
        row(&cells)
    });
    table(&["Resource", "Needed", "Minimum", "Recommended", "Verdict"], rows)
}

fn headroom(plan: &Plan, outcome: &Outcome) -> String {
    let first = outcome.bottleneck.as_ref().map(|first| {
        let times = first.ceiling.value / plan.load.rps.value.si();
        let (at, times) = (first.ceiling.text(), Format::Factor.text(times));
        format!(
            "- {} is the first to give way: at its size it is full at {at}, {times} the base load.\n",
            first.name
        )
    });
    let short = match &outcome.headroom.limited_by {
        Limit::Resource(resource) => format!("Beyond it, {} is short.", named(*resource)),
        Limit::Item(id) => {
            format!("Beyond it, {} is short.", plan.item(id).map_or(id, |item| &item.name))
        }
        Limit::None => "Nothing that the plan knows is short beyond it.".into(),
    };
    let carried = outcome.headroom.traffic.value;
    let at = Format::Rate.text(plan.load.rps.value.si() * carried);
    let times = outcome.headroom.traffic.text();
    format!(
        "{}- The recommended resources carry {times} the base load, {at}. {short}\n",
        first.unwrap_or_default()
    )
}

/// A resource within a sentence.
fn named(resource: Resource) -> String {
    match resource {
        Resource::Cpu => resource.name().into(),
        _ => resource.name().to_lowercase(),
    }
}

fn load(plan: &Plan, outcomes: &[Outcome]) -> String {
    let rows = LOADS.iter().zip(outcomes).map(|((name, traffic), outcome)| {
        let (times, query) = match *traffic {
            "" => (1.0, String::new()),
            traffic => (traffic.parse().unwrap_or(1.0), format!("?traffic={traffic}")),
        };
        let sums = &outcome.totals;
        let worst = outcome.verdicts.iter().map(|verdict| verdict.level).max();
        row(&[
            (*name).to_owned(),
            Format::Rate.text(plan.load.rps.value.si() * times),
            sums.cpu.text(),
            sums.memory.text(),
            sums.storage.text(),
            fits(worst).to_owned(),
            format!("[open](/capacity/{}{query})", plan.id),
        ])
    });
    table(&["Load", "Arrives", "CPU", "Memory", "Storage", "Fits", "In the planner"], rows)
}

fn fits(worst: Option<Level>) -> &'static str {
    match worst {
        Some(Level::Beyond) => "neither",
        Some(Level::WithinRecommended) => "the recommended",
        Some(Level::WithinMinimum) | None => "the minimum",
    }
}

fn replicas(plan: &Plan, outcomes: &[Outcome]) -> String {
    let rows = plan.items.iter().enumerate().map(|(at, item)| {
        let sized = outcomes.iter().filter_map(|outcome| outcome.items.get(at));
        let mut cells = vec![cell(&item.name)];
        cells.extend(sized.map(|it| {
            let each = it.cpu.value / it.replicas.value;
            // Beyond what rounding makes of the same.
            let grown = item.scaling == Scaling::Up && each > item.cores.value.si() * 1.001;
            let each = grown.then(|| format!(", each {}", Format::Cores.text(each)));
            format!("{}{}", it.replicas.text(), each.unwrap_or_default())
        }));
        let busy = outcomes.first().and_then(|base| base.items.get(at));
        cells.push(busy.map(|it| it.utilisation.text()).unwrap_or_default());
        row(&cells)
    });
    table(&["Component", "Base", "Twice", "Four times", "Busy at base"], rows)
}

fn visits(plan: &Plan) -> String {
    let rows = plan.items.iter().zip(plan.visits()).map(|(item, visits)| {
        let Item { name, cpu, cores, memory, .. } = item;
        // As many digits as figures have.
        let visits = (visits * 1e4).round() / 1e4;
        row(&[
            cell(name),
            visits.to_string(),
            cpu.value.to_string(),
            Format::Cores.text(cores.value.si()),
            memory.value.to_string(),
        ])
    });
    table(&["Component", "Visits", "CPU per visit", "Cores of one", "Memory of one"], rows)
}

fn growth(plan: &Plan, outcome: &Outcome) -> String {
    let grows = plan.items.iter().zip(&outcome.items).filter(|(item, _)| item.growth_per_day.is_some());
    let rows = grows.map(|(item, sized)| {
        let optional = |text: Option<String>, none: &str| text.unwrap_or_else(|| none.to_owned());
        row(&[
            cell(&item.name),
            item.storage.value.to_string(),
            optional(item.growth_per_day.as_ref().map(|it| it.value.to_string()), "none"),
            optional(item.retention.as_ref().map(|it| it.value.to_string()), "for good"),
            optional(item.copies.as_ref().map(|it| it.value.to_string()), "1"),
            optional(item.overhead.as_ref().map(|it| format!("{} times", it.value)), "none"),
            sized.storage.text(),
        ])
    });
    let head =
        ["Store", "At the start, each", "Growth a day", "Kept", "Copies", "Extra room", "After a year"];
    table(&head, rows)
}

fn table(head: &[&str], rows: impl Iterator<Item = String>) -> String {
    let head: Vec<_> = head.iter().map(|&cell| cell.to_owned()).collect();
    format!("{}{}\n{}", row(&head), "|---".repeat(head.len()) + "|", rows.collect::<String>())
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use docs::Library;

    #[test]
    fn a_page_shows_what_the_planner_says() {
        let plan: Plan = toml::from_str(include_str!("../../tests/fixtures/plan.toml")).unwrap();
        let base = outcome(&plan, "").unwrap();
        let more = outcome(&plan, "4").unwrap();
        let mut files = files(&[plan]);
        let includes = NAMES.map(|name| format!("<!--@include: @/_plan/shop/{name}.md-->\n\n")).concat();
        files.push(File::new("x.md", format!("# X\n\n{includes}")));
        let library = Library::build(files, &[]);
        assert_eq!((library.problems.as_slice(), library.pages.len()), (&[][..], 1));
        let html = &library.page("x").unwrap().html;
        for verdict in &base.verdicts {
            let shown = format!("<td>{}</td><td>{}</td>", verdict.resource.name(), verdict.needed.text());
            assert!(html.contains(&shown), "{shown} is not in {html}");
        }
        let opened = "<td>40 rps</td><td>CPU</td>".replace("CPU", &more.totals.cpu.text());
        assert!(html.contains(&opened) && html.contains("href=\"/capacity/shop?traffic=4\""), "{html}");
        assert!(html.contains("Web is the first to give way"), "{html}");
    }
}
