//! An incident as an entry of a feed, the same for Atom, RSS and JSON Feed: its id, its instants, what was told of it.
//!
//! An id never changes and an entry's date moves only when something is told, so that a reader shows each incident once.

use crate::Source;
use crate::instant::clock;
use crate::xml::escape;
use messages::Locale;
use model::incident::{State, Told};
use model::public::{PublicIncident, Whole};
use model::time::At;
use std::fmt::Write as _;

/// The most entries of a feed.
const MOST: usize = 50;

/// An entry of a feed.
pub struct Story<'a> {
    /// The same for good (RFC 4151): `tag:status.example.org,2005:Incident/2026-11-20-orders`.
    pub id: String,
    /// Where people read it.
    pub url: String,
    /// In a few words, as people wrote them.
    pub title: &'a str,
    /// When it began.
    pub began: At,
    /// When something was last told of it.
    pub updated: At,
    /// All that was told, newest first, as HTML.
    pub html: String,
}

/// The latest incidents, those that began last first.
pub fn stories<'a>(source: &Source<'a>) -> Vec<Story<'a>> {
    source.public.incidents.iter().take(MOST).map(|incident| story(source, incident)).collect()
}

/// When something was last told in any of them; the first instant there is if nothing ever was.
pub fn updated(stories: &[Story<'_>]) -> At {
    stories.iter().map(|story| story.updated).max().unwrap_or_default()
}

fn story<'a>(source: &Source<'a>, incident: &'a PublicIncident) -> Story<'a> {
    Story {
        id: format!("tag:{},2005:Incident/{}", source.host(), incident.id),
        url: source.address(&format!("/incidents/{}", incident.id)),
        title: &incident.title,
        began: incident.began,
        updated: incident.updated(),
        html: html(source, incident),
    }
}

/// Programs that read Statuspage's feeds take the first `<strong>` for the state.
fn html(source: &Source<'_>, incident: &PublicIncident) -> String {
    let locale = source.locale;
    let mut html: String = incident.updates.iter().map(|told| update(locale, told)).collect();
    if html.is_empty() {
        let _ = write!(html, "<p><strong>{}</strong></p>", state(locale, incident.state));
    }
    if let Some(Whole::Shown(id)) = &incident.merged {
        let [part, whole] = ["incident-part", "incident-whole"].map(|message| locale.text(message));
        let url = escape(&source.address(&format!("/incidents/{id}")));
        let _ = write!(html, "<p>{part} <a href=\"{url}\">{whole}</a>.</p>");
    }
    html
}

fn update(locale: &Locale, told: &Told) -> String {
    let ((_, month, date), (hour, minute)) = (told.happened.day().civil(), clock(told.happened));
    let time = locale.fill(
        "feed-time",
        &[
            ("month", &locale.text(&format!("month-short-{month}"))),
            ("day", &format!("<var data-var='date'>{date}</var>")),
            ("clock", &format!("<var data-var='time'>{hour:02}:{minute:02}</var> UTC")),
        ],
    );
    let state = state(locale, told.state);
    format!("<p><small>{time}</small><br><strong>{state}</strong></p>{}", docs::message(&told.text))
}

fn state(locale: &Locale, state: State) -> String {
    locale.text(&["state-", state.slug()].concat())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::sample::{HOSTILE, NOW, german, named, public, source};
    use crate::{Source, atom, json_feed, rss};
    use model::public::Public;
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    /// Debian's own Python, which sees Debian's packages.
    const PYTHON: &str = "/usr/bin/python3";

    /// Title, id and link of each entry as python3-feedparser reads them, and the first `<strong>` of its content.
    fn read(feed: &str) -> Vec<String> {
        const SCRIPT: &str = "import sys, re, feedparser\n\
            read = feedparser.parse(sys.stdin.buffer.read(), sanitize_html=False)\n\
            assert not read.bozo, read.bozo_exception\n\
            for it in read.entries:\n\
            \x20   html = it.content[0].value if 'content' in it else it.summary\n\
            \x20   assert not re.search('<(script|svg|img|foreignObject)', html), html\n\
            \x20   print(ascii(it.title), it.id, it.link, re.search('<strong>(.*?)</strong>', html)[1])\n";
        let mut python = Command::new(PYTHON)
            .args(["-I", "-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{PYTHON}: {error}; apt-get install python3 python3-feedparser"));
        python.stdin.take().unwrap().write_all(feed.as_bytes()).unwrap();
        let output = python.wait_with_output().unwrap();
        assert!(output.status.success(), "the Python program failed: apt-get install python3-feedparser");
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn each_incident_is_one_entry_of_the_same_id_in_every_format() {
        let public = public();
        let rows = ["2026-11-20-orders Identified", "2026-11-01-slow Resolved"].map(|row| {
            let (id, state) = row.split_once(' ').unwrap();
            let site = "status.example.org";
            format!("'Orders fail' tag:{site},2005:Incident/{id} https://{site}/incidents/{id} {state}")
        });
        let source = source(&public, &[]);
        assert_eq!(read(&atom::history(&source)), rows);
        assert_eq!(read(&rss::history(&source)), rows);
        let json: serde_json::Value = serde_json::from_str(&json_feed::history(&source)).unwrap();
        assert_eq!(json["items"][0]["id"], "tag:status.example.org,2005:Incident/2026-11-20-orders");
        assert_eq!(json["items"][0]["date_modified"], "2026-11-20T23:07:39.000Z");
    }

    #[test]
    fn in_another_language_entries_are_the_same_and_lead_to_pages_in_it() {
        let public = public();
        let site = "status.example.org";
        let rows = ["2026-11-20-orders Ursache bekannt", "2026-11-01-slow Behoben"].map(|row| {
            let (id, state) = row.split_once(' ').unwrap();
            format!(
                "'Orders fail' tag:{site},2005:Incident/{id} https://{site}/incidents/{id}?lang=de {state}"
            )
        });
        let source = german(&public, &[]);
        assert_eq!(read(&atom::history(&source)), rows);
        assert_eq!(read(&rss::history(&source)), rows);
        let json: serde_json::Value = serde_json::from_str(&json_feed::history(&source)).unwrap();
        assert_eq!(
            (&json["language"], &json["items"][0]["id"]),
            (&"de".into(), &format!("tag:{site},2005:Incident/2026-11-20-orders").into())
        );
        assert!(
            atom::history(&source).contains(
                "<var data-var='date'>20</var>. Nov"
                    .replace('<', "&lt;")
                    .replace('>', "&gt;")
                    .replace('\'', "&#39;")
                    .as_str()
            )
        );
    }

    #[test]
    fn a_feed_changes_only_when_something_is_told() {
        let (before, later) = (public(), Public { version: 8, at: NOW + 20_000, ..public() });
        let draws: [fn(&Source<'_>) -> String; 3] = [atom::history, rss::history, json_feed::history];
        assert!(draws.iter().all(|draw| draw(&source(&before, &[])) == draw(&source(&later, &[]))));
    }

    #[test]
    fn no_text_breaks_out_of_its_entry() {
        for text in HOSTILE {
            let public = named(text, text);
            assert_eq!(read(&atom::history(&source(&public, &[]))).len(), 2, "{text:?}");
            assert_eq!(read(&rss::history(&source(&public, &[]))).len(), 2, "{text:?}");
        }
    }
}
