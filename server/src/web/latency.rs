//! `GET /status/{system}/{component}?range=...`: the page of a component with a chart of latencies over another stretch of
//! time than that of its bar. Days come from their rollups, the hours of one day from its samples.

use super::error::HttpError;
use super::page::{Asked, Handled, key_for};
use super::render;
use super::state::Web;
use app::page::Page;
use app::route::Route;
use http::StatusCode;
use model::latency::{Latencies, Range};
use model::public::Public;
use model::sample::{Outcome, Sample};
use model::time::{At, DAY, Day};
use std::sync::Arc;

/// The range that a query asks for, unless it is that of the page itself.
pub fn asked_for(pairs: &[(String, String)]) -> Option<Range> {
    let (_, word) = pairs.iter().find(|(name, _)| name == "range")?;
    Range::from_slug(word).filter(|range| *range != Range::Quarter)
}

/// The page of the component with this id, which there is, over `range`.
pub async fn page(web: &Arc<Web>, asked: &Asked, public: Arc<Public>, id: &str, range: Range) -> Handled {
    let audience = asked.who.audience();
    let route = Route::Component(id.into());
    let lang = asked.lang_of(&route);
    let (key, path) = (Route::Latency(id.into(), range).path(), route.path());
    let version = public.version.saturating_add(web.docs().number);
    let draw = || async {
        let over = over(web, &public, id, range).await?;
        let page = Page::Latency(public.clone(), id.into(), over);
        render::draw(web.frame(&path, audience, lang), page, StatusCode::OK).await
    };
    Ok(asked.respond(&*web.cache.get(&key_for(&key, audience, lang), version, draw).await?))
}

async fn over(web: &Web, public: &Public, id: &str, range: Range) -> Result<Latencies, HttpError> {
    let now = public.at;
    if range == Range::Day {
        let samples = samples(web, id, now).await?;
        return Ok(Latencies::of_answers(samples.iter().filter_map(good), now));
    }
    let bar = public.components().find(|its| its.id == id).map_or(&[][..], |its| &its.days);
    let (first, id) = (range.first(now).day(), id.to_owned());
    // The bar has the newest days, and alone the one that is not over.
    let last = bar.first().map_or(now.day(), |rollup| Day(rollup.day.0 - 1));
    let mut days = match first <= last {
        true => web.members.records(move |records, _| records.days_of(&id, first, last)).await?,
        false => Vec::new(),
    };
    days.extend(bar);
    Ok(Latencies::of_days(range, &days, now))
}

/// The samples of a component's checks of the day up to `now`.
async fn samples(web: &Web, id: &str, now: At) -> Result<Vec<Sample>, HttpError> {
    let checks = web.content.estate.component(id).map(|its| its.checks.iter().map(|check| check.id.clone()));
    let checks: Vec<_> = checks.into_iter().flatten().collect();
    let samples = web.members.records(move |records, _| {
        let of = |check: &String| records.samples(check, now - DAY, now);
        checks.iter().map(of).collect::<Result<Vec<_>, _>>()
    });
    Ok(samples.await?.into_iter().flatten().collect())
}

/// When a good answer came and how long it took; a heartbeat that does not say how long its work took has no latency.
fn good(sample: &Sample) -> Option<(At, u32)> {
    let is_good = matches!(sample.outcome, Outcome::Pass | Outcome::Slow) && sample.latency > 0;
    is_good.then_some((sample.at, sample.latency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_range_is_asked_for() {
        let asked = |word: &str| asked_for(&[("a".into(), "b".into()), ("range".into(), word.into())]);
        assert_eq!(asked("year"), Some(Range::Year));
        assert_eq!([asked("quarter"), asked("decade"), asked(""), asked_for(&[])], [None; 4]);
    }
}
