//! The faults of the demo: each leads, by its alert and from the desk, to a runbook that knows its symptom and repairs it.

use super::alert::{Rule, rules};
use super::content::Content;
use super::fact::even;
use super::runbook::runbooks;
use docs::Page;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// Where the table is, for those who put it right.
const FILE: &str = "server/tests/all/facts/faults.tsv";
const TABLE: &str = include_str!("faults.tsv");
/// The first line of the table.
const COLUMNS: &str = "component\tkind\twhy\talert\tpage\tsymptom\tstep";

/// A fault as the script tells it: its component, what is wrong, and its cause, `-` for one that begins at any time.
type Fault = (String, String, String);

/// A line of the table: where a fault leads, and what there is of it.
#[derive(Clone)]
struct Row {
    fault: Fault,
    alert: &'static str,
    page: &'static str,
    symptom: &'static str,
    step: &'static str,
}

/// Faults that lead nowhere, or to a runbook that says nothing of them, and lines of the table that are about no fault.
pub fn problems(content: &Content) -> Vec<String> {
    let (rows, script, rules) = (rows(), script(content), rules(content));
    assert!(script.len() > 30, "the script has only {} faults", script.len());
    let known: BTreeSet<&Fault> = rows.iter().map(|row| &row.fault).collect();
    let missing = script.iter().filter(|fault| !known.contains(fault));
    let missing =
        missing.map(|fault| format!("content/demo.toml: {fault:?} has no line in {FILE}; write one"));
    let left = rows.iter().filter(|row| !script.contains(&row.fault));
    let left = left.map(|row| format!("{FILE}: {:?} is not in content/demo.toml; take it out", row.fault));
    let wrong = rows.iter().filter_map(|row| row.wrong(content, &rules));
    missing.chain(left).chain(wrong).collect()
}

fn rows() -> Vec<Row> {
    let mut lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(lines.next(), Some(COLUMNS), "{FILE}: the first line names the columns");
    lines.map(row).collect()
}

fn row(line: &'static str) -> Row {
    let cells: Vec<&'static str> = line.split('\t').collect();
    let [component, kind, why, alert, page, symptom, step] = cells[..] else {
        panic!("{FILE}: `{line}` has {} cells and needs 7, with a tab between two", cells.len());
    };
    Row { fault: (component.into(), kind.into(), why.into()), alert, page, symptom, step }
}

/// Every fault of the script once.
fn script(content: &Content) -> BTreeSet<Fault> {
    let script: Table = content.text("demo.toml").unwrap().parse().unwrap();
    let of = |key: &str| script[key].as_array().expect("the script has faults of both sorts").clone();
    of("fault").iter().chain(&of("live")).map(fault).collect()
}

fn fault(table: &Value) -> Fault {
    let text = |key: &str| table.get(key).and_then(Value::as_str).unwrap_or("-").to_owned();
    (text("component"), text("kind"), text("why"))
}

impl Row {
    fn wrong(&self, content: &Content, rules: &[Rule]) -> Option<String> {
        let ((component, ..), alert) = (&self.fault, self.alert);
        let told = |problem: String| Some(format!("{FILE}: {:?}: {problem}", self.fault));
        let raised =
            |rule: &Rule| rule.name == alert && rule.component.as_ref().is_none_or(|its| its == component);
        if !rules.iter().any(raised) {
            return told(format!("no rule raises `{alert}` for it; write the rule, or name another"));
        }
        let answers: Vec<&Page> =
            runbooks(content).filter(|page| page.alerts.iter().any(|its| its == alert)).collect();
        let [answer] = answers[..] else {
            return told(format!("`{alert}` is answered by {} runbooks; let it be one", answers.len()));
        };
        let own = content.meant.estate.component(component).and_then(|part| part.docs.as_deref());
        if answer.path != self.page && own != Some(self.page) {
            return told(format!("`{alert}` leads to {}, and the component to {own:?}", answer.path));
        }
        let unnamed =
            [answer.path.as_str(), self.page].into_iter().find(|path| !names(content, path, component));
        if let Some(path) = unnamed {
            return told(format!("content/docs/{path}.md does not name it under `components`; add it"));
        }
        self.untold(content.meant.library.page(self.page)?).and_then(told)
    }

    /// What the runbook does not say of the fault.
    fn untold(&self, page: &Page) -> Option<String> {
        let symptoms = page.markdown.split("\n## ").find(|section| section.starts_with("Symptoms"));
        if !even(symptoms.unwrap_or_default()).contains(&even(self.symptom)) {
            return Some(format!("{} has no symptom `{}`; write it there", page.source, self.symptom));
        }
        let is_step = page.contents.iter().any(|heading| heading.level == 3 && heading.text == self.step);
        (!is_step).then(|| format!("{} has no heading `{}`; write that step", page.source, self.step))
    }
}

/// Whether a runbook is there, and about the component.
fn names(content: &Content, path: &str, component: &str) -> bool {
    runbooks(content).any(|page| page.path == path && page.components.iter().any(|its| its == component))
}

#[test]
fn a_fault_that_leads_astray_is_told() {
    let (content, rows) = (Content::read(), rows());
    let rules = rules(&content);
    let good = rows.into_iter().find(|row| row.alert == "ChallengeGrafanaSlow").unwrap();
    let wrong = |change: fn(&mut Row)| {
        let mut row = good.clone();
        change(&mut row);
        row.wrong(&content, &rules).unwrap_or_default()
    };
    assert_eq!(wrong(|_| {}), "");
    for (told, expected) in [
        (wrong(|row| row.alert = "NoSuchAlert"), "no rule raises"),
        (wrong(|row| row.alert = "ChallengeLokiSlow"), "no rule raises"),
        (wrong(|row| row.page = "ai-challenge/runbooks/loki"), "leads to"),
        (wrong(|row| row.symptom = "It rains."), "has no symptom"),
        (wrong(|row| row.step = "Step 1: Wait"), "has no heading"),
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}
