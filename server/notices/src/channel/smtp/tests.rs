#![allow(clippy::unwrap_used)]

use super::*;
use crate::sample;
use model::notice::What;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server on loopback that takes what is handed to it; what it refuses is told by `refuse`, a command and an answer.
struct Sink {
    port: u16,
    taken: Arc<Mutex<Vec<String>>>,
}

async fn sink(refuse: Option<(&'static str, &'static str)>) -> Sink {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(Mutex::new(Vec::new()));
    let kept = taken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            serve(stream, refuse, kept.clone()).await;
        }
    });
    Sink { port, taken }
}

async fn serve(stream: TcpStream, refuse: Option<(&str, &str)>, taken: Arc<Mutex<Vec<String>>>) {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink\r\n").await.unwrap();
    let mut whole = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        whole.push_str(&line);
        let refused = refuse.filter(|(command, _)| line.starts_with(command)).map(|(_, answer)| answer);
        let answer = match line.get(..4) {
            _ if refused.is_some() => refused.unwrap(),
            Some("EHLO") => "250-sink\r\n250 8BITMIME",
            Some("DATA") => {
                stream.write_all(b"354 go on\r\n").await.unwrap();
                while !whole.ends_with("\r\n.\r\n") {
                    stream.read_line(&mut whole).await.unwrap();
                }
                taken.lock().unwrap().push(whole.clone());
                "250 2.0.0 taken"
            }
            Some("QUIT") => "221 bye",
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}

fn smtp(port: u16) -> Smtp {
    Smtp {
        host: "127.0.0.1".into(),
        port,
        protection: Protection::Nothing,
        login: None,
        from: "Pharos <status@shop.example>".parse().unwrap(),
        to: vec!["ada@shop.example".parse().unwrap(), "Bob <bob@shop.example>".parse().unwrap()],
    }
}

/// What becomes of a letter that is handed to a server at `port`.
async fn deliver(smtp: &Smtp) -> Outcome {
    let mail = sample::with(What::Updated, Mail::of);
    smtp.send(&mail, &smtp.to).await
}

#[tokio::test]
async fn a_mail_is_these_bytes() {
    let sink = sink(None).await;
    assert_eq!(deliver(&smtp(sink.port)).await, Outcome::Sent("answered 250: 2.0.0 taken".into()));
    let taken = sink.taken.lock().unwrap().remove(0);
    let wanted = include_str!("handed.txt").replace('\n', "\r\n");
    assert_eq!(taken, wanted);
}

#[tokio::test]
async fn a_mailbox_that_is_not_there_is_refused_for_good_and_a_full_one_is_not() {
    let gone = sink(Some(("RCPT", "550 5.1.1 no such user"))).await;
    assert!(
        matches!(deliver(&smtp(gone.port)).await, Outcome::Refused(words) if words.contains("no such user"))
    );
    let full = sink(Some(("DATA", "452 4.2.2 mailbox full"))).await;
    assert!(
        matches!(deliver(&smtp(full.port)).await, Outcome::Later { why, .. } if why.contains("mailbox full"))
    );
}

#[tokio::test]
async fn nothing_is_said_to_a_server_that_does_not_protect_the_way() {
    let sink = sink(None).await;
    let asked = Smtp { protection: Protection::StartTls, ..smtp(sink.port) };
    assert!(matches!(deliver(&asked).await, Outcome::Later { .. }));
    assert!(sink.taken.lock().unwrap().is_empty());
}

#[test]
fn a_title_cannot_add_a_header() {
    let mut mail = sample::with(What::Updated, Mail::of);
    mail.subject = "x\r\nBcc: eve@evil.example".into();
    let smtp = smtp(1);
    if let Ok(message) = mail.message(&smtp.from, &smtp.to) {
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(!text.contains("\nBcc:"), "{text}");
    }
}
