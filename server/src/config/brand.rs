//! `[brand]`: the operator's logo, accent colours, links and style on the pages that visitors see.

mod contrast;
mod logo;

pub use contrast::Color;
pub use logo::{Format, Logo};

use super::files::Files;
use super::problem::{Problem, instead};
use super::table::{Placed, Table};
use contrast::Ground;

/// The most links in the footer.
const MOST_LINKS: usize = 12;

/// The most letters of a link's name.
const MOST_NAME: usize = 60;

/// The most bytes of a style sheet, and of a logo.
const MOST_BYTES: usize = 128 << 10;

/// How pages look in the operator's own way; as they come by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brand {
    /// What stands beside the name.
    pub logo: Option<Logo>,
    /// The colour of links and of what can be used: on light grounds, and on dark ones.
    pub accent: Option<(Color, Color)>,
    /// The links of the footer.
    pub links: Vec<Link>,
    /// The style sheet that comes after ours.
    pub css: Option<String>,
}

/// A link of the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub name: String,
    /// Where it leads.
    pub url: String,
}

impl Brand {
    /// The style sheet that pages load after ours: the accent, then the operator's own; none if there is neither. Who asks
    /// for more contrast keeps our accent, which has it.
    pub fn style(&self) -> Option<String> {
        let accent = self.accent.map(|(light, dark)| {
            format!("@media not (prefers-contrast: more) {{ :root {{ --accent: light-dark({light}, {dark}); }} }}\n")
        });
        let own = self.css.clone();
        (accent.is_some() || own.is_some()).then(|| accent.unwrap_or_default() + &own.unwrap_or_default())
    }
}

/// Reads the table; what it names is in `files`.
pub(super) fn read(mut table: Table<'_>, files: &Files, problems: &mut Vec<Problem>) -> Brand {
    let logo = table.text("logo", problems).and_then(|name| {
        let bytes = file(&table, &name, files, problems)?;
        let read = Logo::read(&name.value, bytes);
        read.map_err(|(message, remedy)| problems.push(table.problem(name.at, message, remedy))).ok()
    });
    let css = table.text("css", problems).and_then(|name| {
        let bytes = file(&table, &name, files, problems)?;
        let text = String::from_utf8(bytes.to_vec()).ok().filter(|_| name.value.ends_with(".css"));
        if text.is_none() {
            let message = format!("\"{}\" is no style sheet.", name.value);
            problems.push(table.problem(name.at, message, "Name a file of UTF-8 text that ends in .css."));
        }
        text
    });
    let accent = accent(&mut table, problems);
    let links = links(&mut table, problems);
    table.finish(problems);
    Brand { logo, accent, links, css }
}

/// The file that a key names.
fn file<'a>(
    table: &Table<'_>,
    name: &Placed<String>,
    files: &'a Files,
    problems: &mut Vec<Problem>,
) -> Option<&'a [u8]> {
    let known: Vec<_> = files.names("").filter(|it| is_asset(it)).collect();
    let (message, remedy) = match files.bytes(&name.value) {
        None => (
            format!("There is no file \"{}\" in the content folder.", name.value),
            instead(&name.value, &known),
        ),
        Some(bytes) if bytes.len() > MOST_BYTES => {
            let message = format!("\"{}\" holds {} kB.", name.value, bytes.len() >> 10);
            (message, format!("Each visitor loads it: keep it below {} kB.", MOST_BYTES >> 10))
        }
        Some(bytes) => return Some(bytes),
    };
    problems.push(table.problem(name.at, message, remedy));
    None
}

fn is_asset(name: &str) -> bool {
    [".svg", ".png", ".css"].iter().any(|ending| name.ends_with(ending))
}

/// `accent` and `accent_dark`, each of which people have to be able to read.
fn accent(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<(Color, Color)> {
    let light = color(table, "accent", Ground::Light, problems);
    let dark = color(table, "accent_dark", Ground::Dark, problems);
    match (light, dark) {
        (Some(light), Some(dark)) => Some((light.value, dark.value)),
        (Some(light), None) => Some((light.value, Ground::Dark.readable(light.value))),
        (None, Some(dark)) => Some((Ground::Light.readable(dark.value), dark.value)),
        (None, None) => None,
    }
}

fn color(
    table: &mut Table<'_>,
    key: &'static str,
    ground: Ground,
    problems: &mut Vec<Problem>,
) -> Option<Placed<Color>> {
    let wanted = format!("a colour such as `{key} = \"#12507e\"`");
    let color = table.number_or_text(key, &wanted, problems, Color::parse)?;
    let ratio = ground.contrast(color.value);
    if ratio < contrast::LEAST {
        let message = format!(
            "`{key}` {} has a contrast of {ratio:.2} to 1 on our {} grounds; text needs {} to 1 (WCAG 2.2, 1.4.3).",
            color.value,
            ground.word(),
            contrast::LEAST
        );
        let remedy =
            format!("Write one that is {}, such as \"{}\".", ground.better(), ground.readable(color.value));
        problems.push(table.problem(color.at, message, remedy));
    }
    Some(color)
}

fn links(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<Link> {
    let tables = table.tables("link", problems);
    if let Some(beyond) = tables.get(MOST_LINKS) {
        let message = format!("There are {} links.", tables.len());
        problems.push(beyond.problem(beyond.at(), message, format!("Keep {MOST_LINKS} of them.")));
    }
    tables.into_iter().filter_map(|table| link(table, problems)).collect()
}

fn link(mut table: Table<'_>, problems: &mut Vec<Problem>) -> Option<Link> {
    let (name, url) = (table.need_text("name", problems), table.need_text("url", problems));
    if let Some(name) = name.as_ref().filter(|name| name.value.chars().count() > MOST_NAME) {
        let message = "`name` of this link is too long for a footer.";
        problems.push(table.problem(name.at, message, format!("Write at most {MOST_NAME} letters.")));
    }
    if let Some(url) = url.as_ref().filter(|url| !is_link(&url.value)) {
        let message = format!("`url` is \"{}\", which a footer cannot lead to.", url.value);
        let remedy = "Write an address that begins with https://, http://, mailto: or /.";
        problems.push(table.problem(url.at, message, remedy));
    }
    table.finish(problems);
    Some(Link { name: name?.value, url: url?.value })
}

fn is_link(url: &str) -> bool {
    let begins = ["https://", "http://", "mailto:", "/"].iter().any(|start| url.starts_with(start));
    begins
        && !url.starts_with("//")
        && !url.contains(|it: char| it.is_whitespace() || it.is_control() || it == '\\')
}

#[cfg(test)]
mod tests;
