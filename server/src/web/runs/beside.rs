//! The runs of an incident, for its page on the desk.

use crate::web::error::HttpError;
use crate::web::state::Web;
use app::runs::beside::Beside;
use model::incident::Incident;
use store::records::runs::Which;

/// The most runs that stand beside an incident.
const MOST: u32 = 20;

/// The runs of an incident; one can be started of the first of these pages, by path with an optional fragment, that has
/// steps.
pub async fn runs(web: &Web, incident: &Incident, pages: &[String]) -> Result<Beside, HttpError> {
    let which = Which::Incident(incident.id.clone());
    let runs = web.members.records(move |records, _| records.runs(&which, MOST)).await?;
    let pages = pages.iter().map(|path| path.split_once('#').map_or(path.as_str(), |(page, _)| page));
    let edition = web.docs();
    let page = pages.filter_map(|path| edition.library.page(path)).find(|page| !docs::steps(page).is_empty());
    Ok(Beside { runs, page: page.map(|page| (page.path.clone(), page.title.clone())) })
}
