//! Names in commands, with the quotes around them.

use std::collections::HashSet;

use super::*;
use crate::variable::assigned;

fn found(code: &str) -> Vec<(String, Place)> {
    let known = Known { declared: ["ns".to_owned()].into(), assigned: assigned(code) };
    let slots = slots(code, true, &[(0, code.len())], &known);
    slots.into_iter().map(|slot| (code[slot.from..slot.to].to_owned(), slot.place)).collect()
}

#[test]
fn names_are_found_with_the_quotes_around_them() {
    use Place::{Bare, Double, Single, Word};
    let cases: [(&str, &[(&str, Place)]); 17] = [
        ("kubectl -n <ns> get pod/<pod>", &[("<ns>", Word), ("<pod>", Word)]),
        ("echo \"a $NAME\" 'b {{ns}}'", &[("$NAME", Double), ("{{ns}}", Single)]),
        ("echo \"$(cat <file>) ${NAME}\"", &[("<file>", Word), ("${NAME}", Double)]),
        ("echo $((<count> + 1)) <x>", &[("<count>", Bare), ("<x>", Word)]),
        ("echo \"a\\\"<x>\" <y>", &[("<x>", Double), ("<y>", Word)]),
        ("ssh <host> 'rm <file>'\ncat <file>", &[("<host>", Bare), ("<file>", Bare), ("<file>", Word)]),
        ("kubectl exec p -- \\\n  sh -c \"ls <x>\"", &[("<x>", Bare)]),
        ("/bin/sh -c <x>", &[("<x>", Bare)]),
        ("cat <<EOF\n<not> $ns 'a\nEOF\necho <x>", &[("$ns", Bare), ("<x>", Word)]),
        ("# don't <x> <ns>\necho <y>", &[("<ns>", Bare), ("<y>", Word)]),
        ("echo don't <y>", &[("<y>", Bare)]),
        ("POD=$(x) && echo $POD $HOME $s $1 $DB_PASSWORD $HOST", &[("$HOST", Word)]),
        ("for HOST in a; do echo $HOST; done", &[]),
        ("awk '{print $NF}'", &[]),
        ("echo \\$NAME <in >out", &[]),
        ("echo `id <x>` <y>", &[("<x>", Bare), ("<y>", Word)]),
        ("echo $'<x>\\'' <y>", &[("<x>", Bare), ("<y>", Word)]),
    ];
    for (code, wanted) in cases {
        let wanted: Vec<_> = wanted.iter().map(|(text, place)| ((*text).to_owned(), *place)).collect();
        assert_eq!(found(code), wanted, "{code}");
    }
}

#[test]
fn what_is_no_shell_holds_only_what_is_declared() {
    let known = Known { declared: ["ns".to_owned()].into(), assigned: HashSet::new() };
    let found = slots("a: <ns> {{other}} \u{e9}$NS", false, &[], &known);
    assert_eq!(
        found.iter().map(|slot| (slot.name.as_str(), slot.place)).collect::<Vec<_>>(),
        [("ns", Place::Bare), ("NS", Place::Bare)]
    );
}

#[test]
fn what_is_nested_beyond_reason_is_taken_to_be_no_command() {
    let deep = format!("{}<x>{}", "$(".repeat(100), ")".repeat(100));
    assert_eq!(found(&deep), [("<x>".to_owned(), Place::Bare)]);
    let waiting = format!("cat {}\n{}echo <x>", "<<a ".repeat(3), "a\n".repeat(3));
    assert_eq!(found(&waiting), [("<x>".to_owned(), Place::Word)]);
}
