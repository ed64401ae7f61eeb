use super::*;
use std::collections::BTreeSet;

fn document() -> Value {
    let access =
        Access { status: Visibility::Public, docs: Visibility::Internal, capacity: Visibility::Internal };
    drawn(&access, "https://status.example", "pharos")
}

#[test]
fn every_route_of_the_api_is_an_operation_and_every_operation_a_route() {
    let routes: BTreeSet<_> = rows().map(|row| (row.path, row.method)).collect();
    let described: BTreeSet<_> = operations().map(|(_, it)| (it.path, it.method)).collect();
    assert_eq!(routes, described);
    assert_eq!(described.len(), operations().count(), "an operation stands twice");
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let methods = |(path, methods): (&String, &Value)| -> Vec<_> {
        methods.as_object().unwrap().keys().map(|method| (path.clone(), method.to_uppercase())).collect()
    };
    let drawn: BTreeSet<_> = paths.iter().flat_map(methods).collect();
    assert_eq!(drawn, routes.iter().map(|(path, method)| (path.to_string(), method.to_string())).collect());
}

#[test]
fn programs_tell_operations_apart_by_name() {
    let names: BTreeSet<_> = operations().map(|(_, it)| it.name).collect();
    assert_eq!(names.len(), operations().count());
}

#[test]
fn whatever_is_referred_to_is_there() {
    let document = document();
    let text = document.to_string();
    let names: BTreeSet<_> =
        text.split("\"$ref\":\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(names.len() > 5, "{names:?}");
    for name in names {
        assert!(document.pointer(name).is_some(), "there is no {name}");
    }
}

#[test]
fn links_lead_to_every_operation_that_is_about_one_thing() {
    let document = document();
    let mut reached = BTreeSet::new();
    for (_, operation) in operations() {
        let method = operation.method.to_lowercase();
        let answer =
            &document["paths"][operation.path][method]["responses"][operation.gives.status.to_string()];
        for (name, link) in answer["links"].as_object().into_iter().flatten() {
            let (_, next) = operations().find(|(_, it)| it.name == name).unwrap();
            let fills = link["parameters"].as_object().unwrap();
            let parts = next.parts().filter(|part| next.words_of(part).is_none());
            assert!(parts.into_iter().all(|part| fills.contains_key(&format!("path.{part}"))), "{link}");
            reached.insert(next.name);
        }
    }
    let about_one = operations().filter(|(_, it)| it.parts().next().is_some()).map(|(_, it)| it.name);
    let missed: Vec<_> = about_one.filter(|name| !reached.contains(name)).collect();
    // The list of components names each by an id that holds both parts of its path.
    assert_eq!(missed, ["showComponent"]);
    let steps = &document["paths"]["/api/v1/incidents"]["post"]["responses"]["201"]["links"]["addStep"];
    let fills = json!({ "path.id": "$response.body#/id", "header.If-Match": "$response.header.ETag" });
    assert_eq!(steps["parameters"], fills);
}

#[test]
fn what_members_alone_may_asks_for_more_than_a_token() {
    let document = document();
    let security = |path: &str, method: &str| document["paths"][path][method]["security"].clone();
    assert_eq!(security(DOCUMENT, "get"), json!([]));
    assert_eq!(security("/api/v1/incidents", "post"), json!([{ "token": [] }, { "session": [] }]));
}

#[test]
fn a_step_is_one_of_those_that_there_are() {
    let document = document();
    let steps = document["components"]["schemas"]["Step"]["oneOf"].as_array().unwrap();
    let names: Vec<_> = steps.iter().filter_map(|step| step["properties"]["do"]["const"].as_str()).collect();
    assert_eq!(names.len(), steps.len());
    assert!(names.contains(&"hand-over") && names.contains(&"update"), "{names:?}");
}
