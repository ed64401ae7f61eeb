//! The program as a process: killed without warning, stopped politely, on a disk that is full or read-only, refused a
//! second time on the same store.

use crate::process::{PHAROS, Program, free_port, get, wait_until, wait_until_ready};
use model::time::At;
use std::fs::{File, Permissions};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use store::Store;

const CHECKS: usize = 4;

/// Milliseconds from start to start of a check.
const INTERVAL: i64 = 600;

fn now() -> At {
    At(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap())
}

/// A content folder whose checks ask `target` every [`INTERVAL`].
pub(crate) fn write_content(folder: &Path, target: &str) {
    std::fs::create_dir_all(folder.join("estate")).unwrap();
    std::fs::write(folder.join("pharos.toml"), "[site]\nname = \"Shop\"\nurl = \"http://127.0.0.1\"\n")
        .unwrap();
    let mut estate =
        "[system]\nid = \"shop\"\nname = \"Shop\"\n\n[[group]]\nid = \"all\"\nname = \"All\"\n".to_string();
    for n in 0..CHECKS {
        estate.push_str(&format!(
            "\n[[component]]\nid = \"part-{n}\"\nname = \"Part {n}\"\ngroup = \"all\"\n\n[[component.check]]\n\
             id = \"port\"\nkind = \"tcp\"\ntarget = \"{target}\"\ninterval = \"{INTERVAL}ms\"\ntimeout = \"{INTERVAL}ms\"\n"
        ));
    }
    std::fs::write(folder.join("estate/shop.toml"), estate).unwrap();
}

fn start(folder: &Path, port: u16) -> Program {
    start_as(&mut Command::new(PHAROS), folder, port)
}

/// Starts `pharos serve` by a command that is it, or runs it.
fn start_as(pharos: &mut Command, folder: &Path, port: u16) -> Program {
    let arguments = ["serve", "--content", "content", "--data", "data", "--port", &port.to_string()];
    Program::start(pharos.args(arguments).current_dir(folder))
}

/// Instants of the samples of one check, oldest first.
fn samples(folder: &Path, check: &str) -> Vec<At> {
    let store = Store::open(&folder.join("data/pharos.db")).unwrap();
    store.samples(check, At(0), now()).unwrap().into_iter().map(|sample| sample.at).collect()
}

#[test]
fn killed_without_warning_it_loses_one_second_at_most_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let target = TcpListener::bind("127.0.0.1:0").unwrap();
    write_content(&folder.path().join("content"), &target.local_addr().unwrap().to_string());
    let mut before = 0;
    for round in 0..3 {
        let port = free_port();
        let began = now();
        let mut program = start(folder.path(), port);
        wait_until_ready(port);
        if round > 0 {
            let page = get(port, "/").unwrap();
            assert!(page.contains("All systems are operational."), "the page is not right at once: {page}");
        }
        std::thread::sleep(Duration::from_millis(2_600 + 170 * round));
        program.0.kill().unwrap();
        let killed = now();
        drop(program);
        for n in 0..CHECKS {
            let seen = samples(folder.path(), &format!("shop/part-{n}/port"));
            let last = *seen.last().unwrap();
            assert!(
                killed.since(last) <= 1_000 + INTERVAL,
                "round {round}: {} ms are lost",
                killed.since(last)
            );
            let own: Vec<_> = seen.iter().filter(|at| **at >= began).collect();
            let gap = own.windows(2).map(|pair| pair[1].since(*pair[0])).max().unwrap();
            assert!(gap < 4 * INTERVAL, "round {round}: a hole of {gap} ms in the middle");
            if n == 0 {
                assert!(seen.len() > before, "round {round}: history shrank");
                before = seen.len();
            }
        }
    }
}

#[test]
fn while_the_disk_takes_nothing_it_goes_on_and_says_so_and_then_stores_everything() {
    let folder = tempfile::tempdir().unwrap();
    let target = TcpListener::bind("127.0.0.1:0").unwrap();
    write_content(&folder.path().join("content"), &target.local_addr().unwrap().to_string());
    std::thread::spawn(move || target.incoming().for_each(drop));
    let port = free_port();
    // No file may grow beyond 600 kB, which is room for the tables and a few seconds.
    let limited = "trap '' XFSZ; ulimit -S -f 1200; exec \"$0\" \"$@\"";
    let mut program = start_as(Command::new("sh").args(["-c", limited, PHAROS]), folder.path(), port);
    wait_until_ready(port);
    let is_told = || get(port, "/").is_some_and(|page| page.contains("History has not been stored since"));
    wait_until("a full disk is told", is_told);
    assert!(get(port, "/").unwrap().contains("All systems are operational."));
    let refused = now();
    std::thread::sleep(Duration::from_millis(3_000));
    ran(Command::new("prlimit").args(["--pid", &program.0.id().to_string(), "--fsize=unlimited:"]));
    wait_until("nothing is said any more", || !is_told());
    let (well, words) = program.stopped();
    assert!(well && words.contains("the store takes what it is given again"), "{words}");
    assert_eq!(words.matches("the store takes nothing").count(), 1, "it is said once: {words}");
    let seen = samples(folder.path(), "shop/part-0/port");
    assert!(
        seen.first().is_some_and(|at| *at < refused) && seen.last().is_some_and(|at| *at > refused + 3_000)
    );
    let gap = seen.windows(2).map(|pair| pair[1].since(pair[0])).max().unwrap();
    assert!(gap < 4 * INTERVAL, "a hole of {gap} ms");
}

/// Runs a command of util-linux, which every Debian has.
fn ran(command: &mut Command) {
    let status = command.status();
    assert!(status.as_ref().is_ok_and(ExitStatus::success), "{command:?}: {status:?} (package util-linux)");
}

/// A command that runs the program, and to which permissions apply even if the tests are root's.
fn bound_by_permissions(folder: &Path) -> Command {
    if folder.metadata().unwrap().uid() != 0 {
        return Command::new(PHAROS);
    }
    let mut command = Command::new("setpriv");
    command.args(["--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search", PHAROS]);
    command
}

#[test]
fn what_cannot_be_written_to_is_refused_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    write_content(&folder.path().join("content"), "127.0.0.1:1");
    let port = free_port();
    let mut first = start(folder.path(), port);
    wait_until_ready(port);
    assert!(first.stopped().0);
    // As a program that was killed leaves them, with which SQLite needs no new files.
    for ending in ["-wal", "-shm"] {
        File::create(folder.path().join(format!("data/pharos.db{ending}"))).unwrap();
    }
    for (path, mode) in [("data/pharos.db", 0o444), ("data", 0o555)] {
        let path = folder.path().join(path);
        let before = path.metadata().unwrap().permissions();
        std::fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let mut started = start_as(&mut bound_by_permissions(folder.path()), folder.path(), free_port());
        let (well, words) = started.ended();
        assert!(
            !well && words.contains("pharos.db") && words.contains("it is read-only. Let Pharos"),
            "{words}"
        );
        std::fs::set_permissions(&path, before).unwrap();
    }
}

#[test]
fn asked_politely_it_stores_everything_and_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let target = TcpListener::bind("127.0.0.1:0").unwrap();
    write_content(&folder.path().join("content"), &target.local_addr().unwrap().to_string());
    let port = free_port();
    let mut program = start(folder.path(), port);
    wait_until_ready(port);
    std::thread::sleep(Duration::from_millis(1_400));
    // An open event stream must not keep the program from ending.
    let mut events = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(events, "GET /api/events HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let asked = now();
    assert!(program.stopped().0);
    assert!(now().since(asked) < 3_000, "it took {} ms to stop", now().since(asked));
    let last = *samples(folder.path(), "shop/part-0/port").last().unwrap();
    assert!(asked.since(last) < 2 * INTERVAL, "{} ms are lost", asked.since(last));
}

#[test]
fn a_second_process_on_the_same_store_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write_content(&folder.path().join("content"), "127.0.0.1:1");
    let port = free_port();
    let _first = start(folder.path(), port);
    wait_until_ready(port);
    let (well, words) = start(folder.path(), free_port()).ended();
    assert!(!well && words.contains("pharos.db") && !words.contains("panicked"), "{words}");
}

#[test]
fn a_taken_port_and_wrong_content_are_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    write_content(&folder.path().join("content"), "127.0.0.1:1");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (well, words) = start(folder.path(), port).ended();
    assert!(!well && words.contains(&port.to_string()) && words.contains("--port"), "{words}");

    write_content(&folder.path().join("content"), "no port");
    let (well, words) = start(folder.path(), free_port()).ended();
    assert!(!well && words.contains("estate/shop.toml:17:"), "{words}");
}
