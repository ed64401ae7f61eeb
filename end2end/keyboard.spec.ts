// Everything is within reach of a keyboard, and the focus is always seen.

import type { Page } from "@playwright/test";
import { PAGES } from "./site";
import { expect, test } from "./test";

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

/** What is wrong with where the focus is now: nothing if it can be seen; "end" behind the last stop. */
function unseen(): string | undefined {
  const at = document.activeElement;
  if (at === null || at === document.body) return "end";
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
    for (; stops < 40; stops++) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(unseen);
      if (found === "end") break;
      if (found !== undefined) wrong.add(found);
    }
    expect([...wrong]).toEqual([]);
    expect(stops).toBeGreaterThan(8);
  });
}

const days = (page: Page) => page.getByRole("group", { name: /^Cassandra, 90 days: / }).getByRole("link");

test("a bar is one stop, and its days are walked by keys", async ({ page }) => {
  await page.goto(PAGES.component);
  const all = days(page);
  await expect(all).toHaveCount(90);
  await expect(all.and(page.locator('[tabindex="0"]'))).toHaveCount(1);
  await all.last().focus();
  await page.keyboard.press("ArrowRight");
  await expect(all.last(), "there is no day after the last").toBeFocused();
  await page.keyboard.press("Home");
  await expect(all.first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(all.nth(1)).toBeFocused();
  await expect(all.nth(1)).toHaveAttribute("tabindex", "0");
  await expect(all.and(page.locator('[tabindex="0"]'))).toHaveCount(1);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  const day = all.nth(88);
  await expect(day).toBeFocused();
  await expect(day).toHaveAccessibleName(/^\d+ \w+ \d{4}: [a-z ]+, uptime [\d.]+ %/);
  const path = String(await day.getAttribute("href"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(path);
});

test("a bar of the overview opens its days when it is walked", async ({ page }) => {
  await page.goto("/");
  await page.locator('a.status-walk[href="/status/butterfly/cassandra"]').focus();
  await page.keyboard.press("ArrowLeft");
  await expect(days(page).last()).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(days(page).nth(88)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Cassandra, /);
});
