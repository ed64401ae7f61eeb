//! Why a change to members was not made, in words for whoever asked for it.

/// Why a change was refused; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The sign-in name belongs to somebody.
    #[error("There is a member of that name. Choose another.")]
    NameTaken,
    /// A token of that name exists, or ended not long ago.
    #[error("There is a token of that name. Choose another.")]
    TokenTaken,
    /// Somebody else changed it since it was looked at.
    #[error("It has changed since. Look at it, and send yours again if it still fits.")]
    Conflict,
    /// The request was done before.
    #[error(
        "This request was done already. What it gave was shown then and is kept nowhere: ask for another one under another \
         Idempotency-Key."
    )]
    Done,
    /// The key of the request names another one.
    #[error("This Idempotency-Key was used for another request. Use another key.")]
    KeyTaken,
    /// Nobody has that sign-in name.
    #[error("There is no member of that name.")]
    Unknown,
    /// The member may not sign in.
    #[error("That member is disabled.")]
    Disabled,
    /// Somebody else has this identity.
    #[error("Somebody else here signs in by that account of the provider.")]
    IdentityTaken,
    /// The member has no such identity.
    #[error("You have not linked that account.")]
    NoIdentity,
    /// The member could not sign in any more.
    #[error("You have no other way to sign in. Ask an admin for a link to a password first.")]
    LastWay,
    /// Nobody has become the first admin.
    #[error("The first admin joins by the link that the server printed. Sign in here after that.")]
    NoAdmin,
    /// Nobody could manage members any more.
    #[error("That member is the last admin. Make another one first.")]
    LastAdmin,
    /// The link was used, is too old, or was never made.
    #[error("This link has ended: it was used, or it is too old. Ask for another one.")]
    LinkEnded,
    /// There are as many as there may be.
    #[error("There are as many as there may be. Remove one first.")]
    TooMany,
}
