//! Special functions that the distributions need, from `libm` alone, so that they give the same bits
//! natively and in the browser.

pub mod beta;
pub mod gamma;
pub mod normal;
pub mod root;
