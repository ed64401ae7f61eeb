//! The messages of incidents: what each says, who changed it, and plain forms to change it or have the file's again.

use crate::members::{menu, time};
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::lines::lines;
use leptos::prelude::*;
use model::incident::template::FIELDS;
use model::member::Role;
use model::time::At;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplatesPage {
    /// The role of whoever looks.
    pub role: Role,
    /// Whether they may change templates.
    pub may_edit: bool,
    /// The templates.
    pub parts: Vec<TemplatePart>,
    /// What was typed and not saved.
    pub typed: Option<Typed>,
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplatePart {
    /// Its name: `start`, `update` or `resolution`.
    pub name: &'static str,
    /// What it says.
    pub text: String,
    /// Whether that is the file's.
    pub is_files: bool,
    /// What it said, the latest first.
    pub versions: Vec<VersionRow>,
}

/// A version of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Its number, from 1.
    pub number: u32,
    /// What it says; none where it is the file's again.
    pub text: Option<String>,
    /// When it was made.
    pub at: At,
    /// By whom.
    pub by: String,
}

/// What was typed of a template and not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The template.
    pub name: String,
    /// What was typed.
    pub text: String,
    /// Why it was not saved.
    pub problem: String,
}

impl TemplatesPage {
    pub(crate) fn head(&self) -> Head {
        let (title, description) = ("Templates".into(), "The messages that updates begin with.".into());
        Head { title, description, section: Some(Section::Account), bundle: None, listed: false }
    }

    pub(crate) fn body(&self) -> Drawn {
        let fields = FIELDS.iter().map(|(field, about)| {
            view! { <div><dt><code>{format!("{{{{{field}}}}}")}</code></dt> <dd>{*about}</dd></div> }
        });
        let parts = self.parts.iter().map(|part| self.part(part)).collect_view();
        view! {
            <div class="frame-column members-page templates-page">
                {menu(self.role, &Route::Templates)}
                <h1>"Templates"</h1>
                <p class="members-note">
                    "The messages with which updates on an incident begin, in markdown. What stands in the files of \
                     the site holds until an editor changes it here."
                </p>
                {parts}
                <section>
                    <h2>"Blanks"</h2>
                    <p class="members-note">"They are filled from the incident when a message is begun."</p>
                    <dl class="members-roles">{fields.collect_view()}</dl>
                </section>
            </div>
        }
        .drawn()
    }

    fn part(&self, part: &TemplatePart) -> Drawn {
        let typed = self.typed.as_ref().filter(|typed| typed.name == part.name);
        let problem =
            typed.map(|it| view! { <p class="members-problem" role="alert">{it.problem.clone()}</p> });
        let text = typed.map_or(&part.text, |it| &it.text).clone();
        let content = match self.may_edit {
            true => form(part, text),
            false => view! { <pre>{text}</pre> }.drawn(),
        };
        view! {
            <section aria-labelledby=part.name>
                <h2 id=part.name>{title(part.name)}</h2>
                {problem}
                <p class="members-note">{origin(part)}</p>
                {content}
                {history(&part.versions)}
            </section>
        }
        .drawn()
    }
}

fn title(name: &str) -> &'static str {
    match name {
        "start" => "The first message",
        "update" => "How things are",
        _ => "That it is over",
    }
}

/// Whose words hold.
fn origin(part: &TemplatePart) -> Drawn {
    let file = format!("templates/{}.md", part.name);
    match part.versions.first().filter(|_| !part.is_files) {
        Some(VersionRow { number, at, by, .. }) => {
            view! { {format!("Version {number}, by {by}, ")} {time(*at)} }.drawn()
        }
        None => view! { "As in the file " <code>{file}</code> }.drawn(),
    }
}

fn form(part: &TemplatePart, text: String) -> Drawn {
    let seen = part.versions.first().map_or(0, |it| it.number);
    let (save, back) =
        (format!("Save: {}", title(part.name)), format!("Have the file's again: {}", title(part.name)));
    let restore = (!part.is_files).then(|| {
        view! { <button name="do" value="restore" aria-label=back formnovalidate>"Back to the file's"</button> }
    });
    view! {
        <form class="members-form templates-form" method="post" action=Route::Template(part.name.into()).path()>
            <input type="hidden" name="seen" value=seen/>
            <label>
                <span>"Text, in markdown"</span>
                <textarea name="text" rows="12" required maxlength="10000" inner_html=lines(&text)></textarea>
            </label>
            <p><button name="do" value="save" aria-label=save>"Save"</button> " " {restore}</p>
        </form>
    }
    .drawn()
}

fn history(versions: &[VersionRow]) -> Option<Drawn> {
    let rows = versions.iter().map(|it| {
        let text = match &it.text {
            Some(text) => view! { <pre>{text.clone()}</pre> }.drawn(),
            None => view! { <p>"The file's again."</p> }.drawn(),
        };
        view! { <li><p>{format!("Version {}, by {}, ", it.number, it.by)} {time(it.at)}</p> {text}</li> }
    });
    (!versions.is_empty()).then(|| {
        view! { <details><summary>"Versions"</summary> <ol class="templates-versions">{rows.collect_view()}</ol></details> }
            .drawn()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::status::sample::{NOW, html};

    const HOSTILE: &str = "</textarea><img src=x onerror=alert(1)>";

    fn page(may_edit: bool, typed: Option<Typed>) -> String {
        let version = VersionRow { number: 3, text: Some(HOSTILE.into()), at: NOW, by: "ada".into() };
        let start =
            TemplatePart { name: "start", text: HOSTILE.into(), is_files: false, versions: vec![version] };
        let update = TemplatePart { name: "update", text: "U".into(), is_files: true, versions: vec![] };
        let page = TemplatesPage { role: Role::Editor, may_edit, parts: vec![start, update], typed };
        html(&Page::Templates(page))
    }

    #[test]
    fn who_may_edit_has_forms_and_who_may_not_reads() {
        let edits = page(true, None);
        assert_eq!(edits.matches("<textarea").count(), 2);
        assert_eq!(edits.matches("Back to the file's").count(), 1, "there is nothing to go back from");
        assert!(edits.contains("Version 3, by ada, ") && edits.contains("<code>templates/update.md</code>"));
        assert!(!edits.contains("<img") && edits.contains(r#"name="seen" value="3""#), "{edits}");
        let reads = page(false, None);
        assert!(!reads.contains("<textarea") && !reads.contains("<img") && reads.contains("<pre>U</pre>"));
    }

    #[test]
    fn what_was_typed_and_not_saved_is_kept() {
        let typed = Typed { name: "update".into(), text: "Mine".into(), problem: "Too late".into() };
        let html = page(true, Some(typed));
        assert!(
            html.contains("Mine</textarea>") && html.contains(r#"class="members-problem">Too late"#),
            "{html}"
        );
    }
}
