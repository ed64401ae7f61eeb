//! scratch
#![allow(clippy::unwrap_used, missing_docs)]
use app::frame::*; use app::page::Page; use leptos::prelude::*; use std::sync::Arc;
fn main() {
    let out = std::env::args().nth(1).unwrap();
    let lib = docs::Library::build(docs::read(std::path::Path::new(&std::env::args().nth(2).unwrap())).unwrap(), &[]);
    for p in &lib.problems { eprintln!("{p}"); }
    let lib = Arc::new(lib);
    let plans: Vec<(String,String)> = ["butterfly","jack","ai-challenge"].iter().map(|s| (s.to_string(), s.to_uppercase())).collect();
    let plan: capacity::Plan = serde_json::from_str(&std::fs::read_to_string("/tmp/plan-butterfly.json").unwrap()).unwrap();
    let cap = |pairs: &[(&str,&str)]| Page::Capacity(Arc::new(app::capacity::CapacityPage { plans: plans.clone(), plan: Some(plan.clone()), pairs: pairs.iter().map(|(a,b)| (a.to_string(), b.to_string())).collect() }));
    let mut pages = vec![("capacity/butterfly".to_string(), cap(&[])), ("capacity/x4".into(), cap(&[("traffic","4"),("nexus.memory","3 rps"),("capsule.replicas","2")]))];
    pages.push(("docs".into(), Page::Docs(lib.clone(), String::new())));
    for p in &lib.pages { pages.push((format!("docs/{}", p.path), Page::Docs(lib.clone(), p.path.clone()))); }
    for (path, page) in pages {
        let frame = Frame { site: Site { name: "Pharos".into(), url: "https://x".into(), summary: "See how BUTTERFLY is doing.".into(), demo: true, docs: true, capacity: true },
            assets: Assets { css: "/main.css".into(), live: "/live.js".into(), planner: "/pkg/boot-planner.js".into(), dev: None }, path: format!("/{path}") };
        let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())));
        let html = owner.with(|| app::document(&frame, &page).to_html());
        let dir = format!("{out}/{path}"); std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(format!("{dir}/index.html"), html).unwrap();
    }
}
