// Accessibility: axe finds nothing on any kind of page, and statuses can be told without colours.

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { member } from "./member";
import { MEMBER_PAGES, PAGES } from "./site";
import { expect, test } from "./test";

/** WCAG 2.0 to 2.2 at levels A and AA, and what axe holds to be good practice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What colours alone decide: all that can differ between the schemes. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** Opens what is folded, for axe sees only what people see. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
}

/** What axe finds by these rules; by all if there are none. */
async function findings(page: Page, rules: string[]): Promise<string[]> {
  // No page has frames, so axe needs no page of its own to put their results together.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations, passes } = await (rules.length > 0 ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
  expect(passes.length, "rules that hold").toBeGreaterThan(0);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

for (const [kind, path] of Object.entries(PAGES)) {
  test(`axe finds nothing: ${kind}`, async ({ page, colorScheme }) => {
    await page.goto(path);
    // Its folds are those of the planner without problems, and many.
    if (kind !== "planner with problems") await unfold(page);
    expect(await findings(page, colorScheme === "dark" ? COLOURS : [])).toEqual([]);
  });
}

for (const [kind, path] of Object.entries(MEMBER_PAGES)) {
  member(`axe finds nothing: ${kind}`, async ({ page, colorScheme }) => {
    await page.goto(path);
    await unfold(page);
    expect(await findings(page, colorScheme === "dark" ? COLOURS : [])).toEqual([]);
  });
}

for (const [kind, path] of Object.entries({ overview: PAGES.overview, planner: PAGES.planner })) {
  test(`axe finds nothing with more contrast: ${kind}`, async ({ page }) => {
    await page.emulateMedia({ contrast: "more" });
    await page.goto(path);
    expect(await findings(page, COLOURS)).toEqual([]);
  });

  test(`statuses keep their shapes in forced colours: ${kind}`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto(path);
    const inks = await page.locator("main svg path").evaluateAll((all) =>
      all.map((path) => getComputedStyle(path)).map(({ fill, stroke }) => (fill === "none" ? stroke : fill)),
    );
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(inks.length).toBeGreaterThan(3);
    expect(inks.filter((ink) => ink === "none" || ink === background)).toEqual([]);
  });
}
