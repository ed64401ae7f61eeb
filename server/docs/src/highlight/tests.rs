//! What each language's parts become, and that nothing is lost whatever comes in.

use super::*;
use proptest::prelude::*;

/// The HTML with `[class text]` for a span.
fn parts(language: &str, code: &str) -> String {
    html(language, code, &[]).replace("<span class=\"hl-", "[").replace("\">", " ").replace("</span>", "]")
}

#[test]
fn languages_of_operations() {
    let cases = [
        (
            "bash",
            "kubectl get pods -n <ns> --watch # all\nA=1 sudo rm \"$X\" | grep ${Y} && done",
            "[function kubectl] get pods [key -n] [variable &lt;ns&gt;] [key --watch] [comment # all]\n\
             [variable A]=[number 1] [keyword sudo] rm [string &quot;$X&quot;] | [function grep] [variable ${Y}] &amp;&amp; [keyword done]",
        ),
        (
            "sh",
            "$ oc get x \\\n  -o yaml\nNAME <none>\n$ ls",
            "[prompt $ ][function oc] get x \\\n  [key -o] yaml\n[output NAME &lt;none&gt;]\n[prompt $ ][function ls]",
        ),
        (
            "console",
            "me@host:~$ df -h\nFull: 99%\ncqlsh> exit",
            "[prompt me@host:~$ ][function df] [key -h]\n[output Full: 99%]\n[prompt cqlsh&gt; ][function exit]",
        ),
        (
            "bash",
            "  # What runs\n  $ oc get x\n  NAME\n\n  $ pwd",
            "[output   # What runs]\n[prompt   $ ][function oc] get x\n[output   NAME]\n\n[prompt   $ ][function pwd]",
        ),
        (
            "console",
            "# as root\n$ sudo -i\n# id",
            "[output # as root]\n[prompt $ ][keyword sudo] [key -i]\n[prompt # ][function id]",
        ),
        ("console", "$ curl -s x\n# drop it", "[prompt $ ][function curl] [key -s] x\n[output # drop it]"),
        ("console", "# id\nuid=0", "[prompt # ][function id]\n[output uid=0]"),
        (
            "promql",
            "sum by (job) (rate(up{a=\"b\"}[5m])) > 0.5 # x",
            "[function sum] [keyword by] (job) ([function rate](up{a=[string &quot;b&quot;]}[[number 5m]])) &gt; [number 0.5] [comment # x]",
        ),
        (
            "yaml",
            "a: 1 # c\n- b c: \"d\"\n  'e': true\nf: don't\nhttp://x\n",
            "[key a]: [number 1] [comment # c]\n- [key b c]: [string &quot;d&quot;]\n  [key &#39;e&#39;]: [keyword true]\n[key f]: don&#39;t\nhttp://x\n",
        ),
        (
            "json",
            "{\"a\" : [1, \"b\", null]}",
            "{[key &quot;a&quot;] : [[number 1], [string &quot;b&quot;], [keyword null]]}",
        ),
        (
            "sql",
            "SELECT count(*) FROM t -- x",
            "[keyword SELECT] [function count](*) [keyword FROM] t [comment -- x]",
        ),
        ("toml", "[a.b]\nc = \"d\" # e", "[meta [a.b]]\n[key c] = [string &quot;d&quot;] [comment # e]"),
        ("ini", "[a]\n; b\nc=yes", "[meta [a]]\n[comment ; b]\n[key c]=[keyword yes]"),
        (
            "hcl",
            "resource \"a\" \"b\" {\n  c = 1\n}",
            "[keyword resource] [string &quot;a&quot;] [string &quot;b&quot;] {\n  [key c] = [number 1]\n}",
        ),
        ("nginx", "server { listen 80; }", "[keyword server] { [function listen] [number 80]; }"),
        (
            "dockerfile",
            "FROM a:1 AS b\nRUN x $Y",
            "[keyword FROM] a:1 [keyword AS] b\n[keyword RUN] x [variable $Y]",
        ),
        ("diff", "--- a\n@@ 1\n-b\n+c\n d", "[meta --- a]\n[meta @@ 1]\n[deleted -b]\n[inserted +c]\n d"),
        ("log", "2026 WARN x=\"y\"", "[number 2026] [warning WARN] x=[string &quot;y&quot;]"),
        (
            "rust",
            "fn f<'a>(x: &'a str) { /* y */ }",
            "[keyword fn] f&lt;&#39;a&gt;(x: &amp;&#39;a [function str]) { [comment /* y */] }",
        ),
        (
            "python",
            "@a\ndef b():\n    \"\"\"c\n\"\"\"",
            "[variable @a]\n[keyword def] [function b]():\n    [string &quot;&quot;&quot;c\n&quot;&quot;&quot;]",
        ),
        (
            "java",
            "return new A(\"b\"); // c",
            "[keyword return] [keyword new] [function A]([string &quot;b&quot;]); [comment // c]",
        ),
        ("ts", "const a = `b\n`;", "[keyword const] a = [string `b\n`];"),
        ("zebra", "a < b", "a &lt; b"),
    ];
    for (language, code, wanted) in cases {
        assert_eq!(parts(language, code), wanted, "{language}");
    }
}

#[test]
fn hidden_characters_are_shown_within_parts() {
    assert_eq!(
        html("sh", "ls # \u{202e}x", &[]),
        "<span class=\"hl-function\">ls</span> <span class=\"hl-comment\"># <span class=\"docs-hidden\">U+202E</span>x</span>"
    );
}

#[test]
fn long_code_takes_time_in_proportion() {
    for part in ["\"", "'", "`", "/*", "${", "<a", "$", "-", "a", "\\\n", "# ", "[", "a: ", "$ a\\\n"] {
        for language in ["bash", "yaml", "sql", "rust", "toml", "console", "log", "diff"] {
            html(language, &part.repeat(20_000), &[]);
        }
    }
}

proptest! {
    #[test]
    fn all_of_the_code_is_shown_and_nothing_else(
        language in prop::sample::select(vec!["sh", "console", "yaml", "json", "promql", "sql", "toml", "ini", "hcl", "nginx", "dockerfile", "diff", "log", "rust", "python", "java", "js", "none"]),
        code in "([a-z0-9 ]{0,3}|[\"'`$<>#:=/*{}\\[\\]@\\\\|;&-]|\n|\u{e9}|\u{2026}|\\$ |- ){0,60}",
    ) {
        prop_assert!(is_known(language) || ["console", "diff", "log", "none"].contains(&language));
        let html = html(language, &code, &[]);
        let mut text = String::new();
        for (index, part) in html.split('<').enumerate() {
            let shown = if index == 0 { part } else {
                let (tag, shown) = part.split_once('>').unwrap_or(("", part));
                prop_assert!(tag == "/span" || tag.starts_with("span class=\"hl-"), "{}", html);
                shown
            };
            text.push_str(shown);
        }
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        prop_assert_eq!(text, code);
        prop_assert_eq!(html.matches("<span").count(), html.matches("</span>").count());
    }
}
