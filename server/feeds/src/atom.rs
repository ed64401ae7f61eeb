//! `/history.atom`: incidents as Atom (RFC 4287), with the ids and the shape of Statuspage's feed.

use crate::Source;
use crate::story::{Story, stories, updated};
use crate::xml::escape;
use std::fmt::Write as _;

/// The feed of the latest incidents.
pub fn history(source: &Source<'_>) -> String {
    let (host, stories) = (escape(source.host()), stories(source));
    let (lang, title) =
        (source.locale.lang().tag(), source.locale.fill("feed-history", &[("site", source.name)]));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xml:lang=\"{lang}\" xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>tag:{host},2005:/history</id>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{incidents}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <title>{title}</title>\n\
         <updated>{updated}</updated>\n\
         <author><name>{name}</name></author>\n",
        incidents = escape(&source.address("/incidents")),
        own = escape(&source.address("/history.atom")),
        title = escape(&title),
        name = escape(source.name),
        updated = updated(&stories)
    );
    stories.iter().for_each(|story| entry(&mut xml, story));
    xml.push_str("</feed>\n");
    xml
}

fn entry(xml: &mut String, story: &Story<'_>) {
    let _ = write!(
        xml,
        "<entry>\n<id>{}</id>\n<published>{}</published>\n<updated>{}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
         <title>{}</title>\n<content type=\"html\">{}</content>\n</entry>\n",
        escape(&story.id),
        story.began,
        story.updated,
        escape(&story.url),
        escape(story.title),
        escape(&story.html)
    );
}
