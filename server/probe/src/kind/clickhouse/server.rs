//! Against a real ClickHouse: Debian's, which names no number of an error in a header.

#![allow(clippy::unwrap_used)]
use crate::loopback::daemon::{self, Daemon};
use crate::loopback::judged;
use crate::loopback::program::free_port;
use model::sample::Outcome;
use std::fs;

/// One that keeps everything in its folder, with the users `default` and `ops`.
async fn clickhouse() -> Daemon {
    daemon::start("clickhouse-server", "clickhouse-server", |port, folder| {
        let (home, native) = (folder.display(), free_port());
        let config = format!(
            "<yandex><logger><level>error</level><console>1</console></logger><listen_host>127.0.0.1</listen_host>\
             <http_port>{port}</http_port><tcp_port>{native}</tcp_port>\
             <path>{home}/data/</path><tmp_path>{home}/tmp/</tmp_path><mark_cache_size>1000000</mark_cache_size>\
             <users_config>users.xml</users_config><default_profile>default</default_profile>\
             <default_database>default</default_database></yandex>"
        );
        fs::write(folder.join("config.xml"), config).unwrap();
        let user = |name: &str, password: &str| {
            format!(
                "<{name}><password>{password}</password><networks><ip>127.0.0.1</ip></networks>\
                 <profile>default</profile><quota>default</quota></{name}>"
            )
        };
        let users = user("default", "") + &user("ops", "hunter2");
        let users = format!(
            "<yandex><profiles><default/></profiles><quotas><default/></quotas><users>{users}</users></yandex>"
        );
        fs::write(folder.join("users.xml"), users).unwrap();
        vec![format!("--config-file={home}/config.xml")]
    })
    .await
}

#[tokio::test]
async fn a_real_server_is_asked() {
    let server = clickhouse().await;
    let pass = (Outcome::Pass, String::new());
    assert_eq!(judged("clickhouse", &server.url(), &[], &["[BODY].ping == Ok."]).await, pass);
    let replicas = ["[BODY].replicas == 0", "[BODY].readonly == 0", "[BODY].version == pat(*.*)"];
    assert_eq!(judged("clickhouse", &server.url(), &[("replicas", "true")], &replicas).await, pass);
    let asked = async |user: &str, password: &str| {
        let options = [("replicas", "true"), ("user", user), ("password", password)];
        judged("clickhouse", &server.url(), &options, &[]).await
    };
    assert_eq!(asked("ops", "hunter2").await, pass);
    let refused = (Outcome::Blind, "ClickHouse refuses the user or the password".to_owned());
    assert_eq!(asked("ops", "hunter3").await, refused);
    assert_eq!(asked("nobody", "hunter2").await.0, Outcome::Blind);
}
