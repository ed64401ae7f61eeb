// The golden cases in the visitor's browser, and the workers of the planner: panels and simulations without the server.

import { PLANNER_PARTS } from "./site";
import { expect, overflow, test } from "./test";
import * as wire from "./wire";

const PLAN = "/capacity/butterfly";
const SAYS = "#panel-uncertainty .capacity-says";

test("golden cases pass in this browser with every digit of the server", async ({ page }) => {
  await page.goto("/capacity");
  await page.getByRole("link", { name: "golden cases" }).click();
  await expect(page.getByText("All 99 cases pass on this server.")).toBeVisible();
  const told = page.locator("#golden-here [role=status]");
  await expect(told).toHaveText(/^99 of 99 cases pass in your browser, 99 of them with every digit/, { timeout: 60_000 });
  await expect(page.locator("td[data-here] strong")).toHaveText(Array(99).fill("pass"));
  expect(await overflow(page)).toBe(0);
});

test("a case that does not pass in this browser is told with what came out", async ({ page }) => {
  await page.route("**/capacity/golden.json", async (route) => {
    const cases = await (await route.fetch()).json();
    cases[0].expected.alpha = 0.5;
    await route.fulfill({ json: cases });
  });
  await page.goto("/capacity/golden");
  await expect(page.locator("#golden-here [role=status]")).toHaveText(/^98 of 99 cases pass/, { timeout: 60_000 });
  await expect(page.locator("td[data-here]").first()).toHaveText(/^fail/);
});

test("the golden cases are there without JavaScript, and for programs", async () => {
  const html = (await wire.get("/capacity/golden")).text;
  expect(html.match(/<strong>pass<\/strong>/g)).toHaveLength(99);
  expect(JSON.parse((await wire.get("/capacity/golden.json")).text)).toHaveLength(99);
});

test("panels follow the form without a question to the server", async ({ page }) => {
  await page.goto(PLAN);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.getByLabel("Traffic", { exact: true }).fill("2");
  await expect(page.locator(SAYS)).toContainText("in 65536 simulated cases");
  await expect(page.locator("#capacity-more")).not.toHaveAttribute("aria-busy");
  await expect(page.locator("#panel-scenarios tbody tr").first()).toContainText("400 rps");
  await expect(page.locator('.capacity-exports a[href*="traffic=2"]')).toHaveCount(8);
  // Chromium itself looks for the icon whenever an address changes.
  expect(asked.filter((path) => path !== "/favicon.svg" && !PLANNER_PARTS.test(path))).toEqual([]);
  const server = await wire.get(`${PLAN}?traffic=2`);
  const drawn = /id="panel-failure"[^]*?capacity-says">([^<]*)/.exec(server.text)?.[1];
  await expect(page.locator("#panel-failure .capacity-says")).toHaveText(drawn ?? "nothing");
});

test("what is needed depends on how sure it is to be", async ({ page }) => {
  await page.goto(PLAN);
  const sized = async (percentile: string) => {
    await page.getByLabel("Sized for", { exact: true }).fill(percentile);
    await expect(page.locator(SAYS)).toContainText(`Sized for ${percentile}: CPU`);
    // Its text as it stands: what is off the screen is not laid out.
    return Number(/CPU ([\d.]+) cores/.exec((await page.locator(SAYS).textContent()) ?? "")?.[1]);
  };
  const few = await sized("P50");
  expect(await sized("P99")).toBeGreaterThan(few);
  await expect(page).toHaveURL(/percentile=99/);
});

test("a million cases on request", async ({ page }) => {
  await page.goto(PLAN);
  await page.getByRole("button", { name: "Simulate 1,048,576 cases" }).click();
  await expect(page.locator("#panel-uncertainty progress")).toBeVisible();
  await expect(page.locator(SAYS)).toContainText("in 1048576 simulated cases", { timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Simulate 1,048,576 cases" })).toBeFocused();
});

test("a scenario that was overtaken is not shown", async ({ page }) => {
  await page.goto(PLAN);
  await page.getByRole("button", { name: "Simulate 1,048,576 cases" }).click();
  await page.getByLabel("Traffic", { exact: true }).fill("3");
  await expect(page.locator(SAYS)).toContainText("in 65536 simulated cases");
  await expect(page.locator("#panel-scenarios tbody tr").first()).toContainText("600 rps");
});

test.describe("where workers do not run", () => {
  test.use({ tolerated: /kernel|simd|boot-/ });

  test("the server draws the panels", async ({ page }) => {
    await page.route(/\/pkg\/boot-(kernel|simd)\./, (route) => route.abort());
    await page.goto(PLAN);
    await page.getByLabel("Traffic", { exact: true }).fill("2");
    await expect(page.locator("#panel-scenarios tbody tr").first()).toContainText("400 rps");
    await expect(page.locator(SAYS)).toContainText("in 4096 simulated cases");
    await expect(page.locator('.capacity-exports a[href*="traffic=2"]')).toHaveCount(8);
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await expect(page).toHaveURL(/traffic=2&keep=/);
  });
});

test("a link that is shared holds the scenario in its fragment, which no server is told", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${PLAN}?traffic=2`);
  await page.locator('[id="item-capsule"]').evaluate((item) => item.closest("details")?.setAttribute("open", ""));
  await page.locator('[id="capacity-capsule.memory"]').fill("3 GiB");
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).search).toBe("");
  expect(new URL(link).hash).toBe("#v=1&traffic=2&capsule.memory=3GiB");
  const before = await page.locator(".capacity-needed").allTextContents();

  const other = await context.newPage();
  const asked: string[] = [];
  other.on("request", (request) => asked.push(request.url()));
  await other.goto(link);
  await expect(other.getByLabel("Traffic", { exact: true })).toHaveValue("2");
  await expect(other.locator(".capacity-needed")).toHaveText(before);
  await expect(other.locator(SAYS)).toContainText("in 65536 simulated cases");
  await other.getByLabel("Traffic", { exact: true }).fill("3");
  await expect(other).toHaveURL(/butterfly#traffic=3&capsule\.memory=3GiB$/);
  expect(asked.filter((url) => /traffic|capsule/.test(new URL(url).search))).toEqual([]);
});
