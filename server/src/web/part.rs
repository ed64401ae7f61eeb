//! What one status page of several shows: the part of each snapshot and of planned work that is about its components,
//! drawn once per change. Its handlers get nothing else, so what belongs to another page is not there for them.

use arc_swap::ArcSwap;
use model::public::{Public, PublicPlans, Shown};
use std::sync::Arc;

/// The part of the site that a page shows.
pub struct Part {
    /// The page's id.
    pub page: String,
    /// The ids by which a subscriber names all of it.
    pub everything: Vec<String>,
    shown: Shown,
    public: ArcSwap<(Arc<Public>, Arc<Public>)>,
    plans: ArcSwap<(Arc<PublicPlans>, Arc<PublicPlans>)>,
}

impl Part {
    /// The page of this id, with these components, all of which are named by `everything`.
    pub fn new(page: String, shown: Shown, everything: Vec<String>) -> Part {
        Part { page, everything, shown, public: ArcSwap::default(), plans: ArcSwap::default() }
    }

    /// What it shows of a snapshot's public side.
    pub fn public(&self, whole: Arc<Public>) -> Arc<Public> {
        part_of(&self.public, whole, |whole| whole.only(&self.shown))
    }

    /// What it shows of planned work.
    pub fn plans(&self, whole: Arc<PublicPlans>) -> Arc<PublicPlans> {
        part_of(&self.plans, whole, |whole| whole.only(&self.shown))
    }
}

/// The part of `whole` that `held` has, or that `draw` makes of it to be held.
fn part_of<T>(held: &ArcSwap<(Arc<T>, Arc<T>)>, whole: Arc<T>, draw: impl FnOnce(&T) -> T) -> Arc<T> {
    let (of, part) = &**held.load();
    if Arc::ptr_eq(of, &whole) {
        return part.clone();
    }
    let part = Arc::new(draw(&whole));
    held.store(Arc::new((whole, part.clone())));
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_drawn_once_a_change() {
        let part = Part::new("shop".into(), Shown::new(), Vec::new());
        let first = Arc::new(Public { version: 1, ..Public::default() });
        let drawn = part.public(first.clone());
        assert!(Arc::ptr_eq(&drawn, &part.public(first)));
        let second = part.public(Arc::new(Public { version: 2, ..Public::default() }));
        assert_eq!((drawn.version, second.version), (1, 2));
    }
}
