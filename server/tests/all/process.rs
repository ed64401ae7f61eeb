//! The program as a process, and what it says over HTTP.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The program's file.
pub const PHAROS: &str = env!("CARGO_BIN_EXE_pharos");

/// How long anything may take to come true.
const PATIENCE: Duration = Duration::from_secs(40);

/// The program; it ends with the test, however that ends.
pub struct Program(pub Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Program {
    /// Starts it; what it says on standard error can be read when it has ended.
    pub fn start(command: &mut Command) -> Program {
        Program(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// Asks it politely to end; the rest is as for [`Program::ended`].
    pub fn stopped(&mut self) -> (bool, String) {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.ended()
    }

    /// Waits until it has ended by itself; gives true if it ended well, and what it said.
    pub fn ended(&mut self) -> (bool, String) {
        let mut words = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        (self.0.wait().unwrap().success(), words)
    }
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The whole answer to a GET, if there is one.
pub fn get(port: u16, path: &str) -> Option<String> {
    ask(port, &format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
}

/// The whole answer to a form, if there is one.
pub fn post(port: u16, path: &str, form: &str) -> Option<String> {
    let kind = "content-type: application/x-www-form-urlencoded";
    let length = form.len();
    ask(
        port,
        &format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\n{kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{form}"
        ),
    )
}

fn ask(port: u16, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    Some(text)
}

/// Waits until the program serves pages.
pub fn wait_until_ready(port: u16) {
    wait_until("pharos is ready", || get(port, "/readyz").is_some_and(|answer| answer.contains("ready\n")));
}

/// Waits until `what` is so.
pub fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "after {} s it is not so that {what}", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(20));
    }
}
