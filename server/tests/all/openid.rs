//! Signing in by a provider of OpenID Connect, which is here: small, honest, with keys and codes of its own; and each way
//! in which a provider, a browser or somebody between them can be wrong.

mod linking;

use crate::support::{Answer, NOW, TestSite, fixture};
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::{HeaderMap, StatusCode};
use model::member::Role;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

const BACK: &str = "https://x/sign-in/company/back";

/// A provider.
struct Provider {
    url: String,
    key: EcdsaKeyPair,
    /// What was asked for each code that was not redeemed: nonce and challenge.
    codes: Mutex<HashMap<String, (String, String)>>,
    /// What its tokens say besides, or in the place of what they should.
    twist: Mutex<Value>,
    /// The algorithm that its tokens name; without a signature for `none`.
    algorithm: Mutex<&'static str>,
}

impl Provider {
    async fn start() -> Arc<Provider> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let provider = Arc::new(Provider {
            url: format!("http://{}", listener.local_addr().unwrap()),
            key: EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap(),
            codes: Mutex::default(),
            twist: Mutex::new(json!({})),
            algorithm: Mutex::new("ES256"),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(redeem))
            .with_state(provider.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        provider
    }

    /// What a browser does that is sent to `location`, where somebody signs in: the address that it is sent back to.
    fn authorize(&self, location: &str) -> String {
        let (address, query) = location.split_once('?').unwrap();
        assert_eq!(address, format!("{}/authorize", self.url));
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .into_iter()
                .find(|(key, _)| *key == name)
                .unwrap_or_else(|| panic!("{name}: {query}"))
                .1
                .to_owned()
        };
        assert_eq!(
            (value("response_type").as_str(), value("code_challenge_method").as_str()),
            ("code", "S256")
        );
        assert!(value("scope").starts_with("openid+"), "{query}");
        let code = format!("code-{}", value("nonce"));
        self.codes.lock().unwrap().insert(code.clone(), (value("nonce"), value("code_challenge")));
        format!("/sign-in/company/back?code={code}&state={}", value("state"))
    }

    fn token(&self, nonce: &str) -> String {
        let seconds = NOW.0 / 1_000;
        let mut claims = json!({
            "iss": self.url, "sub": "248289761001", "aud": "pharos", "iat": seconds, "exp": seconds + 300,
            "nonce": nonce, "preferred_username": "Ada", "name": "Ada Lovelace", "email": "ada@example.org",
            "email_verified": true, "groups": ["staff", "ops"]
        });
        claims.as_object_mut().unwrap().extend(self.twist.lock().unwrap().as_object().unwrap().clone());
        let algorithm = *self.algorithm.lock().unwrap();
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(json!({ "alg": algorithm, "kid": "1" })), part(claims));
        if algorithm == "none" {
            return format!("{text}.");
        }
        let signature = self.key.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }
}

async fn describe(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let url = &provider.url;
    Json(json!({ "issuer": url, "authorization_endpoint": format!("{url}/authorize"),
                 "token_endpoint": format!("{url}/token"), "jwks_uri": format!("{url}/keys") }))
}

async fn keys(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let point = provider.key.public_key().as_ref();
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    Json(json!({ "keys": [{ "kty": "EC", "crv": "P-256", "kid": "1", "use": "sig", "alg": "ES256",
                            "x": text(&point[1..33]), "y": text(&point[33..]) }] }))
}

async fn redeem(
    State(provider): State<Arc<Provider>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Json<Value>, StatusCode> {
    let credentials = format!("Basic {}", STANDARD.encode("pharos:client-secret"));
    if headers.get("authorization").and_then(|it| it.to_str().ok()) != Some(&credentials) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    // A code is redeemed once.
    let asked = provider.codes.lock().unwrap().remove(&form["code"]).ok_or(StatusCode::BAD_REQUEST)?;
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    let is_right = form["grant_type"] == "authorization_code" && form["redirect_uri"] == BACK;
    match is_right && challenge == asked.1 {
        true => Ok(Json(
            json!({ "access_token": "x", "token_type": "Bearer", "id_token": provider.token(&asked.0) }),
        )),
        false => Err(StatusCode::BAD_REQUEST),
    }
}

/// A site with an admin of its own, whose members sign in by `provider` too.
fn site(provider: &Provider, settings: &str) -> TestSite {
    let settings = format!(
        "[site]\nname = \"x\"\nurl = \"https://x\"\n[[sign_in]]\nid = \"company\"\nname = \"Company\"\nissuer = \"{}\"\n\
         client = \"pharos\"\nsecret = \"client-secret\"\n{settings}",
        provider.url
    );
    let site = TestSite::new(&fixture().with("pharos.toml", &settings), false);
    site.member("root", Role::Admin);
    site
}

const ROLES: &str = "roles = { ops = \"responder\" }\n";

/// The cookies of an answer, as a browser sends them.
fn cookies(answer: &Answer) -> String {
    let all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let pairs =
        all.filter(|value| !value.contains("Max-Age=0")).map(|value| value.split(';').next().unwrap());
    pairs.collect::<Vec<_>>().join("; ")
}

/// Where a browser is sent, and its cookie.
async fn begin(site: &TestSite) -> (String, String) {
    let answer = site.get("/sign-in/company?to=/docs", &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let set = answer.header("set-cookie");
    for attribute in ["__Host-pharos-attempt=", "Path=/", "HttpOnly", "SameSite=Lax", "Secure"] {
        assert!(set.contains(attribute), "{set} lacks {attribute}");
    }
    (answer.header("location").to_owned(), cookies(&answer))
}

/// A whole attempt of one browser.
async fn sign_in(site: &TestSite, provider: &Provider) -> Answer {
    let (location, cookie) = begin(site).await;
    site.get(&provider.authorize(&location), &[("cookie", &cookie)]).await
}

#[tokio::test]
async fn whoever_the_provider_vouches_for_is_signed_in_and_is_the_same_member_again() {
    let provider = Provider::start().await;
    let site = site(&provider, ROLES);
    let form = site.get("/sign-in?to=/docs", &[]).await.text;
    assert!(form.contains("href=\"/sign-in/company?to=/docs\"") && form.contains("Sign in with"), "{form}");
    for _ in 0..2 {
        let answer = sign_in(&site, &provider).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/docs"), "{}", answer.text);
        let account = site.get("/account", &[("cookie", &cookies(&answer))]).await;
        assert!(account.status == 200 && account.text.contains("Ada Lovelace"), "{}", account.text);
    }
    let members = site.records.lock().unwrap().members().unwrap();
    let names: Vec<_> = members.iter().map(|it| (it.name.as_str(), it.role, it.joined)).collect();
    assert_eq!(names, [("ada", Role::Responder, true), ("root", Role::Admin, false)]);
    *provider.twist.lock().unwrap() = json!({ "sub": "other" });
    assert_eq!(sign_in(&site, &provider).await.status, 303);
    assert_eq!(site.records.lock().unwrap().members().unwrap().len(), 3, "an address is taken for a person");
}

#[tokio::test]
async fn a_token_that_is_wrong_in_any_way_signs_nobody_in() {
    let provider = Provider::start().await;
    let site = site(&provider, ROLES);
    let seconds = NOW.0 / 1_000;
    for twist in [
        json!({ "nonce": "other" }),
        json!({ "nonce": null }),
        json!({ "iss": "https://other.example" }),
        json!({ "aud": "other" }),
        json!({ "exp": seconds - 61 }),
        json!({ "iat": seconds + 3_600 }),
    ] {
        *provider.twist.lock().unwrap() = twist.clone();
        refused(&sign_in(&site, &provider).await, 502, &twist.to_string());
    }
    *provider.twist.lock().unwrap() = json!({});
    for algorithm in ["none", "HS256", "RS256"] {
        *provider.algorithm.lock().unwrap() = algorithm;
        refused(&sign_in(&site, &provider).await, 502, algorithm);
    }
    assert_eq!(site.records.lock().unwrap().members().unwrap().len(), 1);
}

fn refused(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text);
    assert!(!answer.header("set-cookie").contains("__Host-pharos="), "{what} has a session");
    assert!(answer.text.contains("role=\"alert\""), "{what} is not told");
}

#[tokio::test]
async fn an_attempt_is_of_one_browser_and_ends_with_its_first_answer() {
    let provider = Provider::start().await;
    let site = site(&provider, ROLES);
    let ((location, cookie), (_, other)) = (begin(&site).await, begin(&site).await);
    let back = provider.authorize(&location);
    refused(&site.get(&back, &[]).await, 400, "no cookie");
    refused(&site.get(&back, &[("cookie", &other)]).await, 400, "the state of another browser");
    let strange = format!("{}x", &back[..back.len() - 1]);
    refused(&site.get(&strange, &[("cookie", &cookie)]).await, 400, "an unknown state");
    let mixed = format!("{back}&iss=https://other.example");
    assert_eq!(site.get(&back, &[("cookie", &cookie)]).await.status, 303);
    refused(&site.get(&back, &[("cookie", &cookie)]).await, 400, "a replayed answer");
    refused(&site.get(&mixed, &[("cookie", &cookie)]).await, 400, "a replayed answer of another");
    let (location, cookie) = begin(&site).await;
    let state = provider.authorize(&location);
    let state = state.split_once("&state=").unwrap().1;
    let used = back.split_once("code=").unwrap().1.split('&').next().unwrap();
    let replayed = format!("/sign-in/company/back?code={used}&state={state}");
    refused(&site.get(&replayed, &[("cookie", &cookie)]).await, 502, "a replayed code");
    let (location, cookie) = begin(&site).await;
    let mixed = format!("{}&iss=https://other.example", provider.authorize(&location));
    refused(&site.get(&mixed, &[("cookie", &cookie)]).await, 502, "an answer of another provider");
}

#[tokio::test]
async fn who_has_no_place_here_is_told_so() {
    let provider = Provider::start().await;
    let outside = "domains = [\"example.com\"]\n";
    for (settings, twist) in [
        ("", json!({})),
        (ROLES, json!({ "groups": ["staff"] })),
        (&*format!("{outside}{ROLES}"), json!({})),
        (&*format!("{outside}{ROLES}"), json!({ "email": "ada@example.com", "email_verified": false })),
    ] {
        *provider.twist.lock().unwrap() = twist;
        let answer = sign_in(&site(&provider, settings), &provider).await;
        refused(&answer, 403, settings);
        assert!(answer.text.contains("You have no account here"), "{}", answer.text);
    }
    *provider.twist.lock().unwrap() = json!({ "email": "ada@example.com" });
    let settings = format!("{outside}otherwise = \"viewer\"\n");
    assert_eq!(sign_in(&site(&provider, &settings), &provider).await.status, 303);
    assert_eq!(site(&provider, ROLES).get("/sign-in/other", &[]).await.status, 404);
}

#[tokio::test]
async fn nobody_tries_for_ever() {
    let provider = Provider::start().await;
    let site = site(&provider, ROLES);
    let mut statuses = Vec::new();
    for _ in 0..25 {
        statuses.push(site.get("/sign-in/company/back?code=x&state=y", &[]).await.status);
    }
    assert_eq!((statuses[0], statuses[24]), (400, 429));
}
