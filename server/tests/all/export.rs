//! `pharos export site`: the folder that it writes, behind a plain file server, and every link of it followed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Ends the program with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Serves a folder as any static host does, and gives its port.
fn file_server(folder: &Path) -> (Server, u16) {
    let started = Command::new("python3")
        .args(["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory"])
        .arg(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child =
        started.unwrap_or_else(|why| panic!("python3 is needed, from the Debian package python3: {why}"));
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.split(" port ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().parse().unwrap();
    (Server(child), port)
}

/// Status code, media type and body of what is at a path.
fn get(port: u16, path: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: x\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let answer = String::from_utf8_lossy(&bytes);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let kind = head.lines().find_map(|line| line.strip_prefix("Content-type: ")).unwrap_or_default();
    (status, kind.into(), body.into())
}

/// Where a link of the page at `from` leads to on the same host; nothing if it leaves it.
fn resolved(from: &str, link: &str) -> Option<String> {
    let link = link.split(['#', '?']).next().unwrap();
    if link.is_empty() || link.contains(':') || link.starts_with("//") {
        return None;
    }
    assert!(!link.starts_with('/'), "{from} has the link {link}, which no folder of a host has");
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{link} of {from} leads out"),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

/// Every page and asset that links from the first page on lead to, by its address.
fn walked(port: u16) -> BTreeMap<String, String> {
    let (mut found, mut known) = (BTreeMap::new(), BTreeSet::from(["/index.html".to_owned()]));
    let mut waiting: VecDeque<String> = known.iter().cloned().collect();
    while let Some(path) = waiting.pop_front() {
        let (status, kind, body) = get(port, &path);
        assert_eq!(status, 200, "{path}");
        if kind.starts_with("text/html") {
            let values = [" href=\"", " src=\""].map(|name| body.split(name).skip(1));
            let links = values.into_iter().flatten().filter_map(|rest| rest.split('"').next());
            for next in links.filter_map(|link| resolved(&path, link)) {
                if known.insert(next.clone()) {
                    waiting.push_back(next);
                }
            }
        }
        found.insert(path, body);
    }
    found
}

/// Writes a site, with a built browser side of the test's own: the tests do not wait for one to be built.
fn export(content: &Path, data: &Path, arguments: &[&str]) -> (bool, String) {
    let site = data.with_extension("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    for (name, text) in [
        ("favicon.svg", "<svg viewBox=\"0 0 1 1\"/>"),
        ("pkg/app.0.css", "body{margin:0}"),
        ("manifest.json", "{\"app.css\":\"pkg/app.0.css\"}"),
    ] {
        std::fs::write(site.join(name), text).unwrap();
    }
    let built = ["--site", site.to_str().unwrap()];
    pharos(content, data, &[&["export", "site"], arguments, &built].concat())
}

fn pharos(content: &Path, data: &Path, arguments: &[&str]) -> (bool, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_pharos"));
    let ran = program.args(arguments).arg("--content").arg(content).arg("--data").arg(data).output().unwrap();
    let words = [ran.stdout, ran.stderr].concat();
    (ran.status.success(), String::from_utf8(words).unwrap())
}

/// The content of the tests, in which these settings stand too.
fn content(folder: &Path, settings: &str) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/content");
    let estate = folder.join("estate");
    std::fs::create_dir_all(&estate).unwrap();
    let shop = std::fs::read_to_string(fixture.join("estate/shop.toml")).unwrap();
    let shop = shop.lines().filter(|line| !line.starts_with("docs = ")).collect::<Vec<_>>().join("\n");
    std::fs::write(estate.join("shop.toml"), shop).unwrap();
    std::fs::write(folder.join("logo.svg"), "<svg viewBox=\"0 0 2 1\"/>").unwrap();
    std::fs::write(folder.join("pharos.toml"), settings).unwrap();
}

const SETTINGS: &str = "[site]\nname = \"Shop\"\nurl = \"https://status.shop.example\"\n\
    [brand]\nlogo = \"logo.svg\"\naccent = \"#12507e\"\n[subscribers]\nwebhook = true\n";

#[test]
fn what_is_written_works_from_any_folder_of_a_plain_file_server() {
    let folder = tempfile::tempdir().unwrap();
    let [content_folder, data, to] = ["content", "data", "out"].map(|name| folder.path().join(name));
    content(&content_folder, SETTINGS);
    // Another Pharos has it open, as while one serves.
    let _open = store::Store::open(&data.join("pharos.db")).unwrap();
    let declare = [
        "incident",
        "declare",
        "Shop <down>",
        "--severity",
        "p1",
        "--impact",
        "shop/web=degraded",
        "--publish",
    ];
    let (done, words) = pharos(&content_folder, &data, &declare);
    assert!(done, "{words}");
    let id = words.split(' ').next().unwrap();
    let below = to.join("some/folder");
    let (done, words) = export(&content_folder, &data, &[below.to_str().unwrap()]);
    assert!(done && words.contains(" html ") && words.contains("files in"), "{words}");

    let (_server, port) = file_server(&below);
    let walked = walked(port);
    for page in
        ["/status/shop/db/index.html", "/incidents/index.html", "/history/index.html", "/report/index.html"]
    {
        assert!(walked.contains_key(page), "nothing leads to {page}: {:?}", walked.keys());
    }
    assert!(walked[&format!("/incidents/{id}/index.html")].contains("Shop &lt;down&gt;"));
    assert!(walked.keys().any(|path| path.starts_with("/brand/logo.")), "{:?}", walked.keys());
    let first = &walked["/index.html"];
    for (page, root) in [
        ("/de/index.html", "<html lang=\"de\">"),
        ("/ar/status/shop/db/index.html", "<html lang=\"ar\" dir=\"rtl\">"),
    ] {
        assert!(walked[page].contains(root), "{page}: {}", walked[page]);
    }
    assert!(first.contains("hreflang=\"de\" href=\"https://status.shop.example/de/\""), "{first}");
    assert!(first.contains("<meta http-equiv=\"Content-Security-Policy\""), "{first}");
    assert!(!first.contains("<script type=\"module\"") && !first.contains("/subscribe"), "{first}");
    for (path, part) in [
        ("/api/v2/summary.json", "\"Shop <down>\""),
        ("/api/status.json", "shop/web"),
        ("/history.atom", "https://status.shop.example/incidents/"),
        ("/calendar.ics", "BEGIN:VCALENDAR"),
        ("/badge/shop/db/uptime.svg", "<svg"),
        ("/badge/shop/status.json", "schemaVersion"),
        ("/status.txt", "Shop / Database"),
        ("/sitemap.xml", "<loc>https://status.shop.example/status/shop/db</loc>"),
        ("/sitemap.xml", "<loc>https://status.shop.example/de/status/shop/db/</loc>"),
        ("/preview.png", "PNG"),
    ] {
        let (status, _, body) = get(port, path);
        assert!(status == 200 && body.contains(part), "{path}: {status} {body}");
    }
}

#[test]
fn one_page_of_several_is_written_under_an_address_of_its_own_and_what_is_internal_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let [content_folder, data, to] = ["content", "data", "out"].map(|name| folder.path().join(name));
    let page =
        "[[page]]\nid = \"web\"\nname = \"Web alone\"\nurl = \"https://web.example\"\nshows = [\"shop\"]\n";
    content(&content_folder, &format!("{SETTINGS}[access]\nstatus = \"internal\"\n{page}"));
    drop(store::Store::open(&data.join("pharos.db")).unwrap());
    let out = to.to_str().unwrap();
    let (done, words) = export(&content_folder, &data, &[out]);
    assert!(!done && words.contains("for members") && !to.exists(), "{words}");
    let (done, words) = export(
        &content_folder,
        &data,
        &[out, "--page", "web", "--url", "https://copy.example/", "--lang", "de"],
    );
    assert!(done, "{words}");
    assert!(to.join("de/index.html").is_file() && !to.join("ar").exists());
    let first = std::fs::read_to_string(to.join("index.html")).unwrap();
    assert!(first.contains("Web alone") && first.contains("href=\"https://copy.example/\""), "{first}");
    let (done, words) = export(&content_folder, &data, &[out, "--page", "none"]);
    assert!(!done && words.contains("no [[page]] \"none\""), "{words}");
}
