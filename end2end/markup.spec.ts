// The HTML of every page is valid.

import { HtmlValidate } from "html-validate";
import { session } from "./member";
import { crawl, MEMBER_PAGES, PAGES } from "./site";
import { expect, test } from "./test";
import * as wire from "./wire";

const validator = new HtmlValidate({ extends: ["html-validate:standard"] });

/**
 * Findings in a page as `line:column rule: message`.
 *
 * Leptos marks places by `<!>`. Browsers read that as an empty comment, which the validator cannot, so it gets
 * the comment in full.
 */
async function findings(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html.replaceAll("<!>", "<!---->"));
  const messages = results.flatMap((result) => result.messages);
  return messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`);
}

test("the validator finds what is wrong", async () => {
  expect(await findings("<!DOCTYPE html><html><body><p><div></p></body></html>")).not.toEqual([]);
});

for (const [kind, path] of Object.entries(PAGES)) {
  test(`valid HTML: ${kind}`, async () => {
    expect(await findings((await wire.get(path)).text)).toEqual([]);
  });
}

for (const [kind, path] of Object.entries(MEMBER_PAGES)) {
  test(`valid HTML: ${kind}`, async () => {
    const page = await wire.get(path, { cookie: session() });
    expect(page.status).toBe(200);
    expect(await findings(page.text)).toEqual([]);
  });
}

test("valid HTML: all pages", async () => {
  test.setTimeout(90_000);
  const wrong: string[] = [];
  for (const [path, html] of await crawl()) {
    for (const finding of await findings(html)) wrong.push(`${path}: ${finding}`);
  }
  expect(wrong).toEqual([]);
});

test("ids are unique within a page", async () => {
  for (const [path, html] of await crawl()) {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index), path).toEqual([]);
  }
});
