// Metrics on a component's page: the latest values, their last day as lines and in figures, and nothing internal.

import { expect, overflow, test } from "./test";
import * as wire from "./wire";

const PATH = "/status/butterfly/capsule";

test("a component shows its metrics as values, lines and figures", async ({ page }) => {
  await page.goto(PATH);
  const section = page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: "Metrics" }) });
  await expect(section.getByRole("heading", { level: 3 })).toHaveText(["Requests", "Response time, p95"]);
  await expect(section.locator(".metric-latest").first()).toHaveText(/^[\d.]+ \/s at .*\d\d:\d\d UTC$/);
  await expect(section.locator(".metric-latest").last()).toHaveText(/^[\d.]+ m?s at .*\d\d:\d\d UTC$/);

  for (const name of ["Requests", "Response time, p95"]) {
    const line = section.getByRole("img", { name: new RegExp(`^${name}, last 24 hours: from .+ to .+, mean .+$`) });
    expect((await line.boundingBox())?.width, `${name}'s line`).toBeGreaterThan(150);
    // A day without a break is a line of some 144 points.
    const path = (await line.locator("path").getAttribute("d")) ?? "";
    expect(path.match(/[ML]/g)?.length, `${name}'s points`).toBeGreaterThan(100);
  }

  const table = section.getByRole("table", { name: "The last 24 hours in figures" });
  await expect(table.getByRole("columnheader")).toHaveText(["Metric", "Least", "Mean", "Most"]);
  await expect(table.getByRole("rowheader")).toHaveText(["Requests", "Response time, p95"]);
  const figures = (await table.getByRole("row").nth(1).getByRole("cell").allInnerTexts()).map(parseFloat);
  expect(figures).toHaveLength(3);
  expect([...figures].sort((a, b) => a - b)).toEqual(figures);
  expect(figures[0]).toBeGreaterThan(0);
  expect(await overflow(page)).toBe(0);
});

test("a metric that is not public is on no page", async () => {
  const { text } = await wire.get(PATH);
  expect(text).toContain("Requests");
  for (const secret of ["Heap in use", "Processor in use", "prometheus.butterfly", "histogram_quantile"]) {
    expect(text).not.toContain(secret);
  }
});

test("a component without public metrics has no section for them", async ({ page }) => {
  await page.goto("/status/butterfly/kafka");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kafka");
  await expect(page.getByRole("heading", { name: "Metrics" })).toHaveCount(0);
});
