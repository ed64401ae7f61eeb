//! Tells cargo that what the program embeds is part of it: a file that is added there makes a new program too.

fn main() {
    for folder in ["../content", "../target/site"] {
        #[allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
        {
            println!("cargo::rerun-if-changed={folder}");
        }
    }
}
