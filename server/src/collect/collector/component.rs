//! What is known of one component: its timeline, its days, its latencies, its metrics.

use model::latency::{Sketch, Today};
use model::metric::Gauge;
use model::public::BAR_DAYS;
use model::sample::{Outcome, Sample};
use model::snapshot::Record;
use model::status::Status;
use model::time::{At, Day};
use model::timeline::{Timeline, Turn};
use model::uptime::DayRollup;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of one component.
#[derive(Default)]
pub(super) struct ComponentState {
    /// What it showed.
    pub timeline: Timeline<Status>,
    /// Finished days within the bar, oldest first.
    pub days: Vec<DayRollup>,
    /// Latencies of the current day.
    pub sketch: Sketch,
    /// When it was last looked at.
    pub checked: Option<At>,
    /// Its latest good latency in microseconds.
    pub latency: Option<u32>,
    /// Whether it has samples that no stored streak has counted.
    pub touched: bool,
    /// When what is remembered of it was last stored.
    pub saved: At,
    /// What its public metrics show, by id.
    pub gauges: BTreeMap<Arc<str>, Gauge>,
}

impl ComponentState {
    /// Notes when and how fast it answered; `today` is the day whose latencies are counted.
    pub fn see(&mut self, sample: &Sample, today: Day) {
        if sample.outcome == Outcome::Blind {
            return;
        }
        self.touched = true;
        self.checked = self.checked.max(Some(sample.at));
        // A heartbeat that does not say how long its work took has no latency.
        if sample.outcome != Outcome::Fail && sample.latency > 0 {
            self.latency = Some(sample.latency);
            // A sample that came late may be of the day before.
            if sample.at.day() >= today {
                self.sketch.add(sample.latency);
            }
        }
    }

    /// What is known of its day, which is `day`.
    pub fn today(&self, day: Day) -> Today {
        let (checked, latency, sketch) = (self.checked, self.latency, self.sketch.clone());
        Today { day, checked, latency, sketch }
    }

    /// What it shows; unknown until something was seen.
    pub fn status(&self) -> Status {
        self.timeline.latest().map_or(Status::Unknown, |turn| turn.state)
    }

    /// Its turns at and after `from`.
    pub fn turns_from(&self, from: At) -> Vec<Turn<Status>> {
        self.timeline.turns().iter().filter(|turn| turn.from >= from).cloned().collect()
    }

    /// Draws a finished day anew, after a change that was dated back into it.
    pub fn redo(&mut self, day: Day) -> Option<DayRollup> {
        let place = self.days.partition_point(|held| held.day < day);
        let held = self.days.get(place).filter(|held| held.day == day).copied();
        let rollup = DayRollup::of(&self.timeline, day, day.end(), held.and_then(|held| held.latency))?;
        match held {
            Some(_) => self.days[place] = rollup,
            None => self.days.insert(place, rollup),
        }
        Some(rollup)
    }

    /// Finishes `day` and begins the next one.
    pub fn finish(&mut self, day: Day) -> Option<DayRollup> {
        let latency = std::mem::take(&mut self.sketch).quantiles();
        let rollup = DayRollup::of(&self.timeline, day, day.end(), latency)?;
        self.days.retain(|held| held.day != day && held.day.0 > day.0 - BAR_DAYS);
        self.days.push(rollup);
        self.timeline.forget_before(Day(day.0 - BAR_DAYS).start());
        Some(rollup)
    }

    /// What the fold needs of it at `now`.
    pub fn record_at(&self, now: At) -> Record {
        Record {
            timeline: self.timeline.clone(),
            days: self.days.clone(),
            today: DayRollup::of(&self.timeline, now.day(), now, self.sketch.quantiles()),
            checked: self.checked,
            latency: self.latency,
            behind: None,
            traces: self.gauges.iter().map(|(id, gauge)| (id.clone(), gauge.trace.clone())).collect(),
        }
    }
}
