//! Against a real nginx: what arrives of a request, redirects to another origin, HTTP/2 and client certificates.

#![allow(clippy::unwrap_used)]
use crate::loopback::daemon::{self, Daemon};
use crate::loopback::program::free_port;
use crate::loopback::{self, CERTIFICATE_FILE as CERTIFICATE, KEY_FILE as KEY, judged, prober, with_options};
use crate::{Answer, Question};
use model::sample::Outcome;

/// Says what came; redirects to itself and to other ports.
const SITE: &str = r#"
    location / { return 200 "$server_protocol $request_method $host|$http_x_tenant|$http_authorization|$content_type"; }
    location = /here { return 302 /; }
    location = /away { return 302 http://127.0.0.1:AWAY/; }
    location = /to/client { return 302 https://localhost:CLIENT/; }
    location = /away/with/body { return 307 http://127.0.0.1:AWAY/; }
"#;

struct Nginx {
    http: Daemon,
    http2: u16,
    tls: u16,
    tls_http2: u16,
    tls_client: u16,
}

/// One nginx with the same site on six ports.
async fn nginx() -> Nginx {
    let [away, http2, tls, tls_http2, tls_client] = std::array::from_fn(|_| free_port());
    let site = SITE.replace("AWAY", &away.to_string()).replace("CLIENT", &tls_client.to_string());
    let server = |port: u16, flags: &str, more: &str| {
        format!("server {{ listen 127.0.0.1:{port} {flags}; {more} {site} }}\n")
    };
    let signed = format!("ssl_certificate {CERTIFICATE}; ssl_certificate_key {KEY};");
    let client = format!("{signed} ssl_client_certificate {CERTIFICATE}; ssl_verify_client on;");
    let http = daemon::start("nginx", "nginx-light", |port, folder| {
        let servers = [
            server(port, "", ""),
            server(away, "", ""),
            server(http2, "http2", ""),
            server(tls, "ssl", &signed),
            server(tls_http2, "ssl http2", &signed),
            server(tls_client, "ssl", &client),
        ];
        let config = folder.join("nginx.conf");
        std::fs::write(&config, configuration(&servers.concat())).unwrap();
        ["-p", &folder.display().to_string(), "-e", "stderr", "-c", &config.display().to_string()]
            .map(str::to_owned)
            .to_vec()
    })
    .await;
    Nginx { http, http2, tls, tls_http2, tls_client }
}

fn configuration(servers: &str) -> String {
    let folders =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path {name};"));
    let folders = folders.concat();
    format!(
        "daemon off; master_process off; pid nginx.pid; error_log stderr; events {{ worker_connections 64; }}\n\
         http {{ access_log off; {folders}\n{servers} }}\n"
    )
}

/// Whether a request with these options is answered by this text.
async fn says(target: &str, options: &[(&str, &str)], text: &str) {
    let answer = judged("http", target, options, &[&format!("[BODY] == {text}")]).await;
    assert_eq!(answer, (Outcome::Pass, String::new()), "{target}");
}

#[tokio::test]
async fn what_the_options_say_arrives() {
    let nginx = nginx().await;
    let url = nginx.http.url();
    says(&url, &[], "HTTP/1.1 GET 127.0.0.1|||").await;
    let headers =
        [("headers", "X-Tenant: a\nHost: inner.example:80\nContent-Type: text/plain"), ("method", "PUT")];
    says(&url, &headers, "HTTP/1.1 PUT inner.example|a||text/plain").await;
    says(&url, &[("bearer", "abc")], "HTTP/1.1 GET 127.0.0.1||Bearer abc|").await;
    says(&url, &[("basic", "ops:abc")], "HTTP/1.1 GET 127.0.0.1||Basic b3BzOmFiYw==|").await;
    let head = judged("http", &url, &[("method", "HEAD")], &["len([BODY]) == 0", "[STATUS] == 200"]).await;
    assert_eq!(head.0, Outcome::Pass, "{}", head.1);
    for method in ["POST", "PATCH", "DELETE", "OPTIONS"] {
        let options = [("method", method), ("body", "{}")];
        says(&url, &options, &format!("HTTP/1.1 {method} 127.0.0.1|||")).await;
    }
    let both = judged("http", &url, &[("bearer", "abc"), ("basic", "ops:abc")], &[]).await;
    assert_eq!(both.0, Outcome::Blind);
}

#[tokio::test]
async fn credentials_stay_with_their_origin() {
    let nginx = nginx().await;
    let url = |path: &str| format!("{}{path}", nginx.http.url());
    let options = [("bearer", "abc"), ("headers", "X-Tenant: a\nHost: 127.0.0.1"), ("http2", "false")];
    says(&url("/here"), &options, "HTTP/1.1 GET 127.0.0.1|a|Bearer abc|").await;
    says(&url("/away"), &options, "HTTP/1.1 GET 127.0.0.1|||").await;
    let body = [("method", "PUT"), ("body", "password=abc")];
    let carried = judged("http", &url("/away/with/body"), &body, &[]).await;
    let words = "status 307 Temporary Redirect would carry the body to another origin";
    assert_eq!(carried, (Outcome::Fail, words.to_owned()));
    let posted = [("method", "POST"), ("body", "password=abc"), ("headers", "Content-Type: text/plain")];
    says(&url("/here"), &posted, "HTTP/1.1 GET 127.0.0.1|||").await;
}

#[tokio::test]
async fn redirects_may_be_left_alone() {
    let nginx = nginx().await;
    let target = format!("{}/here", nginx.http.url());
    let stays = [("redirects", "false")];
    assert_eq!(judged("http", &target, &stays, &["[STATUS] == 302"]).await, (Outcome::Pass, String::new()));
    let (outcome, detail) = judged("http", &target, &stays, &[]).await;
    assert_eq!((outcome, detail.as_str()), (Outcome::Fail, "status 302 Found, wanted 2xx"));
}

#[tokio::test]
async fn http2_is_spoken_where_it_is_wanted() {
    let nginx = nginx().await;
    let two = [("http2", "true"), ("headers", "Host: inner.example\nX-Tenant: a")];
    says(&format!("http://127.0.0.1:{}/", nginx.http2), &two, "HTTP/2.0 GET inner.example|a||").await;
    says(&format!("https://localhost:{}/", nginx.tls_http2), &two, "HTTP/2.0 GET inner.example|a||").await;
    says(&format!("https://localhost:{}/", nginx.tls_http2), &[], "HTTP/1.1 GET localhost|||").await;
    let body = [("http2", "true"), ("method", "POST"), ("body", "{}")];
    says(&format!("http://127.0.0.1:{}/", nginx.http2), &body, "HTTP/2.0 POST 127.0.0.1|||").await;
}

#[tokio::test]
async fn an_http2_connection_is_used_again() {
    let nginx = nginx().await;
    let target = format!("https://localhost:{}/", nginx.tls_http2);
    let question = Question::of(&with_options("http", &target, &[("http2", "true")])).unwrap();
    let prober = prober();
    for kept in [false, true, true] {
        let Answer { outcome, phases, detail, .. } = prober.ask(&question, loopback::NOW).await;
        assert_eq!(outcome, Outcome::Pass, "{detail}");
        assert_eq!((phases.tls.is_none(), phases.connect.is_none()), (kept, kept));
        assert!(phases.first_byte.is_some());
    }
}

#[tokio::test]
async fn who_does_not_speak_http2_fails() {
    let nginx = nginx().await;
    let two = [("http2", "true")];
    let plain = judged("http", &nginx.http.url(), &two, &[]).await;
    assert_eq!(plain, (Outcome::Fail, "the answer is not HTTP/2: frame with invalid size".to_owned()));
    let over_tls = judged("http", &format!("https://localhost:{}/", nginx.tls), &two, &[]).await;
    assert_eq!(over_tls, (Outcome::Fail, "the other side does not speak this protocol over TLS".to_owned()));
    let without_a_word = loopback::respond_tls(|_| String::new()).await;
    let without_a_word = judged("http", &format!("https://{without_a_word}/"), &two, &[]).await;
    assert_eq!(without_a_word, (Outcome::Fail, "the other side does not offer HTTP/2".to_owned()));
}

#[tokio::test]
async fn a_client_certificate_is_shown_to_its_origin() {
    let nginx = nginx().await;
    let target = format!("https://localhost:{}/", nginx.tls_client);
    let refused = (Outcome::Fail, "status 400 Bad Request, wanted 2xx".to_owned());
    assert_eq!(judged("http", &target, &[("tls_ca", CERTIFICATE)], &[]).await, refused);
    let shown = [("tls_ca", CERTIFICATE), ("tls_client_cert", CERTIFICATE), ("tls_client_key", KEY)];
    says(&target, &shown, "HTTP/1.1 GET localhost|||").await;
    let elsewhere = format!("https://localhost:{}/to/client", nginx.tls);
    assert_eq!(judged("http", &elsewhere, &shown, &[]).await, refused);
}
