#![allow(clippy::unwrap_used)]

use super::*;
use crate::config::environment::Environment;
use crate::config::table::Source;

fn read(text: &str) -> (Vec<Channel>, Telling, Vec<String>) {
    let environment = Environment::of([
        ("HOOK", "https://hooks.example/s3cret"),
        ("SIGN", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        ("WORD", "s3cret"),
    ]);
    let mut problems = Vec::new();
    let source = Source { file: "pharos.toml", text, environment: &environment };
    let mut file = Table::parse(source, &mut problems).unwrap();
    let (channels, telling) = (all(&mut file, &mut problems), telling(&mut file, &mut problems));
    file.finish(&mut problems);
    (channels, telling, problems.into_iter().map(|problem| problem.to_string()).collect())
}

#[test]
fn every_kind_is_read_and_shows_no_secret() {
    let (channels, _, problems) = read(concat!(
        "[[channel]]\nname = \"mail\"\nkind = \"smtp\"\nhost = \"mail.example\"\nuser = \"pharos\"\n",
        "password = \"${WORD}\"\nfrom = \"Pharos <a@b.example>\"\nto = [\"ops@b.example\"]\n",
        "[[channel]]\nname = \"hook\"\nkind = \"webhook\"\nurl = \"${HOOK}\"\nsecret = \"${SIGN}\"\n",
        "[[channel]]\nname = \"slack\"\nkind = \"slack\"\nurl = \"${HOOK}\"\ninternal = true\n",
        "[[channel]]\nname = \"page\"\nkind = \"pagerduty\"\nrouting_key = \"${WORD}\"\nseverities = [\"P1\"]\n",
        "[[channel]]\nname = \"chat\"\nkind = \"chat\"\nurl = \"${HOOK}\"\nevents = [\"incident\"]\n",
        "[channel.fields]\ntext = \"{{text}}\"\n",
    ));
    assert_eq!(problems, Vec::<String>::new());
    let kinds: Vec<_> = channels.iter().map(|channel| channel.way.kind()).collect();
    assert_eq!(kinds, notices::channel::KINDS);
    assert!(!format!("{channels:?}").contains("s3cret"), "{channels:?}");
    assert_eq!(channels[4].choice.topics, [Topic::Incident]);
    assert!(channels[2].choice.internal && !channels[1].choice.internal);
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_without_the_secret() {
    for (text, wanted) in [
        (
            "name = \"A\"\nkind = \"slack\"\nurl = \"${HOOK}\"",
            "pharos.toml:2: The channel \"A\" cannot be named so",
        ),
        (
            "name = \"a\"\nkind = \"slak\"",
            "pharos.toml:3: There is no kind of channel \"slak\".\n    Did you mean \"slack\"?",
        ),
        (
            "name = \"a\"\nkind = \"slack\"\nurl = \"s3cret\"",
            "pharos.toml:4: `url` of [[channel]] is no web address",
        ),
        (
            "name = \"a\"\nkind = \"webhook\"\nurl = \"${HOOK}\"\nsecret = \"${WORD}\"",
            "pharos.toml:5: `secret`",
        ),
        ("name = \"a\"\nkind = \"slack\"\nurl = \"${NONE}\"", "The environment has no `NONE`"),
        ("name = \"a\"\nkind = \"slack\"\nurl = \"${HOOK}\"\nevents = [\"outage\"]", "names \"outage\""),
        (
            "name = \"a\"\nkind = \"chat\"\nurl = \"${HOOK}\"\n[channel.fields]\na = \"{{b}}\"",
            "a blank \"b\"",
        ),
        (
            "name = \"a\"\nkind = \"smtp\"\nhost = \"h\"\nfrom = \"x\"\nto = [\"a@b.example\"]",
            "\"x\" is no e-mail address",
        ),
        ("name = \"a\"\nkind = \"smtp\"\nhost = \"h\"\nfrom = \"a@b.example\"", "has no `to`"),
        (
            "name = \"a\"\nkind = \"smtp\"\nhost = \"h\"\nfrom = \"a@b.example\"\nto = [\"a@b.example\"]\ntls = \"none\"\nuser = \"u\"\npassword = \"${WORD}\"",
            "in plain text",
        ),
    ] {
        let (_, _, problems) = read(&format!("[[channel]]\n{text}\n"));
        assert!(problems.iter().any(|problem| problem.contains(wanted)), "{wanted}: {problems:?}");
        assert!(!problems.concat().contains("s3cret"), "{problems:?}");
    }
}

#[test]
fn reminders_and_what_is_gathered_have_defaults_and_can_be_off() {
    let (_, telling, problems) =
        read("[notices]\ngather = \"off\"\nannounce = \"2h\"\n[reminders]\nP1 = \"5m\"\nP4 = \"off\"\n");
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((telling.gather, telling.announce), (0, Some(7_200_000)));
    assert_eq!((telling.reminders.first[0], telling.reminders.first[3]), (Some(300_000), None));
    assert_eq!(telling.reminders.first[1], Reminders::default().first[1]);
}
