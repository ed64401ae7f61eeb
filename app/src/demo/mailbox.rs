//! The mailbox of the simulated estate: what anyone would have been sent by e-mail.

use crate::page::Head;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::moment;
use leptos::prelude::*;
use model::time::At;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailboxPage {
    /// The latest mails, the last one first.
    pub mails: Vec<DemoMail>,
}

/// A mail that left this machine for nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoMail {
    /// When it was taken.
    pub at: At,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
}

impl MailboxPage {
    pub(crate) fn head(&self) -> Head {
        let (title, description) = ("Mailbox of the demo".into(), "What the demo sends by e-mail.".into());
        Head { title, description, section: None, bundle: None, listed: false }
    }

    pub(crate) fn body(&self) -> Drawn {
        view! {
            <div class="frame-column demo-page">
                <h1>"Mailbox of the demo"</h1>
                <p class="demo-lead">
                    "Only the demo has this page. Each mail that Pharos sends here, to whatever address, ends in this \
                     mailbox and leaves the machine for nobody; it is gone when the demo stops. The team of the demo \
                     is told of everything; what a visitor is told begins with "
                    <a href=Route::Subscribe(None).path()>"subscribing"</a>
                    "."
                </p>
                {self.list()}
                <p>
                    <a href=Route::Demo.path()>"Break something"</a> " to be told of it. "
                    <a href=Route::DemoMailbox.path()>"Look again"</a>
                </p>
            </div>
        }
        .drawn()
    }

    fn list(&self) -> Drawn {
        match self.mails.is_empty() {
            true => view! { <p>"No mail yet."</p> }.drawn(),
            false => {
                let mails = self.mails.iter().map(|it| view! { <li>{mail(it)}</li> }).collect_view();
                view! { <ol class="demo-mails">{mails}</ol> }.drawn()
            }
        }
    }
}

fn mail(mail: &DemoMail) -> Drawn {
    let lines = mail.text.lines().map(|line| view! { {words(line)} <br/> }).collect_view();
    let (subject, to, at) = (mail.subject.clone(), mail.to.clone(), mail.at);
    view! {
        <details>
            <summary>
                <strong>{subject}</strong> " to " {to} ", "
                <time datetime=at.to_string()>{moment(at)}</time>
            </summary>
            <p>{lines}</p>
        </details>
    }
    .drawn()
}

/// A line whose addresses of pages are links.
fn words(line: &str) -> Vec<Drawn> {
    let is_address = |word: &str| word.starts_with("http://") || word.starts_with("https://");
    let words = line.split(' ').map(|word| match is_address(word) {
        true => view! { <a href=word.to_owned()>{word.to_owned()}</a> " " }.drawn(),
        false => view! { {word.to_owned()} " " }.drawn(),
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::status::sample::{NOW, html};

    #[test]
    fn the_addresses_in_a_mail_are_links_and_nothing_else_of_it_is_markup() {
        let (to, subject) = ("ada@example.org".into(), "<i>Confirm".into());
        let text =
            "Follow <b>it</b>: http://127.0.0.1:4040/subscribe/confirm/x\njavascript:alert(1)\n".into();
        let page = MailboxPage { mails: vec![DemoMail { at: NOW, to, subject, text }] };
        let html = html(&Page::Mailbox(page));
        assert!(html.contains(r#"href="http://127.0.0.1:4040/subscribe/confirm/x""#), "{html}");
        assert!(html.contains("&lt;b&gt;it") && html.contains("&lt;i&gt;Confirm"), "{html}");
        assert!(!html.contains(r#"href="javascript"#), "{html}");
        assert!(html.contains("Only the demo has this page"), "{html}");
    }

    #[test]
    fn an_empty_mailbox_says_how_mail_comes() {
        let html = html(&Page::Mailbox(MailboxPage::default()));
        assert!(html.contains("No mail yet") && html.contains(r#"href="/subscribe""#), "{html}");
    }
}
