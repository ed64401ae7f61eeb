//! The golden cases, run the same way natively and in the browser.

use capacity::eval::golden;

/// How many cases there are, and a line for every value that is off.
pub fn run() -> (usize, Vec<String>) {
    let cases = golden::all();
    let off = cases.iter().flat_map(|case| {
        let off = case.figures.iter().filter(|figure| !figure.passes);
        off.map(|it| format!("{} {}: expected {}, got {:?}", case.id, it.key, it.expected, it.got))
    });
    (cases.len(), off.collect())
}
