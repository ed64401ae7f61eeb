// How the first page looks in five states, against pictures that were looked at: as the server draws it at one instant
// (states/*.html, which the tests of `app` hold against the program), with the style of the site and a font of the test's own,
// so that any machine draws the same letters.
//
// After a change that is meant: npx playwright test states --update-snapshots, and look at what changed.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, overflow, test } from "./test";

const STATES = ["good", "degraded", "outage", "maintenance", "blind"];

/** Latin letters of Inter in all weights, from its package. */
const FONT = join(__dirname, "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");

/** What keeps a picture from being the same twice: fonts of the machine, hinting by it, a blinking caret, motion. */
const STEADY = `
  @font-face { font-family: "Steady"; src: url("/steady.woff2"); font-weight: 100 900; }
  :root { --sans: "Steady"; --mono: "Steady"; }
  *, *::before, *::after { font-family: "Steady" !important; text-rendering: geometricPrecision; caret-color: transparent; }
`;

/** Opens a state in place of the first page; of the site, style and pictures alone answer. */
async function show(page: Page, state: string): Promise<void> {
  const style = /<link rel="stylesheet" href="([^"]+)"/.exec(await (await page.request.get("/")).text())?.[1] ?? "";
  const html = readFileSync(join(__dirname, "states", `${state}.html`), "utf8");
  await page.route("**/*", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
    if (pathname === "/main.css") return route.fulfill({ response: await route.fetch({ url: new URL(style, route.request().url()).href }) });
    if (pathname === "/steady.css") return route.fulfill({ contentType: "text/css", body: STEADY });
    if (pathname === "/steady.woff2") return route.fulfill({ contentType: "font/woff2", path: FONT });
    return route.fulfill({ contentType: pathname.endsWith(".js") ? "text/javascript" : "image/svg+xml", body: "" });
  });
  await page.goto("/");
  await page.addStyleTag({ url: "/steady.css" });
  await page.evaluate(() => document.fonts.ready);
  expect(await page.evaluate(() => document.fonts.check('16px "Steady"'))).toBe(true);
}

test.use({ serviceWorkers: "block" });

for (const state of STATES) {
  test(`the first page looks as it is meant to: ${state}`, async ({ page }, info) => {
    await show(page, state);
    expect(await overflow(page)).toBe(0);
    await expect(page).toHaveScreenshot([info.project.name, `${state}.png`], { fullPage: true });
  });
}
