//! Connections over real sockets: the lane and hyper must not be told apart.

use super::*;
use crate::tests::Counted;
use std::collections::BTreeSet;
use tokio::io::AsyncWriteExt;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server, and what stops it.
async fn serve(front: Front) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, (stop, stopped)) = (listener.local_addr().unwrap(), oneshot::channel());
    let serving = front.serve(listener, async {
        let _ = stopped.await;
    });
    (address, stop, tokio::spawn(serving))
}

/// All that is answered to `sent` until the server ends the connection.
async fn whole(address: SocketAddr, sent: &str) -> String {
    let mut tcp = TcpStream::connect(address).await.unwrap();
    tcp.write_all(sent.as_bytes()).await.unwrap();
    let mut answer = String::new();
    tcp.read_to_string(&mut answer).await.unwrap();
    answer
}

/// The lines of a head, sorted, without the time.
fn lines(answer: &str) -> (BTreeSet<&str>, &str) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split("\r\n").filter(|line| !line.starts_with("date: ")).collect(), body)
}

#[tokio::test]
async fn the_lane_and_hyper_answer_alike() {
    let (address, _stop, _) = serve(Counted::default().front()).await;
    let last = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let hyper = whole(address, last).await;
    let both = whole(address, &format!("GET / HTTP/1.1\r\nHost: a\r\n\r\n{last}")).await;
    let second = both.rfind("HTTP/1.1").unwrap();
    let (lane, then) = both.split_at(second);
    assert_eq!(lines(then), lines(&hyper), "what the lane leaves is answered on the same connection");
    let (mut expected, body) = lines(&hyper);
    assert!(expected.remove("connection: close"));
    assert_eq!(lines(lane), (expected, body));
}

#[tokio::test]
async fn a_large_body_comes_whole_however_often_it_is_asked_for() {
    let (address, _stop, _) = serve(Counted::default().front()).await;
    let ask = |more| format!("GET /large HTTP/1.1\r\n{more}\r\n");
    let last = ask("Connection: close\r\n");
    whole(address, &last).await;
    let asked = 60;
    let answers = whole(address, &(ask("").repeat(asked) + &last)).await;
    let bodies: Vec<_> = answers.split("HTTP/1.1 200 OK\r\n").skip(1).map(|answer| lines(answer).1).collect();
    assert_eq!(bodies.len(), asked + 1);
    assert!(bodies.iter().all(|body| *body == crate::tests::large()));
}

#[tokio::test]
async fn a_head_in_two_parts_is_answered() {
    let (address, _stop, _) = serve(Counted::default().front()).await;
    let mut tcp = TcpStream::connect(address).await.unwrap();
    tcp.write_all(b"GET / HTTP/1.1\r\nConn").await.unwrap();
    tokio::time::sleep(Duration::from_millis(20)).await;
    tcp.write_all(b"ection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    tcp.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n0"), "{answer}");
}

#[tokio::test]
async fn a_stop_ends_who_waits_and_takes_nobody_new() {
    let (address, stop, serving) = serve(Counted::default().front()).await;
    let mut silent = TcpStream::connect(address).await.unwrap();
    let mut asked = TcpStream::connect(address).await.unwrap();
    asked.write_all(b"GET /loose HTTP/1.1\r\n\r\n").await.unwrap();
    assert!(asked.read_u8().await.is_ok());
    stop.send(()).unwrap();
    serving.await.unwrap();
    assert_eq!(silent.read(&mut [0]).await.unwrap(), 0);
    assert!(asked.read_to_end(&mut Vec::new()).await.is_ok());
    assert!(TcpStream::connect(address).await.is_err());
}
