//! Where a link leads: out, to a page of this library, to another file, or nowhere because it is refused.

use crate::{escape, page};

/// Schemes that a page may link to.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// A link's target, understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Another site, or a mail address.
    Outside(String),
    /// A page of this library, there or not; `suffix` is query and fragment.
    Page { path: String, suffix: String },
    /// A file beside the pages, or an address of this site outside of the docs.
    File(String),
    /// To be shown as text; says why.
    Refused(&'static str),
}

impl Destination {
    /// The URL to write, not yet escaped for HTML.
    pub(crate) fn href(&self) -> String {
        match self {
            Destination::Outside(url) | Destination::File(url) => escape::href(url),
            Destination::Page { path, suffix } => page::url(path) + &escape::href(suffix),
            Destination::Refused(_) => String::new(),
        }
    }

    /// Whether the link leaves this site by HTTP.
    pub(crate) fn is_external(&self) -> bool {
        matches!(self, Destination::Outside(url) if scheme(url).as_deref() != Some("mailto"))
    }
}

/// Understands `target` as written in the file `source`; `known` says whether a page has this path.
///
/// SECURITY: browsers ignore control characters in a scheme, so they go before the scheme is read, and the scheme
/// is read with percent-encoding undone too. Anything before a `:` that is not allowed refuses the link.
pub(crate) fn resolve(source: &str, target: &str, known: &dyn Fn(&str) -> bool) -> Destination {
    let target: String = target.trim().chars().filter(|c| !c.is_control()).collect();
    let is_allowed = |url: &str| scheme(url).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()));
    if !is_allowed(&target) || !is_allowed(escape::decode(&target).trim_start()) {
        return Destination::Refused("only http, https, mailto and relative links are shown as links");
    }
    if scheme(&target).is_some() || target.starts_with("//") {
        return Destination::Outside(target);
    }
    let (path, suffix) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    if path.contains('\\') {
        return Destination::Refused("a path has `/` between folders, not `\\`");
    }
    inside(source, path, suffix, known)
}

fn inside(source: &str, path: &str, suffix: &str, known: &dyn Fn(&str) -> bool) -> Destination {
    let to_page = |path: String| Destination::Page { path, suffix: suffix.to_owned() };
    if path.is_empty() {
        return to_page(page::page_path(source));
    }
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let plain = escape::decode(path);
    let (base, rest) = match plain.strip_prefix('/') {
        None => (folder, plain.as_str()),
        Some("docs") => ("", ""),
        Some(rest) if rest.starts_with("docs/") => ("", &rest["docs/".len()..]),
        Some(rest) if rest.ends_with(".md") => ("", rest),
        Some(_) => return Destination::File(format!("{path}{suffix}")),
    };
    match join(base, rest) {
        None => Destination::Refused("the path leads out of the docs folder"),
        Some(joined) if joined.ends_with(".md") => to_page(page::page_path(&joined)),
        Some(joined) if !known(&joined) && is_file(&joined) => Destination::File(page::url(&joined) + suffix),
        Some(joined) => to_page(joined),
    }
}

fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// `base` and then `path`, without `.`, `..` and empty parts; none if it leads above the root.
pub(crate) fn join(base: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What stands before a `:` that no `/`, `?` or `#` precedes, in lower case, valid as a scheme or not.
fn scheme(url: &str) -> Option<String> {
    let end = url.find([':', '/', '?', '#'])?;
    url[end..].starts_with(':').then(|| url[..end].to_lowercase())
}

/// The way from the file `from` to the file `to`, as an author writes it.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let target: Vec<&str> = to.split('/').collect();
    let depth = folders.len() - 1;
    let shared = folders[..depth].iter().zip(&target[..target.len() - 1]).take_while(|(a, b)| a == b).count();
    "../".repeat(depth - shared) + &target[shared..].join("/")
}

#[cfg(test)]
mod tests;
