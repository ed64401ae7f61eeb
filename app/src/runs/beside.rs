//! What stands beside an incident of its runs: those that were started for it, and the form that starts one of the page
//! that is shown.

use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::run::Run;

/// The runs of an incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Those that were started for it, those that began last first.
    pub runs: Vec<Run>,
    /// Path and title of the page of which one can be started.
    pub page: Option<(String, String)>,
}

impl Beside {
    /// The runs of the incident with this id; nothing where there is none and none can be started.
    pub(crate) fn body(&self, incident: &str) -> Option<Drawn> {
        let runs = self.runs.iter().map(|run| {
            let words = format!("{}: {}, {}", run.started.title, run.word(), run.standing());
            view! { <li><a href=Route::Run(run.id.clone()).path()>{words}</a></li> }
        });
        let runs =
            (!self.runs.is_empty()).then(|| view! { <ul class="runs-beside">{runs.collect_view()}</ul> });
        let form = self.page.clone().map(|(path, title)| {
            view! {
                <form class="runs-start" method="post" action=Route::Runs.path()>
                    <input type="hidden" name="page" value=path/>
                    <input type="hidden" name="incident" value=incident.to_owned()/>
                    <button>{format!("Start a run: {title}")}</button>
                </form>
            }
        });
        (runs.is_some() || form.is_some()).then(|| view! { {runs} {form} }.drawn())
    }
}
