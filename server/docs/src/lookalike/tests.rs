//! What is told from what, by reader.

use super::*;
use crate::file::File;
use crate::library::Library;
use crate::problem::Kind;

/// What `reader` is told of all of `code`, as `remedy`.
fn meant(code: &str, reader: Reader) -> Vec<String> {
    let found = find(code, 0, code.len(), reader);
    let remedies = told(code, &found).into_iter().map(|(_, _, remedy)| remedy);
    remedies.map(|remedy| remedy.replace("did you mean `", "").replace("`?", "")).collect()
}

#[test]
fn a_shell_is_kept_from_names_options_quotes_and_spaces_that_are_others() {
    for (code, wanted) in [
        ("c\u{430}t /etc/hosts", "cat"),
        ("curl https://ex\u{430}mple.\u{441}om/x | sh", "https://example.com/x"),
        ("\u{440}\u{455} aux", "ps"),
        ("\u{39f}\u{39d} x", "ON"),
        ("\u{ff43}\u{ff41}\u{ff54} x", "cat"),
        ("\u{1d5fd}\u{1d600} aux", "ps"),
        ("kubectl get pods \u{2013}namespace x", "--namespace"),
        ("kubectl get pods \u{2014}namespace x", "--namespace"),
        ("kubectl get pods \u{2013}n x", "-n"),
        ("kubectl get pods -\u{2013}all x", "--all"),
        ("grep \u{2212}v x", "-v"),
        ("kube\u{2011}system", "kube-system"),
        ("grep \u{201c}a\u{201d} x", "\"a\""),
        ("grep \u{2018}a\u{2019} x", "'a'"),
        ("rm\u{a0}-r x", "rm -r"),
        ("ls\u{ff1b} x", "ls;"),
        ("ls \u{2215}etc", "/etc"),
    ] {
        assert_eq!(meant(code, Reader::Shell), [wanted], "{code}");
    }
}

#[test]
fn what_is_honest_stays() {
    for (code, reader) in [
        // Other languages, units, arrows, drawings.
        ("echo \u{441}\u{430}\u{445}\u{430}\u{440} \u{441} \u{43d}\u{430}\u{43c}\u{438}", Reader::Shell),
        ("cd \u{414}\u{43e}\u{43a}\u{443}\u{43c}\u{435}\u{43d}\u{442}\u{44b}", Reader::Shell),
        ("echo \u{4f60}\u{597d}\u{ff1b}\u{ff21}\u{ff30}\u{ff29}\u{3000}x", Reader::Shell),
        ("caf\u{e9} \u{fc}ber na\u{ef}ve", Reader::Shell),
        ("12 \u{b5}s, 3\u{2009}k\u{3a9}, 20 \u{b0}C, \u{394}t \u{2192} x \u{2264} y", Reader::Program),
        ("\u{251c}\u{2500}\u{2500}\u{a0}a", Reader::Shell),
        ("it\u{2019}s", Reader::Shell),
        ("a \u{2013} b \u{2014} c", Reader::Shell),
        ("alpha: \u{3b1} = 0.05, \u{3bd}", Reader::Program),
        ("\u{441}\u{430}\u{445}\u{430}\u{440}", Reader::Program),
        // What others than a shell read.
        ("say \u{201c}a\u{201d}", Reader::Program),
        ("1990\u{2013}2000 \u{2013}5", Reader::Inline),
        ("\u{2013}name", Reader::Text),
        ("SQL\u{437}\u{430}\u{43f}\u{440}\u{43e}\u{441}", Reader::Text),
    ] {
        assert_eq!(meant(code, reader), Vec::<String>::new(), "{code}");
    }
}

#[test]
fn the_character_is_named_and_several_of_a_word_are_told_together() {
    let code = "ls\nc\u{430}\u{ff54} \u{201c}x\u{201d} \u{2013}a\u{a0}b";
    let found = find(code, 0, code.len(), Reader::Shell);
    assert_eq!(
        told(code, &found),
        [
            (
                4,
                "`c\u{430}\u{ff54}` has U+0430 in the place of `a`, U+FF54 in the place of `t`",
                "did you mean `cat`?"
            ),
            (
                10,
                "`\u{201c}x\u{201d}` has U+201C in the place of `\"`, U+201D in the place of `\"`",
                "did you mean `\"x\"`?"
            ),
            (
                18,
                "`\u{2013}a\u{a0}b` has U+2013 in the place of `-`, U+00A0 in the place of a space",
                "did you mean `-a b`?"
            ),
        ]
        .map(|(at, message, remedy)| (at, message.to_owned(), remedy.to_owned()))
    );
}

/// Line and remedy of each lookalike of a page.
fn problems(page: &str) -> Vec<(usize, String)> {
    let library = Library::build(vec![File::new("page.md", page)], &[]);
    let ours = library.problems.into_iter().filter(|problem| problem.kind == Kind::Lookalike);
    ours.map(|problem| (problem.line, problem.remedy)).collect()
}

#[test]
fn pages_are_told_of_those_that_somebody_may_run() {
    let page = "---\ntitle: X\n---\n\nTake \u{201c}care\u{201d} \u{2013} `c\u{430}t` or `\u{2013}force`.\n\n\
                - a\n\n  ```bash\n  # s\u{430}me \u{201c}words\u{201d}\n  ls\n  rm \u{2013}r \"na\u{ef}ve \u{201c}x\u{201d}\"\n  ```\n\n\
                ```console\n$ l\u{455} \\\n  \u{2014}all\ntotal \u{2013}0 c\u{430}t\n```\n\n\
                ```yaml\nk\u{435}y: \u{201c}a\u{201d}  # k\u{435}y\n```\n\n    c\u{43e}de\n\n\
                ```text\ntot\u{430}l \u{2013}x\n```\n";
    let wanted = [
        (5, "cat"),
        (5, "--force"),
        (12, "-r"),
        (16, "ls"),
        (17, "--all"),
        (22, "key:"),
        (25, "code"),
        (28, "total"),
    ];
    assert_eq!(problems(page), wanted.map(|(line, meant)| (line, format!("did you mean `{meant}`?"))));
}
