// What the planner says of failures, of days to come, of machines that there are and of what is worth measuring; and how its
// drawn items lead to their figures.

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, overflow, test } from "./test";

const PLAN = "/capacity/butterfly";

function says(page: Page, panel: string) {
  return page.locator(`#panel-${panel} .capacity-says`);
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
}

test("an item that is drawn leads to its inputs, formulas and results, by keyboard too", async ({ page }) => {
  await open(page, PLAN);
  const item = page.locator("#panel-system svg").getByRole("link", { name: /^CAPSULE/ });
  await item.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#item-capsule$/);
  await expect(page.getByLabel("CPU per visit").locator("visible=true")).toHaveValue("4 ms");
  await expect(page.locator('[data-figures="capsule"] .capacity-reasons').first()).toBeVisible();
});

test("dates are told, and the same by the server and by the worker", async ({ page }) => {
  await open(page, `${PLAN}?traffic=2`);
  const told = await says(page, "outlook").textContent();
  expect(told).toMatch(/ by 20\d\d-\d\d-\d\d\. With 30 days from order to use, order by 20\d\d-\d\d-\d\d\./);
  const load = page.getByLabel("Traffic", { exact: true });
  await load.fill("3");
  await expect(says(page, "outlook")).not.toHaveText(told ?? "");
  await load.fill("2");
  await expect(says(page, "outlook")).toHaveText(told ?? "");
});

test("what fails how often is asked below the failures and answered at once", async ({ page }) => {
  await open(page, PLAN);
  await expect(says(page, "availability")).toContainText("The objective is kept");
  await page.getByLabel("Objective", { exact: true }).fill("99.9999 %");
  await expect(says(page, "availability")).toContainText("The objective is not kept");
  await expect(page).toHaveURL(/slo=99\.9999/);
  await page.getByLabel("A replica is repaired in").fill("5 GB");
  await expect(says(page, "failure")).toContainText("`5 GB` is a size in bytes, in GB, but a duration is wanted");
});

test("nodes that there are, and a backup policy, are asked without JavaScript", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}${PLAN}`);
  await page.getByLabel("Count and shape").fill("12 medium");
  await page.getByRole("group", { name: "Nodes that there are" }).getByRole("button").click();
  await expect(says(page, "fleet")).toContainText("12 nodes of medium, $3416 a month, carry ");
  await expect(page.getByLabel("Count and shape")).toHaveValue("12 medium");
  await page.goto(`${baseURL}/capacity/jack`);
  await page.getByLabel("PostgreSQL WAL archive: a backup every").fill("15 min");
  await page.getByRole("group", { name: "Backup policy" }).getByRole("button").click();
  await expect(says(page, "backups")).toContainText("PostgreSQL WAL archive does not keep the policy");
  await context.close();
});

test("figures of panels open to their formulas, and stay open while the load changes", async ({ page }) => {
  await open(page, PLAN);
  const panel = page.locator("#panel-availability");
  await panel.locator(".capacity-explain > summary").click();
  const reasons = panel.locator(".capacity-reasons");
  await expect(reasons.first()).toContainText("A = (1 - m) * (1 - z) * (1 - s)");
  const before = await says(page, "outlook").textContent();
  await page.getByLabel("Traffic", { exact: true }).fill("3");
  await expect(says(page, "outlook")).not.toHaveText(before ?? "");
  await expect(page.locator("#capacity-more")).not.toHaveAttribute("aria-busy");
  await expect(reasons.first()).toBeVisible();
});

test("fields below panels fit 320 pixels, and axe finds nothing in them", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto("/capacity/jack");
  expect(await overflow(page)).toBe(0);
  const { violations } = await new AxeBuilder({ page }).include(".capacity-ask").setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
