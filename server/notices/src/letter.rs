//! What is sent, and how it reads: a subject, plain text, simple HTML, in the language of whoever it is for.

use crate::phrase;
use messages::Locale;
use model::notice::{Message, What, changes};
use model::time::At;

/// How the site calls itself, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Its address, without a slash at the end.
    pub url: String,
}

/// One message on its way to one receiver.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// What names it, the same each time that it is tried.
    pub key: &'a str,
    /// What it is delivered in order with; the same for all incidents that were told of in one message.
    pub lane: &'a str,
    /// How many other things of its lane are not over yet.
    pub still: u32,
    /// When it is sent.
    pub now: At,
    /// Whose it is.
    pub site: &'a Site,
    /// In which language.
    pub locale: &'a Locale,
    /// What is said.
    pub message: &'a Message,
}

impl Letter<'_> {
    /// Where to read more.
    pub fn url(&self) -> String {
        self.absolute(&self.message.path)
    }

    fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.site.url)
    }

    /// On one line: `[P1] New incident: Kafka is down and 2 more`.
    pub fn subject(&self) -> String {
        let Message { event, title, others, .. } = self.message;
        let more = match others.len() {
            0 => String::new(),
            more => format!(" {}", self.locale.count("and-more", more, &[])),
        };
        let title = match event.what {
            What::Digest => self.locale.count("letter-changes", changes(self.message), &[]),
            _ => title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
        };
        phrase::head(self.locale, (event.what, event.severity), &title) + &more
    }

    /// The severity and the state, if it is an incident: `P1 (critical), identified`.
    pub fn standing(&self) -> Option<String> {
        let severity = phrase::severity(self.locale, self.message.event.severity?);
        let state = self.message.state.map(|it| self.locale.text(&format!("state-{}-within", it.slug())));
        Some(self.locale.list([severity].into_iter().chain(state)))
    }

    /// What is affected: `Kafka (major outage), Redis (degraded)`.
    pub fn affected(&self) -> String {
        let is_over = self.message.event.what.ends();
        let named = self.message.event.components.iter().map(|it| match is_over {
            true => it.name.clone(),
            false => {
                let status = self.locale.text(&format!("status-{}-within", it.status.slug()));
                self.locale.fill("letter-with", &[("one", &it.name), ("other", &status)])
            }
        });
        self.locale.list(named)
    }

    /// What is said, newest first, each with its time if there is more than one.
    pub fn said(&self) -> String {
        let said = &self.message.said;
        let words = said.iter().map(|it| match said.len() {
            1 => phrase::words(self.locale, it),
            _ => format!("{}\n{}", it.at, phrase::words(self.locale, it)),
        });
        words.collect::<Vec<_>>().join("\n\n")
    }

    /// All of it as plain text, without the subject; ends with a line feed.
    pub fn text(&self) -> String {
        self.paragraphs().join("\n\n") + "\n"
    }

    /// All of it as a simple HTML document. Words stand as they were typed; nothing of them is markup.
    pub fn html(&self) -> String {
        let paragraphs = self.paragraphs();
        let (last, body) =
            paragraphs.split_last().map_or(("", &[][..]), |(last, body)| (last.as_str(), body));
        let body: String = body.iter().map(|it| format!("<p>{}</p>\n", lines(it))).collect();
        let (subject, url) = (escape(&self.subject()), escape(&self.url()));
        let site = escape(&self.site.name);
        let link =
            if last.is_empty() { String::new() } else { format!("<p><a href=\"{url}\">{site}</a></p>\n") };
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"{}><head><meta charset=\"utf-8\"><title>{subject}</title></head>\n\
             <body>\n<h1>{subject}</h1>\n{body}{link}</body></html>\n",
            self.locale.lang().tag(),
            self.direction()
        )
    }

    /// Which way it is written, where that is not from left to right.
    fn direction(&self) -> &'static str {
        if self.locale.lang().direction() == "rtl" { " dir=\"rtl\"" } else { "" }
    }

    /// The last one says where to read more.
    fn paragraphs(&self) -> Vec<String> {
        let mut all = vec![self.site.name.clone()];
        all.extend(self.standing());
        let affected = self.affected();
        if !affected.is_empty() {
            all.push(self.locale.fill("incident-affects", &[("components", &affected)]));
        }
        let said = self.said();
        if !said.is_empty() {
            all.push(said);
        }
        let others = self.message.others.iter().map(|it| {
            let severity = it.severity.map(|it| format!("[{it}] ")).unwrap_or_default();
            format!("{severity}{} {}", it.title, self.absolute(&it.path))
        });
        let others: Vec<_> = others.collect();
        if !others.is_empty() {
            all.push(format!("{}\n{}", self.locale.text("letter-together"), others.join("\n")));
        }
        if self.still > 0 && self.message.event.what == What::Resolved {
            all.push(self.locale.count("letter-still", self.still as usize, &[]));
        }
        all.push(format!("{} {}", self.locale.text("letter-more"), self.url()));
        all
    }
}

/// Text that stands in HTML as it is (WHATWG HTML, section 13.1.2).
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>\n")
}

#[cfg(test)]
mod tests {
    use crate::sample;
    use messages::Lang;
    use model::notice::What;

    #[test]
    fn a_letter_reads_as_people_write() {
        let (subject, text) = sample::with(What::Declared, |letter| (letter.subject(), letter.text()));
        assert_eq!(subject, "[P1] New incident: Kafka <is> down and 1 more");
        assert_eq!(
            text,
            "Shop & Co\n\nP1 (critical), investigating\n\nAffects Kafka (major outage)\n\n\
             We look at *it*.\nIt is <b>odd</b>.\n\n\
             It began together with:\n[P2] Redis is slow https://status.example/incidents/redis\n\n\
             Read more: https://status.example/incidents/kafka\n"
        );
    }

    #[test]
    fn it_reads_in_the_language_of_whoever_it_is_for() {
        let (subject, text, html) = sample::within(Lang::De, What::Declared, |letter| {
            (letter.subject(), letter.text(), letter.html())
        });
        assert_eq!(subject, "[P1] Neue St\u{f6}rung: Kafka <is> down und 1 weiteres");
        assert_eq!(
            text,
            "Shop & Co\n\nP1 (kritisch), wird untersucht\n\nBetrifft Kafka (Ausfall)\n\n\
             We look at *it*.\nIt is <b>odd</b>.\n\n\
             Es begann zusammen mit:\n[P2] Redis is slow https://status.example/incidents/redis\n\n\
             Mehr dazu: https://status.example/incidents/kafka\n"
        );
        assert!(html.contains("<html lang=\"de\"><head>"), "{html}");
        let html = sample::within(Lang::Ar, What::Resolved, |letter| letter.html());
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\"><head>"), "{html}");
    }

    #[test]
    fn nothing_that_was_typed_is_markup() {
        let html = sample::with(What::Declared, |letter| letter.html());
        assert!(
            html.contains("Kafka &lt;is&gt; down") && html.contains("<br>\nIt is &lt;b&gt;odd&lt;/b&gt;.")
        );
        assert!(
            !html.contains("<b>") && html.contains("<a href=\"https://status.example/incidents/kafka\">")
        );
    }
}
