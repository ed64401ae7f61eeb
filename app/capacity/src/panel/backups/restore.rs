//! What is lost and how long a restore takes, against what the policy asks.

use super::Archive;
use crate::Error;
use crate::plan::Backup;
use crate::sizing::backup;
use crate::trace::{Law, Trace};
use crate::units::Format;

const DAY: f64 = 86_400.0;

/// The way back from one archive, in seconds.
pub(super) struct Restore<'a> {
    name: &'a str,
    /// The most that is lost: what was written since the last backup, and while that was shipped.
    lost: f64,
    /// Seconds from one backup to the next, and bytes that are written in that time.
    every: f64,
    shipped: f64,
    /// How long a restore takes.
    takes: f64,
    rpo: Option<f64>,
    rto: Option<f64>,
    /// Bytes that are read before it, bytes of it, and bytes a second.
    read: [f64; 3],
}

impl Restore<'_> {
    /// How long it takes, and why.
    pub fn trace(&self) -> Trace {
        let [base, log, rate] = self.read;
        Law {
            formula: "t = B / r + L / r",
            symbols: &[
                ("B", "bytes that are read before it"),
                ("L", "bytes of the log, or of one backup"),
                ("r", "bytes a second"),
            ],
            source: "Arithmetic",
            validity: "one restore at a time, read and replayed at one pace",
        }
        .trace(&[base, log, rate], self.takes)
    }

    /// How much is lost at most, and why.
    pub fn trace_loss(&self) -> Trace {
        let [_, _, rate] = self.read;
        Law {
            formula: "lost = e + P / r",
            symbols: &[
                ("e", "seconds from one backup to the next"),
                ("P", "bytes that are written in that time, which are shipped then"),
                ("r", "bytes a second"),
            ],
            source: "Arithmetic",
            validity: "the worst moment, just before one has arrived",
        }
        .trace(&[self.every, self.shipped, rate], self.lost)
    }

    /// What the policy asks and does not get; empty if it holds.
    fn misses(&self) -> Vec<String> {
        let miss = |what: &str, is: f64, asked: Option<f64>| {
            let asked = asked.filter(|asked| is > *asked)?;
            Some(format!("{what} {}, {} asked", Format::Time.text(is), Format::Time.text(asked)))
        };
        [miss("loses", self.lost, self.rpo), miss("restores in", self.takes, self.rto)]
            .into_iter()
            .flatten()
            .collect()
    }

    fn is_judged(&self) -> bool {
        self.rpo.is_some() || self.rto.is_some()
    }

    /// The cells of its row: lost at most, restored within, and whether that is as asked.
    pub fn cells(&self) -> Vec<String> {
        let asked = |is: f64, asked: Option<f64>| match asked {
            Some(asked) => format!("{} ({} asked)", Format::Time.text(is), Format::Time.text(asked)),
            None => Format::Time.text(is),
        };
        let misses = self.misses();
        let verdict = match (self.is_judged(), misses.is_empty()) {
            (false, _) => "nothing is asked".to_owned(),
            (true, true) => "yes".to_owned(),
            (true, false) => format!("no, {}", misses.join("; ")),
        };
        vec![asked(self.lost, self.rpo), asked(self.takes, self.rto), verdict]
    }
}

/// The way back from an archive that says one; an error where its figures give none.
pub(super) fn restore<'a>(archive: &'a Archive<'_>, backup: &Backup) -> Result<Restore<'a>, Error> {
    let (every, rate) = (backup.every.value.si(), backup.throughput.value.si());
    let written = |seconds: f64| archive.daily * seconds / DAY;
    let replayed = backup.replays.as_ref().map_or(every, |replays| replays.value.si());
    let base = backup.base.as_ref().map_or(0.0, |base| base.value.si());
    Ok(Restore {
        name: archive.name,
        lost: backup::loss(every, written(every), rate)?,
        every,
        shipped: written(every),
        takes: backup::restore_time(base, rate, written(replayed), rate)?,
        rpo: backup.rpo.as_ref().map(|given| given.value.si()),
        rto: backup.rto.as_ref().map(|given| given.value.si()),
        read: [base, written(replayed), rate],
    })
}

/// Whether all archives keep the policy, in a sentence; nothing where none says how it comes back.
pub(super) fn sentence(restores: &[Restore<'_>]) -> String {
    let worst = restores.iter().max_by(|a, b| a.takes.total_cmp(&b.takes));
    let Some(worst) = worst else { return String::new() };
    let missed = restores.iter().find(|restore| !restore.misses().is_empty());
    let drill = match restores.len() {
        0 | 1 => String::new(),
        count => {
            let all: f64 = restores.iter().map(|restore| restore.takes).sum();
            format!(
                " A drill that restores all {count} one after the other takes {}.",
                Format::Time.text(all)
            )
        }
    };
    let judged = match missed {
        Some(restore) => {
            format!(" {} does not keep the policy: it {}.", restore.name, restore.misses().join("; it "))
        }
        None => format!(
            " The longest restore is that of {}, {}; {}.",
            worst.name,
            Format::Time.text(worst.takes),
            if restores.iter().any(Restore::is_judged) {
                "each keeps what the policy asks"
            } else {
                "no policy asks for less"
            }
        ),
    };
    drill + &judged
}
