#![allow(clippy::unwrap_used)]

use super::*;
use crate::estate::{Component, Estate, Group, System};
use crate::incident::{Severity, State};
use crate::maintenance::{When, Window};
use crate::public::PublicImpact;
use crate::snapshot::fold_of;
use crate::time::At;
use std::collections::BTreeMap;

/// A shop and a bank that need each other, of which more is hidden than shown.
fn estate() -> Estate {
    let component = |id: &str, name: &str, group: &str, needs: &str| Component {
        depends_on: vec![needs.into()],
        ..Component::new(id, name, group, vec![])
    };
    let shop = System {
        groups: vec![Group::new("front", "Front"), Group::new("back", "Back")],
        components: vec![
            component("shop/web", "hidden-web", "front", "shop/db"),
            component("shop/db", "Database", "back", "bank/vault"),
        ],
        ..System::new("shop", "Shop")
    };
    let bank = System {
        groups: vec![Group::new("hidden-group", "hidden-group")],
        components: vec![component("bank/vault", "hidden-vault", "hidden-group", "shop/db")],
        ..System::new("hidden-bank", "hidden-bank")
    };
    Estate { systems: vec![shop, bank] }
}

fn incident(id: &str, components: &[(&str, &str)], merged: Option<&str>) -> Arc<PublicIncident> {
    let impact = |(id, name): &(&str, &str)| PublicImpact {
        component: id.to_string(),
        name: name.to_string(),
        turns: vec![(At(0), Status::MajorOutage)],
    };
    Arc::new(PublicIncident {
        id: id.into(),
        title: id.into(),
        severity: Severity::P1,
        state: State::Identified,
        began: At(0),
        resolved: None,
        impacts: components.iter().map(impact).collect(),
        updates: Vec::new(),
        promised: None,
        merged: merged.map(|id| Whole::Shown(id.into())),
        postmortem: None,
    })
}

const DB: (&str, &str) = ("shop/db", "Database");
const VAULT: (&str, &str) = ("bank/vault", "hidden-vault");

fn public() -> Public {
    let incidents = vec![
        incident("both", &[DB, VAULT], None),
        incident("part", &[DB], Some("hidden-incident")),
        incident("hidden-incident", &[VAULT], None),
        incident("hidden-talk", &[], None),
    ];
    let work = |title: &str, on: &[(&str, &str)]| PublicWork {
        system: "shop".into(),
        title: title.into(),
        components: on.iter().map(|(id, name)| (id.to_string(), name.to_string())).collect(),
        windows: Vec::new(),
    };
    let planned = vec![work("disks", &[DB, VAULT]), work("hidden-work", &[VAULT])];
    let drawn = fold_of(&estate(), &BTreeMap::new(), &incidents, 7, At(0));
    Public { planned, incidents: Arc::new(incidents), ..drawn }
}

fn shown() -> Shown {
    Shown::from(["shop/db".into()])
}

#[test]
fn nothing_else_is_named() {
    let only = public().only(&shown());
    let text = format!("{only:?}");
    assert!(!text.contains("hidden") && !text.contains("bank/"), "{text}");
    assert_eq!((only.version, only.incidents.len(), only.planned.len()), (7, 2, 1));
    assert_eq!(only.incidents[1].merged, Some(Whole::Hidden));
    assert_eq!(only.components().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["shop/db"]);
}

#[test]
fn a_system_is_as_bad_as_what_of_it_is_shown() {
    let whole = public();
    assert_eq!(whole.systems[0].status, Status::MajorOutage);
    assert_eq!(whole.only(&Shown::from(["shop/web".into()])).systems[0].status, Status::Unknown);
    let both = whole.only(&Shown::from(["shop/db".into(), "shop/web".into()]));
    assert_eq!((both.systems[0].status, both.systems[0].groups.len()), (Status::MajorOutage, 2));
    assert_eq!(whole.only(&Shown::new()).systems, []);
}

#[test]
fn plans_tell_of_what_is_shown_alone() {
    let plan = |on: &[(&str, &str)]| PublicPlan {
        id: "shop/disks".into(),
        title: "Disks".into(),
        components: on.iter().map(|(id, name)| (id.to_string(), name.to_string())).collect(),
        when: When::Once(Window { from: At(0), to: At(1) }),
        made: At(0),
        changed: At(0),
        sequence: 0,
        cancelled: false,
    };
    let plans = PublicPlans { version: 3, all: vec![plan(&[DB, VAULT]), plan(&[VAULT])] };
    assert_eq!(plans.only(&shown()), PublicPlans { version: 3, all: vec![plan(&[DB])] });
}
