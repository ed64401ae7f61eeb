//! dnsmasq, with a zone of its own.

use crate::loopback::daemon::{self, Daemon};
use crate::loopback::judged;
use model::sample::Outcome;

const SETTINGS: &str = "--keep-in-foreground --no-resolv --no-hosts --conf-file=/dev/null --pid-file= --user=root \
    --listen-address=127.0.0.1 --bind-interfaces --local-ttl=300 --local=/example/";

const RECORDS: [&str; 7] = [
    "--host-record=www.example,192.0.2.1,2001:db8::1",
    "--cname=web.example,www.example",
    "--mx-host=example,mx.example,10",
    "--srv-host=_sip._tcp.example,www.example,5060,1,2",
    "--txt-record=example,v=spf1 -all",
    "--caa-record=example,0,issue,ca.example",
    "--ptr-record=1.2.0.192.in-addr.arpa,www.example",
];

async fn dnsmasq() -> Daemon {
    let long = (0..8).map(|part| format!("{part}{}", "x".repeat(100))).collect::<Vec<_>>().join(",");
    daemon::start("dnsmasq", "dnsmasq-base", |port, _| {
        let fixed = SETTINGS.split(' ').chain(RECORDS).map(str::to_owned);
        fixed.chain([format!("--port={port}"), format!("--txt-record=long.example,{long}")]).collect()
    })
    .await
}

fn pass() -> (Outcome, String) {
    (Outcome::Pass, String::new())
}

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

#[tokio::test]
async fn records_of_all_types_are_read() {
    let dnsmasq = dnsmasq().await;
    let port = dnsmasq.port;
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
        assert_eq!(judged("dns", &target, &[("type", kind)], expect).await, pass(), "{name} {kind}");
    }
}

#[tokio::test]
async fn what_does_not_fit_comes_over_tcp() {
    let dnsmasq = dnsmasq().await;
    let port = dnsmasq.port;
    let target = format!("long.example@localhost:{port}");
    let expect = ["len([BODY].answers[0]) > 800"];
    assert_eq!(judged("dns", &target, &[("type", "TXT")], &expect).await, pass());
}

#[tokio::test]
async fn absence_fails_unless_it_is_wanted() {
    let dnsmasq = dnsmasq().await;
    let port = dnsmasq.port;
    let absent = format!("absent.example@127.0.0.1:{port}");
    assert_eq!(judged("dns", &absent, &[], &[]).await, fail("answered NXDOMAIN"));
    assert_eq!(judged("dns", &absent, &[], &["[DNS_RCODE] == NXDOMAIN"]).await, pass());
    let other = format!("www.example@127.0.0.1:{port}");
    assert_eq!(judged("dns", &other, &[("type", "MX")], &[]).await, fail("the name has no MX record"));
    let foreign = format!("www.invalid@127.0.0.1:{port}");
    assert_eq!(judged("dns", &foreign, &[], &[]).await, fail("answered REFUSED"));
}
