//! Members as a browser, a program and an operator meet them: joining, signing in, being kept out, tokens, the command
//! line.

use crate::crash::write_content;
use crate::process::{Program, free_port, get, wait_until_ready};
use crate::support::{Answer, NOW, TestSite, fixture};
use model::member::Role;
use pharos::members::first;
use pharos::members::secret::{Random, Secret};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

const PASSWORD: &str = "correct+horse+battery";

/// A site whose docs and planner are internal.
fn site() -> TestSite {
    let settings = "[site]\nname = \"x\"\nurl = \"https://x\"\n[access]\nstatus = \"public\"\n";
    TestSite::new(&fixture().with("pharos.toml", settings), false)
}

/// The cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_string()
}

/// Makes `ada` the first admin, and gives the cookie.
async fn join(site: &TestSite) -> String {
    let link = Secret::draw(&Random::system()).unwrap();
    let link = first(&mut site.records.lock().unwrap(), &link, NOW).unwrap().unwrap();
    let form = format!("name=ada&display=Ada&password={PASSWORD}&again={PASSWORD}");
    let joined = site.post(&link.path, &form, &[]).await;
    assert_eq!((joined.status, joined.header("location")), (303, "/account"), "{}", joined.text);
    assert_eq!(site.get(&link.path, &[]).await.status, 404);
    assert_eq!(site.post(&link.path, &form, &[]).await.status, 404);
    cookie(&joined)
}

async fn sign_in(site: &TestSite, name: &str, password: &str) -> Answer {
    site.post("/sign-in", &format!("name={name}&password={password}&to=/docs"), &[]).await
}

#[tokio::test]
async fn the_first_admin_joins_by_a_form_that_says_what_is_wrong() {
    let site = site();
    let link = Secret::draw(&Random::system()).unwrap();
    let link = first(&mut site.records.lock().unwrap(), &link, NOW).unwrap().unwrap();
    let form = site.get(&link.path, &[]).await;
    assert!(form.status == 200 && form.text.contains("first admin"), "{}", form.text);
    for (form, wanted) in [
        ("name=Ada&display=Ada&password=correct+horse+battery&again=correct+horse+battery", "A sign-in name"),
        ("name=ada&display=&password=correct+horse+battery&again=correct+horse+battery", "A name has"),
        ("name=ada&display=Ada&password=short&again=short", "at least 12 letters"),
        ("name=ada&display=Ada&password=correct+horse+battery&again=other", "passwords differ"),
    ] {
        let answer = site.post(&link.path, form, &[]).await;
        assert!(answer.status == 422 && answer.text.contains(wanted), "{form}: {}", answer.text);
        assert!(!answer.text.contains("battery"), "a password is shown");
    }
    join(&site).await;
}

#[tokio::test]
async fn a_session_is_a_cookie_that_no_script_and_no_other_site_gets() {
    let site = site();
    join(&site).await;
    let answer = sign_in(&site, "ada", PASSWORD).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/docs"));
    let set = answer.header("set-cookie");
    assert!(set.starts_with("__Host-pharos=") && !set.contains("Domain"), "{set}");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure", "Max-Age=2592000"] {
        assert!(set.split("; ").any(|its| its == attribute), "{set} lacks {attribute}");
    }
    let cookie = cookie(&answer);
    let origin = ("sec-fetch-site", "same-origin");
    let out = site.post("/sign-out", "", &[("cookie", &cookie), origin]).await;
    assert!(out.status == 303 && out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(site.get("/account", &[("cookie", &cookie)]).await.status, 403);
}

#[tokio::test]
async fn whether_an_account_exists_is_not_told_and_guessing_has_to_wait() {
    let site = site();
    join(&site).await;
    let (known, unknown) = (sign_in(&site, "ada", "wrong").await, sign_in(&site, "bob", "wrong").await);
    assert_eq!((known.status, unknown.status), (401, 401));
    assert_eq!(known.text.replace("ada", "bob"), unknown.text);
    assert!(known.header("set-cookie").is_empty());
    for _ in 0..4 {
        assert_eq!(sign_in(&site, "ada", "wrong").await.status, 401);
    }
    let waits = sign_in(&site, "ada", PASSWORD).await;
    assert_eq!((waits.status, waits.header("retry-after")), (429, "1"));
    assert!(waits.text.contains("Try again in 1 s"), "{}", waits.text);
    for name in ["", "%3Cb%3E", &"x".repeat(1_000)] {
        assert_eq!(sign_in(&site, name, "wrong").await.status, 401, "{name}");
    }
}

#[tokio::test]
async fn another_password_ends_every_other_session() {
    let site = site();
    let here = join(&site).await;
    let elsewhere = cookie(&sign_in(&site, "ada", PASSWORD).await);
    let change = |before: &str| format!("before={before}&password=another+long+one&again=another+long+one");
    let headers = [("cookie", here.as_str()), ("origin", "https://x"), ("host", "x")];
    assert_eq!(site.post("/account/password", &change("wrong"), &headers).await.status, 422);
    assert_eq!(site.get("/account", &[("cookie", &elsewhere)]).await.status, 200);
    let changed = site.post("/account/password", &change(PASSWORD), &headers).await;
    assert_eq!(changed.status, 303, "{}", changed.text);
    for ended in [&here, &elsewhere] {
        assert_eq!(site.get("/account", &[("cookie", ended)]).await.status, 403);
    }
    assert_eq!(site.get("/account", &[("cookie", &cookie(&changed))]).await.status, 200);
    assert_eq!(sign_in(&site, "ada", PASSWORD).await.status, 401);
}

#[tokio::test]
async fn what_members_see_is_for_them_alone() {
    let site = site();
    let cookie = format!("__Host-pharos={}", site.member("joe", Role::Viewer).text());
    let browser = ("accept", "text/html");
    let visitor = site.get("/docs/shop?a=b", &[browser]).await;
    assert_eq!((visitor.status, visitor.header("location")), (303, "/sign-in?to=/docs/shop%3Fa%3Db"));
    // Each is asked for by the member first: nothing of it may be there for the visitor after that.
    for path in ["/", "/status/shop", "/none"] {
        let member = site.get(path, &[browser, ("cookie", &cookie)]).await;
        let visitor = site.get(path, &[browser]).await;
        assert!(
            member.text.contains("href=\"/account\"") && member.text.contains("href=\"/docs\""),
            "{path}"
        );
        assert!(
            !visitor.text.contains("href=\"/account\"") && !visitor.text.contains("href=\"/docs\""),
            "{path}"
        );
        assert!(visitor.text.contains("href=\"/sign-in\""), "{path}");
        assert_eq!(member.header("cache-control"), "private, no-store", "{path}");
        assert_eq!(visitor.header("cache-control"), "no-cache", "{path}");
        for answer in [&member, &visitor] {
            let vary = answer.header("vary");
            let names: Vec<_> = vary.split(", ").collect();
            let wanted = ["accept-encoding", "cookie", "authorization"];
            assert!(wanted.iter().all(|it| names.contains(it)), "{path}: {vary}");
        }
    }
    let docs = site.get("/docs/shop", &[browser, ("cookie", &cookie)]).await;
    assert_eq!((docs.status, docs.header("cache-control")), (200, "private, no-store"));
    let refused = site.get("/members", &[browser, ("cookie", &cookie)]).await;
    assert!(refused.status == 403 && refused.text.contains("role admin"), "{}", refused.text);
    assert_eq!(site.get("/docs/shop", &[]).await.status, 403);
}

#[tokio::test]
async fn a_program_reads_with_a_token_until_that_is_revoked() {
    let site = site();
    let cookie = join(&site).await;
    let own = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let made = site.post("/account/tokens", "name=deploy&scope=read&days=1", &own).await;
    assert_eq!(made.status, 200, "{}", made.text);
    let secret = made.text.split("pharos_").nth(1).unwrap()[..43].to_string();
    let bearer = format!("Bearer pharos_{secret}");
    assert!(!site.get("/account", &own).await.text.contains(&secret), "a secret is shown twice");
    assert_eq!(site.get("/docs/shop", &[("authorization", &bearer)]).await.status, 200);
    assert_eq!(site.get("/account", &[("authorization", &bearer)]).await.status, 403);
    assert_eq!(site.post("/account/tokens/revoke", "name=deploy", &own).await.status, 303);
    let ended = site.get("/docs/shop", &[("authorization", &bearer)]).await;
    assert!(ended.status == 401 && ended.header("www-authenticate").starts_with("Bearer"));
}

#[tokio::test]
async fn an_admin_invites_changes_roles_and_disables_and_everybody_reads_of_it() {
    let site = site();
    let cookie = join(&site).await;
    let own = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let invited = site.post("/members/invite", "name=joe&role=viewer", &own).await;
    let path =
        invited.text.split("https://x").find(|rest| rest.starts_with("/join/")).unwrap()[..49].to_string();
    assert_eq!(site.post("/members/invite", "name=joe&role=viewer", &own).await.status, 422);
    let form = format!("name=eve&display=Joe&password={PASSWORD}&again={PASSWORD}");
    let joe = self::cookie(&site.post(&path, &form, &[]).await);
    assert_eq!(site.get("/members", &[("cookie", &joe)]).await.status, 403);
    assert_eq!(site.post("/members/role", "name=joe&role=admin", &own).await.status, 303);
    assert_eq!(site.get("/members", &[("cookie", &joe)]).await.status, 200);
    assert_eq!(site.post("/members/role", "name=joe&role=viewer", &own).await.status, 303);
    let log = site.get("/audit", &[("cookie", &joe)]).await.text;
    for told in ["member.invited", "member.joined", "from viewer to admin", "session.began"] {
        assert!(log.contains(told), "{told} is not in {log}");
    }
    assert_eq!(site.post("/members/disable", "name=joe&disabled=true", &own).await.status, 303);
    assert_eq!(site.get("/audit", &[("cookie", &joe)]).await.status, 403);
    let last = site.post("/members/disable", "name=ada&disabled=true", &own).await;
    assert!(last.status == 422 && last.text.contains("last admin"), "{}", last.text);
}

fn pharos(folder: &Path, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pharos"));
    let output =
        command.args(args).args(["--content", "content", "--data", "data"]).current_dir(folder).output();
    let output = output.unwrap();
    let words = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(words).unwrap())
}

/// A server, and what it printed of `/join/`.
fn serve(folder: &Path, port: u16) -> (Program, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pharos"))
        .args(["serve", "--content", "content", "--data", "data", "--port", &port.to_string()])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let program = Program(child);
    let line = lines.map(Result::unwrap).find(|line| line.contains("/join/")).unwrap();
    wait_until_ready(port);
    (program, line[line.find("/join/").unwrap()..].to_string())
}

#[test]
fn a_first_start_prints_a_link_and_the_command_line_works_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_content(&folder.join("content"), "127.0.0.1:1");
    let (missing, words) = pharos(folder, &["member", "list"]);
    assert!(!missing && words.contains("pharos serve"), "{words}");
    let (first, before) = serve(folder, free_port());
    drop(first);
    let port = free_port();
    let (_server, link) = serve(folder, port);
    assert!(
        get(port, &before).unwrap().starts_with("HTTP/1.1 404"),
        "a link of the start before still works"
    );
    assert!(get(port, &link).unwrap().contains("first admin"));
    let (well, words) = pharos(folder, &["member", "invite", "joe", "--role", "editor"]);
    let invitation = words.split("/join/").nth(1).unwrap_or_else(|| panic!("{words}")).trim();
    assert!(well && get(port, &format!("/join/{invitation}")).unwrap().contains("joe"), "{words}");
    assert!(pharos(folder, &["member", "list"]).1.contains("has not joined"));
    assert!(pharos(folder, &["member", "role", "joe", "--role", "viewer"]).0);
    assert!(pharos(folder, &["member", "disable", "joe"]).0);
    assert!(get(port, &format!("/join/{invitation}")).unwrap().starts_with("HTTP/1.1 404"));
    assert!(!pharos(folder, &["member", "reset", "eve"]).0);
    let (whole, words) = pharos(folder, &["audit"]);
    // What is looked at is down, so that the checks may have declared something by now.
    let rows: Vec<_> = words.lines().filter(|line| line.contains("  the console  ")).collect();
    assert!(whole && rows.len() == 3 && rows[2].contains("member.disabled joe"), "{words}");
}
