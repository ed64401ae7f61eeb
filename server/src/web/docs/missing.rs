//! Alerts that somebody looked for and that no page answers. Anybody may look, so looks are gathered for a second and
//! written together: at most that second is lost when the program ends.

use crate::members::MembersError;
use crate::web::state::Web;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long looks are gathered.
const GATHERED: Duration = Duration::from_secs(1);
/// The most alerts that are gathered at once.
const MOST: usize = 500;

/// Looks that are not written yet, by alert. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MissingRunbooks(Arc<Mutex<BTreeMap<String, u32>>>);

impl MissingRunbooks {
    /// Counts a look for `alert`, if there is place for it; says whether none was waiting before it.
    fn add(&self, alert: &str) -> bool {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = looks.is_empty();
        if looks.len() < MOST || looks.contains_key(alert) {
            let count = looks.entry(alert.to_owned()).or_insert(0);
            *count = count.saturating_add(1);
        }
        is_first
    }

    fn waiting(&self, alert: &str) -> u32 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(alert).copied().unwrap_or(0)
    }

    fn take(&self) -> BTreeMap<String, u32> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Counts a look for `alert`, and says how many there were; at least 1.
pub(super) async fn count(web: &Arc<Web>, alert: &str) -> Result<u32, MembersError> {
    let is_first = web.missing.add(alert);
    if is_first {
        let web = web.clone();
        tokio::spawn(async move {
            tokio::time::sleep(GATHERED).await;
            if let Err(error) = all(&web).await {
                tracing::error!(%error, "looks for alerts were not counted");
            }
        });
    }
    let (looks, name) = (web.missing.clone(), alert.to_owned());
    // Both at once, while nobody writes what waits.
    let work = move |records: &mut store::Records, _| {
        Ok(records.missed(&name)?.saturating_add(looks.waiting(&name)).max(1))
    };
    web.members.records(work).await
}

/// All looks, by alert; none of them waits any longer.
pub(super) async fn all(web: &Web) -> Result<BTreeMap<String, u32>, MembersError> {
    let looks = web.missing.clone();
    let work = move |records: &mut store::Records, now| {
        let looks = looks.take();
        if !looks.is_empty() {
            records.add_missed(&looks, now)?;
        }
        records.all_missed()
    };
    web.members.records(work).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_gathered_and_names_are_bounded() {
        let missing = MissingRunbooks::default();
        assert_eq!([missing.add("a"), missing.add("a"), missing.add("b")], [true, false, false]);
        (0..2 * MOST).for_each(|number| {
            let _ = missing.add(&format!("x{number}"));
        });
        assert_eq!((missing.waiting("a"), missing.waiting("zz"), missing.take().len()), (2, 0, MOST));
        assert!(missing.add("a"));
    }
}
