//! One simulated end of one check or metric: what it stands for, and how it meets each request.

use super::listen::LOOK;
use crate::config::demo::Kind;
use crate::demo::LIVE_INTERVAL;
use crate::demo::behaviour::{Behaviour, EXPIRING, RENEWED, SLOW, behaviour};
use crate::demo::faults::Faults;
use crate::demo::signal::{Quantity, Signal};
use model::estate::Component;
use model::options::Options;
use model::time::At;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What a listener stands for.
pub(super) struct Role {
    /// What the check or metric tells its probe besides the target, as far as that is heeded.
    pub options: Options,
    /// Short names of what the component needs, sorted.
    pub parts: Vec<String>,
    /// Milliseconds until the probe gives up.
    pub timeout: i64,
    /// Whether the scheme of the target asks for TLS.
    secure: bool,
}

impl Role {
    /// The role of a check or metric of `component` with this target, these options and this timeout.
    pub fn of(component: &Component, target: &str, options: Options, timeout: i64) -> Role {
        let short = |id: &String| id.split('/').next_back().map(String::from);
        let mut parts: Vec<_> = component.depends_on.iter().filter_map(short).collect();
        parts.sort();
        let scheme = target.split_once("://").map_or("", |(scheme, _)| scheme);
        let secure = ["https", "wss"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        Role { options, parts, timeout, secure }
    }

    /// Whether a connection begins with TLS.
    pub fn is_over_tls(&self) -> bool {
        self.secure || self.options.get("tls") == Some("require")
    }

    /// Whether an option is there and says `true`.
    pub fn is_set(&self, option: &str) -> bool {
        self.options.get(option) == Some("true")
    }
}

/// One simulated end of one check or metric.
pub(super) struct Simulated {
    /// What it stands for.
    pub role: Role,
    component: String,
    faults: Arc<Faults>,
    requests: AtomicU64,
}

impl Simulated {
    /// A stand-in for a check or metric of the component with this id.
    pub fn new(component: String, role: Role, faults: Arc<Faults>) -> Simulated {
        Simulated { role, component, faults, requests: AtomicU64::new(0) }
    }

    /// Takes a request, at once or late: true if it is to be answered well, false if by what is broken, nothing if
    /// not at all.
    pub async fn turn(&self) -> Option<bool> {
        match self.behaviour(self.requests.fetch_add(1, Ordering::Relaxed)) {
            Behaviour::Absent => None,
            Behaviour::Broken => Some(false),
            Behaviour::Well => Some(true),
            Behaviour::Late => {
                tokio::time::sleep(Duration::from_millis(SLOW as u64)).await;
                Some(true)
            }
        }
    }

    /// Whether nothing should listen. What `answers` nothing can only be broken by not being there.
    pub fn is_gone(&self, answers: bool) -> bool {
        // Nobody counts the requests of a listener that is not there.
        let number = self.faults.now().0 / LIVE_INTERVAL;
        match self.behaviour(number.unsigned_abs()) {
            Behaviour::Absent => true,
            Behaviour::Broken => !answers,
            Behaviour::Well | Behaviour::Late => false,
        }
    }

    /// A number of the component at this instant of the demo.
    pub fn value(&self, quantity: Quantity) -> f64 {
        let slow = self.faults.holds(&self.component) == Some(Kind::Slow);
        Signal::of(&self.component).value(quantity, self.faults.now(), slow)
    }

    /// Bytes of the young and the old part of its heap.
    pub fn heap(&self) -> (f64, f64) {
        Signal::of(&self.component).heap(self.faults.now())
    }

    /// From when to when a certificate is good that is shown at this instant of the demo.
    pub fn certificate(&self) -> (At, At) {
        let end = self.faults.now() + if self.is_expiring() { EXPIRING } else { RENEWED };
        (end - RENEWED, end)
    }

    /// Waits until another certificate is shown.
    pub async fn reissued(&self) {
        let before = self.is_expiring();
        while self.is_expiring() == before {
            tokio::time::sleep(LOOK).await;
        }
    }

    fn is_expiring(&self) -> bool {
        self.faults.holds(&self.component) == Some(Kind::Expiring)
    }

    /// The instant of the demo in seconds since 1970.
    pub fn seconds(&self) -> f64 {
        self.faults.now().0 as f64 / 1_000.0
    }

    fn behaviour(&self, request: u64) -> Behaviour {
        behaviour(self.faults.holds(&self.component), self.faults.now(), request)
    }
}
