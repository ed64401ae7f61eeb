//! Tells cargo that the content which the program embeds is part of it: a file that is added there makes a new program
//! too. What is added to the browser side stands in its manifest, which is embedded itself.

fn main() {
    #[allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
    {
        println!("cargo::rerun-if-changed=../content");
    }
}
