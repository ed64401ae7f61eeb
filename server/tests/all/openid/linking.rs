//! Linking an account of a provider to the one that a member has here, and unlinking it.

use super::{Provider, ROLES, cookies, sign_in, site};
use crate::support::{Answer, TestSite};
use model::member::Role;
use serde_json::json;

/// The site with `ada` signed in, and the cookie of their session.
fn with_ada(provider: &Provider, role: Role) -> (TestSite, String) {
    let site = site(provider, ROLES);
    let session = format!("__Host-pharos={}", site.member("ada", role).text());
    (site, session)
}

/// The answer to a member whose provider sends them back after they asked to link it.
async fn link(site: &TestSite, provider: &Provider, session: &str) -> Answer {
    let own = [("cookie", session), ("sec-fetch-site", "same-origin")];
    let away = site.get("/account/link/company", &own).await;
    assert_eq!(away.status, 303, "{}", away.text);
    let both = format!("{session}; {}", cookies(&away));
    site.get(&provider.authorize(away.header("location")), &[("cookie", &both)]).await
}

#[tokio::test]
async fn a_member_links_an_account_signs_in_by_it_and_unlinks_it() {
    let provider = Provider::start().await;
    let (site, session) = with_ada(&provider, Role::Editor);
    let linked = link(&site, &provider, &session).await;
    assert_eq!((linked.status, linked.header("location")), (303, "/account"), "{}", linked.text);
    let signed_in = sign_in(&site, &provider).await;
    let account = site.get("/account", &[("cookie", &cookies(&signed_in))]).await.text;
    assert!(account.contains("<strong>ada</strong>") && account.contains("the role <!>editor"), "{account}");
    assert!(account.contains("Unlink Company, account 248289761001"), "{account}");
    let form =
        format!("issuer={}&subject=248289761001", provider.url.replace(':', "%3A").replace('/', "%2F"));
    let own = [("cookie", session.as_str()), ("sec-fetch-site", "same-origin")];
    let last = site.post("/account/unlink", &form, &own).await;
    assert!(last.status == 422 && last.text.contains("no other way to sign in"), "{}", last.text);
    assert_eq!(site.post("/account/unlink", &form.replace("248", "348"), &own).await.status, 422);
}

#[tokio::test]
async fn what_is_somebody_elses_or_of_another_browser_is_not_linked() {
    let provider = Provider::start().await;
    let (site, session) = with_ada(&provider, Role::Viewer);
    let other = format!("__Host-pharos={}", site.member("eve", Role::Viewer).text());
    let foreign = [("cookie", session.as_str()), ("sec-fetch-site", "cross-site")];
    assert_eq!(site.get("/account/link/company", &foreign).await.status, 403);
    let own = [("cookie", session.as_str()), ("sec-fetch-site", "same-origin")];
    let away = site.get("/account/link/company", &own).await;
    let back = provider.authorize(away.header("location"));
    let of_other = format!("{other}; {}", cookies(&away));
    assert_eq!(site.get(&back, &[("cookie", &of_other)]).await.status, 400, "somebody else is signed in");
    assert_eq!(link(&site, &provider, &session).await.status, 303);
    let taken = link(&site, &provider, &other).await;
    assert!(taken.status == 403 && taken.text.contains("Somebody else here"), "{}", taken.text);
    *provider.twist.lock().unwrap() = json!({ "sub": "2", "groups": [] });
    assert_eq!(link(&site, &provider, &other).await.status, 403, "who would not be let in");
}
