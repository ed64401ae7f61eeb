//! The program is killed without warning between a change and its delivery, again and again.

use super::receiver::Receiver;
use super::settings;
use crate::process::{PHAROS, Program, free_port, wait_until, wait_until_ready};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use store::records::incidents::Which;
use store::records::notices::State;
use store::{Records, Store};

/// How often it is killed.
const ROUNDS: u64 = 12;

fn pharos(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PHAROS);
    command.args(arguments).args(["--content", "content", "--data", "data"]).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn serve(folder: &Path, port: u16) -> Program {
    Program::start(&mut pharos(folder, &["serve", "--port", &port.to_string()]))
}

#[test]
fn killed_between_a_change_and_its_delivery_it_loses_nothing_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let receiver = Receiver::start([]);
    // What is looked at is up, so that nothing but this test declares incidents.
    let target = TcpListener::bind("127.0.0.1:0").unwrap();
    crate::crash::write_content(&folder.join("content"), &target.local_addr().unwrap().to_string());
    std::thread::spawn(move || target.incoming().for_each(drop));
    let url = format!("http://127.0.0.1:{}/", receiver.port);
    std::fs::write(folder.join("content/pharos.toml"), settings(&url, "")).unwrap();
    let port = free_port();
    drop_after_start(folder, port);
    for round in 0..ROUNDS {
        let mut program = serve(folder, port);
        let title = format!("Round {round}");
        let mut declare = pharos(folder, &["incident", "declare", &title, "--publish"]).spawn().unwrap();
        // Before the change is made, between it and its delivery, or after that.
        std::thread::sleep(Duration::from_millis(60 * (round % 6)));
        if round % 4 == 3 {
            declare.kill().unwrap();
        }
        let _ = declare.wait().unwrap();
        std::thread::sleep(Duration::from_millis(90 * (round % 4)));
        program.0.kill().unwrap();
    }
    let program = serve(folder, port);
    wait_until_ready(port);
    let file = folder.join("data/pharos.db");
    let mut records = Records::open_beside(&file).unwrap();
    let records = std::cell::RefCell::new(&mut records);
    wait_until("all is delivered", || records.borrow_mut().notice_counts().unwrap() == (0, 0));
    drop(program);
    let records = records.into_inner();
    let incidents = records.incidents(Which::Open, 1_000).unwrap();
    let sent = records.notices(Some(State::Sent), None, 1_000).unwrap();
    assert!(incidents.len() as u64 >= ROUNDS / 2, "hardly anything was declared");
    let taken = receiver.distinct();
    for incident in &incidents {
        let key = format!("incident/{}/1/channel:hook", incident.id);
        assert!(sent.iter().any(|it| it.key == key), "{key} is not told");
        assert_eq!(taken.iter().filter(|(id, _)| *id == key).count(), 1, "{key} is lost");
    }
    assert_eq!((taken.len(), sent.len()), (incidents.len(), incidents.len()));
}

/// Starts once, so that the database is there.
fn drop_after_start(folder: &Path, port: u16) {
    let program = serve(folder, port);
    wait_until_ready(port);
    drop(program);
    drop(Store::open(&folder.join("data/pharos.db")).unwrap());
}
