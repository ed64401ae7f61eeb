// Bytes over the wire, in brotli, and the headers by which browsers keep them and hold pages in check.

import { brotliCompressSync, gzipSync } from "node:zlib";
import { declare, resolve, session, signedIn } from "./member";
import { crawl, DOCS_SCRIPTS, MEMBER_PAGES, PAGES } from "./site";
import { Server } from "./server";
import { expect, test } from "./test";
import * as wire from "./wire";

/** Budgets in bytes. */
const OVERVIEW = 60_000;
const LIVE = 60_000;
const PLANNER = 160_000;
const KERNEL = 350_000;
/** Small modules that a page loads besides. */
const MODULES = 4_000;
const DOCS = 40_000;
const MEMBERS = 40_000;
const FIRST = 25_000;
const NEXT = 6_000;
/** The pages of a large site, on one of which a first visit is weighed with the tree of all. */
const LARGE = 1_089;
/** Words of a common page in gzip: some 5 kB of prose and commands. */
const COMMON = 2_000;
/** What words weigh with the marks around them, to the words alone. */
const MARKED = 1.4;

/** Pages of the status, of which browsers keep copies. */
const KEPT = /^\/(status|incidents|history|report|subscribe)(\/|$)/;

const ISLANDS = /^\/(status\/[^/]+(\/[^/]+)?|incidents\/.*|capacity\/(?!golden$).*)?$/;

/** A page that starts a worker. */
const GOLDEN = /^\/capacity\/golden$/;

/** The addresses in `html` of what the page loads. */
function assets(html: string): string[] {
  const tags = html.match(/<(link|script|img)\s[^>]*>/g) ?? [];
  const loads = tags.filter((tag) => !/rel="(alternate|canonical|prev|next)"/.test(tag));
  return loads.map((tag) => /(?:href|src)="([^"]+)"/.exec(tag)?.[1] ?? "").filter((url) => url.startsWith("/"));
}

/** What a page of the docs loads, by address: what it names, what its scripts import, and the tree of all pages. */
async function loaded(html: string, at?: string): Promise<Map<string, wire.Answer>> {
  const answers = new Map<string, wire.Answer>();
  const queue = [...assets(html), ...[...html.matchAll(/ data-tree="([^"]+)"/g)].map((match) => match[1] ?? "")];
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    if (answers.has(url)) continue;
    const answer = await wire.get(url, { "accept-encoding": "gzip" }, at);
    expect(answer.status, url).toBe(200);
    answers.set(url, answer);
    if (url.endsWith(".js")) queue.push(...[...answer.text.matchAll(/^import .* from "\.(\/[^"]+)";$/gm)].map((match) => match[1] ?? ""));
  }
  return answers;
}

/** Bytes of these answers. */
function weight(answers: Iterable<wire.Answer>): number {
  return [...answers].reduce((sum, answer) => sum + answer.size, 0);
}

/** Bytes of what has these addresses. */
async function sizes(urls: string[]): Promise<number> {
  const answers = await Promise.all(urls.map((url) => wire.get(url)));
  for (const [index, answer] of answers.entries()) expect(answer.status, urls[index]).toBe(200);
  return answers.reduce((sum, answer) => sum + answer.size, 0);
}

function note(what: string, bytes: number, budget: number): void {
  test.info().annotations.push({ type: "bytes", description: `${what}: ${bytes} of ${budget}` });
  expect(bytes, what).toBeLessThanOrEqual(budget);
}

test("the overview", async () => {
  const page = await wire.get("/");
  const parts = assets(page.text).filter((url) => /\.(css|svg)$/.test(url));
  expect(parts).toHaveLength(2);
  note("HTML, style and icon of the overview", page.size + (await sizes(parts)), OVERVIEW);
});

for (const [name, path, budget] of [["live", "/", LIVE], ["planner", PAGES.planner, PLANNER]] as const) {
  test(`the ${name} bundle`, async ({ page, baseURL }) => {
    const loaded = new Set<string>();
    page.on("response", (response) => loaded.add(response.url().replace(baseURL ?? "", "")));
    await page.goto(path);
    const awake = name === "live" ? page.getByText("Live", { exact: true }) : page.getByRole("button", { name: "Copy link" });
    await expect(awake).toBeVisible();
    const code = [...loaded].filter((url) => /^\/pkg\/.*\.(js|wasm)$/.test(url));
    const modules = [...loaded].filter((url) => url.endsWith(".js") && !code.includes(url));
    const beside = await sizes(modules);
    note(`modules beside ${name}`, beside, MODULES);
    expect(code.filter((url) => url.endsWith(".wasm"))).toHaveLength(1);
    expect(code.filter((url) => url.endsWith(".js")).length).toBeGreaterThanOrEqual(2);
    const bundle = await sizes(code);
    note(`boot, JavaScript and wasm of ${name}`, bundle, budget);
    // What the planner is at first, whichever way it is counted.
    if (name === "planner") note("all scripts of the planner at first", beside + bundle, budget);
  });
}

test("docs pages besides their own text", async () => {
  for (const [path, html] of await crawl()) {
    if (!path.startsWith("/docs")) continue;
    const own = /<div class="docs-body">([\s\S]*?)<\/div>\s*(<nav class="docs-neighbours|<\/article>)/.exec(html)?.[1] ?? "";
    const text = brotliCompressSync(own.replace(/<[^>]+>/g, "")).length;
    const all = (await wire.get(path)).size + (await sizes(assets(html)));
    note(path, all - text, DOCS);
  }
});

test("a first visit of any page of the docs, and the next page, as they are sent in gzip", async () => {
  for (const [path, html] of await crawl()) {
    if (!/^\/docs(\/|$)/.test(path)) continue;
    const page = await wire.get(path, { "accept-encoding": "gzip" });
    const body = /<div class="docs-body">([\s\S]*?)<\/article>/.exec(html)?.[1] ?? "";
    const own = body + (/<nav aria-label="On this page" class="docs-contents">[\s\S]*?<\/nav>/.exec(html)?.[0] ?? "");
    // The words of a page and its headings are its author's: a longer one may weigh more by what its words do above those of a common page.
    const long = MARKED * Math.max(0, gzipSync(own.replace(/<[^>]+>/g, "")).length - COMMON);
    note(`next page ${path}`, Math.round(page.size - long), NEXT);
    note(`first visit of ${path}`, Math.round(page.size - long) + weight((await loaded(html)).values()), FIRST);
  }
});

/** A runbook of 1 kB, and so many pages around it that there are `LARGE`, each with a title of its own. */
function large(url: string): Record<string, string> {
  const [verbs, things] = [["Restart", "Drain", "Restore", "Scale", "Upgrade", "Rotate", "Inspect"], ["broker", "gateway", "node", "index", "replica", "cache", "volume", "queue"]];
  const section = (name: string) => `\n## ${name}\n\nAsk a member of the store how the others are, and how long its disk takes for a write; start those again that are gone, one after the other.\n\n\`\`\`bash\netcdctl endpoint health --cluster # ${name.toLowerCase()}\n\`\`\`\n`;
  const pages = Array.from({ length: LARGE - 1 }, (_, at) => {
    const title = `${verbs[at % 7]} the ${things[at % 8]} of team ${Math.floor(at / 33)} in zone ${at % 33}`;
    return [`docs/team-${Math.floor(at / 33)}/page-${at}.md`, `# ${title}\n\nText.\n`];
  });
  return {
    ...Object.fromEntries(pages),
    "docs/no-leader.md": `# No leader\n${["Meaning", "Impact", "Diagnosis", "Mitigation"].map(section).join("")}`,
    "pharos.toml": `[site]\nname = "Large"\nurl = "${url}"\n[access]\nstatus = "public"\ndocs = "public"\n`,
    "estate/lamp.toml": '[system]\nid = "lamp"\nname = "Lamp"\n[[group]]\nid = "all"\nname = "All"\n[[component]]\nid = "wick"\nname = "Wick"\ngroup = "all"\n[[component.check]]\nid = "port"\nkind = "tcp"\ntarget = "127.0.0.1:9"\n',
  };
}

test("a runbook of 1 kB among a thousand pages, as it is sent in gzip", async () => {
  const server = await Server.start(large);
  const page = await wire.get("/docs/no-leader", { "accept-encoding": "gzip" }, server.url);
  const parts = await loaded(page.text, server.url).finally(() => server.remove());
  const trees = [...parts].filter(([url]) => url.startsWith("/docs/tree/")).map(([, answer]) => answer);
  expect(trees.map((tree) => tree.text.match(/<a href="/g)?.length)).toEqual([LARGE]);
  expect(trees[0]?.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  note("next page: its HTML, as all else is kept", page.size, NEXT);
  note("the tree of all pages, sent once", weight(trees), FIRST);
  note("first visit: HTML, style, icon, scripts with what they import, and the tree", page.size + weight(parts.values()), FIRST);
});

test("pages of members", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: signedIn() });
  const page = await context.newPage();
  const incident = await declare(page, "Bytes", "jack/vector-db", "degraded");
  const paths = { ...MEMBER_PAGES, "an incident on the desk": incident };
  for (const [kind, path] of Object.entries(paths)) {
    const answer = await wire.get(path, { cookie: session() });
    expect([answer.status, answer.headers["content-encoding"]], kind).toEqual([200, "br"]);
    const parts = assets(answer.text).filter((url) => /\.(css|svg)$/.test(url));
    note(`HTML, style and icon of ${kind}`, answer.size + (await sizes(parts)), MEMBERS);
    const scripts = assets(answer.text).filter((url) => url.endsWith(".js"));
    if (path.startsWith("/docs")) expect(scripts.filter((src) => !DOCS_SCRIPTS.test(src)), `scripts of ${kind}`).toEqual([]);
    else expect(scripts.length, `scripts of ${kind}`).toBe(/^\/desk(?!\/declare)/.test(path) ? 1 : 0);
  }
  await resolve(page, incident, "Repaired.");
  await context.close();
});

test("pages without an island load no script, those of the docs their own", async () => {
  // Data for programs is in the same tag, and no browser runs it.
  const data = /<script type="application\/ld\+json">[^<]*<\/script>/;
  const pages = await crawl();
  pages.set(PAGES["missing page"], (await wire.get(PAGES["missing page"])).text);
  for (const [path, whole] of pages) {
    const html = whole.replace(data, "");
    if (ISLANDS.test(path)) expect(html.match(/<script type="module" src="\/pkg\/[^"]+"><\/script>/g), path).toHaveLength(1);
    else if (/^\/(docs|r)(\/|$)/.test(path)) {
      const scripts = [...html.matchAll(/<script([^>]*)>/g)].map((tag) => /^ type="module" src="([^"]+)"$/.exec(tag[1] ?? "")?.[1] ?? "none");
      expect(scripts, path).toEqual(expect.arrayContaining(["/offline.js", "/search.js"]));
      expect(scripts.filter((src) => !DOCS_SCRIPTS.test(src)), path).toEqual([]);
      expect(html, path).not.toMatch(/modulepreload|\.wasm/);
    } else {
      const plain = KEPT.test(path) ? ["/offline.js", "/times.js"] : GOLDEN.test(path) ? ["/golden.js"] : [];
      expect([...html.matchAll(/<script[^>]* src="([^"]*)"/g)].map((match) => match[1]), path).toEqual(plain);
      expect(html, path).not.toMatch(/modulepreload|\.wasm/);
    }
  }
});

test("what workers load after the page", async () => {
  const html = (await wire.get(PAGES.planner)).text + (await wire.get("/capacity/golden")).text;
  for (const name of ["golden", "kernel", "simd"]) {
    const boot = new RegExp(`/pkg/boot-${name}\\.[0-9a-f]+\\.js`).exec(html)?.[0] ?? "";
    const answer = await wire.get(boot);
    expect(String(answer.headers["content-security-policy"])).toContain("script-src 'self' 'wasm-unsafe-eval'");
    const parts = [...answer.text.matchAll(/"\.\/([^"]+)"/g)].map((match) => `/pkg/${match[1]}`);
    expect(parts).toHaveLength(2);
    note(`worker and wasm of ${name}`, await sizes([boot, ...parts]), KERNEL);
  }
});

test("no page has inline code or style, and its policy allows none", async () => {
  const pages = [...(await crawl()).keys(), PAGES["missing page"]];
  for (const path of pages) {
    const { text, headers } = await wire.follow(path);
    expect(text.match(/<[^>]+\s(style|on[a-z]+)="[^"]*"/g), path).toBeNull();
    expect(text, path).not.toMatch(/<style|href="javascript:/);
    const policy = String(headers["content-security-policy"]);
    expect(policy, path).not.toMatch(/'unsafe-inline'|'unsafe-eval'|'unsafe-hashes'|https?:|\*/);
    for (const rule of ["default-src 'none'", "style-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy, path).toContain(rule);
    }
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("a page that did not change is not sent again", async () => {
  for (const path of [PAGES["docs page"], PAGES.planner]) {
    const page = await wire.get(path);
    expect(page.headers["content-encoding"]).toBe("br");
    expect(page.headers["cache-control"]).toBe("no-cache");
    expect(String(page.headers.vary).toLowerCase()).toContain("accept-encoding");
    const tag = String(page.headers.etag);
    expect(tag).toMatch(/^"[^"]+"$/);
    const again = await wire.get(path, { "if-none-match": tag });
    expect([again.status, again.size, again.headers.etag]).toEqual([304, 0, tag]);
    const gzip = await wire.get(path, { "accept-encoding": "gzip" });
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(gzip.headers.etag).not.toBe(tag);
    expect((await wire.get(path, { "accept-encoding": "gzip", "if-none-match": tag })).status, "a tag of one encoding").toBe(200);
    const identity = await wire.get(path, { "accept-encoding": "identity" });
    expect(identity.headers["content-encoding"]).toBeUndefined();
    expect(identity.body.equals(page.body) && gzip.body.equals(page.body)).toBe(true);
  }
});

test("the overview has validators too", async () => {
  await expect(async () => {
    const page = await wire.get("/");
    const again = await wire.get("/", { "if-none-match": String(page.headers.etag) });
    expect([again.status, again.size]).toEqual([304, 0]);
  }, "a new version may come between the two").toPass({ timeout: 5_000 });
});

test("files that are named by their content are kept for ever", async () => {
  const urls = new Set([...assets((await wire.get("/")).text), ...assets((await wire.get(PAGES.planner)).text)]);
  const hashed = [...urls].filter((url) => url.startsWith("/pkg/"));
  expect(hashed).toHaveLength(3);
  for (const url of hashed) {
    expect(url).toMatch(/\.[0-9a-f]{10}\.(css|js)$/);
    const { headers } = await wire.get(url);
    expect(headers["cache-control"], url).toBe("public, max-age=31536000, immutable");
    expect(headers.etag, url).toBeTruthy();
  }
});

test("missing pages are drawn once for all", async () => {
  const [one, other] = [await wire.get("/nowhere"), await wire.get("/docs/nowhere/at/all")];
  expect([one.status, other.status]).toEqual([404, 404]);
  expect(one.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(one.headers["content-encoding"]).toBe("br");
  expect(other.headers.etag).toBe(one.headers.etag);
});
