//! Finding what a status page is about.

use model::public::{Public, PublicComponent, PublicSystem};

/// The system with this id.
pub fn system<'a>(public: &'a Public, id: &str) -> Option<&'a PublicSystem> {
    public.systems.iter().find(|system| system.id == id)
}

/// The component with this id and its system.
pub fn component<'a>(public: &'a Public, id: &str) -> Option<(&'a PublicSystem, &'a PublicComponent)> {
    let its = |system: &'a PublicSystem| {
        system.components().find(|component| component.id == id).map(|component| (system, component))
    };
    public.systems.iter().find_map(its)
}
