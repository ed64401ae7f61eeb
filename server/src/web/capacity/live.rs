//! `GET /capacity/{plan}/live`: members have a Prometheus of the configuration asked for a stretch of time, and see what its
//! answer says of the plan. Nothing but those is asked, nothing but range queries, and never for long or for much.

use super::few;
use super::import::{Read, answer, shown};
use crate::config::prometheus::Prometheus;
use crate::web::caller::Audience;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, not_found};
use crate::web::state::Web;
use app::capacity::{HOURS, Pairs, Source};
use axum::extract::{Path, Query, State};
use capacity::Scenario;
use model::time::At;
use probe::{Prober, Question, Range};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// How many may be asked at once.
const AT_ONCE: usize = 2;
/// Times of a stretch that are asked for, and the fewest seconds between them.
const TIMES: i64 = 240;
const STEP: i64 = 15;
/// The most bytes of a query.
const LONGEST: usize = 4096;

/// What asks, made when it is needed first.
pub struct Asker {
    prober: OnceLock<Prober>,
    slots: Semaphore,
}

impl Default for Asker {
    fn default() -> Asker {
        Asker { prober: OnceLock::new(), slots: Semaphore::new(AT_ONCE) }
    }
}

impl Asker {
    async fn ask(&self, prometheus: &Prometheus, range: &Range, now: At) -> Result<String, HttpError> {
        let question = Question::of(&prometheus.check).map_err(HttpError::Internal)?;
        let _slot = self.slots.try_acquire().map_err(|_| HttpError::Busy)?;
        let prober = self.prober.get_or_init(Prober::new);
        let told = |why| HttpError::BadRequest(format!("{} gives no answer: {why}.", prometheus.name));
        prober.range(&question, range, now).await.map_err(told)
    }
}

/// What whoever asks for a page may ask for figures: members all of it, visitors nothing, not even its name.
pub fn sources(web: &Web, asked: &Asked) -> Vec<Source> {
    let all = &web.content.settings.prometheus;
    let all = all.iter().filter(|_| asked.who.audience() == Audience::Member);
    let source = |its: &Prometheus| Source {
        name: its.name.clone(),
        address: its.browser.then(|| its.check.target.trim_end_matches('/').to_owned()),
        origin: its.browser.then(|| its.origin()),
    };
    all.map(source).collect()
}

/// Asks, and shows what the answer says.
pub async fn take(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
    asked: Asked,
) -> Handled {
    let said = |key: &str| pairs.iter().find(|(its, _)| its == key).map_or("", |(_, value)| value.as_str());
    let plan = web.content.plan(&id);
    let prometheus = web.content.settings.prometheus.iter().find(|its| its.name == said("source"));
    let (Some(plan), Some(prometheus)) = (plan, prometheus) else { return not_found(&web, &asked).await };
    few(&pairs)?;
    let now = web.members.now();
    let range = range(said("query"), said("hours"), now)?;
    let text = web.asker.ask(prometheus, &range, now).await?;
    let series = answer(&text, now).map_err(HttpError::BadRequest)?;
    let (scenario, _) = Scenario::parse(plan, &pairs);
    shown(&web, &asked, plan, scenario, &Read { series, query: range.query, as_load: false }).await
}

/// The stretch of so many hours that ends now, if the query may be one.
fn range(query: &str, hours: &str, now: At) -> Result<Range, HttpError> {
    if query.trim().is_empty() || query.len() > LONGEST {
        let message = format!("A query has at least a character, and at most {LONGEST} bytes.");
        return Err(HttpError::BadRequest(message));
    }
    let known = |hours: &i64| HOURS.iter().any(|(known, _)| i64::from(*known) == *hours);
    let hours = hours.parse().ok().filter(known).unwrap_or(24);
    let (to, length) = (now.0 / 1_000, hours * 3_600);
    Ok(Range { query: query.into(), from: to - length, to, step: (length / TIMES).max(STEP) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_stretch_has_a_bounded_number_of_times() {
        for (hours, _) in HOURS {
            let range = range("up", &hours.to_string(), At(1_000_000_000)).unwrap();
            assert!((range.to - range.from) / range.step <= TIMES && range.step >= STEP, "{hours}");
        }
        assert_eq!(range("up", "9999999999", At(0)).unwrap().from, -86_400);
        assert!(range(" ", "1", At(0)).is_err() && range(&"x".repeat(5000), "1", At(0)).is_err());
    }
}
