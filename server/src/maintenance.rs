//! The planned work of a running Pharos: what the content plans and what members declare, changed in one place, from where
//! the collector learns of it.

use crate::collect::clock::Clock;
use crate::config::problem::instead;
use calendar::plan::freeze;
use calendar::{public, windows};
use model::estate::{Estate, System};
use model::incident::Refusal;
use model::maintenance::{Declared, Freeze, Intent, Maintenance, Window, with_declared};
use model::member::Actor;
use model::public::{BAR_DAYS, PublicPlans};
use model::time::{At, DAY};
use std::sync::{Arc, Mutex, PoisonError};
use store::Records;
use store::records::maintenance::{Changed, Denied};
use tokio::sync::watch;

/// How many days declared work is remembered after its end, for changes that are dated back.
const REMEMBERED: i64 = 3;

/// The most windows of one answer.
const MOST_WINDOWS: usize = 2_000;

/// The planned work of a running Pharos. Clones share it.
#[derive(Clone)]
pub struct Works(Arc<Shared>);

struct Shared {
    records: Arc<Mutex<Records>>,
    /// The estate as it is configured.
    estate: Arc<Estate>,
    clock: Clock,
    /// The same with what members declared among its planned work.
    planned: watch::Sender<Arc<Estate>>,
    /// The same as visitors may keep it.
    plans: watch::Sender<Arc<PublicPlans>>,
    /// When the content was read.
    read: At,
}

/// A window of planned work.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    /// The system that it is on.
    pub system: &'a System,
    /// The work.
    pub work: &'a Maintenance,
    /// The window.
    pub window: Window,
    /// The freeze for which it is not held.
    pub freeze: Option<&'a Freeze>,
}

impl Works {
    /// The work that `estate` plans and that is declared in `records`.
    pub fn new(
        records: Arc<Mutex<Records>>,
        estate: Arc<Estate>,
        clock: Clock,
    ) -> Result<Works, store::Error> {
        let planned = watch::Sender::new(estate.clone());
        let (plans, read) = (watch::Sender::default(), clock.now());
        let shared = Shared { records, estate, clock, planned, plans, read };
        shared
            .look(&mut shared.records.lock().unwrap_or_else(PoisonError::into_inner), shared.clock.now())?;
        Ok(Works(Arc::new(shared)))
    }

    /// The estate with all planned work, whenever that changes.
    pub fn planned(&self) -> watch::Receiver<Arc<Estate>> {
        self.0.planned.subscribe()
    }

    /// The current instant.
    pub fn now(&self) -> At {
        self.0.clock.now()
    }

    /// The estate with all planned work.
    pub fn estate(&self) -> Arc<Estate> {
        self.0.planned.borrow().clone()
    }

    /// All planned work as visitors may keep it, with what was declared of late.
    pub fn plans(&self) -> Arc<PublicPlans> {
        self.0.plans.borrow().clone()
    }

    /// The same, whenever that changes.
    pub fn planned_for_visitors(&self) -> watch::Receiver<Arc<PublicPlans>> {
        self.0.plans.subscribe()
    }

    /// Declares work; the same `request` declares it once.
    pub async fn declare(
        &self,
        intent: Intent,
        request: Option<String>,
        by: Actor,
    ) -> Result<Changed, store::Error> {
        let at = self.now();
        if let Err(refusal) = self.0.fits(&intent, at) {
            return Ok(Err(Denied::Refused(refusal)));
        }
        self.change(move |records| records.declare_maintenance(&intent, request.as_deref(), &by, at)).await
    }

    /// Cancels work of which this version was seen; whatever version it has if that is none.
    pub async fn cancel(&self, id: String, seen: Option<u32>, by: Actor) -> Result<Changed, store::Error> {
        let at = self.now();
        self.change(move |records| records.cancel_maintenance(&id, seen, &by, at)).await
    }

    /// Declared work.
    pub async fn one(&self, id: String) -> Result<Option<Declared>, store::Error> {
        self.change(move |records| records.declared_maintenance(&id)).await
    }

    /// Does `change` where waiting for the disk stops nobody, and lets who shows it know.
    async fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Records) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, store::Error> {
        let shared = self.0.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut records = shared.records.lock().unwrap_or_else(PoisonError::into_inner);
            let done = change(&mut records)?;
            shared.look(&mut records, shared.clock.now())?;
            Ok(done)
        });
        match done.await {
            Ok(done) => done,
            // Only a panic ends it early; whoever asked goes the same way.
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
}

impl Shared {
    fn look(&self, records: &mut Records, now: At) -> Result<(), store::Error> {
        let planned = with_declared(&self.estate, &records.declared_after(now - REMEMBERED * DAY)?);
        self.planned.send_if_modified(|before| {
            **before != planned && {
                *before = Arc::new(planned);
                true
            }
        });
        let all = public(&self.estate, &records.declared_after(now - BAR_DAYS * DAY)?, self.read);
        self.plans.send_if_modified(|before| {
            before.all != all && {
                *before = Arc::new(PublicPlans { version: before.version + 1, all });
                true
            }
        });
        Ok(())
    }

    /// Whether all components exist, and none of their systems has a freeze then.
    fn fits(&self, intent: &Intent, at: At) -> Result<(), Refusal> {
        let window = Window { from: intent.from.unwrap_or(at), to: intent.to };
        for id in &intent.components {
            let is_its = |system: &&System| system.components.iter().any(|component| component.id == *id);
            let Some(system) = self.estate.systems.iter().find(is_its) else {
                let ids: Vec<_> = self.estate.components().map(|component| component.id.as_str()).collect();
                let words = format!("There is no component \"{id}\". {}", instead(id, &ids));
                return Err(Refusal::Invalid(words));
            };
            if let Some(Freeze { title, window }) = freeze(system, window) {
                let (name, Window { from, to }) = (&system.name, window);
                let words =
                    format!("{name} is frozen from {from} to {to}: {title}. Plan it before or after.");
                return Err(Refusal::NotNow(words));
            }
        }
        Ok(())
    }
}

/// The windows of an estate's planned work that hold an instant of `asked`, those that begin first before the others, and
/// whether that is all of them.
pub fn planned(estate: &Estate, asked: Window) -> (Vec<Planned<'_>>, bool) {
    let works =
        estate.systems.iter().flat_map(|system| system.maintenance.iter().map(move |work| (system, work)));
    let planned = works.flat_map(|(system, work)| {
        windows(&work.when, asked.from, asked.to).map(move |window| {
            let freeze = freeze(system, window);
            Planned { system, work, window, freeze }
        })
    });
    let mut planned: Vec<_> = planned.take(MOST_WINDOWS + 1).collect();
    let is_all = planned.len() <= MOST_WINDOWS;
    planned.truncate(MOST_WINDOWS);
    planned.sort_by_key(|it| (it.window.from, it.window.to));
    (planned, is_all)
}
