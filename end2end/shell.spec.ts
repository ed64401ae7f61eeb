// What all pages share: links that lead somewhere, windows of any width, paper, and eyes that motion hurts.

import type { Page } from "@playwright/test";
import { crawl, links, PAGES } from "./site";
import { expect, overflow, test } from "./test";
import * as wire from "./wire";

test("every link leads to a page, and every fragment to its place", async () => {
  const pages = await crawl();
  expect(pages.size).toBeGreaterThan(40);
  const wrong: string[] = [];
  for (const [path, html] of pages) {
    for (const link of links(html, path)) {
      const target = pages.get(link.pathname) ?? "";
      const id = decodeURIComponent(link.hash.slice(1));
      if (id !== "" && !target.includes(` id="${id}"`)) wrong.push(`${path}: ${link.pathname}${link.hash}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("every page has its own title, one h1, a description and its canonical address", async () => {
  const titles = new Map<string, string>();
  for (const [path, html] of await crawl()) {
    const title = /<title>([^<]+)<\/title>/.exec(html)?.[1] ?? "";
    // The start of the docs, this month and a plan with measured figures have an address of their own besides.
    if (!["/docs/", "/history", "/report"].includes(path) && !path.endsWith("/measured")) {
      expect(titles.get(title), `${path} has the title of another page: ${title}`).toBeUndefined();
      titles.set(title, path);
    }
    expect(html.match(/<h1[ >]/g)?.length, path).toBe(1);
    expect(html, path).toMatch(/<meta name="description" content="[^"]{10,}"/);
    // A day of a component is reached from its bar; there are too many for an index to be of use. Measured figures change.
    if (/^\/(demo|sign-in)|\/measured$|\/\d{4}-\d\d-\d\d$/.test(path)) expect(html, path).toContain('<meta name="robots" content="noindex"');
    else expect(html, path).toMatch(new RegExp(`<link rel="canonical" href="${wire.site()}/`));
  }
});

/** Goes to a page; of the one whose worker calculates, waits until it is done: to leave it would fail what the worker loads. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  if (path.endsWith("/golden")) await expect(page.locator("#golden-here [role=status]")).not.toBeEmpty();
}

test("no page is wider than a window of 320 pixels", async ({ page }) => {
  test.setTimeout(90_000);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide: string[] = [];
  for (const path of [...(await crawl()).keys(), ...Object.values(PAGES)]) {
    await visit(page, path);
    const pixels = await overflow(page);
    if (pixels > 0) wide.push(`${path}: ${pixels} px`);
  }
  expect(wide).toEqual([]);
});

for (const width of [768, 1920, 3440]) {
  test(`no page is wider than a window of ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const path of Object.values(PAGES)) {
      await visit(page, path);
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
    }
  });
}

/** What moves on the page, a part that is added for the purpose among it. */
function moving(): string[] {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.className = "probe";
  probe.style.transition = "color 1s";
  const seconds = (list: string) => Math.max(...list.split(",").map(Number.parseFloat));
  const moves = (style: CSSStyleDeclaration) =>
    (style.animationName !== "none" && seconds(style.animationDuration) > 0.01) ||
    seconds(style.transitionDuration) > 0.01 ||
    style.scrollBehavior === "smooth";
  const found = [...document.querySelectorAll("*")].filter((its) =>
    [null, "::before", "::after"].some((part) => moves(getComputedStyle(its, part))),
  );
  return found.map((its) => `${its.tagName.toLowerCase()}.${its.getAttribute("class")}`);
}

test("nothing moves for those who asked for that", async ({ page }) => {
  await page.goto("/");
  expect(await page.evaluate(moving)).toContain("i.probe");
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of Object.values(PAGES)) {
    await page.goto(path);
    expect(await page.evaluate(moving), path).toEqual([]);
  }
});

for (const [kind, path] of Object.entries(PAGES)) {
  test(`paper gets the content in dark ink: ${kind}`, async ({ page }) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
    const lightness = (color: string) => (color.match(/[\d.]+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
    const ink = await page.locator("main").evaluate((its) => getComputedStyle(its).color);
    const paper = await page.evaluate(() => [document.body, document.documentElement].map((its) => getComputedStyle(its).backgroundColor));
    expect(lightness(ink), `ink ${ink}`).toBeLessThan(0.35);
    for (const color of paper.filter((color) => color !== "rgba(0, 0, 0, 0)")) {
      expect(lightness(color), `paper ${color}`).toBeGreaterThan(0.9);
    }
  });
}

test("a missing page says so and leads on", async ({ page }) => {
  const answer = await page.goto("/status/butterfly/nobody");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
  await page.getByRole("main").getByRole("link", { name: "See the status of everything" }).click();
  await expect(page).toHaveURL("/");
});
