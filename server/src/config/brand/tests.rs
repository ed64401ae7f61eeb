#![allow(clippy::unwrap_used)]

use super::*;
use crate::config::environment::Environment;
use crate::config::table::Source;

fn brand(text: &str) -> (Brand, Vec<Problem>) {
    let files = Files::of([
        ("brand/logo.svg", "<svg viewBox=\"0 0 40 20\"/>"),
        ("brand/round.svg", "<svg/>"),
        ("brand/site.css", "h1 { color: red; }\n"),
    ]);
    let mut problems = Vec::new();
    let environment = Environment::default();
    let source = Source { file: "pharos.toml", text, environment: &environment };
    let mut file = Table::parse(source, &mut problems).unwrap();
    let brand = read(file.table("brand", &mut problems), &files, &mut problems);
    (brand, problems)
}

#[test]
fn a_brand_is_read_and_its_style_follows_ours() {
    let (brand, problems) = brand(
        "[brand]\nlogo = \"brand/logo.svg\"\naccent = \"#7a1fa2\"\naccent_dark = \"#d7a8f0\"\ncss = \"brand/site.css\"\n\
         [[brand.link]]\nname = \"Imprint\"\nurl = \"https://example.com/imprint\"\n",
    );
    assert_eq!(problems, []);
    let style = brand.style().unwrap();
    assert!(
        style.contains("--accent: light-dark(#7a1fa2, #d7a8f0);") && style.ends_with("h1 { color: red; }\n")
    );
    assert_eq!(brand.logo.unwrap().ratio, 2.0);
    assert_eq!(brand.links, [Link { name: "Imprint".into(), url: "https://example.com/imprint".into() }]);
}

#[test]
fn an_accent_for_one_ground_is_fitted_to_the_other() {
    let (brand, problems) = brand("[brand]\naccent = \"#7a1fa2\"\n");
    assert_eq!(problems, []);
    let (light, dark) = brand.accent.unwrap();
    assert_eq!(light.to_string(), "#7a1fa2");
    assert!(Ground::Dark.contrast(dark) >= contrast::LEAST);
    assert_eq!(self::brand("[brand]\n").0.style(), None);
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_what_to_write_instead() {
    for (line, message, remedy) in [
        (
            "accent = \"#ffcc00\"",
            "contrast of 1.28 to 1 on our light grounds",
            "Write one that is darker, such as \"#",
        ),
        ("accent_dark = \"#12507e\"", "on our dark grounds", "lighter, such as \"#"),
        ("accent = \"blue\"", "`accent` of [brand] is the text \"blue\"", "a colour such as"),
        (
            "logo = \"brand/logo.png\"",
            "There is no file \"brand/logo.png\"",
            "Did you mean \"brand/logo.svg\"?",
        ),
        ("logo = \"brand/round.svg\"", "cannot be told how large", "viewBox"),
        ("css = \"brand/logo.svg\"", "no style sheet", ".css"),
        ("colour = \"#000000\"", "`colour` is no key of [brand].", "Write one of"),
        (
            "link = [{ name = \"x\", url = \"javascript:alert(1)\" }]",
            "which a footer cannot lead to",
            "https://",
        ),
        ("link = [{ name = \"x\", url = \"//evil.example\" }]", "which a footer cannot lead to", "https://"),
    ] {
        let (_, problems) = brand(&format!("[brand]\n{line}\n"));
        let told = problems
            .iter()
            .any(|it| it.message.contains(message) && it.remedy.contains(remedy) && it.line == 2);
        assert!(told, "{line}: {problems:#?}");
    }
}
