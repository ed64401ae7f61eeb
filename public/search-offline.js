// Searches the copies of the docs when the server does not answer: by the engine and the index of the server, so that the
// same comes first. Loaded by public/search.js on the copy of the page for answers.

import { fetched } from "./fetched.js";

/** Answers that are shown, as many as the server shows. */
const ANSWERS = 30;
/** Elements that end a line of prose, and those whose text is none of the page. */
const LINES = "p, li, tr, pre, br, div, figure, dd, dt, summary";
const ASIDE = "figcaption, button, svg, a.anchor";

const box = document.getElementById("docs-search");
const count = document.querySelector(".docs-count");
/** Grows with each query: lines of an older one come too late. */
let asked = 0;

/** Answers what is in the box, now and whenever it changes. */
export async function start() {
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  const engine = await load().catch(() => undefined);
  if (!engine) {
    count.textContent = "The index of the search is not among the copies in this browser.";
    return;
  }
  box.addEventListener("input", () => show(engine, box.value.trim()));
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(box.value)}`);
    document.querySelector(".docs-found a")?.focus();
  });
  show(engine, box.value.trim());
}

/** The engine over the copy of the index. */
async function load() {
  const list = await (await copy("/offline.json")).json();
  const boot = list.docs.map(([path]) => path).find((path) => path.startsWith("/pkg/boot-finder."));
  const [{ Finder, excerpt }, index] = await Promise.all([import(boot), copy("/docs/search.index")]);
  const finder = Finder.read(new Uint8Array(await index.arrayBuffer()));
  return finder && { finder, excerpt };
}

function copy(path) {
  return caches.match(path, { ignoreVary: true });
}

function show({ finder, excerpt }, query) {
  const turn = (asked += 1);
  const found = finder.find(query, ANSWERS);
  const answers = [];
  for (let at = 0; at < found.length; at += 4) answers.push(found.slice(at, at + 4));
  const list = document.createElement("ol");
  list.className = "docs-found";
  list.append(...answers.map(answer));
  document.querySelector(".docs-found")?.remove();
  if (answers.length > 0) count.after(list);
  count.textContent = words(answers.length, query);
  // Lines come after the answers: each is looked for in the copy of its page.
  answers.forEach(async ([path, , id], at) => {
    const line = await lineOf(path, id, query, excerpt);
    if (turn === asked && line) list.children[at].append(line);
  });
}

function words(count, query) {
  if (query === "") return "Look for an alert, an error message, a command, or a few words.";
  if (count === 0) return "Nothing was found. Try fewer words, or the start of one.";
  return count === 1 ? "1 answer" : `${count} answers, the best first`;
}

function address(path) {
  return path === "" ? "/docs" : `/docs/${path.split("/").map(encodeURIComponent).join("/")}`;
}

function answer([path, title, id, heading]) {
  const link = make("a", make("strong", title), heading ? make("span", ` \u203a ${heading}`) : "");
  link.href = address(path) + (id ? `#${encodeURIComponent(id)}` : "");
  return make("li", link);
}

/** The line of a section that tells why it answers. */
async function lineOf(path, id, query, excerpt) {
  const kept = await fetched(`${address(path)}?copy`);
  if (!kept) return undefined;
  const sections = sectionsOf(kept);
  // A page that begins with a heading is told by the first text that it has.
  const those = id ? sections.filter((section) => section.id === id) : sections;
  for (const { prose, commands } of those) {
    const [kind, ...parts] = excerpt(prose, commands, query);
    if (!kind) continue;
    const shown = parts.map((text, at) => make(at % 2 ? "mark" : "span", text));
    return make("p", ...(kind === "command" ? [make("code", ...shown)] : shown));
  }
  return undefined;
}

/** A page's text, taken apart at its headings as the server does (server/docs/src/search/text.rs). */
function sectionsOf(page) {
  const sections = [{ id: "", prose: `${page.querySelector(".docs-summary")?.textContent ?? ""}\n`, commands: "" }];
  const read = (node, kind) => {
    if (node.nodeType === Node.TEXT_NODE) {
      sections.at(-1)[kind] += kind === "prose" ? node.data.replaceAll("\n", " ") : node.data;
    } else if (/^H[2-6]$/.test(node.tagName) && node.id) {
      sections.push({ id: node.id, prose: "", commands: "" });
    } else if (!node.matches(ASIDE)) {
      const inside = node.tagName === "PRE" ? "commands" : kind;
      const around = node.matches(LINES) ? "\n" : "";
      sections.at(-1)[inside] += around;
      each(node, inside);
      sections.at(-1)[inside] += node.matches("td, th") ? " " : around;
    }
  };
  const each = (node, kind) => {
    // Elements and texts; no comments.
    for (const child of node.childNodes) if (child.nodeType <= Node.TEXT_NODE) read(child, kind);
  };
  const body = page.querySelector(".docs-body");
  if (body) each(body, "prose");
  return sections;
}

function make(name, ...inside) {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
}
