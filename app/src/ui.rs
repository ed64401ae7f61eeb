//! Small parts of views and ways of writing figures that more than one feature uses.

#[cfg(any(feature = "ssr", feature = "live"))]
pub mod escape;
pub mod figure;
pub mod moment;
#[cfg(any(feature = "ssr", feature = "live"))]
pub mod when;

#[cfg(any(feature = "ssr", feature = "live"))]
pub mod mark;

#[cfg(feature = "ssr")]
pub mod crumbs;
#[cfg(feature = "ssr")]
pub mod drawn;
#[cfg(feature = "ssr")]
pub mod lighthouse;
#[cfg(feature = "ssr")]
pub mod lines;
