//! The past of small and real estates: what the script caused, all of it, and nothing else.

use super::*;
use crate::config::environment::Environment;
use crate::config::files::Files;
use model::status::Status;
use model::time::{HOUR, MINUTE};

const PHAROS: &str = "[site]\nname = \"Shop\"\nurl = \"https://shop.example\"\n";
const ESTATE: &str = r#"
    [system]
    id = "shop"
    name = "Shop"
    [[group]]
    id = "all"
    name = "All"
    [[component]]
    id = "web"
    name = "Web"
    group = "all"
    [[component.check]]
    id = "health"
    kind = "http"
    target = "http://web:80/"
    slow = "800ms"
"#;
const FAULTS: &str = r#"
    [[fault]]
    component = "shop/web"
    kind = "fail"
    days_ago = 40
    at = "04:12"
    lasts = "42m"
    [[fault]]
    component = "shop/web"
    kind = "slow"
    days_ago = 3
    at = "23:30"
    lasts = "1h"
"#;

#[test]
fn history_has_the_faults_of_the_script_and_no_others() {
    let files = [("pharos.toml", PHAROS), ("estate/shop.toml", ESTATE), ("demo.toml", FAULTS)];
    let (content, report) = crate::config::read(&Files::of(files), &Environment::default());
    let content = content.unwrap_or_else(|| panic!("{report:?}"));
    let estate = Arc::new(content.estate);
    let mut store = Store::memory().unwrap();
    let now = At(20_000 * DAY + 15 * HOUR);
    let count = replay(&estate, &content.demo, &mut store, &Clock::fixed(now)).unwrap();
    assert!((89 * 24 * 60 + 15 * 60..89 * 24 * 60 + 15 * 60 + 5).contains(&count), "{count}");

    let mut collector = Collector::new(estate.clone(), stored(&store, &estate, now).unwrap(), now);
    let public = collector.snapshot(now).public.clone();
    let component = public.components().next().unwrap();
    let troubles: Vec<_> =
        component.troubles.iter().rev().map(|trouble| (trouble.status, trouble.from, trouble.to)).collect();
    for (trouble, (past, status)) in
        troubles.iter().zip(content.demo.past.iter().zip([Status::MajorOutage, Status::Degraded]))
    {
        let (from, to) = past.span(now);
        assert_eq!(trouble.0, status);
        assert!((0..MINUTE).contains(&trouble.1.since(from)), "{} for {from}", trouble.1);
        assert!((0..MINUTE).contains(&trouble.2.unwrap().since(to)), "{:?} for {to}", trouble.2);
    }
    assert_eq!((troubles.len(), component.days.len()), (2, 90));
    assert!(component.days.iter().all(|day| day.latency.is_some()));

    // A second run goes on from where the first one ended.
    let later = now + HOUR;
    let count = replay(&estate, &content.demo, &mut store, &Clock::fixed(later)).unwrap();
    assert!((55..=66).contains(&count), "{count}");
    let mut collector = Collector::new(estate.clone(), stored(&store, &estate, later).unwrap(), later);
    let public = collector.snapshot(later).public.clone();
    let component = public.components().next().unwrap();
    assert_eq!(component.troubles.len(), 2, "{:?}", component.troubles);
    assert_eq!(component.days[89].clocks.unknown, 0);
}
