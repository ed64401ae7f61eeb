//! E-mail to a subscriber, with the links that end it in one click.

use super::{Links, Sender};
use model::notice::What;
use notices::channel::smtp::{self, Mail};
use notices::{Letter, Outcome};

impl Sender {
    pub(super) async fn mail(&self, letter: &Letter<'_>, address: &str, links: &Links) -> Outcome {
        let mut mail = Mail::of(letter);
        let url = |path: &str| format!("{}{path}", letter.site.url);
        match letter.message.event.what {
            What::Confirm => mail.subject = format!("{}: {}", letter.site.name, letter.message.title),
            _ => {
                let manage = url(&links.manage);
                let words = letter.locale.text("letter-manage");
                mail.text.push_str(&format!("\n{words}: {manage}\n"));
                let footer = format!("<p><a href=\"{manage}\">{words}</a></p>\n</body>");
                mail.html = mail.html.replacen("</body>", &footer, 1);
                // RFC 2369, section 3.2, and RFC 8058, section 3.1.
                mail = mail.with("List-Unsubscribe", format!("<{}>", url(&links.end)));
                mail = mail.with("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into());
            }
        }
        match &self.mailer {
            None => Outcome::Refused("this site sends no e-mail".into()),
            Some(smtp) => match smtp::mailbox(address) {
                Some(to) => smtp.send(&mail, &[to]).await.without(&[address]),
                None => Outcome::Refused("the address cannot be written to".into()),
            },
        }
    }
}
