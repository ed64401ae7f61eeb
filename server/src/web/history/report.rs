//! `/report`: the uptime of a month as a page, as CSV and as JSON.

use super::Known;
use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, kept, not_found};
use crate::web::policy::CachePolicy;
use crate::web::state::Web;
use app::page::Page;
use app::report::ReportPage;
use app::route::{Form, Route};
use axum::extract::{Path, State};
use capacity::slo::rate_of;
use http::StatusCode;
use model::report::{Report, Reported, ReportedSystem};
use model::slo::{Budget, Slo};
use model::time::{At, Month};
use model::uptime::Clocks;
use serde::Serialize;
use std::fmt::Write as _;
use std::sync::Arc;

/// What maintenance and unknown time count as, in words.
const RULE: &str = "Uptime is an integral of time, not a count of checks. Unknown time is on neither side of the formula. \
     Maintenance is on neither side either, unless maintenance_counts is true: then it counts as down. \
     The error budget of an objective is (1 - objective) * counted; what was down is taken from it. The burn rate is \
     the share of the counted time that was down over the share that may be.";

/// The columns of the CSV form; lengths of time in milliseconds.
const COLUMNS: &str = "month,until,system,component,name,uptime,counted_ms,operational_ms,degraded_ms,down_ms,\
     maintenance_ms,unknown_ms,maintenance_counts,formula,objective,error_budget_ms,error_budget_left_ms\r\n";

/// `GET /report`.
pub async fn current(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    page(&web, &asked, None).await
}

/// `GET /report/{month}`, whose month may end in `.csv` or `.json`.
pub async fn month(State(web): State<Arc<Web>>, Path(name): Path<String>, asked: Asked) -> Handled {
    let form = |form: Form| {
        let text = name.strip_suffix(form.extension())?.strip_suffix('.')?;
        Month::parse(text).map(|month| (month, form))
    };
    match (Month::parse(&name), form(Form::Csv).or_else(|| form(Form::Json))) {
        (Some(month), _) => page(&web, &asked, Some(month)).await,
        (None, Some((month, form))) => file(&web, &asked, month, form).await,
        (None, None) => not_found(&web, &asked).await,
    }
}

async fn page(web: &Arc<Web>, asked: &Asked, month: Option<Month>) -> Handled {
    let Some(known) = Known::of(web, month).await? else { return not_found(web, asked).await };
    let page = || async {
        let months = known.months;
        Ok(Page::Report(ReportPage { report: report(web, &known).await?, months }))
    };
    kept(web, asked, &Route::Report(month), known.public.version, page).await
}

async fn file(web: &Arc<Web>, asked: &Asked, month: Month, form: Form) -> Handled {
    let Some(known) = Known::of(web, Some(month)).await? else { return not_found(web, asked).await };
    let draw = || async {
        let report = report(web, &known).await?;
        let (content_type, bytes) = match form {
            Form::Csv => ("text/csv; charset=utf-8", csv(&report).into_bytes()),
            Form::Json => ("application/json", json(&report)?),
        };
        Ok::<_, HttpError>(Answer::new(StatusCode::OK, content_type, CachePolicy::Revalidate, bytes.into()))
    };
    let key = Route::ReportFile(month, form).path();
    Ok(asked.respond(&*web.cache.get(&key, known.public.version, draw).await?))
}

/// The report of a month.
async fn report(web: &Web, known: &Known) -> Result<Report, HttpError> {
    let measured = known.measured(web).await?;
    let days = |id: &str| measured.iter().find(|its| its.id == id).map_or(&[][..], |its| &its.days);
    let systems = known.public.systems.iter().map(|system| ReportedSystem {
        id: system.id.clone(),
        name: system.name.clone(),
        components: system
            .components()
            .map(|its| {
                let of = |days| Reported::new(&its.id, &its.name, known.month, days, its.maintenance_counts);
                of(days(&its.id)).to_reach(its.slo)
            })
            .collect(),
    });
    let until = known.month.last().end().min(known.public.at);
    Ok(Report { month: known.month, until, systems: systems.collect() })
}

fn csv(report: &Report) -> String {
    report.components().fold(COLUMNS.to_owned(), |mut text, (system, its)| {
        let Clocks { up, degraded, down, maintenance, unknown } = its.clocks;
        let uptime = its.counting().uptime().map(|it| it.to_string()).unwrap_or_default();
        let names = [&system.id, &its.id, &its.name].map(|name| quoted(name)).join(",");
        let objective = its.budget().map_or(",,".into(), |(slo, budget)| {
            format!("{},{},{}", slo.share(), budget.allowed, budget.left())
        });
        // Writing to a string fails for nothing.
        let _ = write!(
            text,
            "{},{},{names},{uptime},{},{up},{degraded},{down},{maintenance},{unknown},{},{},{objective}\r\n",
            report.month,
            report.until,
            its.counting().counted(),
            its.maintenance_counts,
            its.formula(),
        );
        text
    })
}

/// A field as RFC 4180 has it; what a spreadsheet would take for a formula is text behind an apostrophe.
fn quoted(field: &str) -> String {
    let mark = if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{mark}{}\"", field.replace('"', "\"\""))
}

/// A report for programs; lengths of time in milliseconds.
#[derive(Serialize)]
struct View<'a> {
    month: String,
    from: String,
    until: String,
    /// Whether the month is over.
    complete: bool,
    rule: &'static str,
    components: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    system: &'a str,
    id: &'a str,
    name: &'a str,
    /// From 0 to 1; none if there is no time to count.
    uptime: Option<f64>,
    formula: &'static str,
    /// The denominator.
    counted: i64,
    clocks: Clocks,
    maintenance_counts: bool,
    /// None if no objective is stated.
    slo: Option<SloRow>,
}

/// An objective, and the error budget of the month, or of the month so far, in milliseconds.
#[derive(Serialize)]
struct SloRow {
    /// From 0 to 1.
    objective: f64,
    error_budget: i64,
    used: i64,
    left: i64,
    /// How many times faster than it allows; none if there is no time to count.
    burn_rate: Option<f64>,
}

fn slo_row((slo, budget): (Slo, Budget)) -> SloRow {
    let rate = |down| rate_of(down, slo.share()).ok();
    SloRow {
        objective: slo.share(),
        error_budget: budget.allowed,
        used: budget.used,
        left: budget.left(),
        burn_rate: budget.down().and_then(rate),
    }
}

fn json(report: &Report) -> Result<Vec<u8>, HttpError> {
    let rows = report.components().map(|(system, its)| Row {
        system: &system.id,
        id: &its.id,
        name: &its.name,
        uptime: its.counting().uptime(),
        formula: its.formula(),
        counted: its.counting().counted(),
        clocks: its.clocks,
        maintenance_counts: its.maintenance_counts,
        slo: its.budget().map(slo_row),
    });
    let at = |at: At| at.to_string();
    let view = View {
        month: report.month.to_string(),
        from: at(report.month.first().start()),
        until: at(report.until),
        complete: report.is_complete(),
        rule: RULE,
        components: rows.collect(),
    };
    serde_json::to_vec(&view).map_err(|error| HttpError::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use model::time::HOUR;

    fn report() -> Report {
        let month = Month::parse("2026-10").unwrap();
        let clocks = Clocks { up: 3 * HOUR, down: HOUR, maintenance: HOUR, ..Clocks::default() };
        let (id, name, slo) = ("s/a".into(), "=1+\"2\"".into(), Slo::parse("75"));
        let its = Reported { id, name, clocks, maintenance_counts: true, slo };
        let system = ReportedSystem { id: "s".into(), name: "S".into(), components: vec![its] };
        Report { month, until: month.last().end(), systems: vec![system] }
    }

    #[test]
    fn a_row_has_the_formula_and_all_that_goes_into_it_and_no_formula_of_a_spreadsheet() {
        let csv = csv(&report());
        let (head, row) = csv.split_once("\r\n").unwrap();
        assert_eq!(head.split(',').count(), 17);
        assert_eq!(
            row,
            "2026-10,2026-11-01T00:00:00Z,\"s\",\"s/a\",\"'=1+\"\"2\"\"\",0.6,18000000,10800000,0,3600000,3600000,0,true,\
             (operational + degraded) / (operational + degraded + down + maintenance),0.75,4500000,-2700000\r\n"
        );
    }

    #[test]
    fn json_says_the_rule_and_the_denominator() {
        let json: serde_json::Value = serde_json::from_slice(&json(&report()).unwrap()).unwrap();
        assert_eq!(
            (&json["complete"], &json["components"][0]["counted"]),
            (&true.into(), &18_000_000.into())
        );
        let slo = &json["components"][0]["slo"];
        assert_eq!((&slo["left"], &slo["burn_rate"]), (&(-2_700_000).into(), &1.6.into()));
        assert!(json["rule"].as_str().unwrap().contains("not a count of checks"));
    }
}
