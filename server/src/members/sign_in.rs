//! Signing in: the same work whether the account exists or not, and not too often.

use super::{Members, MembersError, Secret};
use std::net::IpAddr;
use std::sync::PoisonError;

/// What came of an attempt to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// A session has begun; this is its cookie.
    Done(Secret),
    /// Name or password is wrong; which of them is not said.
    Wrong,
    /// Too many attempts: milliseconds until the next.
    Wait(i64),
}

impl Members {
    /// Signs `name` in with `password` in a browser that calls itself `agent`, from `address`.
    pub async fn sign_in(
        &self,
        name: String,
        password: String,
        address: IpAddr,
        agent: String,
    ) -> Result<SignIn, MembersError> {
        let address = network(address);
        if let Err(wait) = self.tried().begin(&name, &address, self.clock.now()) {
            return Ok(SignIn::Wait(wait));
        }
        let Some(known) = self.verified(name.clone(), password).await? else { return Ok(SignIn::Wrong) };
        let (cookie, account) = (self.secret()?, name.clone());
        let digest = cookie.digest();
        let began = self
            .records(move |records, now| records.begin_session(&account, &known, &digest, &agent, now))
            .await?;
        if !began {
            return Ok(SignIn::Wrong);
        }
        self.tried().succeeded(&name, &address);
        Ok(SignIn::Done(cookie))
    }

    /// The stored hash of the member's password, if `password` is that.
    async fn verified(&self, name: String, password: String) -> Result<Option<String>, MembersError> {
        let known = self.records(move |records, _| records.password(&name)).await?;
        let right = self.passwords.verify(password, known.clone()).await?;
        Ok(known.filter(|_| right))
    }

    /// Changes the password of a member who knows the one before, and ends all sessions; gives the cookie of the one that
    /// begins. Counts as an attempt to sign in.
    pub async fn change_password(
        &self,
        name: String,
        before: String,
        password: String,
        address: IpAddr,
        agent: String,
    ) -> Result<SignIn, MembersError> {
        let address = network(address);
        if let Err(wait) = self.tried().begin(&name, &address, self.clock.now()) {
            return Ok(SignIn::Wait(wait));
        }
        if self.verified(name.clone(), before).await?.is_none() {
            return Ok(SignIn::Wrong);
        }
        self.tried().succeeded(&name, &address);
        let (cookie, password) = (self.secret()?, self.hash(password).await?);
        let digest = cookie.digest();
        let began = self
            .records(move |records, now| {
                let by = model::member::Actor::Member(name.clone());
                match records.set_password(&name, &password, &by, now)? {
                    Ok(()) => records.begin_session(&name, &password, &digest, &agent, now),
                    Err(_) => Ok(false),
                }
            })
            .await?;
        Ok(if began { SignIn::Done(cookie) } else { SignIn::Wrong })
    }

    fn tried(&self) -> std::sync::MutexGuard<'_, model::member::limit::SignIns<IpAddr>> {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whom an address stands for: an IPv4 address for itself, an IPv6 address for its network of 64 bits, which one customer
/// has as a whole.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => std::net::Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        let network = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }
}
