//! Links and images: resolved, refused ones shown as text, the others remembered for the check of links.

use pulldown_cmark::{CowStr, Event, LinkType};

use super::{Walk, text};
use crate::bare::Bare;
use crate::link::{self, Destination};
use crate::problem::Kind;
use crate::{escape, hidden, page, variable};

impl<'a> Walk<'a> {
    pub(super) fn link(&mut self, kind: LinkType, target: &CowStr<'a>, title: &str, line: usize) {
        let target: CowStr<'a> = match kind {
            LinkType::Email => format!("mailto:{target}").into(),
            _ => target.clone(),
        };
        let destination = self.resolve(&target, line);
        let is_link = !matches!(destination, Destination::Refused(_));
        self.open_links.push(is_link);
        if is_link {
            let class = if self.is_missing(&destination) { " class=\"docs-missing\"" } else { "" };
            let rel = if destination.is_external() { " rel=\"noopener noreferrer\"" } else { "" };
            let href = href(&destination, self.source);
            let start = match variable::tagged_links(&href) {
                Some((pattern, names)) => {
                    names.iter().for_each(|name| self.find(name));
                    format!("{}{}\" href=\"", variable::LINK, escape::html(&pattern))
                }
                None => "<a href=\"".to_owned(),
            };
            self.write(format!("{start}{}\"{}{class}{rel}>", escape::html(&href), title_attribute(title)));
        }
        // A link without words cannot be heard, and a refused one must not vanish.
        if text::plain(self.inside()).is_empty() {
            self.out.push(Event::Text(target));
        }
    }

    pub(super) fn link_end(&mut self) {
        if self.open_links.pop() == Some(true) {
            self.out.push(Event::InlineHtml("</a>".into()));
        }
    }

    pub(super) fn image(&mut self, target: &CowStr<'a>, title: &str, line: usize) {
        let inside = self.inside();
        self.at += inside.len() + 1;
        self.picture(target, text::plain(inside), title, line);
    }

    /// An address that stands in prose without a mark.
    pub(super) fn bare(&mut self, bare: &Bare, shown: &str) {
        let destination = link::resolve(self.source, &bare.href, self.known);
        if !matches!(destination, Destination::Outside(_)) {
            return self.words(shown.to_owned().into());
        }
        let href = destination.href();
        let rel = if destination.is_external() { " rel=\"noopener noreferrer\"" } else { "" };
        self.write_inline(format!("<a href=\"{}\"{rel}>{}</a>", escape::html(&href), hidden::html(shown)));
        let (target, fragment) = (bare.href.clone(), String::new());
        self.links.push(page::Link { target, href, page: None, fragment, line: self.line });
    }

    /// A picture, or its description if the address is refused.
    pub(super) fn picture(&mut self, target: &CowStr<'a>, description: String, title: &str, line: usize) {
        let description = hidden::named(&description).into_owned();
        let destination = self.resolve(target, line);
        let is_picture = match &destination {
            Destination::Outside(_) => destination.is_external(),
            Destination::Page { .. } | Destination::File(_) => true,
            Destination::Refused(_) => false,
        };
        if !is_picture {
            let shown = if description.is_empty() { target.clone() } else { description.into() };
            return self.out.push(Event::Text(shown));
        }
        let (src, alt) = (escape::html(&destination.href()), escape::html(&description));
        let title = title_attribute(title);
        self.write_inline(format!(
            "<img src=\"{src}\" alt=\"{alt}\"{title} loading=\"lazy\" decoding=\"async\">"
        ));
    }

    fn resolve(&mut self, target: &str, line: usize) -> Destination {
        let destination = link::resolve(self.source, target, self.known);
        if let Destination::Refused(why) = destination {
            self.report(
                Kind::RefusedLink,
                line,
                format!("link to `{}` is shown as text", text::first_words(target)),
                why,
            );
            return destination;
        }
        let (page, fragment) = match &destination {
            Destination::Page { path, suffix } => {
                let fragment = suffix.split_once('#').map_or("", |(_, fragment)| fragment);
                (Some(path.clone()), escape::decode(fragment))
            }
            _ => (None, String::new()),
        };
        let href = href(&destination, self.source);
        self.links.push(page::Link { target: target.to_owned(), href, page, fragment, line });
        destination
    }

    fn is_missing(&self, destination: &Destination) -> bool {
        matches!(destination, Destination::Page { path, .. }
            if !(self.known)(path) && *path != page::page_path(self.source))
    }
}

/// Links within a page keep to it, wherever it is shown.
fn href(destination: &Destination, source: &str) -> String {
    match destination {
        Destination::Page { path, suffix } if suffix.starts_with('#') && *path == page::page_path(source) => {
            escape::href(suffix)
        }
        other => other.href(),
    }
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::html(title)) }
}
