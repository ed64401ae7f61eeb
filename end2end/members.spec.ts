// Members: whoever is invited joins by a link, signs in and out, and finds what the role allows and nothing else.

import type { Page } from "@playwright/test";
import { signedIn } from "./member";
import { expect, overflow, test } from "./test";

const PASSWORD = "three long words, or four";

/** Invites somebody as a viewer, and gives the path of the link. */
async function invite(admin: Page, name: string): Promise<string> {
  await admin.goto("/members");
  const form = admin.locator('form[action="/members/invite"]');
  await form.locator('input[name="name"]').fill(name);
  await form.getByRole("combobox").selectOption("viewer");
  await form.getByRole("button").click();
  const link = admin.getByRole("status").getByRole("textbox");
  return new URL(await link.inputValue()).pathname;
}

test("a viewer joins, reads the desk and cannot change it", async ({ page, browser, baseURL }, info) => {
  const name = `viewer-${info.project.name}`;
  const context = await browser.newContext({ baseURL, storageState: signedIn() });
  const link = await invite(await context.newPage(), name);
  await context.close();

  await page.goto(link);
  await page.locator('input[name="display"]').fill("Vi Ewer");
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('input[name="again"]').fill(PASSWORD);
  await page.getByRole("main").getByRole("button").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vi Ewer");
  expect(await overflow(page)).toBe(0);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Desk" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Desk");
  await expect(page.getByRole("link", { name: "Declare an incident" })).toHaveCount(0);
  expect((await page.goto("/desk/declare"))?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your role does not allow this");

  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.goto("/desk");
  await expect(page).toHaveURL("/sign-in?to=/desk");
  await page.locator('input[name="name"]').fill(name);
  await page.locator('input[name="password"]').fill("another long password");
  await page.getByRole("main").getByRole("button").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.getByRole("main").getByRole("button").click();
  await expect(page).toHaveURL("/desk");
});

test("a link works once", async ({ page, browser, baseURL }, info) => {
  const context = await browser.newContext({ baseURL, storageState: signedIn() });
  const link = await invite(await context.newPage(), `once-${info.project.name}`);
  await context.close();
  await page.goto(link);
  await page.locator('input[name="display"]').fill("On Ce");
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('input[name="again"]').fill(PASSWORD);
  await page.getByRole("main").getByRole("button").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("On Ce");
  await page.context().clearCookies();
  expect((await page.goto(link))?.status()).toBe(404);
});
