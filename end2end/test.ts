// The `test` of all specs. Pages may not complain: a message on the console, an exception, a request that
// fails or a breach of the content security policy fails the test, whichever it is.

import { type BrowserContext, type Page, expect, test as plain } from "@playwright/test";

interface Options {
  /** Complaints that a test brings about on purpose. */
  tolerated: RegExp | null;
}

export const test = plain.extend<Options>({
  tolerated: [null, { option: true }],
  // Playwright reads from the pattern which fixtures this one needs: none.
  baseURL: async ({}, use) => use(process.env.PHAROS_URL),
  context: async ({ context, baseURL, tolerated }, use) => {
    const complaints: string[] = [];
    await context.addInitScript(sayViolations);
    listen(context, baseURL ?? "", complaints);
    await use(context);
    expect(complaints.filter((line) => !tolerated?.test(line)), "complaints of the pages").toEqual([]);
  },
});

/** Has every page say on its console what breaks its policy, where browsers would report it without a word too; how they show what
    is no page is theirs. */
function sayViolations(): void {
  if (document.contentType !== "text/html") return;
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
    console.error(`content security policy: ${effectiveDirective} ${blockedURI} ${sample}`);
  });
}

/** What only workers load; without it the tests of what they find fail. */
const OF_WORKERS = /\/pkg\/(golden|kernel|simd)\.[0-9a-f]+\.wasm$/;

function listen(context: BrowserContext, site: string, complaints: string[]): void {
  context.on("console", (message) => {
    const loud = ["error", "warning", "assert"].includes(message.type());
    // Chromium reports the status code of a page as it does that of a part; those of parts are checked below.
    const ofPage = /Failed to load resource: the server responded/.test(message.text());
    if (loud && !ofPage) complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("request", (request) => {
    const ours = request.url().startsWith(site) || request.url().startsWith("data:");
    if (!ours) complaints.push(`request to somebody else: ${request.url()}`);
  });
  context.on("weberror", (error) => complaints.push(`exception: ${error.error().stack || error.error()}`));
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Leaving a page aborts what it still listens to, and, by another name, what its workers still load.
    const isLeft = why === "net::ERR_ABORTED" || (why === "net::ERR_FAILED" && OF_WORKERS.test(request.url()));
    if (!isLeft) complaints.push(`request failed: ${why} ${request.url()}`);
  });
  context.on("response", (response) => {
    const wrong = response.status() >= 400 && response.url().startsWith(site);
    // What a worker asks on behalf of a page that is gone to is asked by nobody else.
    const goesThere = response.request().isNavigationRequest() || response.request().serviceWorker() !== null;
    if (wrong && !goesThere) {
      complaints.push(`answer ${response.status()}: ${response.url()}`);
    }
  });
}

export { expect };

/** By how many CSS pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.documentElement;
    return Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
  });
}

/** Marks the document, so that `unreloaded` can tell whether it is still the same. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { mark: true }));
}

/** Fails if the page was loaded anew since `mark`. */
export async function unreloaded(page: Page): Promise<void> {
  expect(await page.evaluate(() => "mark" in window), "the page was reloaded").toBe(true);
}
