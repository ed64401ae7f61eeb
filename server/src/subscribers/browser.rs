//! Browsers that are to be told. Each shows first that a message has arrived: it holds a secret, which the service worker
//! sends back (`public/sw.js`). Until then nothing else is sent there, and who names addresses of others reaches nobody.

use super::{Subscribers, TooOften, counted, question};
use crate::members::secret::Secret;
use crate::members::{MembersError, network};
use model::subscriber::{Way, Wish};
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;
use store::records::subscribers::{Asked, Proof};

/// What is said in the notification of the message that comes back.
const TITLE: &str = "Messages arrive in this browser";

/// What became of a browser that asks to be told.
pub enum Entered {
    /// It is sent a message, and is told from when that comes back.
    Asked,
    /// It is told already, and wishes what it asks for; by this secret it sees and changes everything.
    Known(Secret),
    /// No more can be told, or the browser is known by other keys.
    Full,
}

impl Subscribers {
    /// Keeps a browser that asks from `client` to be told, and sends it what it has to send back.
    pub async fn enter(
        &self,
        way: Way,
        wish: Wish,
        client: IpAddr,
    ) -> Result<Result<Entered, TooOften>, MembersError> {
        let now = self.clock.now();
        let often = counted(&self.clients, network(client), now);
        let address = Sha256::digest(way.address()).into();
        if let Err(wait) = often.and_then(|()| counted(&self.addresses, address, now)) {
            return Ok(Err(TooOften(wait)));
        }
        let new = self.made(way, wish, now)?;
        let entered = self.records(move |records, now| {
            Ok(match records.subscribe_browser(&new, now, |it| question(it, (TITLE, "confirm"), now))? {
                Asked::ToConfirm(_) => (Entered::Asked, None),
                Asked::Full => (Entered::Full, None),
                Asked::Known(known) => (Entered::Full, records.subscriber(known.id)?),
            })
        });
        let (entered, known) = entered.await?;
        Ok(Ok(known.map_or(entered, |(_, salt)| Entered::Known(self.links.manage(&salt)))))
    }

    /// Lets a browser be told at another address, which its push service gave it in place of `was`, from when it has sent
    /// back what is sent there. False if there is no such browser, or there is one at that address.
    pub async fn relocate(&self, was: Way, is: Way) -> Result<bool, MembersError> {
        let (links, unconfirmed) = (self.links.clone(), self.settings.unconfirmed);
        let moved = self.records(move |records, now| {
            records.move_browser(&was, &is, now, |it, salt| Proof {
                confirm: links.confirm(salt, &is).digest(),
                notice: question(it, (TITLE, "moved"), now),
                expires: now + unconfirmed,
            })
        });
        moved.await
    }
}
