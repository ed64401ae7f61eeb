//! Fenced blocks of code as a page holds them, also those inside lists.

/// A fenced block.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// What follows the fence, such as `bash`; "" if nothing does.
    pub language: String,
    /// Line of the opening fence in the file, from 1.
    pub line: usize,
    /// What is between the fences, without the indent of the fence.
    pub text: String,
}

/// The blocks of `markdown` in their order. A block within a longer fence is a part of that one.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = markdown.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let ticks = line.trim_start().bytes().take_while(|byte| *byte == b'`').count();
        if ticks < 3 {
            continue;
        }
        let body = lines.by_ref().map(|(_, line)| line).take_while(|line| !closes(line, ticks));
        let text = body.map(|line| dedent(line, indent)).fold(String::new(), |text, line| text + line + "\n");
        let language = line.trim_start().trim_start_matches('`').trim().to_owned();
        blocks.push(Block { language, line: at + 1, text });
    }
    blocks
}

fn closes(line: &str, ticks: usize) -> bool {
    let line = line.trim();
    line.len() >= ticks && line.bytes().all(|byte| byte == b'`')
}

/// `line` without its first `indent` blanks, as far as it has them.
fn dedent(line: &str, indent: usize) -> &str {
    let blanks = line.len() - line.trim_start().len();
    &line[blanks.min(indent)..]
}

#[test]
fn blocks_of_lists_and_blocks_within_blocks_are_told_apart() {
    let text = "- a\n  ```bash\n  if x; then\n    y\n  ```\n````markdown\n```bash\nz\n```\n````\n";
    let found = blocks(text);
    let expected = [("bash", 2, "if x; then\n  y\n"), ("markdown", 6, "```bash\nz\n```\n")];
    let found: Vec<_> =
        found.iter().map(|block| (block.language.as_str(), block.line, block.text.as_str())).collect();
    assert_eq!(found, expected);
}
