// The server is killed: what this browser has read stays readable, says how old it is, and leaves with its reader.

import type { Page } from "@playwright/test";
import { Server } from "./server";
import { expect, test as plain } from "./test";

const test = plain.extend<{ server: Server }>({
  // Playwright reads from the pattern which fixtures this one needs: none.
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.remove();
  },
  baseURL: async ({ server }, use) => use(server.url),
  tolerated: /ERR_CONNECTION|ERR_INCOMPLETE|ERR_NETWORK|request failed: net::ERR_FAILED/,
});

const DARK = "/docs/lamp/dark";

/** Joins as the first admin. */
async function join(page: Page, server: Server): Promise<void> {
  await page.goto(server.link());
  await page.getByLabel("Sign-in name").fill("ada");
  await page.getByLabel("Your name, as others read it").fill("Ada");
  await page.getByLabel("Password, at least 12 letters").fill("a long enough password");
  await page.getByLabel("The password again").fill("a long enough password");
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/join"));
}

/** Waits until the browser has a copy of what is at `path`, or has none. */
async function copied(page: Page, path: string, there = true): Promise<void> {
  await expect.poll(() => page.evaluate(async (path) => Boolean(await caches.match(path, { ignoreVary: true })), path), path).toBe(there);
}

const notice = (page: Page) => page.getByRole("complementary", { name: "Offline" });

test("the status page that was read last stays, with its age, and is fresh once the server is back", async ({ page, server }) => {
  await page.goto("/");
  await copied(page, "/");
  await copied(page, "/offline.json");
  await expect(notice(page), "the server answers").toHaveCount(0);
  await server.kill();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(notice(page)).toHaveText(/^Copy from \d\d:\d\d UTC, (this minute|\d+ minutes? ago); the server does not answer\./);
  await expect(notice(page).getByRole("status")).toHaveText(/Copy from .* does not answer\./);
  const styled = await page.locator("body").evaluate((body) => getComputedStyle(body).margin);
  expect(styled, "the style sheet is there too").toBe("0px");
  await page.goto("/account");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no copy of this page");
  await expect(notice(page)).toContainText("The server does not answer.");
  await page.goto("/");
  await server.resume();
  await expect(notice(page).locator("p").first()).toHaveText("The server answers again. Show the page as it is", { timeout: 30_000 });
  await notice(page).getByRole("link").click();
  await expect(notice(page)).toHaveCount(0);
});

test("all docs stay for a member, also pages that were never opened", async ({ page, server }) => {
  await join(page, server);
  await page.goto("/docs");
  await copied(page, DARK);
  await copied(page, "/offline.json");
  await server.kill();
  await page.goto(DARK);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("When the lamp is dark");
  await expect(notice(page)).toContainText(/Copy from .* the server does not answer\./);
  const tree = page.getByRole("navigation", { name: "Docs", exact: true });
  await expect(tree.locator("[aria-current]")).toHaveText("When the lamp is dark");
  await tree.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Parts of the lamp");
  await tree.getByRole("link", { name: "All pages" }).click();
  await tree.getByRole("link", { name: "When the lamp is dark" }).click();
  await expect(page).toHaveURL(DARK);
  await page.goto("/docs?var.lamp=1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The lamp");
  server.write("docs/lamp/dark.md", "# When the lamp is dark\n\nLight another one.\n");
  await server.resume();
  await page.goto(DARK);
  await expect(page.getByText("Light another one.")).toBeVisible();
  await expect(notice(page)).toHaveCount(0);
  const kept = async () => page.evaluate(async (path) => (await caches.match(path, { ignoreVary: true }))?.text(), DARK);
  await expect.poll(kept, "the copy follows").toContain("Light another one.");
});

/** What the page for answers shows: where each leads, and the line below it. */
async function answers(page: Page): Promise<string[][]> {
  const rows = page.locator(".docs-found li");
  return rows.evaluateAll((all) => all.map((row) => [row.querySelector("a")?.getAttribute("href") ?? "", row.textContent ?? ""]));
}

test("the search answers from copies as the server does, by keys, and finds the runbook of an alert", async ({ page, server }) => {
  await join(page, server);
  await page.goto("/docs");
  for (const path of [DARK, "/docs/search.index", "/offline.json"]) await copied(page, path);
  const queries = ["LampWickBurntOut", "wcik trim", "lampctl length", "glass and oil", "lamp", "zzzzqqqq"];
  const online: string[][][] = [];
  for (const query of queries) {
    await page.goto(`/docs/search?q=${encodeURIComponent(query)}`);
    online.push(await answers(page));
  }
  expect(online.map((found) => found.length > 0)).toEqual([true, true, true, true, true, false]);
  await server.kill();
  for (const [at, query] of queries.entries()) {
    await page.goto(`/docs/search?q=${encodeURIComponent(query)}`);
    await expect(page.locator(".docs-count")).toHaveText(at === 5 ? /^Nothing was found/ : /answer/);
    await expect.poll(() => answers(page), query).toEqual(online[at]);
  }
  await page.goto(DARK);
  await page.keyboard.press("/");
  await page.keyboard.type("lampctl");
  await page.keyboard.press("Enter");
  const first = page.locator(".docs-found a").first();
  await expect(first).toHaveAttribute("href", `${DARK}#trim-the-wick`);
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("ArrowDown");
  await expect(first).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Trim the wick" })).toBeInViewport();
  await page.goto("/r/LampWickBurntOut?wick=2");
  await expect(first).toHaveAttribute("href", DARK);
});

test("a diagram is drawn without a script, told in words, and its source is there", async ({ page, server }) => {
  await join(page, server);
  await page.goto("/docs/lamp");
  await expect(page.getByRole("img", { name: "Flowchart. Oil leads to Wick (soaks). Wick leads to Flame." })).toBeVisible();
  await expect(page.locator(".docs-drawn pre")).toBeHidden();
  await page.getByText("Source", { exact: true }).click();
  await expect(page.locator(".docs-drawn pre")).toContainText("graph LR");
});

test("signing out deletes what members see, also when nobody can be told", async ({ page, server }) => {
  await join(page, server);
  await page.goto("/docs");
  await copied(page, DARK);
  await page.goto("/account");
  await server.kill();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL("chrome-error://chromewebdata/");
  await server.resume();
  await page.goto("/sign-in");
  await copied(page, DARK, false);
  await copied(page, "/docs/search.index", false);
});

test("a session that has ended elsewhere takes its copies with it", async ({ page, context, server }) => {
  await join(page, server);
  await page.goto("/docs");
  await copied(page, DARK);
  await copied(page, "/offline.json");
  await context.clearCookies();
  await page.goto("/");
  await copied(page, DARK, false);
  // The list comes last: what every page needs is there then.
  await copied(page, "/offline.json");
  await server.kill();
  await page.goto(DARK);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no copy of this page");
});
