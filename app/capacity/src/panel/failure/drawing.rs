//! What is survived as badges, and how busy each item is without one of its replicas.

use super::Loss;
use crate::evaluate::LOSS_CEILING;
use crate::panel::{Drawing, Mark};
use crate::units::Format;

const LEFT: f64 = 210.0;
const WIDE: f64 = 330.0;
const ROW: f64 = 22.0;
const BADGE: f64 = 30.0;
/// Busier than this is drawn as busy as this.
const MOST: f64 = 1.5;

/// The badges, each proven by all of its cases or refuted by one, above bars up to one and a half times all that is left.
pub(super) fn drawing(badges: &[(String, bool)], replicas: &[Loss<'_>]) -> Drawing {
    let mut marks = Vec::new();
    for (index, (what, survives)) in badges.iter().enumerate() {
        let top = 4.0 + index as f64 * (BADGE + 6.0);
        let (class, words) = match survives {
            true => ("capacity-item", format!("\u{2713} survives {what}: proven by going through them")),
            false => ("capacity-item capacity-item-overloaded", format!("\u{2717} does not survive {what}")),
        };
        marks.push(Mark::Box(class, [4.0, top, LEFT + WIDE + 80.0, BADGE]));
        marks.push(Mark::Text("capacity-name", (16.0, top + 19.0), words));
    }
    let top = 24.0 + badges.len() as f64 * (BADGE + 6.0);
    let x = |share: f64| LEFT + WIDE * (share / MOST).clamp(0.0, 1.0);
    for (index, loss) in replicas.iter().enumerate() {
        let (y, busy) = (top + index as f64 * ROW, loss.worst.busy.min(MOST));
        marks.push(Mark::Text("capacity-note capacity-before", (LEFT - 8.0, y + 11.0), loss.name.clone()));
        marks.push(Mark::Box("capacity-swing", [LEFT, y, (x(busy) - LEFT).max(1.0), ROW - 8.0]));
        if loss.worst.fails.is_some() {
            marks.push(Mark::Text("capacity-name", (x(busy) + 6.0, y + 11.0), "does not hold".into()));
        }
    }
    let bottom = top + replicas.len() as f64 * ROW;
    marks.push(Mark::Line("capacity-limit", vec![(x(LOSS_CEILING), top - 6.0), (x(LOSS_CEILING), bottom)]));
    let ceiling = format!("{} busy", Format::Share.text(LOSS_CEILING));
    marks.push(Mark::Text("capacity-note capacity-middle", (x(LOSS_CEILING), bottom + 12.0), ceiling));
    let survived = badges.iter().map(|(what, survives)| {
        format!("{} {what}", if *survives { "Survives" } else { "Does not survive" })
    });
    let label = format!(
        "{}. Below, how busy each item is after the loss of one of its replicas; the table has the figures",
        survived.collect::<Vec<_>>().join(". ")
    );
    Drawing { width: LEFT + WIDE + 90.0, height: bottom + 20.0, label, marks }
}
