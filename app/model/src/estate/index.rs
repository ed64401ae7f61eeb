//! Where the components of an estate stand, for whoever looks many of them up: a search through thousands, for each of
//! thousands, takes seconds.

use super::{Component, Estate};
use std::collections::HashMap;

/// A component's system and its place there.
type Place = (usize, usize);

/// The components of one estate by id, and by what they depend on. It stays right as long as the estate has the same systems and
/// components in the same order.
#[derive(Clone, Debug, Default)]
pub struct Index {
    places: HashMap<String, Place>,
    dependents: HashMap<String, Vec<Place>>,
}

impl Index {
    /// The index of `estate`.
    pub fn of(estate: &Estate) -> Index {
        let mut index = Index::default();
        for (system, its) in estate.systems.iter().enumerate() {
            for (place, component) in its.components.iter().enumerate() {
                // Of two with one id, which no estate that was read has, the first counts, as in `Estate::component`.
                index.places.entry(component.id.clone()).or_insert((system, place));
                for id in &component.depends_on {
                    index.dependents.entry(id.clone()).or_default().push((system, place));
                }
            }
        }
        index
    }

    /// The component of `estate` with this id: what [`Estate::component`] gives.
    pub fn component<'a>(&self, estate: &'a Estate, id: &str) -> Option<&'a Component> {
        at(estate, *self.places.get(id)?)
    }

    /// The components of `estate` that depend on the one with this id, in their order.
    pub fn dependents<'a>(&self, estate: &'a Estate, id: &str) -> impl Iterator<Item = &'a Component> {
        let places = self.dependents.get(id).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(move |place| at(estate, *place))
    }
}

fn at(estate: &Estate, (system, place): Place) -> Option<&Component> {
    estate.systems.get(system)?.components.get(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estate::System;
    use proptest::prelude::*;

    fn estate(needs: &[Vec<u8>]) -> Estate {
        let component = |(number, needs): (usize, &Vec<u8>)| Component {
            depends_on: needs.iter().map(|id| format!("s{}/c{id}", id % 2)).collect(),
            ..Component::new(format!("s{}/c{number}", number % 2), "C", "all", vec![])
        };
        let (even, odd): (Vec<_>, Vec<_>) =
            needs.iter().enumerate().map(component).partition(|it| it.id.starts_with("s0"));
        let system = |id: &str, components| System { components, ..System::new(id, id) };
        Estate { systems: vec![system("s0", even), system("s1", odd)] }
    }

    proptest! {
        #[test]
        fn it_gives_what_a_search_gives(needs in prop::collection::vec(prop::collection::vec(0u8..9, 0..4), 0..9)) {
            let estate = estate(&needs);
            let index = Index::of(&estate);
            for id in (0..10).map(|number| format!("s{}/c{number}", number % 2)) {
                prop_assert_eq!(index.component(&estate, &id), estate.component(&id));
                let mut all: Vec<_> = index.dependents(&estate, &id).collect();
                all.dedup();
                let wanted: Vec<_> = estate.components().filter(|it| it.depends_on.contains(&id)).collect();
                prop_assert_eq!(all, wanted);
            }
        }
    }
}
