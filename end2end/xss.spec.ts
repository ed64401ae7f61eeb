// Nothing that anybody typed runs, wherever it is shown: a site whose every text is hostile, in every output, with the browser
// as the judge. A dialog, a message on its console (a breach of the content security policy is one), an exception, a request
// to somebody else or for what is not there: each fails the test.

import type { Browser } from "@playwright/test";
import { content, HOSTILE } from "./hostile";
import { judge, judged, traps } from "./judge";
import { Server } from "./server";
import { expect } from "./test";

const test = judged(content).extend<{}, { incidents: string[] }>({
  incidents: [async ({ server }, use) => use(await declared(server)), { scope: "worker" }],
});

/** Declares an open incident of every text, with it as its first update too, and gives their ids. */
async function declared(server: Server): Promise<string[]> {
  const api = await server.admin();
  const impacts = [{ component: "s0/c0", status: "degraded" }];
  const declare = async (text: string) => {
    const incident = { title: text, severity: "P2", impacts, publish: true, text };
    const answer = await api.post("/api/v1/incidents", { data: { incident } });
    expect(answer.status(), `${text}: ${await answer.text()}`).toBe(201);
    return answer.headers().location?.split("/").pop() ?? "";
  };
  const ids = await Promise.all(HOSTILE.map(declare));
  await api.dispose();
  return ids;
}

test("the judge is not deaf: without escaping and without a policy the same texts run", async ({ browser }: { browser: Browser }) => {
  const page = await browser.newPage();
  const heard: string[] = [];
  page.on("dialog", (dialog) => (heard.push(dialog.message()), dialog.dismiss()));
  for (const text of HOSTILE.slice(0, 60)) await page.setContent(`<title>x</title><p title="${text}">${text}</p>`);
  expect(heard.length).toBeGreaterThan(5);
  await page.close();
});

test("pages", async ({ page, dialogs, incidents }) => {
  test.setTimeout(60_000);
  const day = new Date().toISOString().slice(0, 10);
  const ids = incidents.filter((_, at) => at % 10 === 0).map((id) => `/incidents/${id}`);
  const pages = ["/", "/status/s0", "/status/s50", "/status/s0/c0", `/status/s0/c1/${day}`, "/history", "/report", "/incidents", "/subscribe"];
  for (const path of [...pages, ...ids, "/?lang=ar", "/incidents?lang=de"]) await judge(page, dialogs, path);
  await page.goto("/");
  const names = await page.locator(".status-name").allTextContents();
  const sorted = (texts: string[]) => texts.map((text) => text.trim()).sort();
  expect(sorted(names), "every name stands there as it was typed").toEqual(sorted(HOSTILE));
  await expect(page.locator('.status-connection[data-connection="open"]')).toHaveText("Live");
});

test.describe("data", () => {
  // Chromium styles what it shows of data that is no page, and is kept from it by our policy.
  test.use({ tolerated: /^console error: Applying inline style violates/ });

  test("what programs read, opened as a page", async ({ page, dialogs, incidents, server }) => {
    expect(incidents.length).toBe(HOSTILE.length);
    const badges = ["status", "uptime", "latency"].flatMap((kind) => [`/badge/s0/${kind}.svg`, `/badge/s0/c1/${kind}.svg`, `/badge/s0/c1/${kind}.json`]);
    const api = ["summary", "status", "components", "incidents", "incidents/unresolved", "scheduled-maintenances"].map((name) => `/api/v2/${name}.json`);
    const feeds = ["/history.atom", "/history.rss", "/feed.json", "/status.txt", "/sitemap.xml", "/preview.png", "/preview/s0.png", "/widget", "/api/status.json"];
    for (const path of [...badges, ...api, ...feeds]) {
      const answer = await page.goto(path);
      expect(answer?.headers()["x-content-type-options"], path).toBe("nosniff");
      await page.waitForTimeout(20);
      expect(dialogs, path).toEqual([]);
      expect(page.url(), path).toBe(server.url + path);
    }
    // A browser saves calendars; what it would make of one that it shows is text.
    for (const path of ["/calendar.ics", "/status/s0/calendar.ics", "/status/s0/c0/calendar.ics"]) {
      const answer = await page.request.get(path);
      expect(answer.headers()["content-type"], path).toMatch(/^text\/calendar/);
      const lines = (await answer.text()).split("\r\n");
      expect(lines.filter((line) => !/^( |[A-Z-]+[:;])/.test(line) && line !== ""), `${path}: no text is a line of its own`).toEqual([]);
    }
  });
});

test("feeds are well-formed, and what readers of feeds show of them runs nothing", async ({ page, dialogs, incidents }) => {
  // A page of a reader's, whose policy lets it make markup of what it reads, but run nothing.
  const reader = { contentType: "text/html", headers: { "content-security-policy": "script-src 'none'; img-src 'self'" }, body: "<!DOCTYPE html><title>Reader</title>" };
  await page.route("**/reader", (route) => route.fulfill(reader));
  await page.goto("/reader");
  for (const path of ["/history.atom", "/history.rss"]) {
    const shown = await page.evaluate((text) => {
      const xml = new DOMParser().parseFromString(text, "application/xml");
      const error = xml.querySelector("parsererror")?.textContent ?? "";
      const entries = [...xml.querySelectorAll("entry, item")];
      // As a reader that trusts its feeds: the text of an entry becomes a part of its page.
      for (const entry of entries) document.body.insertAdjacentHTML("beforeend", entry.querySelector("content, description")?.textContent ?? "");
      return { error, titles: entries.map((entry) => entry.querySelector("title")?.textContent ?? "") };
    }, await (await page.request.get(path)).text());
    expect(shown.error, path).toBe("");
    expect(shown.titles.length, path).toBeGreaterThanOrEqual(Math.min(50, incidents.length));
  }
  expect(await traps(page)).toEqual([]);
  expect(dialogs).toEqual([]);
});

test("what a visitor types is shown as text", async ({ page, dialogs }) => {
  for (let at = 0; at < HOSTILE.length; at += 20) {
    const text = HOSTILE.slice(at, at + 20).join(" ").replace(/[\r\n]/g, " ");
    await judge(page, dialogs, `/docs/search?q=${encodeURIComponent(text.slice(0, 200))}`);
    await judge(page, dialogs, `/subscribe?component=${encodeURIComponent(text)}`);
    // What a browser would refuse to send is sent.
    await page.locator("form.subscribers-form").evaluate((form) => ((form as HTMLFormElement).noValidate = true));
    await page.locator("input[name=address]").fill(text.slice(0, 900));
    await page.locator("input[name=zone]").fill(text.slice(0, 99));
    await page.locator("form.subscribers-form button").first().click();
    await expect(page.getByRole("alert")).toBeVisible();
    expect(await traps(page)).toEqual([]);
    expect(dialogs).toEqual([]);
  }
  for (const text of HOSTILE.filter((_, at) => at % 12 === 0)) await judge(page, dialogs, `/nowhere/${encodeURIComponent(text)}`);
});
