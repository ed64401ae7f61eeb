// Runs: a page becomes a checklist that several people work through at once, by keyboard, without JavaScript, and without
// a connection for a while.

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { HtmlValidate } from "html-validate";
import { member, session, signedIn } from "./member";
import { expect, mark, overflow, test, unreloaded } from "./test";
import * as wire from "./wire";

/** A runbook for each look, so that they do not meet. */
const RUNBOOKS: Record<string, string> = {
  "phone-light": "/docs/butterfly/runbooks/kafka-broker-down",
  "phone-dark": "/docs/butterfly/runbooks/clickhouse-disk",
  "desk-light": "/docs/butterfly/runbooks/redis-memory",
  "desk-dark": "/docs/butterfly/runbooks/cassandra-disk",
};

/** Starts a run of the look's runbook. */
async function start(page: Page, look: string): Promise<void> {
  await page.goto(RUNBOOKS[look] ?? "/docs/butterfly/runbooks/kafka-disk");
  await page.getByRole("button", { name: "Start a run" }).click();
  await page.waitForURL(/\/docs\/runs\/\d{4}-/, { waitUntil: "load" });
}

/** The rows of steps. */
function steps(page: Page) {
  return page.locator(".runs-step");
}

/** The page as the server sends it, with the comments of Leptos in full. */
async function html(page: Page): Promise<string> {
  return (await wire.get(new URL(page.url()).pathname, { cookie: session() })).text.replaceAll("<!>", "<!---->");
}

test("visitors see nothing of runs", async ({ page }) => {
  await page.goto("/docs/butterfly/runbooks/kafka-broker-down");
  await expect(page.getByRole("button", { name: "Start a run" })).toHaveCount(0);
  await page.goto("/docs/runs");
  await expect(page).toHaveURL("/sign-in?to=/docs/runs");
});

member("the demo has a finished run of a real runbook", async ({ page }) => {
  await page.goto("/docs/runs");
  const over = page.getByRole("region", { name: "Over" });
  await over.getByRole("link").last().click();
  await expect(page.locator(".runs-ended")).toContainText("It was finished by demo");
  await expect(page.locator('.runs-step[data-state="skipped"]')).toHaveCount(1);
  await page.getByText("Everything that was done").click();
  await expect(page.locator(".runs-record li").first()).toContainText("demo started the run");
  await page.getByRole("link", { name: "this page" }).click();
  await expect(page.getByRole("region", { name: "Runs of this page" })).toContainText("Last used");
  await page.goto("/docs/coverage");
  await expect(page.getByRole("columnheader", { name: "Last used" })).toHaveCount(3);
});

member("a run is worked through by keyboard alone, and the next step has the focus", async ({ page }, info) => {
  await start(page, info.project.name);
  expect(await overflow(page)).toBe(0);
  await mark(page);
  for (const index of [0, 1]) {
    await expect(steps(page).nth(index).locator(".runs-tick")).toBeFocused();
    await page.keyboard.press("Space");
    await expect(steps(page).nth(index)).toHaveAttribute("data-state", "done");
    await expect(steps(page).nth(index).locator(".runs-told")).toContainText(/^Done by .* UTC/);
  }
  await expect(page.locator(".runs-standing")).toContainText(/^2 of/);
  await steps(page).nth(2).locator("summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Known for a week");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(steps(page).nth(2).locator(".runs-told")).toContainText("Known for a week");
  await unreloaded(page);
  const { results } = await new HtmlValidate({ extends: ["html-validate:standard"] }).validateString(await html(page));
  expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual([]);

  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const dark = info.project.name.endsWith("dark");
  const { violations } = await (dark ? axe.withRules(["color-contrast"]) : axe).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
});

member("two responders see each other as it happens, and the same tick of both is on record", async ({ page, browser, baseURL }, info) => {
  await start(page, info.project.name);
  const elsewhere = await browser.newContext({ baseURL, storageState: signedIn() });
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await mark(other);
  await steps(page).nth(0).locator(".runs-tick").click();
  await expect(steps(other).nth(0)).toHaveAttribute("data-state", "done");
  await expect(steps(other).nth(0).getByRole("button", { name: /^Take back: / })).toBeVisible();
  await steps(other).nth(1).locator(".runs-tick").click();
  await expect(steps(page).nth(1)).toHaveAttribute("data-state", "done");
  await unreloaded(other);
  await elsewhere.close();
  const step = await steps(page).nth(1).getAttribute("data-step");
  const path = new URL(page.url()).pathname.replace("/docs/runs/", "/api/v1/runs/");
  const answer = await page.request.post(`${path}/acts`, {
    data: { act: { do: "tick", step } },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(answer.status()).toBe(200);
  await expect(steps(page).nth(1).locator(".runs-told")).toContainText("Also by");
});

member.describe("without a connection", () => {
  member.use({ tolerated: /request failed|ERR_INTERNET_DISCONNECTED|Failed to load resource/ });

  member("what is ticked is kept, sent once when the site answers again, and counts from when it was done", async ({ page, context }, info) => {
    await start(page, info.project.name);
    await mark(page);
    await context.setOffline(true);
    await steps(page).nth(0).locator(".runs-tick").click();
    await expect(page.locator(".runs-said")).toContainText("Not sent yet: 1");
    await expect(steps(page).nth(0)).toHaveAttribute("data-state", "done");
    await context.setOffline(false);
    await expect(page.locator(".runs-said")).toHaveText("All is sent.", { timeout: 20_000 });
    await expect(steps(page).nth(0).locator(".runs-told")).toContainText(/^Done by /);
    await unreloaded(page);
    await page.reload();
    await expect(steps(page).nth(0)).toHaveAttribute("data-state", "done");
    await expect(page.locator(".runs-record li")).toHaveCount(2);
  });
});

member.describe("without JavaScript", () => {
  member.use({ javaScriptEnabled: false });

  member("a run is worked through from its start to its end", async ({ page }, info) => {
    await start(page, info.project.name);
    await steps(page).nth(0).locator(".runs-tick").click();
    await expect(steps(page).nth(0)).toHaveAttribute("data-state", "done");
    await steps(page).nth(1).locator("summary").click();
    await steps(page).nth(1).getByLabel("Reason, or the note").fill("It is off <b>today</b>");
    await steps(page).nth(1).getByRole("button", { name: "It failed" }).click();
    await expect(steps(page).nth(1).locator(".runs-told")).toContainText("It is off <b>today</b>");
    await page.getByRole("button", { name: "Finish the run" }).click();
    await expect(page.locator(".runs-ended")).toContainText("It was finished by");
    await expect(page.locator(".runs-tick")).toHaveCount(0);
  });
});
