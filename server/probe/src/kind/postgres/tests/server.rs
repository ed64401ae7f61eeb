//! Real servers: Debian's postgresql, as a primary with every way to log in, and as a replica of it.

#![allow(clippy::unwrap_used)]
use super::{USER, with};
use crate::loopback::daemon::until;
use crate::loopback::program::{Program, free_port, run};
use crate::loopback::{CERTIFICATE_FILE, KEY_FILE, put};
use model::sample::Outcome;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PACKAGE: &str = "postgresql";

/// A server, and the folder that it works in.
struct Cluster {
    port: u16,
    folder: TempDir,
    server: Program,
}

impl Cluster {
    /// Starts a server on the data that `maker` makes, with these settings besides.
    fn start(maker: &str, arguments: &[&str], settings: &str) -> Cluster {
        let (port, folder) = (free_port(), TempDir::new().unwrap());
        let (at, data) = (folder.path().display(), folder.path().join("data"));
        give_away(folder.path());
        run(program(maker).arg("-D").arg(&data).args(arguments), PACKAGE);
        let mut file = fs::OpenOptions::new().append(true).open(data.join("postgresql.conf")).unwrap();
        writeln!(file, "port = {port}\nunix_socket_directories = '{at}'\nssl = on\n{settings}").unwrap();
        fs::write(data.join("pg_hba.conf"), DOORS).unwrap();
        fs::copy(CERTIFICATE_FILE, data.join("server.crt")).unwrap();
        fs::copy(KEY_FILE, data.join("server.key")).unwrap();
        fs::set_permissions(data.join("server.key"), Permissions::from_mode(0o600)).unwrap();
        give_away(folder.path());
        let mut postgres = program("postgres");
        postgres.arg("-D").arg(&data).stdout(Stdio::null()).stderr(Stdio::null());
        let server = Program::start(&mut postgres, PACKAGE);
        Cluster { port, folder, server }
    }

    fn target(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What a query of the superuser gives, over the socket in the folder.
    fn sql(&self, query: &str) -> String {
        let (port, folder) = (self.port.to_string(), self.folder.path());
        let mut psql = program("psql");
        run(psql.arg("-h").arg(folder).args(["-p", &port, "-U", "postgres", "-Atqc", query]), PACKAGE)
    }
}

impl Drop for Cluster {
    /// Ends it at once, with the processes that it started.
    fn drop(&mut self) {
        let _ = Command::new("sh").args(["-c", &format!("kill -QUIT {}", self.server.0.id())]).status();
        let _ = self.server.0.wait();
    }
}

/// PostgreSQL refuses to run as root.
fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Gives a folder to the user who runs the programs.
fn give_away(folder: &Path) {
    if is_root() {
        run(Command::new("chown").args(["-R", "postgres"]).arg(folder), PACKAGE);
    }
}

/// A program of the newest version, which Debian keeps off the path; run as its own user if root asks.
fn program(name: &str) -> Command {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let programs = versions.map(|version| version.unwrap().path().join("bin").join(name));
    let program: PathBuf = programs.filter(|program| program.exists()).max().unwrap_or_else(|| name.into());
    let mut command = Command::new(if is_root() { "setpriv".into() } else { program.clone() });
    if is_root() {
        assert!(program.is_absolute(), "{name} is missing: apt-get install {PACKAGE}");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    }
    command.env("LC_ALL", "C").current_dir("/");
    command
}

/// Lets each role in by the method that it is named after, and pharos by the default one.
const DOORS: &str = "local all all trust\nhost replication postgres 127.0.0.1/32 trust\n\
    host all trusted 127.0.0.1/32 trust\nhost all hashed 127.0.0.1/32 md5\n\
    host all pharos all scram-sha-256\nhost all bare all password\n";

const ROLES: &str = "CREATE ROLE trusted LOGIN; CREATE ROLE pharos LOGIN PASSWORD 'hunter2'; \
    CREATE ROLE bare LOGIN PASSWORD 'hunter2'; \
    SET password_encryption = 'md5'; CREATE ROLE hashed LOGIN PASSWORD 'hunter2'";

async fn primary() -> Cluster {
    let made = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"];
    let cluster = Cluster::start("initdb", &made, "fsync = off\nmax_connections = 20\nwal_level = replica");
    until(Outcome::Pass, &with(&cluster.target(), &[], &["[BODY].authenticated == false"])).await;
    cluster.sql(ROLES);
    cluster
}

/// The options of a role with its password, for a database that exists.
fn role(user: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![("user", user), ("password", "hunter2"), ("database", "postgres")]
}

#[tokio::test]
async fn every_login_is_spoken() {
    let cluster = primary().await;
    let version = cluster.sql("SHOW server_version");
    let version = format!("[BODY].version == {}", version.split_whitespace().next().unwrap());
    let facts = [
        "[BODY].authenticated == true",
        "[BODY].in_recovery == false",
        "[BODY].lag_seconds == 0",
        "[BODY].connections >= 1",
        "[BODY].max_connections == 20",
        &version,
    ];
    for user in ["trusted", "hashed", "pharos"] {
        let answer = put(&with(&cluster.target(), &role(user), &facts)).await;
        assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""), "{user}");
        assert!(answer.phases.first_byte.is_some());
    }
    let answer = put(&with(&cluster.target(), &role("bare"), &[])).await;
    assert_eq!(answer.outcome, Outcome::Blind, "{}", answer.detail);
    let bare = [&role("bare")[..], &[("cleartext", "true")]].concat();
    assert_eq!(put(&with(&cluster.target(), &bare, &facts)).await.outcome, Outcome::Pass);
}

#[tokio::test]
async fn tls_is_verified_and_hides_a_password() {
    let cluster = primary().await;
    let target = format!("localhost:{}", cluster.port);
    for user in ["bare", "pharos"] {
        let options = [&role(user)[..], &[("tls", "require")]].concat();
        let answer = put(&with(&target, &options, &["[BODY].authenticated == true"])).await;
        assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""), "{user}");
        assert!(answer.phases.tls.is_some());
    }
    let answer = put(&with(&target, &[("tls", "require")], &["[BODY].authenticated == false"])).await;
    assert_eq!(answer.outcome, Outcome::Pass, "{}", answer.detail);
}

#[tokio::test]
async fn a_refused_login_says_why() {
    let cluster = primary().await;
    let asked = async |options: &[(&str, &str)]| {
        let answer = put(&with(&cluster.target(), options, &[])).await;
        (answer.outcome, answer.detail)
    };
    let fail = |detail: &str| (Outcome::Fail, format!("the login is refused: {detail}"));
    let wrong = asked(&[("user", "pharos"), ("password", "wrong")]).await;
    assert_eq!(wrong, fail("password authentication failed for user \"pharos\" (28P01)"));
    assert_eq!(asked(USER).await, fail("database \"pharos\" does not exist (3D000)"));
    let wanted = (Outcome::Blind, "it wants a password; set the option password".to_owned());
    assert_eq!(asked(&[("user", "pharos")]).await, wanted);
}

#[tokio::test]
async fn a_replica_says_how_far_behind_it_is() {
    let primary = primary().await;
    let port = primary.port.to_string();
    let copied = ["-R", "-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-c", "fast", "--no-sync"];
    let replica = Cluster::start("pg_basebackup", &copied, "hot_standby = on");
    let facts =
        async |expect: &[&str]| until(Outcome::Pass, &with(&replica.target(), &role("pharos"), expect)).await;
    facts(&["[BODY].in_recovery == true", "[BODY].receiving == true", "[BODY].lag_seconds == 0"]).await;

    primary.sql("CREATE TABLE first ()");
    let has_first = |_| !replica.sql("SELECT to_regclass('first')").trim().is_empty();
    assert!((0..1_000).any(has_first), "the replica hears nothing");
    replica.sql("SELECT pg_wal_replay_pause()");
    primary.sql("CREATE TABLE second ()");
    facts(&["[BODY].lag_seconds > 0", "[BODY].lag_seconds < 600"]).await;
    replica.sql("SELECT pg_wal_replay_resume()");
    facts(&["[BODY].lag_seconds == 0"]).await;

    drop(primary);
    facts(&["[BODY].receiving == false", "[BODY].lag_seconds == 0"]).await;
}
