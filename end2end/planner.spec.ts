// A planner's hour: twice the load, a lost zone and why, a link to share, files that go out and come back.

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect, overflow, test } from "./test";
import * as wire from "./wire";

const PLAN = "/capacity/butterfly";
const EXPORTS = ["plan.json", "plan.csv", "report.md", "system.svg", "manifests.yaml", "values.yaml", "terraform.tfvars", "rules.yaml"];

/** The figures of the answer and of the panels, as text; but for the simulation, of which the browser runs more cases. */
async function figures(page: Page): Promise<string[]> {
  const panels = ".capacity-panel:not(#panel-uncertainty) .capacity-says";
  const places = page.locator(`:is(.capacity-headline, .capacity-needed, ${panels})`);
  return (await places.allTextContents()).map((text) => text.trim());
}

function says(page: Page, panel: string) {
  return page.locator(`#panel-${panel} .capacity-says`);
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
}

test("a planner's hour", async ({ page }) => {
  await open(page, PLAN);
  await expect(says(page, "failure")).toContainText("Survives the loss of any single replica.");
  const load = page.getByLabel("Traffic", { exact: true });
  await load.fill("300 to 500 rps");
  await expect(page.locator("#capacity-more")).not.toHaveAttribute("aria-busy");
  await expect(page).toHaveURL(/traffic=1\.5%20to%202\.5/);
  await page.locator('[id="item-capsule"]').evaluate((item) => item.closest("details")?.setAttribute("open", ""));
  await page.locator('[id="capacity-capsule.replicas"]').fill("2");
  await expect(says(page, "failure")).toContainText(/CAPSULE is 1\d\d % busy with 1 of 2 left/);
  await page.locator("#panel-failure .capacity-behind > summary").click();
  const zone = page.locator("#panel-failure").getByRole("row", { name: /^zone A/ });
  await expect(zone).toContainText("no, is");

  await expect(page).toHaveURL(/capsule\.replicas=2/);
  await expect(page.locator("#capacity-more"), "all panels are drawn").not.toHaveAttribute("aria-busy");
  const before = await figures(page);
  expect(before.length).toBeGreaterThan(10);
  await open(page, page.url());
  expect(await figures(page), "the link gives the same").toEqual(before);

  for (const file of EXPORTS) {
    const download = page.waitForEvent("download");
    await page.locator(`.capacity-exports a[href*="/${file}"]`).click();
    const text = await readFile(await (await download).path(), "utf8");
    await open(page, PLAN);
    // At once, as a paste does: a report has thousands of lines.
    await page.getByLabel("An exported file").evaluate((area: HTMLTextAreaElement, text) => { area.value = text; }, text);
    await page.getByRole("button", { name: "Bring in" }).click();
    await expect(page, file).toHaveURL(/capsule\.replicas=2/);
    await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
    expect(await figures(page), file).toEqual(before);
  }
});

test("a measured load is brought in", async ({ page }) => {
  await open(page, PLAN);
  const values = [[1700000000, "150"], [1700000060, "420"]];
  const json = { status: "success", data: { resultType: "matrix", result: [{ metric: {}, values }] } };
  await page.getByLabel("An exported file", { exact: false }).fill(JSON.stringify(json));
  await page.getByRole("button", { name: "Bring in" }).click();
  await expect(page.getByLabel("Traffic", { exact: true })).toHaveValue("420 rps measured 2023-11-14");
});

test("a file that is none of these is refused in words", async ({ page }) => {
  await open(page, PLAN);
  await page.getByLabel("An exported file", { exact: false }).fill("hello");
  await page.getByRole("button", { name: "Bring in" }).click();
  await expect(page.getByText("That is neither a file")).toBeVisible();
});

test("a unit that does not fit is told with both", async ({ page }) => {
  await open(page, PLAN);
  const load = page.getByLabel("Traffic", { exact: true });
  await load.fill("5 GB");
  await expect(load).toHaveAccessibleDescription(/`5 GB` is a size in bytes, in GB, but a rate of requests is wanted/);
});

test("panels are within 375 pixels, their drawings have tables, and axe finds nothing in them", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto(PLAN);
  expect(await overflow(page)).toBe(0);
  await page.evaluate(() => document.querySelectorAll(".capacity-panel details").forEach((fold) => ((fold as HTMLDetailsElement).open = true)));
  for (const panel of await page.locator(".capacity-panel:has(svg)").all()) await expect(panel.getByRole("table")).toBeVisible();
  const axe = new AxeBuilder({ page }).include("#capacity-more").setLegacyMode();
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});

test("without JavaScript the panels are there and a file comes back", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}${PLAN}?traffic=2`);
  await expect(says(page, "system")).toContainText("first to give way");
  const yaml = (await wire.get(`${PLAN}/export/manifests.yaml?traffic=2`)).text;
  await page.goto(`${baseURL}${PLAN}`);
  await page.getByLabel("An exported file", { exact: false }).fill(yaml);
  await page.getByRole("button", { name: "Bring in" }).click();
  await expect(page).toHaveURL(/butterfly\?traffic=2$/);
  await page.getByLabel("Figure", { exact: true }).selectOption("CAPSULE, response, 99 %");
  await page.getByLabel("Is to be").fill("300 ms");
  await page.getByLabel("By changing").selectOption("CAPSULE, replicas");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(says(page, "seek")).toContainText("CAPSULE, response, 99 %, at most 300 ms, by CAPSULE, replicas alone:");
  await context.close();
});

test("a move of the slider is taken once, and what follows from it waits until it is painted", async ({ page }) => {
  await open(page, PLAN);
  const slider = page.getByRole("slider", { name: /^Traffic/ });
  const panels = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/trusted.js"));
  await slider.focus();
  await panels;
  const seen = await slider.evaluate(async (slider: HTMLInputElement) => {
    // What the focus brings is there.
    await import(new URL("/panels.js", location.href).href);
    const field = document.getElementById("capacity-traffic") as HTMLInputElement;
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") as PropertyDescriptor;
    const taken: number[] = [];
    const sent: unknown[] = [];
    Object.defineProperty(field, "value", {
      get() { taken.push(sent.length); return value.get?.call(this); },
      set(text) { value.set?.call(this, text); },
    });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...message: unknown[]) {
      const { kind, points } = message[0] as { kind: string; points?: number };
      sent.push(points ?? kind);
      Reflect.apply(post, this, message);
    };
    slider.value = "30";
    for (let move = 0; move < 3; move++) slider.dispatchEvent(new Event("input", { bubbles: true }));
    while (!sent.includes("panels")) await new Promise((resolve) => setTimeout(resolve, 50));
    return { taken, sent };
  });
  expect(seen.taken, "one look at the form for three moves, before there is work for workers").toEqual([0]);
  expect(seen.sent.slice(0, 3), "the plan, and one simulation for three moves of one frame").toEqual(["plan", "figures", 16384]);
  expect(seen.sent.filter((its) => its === 16384), "no second one").toHaveLength(1);
});

test("panels that are off the screen are there as well, once what follows from a change has come", async ({ page }) => {
  await open(page, PLAN);
  const seen = () => page.locator(".capacity-panels > section").evaluateAll((panels) => panels.map((its) => {
    return its.querySelector("h2")?.checkVisibility({ contentVisibilityAuto: true });
  }));
  const all = await seen();
  expect(all.length).toBeGreaterThan(10);
  expect(all).not.toContain(false);
  await page.getByLabel("Traffic", { exact: true }).fill("2");
  await expect.poll(seen, "while it is on its way").toContain(false);
  await expect(page.locator("#capacity-more")).not.toHaveAttribute("aria-busy");
  await expect.poll(seen).not.toContain(false);
});

test("a fold shows what holds when it is opened, and while it is open", async ({ page }) => {
  await open(page, PLAN);
  const results = page.locator('[data-figures="capsule"]');
  const arrivals = results.locator("div").filter({ hasText: "Arrivals" }).locator("strong").first();
  await page.getByLabel("Traffic", { exact: true }).fill("2");
  await expect(page).toHaveURL(/traffic=2/);
  await page.locator(".capacity-fold").filter({ has: results }).locator("summary").click();
  await expect(arrivals).toHaveText("200 rps");
  await page.getByLabel("Traffic", { exact: true }).fill("3");
  await expect(arrivals).toHaveText("300 rps");
  await expect(results.locator(".capacity-reasons").first()).toContainText("X_k = X * traffic * V_k");
});

test("below each bar stands from which load and when its limits are short, as the server says it too", async ({ page, browser, baseURL }) => {
  await open(page, PLAN);
  const limits = page.locator(".capacity-limits dd");
  const before = await limits.allTextContents();
  expect(before).toHaveLength(8);
  expect(before[0]).toMatch(/^short from \d+ rps \([\d.]+x\); full on \d{4}-\d\d-\d\d, with a chance of one in ten by \d{4}-/);
  const cpu = page.locator('[data-limits="CPU"]');
  await cpu.getByText("Explain").click();
  await page.getByLabel("Traffic", { exact: true }).fill("3");
  await expect(limits.first()).toHaveText(/^short, enough up to .*; full today$/);
  await expect(cpu.locator(".capacity-reasons").first(), "the fold stays open").toBeVisible();
  await page.getByLabel("Traffic", { exact: true }).fill("2");
  await expect(page).toHaveURL(/traffic=2$/);
  await expect(page.locator("#capacity-more")).not.toHaveAttribute("aria-busy");
  const context = await browser.newContext({ javaScriptEnabled: false });
  const other = await context.newPage();
  await other.goto(`${baseURL}${PLAN}?traffic=2`);
  expect(await other.locator(".capacity-limits").allTextContents()).toEqual(await page.locator(".capacity-limits").allTextContents());
  await context.close();
});

test("an item of the drawing leads to its inputs, formulas and results, also of a scenario that was shared", async ({ page }) => {
  // Also while what keeps the panels right is on its way.
  await page.route("**/panels.js", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await open(page, `${PLAN}#v=1&traffic=2`);
  await page.locator('#panel-system a[href="#item-capsule"]').click();
  const inside = page.locator('[id="item-capsule"]');
  await expect(inside.getByRole("group", { name: "Inputs of CAPSULE" })).toBeVisible();
  await expect(inside.locator("div").filter({ hasText: "Arrivals" }).locator("strong").first()).toHaveText("200 rps");
  await expect(inside.locator(".capacity-reasons").first()).toContainText("X_k = X * traffic * V_k");
  await expect(page, "the address still holds the scenario").toHaveURL(/#v=1&traffic=2$|traffic=2/);
});

test("a goal is found for any figure by any input, shared and asked without a slider", async ({ page }) => {
  await open(page, PLAN);
  await expect(says(page, "seek")).toContainText("utilisation, at most 70 %, by traffic alone: up to");
  await page.getByLabel("Figure", { exact: true }).selectOption("Cassandra, utilisation");
  await expect(says(page, "seek")).toContainText("Cassandra, utilisation, at most 70 %, by traffic alone: up to");
  await page.getByLabel("Figure", { exact: true }).selectOption("Storage, all items");
  await page.getByLabel("By changing").selectOption({ label: "Months from today, at the plan's growth" });
  await expect(says(page, "seek")).toContainText("Storage, all items, at most 2 TB, by time alone: up to month ");
  await expect(page).toHaveURL(/goal=storage/);
  const told = await says(page, "seek").textContent();
  await open(page, page.url());
  await expect(says(page, "seek")).toHaveText(told ?? "");
  await page.getByLabel("Is to be").fill("5 rps");
  await expect(says(page, "seek")).toContainText("`5 rps` is a rate of requests, in rps, but a size in bytes is wanted");
});

test("cost and answers are simulated beside what is needed, sized for the share of cases that is asked", async ({ page }) => {
  await open(page, PLAN);
  const panel = page.locator("#panel-uncertainty");
  await expect(says(page, "uncertainty")).toContainText(/Sized for P95: CPU .*, cost \$\d+ a month, slowest answer, 95 % [\d.]+ m?s\./);
  await panel.locator(".capacity-behind > summary").click();
  for (const name of ["Cost", "Slowest answer, 95 %"]) {
    await expect(panel.getByRole("row", { name: new RegExp(`^${name}`) })).toContainText(/ \u00b1 [\d.]+ %/);
  }
  await expect(panel.locator(".capacity-source").first()).toContainText(/with seed 1, by Pharos \d+\.\d+/);
  await page.getByLabel("Sized for", { exact: true }).fill("P50");
  await expect(says(page, "uncertainty")).toContainText("Sized for P50: ");
});

test("backups are held against their policy", async ({ page }) => {
  await page.goto("/capacity/jack");
  await expect(says(page, "backups")).toContainText("each keeps what the policy asks.");
  await open(page, "/capacity/jack?postgresql-dumps.growth=40GB");
  await expect(says(page, "backups")).toContainText("PostgreSQL daily dumps does not keep the policy");
});

test("scenarios are kept side by side, compared with any of them, and shared by a link", async ({ page }) => {
  await open(page, PLAN);
  const panel = page.locator("#panel-scenarios");
  await page.getByLabel("Traffic", { exact: true }).fill("2");
  await page.getByLabel("Keep this scenario as").fill("Autumn");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(panel.getByRole("columnheader", { name: "Autumn" })).toBeVisible();
  await expect(page).toHaveURL(/keep=Autumn%3Btraffic%3D2/);
  await expect(page.getByLabel("Keep this scenario as")).toHaveValue("");
  await expect(panel.getByRole("row", { name: /^Traffic/ })).toContainText("\u2260 2");
  await page.getByRole("link", { name: /^Compare with it ?: Autumn$/ }).click();
  await expect(panel.getByRole("columnheader", { name: "Autumn (base)" })).toBeVisible();
  await expect(page).toHaveURL(/base=1/);
  const link = page.url();
  await open(page, link.replace("?", "#"));
  await expect(panel.getByRole("columnheader", { name: "Autumn (base)" }), "a fragment holds them too").toBeVisible();
  await page.getByRole("link", { name: /^Drop ?: Autumn$/ }).click();
  await expect(panel.getByRole("columnheader", { name: "Autumn" })).toHaveCount(0);
  await page.getByRole("link", { name: /^Open ?: Zone B is lost$/ }).click();
  await expect(page.locator('[id="capacity-capsule.replicas"]')).toHaveValue("1");
});

test("the row that is chosen is explained, by keyboard, shared, and the same without JavaScript", async ({ page, browser, baseURL }) => {
  const fold = (where: Page) => where.locator("#panel-failure .capacity-explain");
  const heading = (where: Page) => fold(where).getByRole("heading", { name: "a broker of Kafka, until repaired" });
  await open(page, `${PLAN}?traffic=2`);
  await fold(page).locator("summary").click();
  await expect(heading(page)).toHaveCount(0);
  const way = fold(page).getByRole("link", { name: "a broker of Kafka", exact: true });
  await way.focus();
  await page.keyboard.press("Enter");
  await expect(heading(page), "the fold stays open").toBeVisible();
  await expect(way, "the focus stays where it was").toBeFocused();
  await expect(way).toHaveAttribute("aria-current", "true");
  await expect(page).toHaveURL(/\?traffic=2&explain=failure%3Aa%20broker%20of%20Kafka$/);
  const told = await fold(page).textContent();
  const link = page.url();
  for (const address of [link, link.replace("?", "#")]) {
    await open(page, address);
    await expect(heading(page), address).toBeVisible();
    await expect(page.locator("#capacity-more")).not.toHaveAttribute("aria-busy");
    expect(await fold(page).textContent(), address).toBe(told);
  }
  const context = await browser.newContext({ javaScriptEnabled: false });
  const other = await context.newPage();
  await other.goto(`${baseURL}${PLAN}?traffic=2`);
  await fold(other).locator("summary").click();
  await fold(other).getByRole("link", { name: "a broker of Kafka", exact: true }).click();
  await expect(heading(other)).toBeVisible();
  await expect(other).toHaveURL(/#panel-failure$/);
  expect(await fold(other).textContent()).toBe(told);
  await other.getByRole("button", { name: "Recompute" }).first().click();
  await expect(heading(other), "the form sends it too").toBeVisible();
  await fold(other).getByRole("link", { name: "what matters most" }).click();
  await expect(heading(other)).toHaveCount(0);
  await context.close();
});

test("without JavaScript a scenario is kept by the form", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}${PLAN}?traffic=2`);
  await page.getByLabel("Keep this scenario as").fill("Autumn");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page).toHaveURL(/butterfly\?traffic=2&keep=Autumn%3Btraffic%3D2$/);
  await page.getByRole("link", { name: /^Compare with it ?: Autumn$/ }).click();
  await expect(page.locator("#panel-scenarios").getByRole("columnheader", { name: "Autumn (base)" })).toBeVisible();
  await context.close();
});

test.describe("where what keeps the panels right cannot be had", () => {
  test.use({ tolerated: /panels\.js/ });

  test("the form still computes, and the server keeps and compares", async ({ page }) => {
    await page.route("**/panels.js", (route) => route.abort());
    await open(page, PLAN);
    await page.getByLabel("Traffic", { exact: true }).fill("2");
    await expect(page).toHaveURL(/traffic=2/);
    await page.getByLabel("Keep this scenario as").fill("Autumn");
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await expect(page).toHaveURL(/butterfly\?traffic=2&keep=Autumn%3Btraffic%3D2$/);
    await page.getByRole("link", { name: /^Compare with it ?: Autumn$/ }).click();
    await expect(page.locator("#panel-scenarios").getByRole("columnheader", { name: "Autumn (base)" })).toBeVisible();
  });
});

test("without JavaScript nodes and rates of one's own are sent with the form", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}${PLAN}`);
  await page.getByRole("link", { name: "Begin with the plan's rates" }).click();
  await expect(page.getByLabel("Other rates, one a line")).toHaveValue(/^currency = USD\n/);
  await page.getByLabel("Other nodes, one a line").fill("tiny: 2 cores, 8 GiB, $0.1/h, eks\nbig: 32 cores, 128 GiB, $1.5/h, aks");
  await page.getByLabel("Other rates, one a line").fill("currency = GBP\ndollar = 0.8");
  await page.getByRole("button", { name: "Use these" }).first().click();
  await expect(says(page, "front")).toContainText(/of tiny.* for \u00a3/);
  await expect(says(page, "cost")).toContainText(/^\u00a3/);
  await expect(page.getByLabel("Other nodes, one a line")).toHaveValue(/^tiny: 2 cores/);
  await context.close();
});

test("nodes and rates of one's own take the place of the plan's, in the address too", async ({ page }) => {
  await open(page, PLAN);
  await page.getByRole("link", { name: "Begin with the plan's shapes" }).click();
  const shapes = page.getByLabel("Other nodes, one a line");
  await expect(shapes).toHaveValue(/^small: 4 cores, 16 GiB, 0\.2 \$\/h, gke\n/);
  await shapes.fill("tiny: 2 cores, 8 GiB, $0.1/h, eks");
  await expect(says(page, "front")).toContainText(/^\d+ of tiny, for \$/);
  await shapes.fill("tiny: 2 cores, 8 rps");
  await expect(says(page, "front")).toContainText("`8 rps` is a rate of requests, which a node does not have");
  await page.getByLabel("Other rates, one a line").fill("currency = EUR\ndollar = 0.9");
  await expect(says(page, "cost")).toContainText(/^\u20ac/);
  await expect(page).toHaveURL(/rates=currency%20%3D%20EUR/);
});
