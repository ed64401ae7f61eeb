//! Incidents of a running Pharos: the one place where they are changed, and where who shows them learns of it.
//!
//! Records are read and written on threads that may wait for the disk. Another process, such as `pharos incident`, may
//! change them too, so they are looked at again every second.

pub mod alertmanager;
pub mod alerts;
pub mod due;

use crate::collect::clock::Clock;
use crate::config::problem::instead;
use model::estate::Estate;
use model::incident::{Declaration, Impact, Incident, Refusal, Step, template};
use model::member::Actor;
use model::public::PublicIncident;
use model::time::{At, DAY};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::Records;
use store::records::incidents::{Changed, Denied, Maker, Which};
use tokio::sync::watch;

/// How many days back incidents are shown that are over.
const SHOWN_DAYS: i64 = 400;

/// How many incidents are shown at most, those that began last.
const MOST_SHOWN: u32 = 500;

/// How often it is looked whether another process changed something.
const LOOK: Duration = Duration::from_secs(1);

/// Who asks for a change.
#[derive(Clone, Debug)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// When that happened which is told of; none for now.
    pub happened: Option<At>,
    /// How many entries of the incident they saw; none to add to whatever there is.
    pub seen: Option<u32>,
    /// What names the request, so that it is done once however often it comes.
    pub request: Option<String>,
}

impl By {
    /// Something that `actor` does, whatever there is, of what happens then.
    pub fn new(actor: Actor) -> By {
        By { actor, happened: None, seen: None, request: None }
    }
}

/// Incidents as they were at one moment.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Which moment: grows with each change.
    pub mark: i64,
    /// Those that are open or began not too long ago, those that began last first.
    pub all: Vec<Incident>,
}

/// The incidents of a running Pharos. Clones share them.
#[derive(Clone)]
pub struct Incidents(Arc<Shared>);

struct Shared {
    records: Arc<Mutex<Records>>,
    estate: Arc<Estate>,
    clock: Clock,
    kept: watch::Sender<Arc<Kept>>,
    shown: watch::Sender<Arc<Vec<Arc<PublicIncident>>>>,
}

impl Incidents {
    /// The incidents in `records`, on components of `estate`.
    pub fn new(
        records: Arc<Mutex<Records>>,
        estate: Arc<Estate>,
        clock: Clock,
    ) -> Result<Incidents, store::Error> {
        let (kept, shown) = (watch::Sender::default(), watch::Sender::default());
        let incidents = Incidents(Arc::new(Shared { records, estate, clock, kept, shown }));
        incidents.0.look()?;
        Ok(incidents)
    }

    /// What visitors may see, whenever it changes.
    pub fn shown(&self) -> watch::Receiver<Arc<Vec<Arc<PublicIncident>>>> {
        self.0.shown.subscribe()
    }

    /// Incidents as they are, whenever one changes: also drafts, and what visitors are not told.
    pub fn changes(&self) -> watch::Receiver<Arc<Kept>> {
        self.0.kept.subscribe()
    }

    /// Incidents as they are.
    pub fn kept(&self) -> Arc<Kept> {
        self.0.kept.borrow().clone()
    }

    /// The estate whose components they are about.
    pub fn estate(&self) -> Arc<Estate> {
        self.0.estate.clone()
    }

    /// The instant by their clock.
    pub fn now(&self) -> At {
        self.0.clock.now()
    }

    /// The message of a template for an incident as it is now.
    pub fn message(&self, template: &str, incident: &Incident) -> String {
        template::fill(template, incident, &self.0.estate, self.0.clock.now())
    }

    /// Declares an incident.
    pub async fn declare(&self, by: By, declaration: Declaration) -> Result<Changed<Incident>, store::Error> {
        if let Err(refusal) = self.0.known(&declaration.impacts) {
            return Ok(Err(Denied::Refused(refusal)));
        }
        self.change(move |records, now| records.declare(&maker(&by, now), declaration)).await
    }

    /// Does a step of an incident. A merge changes the other one too, and gives that.
    pub async fn step(&self, id: String, by: By, step: Step) -> Result<Changed<Incident>, store::Error> {
        let refusal = match &step {
            Step::Absorb { .. } => Err(Refusal::Invalid("Merge the other incident into this one.".into())),
            Step::Update(update) => self.0.known(&update.impacts),
            Step::Reopen { impacts, .. } => self.0.known(impacts),
            _ => Ok(()),
        };
        if let Err(refusal) = refusal {
            return Ok(Err(Denied::Refused(refusal)));
        }
        self.change(move |records, now| match &step {
            Step::Merge { into } => records.merge(&id, by.seen, into, &maker(&by, now)),
            _ => records.step(&id, by.seen, &maker(&by, now), step),
        })
        .await
    }

    /// An incident.
    pub async fn one(&self, id: String) -> Result<Option<Incident>, store::Error> {
        self.ask(move |records, _| records.incident(&id)).await
    }

    /// At most `most` incidents, those that began last first.
    pub async fn list(&self, which: Which, most: u32) -> Result<Vec<Incident>, store::Error> {
        self.ask(move |records, _| records.incidents(which, most)).await
    }

    /// Lets what is neither a person nor a program of one, such as an alert, go on with the incident that it made: see
    /// [`Records::follow`].
    pub async fn follow(
        &self,
        origin: String,
        actor: Actor,
        decide: impl FnOnce(Option<&Incident>) -> Vec<Step> + Send + 'static,
    ) -> Result<Option<Incident>, store::Error> {
        self.change(move |records, now| records.follow(&origin, &Maker::new(now, actor), decide)).await
    }

    /// Looks again and again whether another process changed something, and does what is due, until `stop`.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                _ = tokio::time::sleep(LOOK) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            let shared = self.0.clone();
            match tokio::task::spawn_blocking(move || shared.look()).await {
                Ok(Err(error)) => tracing::error!(%error, "incidents cannot be read"),
                Ok(Ok(())) | Err(_) => due::escalate(&self).await,
            }
        }
    }

    /// Changes records where waiting for the disk stops nobody, and lets who shows them know.
    async fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Records, At) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, store::Error> {
        let shared = self.0.clone();
        self.ask(move |records, now| {
            let done = change(records, now)?;
            shared.look_at(records)?;
            Ok(done)
        })
        .await
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Records, At) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, store::Error> {
        let shared = self.0.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let now = shared.clock.now();
            question(&mut shared.records.lock().unwrap_or_else(PoisonError::into_inner), now)
        });
        match asked.await {
            Ok(answer) => answer,
            // Only a panic ends it early; whoever asked goes the same way.
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
}

impl Shared {
    fn look(&self) -> Result<(), store::Error> {
        self.look_at(&mut self.records.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads incidents again if any of them changed.
    fn look_at(&self, records: &mut Records) -> Result<(), store::Error> {
        let mark = records.incidents_mark()?;
        if mark == self.kept.borrow().mark {
            return Ok(());
        }
        let now = self.clock.now();
        let mut all = records.incidents(Which::Began(now - SHOWN_DAYS * DAY, At(i64::MAX)), MOST_SHOWN)?;
        let known = |id: &str| all.iter().any(|incident| incident.id == id);
        let open = records.incidents(Which::Open, MOST_SHOWN)?;
        let older: Vec<_> = open.into_iter().filter(|incident| !known(&incident.id)).collect();
        all.extend(older);
        let shown = Arc::new(PublicIncident::all(&all, &self.estate));
        self.kept.send_replace(Arc::new(Kept { mark, all }));
        self.shown.send_if_modified(|before| {
            *before != shown && {
                *before = shown;
                true
            }
        });
        Ok(())
    }

    /// Whether all components exist.
    fn known(&self, impacts: &[Impact]) -> Result<(), Refusal> {
        let unknown = impacts.iter().find(|impact| self.estate.component(&impact.component).is_none());
        let Some(Impact { component, .. }) = unknown else { return Ok(()) };
        let ids: Vec<_> = self.estate.components().map(|component| component.id.as_str()).collect();
        let words = format!("There is no component \"{component}\". {}", instead(component, &ids));
        Err(Refusal::Invalid(words))
    }
}

fn maker(by: &By, now: At) -> Maker<'_> {
    Maker { at: now, happened: by.happened, by: by.actor.clone(), request: by.request.as_deref() }
}

#[cfg(test)]
mod tests;
