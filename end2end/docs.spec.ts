// The docs portal: every page can be found, read and linked to, on a phone too, without a script; one adds keys.

import { DOCS_SCRIPTS, SYSTEMS } from "./site";
import { expect, overflow, test } from "./test";

const PAGES = [
  "/docs",
  "/docs/butterfly",
  "/docs/butterfly/components",
  "/docs/butterfly/deployment",
  "/docs/butterfly/runbooks",
  "/docs/butterfly/runbooks/incident-response",
  "/docs/butterfly/runbooks/scaling",
  "/docs/butterfly/runbooks/common-issues",
  "/docs/jack",
  "/docs/jack/components",
  "/docs/ai-challenge",
  "/docs/ai-challenge/components",
];

test("pages load no script but those of docs, have anchors and fit", async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(baseURL ?? "", "")));
  for (const path of PAGES) {
    await page.goto(path);
    expect.soft(await page.locator("h1").count(), path).toBe(1);
    expect.soft(await overflow(page), path).toBe(0);
    const scripts = await page.evaluate(() => [...document.scripts].filter((script) => script.type === "module").map((script) => script.getAttribute("src")));
    expect.soft(scripts, `scripts of ${path}`).not.toContainEqual(expect.not.stringMatching(DOCS_SCRIPTS));
    expect.soft(await page.locator(".docs-body :is(h2, h3, h4)").evaluateAll(unanchored), path).toEqual([]);
    expect.soft(await page.locator(".docs-body :is(pre, .docs-scroll)").evaluateAll(stuck), path).toEqual([]);
  }
  expect(asked.filter((url) => /\.(js|wasm)$|\/api\//.test(url) && url !== "/api/events" && !DOCS_SCRIPTS.test(url))).toEqual([]);
});

test("search is reached, walked through and left by keys", async ({ page }) => {
  await page.goto("/docs/butterfly");
  const box = page.getByRole("searchbox", { name: "Search the docs" });
  await page.keyboard.press("/");
  await expect(box).toBeFocused();
  await page.keyboard.type("casandra ring/x");
  await expect(box).toHaveValue("casandra ring/x");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("cassandra");
  await expect(box).toHaveValue("cassandra");
  await page.keyboard.press("Enter");
  // Keys are for the scripts of the page that is there then, and not of the one that is left.
  await page.waitForURL(/\/docs\/search\?q=cassandra$/, { waitUntil: "load" });
  await page.keyboard.press("/");
  await expect(box).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const first = page.locator(".docs-found a").first();
  await expect(first).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(box).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/docs\/butterfly\//);
  expect(await overflow(page)).toBe(0);
});

/** The headings that have no anchor of their own. */
function unanchored(headings: Element[]): string[] {
  const anchored = ({ id, textContent }: Element) => {
    const anchor = document.querySelector(`.anchor[href="#${id}"]`);
    return id !== "" && anchor?.getAttribute("aria-label") === `Link to section ${textContent}`;
  };
  return headings.filter((heading) => !anchored(heading)).map((heading) => heading.outerHTML);
}

/** The frames whose content is too wide for them, but which do not scroll or are out of the keyboard's reach. */
function stuck(frames: Element[]): string[] {
  const moves = (frame: Element) => {
    frame.scrollLeft = 1_000;
    return frame.scrollLeft > 0 && frame.getAttribute("tabindex") === "0";
  };
  return frames.filter((its) => its.scrollWidth > its.clientWidth && !moves(its)).map((its) => its.outerHTML.slice(0, 200));
}

test("code that is wider than a phone scrolls", async ({ page }, info) => {
  await page.goto("/docs/butterfly/deployment");
  const wide = await page.locator(".docs-body pre").evaluateAll((all) => all.filter((pre) => pre.scrollWidth > pre.clientWidth).length);
  if (info.project.name.startsWith("phone")) expect(wide).toBeGreaterThan(0);
  else expect(wide).toBe(0);
});

for (const [id, { name }] of Object.entries(SYSTEMS)) {
  test(`the docs of ${name} are reached from the start`, async ({ page }) => {
    await page.goto("/");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Docs" }).click();
    await expect(page).toHaveURL("/docs");
    await page.getByRole("main").locator(`a[href="/docs/${id}"]`).first().click();
    await expect(page).toHaveURL(`/docs/${id}`);
    await expect(page.getByRole("main").getByRole("table").first()).toBeVisible();
    const tree = page.getByRole("navigation", { name: "Docs", exact: true });
    await expect(tree.locator('[aria-current="page"]')).toHaveAttribute("href", `/docs/${id}`);
    for (const other of Object.keys(SYSTEMS)) {
      await expect(tree.locator(`a[href="/docs/${other}"]`)).toBeVisible({ visible: other === id });
    }
    await tree.locator(`a[href="/docs/${id}/components"]`).click();
    await expect(page).toHaveURL(`/docs/${id}/components`);
    const status = page.locator(".docs-status a");
    await expect(status.first()).toHaveAttribute("href", new RegExp(`^/status/${id}/`));
  });
}

const RUNBOOK = "/docs/butterfly/runbooks/scaling";

test("the tree of all pages is sent once, and shows where the page is", async ({ page }) => {
  const sent = () => page.evaluate(() => (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(({ name }) => name.includes("/docs/tree/")).map((its) => [its.name, its.transferSize]));
  await page.goto(RUNBOOK);
  const tree = page.getByRole("navigation", { name: "Docs", exact: true });
  const here = tree.locator("[aria-current]");
  await expect(here).toHaveCount(1);
  await expect(here).toHaveAttribute("href", RUNBOOK);
  await expect(here).toHaveAttribute("aria-current", "page");
  await expect(here).toBeVisible();
  await expect(tree.locator("details[open] > summary")).toHaveText(["BUTTERFLY operations", "BUTTERFLY runbooks"]);
  const [first] = await sent();
  expect(Number(first?.[1])).toBeGreaterThan(0);
  await tree.getByRole("link", { name: "Common issues" }).click();
  await expect(page).toHaveURL("/docs/butterfly/runbooks/common-issues");
  await expect(here).toHaveText("Common issues");
  expect(await sent(), "the same name, from the browser's own copy").toEqual([[first?.[0], 0]]);
});

test("folders of the tree are opened and left by keys", async ({ page }) => {
  await page.goto("/docs/butterfly");
  const tree = page.getByRole("navigation", { name: "Docs", exact: true });
  const folder = tree.locator("summary", { hasText: "BUTTERFLY runbooks" });
  const inside = tree.locator(`a[href="${RUNBOOK}"]`);
  await expect(inside).toBeHidden();
  await folder.focus();
  await page.keyboard.press("Enter");
  await expect(inside).toBeVisible();
  await page.keyboard.press("Space");
  await expect(inside).toBeHidden();
  await page.keyboard.press("Enter");
  await inside.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(RUNBOOK);
});

test("nothing moves when the tree comes, on a short page either", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { moved: [] });
    const watch = new PerformanceObserver((list) => (window as unknown as { moved: unknown[] }).moved.push(...list.getEntries().map((its) => its.toJSON())));
    watch.observe({ type: "layout-shift", buffered: true });
  });
  for (const path of ["/docs/butterfly", RUNBOOK, "/docs/jack/components"]) {
    await page.goto(path);
    await expect(page.locator(".docs-tree [aria-current]")).toHaveCount(1);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
    expect(await page.evaluate(() => (window as unknown as { moved: unknown[] }).moved), path).toEqual([]);
    expect(await overflow(page), path).toBe(0);
  }
});

test("the contents list leads to each section", async ({ page }, info) => {
  await page.goto("/docs/butterfly");
  if (info.project.name.startsWith("phone")) await page.locator(".docs-fold > summary").click();
  const contents = page.getByRole("navigation", { name: "On this page" });
  await expect(contents).toHaveCount(1);
  const links = contents.getByRole("link");
  expect(await links.count()).toBeGreaterThanOrEqual(4);
  for (const link of await links.all()) {
    const name = await link.innerText();
    await link.click();
    const heading = page.getByRole("heading", { name, exact: true });
    await expect(heading, name).toBeInViewport();
    const target = await page.evaluate(() => document.querySelector(":target")?.textContent);
    expect(target, "the address names the section").toContain(name);
  }
});

test("previous and next lead through the docs and back", async ({ page }) => {
  await page.goto("/docs/butterfly");
  await page.locator('a[rel="next"]').click();
  await expect(page).not.toHaveURL("/docs/butterfly");
  await page.locator('a[rel="prev"]').click();
  await expect(page).toHaveURL("/docs/butterfly");
});
