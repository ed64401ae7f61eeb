//! The deadline, slow answers and questions side by side.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::kind::kind;
use crate::loopback::{self, PATIENT, page};

async fn ask_http(target: &str, timeout: Duration, slow: Option<Duration>) -> Answer {
    loopback::prober().ask(kind("http").unwrap(), Question { target, timeout, slow }).await
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
    let asked: Vec<_> = (0..32)
        .map(|_| {
            let (prober, target) = (prober.clone(), format!("http://{open}/"));
            tokio::spawn(async move {
                let question = Question { target: &target, timeout: PATIENT, slow: None };
                prober.ask(kind("http").unwrap(), question).await.outcome
            })
        })
        .collect();
    for answer in asked {
        assert_eq!(answer.await.unwrap(), Outcome::Pass);
    }
}
