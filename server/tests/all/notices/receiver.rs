//! A receiver of webhooks that is as bad as it is told to be, and remembers what it has taken.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How it treats one request.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// It takes nothing, and answers this status line and headers.
    Refuses(&'static str),
    /// It takes what is sent and says nothing.
    Hangs,
    /// It takes what is sent and breaks the connection.
    Cuts,
}

/// What was taken: the header `webhook-id`, and the body.
pub type Taken = (String, String);

/// A receiver on loopback.
#[derive(Clone)]
pub struct Receiver {
    /// Where it listens.
    pub port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
    faults: Arc<Mutex<VecDeque<Fault>>>,
}

impl Receiver {
    /// One that treats its first requests like this, and all others well.
    pub fn start(faults: impl IntoIterator<Item = Fault>) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let faults = Arc::new(Mutex::new(faults.into_iter().collect()));
        let receiver = Receiver { port, taken: Arc::default(), faults };
        let shared = receiver.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = shared.clone();
                std::thread::spawn(move || shared.serve(&stream.unwrap()));
            }
        });
        receiver
    }

    /// All that it has taken, in that order.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// What is left of a message that came twice: the first of each id. The same id always has the same body.
    pub fn distinct(&self) -> Vec<Taken> {
        let mut distinct: Vec<Taken> = Vec::new();
        for (id, body) in self.taken() {
            match distinct.iter().find(|(known, _)| *known == id) {
                Some((_, known)) => assert_eq!(*known, body, "{id} came with two bodies"),
                None => distinct.push((id, body)),
            }
        }
        distinct
    }

    /// How many faults it has not had yet.
    pub fn faults_left(&self) -> usize {
        self.faults.lock().unwrap().len()
    }

    fn serve(&self, stream: &TcpStream) {
        let Some((head, body)) = request(stream) else { return };
        let fault = self.faults.lock().unwrap().pop_front();
        if !matches!(fault, Some(Fault::Refuses(_))) {
            let id = head.lines().find_map(|line| line.strip_prefix("webhook-id: ")).unwrap_or_default();
            self.taken.lock().unwrap().push((id.into(), body));
        }
        let answer = match fault {
            None => "HTTP/1.1 204 No Content\r\n",
            Some(Fault::Refuses(answer)) => answer,
            Some(Fault::Hangs) => return std::thread::sleep(Duration::from_secs(3)),
            Some(Fault::Cuts) => return,
        };
        // A client that was killed meanwhile reads nothing.
        let _ = (&*stream).write_all(format!("{answer}content-length: 0\r\n\r\n").as_bytes());
    }
}

/// The head and the body of a request; nothing if it breaks off.
fn request(stream: &TcpStream) -> Option<(String, String)> {
    let (mut reader, mut head) = (BufReader::new(stream), String::new());
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((head, String::from_utf8(body).ok()?))
}
