//! Pages that promise instead of saying: none is a stub.

use super::content::Content;

/// The fewest words of a page that says something.
const FEWEST: usize = 120;
/// What stubs say, in small letters.
const PROMISES: [&str; 6] =
    ["coming soon", "to be written", "under construction", "todo", "tbd", "lorem ipsum"];

/// Pages that are too short to say anything, and lines that put off saying it.
pub fn problems(content: &Content) -> Vec<String> {
    let pages = content.meant.library.pages.iter();
    pages.flat_map(|page| of(&page.source, &page.markdown)).collect()
}

fn of(source: &str, text: &str) -> Vec<String> {
    let count = text.split_whitespace().count();
    let short = (count < FEWEST).then(|| format!("content/docs/{source}: has {count} words; write the page"));
    let promised = text.lines().zip(1..).filter_map(|(line, at)| {
        let words: Vec<String> = line.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let line = format!(" {} ", words.join(" "));
        let found = PROMISES.iter().find(|promise| line.contains(&format!(" {promise} ")))?;
        Some(format!("content/docs/{source}:{at}: says `{found}`; say it now, or leave it out"))
    });
    short.into_iter().chain(promised).collect()
}

#[test]
fn a_page_that_puts_off_what_it_has_to_say_is_told() {
    let long = "word ".repeat(FEWEST);
    assert_eq!(of("a.md", &long), Vec::<String>::new());
    assert_eq!(of("a.md", &format!("{long}\nMethods and todos: done.\n")), Vec::<String>::new());
    let told = of("a.md", "# A\n\nComing soon!\n");
    assert!(told.len() == 2 && told[1].starts_with("content/docs/a.md:3: says `coming soon`"), "{told:?}");
}
