//! How much of the time the plan answers: each item from the replicas that it needs and those that it has, the zones that
//! they stand in and the time until others take over; and the whole against what is promised.

mod reasons;

pub(super) use self::reasons::reasons;
use super::failure::{ZONES, needed, placed};
use super::terms::{said, share};
use super::{Drawing, Mark, Panel, Table, words};
use crate::availability::{Availability, Zone, k_of_zones, repairable, request, series};
use crate::evaluate::size::{self, Sizing};
use crate::plan::{Item, Kind, Term};
use crate::units::Format;
use crate::{Error, Plan, Scenario, slo};

const LEFT: f64 = 150.0;
const WIDE: f64 = 420.0;
const ROW: f64 = 22.0;
/// Days of a year.
const YEAR: f64 = 365.25;
const DAY: f64 = 86_400.0;
const TRIVEDI: &str = "Trivedi, Probability and Statistics with Reliability (2002)";

/// One item over time.
struct Part<'a> {
    item: &'a Item,
    needs: u32,
    of: u32,
    why: String,
    whole: Availability,
    /// What that is made of: its replicas, its zones, and the time until others take over.
    series: [Availability; 3],
    /// Seconds from one outage for want of replicas to the next, and how long it lasts; none if it never fails.
    between: Option<f64>,
    outage: Option<f64>,
    /// The share of requests that needs it.
    weight: f64,
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let works = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind != Kind::Archive);
    let parts: Vec<_> =
        works.map(|(item, sizing)| part(plan, scenario, item, sizing)).collect::<Result<_, _>>().ok()?;
    let each: Vec<_> = parts.iter().map(|part| (part.whole, part.weight)).collect();
    let whole = request(&each).ok()?;
    let term = |term| said(plan, scenario, None, term).value;
    let (objective, window) = (term(Term::Slo), term(Term::Window));
    let budget = slo::budget(objective, window).ok()?;
    Some(Panel {
        id: "availability",
        title: "Availability",
        says: says(&parts, whole, objective, window),
        drawing: Some(drawing(&parts, budget / window, whole)),
        table: table(&parts, whole, budget, window),
        source: "By item: k of n replicas that fail and are repaired one at a time (Trivedi 2002, the machine repairman), \
                 in series with its zones (a replica falls with its zone) and with the time until others take over, once \
                 for each time that one fails. A request: 1 - (1 - u_1 w_1)(1 - u_2 w_2)..., w the visits of a request \
                 and at most 1. Zones that take several items at once are counted for each, which errs to the side of \
                 more time lost",
    })
}

fn part<'a>(plan: &Plan, scenario: &Scenario, item: &'a Item, sizing: &Sizing) -> Result<Part<'a>, Error> {
    let own = |term| said(plan, scenario, Some(item), term).value;
    let (needs, why) = needed(item, sizing);
    let replicas = sizing.replicas;
    let (mtbf, repair) = (own(Term::Mtbf), own(Term::Repair));
    let machines = repairable(needs, replicas, mtbf, repair, 1)?;
    let zone = Availability::of_times(own(Term::ZoneMtbf), own(Term::ZoneRepair))?;
    let zones: Vec<_> = (0..ZONES).map(|at| Zone { parts: placed(replicas, at), zone }).collect();
    let zones = k_of_zones(needs, &zones, Availability::of_down(0.0)?)?;
    // Each replica carries its share of requests, and loses it until others have taken over.
    let takeover = Availability::of_times(mtbf, own(Term::Failover))?;
    let parts = [machines.availability, zones, takeover];
    Ok(Part {
        item,
        needs,
        of: replicas,
        why,
        whole: series(&parts),
        series: parts,
        between: machines.between_outages,
        outage: machines.outage,
        weight: sizing.inputs.visits.clamp(0.0, 1.0),
    })
}

fn says(parts: &[Part<'_>], whole: Availability, objective: f64, window: f64) -> String {
    let down = |share: f64| Format::Time.text(share * window);
    let most = parts.iter().max_by(|a, b| takes(a).total_cmp(&takes(b)));
    let most = most.map_or(String::new(), |most| {
        let part = Format::Share.text(takes(most) / whole.down().max(f64::MIN_POSITIVE));
        format!(" {} takes most of it, {part}.", most.item.name)
    });
    let kept = match whole.down() <= 1.0 - objective {
        true => "The objective is kept",
        false => "The objective is not kept",
    };
    format!(
        "{kept}: {} of requests succeed in the long run, where {} are asked; that is {} of {} lost, of {} that \
         may be.{most}",
        share(whole.up()),
        share(objective),
        down(whole.down()),
        Format::Time.text(window),
        down(1.0 - objective)
    )
}

/// The share of requests that fail because of this item.
fn takes(part: &Part<'_>) -> f64 {
    part.whole.down() * part.weight
}

fn table(parts: &[Part<'_>], whole: Availability, budget: f64, window: f64) -> Table {
    let time = |seconds: Option<f64>| match seconds {
        Some(long) if long > 1000.0 * YEAR * DAY => "1000 years or more".to_owned(),
        Some(long) if long > YEAR * DAY => format!("{:.1} years", long / YEAR / DAY),
        Some(short) => Format::Time.text(short),
        None => "never".into(),
    };
    let cells = |down: f64| [Format::Time.text(down * window), Format::Share.text(down * window / budget)];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for part in parts {
        let mut row =
            vec![part.item.name.clone(), format!("{} of {}", part.needs, part.of), part.why.clone()];
        row.extend([
            share(part.whole.up()),
            time(part.between),
            time(part.outage),
            Format::Share.text(part.weight),
        ]);
        row.extend(cells(takes(part)));
        rows.push(row);
    }
    let mut sum = words(["A request", "-", "all that it visits"]);
    sum.extend([share(whole.up()), "-".into(), "-".into(), "100 %".into()]);
    sum.extend(cells(whole.down()));
    rows.push(sum);
    let mut head = words(["Item", "Needs", "Because", "Available", "An outage every", "It lasts"]);
    let over = Format::Time.text(window);
    head.extend([
        "Requests that need it".into(),
        format!("Lost in {over}"),
        "Of the error budget".to_owned(),
    ]);
    Table { head, rows }
}

/// What each item takes of the error budget, and all of them together, against all of it.
fn drawing(parts: &[Part<'_>], allowed: f64, whole: Availability) -> Drawing {
    let most = (whole.down() / allowed).max(1.0) * 1.05;
    let x = |share: f64| LEFT + WIDE * (share / most).clamp(0.0, 1.0);
    let bars = parts.iter().map(|part| (part.item.name.clone(), takes(part)));
    let bars = bars.chain([("A request".to_owned(), whole.down())]);
    let mut marks = Vec::new();
    for (index, (name, down)) in bars.enumerate() {
        let (y, share) = (6.0 + index as f64 * ROW, down / allowed);
        marks.push(Mark::Text("capacity-note capacity-before", (LEFT - 8.0, y + 11.0), name));
        marks.push(Mark::Box("capacity-swing", [LEFT, y, (x(share) - LEFT).max(1.0), ROW - 8.0]));
        marks.push(Mark::Text("capacity-note", (x(share) + 6.0, y + 11.0), Format::Share.text(share)));
    }
    let bottom = 8.0 + (parts.len() + 1) as f64 * ROW;
    marks.push(Mark::Line("capacity-limit", vec![(x(1.0), 0.0), (x(1.0), bottom)]));
    marks.push(Mark::Text(
        "capacity-note capacity-middle",
        (x(1.0), bottom + 12.0),
        "all of the budget".into(),
    ));
    let label =
        "What each item takes of the error budget, and all of them together; the table has the figures";
    Drawing { width: LEFT + WIDE + 80.0, height: bottom + 20.0, label: label.into(), marks }
}
