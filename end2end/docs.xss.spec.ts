// Nothing that an author wrote or an address says runs in the docs: a portal whose every text is hostile, read, searched, filled
// in from the labels of an alert, copied and worked through, with the browser as the judge.

import { content, alert, path, TEXTS } from "./hostile-docs";
import { judge, judged, traps } from "./judge";
import { expect } from "./test";

const test = judged(content);

// Pictures that authors name are not there; that is no request to somebody else.
test.use({ tolerated: /^answer 404: http:\/\/127\.0\.0\.1:\d+\/docs\/\S*$/, permissions: ["clipboard-read", "clipboard-write"] });

/** Some of all texts: each so many-th. */
const each = (step: number) => TEXTS.map((text, at) => ({ text, at })).filter(({ at }) => at % step === 0);

test("pages: body, titles, summaries, admonitions, tabs, links, pictures, code and its languages, diagrams, notes", async ({ page, dialogs }) => {
  test.setTimeout(180_000);
  for (const { text, at } of each(3)) {
    await judge(page, dialogs, path(at));
    await expect(page.locator("h1"), path(at)).toHaveText(shown(text), { useInnerText: false });
  }
});

/** A text as a title shows it: what nobody sees is named by its number, and spaces are one. */
const shown = (text: string) => {
  const hidden = /[\u0001-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]/g;
  const named = text.replace(hidden, (letter) => `[U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
  return named.replace(/\s+/g, " ").trim();
};

test("names of files, and all of the docs on the start and in the tree", async ({ page, dialogs }) => {
  test.setTimeout(90_000);
  await judge(page, dialogs, "/docs");
  await judge(page, dialogs, "/docs/hostile/p0");
  const listed = await (await page.request.get("/api/v1/docs/pages")).json();
  const named = listed.pages.map((its: { url?: string; path: string }) => its.url ?? `/docs/${its.path}`).filter((url: string) => url.includes("/named/"));
  expect(named.length).toBeGreaterThan(30);
  for (const url of named.filter((_: string, at: number) => at % 4 === 0)) await judge(page, dialogs, url);
});

test("search: what is typed, what is found, and what is said of it while typing", async ({ page, dialogs }) => {
  test.setTimeout(90_000);
  for (const { text } of each(8)) await judge(page, dialogs, `/docs/search?q=${encodeURIComponent(text.slice(0, 190))}`);
  await page.goto("/docs/hostile/p0");
  await page.keyboard.press("/");
  for (const { text } of each(16)) {
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(text);
    await page.waitForTimeout(150);
    expect(await traps(page), text).toEqual([]);
    expect(dialogs, text).toEqual([]);
  }
});

test("labels of an alert: values stand in commands as text, quoted", async ({ page, dialogs }) => {
  test.setTimeout(90_000);
  for (const { text, at } of each(8)) {
    const value = encodeURIComponent(text.slice(0, 200));
    await judge(page, dialogs, `/r/${alert(at)}?pod=${value}&cluster=${value}&${encodeURIComponent(text.slice(0, 60))}=x`);
    await judge(page, dialogs, `/r/${encodeURIComponent(`No ${text}`.slice(0, 190))}?label=${value}`);
  }
  await page.goto(`/r/${alert(0)}?pod=${encodeURIComponent("<script>alert(1)</script>")}`);
  await expect(page.getByLabel("pod", { exact: true })).toHaveValue("<script>alert(1)</script>");
  await expect(page.locator('var[data-var="pod"]').first()).toHaveText("'<script>alert(1)</script>'");
});

test("a run: its steps, and the notes of those who work through it", async ({ page, dialogs, server, context }) => {
  test.setTimeout(120_000);
  const api = await server.admin();
  await context.addCookies((await api.storageState()).cookies);
  for (const { text, at } of each(40)) {
    const started = await api.post("/api/v1/runs", { data: { page: path(at).replace("/docs/", "") } });
    expect(started.status(), await started.text()).toBe(201);
    const run = await started.json();
    for (const text of TEXTS.slice(at, at + 12)) {
      const answer = await api.post(`/api/v1/runs/${run.id}/acts`, { data: { act: { do: "note", text } } });
      expect(answer.ok(), await answer.text()).toBe(true);
    }
    await judge(page, dialogs, `/docs/runs/${run.id}`);
    await expect(page.locator(".runs-record")).toContainText(shown(text));
    await judge(page, dialogs, path(at));
  }
  for (const kept of ["/docs/runs", "/docs/lint", "/docs/coverage"]) await judge(page, dialogs, kept);
  await api.dispose();
});

test("a letter that only looks like one of ASCII is marked, and its command is copied only when that is confirmed", async ({ page }) => {
  await page.goto("/docs/lookalike");
  await expect(page.locator(".docs-lookalike")).toHaveCount(1);
  await expect(page.locator(".docs-lookalike")).toHaveAttribute("data-number", "U+0430");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const [command, session] = [page.getByRole("button", { name: /bash$/ }), page.getByRole("button", { name: /console$/ })];
  await session.click();
  await expect.poll(copied, "what a command printed is not copied, so that nobody is asked").toBe("ls");
  await command.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading")).toHaveText("This has characters that only look like those of a command: U+0430");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  expect(await copied()).toBe("ls");
  await command.click();
  await dialog.getByRole("button", { name: "Copy it" }).click();
  await expect.poll(copied).toBe("c\u0430t /etc/hosts");
});

test("what programs read is text", async ({ page, dialogs, server }) => {
  for (const kind of [".md", ""]) {
    const address = kind === "" ? "/llms.txt" : `${path(0)}${kind}`;
    const answer = await page.goto(address);
    expect(answer?.headers()["x-content-type-options"], address).toBe("nosniff");
    expect(answer?.headers()["content-type"], address).toMatch(/^text\/(plain|markdown)/);
    await page.waitForTimeout(50);
    expect(dialogs, address).toEqual([]);
    expect(page.url()).toBe(server.url + address);
  }
});
