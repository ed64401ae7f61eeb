//! What the suites do not hold: what GitHub adds, as `cmark-gfm` 0.29 writes it.

use super::*;

#[test]
fn tables_tasks_and_strikethrough_are_as_github_writes_them() {
    assert_eq!(
        commonmark("|a|b|\n|-:|-|\n|1|<b>|\n\n- [x] ~~c~~\n- [ ] d\n"),
        "<table>\n<thead>\n<tr>\n<th align=\"right\">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n\
         <td align=\"right\">1</td>\n<td><b></td>\n</tr>\n</tbody>\n</table>\n\
         <ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> <del>c</del></li>\n\
         <li><input type=\"checkbox\" disabled=\"\" /> d</li>\n</ul>\n"
    );
    assert_eq!(commonmark("|a|\n|-|\n"), "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n");
}

#[test]
fn only_github_links_bare_addresses_and_filters_tags() {
    let text = "www.a.example <https://b.example> [https://c.example](d) `https://e.example`\n";
    let rest = "<a href=\"https://b.example\">https://b.example</a> <a href=\"d\">https://c.example</a> \
                <code>https://e.example</code></p>\n";
    assert_eq!(commonmark(text), format!("<p>www.a.example {rest}"));
    assert_eq!(gfm(text), format!("<p><a href=\"http://www.a.example\">www.a.example</a> {rest}"));
    let tags = "a <Title> </script > <scripts> <style/>\n\n<xmp>\n";
    assert_eq!(gfm(tags), "<p>a &lt;Title> &lt;/script > <scripts> &lt;style/></p>\n&lt;xmp>\n");
    assert_eq!(commonmark(tags), "<p>a <Title> </script > <scripts> <style/></p>\n<xmp>\n");
}

#[test]
fn only_github_leaves_strong_words_within_strong_ones_as_they_are() {
    let text = "**a __b__ *c **d*** e** **f**\n";
    assert_eq!(
        commonmark(text),
        "<p><strong>a <strong>b</strong> <em>c <strong>d</strong></em> e</strong> <strong>f</strong></p>\n"
    );
    assert_eq!(gfm(text), "<p><strong>a b <em>c <strong>d</strong></em> e</strong> <strong>f</strong></p>\n");
}

#[test]
fn no_extension_of_the_portal_is_read() {
    let text = "---\ntitle: x\n---\n:::note\n[[TOC]]\n[^a]\n!!! tip\n> [!NOTE]\n> x\n";
    assert_eq!(
        commonmark(text),
        "<hr />\n<h2>title: x</h2>\n<p>:::note\n[[TOC]]\n[^a]\n!!! tip</p>\n<blockquote>\n<p>[!NOTE]\nx</p>\n</blockquote>\n"
    );
}
