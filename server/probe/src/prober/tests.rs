//! The deadline, slow answers and questions side by side.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::loopback::{self, PATIENT, page};
use model::estate::Check;

async fn ask_http(target: &str, timeout: Duration, slow: Option<Duration>) -> Answer {
    let millis = |length: Duration| length.as_millis() as i64;
    let check = loopback::check("http", target);
    loopback::put(&Check { timeout: millis(timeout), slow: slow.map(millis), ..check }).await
}

#[tokio::test]
async fn a_late_answer_is_slow_and_says_so() {
    let late = loopback::serve(|_, mut stream| async move {
        loopback::head(&mut stream).await.unwrap();
        tokio::time::sleep(Duration::from_millis(60)).await;
        let page = page("200 OK", "late");
        tokio::io::AsyncWriteExt::write_all(&mut stream, page.as_bytes()).await.unwrap();
    })
    .await;
    let target = format!("http://{late}/");
    let slow = ask_http(&target, PATIENT, Some(Duration::from_millis(50))).await;
    assert_eq!(slow.outcome, Outcome::Slow);
    assert!(
        slow.detail.starts_with("answered in ") && slow.detail.ends_with(", slow from 50 ms"),
        "{slow:?}"
    );
    assert!(slow.latency >= 60_000 && slow.phases.first_byte.unwrap() >= 60_000, "{slow:?}");

    let fast = ask_http(&target, PATIENT, Some(PATIENT)).await;
    assert_eq!((fast.outcome, fast.detail.as_str()), (Outcome::Pass, ""));
}

#[tokio::test]
async fn a_failure_stays_a_failure_when_late() {
    let broken = loopback::respond(|_| page("500 Internal Server Error", "")).await;
    let answer = ask_http(&format!("http://{broken}/"), PATIENT, Some(Duration::ZERO)).await;
    assert_eq!(answer.outcome, Outcome::Fail);
    assert!(answer.detail.starts_with("status 500"));
}

#[tokio::test]
async fn silence_ends_at_the_deadline_with_the_phases_so_far() {
    let target = format!("http://{}/", loopback::silent().await);
    let timeout = Duration::from_secs(1);
    let answer = ask_http(&target, timeout, None).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Fail, "no answer within 1 s"));
    assert!((1_000_000..60_000_000).contains(&answer.latency), "{answer:?}");
    assert!(answer.phases.connect.is_some() && answer.phases.first_byte.is_none(), "{answer:?}");
}

#[tokio::test]
async fn no_time_at_all_is_no_answer() {
    let open = loopback::respond(|_| page("200 OK", "")).await;
    let answer = ask_http(&format!("http://{open}/"), Duration::ZERO, None).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Fail, "no answer within 0 ms"));
}

#[tokio::test]
async fn questions_run_side_by_side_on_one_prober() {
    let open = loopback::respond(|_| page("200 OK", "")).await;
    let prober = std::sync::Arc::new(Prober::new());
    let question = Question::of(&loopback::check("http", &format!("http://{open}/"))).unwrap();
    let asked: Vec<_> = (0..32)
        .map(|_| {
            let (prober, question) = (prober.clone(), question.clone());
            tokio::spawn(async move { prober.ask(&question, loopback::NOW).await.outcome })
        })
        .collect();
    for answer in asked {
        assert_eq!(answer.await.unwrap(), Outcome::Pass);
    }
}

#[tokio::test]
async fn conditions_fail_or_slow_an_answer_and_say_why() {
    let server =
        loopback::respond(|_| page("404 Not Found", "{\"status\":\"DOWN\",\"token\":\"hunter2\"}")).await;
    let http = loopback::check("http", &format!("http://{server}/"));
    let asked = |expect: &[&str], slow_unless: &[&str]| {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let mut check = Check { expect: texts(expect), slow_unless: texts(slow_unless), ..http.clone() };
        check.options.hide("hunter2");
        async move {
            let answer = loopback::put(&check).await;
            (answer.outcome, answer.detail)
        }
    };
    let pass = (Outcome::Pass, String::new());
    assert_eq!(asked(&["[STATUS] == 404"], &[]).await, pass);
    // Without a word on the status the rule of the kind stands.
    assert_eq!(asked(&["[BODY].status == DOWN"], &[]).await.1, "status 404 Not Found, wanted 2xx");
    let (outcome, detail) = asked(&["[STATUS] < 500", "[BODY].status == UP", "[BODY].token == x"], &[]).await;
    assert_eq!(outcome, Outcome::Fail);
    assert_eq!(detail, "[BODY].status (DOWN) == UP does not hold; [BODY].token (***) == x does not hold");
    let (outcome, detail) = asked(&["[STATUS] == 404"], &["[BODY].status == UP"]).await;
    assert_eq!((outcome, detail.as_str()), (Outcome::Slow, "[BODY].status (DOWN) == UP does not hold"));
}

#[tokio::test]
async fn a_connection_may_be_meant_to_fail() {
    let (closed, _held) = loopback::refusing();
    let http = loopback::check("http", &format!("http://{closed}/"));
    let closed = Check { expect: vec!["[CONNECTED] == false".into()], ..http };
    assert_eq!(loopback::put(&closed).await.outcome, Outcome::Pass);
}
