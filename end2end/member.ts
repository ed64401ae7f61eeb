// The session of the demo's admin, and the forms with which a member declares incidents.

import type { BrowserContextOptions, Page } from "@playwright/test";
import { expect, test } from "./test";

/** The cookie of the session: `name=value`. */
export function session(): string {
  const cookie = process.env.PHAROS_SESSION;
  if (cookie === undefined) throw new Error("nobody is signed in");
  return cookie;
}

/** What a browser that is signed in holds. */
export function signedIn(): Exclude<BrowserContextOptions["storageState"], string | undefined> {
  const [name = "", value = ""] = session().split("=");
  const rest = { domain: "127.0.0.1", path: "/", expires: -1, httpOnly: true, secure: false, sameSite: "Lax" as const };
  return { cookies: [{ name, value, ...rest }], origins: [] };
}

/** A test in the browser of a member. */
export const member = test.extend({
  // Playwright reads from the pattern which fixtures this one needs: none.
  storageState: async ({}, use) => use(signedIn()),
});

/** Declares an incident that visitors see, and gives the path of its page on the desk. */
export async function declare(page: Page, title: string, component: string, status: string): Promise<string> {
  await page.goto("/desk/declare");
  await page.getByLabel("What is wrong").fill(title);
  await page.getByLabel("One more component").selectOption(component);
  await page.getByLabel("It shows").selectOption(status);
  await page.getByLabel("What visitors are told first").fill("We **look** at it.");
  await page.getByLabel("Visitors see it at once").check();
  await page.getByRole("button", { name: "Declare it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  return new URL(page.url()).pathname;
}

/** Ends an incident with this text. */
export async function resolve(page: Page, path: string, text: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel("What visitors are told").fill(text);
  await page.getByRole("button", { name: "Resolve with this text" }).click();
  await expect(page.getByRole("heading", { name: "Postmortem" })).toBeVisible();
}
