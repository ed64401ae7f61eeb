//! What every page shares: the site, the addresses of its assets, and where the page stands.

use messages::Locale;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The site as its operator set it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its name in titles and in the header.
    pub name: String,
    /// Its public address without a slash at the end: `https://status.example.org`.
    pub url: String,
    /// One sentence about it.
    pub summary: String,
    /// True if its estate is simulated, which every page says.
    pub demo: bool,
    /// True if this visitor may read the docs, so that pages may link there.
    pub docs: bool,
    /// True if this visitor may use the planner, so that pages may link there.
    pub capacity: bool,
    /// True if this visitor may use the desk, so that pages may link there.
    pub desk: bool,
    /// True if visitors can ask to be told, so that pages may link there.
    pub subscribe: bool,
    /// Where a page of the docs is edited, with `{path}` for its file; none if nowhere.
    pub edit: Option<String>,
    /// What the header offers to members.
    pub account: Account,
    /// The operator's own links: name and address.
    pub links: Vec<(String, String)>,
}

/// What the header offers to members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Nothing: they see no more than visitors do.
    None,
    /// To sign in.
    SignedOut,
    /// Their account.
    SignedIn,
}

/// Who does what in planned work. Internal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRoles {
    /// The system's id.
    pub system: String,
    /// The work, as visitors read it.
    pub title: String,
    /// Role and name.
    pub roles: Vec<(String, String)>,
}

/// A picture that pages load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Its address.
    pub src: String,
    /// Its width beside the name, in CSS pixels; it is as high as [`LOGO_HEIGHT`].
    pub width: u32,
    /// Its media type, if it may stand for the site where icons do.
    pub icon: Option<&'static str>,
}

/// How high a logo is beside the name, in CSS pixels.
pub const LOGO_HEIGHT: u32 = 30;

/// The addresses of what pages load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet of all pages but those of the docs.
    pub css: String,
    /// That of the docs, which is half as large: what somebody reads at night loads nothing of the rest.
    pub docs_css: String,
    /// The operator's own style sheet, which comes after it.
    pub brand: Option<String>,
    /// The operator's own logo.
    pub logo: Option<Logo>,
    /// The module that starts the live island; none on pages that stay as they are.
    pub live: Option<String>,
    /// The module that starts the planner island.
    pub planner: String,
    /// The tree of the docs, under a name that changes with it; none where they may not be read.
    pub tree: Option<String>,
    /// The worker that evaluates the golden cases.
    pub golden: String,
    /// The workers that calculate plans: for every browser, and for one that takes several numbers at a time.
    pub kernels: [String; 2],
    /// The script that reloads the page after a rebuild; development only.
    pub dev: Option<String>,
}

/// All that a page needs besides its own content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The site.
    pub site: Site,
    /// The addresses of what it loads.
    pub assets: Assets,
    /// The path of this page's URL.
    pub path: String,
    /// The language of the page, with all that it says.
    pub locale: Arc<Locale>,
    /// True if the page is there in every language, so that it may link to them.
    pub translated: bool,
    /// The names of all components by id, for pages that know ids alone.
    pub names: Arc<BTreeMap<String, String>>,
    /// Runbooks by the id of the component that they are about, each its title and its path; empty where docs may not be read.
    pub runbooks: Arc<BTreeMap<String, Vec<(String, String)>>>,
    /// Who does what in planned work; empty for visitors.
    pub roles: Arc<Vec<WorkRoles>>,
}
