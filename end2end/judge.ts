// The browser as the judge of what runs: a dialog, a message on its console (a breach of the content security policy is one),
// an exception, a request to somebody else or for what is not there. Each fails the test.

import type { Page } from "@playwright/test";
import { Server } from "./server";
import { expect, test as plain } from "./test";

/** The `test` of a site over these files, which hears every dialog. */
export function judged(content: (url: string) => Record<string, string>) {
  return plain.extend<{ dialogs: string[] }, { server: Server }>({
    server: [
      // Playwright reads from the pattern which fixtures this one needs: none.
      async ({}, use) => {
        const server = await Server.start(content);
        await use(server);
        await server.remove();
      },
      { scope: "worker" },
    ],
    baseURL: async ({ server }, use) => use(server.url),
    dialogs: [
      async ({ page }, use) => {
        const dialogs: string[] = [];
        page.on("dialog", (dialog) => {
          dialogs.push(`${dialog.type()}: ${dialog.message()}`);
          void dialog.dismiss();
        });
        await use(dialogs);
      },
      { auto: true },
    ],
  });
}

/** What of a document could run or lead to what runs, though it did not yet. */
export async function traps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    const wrong = (element: Element) => {
      const names = element.getAttributeNames();
      const leads = ["href", "src", "action", "formaction", "xlink:href", "data"].map((name) => element.getAttribute(name) ?? "");
      const isOwn = element.localName !== "script" || element.hasAttribute("src") || element.getAttribute("type") === "application/ld+json";
      return !isOwn || names.some((name) => /^on|^style$/.test(name)) || leads.some((url) => /^\s*(javascript|vbscript):/i.test(url));
    };
    return all.filter(wrong).map((element) => element.outerHTML.slice(0, 200));
  });
}

/** Opens a path, waits until its scripts have run, and judges it. */
export async function judge(page: Page, dialogs: string[], path: string): Promise<void> {
  await page.goto(path);
  await page.waitForTimeout(50);
  expect(await traps(page), path).toEqual([]);
  expect(dialogs, path).toEqual([]);
}
