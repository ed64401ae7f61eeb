//! What each page of the route table may do in a browser: no script of it makes markup or code out of text.

use super::asked::{example, site};
use super::asker::askers;
use model::member::Role;
use model::member::caller::Caller;
use pharos::web::route::TABLE;

#[tokio::test]
async fn every_page_forbids_scripts_to_make_markup_out_of_text() {
    let site = site(0);
    let all = askers(&site);
    let admin = |caller: &Caller| matches!(caller, Caller::Member { role: Role::Admin, .. });
    let readers = all.iter().filter(|asker| admin(&asker.caller)).chain(all.first());
    let mut pages = 0;
    for reader in readers {
        for row in TABLE.iter().filter(|row| row.method == "GET" && row.path != "/api/events") {
            let mut headers: Vec<(&str, &str)> =
                reader.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            headers.push(("accept", "text/html"));
            let answer = site.get(&example(row.path), &headers).await;
            let policy = answer.header("content-security-policy");
            let holds = policy.contains("require-trusted-types-for 'script'; trusted-types ")
                && !policy.contains("unsafe-inline")
                && !policy.contains("allow-duplicates");
            let is_page = answer.header("content-type").starts_with("text/html");
            assert!(holds || !is_page, "{}: {policy}", row.path);
            pages += usize::from(is_page);
        }
    }
    assert!(pages > 70, "{pages} pages of both");
}
