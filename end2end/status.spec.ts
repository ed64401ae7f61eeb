// The status pages: complete as drawn, and right without a reload when something breaks.

import type { Locator, Page } from "@playwright/test";
import { mend, order } from "./fault";
import { Line } from "./line";
import { components, SYSTEMS } from "./site";
import { expect, mark, overflow, test, unreloaded } from "./test";

/** A component that each look breaks for itself, away from those that the demo script breaks and from planned work. */
const BREAKS: Record<string, { id: string; name: string }> = {
  "phone-light": { id: "butterfly/plato", name: "PLATO" },
  "phone-dark": { id: "butterfly/capsule", name: "CAPSULE" },
  "desk-light": { id: "butterfly/odyssey", name: "ODYSSEY" },
  "desk-dark": { id: "butterfly/schema-registry", name: "Schema Registry" },
};

/** How soon a change must be seen, in milliseconds. */
const SOON = 20_000;

const live = (page: Page) => page.locator('.status-connection[data-connection="open"]');

function row(page: Page, id: string): Locator {
  return page.locator(".status-row").filter({ has: page.locator(`[data-of="${id}"]`) });
}

test("the overview shows every system, group and component", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/operational|down|outage|degraded|slow|maintenance|unknown/i);
  for (const [id, { name, groups }] of Object.entries(SYSTEMS)) {
    const system = page.getByRole("region", { name, exact: true });
    await expect(system.getByRole("heading", { level: 2 }).getByRole("link", { name })).toHaveAttribute("href", `/status/${id}`);
    await expect(system.getByRole("heading", { level: 3 })).toHaveText(groups);
  }
  const all = await components();
  expect(all.length).toBeGreaterThanOrEqual(24);
  await expect(page.locator(".status-row")).toHaveCount(all.length);
  for (const component of all) {
    const its = row(page, component.id);
    await expect(its.locator(".status-name")).toHaveText(component.name);
    await expect(its.locator(".status-mark")).toHaveText(/^(Operational|Degraded|Partial outage|Major outage|Maintenance|Unknown)$/);
    const bar = its.getByRole("img");
    await expect(bar).toHaveAccessibleName(new RegExp(`^${escape(component.name)}, 90 days: [\\d.]+ % uptime, `));
    expect((await bar.boundingBox())?.width, `${component.name}'s bar`).toBeGreaterThan(150);
    await expect(its.locator(".status-figure")).toHaveText(/^[\d.]+ %\s*90 days$/);
    await expect(its.locator(".status-checked")).toHaveText(/(^|\. )Checked .*UTC/);
  }
  expect(await overflow(page)).toBe(0);
});

test("links lead to the pages of systems and components", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("heading", { level: 2 }).getByRole("link", { name: "BUTTERFLY" }).click();
  await expect(page).toHaveURL("/status/butterfly");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("BUTTERFLY");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(SYSTEMS.butterfly.groups);
  await page.getByRole("link", { name: "Cassandra", exact: true }).click();
  await expect(page).toHaveURL("/status/butterfly/cassandra");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cassandra");
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Status" }).click();
  await expect(page).toHaveURL("/");
});

test("a component's page shows its history with the sum behind the uptime", async ({ page }) => {
  await page.goto("/status/butterfly/cassandra");
  const bar = page.getByRole("group", { name: /^Cassandra, 90 days: / });
  await expect(bar).toBeVisible();
  await expect(bar.getByRole("link")).toHaveCount(90);
  await expect(page.locator(".status-uptime")).toHaveText(/^99\.\d+ % ?uptime, 90 days$/);
  const clocks = page.getByRole("table", { name: "Where the time went" });
  const hours = await clocks.locator("tbody td:nth-of-type(1)").allInnerTexts();
  const sum = hours.map((text) => Number(text.replaceAll(",", "").replace(" h", ""))).reduce((a, b) => a + b, 0);
  expect(sum, "the five clocks add up to the time of 90 days").toBeGreaterThan(89 * 24 - 1);
  expect(sum).toBeLessThanOrEqual(90 * 24);
  const troubles = page.getByRole("region", { name: "Troubles and planned work" });
  await expect(troubles.getByRole("row").filter({ hasText: /outage/ })).not.toHaveCount(0);
  await page.getByText("Every day as a table").click();
  await expect(page.getByRole("table", { name: /^Cassandra by UTC day/ }).locator("tbody tr")).toHaveCount(90);
  await expect(page.getByRole("heading", { name: "Needed by" })).toBeVisible();
  await expect(page.getByRole("link", { name: "CAPSULE" })).toHaveAttribute("href", "/status/butterfly/capsule");
  expect(await overflow(page)).toBe(0);
});

/** Hears all that the page announces from now on: what another test changes may take the place of an announcement at once. */
async function hear(page: Page): Promise<(words: string) => Promise<void>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const listen = () => heard.push(...[...document.querySelectorAll("[role=status]")].map((it) => it.textContent ?? ""));
    new MutationObserver(listen).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join("\n"));
  return (words) => expect.poll(heard).toContain(words);
}

test("an open overview follows a component that breaks and mends", async ({ page, context }, info) => {
  test.setTimeout(3 * SOON);
  const { id, name } = BREAKS[info.project.name] ?? { id: "butterfly/nexus", name: "NEXUS" };
  await page.goto("/");
  await mark(page);
  await expect(live(page)).toHaveText("Live");
  await expect(row(page, id).locator(".status-mark")).toHaveAttribute("data-status", "operational");

  const said = await hear(page);
  const demo = await context.newPage();
  await order(demo, id);
  await expect(row(page, id).locator(".status-mark")).toHaveText("Major outage", { timeout: SOON });
  await said(`${name}: major outage since `);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/all .*operational/i);
  await expect(page.locator(".status-attention").getByRole("link", { name, exact: true })).toBeVisible();

  await mend(demo, id);
  await expect(row(page, id).locator(".status-mark")).toHaveText("Operational", { timeout: SOON });
  await said(`${name}: operational since `);
  await expect(page.locator(".status-attention").getByRole("link", { name, exact: true })).toHaveCount(0);
  await unreloaded(page);
});

const overLine = test.extend<{ line: Line }>({
  // Playwright reads from the pattern which fixtures this one needs: none.
  line: async ({}, use) => {
    const line = await Line.open();
    await use(line);
    await line.cut();
  },
  baseURL: async ({ line }, use) => use(line.url),
  tolerated: /ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/,
});

overLine("an open page says that its line is cut, and comes back by itself", async ({ page, line }) => {
  test.setTimeout(3 * SOON);
  await page.goto("/");
  await mark(page);
  await expect(live(page)).toHaveText("Live");
  await line.cut();
  await expect(page.locator(".status-connection")).toHaveText("Connection lost, trying again", { timeout: SOON });
  await expect(page.locator(".status-row")).not.toHaveCount(0);
  await line.mend();
  await expect(live(page)).toHaveText("Live", { timeout: SOON });
  await unreloaded(page);
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
