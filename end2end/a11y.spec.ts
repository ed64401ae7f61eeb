// Accessibility: no finding of axe on any kind of page, and everything within reach of a keyboard.

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PAGES } from "./site";
import { expect, test } from "./test";

/** WCAG 2.0 to 2.2 at levels A and AA, and what axe holds to be good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

for (const [kind, path] of Object.entries(PAGES)) {
  test(`axe finds nothing: ${kind}`, async ({ page }) => {
    await page.goto(path);
    expect(await findings(page)).toEqual([]);
  });
}

for (const [kind, path] of Object.entries({ overview: PAGES.overview, planner: PAGES.planner })) {
  test(`axe finds nothing with more contrast: ${kind}`, async ({ page }) => {
    await page.emulateMedia({ contrast: "more" });
    await page.goto(path);
    expect(await findings(page)).toEqual([]);
  });

  test(`statuses keep their shapes in forced colours: ${kind}`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto(path);
    const shapes = page.locator("main svg:not([role=img]) path");
    const fills = await shapes.evaluateAll((all) => all.map((path) => getComputedStyle(path).fill));
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(fills.length).toBeGreaterThan(3);
    expect(fills.filter((fill) => fill === "none" || fill === background)).toEqual([]);
  });
}

test("the first stop of the keyboard skips to the content", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("the main navigation is reached by Tab and followed by Enter", async ({ page }) => {
  await page.goto("/");
  const docs = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Docs" });
  for (let stops = 0; stops < 10 && !(await docs.evaluate((its) => its === document.activeElement)); stops++) {
    await page.keyboard.press("Tab");
  }
  await expect(docs).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/docs");
});

/** What is wrong with where the focus is now; nothing if it can be seen. */
function unseen(): string | undefined {
  const at = document.activeElement;
  if (at === null || at === document.body) return undefined;
  const name = `${at.tagName.toLowerCase()}.${at.className} "${(at.textContent ?? "").trim().slice(0, 40)}"`;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const ringed = (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  if (!ringed) return `no focus ring: ${name}`;
  const box = at.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return inside ? undefined : `outside the window: ${name}`;
}

for (const kind of ["overview", "component", "docs page", "planner", "demo"] as const) {
  test(`the focus is always seen: ${kind}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(PAGES[kind]);
    const wrong = new Set<string>();
    let stops = 0;
    for (; stops < 50; stops++) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(unseen);
      if (found !== undefined) wrong.add(found);
      if (await page.evaluate(() => document.activeElement === document.body)) break;
    }
    expect([...wrong]).toEqual([]);
    expect(stops).toBeGreaterThan(8);
  });
}
