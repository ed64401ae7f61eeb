//! Push messages: the site's key pair, which browsers and their push services know it by, and what is sent with it.

use crate::members::MembersError;
use model::subscriber::Way;
use notices::post::{Post, Url};
use notices::push::{self, Browser};
use notices::strict;
use notices::vapid::Vapid;
use notices::{Letter, Outcome};
use ring::rand::SystemRandom;
use store::Records;

/// The name of the key pair.
const KEY: &str = "vapid";

/// Makes push messages in the name of the site.
pub struct Push {
    vapid: Vapid,
    random: SystemRandom,
}

impl Push {
    /// Makes them by the key pair in `records`, which is drawn if there is none.
    pub fn of(records: &mut Records) -> Result<Push, MembersError> {
        let random = SystemRandom::new();
        let drawn = Vapid::make(&random)?;
        let kept = records.key(KEY, || drawn)?;
        Ok(Push { vapid: Vapid::read(&kept, &random)?, random })
    }

    /// The public key, as a browser asks for it: base64url.
    pub fn public(&self) -> String {
        self.vapid.public()
    }

    /// A letter to a browser, in whose notification is a link to `manage`.
    pub fn post(&self, letter: &Letter<'_>, to: &Way, manage: &str) -> Result<Post, Outcome> {
        let refused = |why: &dyn std::fmt::Display| Outcome::Refused(why.to_string());
        let (endpoint, browser) = read(to).map_err(|why| refused(&why))?;
        let authorization = self.vapid.authorization(&endpoint, &letter.site.url, letter.now, &self.random);
        let authorization = authorization.map_err(|error| Outcome::later(error.to_string()))?;
        push::post((&endpoint, &browser), authorization, letter, manage, &self.random)
            .map_err(|error| refused(&error))
    }
}

/// What a page of this site got of a browser, or what is wrong with it, in words.
pub fn way(endpoint: &str, key: &str, secret: &str) -> Result<Way, String> {
    let way = Way::push(endpoint, key, secret)?;
    read(&way)?;
    Ok(way)
}

fn read(way: &Way) -> Result<(Url, Browser), String> {
    let Way::Push { endpoint, key, secret } = way else { return Err("That is no browser.".into()) };
    let url = Url::parse(endpoint).map_err(|_| "The address of the push service is none.".to_owned())?;
    strict::check(&url).map_err(|why| format!("The address of the push service cannot be used: {why}."))?;
    let browser = Browser::read(key, secret).map_err(|why| format!("{why}."))?;
    Ok((url, browser))
}
