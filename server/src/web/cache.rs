//! Pages as bytes, drawn once per version whatever the load: the first request for a version draws, those that come
//! meanwhile wait for it, all later ones copy.

use super::body::Answer;
use arc_swap::ArcSwap;
use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The most pages that are held; a path that is not a page is never a key, so this is far above what there is.
const MOST: usize = 100_000;

/// A page of one version.
struct Entry {
    version: u64,
    answer: OnceCell<Arc<Answer>>,
}

/// Pages by key.
#[derive(Default)]
pub struct Cache {
    entries: ArcSwap<HashMap<String, Arc<Entry>>>,
}

impl Cache {
    /// The page at `key` in `version`; `draw` makes it if nobody has yet.
    ///
    /// Drawing goes on in a task of its own when the client that began it is gone.
    pub async fn get<F, E>(&self, key: &str, version: u64, draw: impl FnOnce() -> F) -> Result<Arc<Answer>, E>
    where
        F: Future<Output = Result<Answer, E>>,
    {
        let entry = self.entry(key, version);
        if let Some(answer) = entry.answer.get() {
            return Ok(answer.clone());
        }
        entry.answer.get_or_try_init(|| async { draw().await.map(Arc::new) }).await.cloned()
    }

    /// The entry for `key` that is not older than `version`, made if there is none.
    fn entry(&self, key: &str, version: u64) -> Arc<Entry> {
        if let Some(entry) = self.entries.load().get(key).filter(|entry| entry.version >= version) {
            return entry.clone();
        }
        let fresh = Arc::new(Entry { version, answer: OnceCell::new() });
        self.entries.rcu(|entries| {
            let mut entries = HashMap::clone(entries);
            if entries.len() >= MOST {
                entries.clear();
            }
            let newer = entries.get(key).is_some_and(|entry| entry.version >= version);
            if !newer {
                entries.insert(key.into(), fresh.clone());
            }
            entries
        });
        self.entries.load().get(key).cloned().unwrap_or(fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::policy::CachePolicy;
    use http::StatusCode;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn answer(text: &str) -> Answer {
        Answer::new(
            StatusCode::OK,
            "text/plain",
            CachePolicy::NoStore,
            bytes::Bytes::copy_from_slice(text.as_bytes()),
        )
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_herd_draws_once() {
        let (cache, drawn) = (Arc::new(Cache::default()), Arc::new(AtomicU32::new(0)));
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let (cache, drawn) = (cache.clone(), drawn.clone());
                tokio::spawn(async move {
                    let draw = || async {
                        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                        drawn.fetch_add(1, Ordering::SeqCst);
                        Ok::<_, ()>(answer("page"))
                    };
                    cache.get("/", 1, draw).await.is_ok()
                })
            })
            .collect();
        for task in tasks {
            assert!(task.await.unwrap());
        }
        assert_eq!(drawn.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_newer_version_is_drawn_and_an_older_one_never_comes_back() {
        let cache = Cache::default();
        let get = |version, text: &'static str| {
            cache.get("/", version, move || async move { Ok::<_, ()>(answer(text)) })
        };
        let first = get(1, "one").await.unwrap();
        let second = get(2, "two").await.unwrap();
        assert!(!Arc::ptr_eq(&first, &second));
        assert!(Arc::ptr_eq(&second, &get(1, "late").await.unwrap()));
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let cache = Cache::default();
        assert!(cache.get("/", 1, || async { Err::<Answer, _>(()) }).await.is_err());
        assert!(cache.get("/", 1, || async { Ok::<_, ()>(answer("page")) }).await.is_ok());
    }
}
