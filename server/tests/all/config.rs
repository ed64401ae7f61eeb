//! Content that is wrong: one fixture per way of being wrong, each with the line and the words it must bring.

use pharos::config::environment::Environment;
use pharos::config::files::Files;
use pharos::config::{self, Content, Report};
use std::path::Path;

const PHAROS: &str = "[site]\nname = \"Shop\"\nurl = \"https://shop.example\"\n";

fn read(files: &Files) -> (Option<Content>, Report) {
    config::read(files, &Environment::default())
}

#[test]
fn each_wrong_file_brings_its_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/invalid");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let expected = text.lines().next().unwrap().strip_prefix("# expect: ").unwrap();
        let (line, words) = expected.split_once(": ").unwrap();
        let (message, remedy) = words.split_once(" | ").unwrap_or((words, ""));
        let (content, report) = read(&Files::of([("pharos.toml", PHAROS), ("estate/shop.toml", &text)]));
        let found = report.errors.iter().any(|problem| {
            problem.file == "estate/shop.toml"
                && problem.line.to_string() == line
                && problem.message.contains(message)
                && problem.remedy.contains(remedy)
                && !problem.remedy.is_empty()
        });
        assert!(found, "{}: wanted {expected}\ngot {:#?}", path.display(), report.errors);
        assert!(content.is_none(), "{} was used all the same", path.display());
        assert!(
            !report.errors.iter().any(|problem| problem.message.contains("secret")),
            "{}",
            path.display()
        );
        count += 1;
    }
    assert!(count >= 20, "only {count} fixtures were found");
}

#[test]
fn all_errors_are_told_at_once() {
    let estate = "[system]\nid = \"S\"\n\n[[component]]\nid = \"x\"\n";
    let (_, report) = read(&Files::of([("pharos.toml", "[site]\nnam = 1\n"), ("estate/s.toml", estate)]));
    let files: std::collections::BTreeSet<_> =
        report.errors.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(files.into_iter().collect::<Vec<_>>(), ["estate/s.toml", "pharos.toml"]);
    assert!(report.errors.len() >= 6, "{:#?}", report.errors);
}

#[test]
fn wrong_settings_are_told() {
    let base = crate::support::fixture();
    for (text, wanted) in [
        ("[site]\nname = \"x\"\nurl = \"shop.example\"\n", "not a web address"),
        (
            "[site]\nname = \"x\"\nurl = \"http://x\"\n[listen]\nproxies = [\"proxy.example\"]\n",
            "not an IP address",
        ),
        (
            "[site]\nname = \"x\"\nurl = \"http://x\"\n[listen]\naddress = \"4040\"\n",
            "not an IP address and a port",
        ),
        (
            "[site]\nname = \"x\"\nurl = \"http://x\"\n[access]\ndocs = \"publik\"\n",
            "`docs` of [access] is \"publik\"",
        ),
        (
            "[site]\nname = \"x\"\nurl = \"http://x\"\n[collect]\nconcurrency = 0\n",
            "`concurrency` of [collect]",
        ),
    ] {
        let (_, report) = read(&base.clone().with("pharos.toml", text));
        assert!(
            report.errors.iter().any(|problem| problem.message.contains(wanted)),
            "{wanted}: {:#?}",
            report.errors
        );
    }
}

#[test]
fn wrong_faults_are_told() {
    let base = crate::support::fixture();
    for (text, wanted) in [
        ("[[fault]]\ncomponent = \"shop/wab\"\n", "There is no component \"shop/wab\"."),
        ("[[fault]]\ncomponent = \"shop/web\"\nkind = \"fial\"\n", "There is no fault kind \"fial\"."),
        ("[[fault]]\ncomponent = \"shop/web\"\nkind = \"fail\"\nat = \"25:00\"\n", "not a time of day"),
        (
            "[[live]]\ncomponent = \"shop/web\"\nkind = \"fail\"\nafter = \"1m\"\nlasts = \"1m\"\n",
            "no usable `every`",
        ),
        (
            "[[fault]]\ncomponent = \"shop/web\"\nkind = \"expiring\"\n",
            "\"shop/web\" has no check that looks at a certificate",
        ),
        ("[[incident]]\ncomponent = \"shop/web\"\ndays_ago = 3\n", "shop/web had no fault 3 days ago"),
        ("[[incident]]\nseverity = \"P9\"\n", "`severity` is \"P9\", which is none."),
        ("[[incident]]\naffects = [\"shop/wab\"]\n", "There is no component \"shop/wab\"."),
        (
            "[[incident]]\n[[incident.update]]\nafter = \"1m\"\nstate = \"investigating\"\ntext = \"a\"\n",
            "The updates are no course of an incident.",
        ),
    ] {
        let (_, report) = read(&base.clone().with("demo.toml", text));
        assert!(
            report.errors.iter().any(|problem| problem.message.contains(wanted)),
            "{wanted}: {:#?}",
            report.errors
        );
    }
}

/// The warnings about planned work that the estate of the tests has besides.
fn doubts(work: &str) -> Vec<(usize, String, String)> {
    let shop = include_str!("../fixtures/content/estate/shop.toml");
    let (content, report) =
        read(&crate::support::fixture().with("estate/shop.toml", &format!("{shop}{work}")));
    assert!(content.is_some(), "{:#?}", report.errors);
    report.warnings.into_iter().map(|it| (it.line, it.message, it.remedy)).collect()
}

#[test]
fn planned_work_that_is_hardly_meant_so_is_told() {
    let line = 2 + include_str!("../fixtures/content/estate/shop.toml").lines().count();
    let freeze =
        "[[freeze]]\ntitle = \"Year end\"\nfrom = \"2026-12-19T00:00:00Z\"\nto = \"2027-01-04T00:00:00Z\"\n";
    let work = |when: &str| format!("[[maintenance]]\nid = \"disks\"\ntitle = \"New disks\"\n{when}\n");
    let frozen = work("from = \"2027-01-03T23:00:00Z\"\nto = \"2027-01-04T05:00:00Z\"");
    let told = "\"disks\" falls into the freeze \"Year end\" and is not held.";
    let remedy = "Move it before 2026-12-19T00:00:00Z or after 2027-01-04T00:00:00Z.";
    assert_eq!(doubts(&format!("{frozen}{freeze}")), [(line, told.into(), remedy.into())]);
    let rule = |from: &str, except: &str| {
        let to = from.replace("T02", "T06");
        work(&format!(
            "from = \"{from}\"\nto = \"{to}\"\nzone = \"Europe/Berlin\"\nrule = \"FREQ=WEEKLY;BYDAY=SA\"\n{except}"
        ))
    };
    let told = "`from` of \"disks\" is no day of its rule.";
    let remedy = "Write the first window, which begins at 2027-01-16T02:00:00+01:00.";
    assert_eq!(doubts(&rule("2027-01-15T02:00", "")), [(line, told.into(), remedy.into())]);
    assert_eq!(doubts(&rule("2027-01-16T02:00", "")), []);
    assert_eq!(doubts(&rule("2027-01-16T02:00", "except = [\"2027-01-16\"]")), []);
}

#[test]
fn a_broken_link_in_the_docs_is_an_error_that_keeps_nothing_from_being_served() {
    let files = crate::support::fixture().with("docs/shop/more.md", "# More\n\n[gone](gone.md)\n");
    let (content, report) = read(&files);
    assert!(content.unwrap().library.page("shop/more").is_some());
    assert_eq!(report.errors.len(), 1);
    assert_eq!((report.errors[0].file.as_str(), report.errors[0].line), ("docs/shop/more.md", 3));
    let (content, report) = read(&files.with("estate/bad.toml", "[system]\n"));
    assert!(content.is_none() && report.errors.len() > 1);
}

/// A plan of the shop with one item of two stages.
const PLAN: &str = include_str!("../fixtures/plan.toml");

/// File, line and message of what is wrong with the plan when `from` is replaced.
fn plan_problems(file: &str, from: &str, to: &str) -> Vec<(String, usize, String)> {
    assert!(PLAN.contains(from));
    let (_, report) = read(&crate::support::fixture().with(file, &PLAN.replacen(from, to, 1)));
    report.errors.into_iter().map(|problem| (problem.file, problem.line, problem.message)).collect()
}

#[test]
fn a_plan_is_held_to_its_file_and_told_by_line() {
    let file = "plans/shop.toml";
    let told = |line: usize, message: &str| vec![(file.to_owned(), line, message.to_owned())];
    assert_eq!(plan_problems(file, "", ""), []);
    assert_eq!(plan_problems(file, "stage = 1", "stage = 2"), told(23, "there is no stage 2"));
    assert_eq!(plan_problems(file, "10 rps", "0 rps"), told(8, "0 rps is no load"));
    let message = "the minimum is above the recommended";
    assert_eq!(plan_problems(file, "memory = \"1 GB\"", "memory = \"4 GB\""), told(11, message));
    let message = "There is no system \"shopp\".";
    assert_eq!(plan_problems(file, "system = \"shop\"", "system = \"shopp\""), told(2, message));
    assert_eq!(plan_problems(file, "name = \"Web\"", "nam = \"Web\"")[0].1, 21);
    let message = "The plan \"shop\" is in a file of another name.";
    let measured = |line: &str| plan_problems(file, "[load]", &format!("[measured]\n{line}\n[load]"));
    assert_eq!(measured("traffic = \"db/connections\""), []);
    assert_eq!(measured("traffic = \"db/queue\""), [], "it is internal, and members alone have it read");
    let missing = "There is no metric \"shop/db/rows\".";
    assert_eq!(measured("traffic = \"db/rows\""), told(7, missing));
    assert_eq!(measured("\"web.visits\" = \"db/connections / db/connections\""), []);
    assert_eq!(measured("\"web.visits\" = \"db/connections / db/rows\""), told(7, missing));
    let unknown = "`web.colour` is no input of the plan";
    assert_eq!(measured("\"web.colour\" = \"db/connections\""), told(7, unknown));
    let golden = plan_problems("plans/golden.toml", "id = \"shop\"", "id = \"golden\"");
    assert_eq!(
        golden,
        [("plans/golden.toml".to_owned(), 1, "A plan cannot be called \"golden\".".to_owned())]
    );
    let other = "plans/other.toml";
    assert_eq!(plan_problems(other, "", ""), [(other.to_owned(), 1, message.to_owned())]);
}

#[test]
fn the_content_that_ships_is_right() {
    let (content, report) = read(&Files::embedded());
    assert_eq!(report, config::Report::default());
    let content = content.unwrap();
    assert_eq!(content.estate.systems.len(), 3);
    assert!(!content.plans.is_empty());
}
