// Looking back: months, days of components and the uptime of a month.

import { SYSTEMS, YESTERDAY } from "./site";
import { expect, overflow, test } from "./test";
import * as wire from "./wire";

const MONTH = new Date().toISOString().slice(0, 7);

test("a day of the bar leads to its spans, and from there to its neighbours", async ({ page }) => {
  await page.goto("/status/butterfly/cassandra");
  const day = page.getByRole("group", { name: /^Cassandra, 90 days: / }).locator(`a[href$="/${YESTERDAY}"]`);
  await expect(day).toHaveAccessibleName(/: [a-z ]+, uptime [\d.]+ %/);
  await day.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/status/butterfly/cassandra/${YESTERDAY}`);
  const rows = page.getByRole("region", { name: "Spans" }).locator("tbody tr");
  await expect(rows.first().locator("td").nth(1)).toHaveText("00:00:00 UTC");
  await expect(rows.last().locator("td").nth(2)).toHaveText("24:00:00 UTC");
  await page.locator('[rel="prev"]').click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Cassandra");
  expect(await overflow(page)).toBe(0);
});

test("the first page tells of the last days and leads to the months", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "History by month" }).click();
  await expect(page).toHaveURL("/history");
  await page.locator('[rel="prev"]').click();
  await expect(page.locator(".history-days > li")).not.toHaveCount(0);
  expect(await overflow(page)).toBe(0);
});

test("the uptime of a month is the same as a page, as CSV and as JSON", async ({ page }) => {
  await page.goto("/report");
  for (const { name } of Object.values(SYSTEMS)) await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  const json = JSON.parse((await wire.get(`/report/${MONTH}.json`)).text);
  const csv = (await wire.get(`/report/${MONTH}.csv`)).text.trim().split("\r\n");
  expect(csv).toHaveLength(json.components.length + 1);
  for (const { clocks, counted, maintenance_counts } of json.components) {
    const planned = maintenance_counts ? clocks.maintenance : 0;
    expect(clocks.up + clocks.degraded + clocks.down + planned).toBe(counted);
  }
});

test("the latencies are charted from a day to a year, each with its table", async ({ page }) => {
  await page.goto("/status/butterfly/cassandra");
  const section = page.locator("#latency");
  const ranges = section.getByRole("navigation", { name: "Time of the latency chart" });
  await expect(ranges.getByRole("link")).toHaveText(["24 hours", "7 days", "30 days", "90 days", "A year"]);
  for (const [name, word, each] of [["24 hours", "day", "hour"], ["7 days", "week", "day"], ["A year", "year", "day"]] as const) {
    await ranges.getByRole("link", { name }).click();
    await expect(page).toHaveURL(`/status/butterfly/cassandra?range=${word}#latency`);
    await expect(ranges.getByRole("link", { name })).toHaveAttribute("aria-current", "true");
    await expect(section.getByRole("img", { name: new RegExp(`^Latency by ${each}: p50 from [\\d.,]+ ms to `) })).toBeVisible();
    await section.getByText("The same as a table").click();
    await expect(section.getByRole("table").locator("tbody tr")).not.toHaveCount(0);
    await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", /\/status\/butterfly\/cassandra$/);
    expect(await overflow(page)).toBe(0);
  }
  await ranges.getByRole("link", { name: "90 days" }).click();
  await expect(page).toHaveURL("/status/butterfly/cassandra#latency");
});

test("what a component is to reach stands with its error budget, on its page and in the report", async ({ page }) => {
  await page.goto("/status/ai-challenge/mcp-server");
  const budget = page.getByRole("table", { name: "Error budget" });
  await expect(budget.getByRole("row", { name: "Objective" })).toContainText("99.5 %");
  await expect(budget.getByRole("row", { name: "Burn rate, 30 days" })).toContainText(/\d\.\d\d/);
  await page.goto("/report");
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "MCP HTTP server", exact: true }) });
  await expect(row).toContainText("99.5 %");
  await expect(row).toContainText(/% left of|Overspent by/);
  const json = JSON.parse((await wire.get(`/report/${MONTH}.json`)).text);
  const its = json.components.find((component: { id: string }) => component.id === "ai-challenge/mcp-server");
  expect(its.slo.objective).toBe(0.995);
  expect(its.slo.error_budget - its.slo.used).toBe(its.slo.left);
});

test("what is no month and no day is missing", async () => {
  for (const path of ["/history/1999-01", "/history/2026-13", "/report/x.csv", "/status/butterfly/cassandra/1999-01-01"]) {
    expect((await wire.get(path)).status, path).toBe(404);
  }
});
