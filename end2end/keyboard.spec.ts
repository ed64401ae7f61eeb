// Everything is within reach of a keyboard, and the focus is always seen.

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
