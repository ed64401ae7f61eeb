// No script makes markup or code out of text: browsers refuse it on every kind of page (W3C Trusted Types), and what takes the place
// of it reads what our own programs write as the browser would, and nothing else.

import type { Page } from "@playwright/test";
import { signedIn } from "./member";
import { MEMBER_PAGES, PAGES } from "./site";
import { expect, test as plain } from "./test";
import * as wire from "./wire";

const test = plain.extend({ tolerated: /Trusted(HTML|ScriptURL|Script|Type)|trusted-types|content security policy/i });

/** What a page lets its scripts do that none may. */
async function lets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inside = document.createElement("div");
    const tries: Record<string, () => unknown> = {
      innerHTML: () => (inside.innerHTML = "<b>x</b>"),
      outerHTML: () => document.body.appendChild(inside) && (inside.outerHTML = "<b>x</b>"),
      insertAdjacentHTML: () => inside.insertAdjacentHTML("beforeend", "<b>x</b>"),
      DOMParser: () => new DOMParser().parseFromString("<b>x</b>", "text/html"),
      range: () => document.createRange().createContextualFragment("<b>x</b>"),
      write: () => document.write("<b>x</b>"),
      worker: () => new Worker("/trusted.js"),
      script: () => (document.createElement("script").src = "/trusted.js"),
      "code of a script": () => (document.createElement("script").textContent = "1"),
      "another policy": () => (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy("default", {}),
    };
    return Object.entries(tries).filter(([, attempt]) => {
      try {
        attempt();
        return true;
      } catch {
        return false;
      }
    }).map(([name]) => name);
  });
}

test("on no page may a script make markup or code out of text", async ({ page, browser, baseURL }) => {
  test.setTimeout(90_000);
  for (const [kind, path] of Object.entries(PAGES)) {
    await page.goto(path);
    expect.soft(await lets(page), kind).toEqual([]);
  }
  const context = await browser.newContext({ baseURL, storageState: signedIn() });
  const own = await context.newPage();
  for (const [kind, path] of Object.entries(MEMBER_PAGES)) {
    await own.goto(path);
    expect.soft(await lets(own), kind).toEqual([]);
  }
  await context.close();
});

/** All scripts that pages of every kind name, and what those import, by path. */
async function scripts(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const queue = ["/sw.js"];
  for (const path of Object.values(PAGES)) {
    const html = (await wire.follow(path)).text;
    queue.push(...[...html.matchAll(/(?:src|data-golden|data-kernel|data-kernel-simd)="([^"]+\.js)"/g)].map((match) => match[1] ?? ""));
  }
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    const { status, text } = await wire.get(path);
    expect(status, path).toBe(200);
    found.set(path, text);
    const imports = text.matchAll(/(?:from |import\(|COPIES = )["']([^"']+\.js)["']/g);
    queue.push(...[...imports].map((match) => new URL(match[1] ?? "", `http://site${path}`).pathname));
  }
  return found;
}

test("no script of the site makes markup or code out of text", async () => {
  const all = await scripts();
  for (const name of ["live", "planner", "golden", "kernel", "simd", "live-snippet-1"]) {
    expect([...all.keys()].filter((path) => path.startsWith(`/pkg/${name}.`)), name).toHaveLength(1);
  }
  for (const path of ["/copies.js", "/fetched.js", "/markup.js", "/search-offline.js", "/tree.js", "/trusted.js"]) expect([...all.keys()]).toContain(path);
  const sinks = /(inner|outer)HTML *=[^=]|insertAdjacentHTML|DOMParser|parseHTML|setHTML|createContextualFragment|document\.write|\beval\(|new Function/;
  for (const [path, text] of all) expect(text, path).not.toMatch(sinks);
});

test("the one policy takes the service worker and the kernels of this site for scripts", async ({ page }) => {
  await page.goto(PAGES.planner);
  const kernel = String(await page.locator("#capacity-more").getAttribute("data-kernel"));
  const taken = await page.evaluate(async (addresses) => {
    const module = "/trusted.js";
    const { script } = await import(module);
    return addresses.map((address) => {
      try {
        return String(script(address));
      } catch (error) {
        return (error as Error).name;
      }
    });
  }, ["/sw.js", kernel, "/copies.js", "/docs/a.js", `https://example.com${kernel}`, `//example.com${kernel}`, "data:text/javascript,1", "/pkg/../docs/sw.js"]);
  expect(taken).toEqual(["/sw.js", kernel, ...Array(6).fill("TypeError")]);
});

/** What `public/markup.js` makes of each text, as the browser writes it; the name of the error where it makes nothing. */
async function made(page: Page, texts: string[]): Promise<string[]> {
  return page.evaluate(async (texts) => {
    const module = "/markup.js";
    const { nodes } = await import(module);
    return texts.map((text) => {
      try {
        const scratch = document.createElement("div");
        scratch.append(nodes(text));
        return scratch.innerHTML;
      } catch (error) {
        return (error as Error).name;
      }
    });
  }, texts);
}

/** Pieces of a page as the server drew them. */
function served(pieces: Element[]): string[] {
  return pieces.map((piece) => {
    const copy = piece.cloneNode(true) as Element;
    copy.querySelector(".capacity-more-cases")?.remove();
    return copy.innerHTML;
  });
}

test("markup of ours means what the browser's parser takes it for", async ({ page }) => {
  const pieces = ".status-headline, .status-aside, .status-as-of, .status-attention, [data-of], .capacity-panels > section, .capacity-kept-list, [data-figures]";
  for (const path of [PAGES.overview, PAGES.component, "/?lang=ar", PAGES.planner]) {
    await page.goto(path);
    const drawn = await page.locator(pieces).evaluateAll(served);
    expect(drawn.join("").length, path).toBeGreaterThan(300);
    // A namespace is no attribute of a node that is made in it.
    expect(await made(page, drawn), path).toEqual(drawn.map((html) => html.replaceAll(' xmlns="http://www.w3.org/2000/svg"', "")));
  }
});

test("what is not markup of ours is not made", async ({ page }) => {
  await page.goto("/");
  const refused = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<img src="/x">', '<p onclick="alert(1)">x</p>', '<p style="color: red">x</p>',
    '<a href="javascript:alert(1)">x</a>', '<a href="//example.com">x</a>', '<a href="/\\example.com">x</a>', '<a href="&#106;avascript:1">x</a>',
    '<a href="http://example.com/">x</a>', '<a href="https:example.com">x</a>', '<a href="https://example.com">x</a>', '<a href=" https://example.com/">x</a>',
    '<a href="https://a@example.com/">x</a>', '<a href="https://example.com:8080/">x</a>', '<a href="https:///example.com/">x</a>', '<a href="HTTPS://example.com/">x</a>',
    '<a href="data:text/html,x">x</a>', '<a href="https://example.com/" target="_blank">x</a>',
    "<svg><script>alert(1)</script></svg>", '<svg><a href="javascript:alert(1)">x</a></svg>', "<iframe></iframe>", "<form></form>", "<p>x", "x</p>", "<b><i>x</b></i>",
    "a < b", "<!--x-->", "<p", '<p class="x>', "<template></template>", "<base>", '<p id="a"class="b">x</p>',
  ];
  expect(await made(page, refused)).toEqual(refused.map(() => "TypeError"));
  const work = '<a href="https://doi.org/10.1287/opre.9.3.383" rel="noopener noreferrer">Little</a>';
  expect(await made(page, ["", "a &lt;b&gt; &amp;amp; &quot;&#39; > c", '<a href="/a?b=c&amp;d">x</a>', work])).toEqual([
    "", "a &lt;b&gt; &amp;amp; \"' &gt; c", '<a href="/a?b=c&amp;d">x</a>', work,
  ]);
});
