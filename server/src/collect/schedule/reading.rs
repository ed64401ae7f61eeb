//! Asking for a number: there is one, or there is a gap.

use super::{Asked, Shared, room};
use model::metric::Reading;
use std::sync::Arc;
use tokio::time::Instant;

/// Asks a metric and sends its reading; false if nobody takes it. Without an answer nothing is sent: a gap is honest.
pub(super) async fn reading(shared: Arc<Shared>, asked: Arc<Asked>, start: Instant) -> bool {
    let Ok((room, at)) = room(&shared, &asked, start).await else { return false };
    let measured = shared.prober.measure(&asked.question, at).await;
    drop(room);
    match measured {
        Ok(value) => shared.readings.send(Reading { metric: asked.id.clone(), at, value }).await.is_ok(),
        Err(why) => {
            tracing::debug!(metric = &*asked.id, why, "a metric has no reading");
            !shared.readings.is_closed()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, run};
    use crate::collect::canary::Canary;
    use crate::collect::clock::Clock;
    use model::estate::{Component, Estate, Metric, System};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    use tokio::net::TcpListener;
    use tokio::sync::{mpsc, watch};

    /// Serves metrics in which `up` is the number of the request, and an error for every second request.
    async fn half_broken(asked: Arc<AtomicU32>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let target = format!("http://{}/metrics", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (mut stream, mut head) = (BufReader::new(stream), String::new());
                while !head.ends_with("\r\n\r\n")
                    && stream.read_line(&mut head).await.is_ok_and(|read| read > 0)
                {}
                let number = asked.fetch_add(1, Ordering::SeqCst) + 1;
                let status = if number % 2 == 1 { "200 OK" } else { "503 Service Unavailable" };
                let body = format!("up {number}\n");
                let head = format!(
                    "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all((head + &body).as_bytes()).await;
            }
        });
        target
    }

    fn estate(target: String) -> Estate {
        let mut options = model::options::Options::default();
        options.set("series", "up");
        let metric = Metric {
            id: "s/web/up".into(),
            name: "Up".into(),
            unit: String::new(),
            kind: "exposition".into(),
            target,
            options,
            interval: 100,
            rate: false,
            public: true,
        };
        let component = Component { metrics: vec![metric], ..Component::new("s/web", "Web", "all", vec![]) };
        let system = System { components: vec![component], ..System::new("s", "S") };
        Estate { systems: vec![system] }
    }

    #[tokio::test]
    async fn what_is_read_is_sent_and_what_is_not_leaves_a_gap() {
        let asked = Arc::new(AtomicU32::new(0));
        let estate = Arc::new(estate(half_broken(asked.clone()).await));
        let (samples, _samples) = mpsc::channel(8);
        let (readings, mut taken) = mpsc::channel(8);
        let (stop, stopping) = watch::channel(false);
        let limits = Limits { whole: 4, per_host: 4 };
        let schedule = tokio::spawn(run(
            estate,
            limits,
            Canary::new(vec![]),
            Clock::system(),
            (samples, readings),
            stopping,
        ));
        let mut last = -1.0;
        for _ in 0..3 {
            let reading = taken.recv().await.unwrap();
            assert_eq!((&*reading.metric, reading.value % 2.0), ("s/web/up", 1.0));
            assert!(reading.value > last, "{} after {last}", reading.value);
            last = reading.value;
        }
        assert!(asked.load(Ordering::SeqCst) >= 5);
        stop.send_replace(true);
        schedule.await.unwrap();
    }
}
