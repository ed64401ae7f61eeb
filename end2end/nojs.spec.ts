// Each of the three parts is complete without JavaScript.

import { mend, order } from "./fault";
import { components, SYSTEMS } from "./site";
import { expect, overflow, test } from "./test";

/** A component that each look breaks for itself, away from those with a window of planned work. */
const BREAKS: Record<string, string> = {
  "phone-light": "jack/gateway",
  "phone-dark": "jack/integration-service",
  "desk-light": "butterfly/nexus",
  "desk-dark": "jack/channel-service",
};

test.use({ javaScriptEnabled: false });

test("the status page has every component with its figures", async ({ page }) => {
  await page.goto("/");
  const all = await components();
  await expect(page.locator(".status-row")).toHaveCount(all.length);
  await expect(page.locator(".status-row .status-mark")).toHaveCount(all.length);
  await expect(page.getByRole("img", { name: /90 days: [\d.]+ % uptime/ })).toHaveCount(all.length);
  await page.getByRole("img", { name: /^Kafka, 90 days: / }).click();
  await expect(page).toHaveURL("/status/butterfly/kafka");
  await expect(page.getByRole("group", { name: /^Kafka, 90 days: / }).getByRole("link")).toHaveCount(90);
  await page.goBack();
  await expect(page.getByText(/^As of .* UTC$/)).toBeVisible();
  await expect(page.getByText("Connection lost")).toHaveCount(0);
  for (const { name } of Object.values(SYSTEMS)) {
    await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
  }
  await page.getByRole("link", { name: "Kafka", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kafka");
  await page.getByText("Every day as a table").click();
  await expect(page.getByRole("table", { name: /^Kafka by UTC day/ })).toBeVisible();
});

test("the docs are searched by a form", async ({ page }) => {
  await page.goto("/docs");
  await page.getByRole("searchbox", { name: "Search the docs" }).fill("nodetool status");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.locator(".docs-found li").first()).toContainText("nodetool status");
  await page.locator(".docs-found a").first().click();
  await expect(page.locator(":target")).toBeVisible();
});

test("a fault that is ordered by the form is on the page at the next look", async ({ page }, info) => {
  const id = BREAKS[info.project.name] ?? "butterfly/schema-registry";
  await order(page, id);
  const status = page.locator(".status-present .status-mark");
  await expect(async () => {
    await page.goto(`/status/${id}`);
    expect(await status.innerText()).toMatch(/outage/);
  }).toPass({ timeout: 20_000, intervals: [1_000] });
  await mend(page, id);
});

test("the docs can be read and walked through", async ({ page }) => {
  await page.goto("/docs");
  await page.getByRole("main").getByRole("link", { name: "BUTTERFLY operations" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "All pages" }).click();
  await expect(page).toHaveURL("/docs/tree");
  await page.getByRole("navigation", { name: "Docs", exact: true }).locator('a[href="/docs/butterfly/runbooks/scaling"]').click();
  await expect(page).toHaveURL("/docs/butterfly/runbooks/scaling");
  expect(await overflow(page)).toBe(0);
});

test("the planner answers, and offers nothing that does not work", async ({ page }) => {
  await page.goto("/capacity/butterfly");
  await expect(page.locator(".capacity-headline")).toHaveText(/^(Fits|Does not fit)/);
  await expect(page.locator(".capacity-verdict")).toHaveCount(4);
  await expect(page.getByRole("region", { name: "Scenario", exact: true }).getByRole("button", { name: "Recompute" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy link" })).toBeHidden();
  await expect(page.getByRole("slider")).toHaveCount(0);
});
