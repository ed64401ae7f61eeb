//! dnsmasq, with a zone of its own.

use std::process::Command;

use crate::program::{Program, ask, fail, free_port, pass};

fn dnsmasq(port: u16) -> Program {
    let long = (0..8).map(|part| format!("{part}{}", "x".repeat(100))).collect::<Vec<_>>().join(",");
    let mut command = Command::new("/usr/sbin/dnsmasq");
    command.args([
        "--keep-in-foreground",
        "--no-resolv",
        "--no-hosts",
        "--conf-file=/dev/null",
        "--pid-file=",
    ]);
    command.args(["--user=root", "--listen-address=127.0.0.1", "--bind-interfaces", "--local-ttl=300"]);
    command.args(["--local=/example/", &format!("--port={port}")]);
    for record in [
        "--host-record=www.example,192.0.2.1,2001:db8::1",
        "--cname=web.example,www.example",
        "--mx-host=example,mx.example,10",
        "--srv-host=_sip._tcp.example,www.example,5060,1,2",
        "--txt-record=example,v=spf1 -all",
        "--caa-record=example,0,issue,ca.example",
        "--ptr-record=1.2.0.192.in-addr.arpa,www.example",
    ] {
        command.arg(record);
    }
    command.arg(format!("--txt-record=long.example,{long}"));
    Program::start(&mut command, "dnsmasq-base", port)
}

#[tokio::test]
async fn records_of_all_types_are_read() {
    let port = free_port();
    let _dnsmasq = dnsmasq(port);
    for (name, kind, answer) in [
        ("www.example", "A", "192.0.2.1"),
        ("www.example", "AAAA", "2001:db8::1"),
        ("web.example", "A", "192.0.2.1"),
        ("web.example", "CNAME", "www.example."),
        ("example", "MX", "10 mx.example."),
        ("_sip._tcp.example", "SRV", "1 2 5060 www.example."),
        ("example", "TXT", "v=spf1 -all"),
        ("example", "CAA", "0 issue \"ca.example\""),
        ("192.0.2.1", "PTR", "www.example."),
    ] {
        let target = format!("{name}@127.0.0.1:{port}");
        let answer = format!("[BODY].answers[0] == {answer}");
        let expect = ["[DNS_RCODE] == NOERROR", &answer, "len([BODY].answers) == 1", "[BODY].ttl == 300"];
        let expect = if kind == "CAA" || kind == "PTR" { &expect[..3] } else { &expect };
        assert_eq!(ask("dns", &target, &[("type", kind)], expect).await, pass(), "{name} {kind}");
    }
}

#[tokio::test]
async fn what_does_not_fit_comes_over_tcp() {
    let port = free_port();
    let _dnsmasq = dnsmasq(port);
    let target = format!("long.example@localhost:{port}");
    let expect = ["len([BODY].answers[0]) > 800"];
    assert_eq!(ask("dns", &target, &[("type", "TXT")], &expect).await, pass());
}

#[tokio::test]
async fn absence_fails_unless_it_is_wanted() {
    let port = free_port();
    let _dnsmasq = dnsmasq(port);
    let absent = format!("absent.example@127.0.0.1:{port}");
    assert_eq!(ask("dns", &absent, &[], &[]).await, fail("answered NXDOMAIN"));
    assert_eq!(ask("dns", &absent, &[], &["[DNS_RCODE] == NXDOMAIN"]).await, pass());
    let other = format!("www.example@127.0.0.1:{port}");
    assert_eq!(ask("dns", &other, &[("type", "MX")], &[]).await, fail("the name has no MX record"));
    let foreign = format!("www.invalid@127.0.0.1:{port}");
    assert_eq!(ask("dns", &foreign, &[], &[]).await, fail("answered REFUSED"));
}
