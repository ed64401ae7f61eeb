//! The site on disk: names, twins, manifest, and what a second build leaves alone.
#![allow(clippy::unwrap_used)]
use super::*;
use std::time::SystemTime;

fn one_build(folder: &Path, css: &str) -> Sizes {
    let (fresh, site) = (folder.join("site.new"), folder.join("site"));
    let assets = [Asset::new("app.css", css.as_bytes().to_vec()), Asset::new("live.js", vec![b' '; 1000])];
    let public = BTreeMap::from([("robots.txt".to_owned(), b"User-agent: *".to_vec())]);
    let sizes = write(&fresh, &site, &assets, &public).unwrap();
    swap(&fresh, &site).unwrap();
    sizes
}

fn modified(path: PathBuf) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn a_name_carries_ten_digits_of_the_content() {
    let asset = Asset::new("live.js", b"abc".to_vec());
    assert_eq!(asset.file, "live.ba7816bf8f.js");
}

#[test]
fn the_manifest_leads_to_files_that_exist_with_their_twins() {
    let folder = tempfile::tempdir().unwrap();
    let sizes = one_build(folder.path(), "a{b:c}");
    let site = folder.path().join("site");
    let manifest: Value = serde_json::from_slice(&fs::read(site.join("manifest.json")).unwrap()).unwrap();
    let path = manifest["live.js"].as_str().unwrap();
    assert!(path.starts_with("pkg/live.") && path.ends_with(".js"));
    for (ending, size) in
        [("", sizes["live.js"].raw), (".br", sizes["live.js"].br), (".gz", sizes["live.js"].gz)]
    {
        assert_eq!(fs::read(site.join(format!("{path}{ending}"))).unwrap().len(), size);
    }
    assert_eq!(manifest["sizes"]["live.js"]["raw"], 1000);
    assert_eq!(sizes["app.css"], Size { raw: 6, br: 6, gz: 6 });
    assert_eq!(fs::read(site.join("robots.txt")).unwrap(), b"User-agent: *");
}

#[test]
fn a_second_build_without_a_change_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    one_build(folder.path(), "a{b:c}");
    let site = folder.path().join("site");
    let before = (modified(site.clone()), modified(site.join("pkg")), modified(site.join("manifest.json")));
    one_build(folder.path(), "a{b:c}");
    assert_eq!(
        before,
        (modified(site.clone()), modified(site.join("pkg")), modified(site.join("manifest.json")))
    );
    assert!(!folder.path().join("site.new").exists());
}

#[test]
fn a_change_replaces_what_changed_and_keeps_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    one_build(folder.path(), "a{b:c}");
    let site = folder.path().join("site");
    let robots = modified(site.join("robots.txt"));
    one_build(folder.path(), "a{b:d}");
    let sheets: Vec<_> = fs::read_dir(site.join("pkg"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("app."))
        .collect();
    assert_eq!(sheets, [Asset::new("app.css", b"a{b:d}".to_vec()).file]);
    assert_eq!(modified(site.join("robots.txt")), robots);
    assert!(!folder.path().join("site.old").exists());
}
