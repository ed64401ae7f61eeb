//! `/history.rss`: incidents as RSS 2.0 (rssboard.org/rss-specification).

use crate::Source;
use crate::instant::rfc_5322;
use crate::story::{Story, stories, updated};
use crate::xml::escape;
use std::fmt::Write as _;

/// The feed of the latest incidents.
pub fn history(source: &Source<'_>) -> String {
    let (locale, stories) = (source.locale, stories(source));
    let words = |message| escape(&locale.fill(message, &[("site", source.name)]));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n\
         <title>{title}</title>\n<link>{incidents}</link>\n\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{own}\"/>\n\
         <description>{words}</description>\n<language>{lang}</language>\n<ttl>5</ttl>\n\
         <pubDate>{updated}</pubDate>\n",
        title = words("feed-history"),
        incidents = escape(&source.address("/incidents")),
        own = escape(&source.address("/history.rss")),
        words = words("feed-incidents"),
        lang = locale.lang().tag(),
        updated = rfc_5322(updated(&stories))
    );
    stories.iter().for_each(|story| item(&mut xml, story));
    xml.push_str("</channel>\n</rss>\n");
    xml
}

fn item(xml: &mut String, story: &Story<'_>) {
    let _ = write!(
        xml,
        "<item>\n<title>{}</title>\n<description>{}</description>\n<pubDate>{}</pubDate>\n<link>{}</link>\n\
         <guid isPermaLink=\"false\">{}</guid>\n</item>\n",
        escape(story.title),
        escape(&story.html),
        rfc_5322(story.updated),
        escape(&story.url),
        escape(&story.id)
    );
}
