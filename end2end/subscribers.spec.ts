// Asking to be told, by the form, without JavaScript: the mails of the demo are in its mailbox.

import type { Page } from "@playwright/test";
import { declare, member, resolve, signedIn } from "./member";
import { expect, overflow, test } from "./test";

test.use({ javaScriptEnabled: false });

/** The links of the latest mail to an address, as soon as there is one with this subject. */
async function mail(page: Page, to: string, subject: RegExp): Promise<string[]> {
  const mails = page.locator(".demo-mails li", { hasText: to }).filter({ hasText: subject });
  await expect(async () => {
    await page.goto("/demo/mailbox");
    await mails.first().locator("summary").click({ timeout: 500 });
  }).toPass({ timeout: 20_000, intervals: [300] });
  return mails.first().getByRole("link").evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
}

/** Asks for mails to an address about a component, and confirms it; ends on the page of the subscription. */
async function subscribe(page: Page, to: string, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("link", { name: "Subscribe to updates of this component" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Subscribe");
  expect(await overflow(page)).toBe(0);
  await page.getByRole("textbox", { name: /E-mail address/ }).fill(to);
  await page.getByRole("button", { name: "Subscribe" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One more step");
  const [confirm] = await mail(page, to, /Confirm your subscription/);
  await page.goto(confirm ?? "");
  await expect(page.getByRole("main")).toContainText(to);
  await page.getByRole("button", { name: "Yes, tell me" }).click();
  await expect(page.getByRole("status")).toContainText("Confirmed.");
}

test("a visitor subscribes to a component, confirms it, changes it and ends it", async ({ page }, info) => {
  const to = `ada-${info.project.name}@example.org`;
  await subscribe(page, to, "/status/butterfly/kafka");
  expect(await overflow(page)).toBe(0);
  await expect(page.getByRole("checkbox", { name: "Kafka", exact: true })).toBeChecked();
  await page.getByRole("radio", { name: /each day/ }).check();
  await page.getByLabel("From").fill("22:00");
  await page.getByLabel("To", { exact: true }).fill("07:00");
  await page.getByRole("textbox", { name: /Time zone/ }).fill("Europe/Berlin");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved.");
  await expect(page.getByRole("radio", { name: /each day/ })).toBeChecked();
  await expect(page.getByLabel("From")).toHaveValue("22:00");
  await page.getByRole("button", { name: "Tell me no more" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unsubscribed");
});

test("what was typed wrong is said beside what was typed", async ({ page }) => {
  await page.goto("/subscribe");
  await page.getByRole("textbox", { name: /E-mail address/ }).fill("ada@example.org");
  await page.getByRole("textbox", { name: /Time zone/ }).fill("Europe/Berlim");
  await page.getByRole("button", { name: "Subscribe" }).click();
  await expect(page.getByRole("alert")).toContainText("no such time zone");
  await expect(page.getByRole("textbox", { name: /E-mail address/ })).toHaveValue("ada@example.org");
});

test("the form is filled in by keyboard alone", async ({ page }, info) => {
  await page.goto("/subscribe");
  await page.getByRole("textbox", { name: /E-mail address/ }).focus();
  await page.keyboard.type(`keys-${info.project.name}@example.org`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox").first()).toBeChecked();
  await page.getByRole("textbox", { name: /E-mail address/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One more step");
});

test("a subscriber is told of an incident, and ends it by the link in the mail", async ({ page, browser, baseURL }, info) => {
  const to = `told-${info.project.name}@example.org`;
  const title = `Told of ${info.project.name}`;
  await subscribe(page, to, "/status/jack/vector-db");
  const context = await browser.newContext({ baseURL, storageState: signedIn() });
  const desk = await context.newPage();
  const path = await declare(desk, title, "jack/vector-db", "degraded");
  const links = await mail(page, to, new RegExp(title));
  expect(links.some((link) => link.includes("/incidents/"))).toBe(true);
  const manage = links.find((link) => link.includes("/subscriptions/"));
  await page.goto(manage ?? "");
  await page.getByRole("button", { name: "Tell me no more" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unsubscribed");
  expect((await page.goto(manage ?? ""))?.status()).toBe(404);
  await resolve(desk, path, "Repaired.");
  await context.close();
});

member("members see who was told what, and who subscribed", async ({ page }, info) => {
  const title = `Notices of ${info.project.name}`;
  const path = await declare(page, title, "jack/vector-db", "degraded");
  const row = page.getByRole("row").filter({ hasText: title }).filter({ hasText: "channel:mailbox" });
  await expect(async () => {
    await page.goto("/notices");
    await expect(row.first()).toContainText("answered 250", { timeout: 500 });
  }).toPass({ timeout: 20_000, intervals: [300] });
  expect(await overflow(page)).toBe(0);
  await page.goto("/subscribers");
  await expect(page.getByRole("table", { name: "How many there are" })).toContainText("E-mail");
  await expect(page.getByRole("main")).not.toContainText("ada-");
  await resolve(page, path, "Repaired.");
});
