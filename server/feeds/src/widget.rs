//! `/widget` and `/widget.js`: how things are in one line, for other sites' pages, as a frame and as the script that puts it
//! where the script stands. The frame runs no script, and loads itself again every minute.

use crate::Source;
use crate::xml::escape;
use messages::headline;

/// The script. On another site's page: `<script src="https://status.example.org/widget.js" async></script>`; a language that its
/// address asks for, such as `?lang=de`, is that of the frame.
pub const SCRIPT: &str = "\
(() => {\n\
  const script = document.currentScript;\n\
  const frame = document.createElement('iframe');\n\
  frame.src = new URL('/widget' + new URL(script.src).search, script.src);\n\
  frame.title = 'Status';\n\
  frame.loading = 'lazy';\n\
  Object.assign(frame.style, { border: '0', width: '100%', maxWidth: '26rem', height: '3.5rem', colorScheme: 'auto' });\n\
  script.after(frame);\n\
})();\n";

/// The frame's style sheet, which its page may have within it because its hash is named.
pub const STYLE: &str = "\
:root{color-scheme:light dark;font:15px/1.4 system-ui,sans-serif}body{margin:0}\
a{display:flex;gap:.6em;align-items:center;padding:.9em;color:CanvasText;background:Canvas;text-decoration:none}\
a:hover,a:focus{text-decoration:underline}i{flex:none;width:.8em;height:.8em;border-radius:50%;background:#6b7280}\
.operational{background:#2a7d3b}.maintenance{background:#2b64b5;border-radius:0}.degraded{background:#b07a00}\
.partial-outage{background:#d4660f;transform:rotate(45deg);border-radius:0}\
.major-outage{background:#c02b2b;border-radius:0}";

/// The frame's page.
pub fn page(source: &Source<'_>) -> String {
    let (url, name) = (source.address("/"), escape(source.name));
    let (url, lang) = (escape(&url), source.locale.lang());
    let (tag, direction) = (lang.tag(), lang.direction());
    let sentence = headline(source.locale, source.public.components());
    let sentence = escape(&sentence);
    let status = source.public.status().slug();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\">\
         <meta http-equiv=\"refresh\" content=\"60\"><title>{name}</title><style>{STYLE}</style></head>\
         <body><a href=\"{url}\" target=\"_blank\" rel=\"noopener\"><i class=\"{status}\"></i>\
         <span>{sentence}</span></a></body></html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{HOSTILE, named, public, source};

    #[test]
    fn both_together_are_small() {
        let page = page(&source(&public(), &[]));
        assert!(page.contains("<i class=\"major-outage\"></i><span>Database is down.</span>"), "{page}");
        assert!(page.len() + SCRIPT.len() < 3_000, "{} bytes", page.len() + SCRIPT.len());
    }

    #[test]
    fn no_name_breaks_out_of_it() {
        let tags = page(&source(&public(), &[])).matches('<').count();
        for text in HOSTILE {
            let page = page(&source(&named(text, text), &[]));
            assert_eq!(page.matches('<').count(), tags, "{text:?}");
        }
    }
}
