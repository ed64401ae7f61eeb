//! `[[freeze]]`: times in which no planned work is done on a system.

use super::when;
use crate::config::problem::Problem;
use crate::config::table::Table;
use model::maintenance::Freeze;

/// Reads a freeze.
pub(super) fn read(mut table: Table<'_>, problems: &mut Vec<Problem>) -> Freeze {
    let title = table.need_text("title", problems).map(|text| text.value).unwrap_or_default();
    let zone = when::zone(&mut table, problems);
    let window = when::window(&mut table, zone, problems);
    table.finish(problems);
    Freeze { title, window }
}
