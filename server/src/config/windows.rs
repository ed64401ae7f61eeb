//! What pages of the docs include of planned work: for each system the windows and the freezes of its estate file, as a file
//! that is read with the others. A page takes it by `<!--@include: @/_estate/butterfly/maintenance.md-->`.

use super::ladder::cell;
use chrono::{NaiveDateTime, Timelike};
use docs::File;
use model::estate::{Estate, System};
use model::maintenance::{Frequency, Maintenance, Recurrence, Recurring, When, Window};

/// The files, by paths below the docs root that no file of an author has.
pub fn files(estate: &Estate) -> Vec<File> {
    let file = |it: &System| File::new(format!("_estate/{}/maintenance.md", it.id), planned(it));
    estate.systems.iter().map(file).collect()
}

fn planned(system: &System) -> String {
    let works = system.maintenance.iter().map(|work| row(&work.title, &when(work), &on(work, system)));
    let works = table(["Work", "When", "On"], works, "No work is planned for good.");
    let freezes = system.freezes.iter().map(|it| row(&it.title, &span(it.window), "no planned work"));
    format!("{works}\n{}", table(["Freeze", "When", "Means"], freezes, "No freeze is defined."))
}

/// A table of these rows, or the words if there are none.
fn table(head: [&str; 3], rows: impl Iterator<Item = String>, none: &str) -> String {
    let rows: String = rows.collect();
    let [first, second, third] = head;
    match rows.is_empty() {
        true => format!("{none}\n"),
        false => format!("| {first} | {second} | {third} |\n|---|---|---|\n{rows}"),
    }
}

fn row(first: &str, second: &str, third: &str) -> String {
    format!("| {} | {second} | {} |\n", cell(first), cell(third))
}

fn when(work: &Maintenance) -> String {
    match &work.when {
        When::Once(window) => span(*window),
        When::Recurring(recurring) => again(recurring),
    }
}

fn span(Window { from, to }: Window) -> String {
    format!("{from} to {to}")
}

/// The days and the times of day on the wall of the zone, such as `each Saturday, 02:00 to 06:00, UTC`.
fn again(recurring: &Recurring) -> String {
    let Recurring { from, to, zone, rule, text, except } = recurring;
    let days = weekdays(rule).unwrap_or_else(|| format!("by the rule `{text}`"));
    let later = to.date().signed_duration_since(from.date()).num_days();
    let later = if later > 0 { format!(" {later} d later") } else { String::new() };
    let time = |at: &NaiveDateTime| format!("{:02}:{:02}", at.hour(), at.minute());
    let (from, to) = (time(from), time(to));
    let except: Vec<_> = except.iter().map(ToString::to_string).collect();
    let except = if except.is_empty() { String::new() } else { format!("; not on {}", except.join(", ")) };
    format!("{days}, {from} to {to}{later}, {zone}{except}")
}

/// `each Saturday`, where a rule says no more than that.
fn weekdays(rule: &Recurrence) -> Option<String> {
    let Recurrence { frequency, interval, until, months, month_days, weekdays, positions, week_start: _ } =
        rule;
    let plain = *frequency == Frequency::Weekly && *interval == 1 && until.is_none() && !weekdays.is_empty();
    let days = months.is_empty() && month_days.is_empty() && positions.is_empty();
    let each = weekdays.iter().all(|day| day.nth.is_none());
    let names: Vec<_> =
        weekdays.iter().map(|day| NAMES[day.weekday.num_days_from_monday() as usize]).collect();
    (plain && days && each).then(|| format!("each {}", names.join(", ")))
}

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The names of its components; "everything" if it is all of the system's.
fn on(work: &Maintenance, system: &System) -> String {
    let parts = &system.components;
    if parts.iter().all(|part| work.components.contains(&part.id)) {
        return "everything".into();
    }
    let names = parts.iter().filter(|part| work.components.contains(&part.id)).map(|part| part.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::config::environment::Environment;
    use crate::config::files::Files;
    use crate::config::read_estate;

    const ESTATE: &str = r#"
[system]
id = "shop"
name = "Shop"

[[group]]
id = "all"
name = "All"

[[component]]
id = "db"
name = "Database"
group = "all"
check = [{ id = "port", kind = "tcp", target = "db.example:5432" }]

[[component]]
id = "web"
name = "Web"
group = "all"
check = [{ id = "port", kind = "tcp", target = "web.example:80" }]

[[maintenance]]
id = "weekly"
title = "Every | week"
from = "2026-01-03T22:00"
to = "2026-01-04T02:00"
zone = "Europe/Berlin"
rule = "FREQ=WEEKLY;BYDAY=SA,SU"
except = ["2026-12-26"]

[[maintenance]]
id = "second"
title = "Second Saturday"
components = ["db"]
from = "2026-01-10T02:00"
to = "2026-01-10T04:00"
zone = "UTC"
rule = "FREQ=MONTHLY;BYDAY=2SA"

[[freeze]]
title = "Year end"
from = "2026-12-19T00:00:00Z"
to = "2027-01-04T00:00:00Z"
"#;

    #[test]
    fn a_page_shows_the_windows_that_are_held() {
        let read = |text| {
            let (estate, problems) =
                read_estate(&Files::of([("estate/shop.toml", text)]), &Environment::default());
            assert_eq!(problems, []);
            planned(&estate.systems[0])
        };
        let wanted = "| Work | When | On |\n|---|---|---|\n\
            | Every \\| week | each Saturday, Sunday, 22:00 to 02:00 1 d later, \
            Europe/Berlin; not on 2026-12-26 | everything |\n\
            | Second Saturday | by the rule `FREQ=MONTHLY;BYDAY=2SA`, 02:00 to 04:00, UTC | Database |\n\n\
            | Freeze | When | Means |\n|---|---|---|\n\
            | Year end | 2026-12-19T00:00:00Z to 2027-01-04T00:00:00Z | no planned work |\n";
        assert_eq!(read(ESTATE), wanted);
        let (bare, _) = ESTATE.split_once("[[maintenance]]").unwrap();
        assert_eq!(read(bare), "No work is planned for good.\n\nNo freeze is defined.\n");
    }
}
