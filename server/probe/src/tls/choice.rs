//! The ways to agree on TLS that questions choose, each made once and kept for a while.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use super::{Settings, Tls};
use crate::fault::Fault;

/// Files are read again after this, so that a renewed certificate is shown within five minutes.
const AGE: Duration = Duration::from_secs(300);

/// Different settings kept at most; an estate has a handful.
const KEPT: usize = 64;

struct Kept {
    tls: Tls,
    since: Instant,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Choices(Mutex<HashMap<Settings, Kept>>);

impl Choices {
    /// TLS with these settings, for the rest as `base`; blind if a file that they name is not as it should be.
    pub async fn get(&self, base: &Tls, settings: Settings) -> Result<Tls, Fault> {
        if settings == Settings::default() {
            return Ok(base.clone());
        }
        if let Some(tls) = self.kept(&settings) {
            return Ok(tls);
        }
        let (base, wanted) = (base.clone(), settings.clone());
        let made = spawn_blocking(move || wanted.make(&base)).await;
        let tls = made.map_err(|error| Fault::blind(format!("TLS cannot be set up: {error}")))??;
        self.keep(settings, tls.clone());
        Ok(tls)
    }

    fn kept(&self, settings: &Settings) -> Option<Tls> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(settings).filter(|kept| kept.since.elapsed() < AGE).map(|kept| kept.tls.clone())
    }

    fn keep(&self, settings: Settings, tls: Tls) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT {
            all.retain(|_, kept| kept.since.elapsed() < AGE);
        }
        if all.len() < KEPT {
            all.insert(settings, Kept { tls, since: Instant::now() });
        }
    }

    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}
