//! How often something is asked when the clock is odd.

use super::*;
use model::estate::Check;

/// Milliseconds from start to start.
const INTERVAL: i64 = 100;

/// Counts how often it is to answer.
async fn count(shared: Arc<Shared>, _: Arc<Asked>, _: Instant) -> bool {
    shared.lateness().add(1);
    true
}

#[tokio::test]
async fn a_clock_that_is_held_back_makes_nobody_ask_more_often() {
    let begun = Instant::now();
    let uptime = move || begun.elapsed().as_millis() as i64;
    // An hour behind, so that time goes on at nine tenths of its pace.
    let clock = Clock::of(At(7_200_000), move || At(3_600_000 + uptime()), uptime);
    let ((samples, _samples), (readings, _readings)) = (mpsc::channel(1), mpsc::channel(1));
    let (prober, canary) = (Arc::new(Prober::new()), Canary::new(vec![]));
    let (slots, late) = (Semaphore::new(1), Mutex::default());
    let shared = Arc::new(Shared { prober, canary, slots, clock, samples, readings, late });
    let question = Question::of(&Check::new("a/b/c", "tcp", "127.0.0.1:1")).unwrap();
    let asked = Asked { id: "a/b/c".into(), interval: INTERVAL, question, host: Arc::new(Semaphore::new(1)) };
    let (stop, stopping) = watch::channel(false);
    let asking = tokio::spawn(for_ever(shared.clone(), Arc::new(asked), stopping, count));
    tokio::time::sleep(millis(20 * INTERVAL)).await;
    stop.send_replace(true);
    asking.await.unwrap();
    let asked = shared.lateness().total();
    assert!((10..=20).contains(&asked), "asked {asked} times in twenty intervals");
}
