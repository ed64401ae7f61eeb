//! The yardstick: nginx with one process, serving given bytes from a file.

use crate::process;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Starts nginx on core 0, in the foreground as a single process, which serves `page` as `/` and its
/// `brotli` form to who accepts that. `folder` takes its files.
pub fn start(folder: &Path, port: u16, page: &[u8], brotli: &[u8]) -> Result<Child> {
    fs::create_dir_all(folder.join("html"))?;
    fs::write(folder.join("html/index.html"), page)?;
    fs::write(folder.join("html/index.br"), brotli)?;
    spawn(folder, 0, &configuration(port))
}

/// Starts nginx on `core` as something to be probed: `/` answers 200 on both ports, on the second without keeping
/// connections; `/count` tells how often (module stub_status).
pub fn start_target(folder: &Path, core: u32, kept: u16, closed: u16) -> Result<Child> {
    fs::create_dir_all(folder)?;
    let server = |port: u16, more: &str| {
        format!(
            "  server {{
    listen 127.0.0.1:{port};
    {more}
    location = / {{ return 200 ok; }}
    location = /count {{ stub_status; }}
  }}
"
        )
    };
    let servers = server(kept, "keepalive_requests 100000000;") + &server(closed, "keepalive_timeout 0;");
    let directories = ["body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| match name {
        "body" => "  client_body_temp_path tmp-body;\n".to_owned(),
        name => format!("  {name}_temp_path tmp-{name};\n"),
    });
    let (head, directories) = (HEAD, directories.concat());
    spawn(
        folder,
        core,
        &format!(
            "{head}events {{ worker_connections 16384; }}\nhttp {{\n  access_log off;\n{directories}{servers}}}\n"
        ),
    )
}

/// How nginx runs: in the foreground, as one process.
const HEAD: &str =
    "daemon off;\nmaster_process off;\nworker_processes 1;\npid nginx.pid;\nworker_rlimit_nofile 32768;\n";

fn spawn(folder: &Path, core: u32, configuration: &str) -> Result<Child> {
    let conf = folder.join("nginx.conf");
    fs::write(&conf, configuration)?;
    let program = process::find("nginx").unwrap_or_else(|| "/usr/sbin/nginx".into());
    let mut nginx = Command::new("taskset");
    nginx.args(["-c", &core.to_string()]).arg(program).arg("-p").arg(folder).arg("-c").arg(&conf);
    nginx.args(["-e", "error.log"]).stdin(Stdio::null());
    nginx.spawn().context("cannot start nginx")
}

/// The fastest that nginx offers for a file: sendfile, open file cache, no access log. The brotli bytes lie
/// in a file, so no module is needed to send them; the `map` alone decides which file it is.
fn configuration(port: u16) -> String {
    format!(
        "daemon off;
master_process off;
worker_processes 1;
pid nginx.pid;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path tmp-body;
  proxy_temp_path tmp-proxy;
  fastcgi_temp_path tmp-fastcgi;
  uwsgi_temp_path tmp-uwsgi;
  scgi_temp_path tmp-scgi;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_requests 100000000;
  open_file_cache max=16 inactive=60s;
  default_type text/html;
  types {{ }}
  map $http_accept_encoding $page {{ default /index.html; br /index.br; }}
  map $http_accept_encoding $encoding {{ default \"\"; br br; }}
  server {{
    listen 127.0.0.1:{port};
    root html;
    location = / {{
      add_header Content-Encoding $encoding;
      add_header Vary Accept-Encoding;
      try_files $page =404;
    }}
  }}
}}
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_listens_on_loopback_only() {
        let text = configuration(4711);
        assert!(text.contains("listen 127.0.0.1:4711;"));
        assert_eq!(text.matches('{').count(), text.matches('}').count());
    }
}
