//! The page of the simulated estate: what is broken on purpose, and plain forms that break and mend.

pub mod mailbox;

use crate::page::Head;
use crate::route::{DEMO_CLEAR, DEMO_FAULTS, Route};
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::moment;
use leptos::prelude::*;
use model::time::At;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DemoPage {
    /// Every component: id, name, name of its system.
    pub components: Vec<(String, String, String)>,
    /// What is broken on purpose.
    pub faults: Vec<DemoFault>,
    /// The ways of breaking a component: the form's word and what it means.
    pub kinds: Vec<(String, String)>,
}

/// A component that is broken on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFault {
    /// The component's id.
    pub component: String,
    /// The component's name.
    pub name: String,
    /// The word of how it is broken.
    pub kind: String,
    /// When it mends by itself.
    pub until: At,
}

pub(crate) fn head(_page: &DemoPage) -> Head {
    Head {
        title: "Demo".into(),
        description: "The simulated estate: break a component and watch what happens.".into(),
        section: None,
        bundle: None,
        listed: false,
    }
}

pub(crate) fn body(page: &DemoPage) -> Drawn {
    let systems =
        page.components.chunk_by(|a, b| a.2 == b.2).map(|components| system(components, &page.kinds));
    view! {
        <div class="frame-column demo-page">
            <h1>"Break something"</h1>
            <p class="demo-lead">
                "Every component of this estate is a small program on this machine that speaks its protocol. "
                "Pharos does not know that: it checks them like any others. Break one, open the "
                <a href=Route::Overview.path()>"status page"</a>
                " beside this one, and watch it being noticed after a few failed checks, shown without a "
                "reload, and mended. Who is told of it is told in the "
                <a href=Route::DemoMailbox.path()>"mailbox of the demo"</a> "."
            </p>
            {faults(&page.faults)}
            {kinds(&page.kinds)}
            {systems.collect_view()}
        </div>
    }
    .drawn()
}

fn faults(faults: &[DemoFault]) -> Drawn {
    let rows = faults.iter().map(fault).collect_view();
    let content = if faults.is_empty() {
        view! { <p>"Nothing. Everything is as healthy as it can be."</p> }.drawn()
    } else {
        view! {
            <ul class="demo-faults">{rows}</ul>
            <form method="post" action=DEMO_CLEAR><button>"Mend everything"</button></form>
        }
        .drawn()
    };
    view! { <section><h2>"Broken on purpose right now"</h2> {content}</section> }.drawn()
}

fn fault(fault: &DemoFault) -> Drawn {
    let DemoFault { component, name, kind, until } = fault.clone();
    let label = format!("Mend {name}");
    view! {
        <li>
            <a href=Route::Component(component.clone()).path()>{name}</a>
            <span>
                {kind} " until " <time datetime=until.to_string()>{moment(until)}</time>
            </span>
            <form method="post" action=DEMO_CLEAR>
                <input type="hidden" name="component" value=component/>
                <button aria-label=label>"Mend"</button>
            </form>
        </li>
    }
    .drawn()
}

fn kinds(kinds: &[(String, String)]) -> Drawn {
    let rows = kinds.iter().map(|(word, meaning)| {
        view! { <div><dt>{word.clone()}</dt> <dd>{meaning.clone()}</dd></div> }
    });
    view! { <section><h2>"Ways of breaking"</h2> <dl class="demo-kinds">{rows.collect_view()}</dl></section> }
        .drawn()
}

fn system(components: &[(String, String, String)], kinds: &[(String, String)]) -> Drawn {
    let name = components.first().map(|(.., system)| system.clone());
    let forms = components.iter().map(|(id, name, _)| form(id, name, kinds)).collect_view();
    view! { <section><h2>{name}</h2> <ul class="demo-components">{forms}</ul></section> }.drawn()
}

fn form(id: &str, name: &str, kinds: &[(String, String)]) -> Drawn {
    let options = kinds.iter().map(|(word, _)| view! { <option>{word.clone()}</option> }).collect_view();
    let (how, minutes) = (format!("How to break {name}"), format!("Minutes that {name} stays broken"));
    view! {
        <li>
            <form method="post" action=DEMO_FAULTS>
                <span class="demo-name">{name.to_owned()}</span>
                <input type="hidden" name="component" value=id.to_owned()/>
                <select name="kind" aria-label=how>{options}</select>
                <span class="demo-minutes">
                    <input type="number" name="minutes" value="5" min="1" max="60" required aria-label=minutes/>
                    " min"
                </span>
                <button aria-label=format!("Break {name}")>"Break"</button>
            </form>
        </li>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::status::sample::{NOW, html};

    fn page() -> DemoPage {
        DemoPage {
            components: vec![("butterfly/kafka".into(), "Kafka".into(), "BUTTERFLY".into())],
            faults: Vec::new(),
            kinds: vec![("gone".into(), "connection refused".into())],
        }
    }

    #[test]
    fn a_component_is_broken_by_a_plain_form() {
        let html = html(&Page::Demo(page()));
        assert!(html.contains(r#"<form method="post" action="/demo/faults">"#));
        assert!(html.contains(r#"name="component" value="butterfly/kafka""#));
        assert!(html.contains("<option>gone</option>") && html.contains("Nothing. Everything"));
        assert_eq!(html.matches("<script").count(), 0);
    }

    #[test]
    fn a_fault_can_be_mended() {
        let (component, name) = ("butterfly/kafka".into(), "Kafka".into());
        let fault = DemoFault { component, name, kind: "gone".into(), until: NOW };
        let html = html(&Page::Demo(DemoPage { faults: vec![fault], ..page() }));
        assert!(html.contains("20 Nov 2026, 23:09 UTC") && html.contains("Mend everything"));
        assert!(html.contains(r#"aria-label="Mend Kafka""#));
    }
}
