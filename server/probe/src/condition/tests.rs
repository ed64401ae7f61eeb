//! Conditions by example, as Gatus documents them, and by property.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::found::{Body, Found};
use model::time::At;
use std::time::Duration;

fn facts() -> Facts {
    let body = br#"{"status":"UP","name":"john.doe","age":2,"user":{"id":7},"data":[{"id":1},{"id":2}],"empty":[],"no":null}"#;
    let found = Found {
        status: Some(200),
        body: Body::Bytes(body.to_vec()),
        rcode: Some("NOERROR".into()),
        ..Found::pass()
    };
    Facts::of(Some(&found), Duration::from_millis(250)).reached(
        "10.0.0.7".parse().ok(),
        Some(At(72 * 3_600_000)),
        At(0),
    )
}

fn holds(text: &str) -> bool {
    Condition::parse(text).unwrap().check(&facts()).is_ok()
}

#[test]
fn what_gatus_documents_holds() {
    for text in [
        "[STATUS] == 200",
        "[STATUS] < 300",
        "[STATUS] <= 200",
        "[STATUS] != 500",
        "[STATUS] == any(200, 429)",
        "[STATUS] == 0xC8",
        "[CONNECTED] == true",
        "[RESPONSE_TIME] < 500",
        "[RESPONSE_TIME] < 1s",
        "[RESPONSE_TIME]<500",
        "[IP] == 10.0.0.7",
        "[IP] == pat(10.*)",
        "[BODY].status == UP",
        "[BODY].name == pat(john*)",
        "[BODY].name == pat(*.d?e)",
        "[BODY].name == any(pat(jane*), pat(john*))",
        "[BODY].user.id == 7",
        "[BODY].data[0].id == 1",
        "[BODY].age > 1",
        "len([BODY].data) == 2",
        "len([BODY].data) < 5",
        "len([BODY].empty) == 0",
        "len([BODY].name) == 8",
        "len([IP]) == 8",
        "has([BODY].errors) == false",
        "has([BODY].user.id) == true",
        "[BODY] == pat(*john*)",
        "[CERTIFICATE_EXPIRATION] > 48h",
        "[CERTIFICATE_EXPIRATION] < 1h72h30m",
        "[DNS_RCODE] == NOERROR",
        "any(1, 7) == [BODY].user.id",
    ] {
        assert!(holds(text), "{text}");
    }
}

#[test]
fn what_is_missing_differs_and_is_never_less_or_more() {
    for text in [
        "[BODY].gone == 1",
        "[BODY].gone < 1",
        "[BODY].gone >= 0",
        "[BODY].data[9].id == 1",
        "len([BODY].gone) == 0",
    ] {
        assert!(!holds(text), "{text}");
    }
    assert!(holds("[BODY].gone != 1"));
    assert!(!holds("[BODY].name > 5"));
}

#[test]
fn what_does_not_hold_is_shown_with_its_value() {
    let said = |text| Condition::parse(text).unwrap().check(&facts()).unwrap_err();
    assert_eq!(said("[STATUS] == 201"), "[STATUS] (200) == 201 does not hold");
    assert_eq!(said("[RESPONSE_TIME]  <  100"), "[RESPONSE_TIME] (250.000) < 100 does not hold");
    assert_eq!(said("len([BODY].data) > 5"), "len([BODY].data) (2) > 5 does not hold");
    assert_eq!(said("[BODY].gone == 1"), "[BODY].gone (missing) == 1 does not hold");
    assert_eq!(said("[STATUS] == any(1, pat(3*))"), "[STATUS] (200) == any(1, pat(3*)) does not hold");
}

#[test]
fn what_cannot_be_read_says_what_to_write() {
    for (text, words) in [
        ("", "no operator"),
        ("[STATUS]", "no operator"),
        ("[STATUS] == ", "is empty"),
        ("== 200", "is empty"),
        ("1 == 1", "names no placeholder"),
        ("[STATE] == 1", "there is no placeholder [STATE]; write one of: [STATUS]"),
        ("[STATUS].x == 1", "only [BODY] has"),
        ("[BODY]x == 1", "is no path"),
        ("[BODY].a[x] == 1", "is no path"),
        ("[BODY].a..b == 1", "is no path"),
        ("len(x) == 1", "len(...) takes a placeholder"),
        ("[STATUS] < any(1, 2)", "only be compared by == and !="),
    ] {
        let error = Condition::parse(text).unwrap_err();
        assert!(error.contains(words), "{text}: {error}");
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,80}") {
            if let Ok(condition) = Condition::parse(&text) {
                let _ = condition.check(&facts());
            }
        }

        #[test]
        fn something_like_a_condition_never_breaks_it(text in r"(\[BODY\]|\[STATUS\]|len\(|pat\(|any\(|\)|\.|\[|\]|==|<=|x|1| |\*){0,20}") {
            if let Ok(condition) = Condition::parse(&text) {
                let _ = condition.check(&facts());
            }
        }

        #[test]
        fn whole_numbers_compare_as_numbers(status in 100u16..600, wanted in 100u16..600) {
            let found = Found { status: Some(status), ..Found::pass() };
            let facts = Facts::of(Some(&found), Duration::ZERO);
            let holds = |operator: &str| Condition::parse(&format!("[STATUS] {operator} {wanted}")).unwrap().check(&facts).is_ok();
            prop_assert_eq!(holds("=="), status == wanted);
            prop_assert_eq!(holds("!="), status != wanted);
            prop_assert_eq!(holds("<"), status < wanted);
            prop_assert_eq!(holds("<="), status <= wanted);
            prop_assert_eq!(holds(">"), status > wanted);
            prop_assert_eq!(holds(">="), status >= wanted);
        }
    }
}
