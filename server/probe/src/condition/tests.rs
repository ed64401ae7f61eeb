//! Conditions by example, as Gatus documents them, and by property.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::found::{Body, Found};
use model::time::At;
use std::time::Duration;

fn facts() -> Facts {
    let body = br#"{"status":"UP","name":"john.doe","age":2,"user":{"id":7},"data":[{"id":1},{"id":2}],"empty":[],"no":null,
        "share":1.0,"half":0.5,"version":"1.10","adult":true,"big":18446744073709551615}
    "#;
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
        "[status] == 200",
        "  [STATUS]   ==   200  ",
        "[Body].status == UP",
        "[BODY].status != DOWN",
        "[BODY].empty == []",
        "[BODY].user == {\"id\":7}",
        "[BODY].adult == true",
        "[BODY].share == 1",
        "[BODY].share == 1.0",
        "[BODY].half == 0.50",
        "[BODY].half < 1",
        "[BODY].big == 18446744073709551615",
        "[BODY].version != 1.1",
        "[BODY].age == [BODY].data[1].id",
        "[BODY].age == pat(?)",
        "[BODY].no == null",
        "has([BODY].no) == false",
        "has([BODY].empty) == true",
        "has([BODY]) == true",
        "has([CERTIFICATE_EXPIRATION]) == true",
        // A list has as many items; anything else is as long as its JSON without spaces.
        "len([BODY].user) == 8",
        "len([BODY].adult) == 4",
        "len([BODY].age) == 1",
        "len([BODY].data[1]) == 8",
        "[BODY].data == pat(*{\"id\":2}*)",
        // A comparison inside of a pattern is none of the condition's.
        "[BODY] != pat(*a == b*)",
        "pat(*a <= b*) != [BODY]",
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
        "len([BODY].no) == 4",
        "[BODY].no < 1",
        "[BODY].share == 2",
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
        ("[RESPONSE_TIME] < fast", "fast is no number; write one such as 500, 1.5, 250ms or 48h"),
        ("[RESPONSE_TIME] < 500 ms", "500 ms is no number"),
        ("soon > [CERTIFICATE_EXPIRATION]", "soon is no number"),
        ("[STATUS] === 200", "no operator"),
        ("[STATUS] <> 200", "no operator"),
        ("[STATUS] = = 200", "no operator"),
        ("[STATUS] => 200", "is no path"),
        ("[BODY] [0] == 1", "is no path"),
    ] {
        let error = Condition::parse(text).unwrap_err();
        assert!(error.contains(words), "{text}: {error}");
    }
}

#[test]
fn the_body_is_compared_without_the_spaces_around_it() {
    let said = |body: &str, text: &str| {
        let found = Found { body: Body::Bytes(body.as_bytes().to_vec()), ..Found::pass() };
        Condition::parse(text).unwrap().check(&Facts::of(Some(&found), Duration::ZERO))
    };
    for (body, text) in [
        ("ready\n", "[BODY] == ready"),
        ("ready\n", "len([BODY]) == 5"),
        ("\r\n42 ", "[BODY] > 41"),
        (" 42 ", "[BODY] == 42"),
        ("<p>a == b</p>\n", "[BODY] == <p>a == b</p>"),
        ("<p>a == b</p>\n", "[BODY] == pat(<p>*</p>)"),
        ("[1, 2, 3]\n", "len([BODY]) == 3"),
        ("[{\"id\": 1}, {\"id\": 2}]", "[BODY][1].id == 2"),
        ("[[1, 2], [3]]", "[BODY][0][1] == 2"),
        // As it came: an object as a whole is not written anew.
        ("{\"name\": \"john.doe\"}", "len([BODY]) == 20"),
        ("\n", "has([BODY]) == false"),
    ] {
        assert_eq!(said(body, text), Ok(()), "{body:?}: {text}");
    }
    assert!(said("not json", "[BODY].a == 1").is_err());
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
