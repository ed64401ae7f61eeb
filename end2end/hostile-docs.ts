// Docs whose every text is hostile: each in every place of a page that an author, or an address, fills.

import { HOSTILE } from "./hostile";

/** What markdown makes of letters that HTML alone would leave: schemes behind entities, ends of what it stands in, titles. */
const OF_MARKDOWN = [
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt&colon;alert(1))",
  "[x](java&#x0A;script:alert(1))",
  "![x](javascript:alert(1))",
  "<javascript:alert(1)>",
  "[x](data:text/html,<script>alert(1)</script>)",
  '[x](https://example.com "\\" onmouseover=alert(1) x=\\"")',
  '![" onerror=alert(1) x="](x.png)',
  "[x]: javascript:alert(1)",
  "`</code><script>alert(1)</script>`",
  "</title><script>alert(1)</script>",
  "</textarea></pre></script><svg onload=alert(1)>",
  "--><img src=x onerror=alert(1)>",
  '"; click x href "javascript:alert(1)" "',
  "<style>*{background:url(//example.com)}</style>",
  "<base href=//example.com/><form action=javascript:alert(1)><button>x",
  "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "{{constructor.constructor('alert(1)')()}}",
];

/** Every text, in one line each. */
export const TEXTS: string[] = [...HOSTILE.map((text) => text.replace(/[\r\n]/g, " ").trim()), ...OF_MARKDOWN];

/** How many texts one page holds besides its own. */
const PART = 9;

/** The address of the page that is about this text. */
export const path = (at: number) => `/docs/hostile/p${at}`;

/** The alert that this page answers. */
export const alert = (at: number) => `Hostile${at}`;

/** The content of a site at `url`. */
export function content(url: string): Record<string, string> {
  const settings = `[site]\nname = "Hostile"\nurl = "${url}"\n[access]\nstatus = "public"\ndocs = "public"\n`;
  const system = '[system]\nid = "lamp"\nname = "Lamp"\n[[group]]\nid = "all"\nname = "All"\n[[component]]\nid = "wick"\nname = "Wick"\ngroup = "all"\n';
  const check = '[[component.check]]\nid = "port"\nkind = "tcp"\ntarget = "127.0.0.1:9"\ninterval = "1h"\n';
  const files: Record<string, string> = { "pharos.toml": settings, "estate/lamp.toml": system + check, "docs/index.md": "# Start\n\nText.\n" };
  files["docs/lookalike.md"] = "# Lookalikes\n\n```bash\nc\u0430t /etc/hosts\n```\n\n```console\n$ ls\nt\u043etal 0\n```\n";
  TEXTS.forEach((text, at) => (files[`docs/hostile/p${at}.md`] = document(text, at)));
  // As names of files, where a file system takes them.
  for (const text of TEXTS.filter((text) => !/[/\\\0]/.test(text) && Buffer.byteLength(text) < 200)) {
    files[`docs/named/${text}.md`] = "Text without a title, whose name is that of its file.\n";
  }
  return files;
}

function document(text: string, at: number): string {
  const quoted = JSON.stringify(text);
  const front = [`title: ${quoted}`, `summary: ${quoted}`, `owner: ${quoted}`, `severity: ${quoted}`, `alerts: [${alert(at)}, ${quoted}]`];
  const variables = ["variables:", `  pod: {default: ${quoted}}`, "  cluster:"];
  const parts = TEXTS.slice(at, at + PART).map((text, offset) => places(text, at + offset));
  return `---\n${[...front, ...variables].join("\n")}\n---\n${parts.join("\n\n")}\n`;
}

/** A text in every place of the body. */
function places(text: string, at: number): string {
  return [
    `## ${text}`,
    text,
    `Words with ${text} between them, and \`${text}\`.`,
    `::: note ${text}\n${text}\n:::`,
    `!!! tip "${text}"\n    ${text}`,
    `??? warning "${text}"\n    ${text}`,
    `=== "${text}"\n    ${text}\n=== "other ${at}"\n    ${text}`,
    `> [!NOTE]\n> ${text}`,
    `[link](https://example.com "${text}") [link](<${text}>) [link](${text}) [${text}](index.md) ![${text}](x.png "${text}") <${text}>`,
    `| ${text} | a |\n|---|---|\n| ${text} | \`${text}\` |`,
    `- [ ] ${text}\n- [x] ${text}`,
    `1. ${text}\n2. Run \`echo <pod>\``,
    `<details><summary>${text}</summary>\n\n${text}\n\n</details>`,
    `A note[^${at}].\n\n[^${at}]: ${text}`,
    ["bash", "console", "yaml", "json", "diff", text].map((language) => `~~~~~ ${language}\n$ echo ${text} "<pod>" $CLUSTER\n${text}\n~~~~~`).join("\n\n"),
    `~~~~~ mermaid\ngraph LR\n  a["${text}"] -->|${text}| b(${text})\n  click a "${text}"\n~~~~~`,
    `~~~~~ mermaid\nsequenceDiagram\n  participant A as ${text}\n  A->>B: ${text}\n~~~~~`,
    `<!-- ${text} -->`,
    `<div title="${text}">${text}</div>`,
  ].join("\n\n");
}
