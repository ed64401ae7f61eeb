//! What can be brought to a plan: a file that was exported, what was measured and pasted, a sample to try, or what a
//! Prometheus is asked for. All of it works as plain forms; `public/files.js` takes files and asks from the browser.

use super::CapacityPage;
use super::more::query;
use crate::route::Route;
use ::capacity::import::PRESETS;
use ::capacity::plan::Kind;
use ::capacity::{Plan, Scenario};
use leptos::prelude::*;

/// A Prometheus that the reader of a page may ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Where their browser asks it first, if it does: without a slash at the end.
    pub address: Option<String>,
    /// The origin of that address, which the page may connect to.
    pub origin: Option<String>,
}

/// Samples to try: their names in the form, and what they are called.
pub const SAMPLES: [(&str, &str); 6] = [
    ("openmetrics", "two scrapes of metrics"),
    ("query-range", "a range query of Prometheus"),
    ("tsdb-dump", "promtool tsdb dump"),
    ("pg-stat", "pg_stat_database"),
    ("redis-info", "redis-cli INFO"),
    ("load-test", "a load test"),
];

/// Spans of time that a Prometheus is asked for, in hours.
pub const HOURS: [(u32, &str); 4] = [(1, "1 hour"), (6, "6 hours"), (24, "1 day"), (168, "7 days")];

/// The section for `plan` in this scenario, which what is brought is added to.
pub(super) fn bring(plan: &Plan, scenario: &Scenario, page: &CapacityPage) -> impl IntoView + use<> {
    let base = Route::Capacity(Some(plan.id.clone())).path();
    let query = query(plan, scenario);
    let measured = page.measured.then(|| {
        view! {
            <p class="capacity-measured">
                <a href=format!("{base}/measured{query}")>"Use what Pharos has measured"</a>
                ": of the last day, in the place of what the plan assumes."
            </p>
        }
    });
    let live = (!page.sources.is_empty()).then(|| live(&base, scenario, &page.sources));
    view! {
        <section class="capacity-panel" aria-labelledby="capacity-bring">
            <h2 id="capacity-bring">"Bring it back, bring in what was measured"</h2>
            <p class="capacity-says">
                "An exported file brings its scenario back. What was measured takes the place of what the plan assumes, after \
                 you have seen it beside the plan's figures."
            </p>
            {measured}
            {live}
            {paste(plan, &format!("{base}/import{query}"))}
        </section>
    }
}

fn paste(plan: &Plan, action: &str) -> impl IntoView + use<> {
    let action = action.to_owned();
    let running = plan.items.iter().filter(|item| item.kind != Kind::Archive);
    let items = running
        .map(|item| view! { <option value=item.id.clone()>{item.name.clone()}</option> })
        .collect_view();
    let samples = SAMPLES.map(|(id, name)| {
        view! { <button type="submit" name="sample" value=id formnovalidate>{name}</button> }
    });
    view! {
        <form class="capacity-import" method="post" action=action>
            <label for="capacity-import">
                "An exported file; metrics in the text format, one scrape or two; an answer of Prometheus or of promtool; \
                 pg_stat_database, by psql; redis-cli INFO; lines of time and requests per second; or a load test: lines of \
                 users and throughput, or of users and response time, under a head that says so"
            </label>
            <textarea id="capacity-import" name="file" rows="4" required spellcheck="false" autocomplete="off"></textarea>
            <p class="capacity-chosen" hidden>
                <label for="capacity-chosen">"Or a file of yours"</label>
                <input id="capacity-chosen" type="file"/>
            </p>
            <div class="capacity-reading">
                <label for="capacity-apart">"Between two scrapes"</label>
                <input id="capacity-apart" name="apart" type="text" value="60 s" autocomplete="off" spellcheck="false"/>
                <label for="capacity-as">"Series are"</label>
                <select id="capacity-as" name="as" autocomplete="off">
                    <option value="">"what their names say"</option>
                    <option value="load">"requests from outside, all of them"</option>
                </select>
                <label for="capacity-item">"of"</label>
                <select id="capacity-item" name="item" autocomplete="off">
                    <option value="">"what their labels name"</option>
                    {items}
                </select>
                <input type="hidden" name="query" value=""/>
                <button type="submit">"Bring in"</button>
            </div>
            <p class="capacity-samples">"Try it with " {samples}</p>
        </form>
    }
}

fn live(base: &str, scenario: &Scenario, sources: &[Source]) -> impl IntoView + use<> {
    let action = format!("{base}/live");
    let kept = scenario.to_pairs().into_iter();
    let kept = kept.map(|(key, value)| view! { <input type="hidden" name=key value=value/> }).collect_view();
    let names = sources.iter().map(|source| {
        let address = source.address.clone();
        view! { <option value=source.name.clone() data-address=address>{source.name.clone()}</option> }
    });
    let names = names.collect_view();
    let presets = PRESETS.iter().map(|preset| view! { <option value=preset.query>{preset.title}</option> });
    let presets = presets.collect_view();
    let spans = HOURS.map(|(hours, name)| {
        view! { <option value=hours.to_string() selected={hours == 24}>{name}</option> }
    });
    let first = PRESETS.first().map_or("", |preset| preset.query);
    view! {
        <form class="capacity-live" method="get" action=action autocomplete="off">
            {kept}
            <label for="capacity-source">"Ask"</label>
            <select id="capacity-source" name="source">{names}</select>
            <label for="capacity-query">"for"</label>
            <input id="capacity-query" name="query" type="text" list="capacity-queries" required value=first spellcheck="false"/>
            <datalist id="capacity-queries">{presets}</datalist>
            <label for="capacity-hours">"of the last"</label>
            <select id="capacity-hours" name="hours">{spans}</select>
            <span class="capacity-token" hidden>
                <label for="capacity-token">"Token, which stays in this browser"</label>
                <input id="capacity-token" type="password" autocomplete="off"/>
            </span>
            <button type="submit">"Ask"</button>
            <span class="capacity-asked" role="status"></span>
        </form>
    }
}
