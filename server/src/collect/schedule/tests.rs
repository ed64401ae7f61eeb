//! How often something is asked when the clock is odd.

use super::*;
use model::estate::{Check, Component, Group, System};
use std::collections::BTreeMap;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

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

/// Who is connected at the moment to each of this machine's addresses, and how many were at most; how many came.
#[derive(Default)]
struct Guests {
    now: BTreeMap<String, usize>,
    most: BTreeMap<String, usize>,
    most_in_all: usize,
    came: usize,
}

impl Guests {
    fn come(&mut self, address: &str) {
        let here = self.now.entry(address.into()).or_default();
        *here += 1;
        let most = self.most.entry(address.into()).or_default();
        *most = (*most).max(*here);
        self.most_in_all = self.most_in_all.max(self.now.values().sum());
        self.came += 1;
    }

    fn go(&mut self, address: &str) {
        self.now.entry(address.into()).and_modify(|here| *here -= 1);
    }
}

/// A server on all addresses that keeps everybody waiting for a while, and says who is there; its port.
async fn reception() -> (u16, Arc<Mutex<Guests>>) {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let (port, guests) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(Guests::default())));
    let book = guests.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (book, address) = (book.clone(), stream.local_addr().unwrap().ip().to_string());
            book.lock().unwrap().come(&address);
            tokio::spawn(async move {
                tokio::time::sleep(millis(30)).await;
                // Gone before the answer, so that who comes next does not meet who was answered.
                book.lock().unwrap().go(&address);
                let _ = stream.write_all(b"+").await;
            });
        }
    });
    (port, guests)
}

#[tokio::test]
async fn only_so_many_are_asked_at_once_in_all_and_of_one_host() {
    let (port, guests) = reception().await;
    let check = |n: usize| {
        let target = format!("127.0.0.{}:{port}", n % 3 + 1);
        let mut check = Check::new(format!("s/c/{n}"), "tcp", &target);
        (check.interval, check.timeout) = (INTERVAL, 60_000);
        check.options.set("receive", "+");
        check
    };
    let component = Component::new("s/c", "C", "g", (0..30).map(check).collect());
    let groups = vec![Group::new("g", "G")];
    let system = System { groups, components: vec![component], ..System::new("s", "S") };
    let estate = Arc::new(Estate { systems: vec![system] });
    let ((samples, mut answers), (readings, _readings)) = (mpsc::channel(100), mpsc::channel(1));
    let (stop, stopping) = watch::channel(false);
    let limits = Limits { whole: 5, per_host: 2 };
    let asking = run(estate, limits, Canary::new(vec![]), Clock::system(), (samples, readings), stopping);
    let asking = tokio::spawn(asking);
    for _ in 0..90 {
        let sample = answers.recv().await.unwrap();
        assert_eq!(sample.outcome, Outcome::Pass, "{}", sample.detail);
    }
    stop.send_replace(true);
    tokio::spawn(async move { while answers.recv().await.is_some() {} });
    asking.await.unwrap();
    let guests = guests.lock().unwrap();
    assert!(guests.came >= 90 && guests.most.len() == 3, "{:?}", guests.most);
    assert!(guests.most.values().all(|most| *most == 2), "{:?}", guests.most);
    assert_eq!(guests.most_in_all, 5);
}
