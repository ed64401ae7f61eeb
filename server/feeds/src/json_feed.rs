//! `/feed.json`: incidents as a JSON Feed 1.1 (jsonfeed.org/version/1.1).

use crate::Source;
use crate::instant::iso;
use crate::json::written;
use crate::story::{Story, stories};
use serde::Serialize;

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    language: &'static str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    date_published: String,
    date_modified: String,
}

/// The feed of the latest incidents.
pub fn history(source: &Source<'_>) -> String {
    let stories = stories(source);
    written(&Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: source.locale.fill("feed-history", &[("site", source.name)]),
        home_page_url: source.address("/incidents"),
        feed_url: source.address("/feed.json"),
        language: source.locale.lang().tag(),
        items: stories.iter().map(item).collect(),
    })
}

fn item<'a>(story: &'a Story<'_>) -> Item<'a> {
    Item {
        id: &story.id,
        url: &story.url,
        title: story.title,
        content_html: &story.html,
        date_published: iso(story.began),
        date_modified: iso(story.updated),
    }
}
