//! Links rewritten, and links refused.

use super::*;

fn href(source: &str, target: &str) -> String {
    let known = |path: &str| ["", "butterfly", "butterfly/runbooks", "a b", "v1.2"].contains(&path);
    match resolve(source, target, &known) {
        Destination::Refused(_) => "refused".to_owned(),
        other => other.href(),
    }
}

#[test]
fn pages_become_addresses() {
    let cases = [
        ("runbooks/index.md#x", "/docs/butterfly/runbooks#x"),
        ("runbooks/", "/docs/butterfly/runbooks"),
        ("runbooks", "/docs/butterfly/runbooks"),
        ("./ports.md?a=1#b", "/docs/butterfly/ports?a=1#b"),
        ("../index.md", "/docs"),
        ("../README.md", "/docs"),
        ("..", "/docs"),
        ("/docs", "/docs"),
        ("/docs/butterfly/#x", "/docs/butterfly#x"),
        ("/jack/ports.md", "/docs/jack/ports"),
        ("../a%20b.md", "/docs/a%20b"),
        ("../v1.2", "/docs/v1.2"),
        ("#here", "/docs/butterfly#here"),
        ("missing", "/docs/butterfly/missing"),
    ];
    for (target, wanted) in cases {
        assert_eq!(href("butterfly/index.md", target), wanted, "{target}");
    }
}

#[test]
fn the_rest_stays() {
    let cases = [
        ("img/a b.png", "/docs/butterfly/img/a%20b.png"),
        ("../deploy.yaml#L3", "/docs/deploy.yaml#L3"),
        ("/status?x=1", "/status?x=1"),
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("//example.org/x", "//example.org/x"),
        ("mailto:ops@example.org", "mailto:ops@example.org"),
        ("a/b:c", "/docs/butterfly/a/b%3Ac"),
    ];
    for (target, wanted) in cases {
        assert_eq!(href("butterfly/index.md", target), wanted, "{target}");
    }
}

#[test]
fn hostile_and_impossible_targets_are_refused() {
    let cases = [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\u{1}javascript:alert(1)",
        " javascript:alert(1)",
        "\u{a0}javascript:alert(1)",
        "java\u{200b}script:alert(1)",
        "javascript%3Aalert(1)",
        "%6aavascript:alert(1)",
        "%20javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "file:///etc/passwd",
        "blob:https://example.org/1",
        ":x",
        "\\\\example.org",
        "/\\example.org",
        "..\\ports.md",
        "../../secret.md",
        "%2e%2e/%2e%2e/secret",
        "/docs/../../x",
    ];
    for target in cases {
        assert_eq!(href("butterfly/index.md", target), "refused", "{target:?}");
    }
}

#[test]
fn only_http_leaves_the_site() {
    let external = |target| resolve("a.md", target, &|_| false).is_external();
    assert!(external("https://example.org") && external("//example.org"));
    assert!(!external("mailto:a@example.org") && !external("b.md") && !external("/status"));
}

#[test]
fn the_way_between_files() {
    assert_eq!(relative("a/b.md", "a/c.md"), "c.md");
    assert_eq!(relative("a/b/c.md", "a/d/e.md"), "../d/e.md");
    assert_eq!(relative("a.md", "b/c.md"), "b/c.md");
    assert_eq!(relative("b/c.md", "a.md"), "../a.md");
}
