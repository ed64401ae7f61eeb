//! `pharos probe` and `pharos judge` as an operator runs them: what they print, where, and with which exit code.

use crate::process::{PHAROS, free_port};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

/// What no output may hold.
const SECRET: &str = "hunter2";

/// What `pharos` says to these arguments, and to `input` on standard input.
fn pharos(args: &[&str], input: &str) -> Output {
    let mut program = Command::new(PHAROS);
    program.args(args).env("TOKEN", SECRET);
    let program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = program.spawn().unwrap();
    program.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    program.wait_with_output().unwrap()
}

/// Exit code, standard output, standard error.
fn said(args: &[&str], input: &str) -> (i32, String, String) {
    let output = pharos(args, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!out.contains(SECRET) && !err.contains(SECRET), "{args:?} tells a secret: {out}{err}");
    (output.status.code().unwrap(), out, err)
}

/// A server that gives every request this answer; its port.
fn answering(answer: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4_096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    port
}

#[test]
fn a_probe_tells_by_its_exit_code_whether_it_passed_failed_or_could_not_be_asked() {
    let up =
        answering("HTTP/1.1 200 OK\r\nContent-Length: 16\r\nConnection: close\r\n\r\n{\"status\": \"UP\"}");
    let url = format!("http://127.0.0.1:{up}/health");
    let ask = |more: &[&str]| said(&[&["probe", "http", &url][..], more].concat(), "");
    let (code, out, err) = ask(&["--expect", "[STATUS] == 200", "--expect", "[BODY].status == UP"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("pass in ") && out.contains("first byte"), "{out}");
    assert_eq!(ask(&["--slow-unless", "[BODY].status == OK"]).0, 0);
    let (code, out, _) = ask(&["--expect", "[BODY].status == OK"]);
    assert!(code == 1 && out.ends_with("[BODY].status (UP) == OK does not hold\n"), "{code}: {out}");
    for (more, words) in [
        (&["--expect", "[STATE] == 200"][..], "there is no placeholder [STATE]; write one of"),
        (&["--expect", "[RESPONSE_TIME] < fast"], "fast is no number"),
        (&["--set", "methode=GET"], "http has no option \"methode\""),
        (&["--set-from", "bearer=NOT_SET"], "The environment has no NOT_SET"),
    ] {
        let (code, out, err) = ask(more);
        assert!(code == 2 && out.is_empty() && err.contains(words), "{more:?}: {code}, {out}{err}");
    }
    assert_eq!(said(&["probe", "htp", &url], "").0, 2);
}

#[test]
fn a_probe_in_json_has_its_phases_and_no_credentials() {
    let port =
        answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 7\r\nConnection: close\r\n\r\nhunter2");
    let target = format!("http://127.0.0.1:{port}/");
    let args = ["probe", "http", &target, "--set-from", "bearer=TOKEN", "--expect", "[BODY] == ok", "--json"];
    let (code, out, _) = said(&args, "");
    let sample: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &sample["outcome"], &sample["kind"]), (1, &"fail".into(), &"http".into()));
    assert!(sample["phases_us"]["connect"].is_u64() && sample["phases_us"]["first_byte"].is_u64(), "{out}");
    assert!(sample["phases_us"]["tls"].is_null() && sample["latency_us"].is_u64(), "{out}");
    let (code, out, _) = said(&["probe", "tcp", &format!("127.0.0.1:{}", free_port()), "--json"], "");
    assert!(code == 1 && out.contains("\"detail\":\"connection refused\""), "{out}");
}

/// A sample a minute of each of these outcomes, from midnight on.
fn recorded(outcomes: &[&str]) -> String {
    let line = |(minute, outcome): (usize, &&str)| {
        format!(
            "{{\"check\":\"shop/db\",\"location\":\"local\",\"at\":\"2026-01-01T00:{minute:02}:00Z\",\"outcome\":\"{outcome}\",\"latency_us\":950}}\n"
        )
    };
    outcomes.iter().enumerate().map(line).collect()
}

#[test]
fn recorded_samples_are_judged_by_the_flags() {
    let input = recorded(&["pass", "fail", "fail", "pass", "pass", "pass"]);
    let clocks = |flags: &[&str]| {
        let (code, out, err) = said(&[&["judge", "--json"][..], flags].concat(), &input);
        assert_eq!((code, err.as_str()), (0, ""));
        serde_json::from_str::<Value>(out.lines().last().unwrap()).unwrap()
    };
    assert_eq!(clocks(&[])["down_ms"], 0);
    let strict = clocks(&["--failures", "2 of 3"]);
    assert_eq!(
        (&strict["down_ms"], &strict["up_ms"], &strict["uptime"]),
        (&120_000.into(), &180_000.into(), &0.6.into())
    );
    assert_eq!(clocks(&["--failures", "2 of 3", "--grace", "5m"])["down_ms"], 0);
    assert_eq!(said(&["judge"], ""), (0, "Verdicts\n".into(), String::new()));
    let (code, _, err) = said(&["judge", "--quorum", "0"], &input);
    assert!(code != 0 && err.contains("--quorum any, majority, all or a number"), "{err}");
}

#[test]
fn a_line_that_is_no_sample_is_told_and_nothing_else_is() {
    let input = recorded(&["pass"]) + "{\"check\":\"shop/db\",\"at\":\"noon\",\"outcome\":\"pass\"}\n";
    let (code, out, err) = said(&["judge"], &input);
    assert!(code != 0 && out.is_empty(), "{code}: {out}");
    let why = "Line 2 is no sample: `at` is neither milliseconds since 1970 nor RFC 3339";
    assert!(err.contains(why) && err.contains("pharos judge --help"), "{err}");
}
