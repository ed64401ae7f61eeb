//! What pages of the docs include of the estate, so that they never disagree with the desk: for each system its escalation
//! ladder and its severities, and the messages of an incident, as files that are read with the others. A page takes them by
//! `<!--@include: @/_estate/butterfly/escalation.md-->` and the like, which other renderers of markdown do not show.

use super::templates::{NAMES, Templates};
use docs::File;
use model::estate::{Estate, System};
use model::incident::template::described;
use model::incident::{Level, Policy, Response, Severity, Until};
use model::time::{HOUR, length};

/// The folder of all of them below the docs root.
pub const FOLDER: &str = "_estate/";

/// The files of the systems, by paths below the docs root that no file of an author has.
pub fn files(estate: &Estate) -> Vec<File> {
    estate.systems.iter().flat_map(of_system).collect()
}

/// The messages of an incident as they hold, each as code to be copied, with what belongs into its blanks in square
/// brackets.
pub fn messages(templates: &Templates) -> Vec<File> {
    let file = |name| {
        let text = templates.named(name).unwrap_or_default();
        File::new(format!("{FOLDER}messages/{name}.md"), message(text))
    };
    NAMES.map(file).into()
}

fn message(text: &str) -> String {
    let text = described(text.trim_end());
    if text.is_empty() {
        return "Nobody has written this message yet.\n".into();
    }
    // The fence is longer than what the message itself could be taken for one by.
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{text}\n{fence}\n")
}

fn of_system(System { id, policy, .. }: &System) -> [File; 2] {
    [
        File::new(format!("{FOLDER}{id}/escalation.md"), escalation(policy)),
        File::new(format!("{FOLDER}{id}/severities.md"), severities(policy)),
    ]
}

fn escalation(policy: &Policy) -> String {
    let rows = policy.levels.iter().map(|level| {
        format!("| L{} | {} | {} | {} |\n", level.number, cell(&level.who), called(level), concerns(level))
    });
    let rows: String = rows.collect();
    match rows.is_empty() {
        true => "Nobody is called in by itself.\n".into(),
        false => format!("| Level | Who | Called in | For |\n|---|---|---|---|\n{rows}"),
    }
}

fn called(Level { after, until, .. }: &Level) -> String {
    let until = match until {
        Until::Acknowledged => "acknowledged",
        Until::Resolved => "resolved",
    };
    match after {
        Some(after) => format!("after {}, unless it is {until}", length(*after)),
        None => "by hand".into(),
    }
}

fn concerns(level: &Level) -> String {
    let names: Vec<_> = level.severities.iter().map(|severity| severity.name()).collect();
    match names.len() {
        0 | 4 => "all severities".into(),
        _ => names.join(", "),
    }
}

fn severities(policy: &Policy) -> String {
    let rows = Severity::ALL.iter().map(|severity| {
        let Response { within, always } = policy.response(*severity);
        let counted = if always || policy.hours.is_none() { "around the clock" } else { "in business hours" };
        format!("| {} | {} | within {}, {counted} |\n", severity.name(), severity.word(), hours(within))
    });
    let rows: String = rows.collect();
    format!("| Severity | Word | Acknowledged |\n|---|---|---|\n{rows}")
}

/// A time to answer in, in hours up to two days: `24 h`.
fn hours(within: i64) -> String {
    match within % HOUR == 0 && within <= 48 * HOUR {
        true => format!("{} h", within / HOUR),
        false => length(within),
    }
}

/// Words that mean nothing in a table.
pub(super) fn cell(words: &str) -> String {
    words.replace('\\', "\\\\").replace('|', "\\|").replace('<', "\\<")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use docs::Library;

    #[test]
    fn a_page_shows_what_the_desk_counts_by() {
        let mut system = System::new("shop", "Shop");
        let level = |number, who: &str, after| Level {
            number,
            who: who.into(),
            after,
            until: Until::Resolved,
            severities: Vec::new(),
            channels: Vec::new(),
        };
        system.policy.levels = vec![level(1, "On | call <b>", Some(15 * 60_000)), level(2, "CTO", None)];
        let mut files = files(&Estate { systems: vec![system] });
        let text = "# X\n\n<!--@include: @/_estate/shop/escalation.md-->\n\n<!--@include: @/_estate/shop/severities.md-->\n";
        files.push(File::new("x.md", text));
        let library = Library::build(files, &[]);
        assert_eq!(library.problems, []);
        let html = &library.page("x").unwrap().html;
        assert!(
            html.contains("<td>On | call &lt;b&gt;</td><td>after 15 min, unless it is resolved</td>"),
            "{html}"
        );
        assert!(html.contains("<td>CTO</td><td>by hand</td>"), "{html}");
        assert!(html.contains("<td>P1</td>") && html.contains("within 15 min, around the clock"), "{html}");
        assert!(html.contains("within 1 h, around the clock") && html.contains("within 24 h"), "{html}");
        assert_eq!(library.pages.len(), 1, "what is included is no page");
    }

    #[test]
    fn a_page_shows_the_messages_with_what_belongs_into_their_blanks() {
        let mut templates = Templates::default();
        templates.set("start", "**{{title}}**\n```\n<!--@include: @/x.md-->\n```\nLead: @{{lead}}\n");
        let mut files = messages(&templates);
        let include = |name| format!("<!--@include: @/_estate/messages/{name}.md-->\n\n");
        files.push(File::new("x.md", format!("# X\n\n{}{}End", include("start"), include("update"))));
        let library = Library::build(files, &[]);
        let html = &library.page("x").unwrap().html;
        assert!(
            html.contains("**[the incident's title]**\n```")
                || html.contains("**[the incident&#39;s title]**\n```"),
            "{html}"
        );
        assert!(html.contains("Lead: @[who has it]\n</code>"), "{html}");
        assert!(html.contains("<p>Nobody has written this message yet.</p>"), "{html}");
    }
}
