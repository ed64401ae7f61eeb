// The planner: figures at once from the server, then recomputed in the browser as one types.

import type { Browser, Locator, Page } from "@playwright/test";
import { PLANNER_PARTS } from "./site";
import { expect, mark, overflow, test, unreloaded } from "./test";
import * as wire from "./wire";

const PLAN = "/capacity/butterfly";

/** The page with its island awake. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
}

/** All figures of the answer, in the order of the page. */
async function figures(page: Page): Promise<string[]> {
  const places = page.locator(".capacity-answer :is(.capacity-headline, .capacity-needed, .capacity-level, .capacity-outlook p, td)");
  return (await places.allTextContents()).map((text) => text.trim());
}

/** The same as the server draws it, without JavaScript. */
async function drawn(browser: Browser, url: string): Promise<string[]> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(url);
    return await figures(page);
  } finally {
    await context.close();
  }
}

function cores(page: Page): Promise<number> {
  const cpu = page.locator(".capacity-verdict").filter({ has: page.getByRole("heading", { name: "CPU" }) });
  return cpu.locator(".capacity-needed").innerText().then(Number.parseFloat);
}

test("the first figures are in the HTML", async () => {
  const html = (await wire.get(PLAN)).text;
  for (const word of ["16 cores", "64 GB", "500 GB", "32 cores", "128 GB", "2 TB", "10 Gbps", "Cassandra", "NEXUS"]) {
    expect(html).toContain(word);
  }
});

test("every plan is listed with what it comes to, and leads to its page", async ({ page }) => {
  await page.goto("/capacity");
  const plans = page.locator(".capacity-entry");
  await expect(plans).toHaveCount(3);
  for (const plan of await plans.all()) await expect(plan.locator(".capacity-headline")).toHaveText(/^Fits .* gives way first, at [\d.]+ /);
  await page.getByRole("link", { name: "AI Challenge", exact: true }).click();
  await expect(page).toHaveURL("/capacity/ai-challenge");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Capacity of AI Challenge");
  expect(await overflow(page)).toBe(0);
});

test("each resource is held against the minimum and the recommended", async ({ page }) => {
  await open(page, PLAN);
  for (const name of ["CPU", "Memory", "Storage", "Network"]) {
    const verdict = page.locator(".capacity-verdict").filter({ has: page.getByRole("heading", { name, exact: true }) });
    await expect(verdict.locator(".capacity-needed")).toHaveText(/^[\d.,]+ \S+/);
    await expect(verdict.getByRole("img")).toHaveAccessibleName(/\d/);
    const [minimum, recommended] = await verdict.locator(".capacity-limits dd").allTextContents();
    for (const limit of [minimum, recommended]) {
      // From which load it is short, and when.
      expect(limit).toMatch(/(short.* \S*rps \(\S+x\)|enough at any load looked at|short at any load); (not )?full/);
    }
    await verdict.getByText("Explain").click();
    await expect(verdict.locator(".capacity-reasons code").first()).toBeVisible();
  }
  expect(await overflow(page)).toBe(0);
});

/** The row of the item with this name. */
function row(page: Page, item: string): Locator {
  const name = page.getByRole("rowheader").getByRole("link", { name: item, exact: true });
  return page.locator(".capacity-items tbody tr").filter({ has: name });
}

test("the high-availability replicas of the guide are kept", async ({ page }) => {
  await page.goto(PLAN);
  const guide = { NEXUS: 3, CAPSULE: 2, ODYSSEY: 2, PERCEPTION: 3, PLATO: 2, Kafka: 3, Cassandra: 3, Redis: 3 };
  for (const [item, least] of Object.entries(guide)) {
    expect(Number(await row(page, item).locator("td").first().innerText()), item).toBeGreaterThanOrEqual(least);
  }
});

test("typing recomputes without waiting for the network, and the address follows", async ({ page, browser, baseURL }) => {
  await open(page, PLAN);
  const before = await figures(page);
  const few = await cores(page);
  expect(await drawn(browser, `${baseURL}${PLAN}`), "waking changes nothing").toEqual(before);
  await mark(page);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  const traffic = page.getByLabel("Traffic", { exact: true });
  await traffic.press("ControlOrMeta+a");
  await traffic.pressSequentially("2");
  await expect.poll(() => cores(page)).toBeGreaterThan(few);
  await expect(page).toHaveURL(`${PLAN}?traffic=2`);
  // Chromium itself looks for the icon whenever an address changes; the panels below are drawn by a worker.
  expect(requests.filter((path) => path !== "/favicon.svg" && !PLANNER_PARTS.test(path))).toEqual([]);
  await unreloaded(page);
  const after = await figures(page);
  expect(after).not.toEqual(before);
  expect(await drawn(browser, page.url()), "the server agrees").toEqual(after);
  await page.reload();
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  expect(await figures(page)).toEqual(after);
  await expect(traffic).toHaveValue("2");
});

test("an answer is on the page before the next frame is drawn", async ({ page }) => {
  await open(page, PLAN);
  const late = await page.getByLabel("Traffic", { exact: true }).evaluate(async (field: HTMLInputElement) => {
    const late: string[] = [];
    for (const value of ["2", "3", "4", "5", "6"]) {
      const before = document.querySelector(".capacity-items")?.textContent;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      // Runs before what is seen next is laid out; an answer by a timer or by the network comes after it.
      await new Promise(requestAnimationFrame);
      if (document.querySelector(".capacity-items")?.textContent === before) late.push(value);
    }
    return late;
  });
  expect(late, "amounts of traffic whose answer came later").toEqual([]);
});

test("a figure of one item changes its row alone", async ({ page }) => {
  await open(page, PLAN);
  const other = await row(page, "PLATO").innerText();
  await row(page, "CAPSULE").getByRole("link").click();
  await page.locator('[id="capacity-capsule.replicas"]').fill("9");
  await expect(row(page, "CAPSULE").locator("td").first()).toHaveText("9");
  expect(await row(page, "PLATO").innerText()).toBe(other);
  await expect(page).toHaveURL(/\?capsule\.replicas=9(#|$)/);
});

test("the slider and the field go together", async ({ page }) => {
  await open(page, PLAN);
  const slider = page.getByRole("slider", { name: /^Traffic/ });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByLabel("Traffic", { exact: true })).toHaveValue("1.1");
  await expect(slider).toHaveAttribute("aria-valuetext", "1.1");
  await expect(page).toHaveURL(`${PLAN}?traffic=1.1`);
});

test("input that makes no sense is explained where it is typed", async ({ page, browser, baseURL }) => {
  await open(page, PLAN);
  const base = await figures(page);
  const traffic = page.getByLabel("Traffic", { exact: true });
  await traffic.fill("lots");
  await expect(traffic).toHaveAttribute("aria-invalid", "true");
  await expect(traffic).toHaveAccessibleDescription(/`lots` is out of range; write a multiplier from 0\.1 to 100/);
  expect(await figures(page), "the plan's value stands").toEqual(base);
  expect(await drawn(browser, `${baseURL}${PLAN}?traffic=lots`)).toEqual(base);
  await traffic.fill("3");
  await expect(traffic).not.toHaveAttribute("aria-invalid", "true");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the form computes on the server", async ({ page }) => {
    await page.goto(PLAN);
    const few = await cores(page);
    await page.getByLabel("Traffic", { exact: true }).fill("2");
    await page.getByRole("region", { name: "Scenario", exact: true }).getByRole("button", { name: "Recompute" }).click();
    await expect(page).toHaveURL(/[?&]traffic=2(&|$)/);
    expect(await cores(page)).toBeGreaterThan(few);
    await page.getByLabel("Traffic", { exact: true }).fill("lots");
    await page.getByRole("region", { name: "Scenario", exact: true }).getByRole("button", { name: "Recompute" }).click();
    await expect(page.getByText("`lots` is out of range").first()).toBeVisible();
    await expect(page.getByLabel("Traffic", { exact: true })).toHaveValue("lots");
    await page.getByRole("link", { name: "Reset to the plan" }).click();
    expect(await cores(page)).toBe(few);
  });
});
