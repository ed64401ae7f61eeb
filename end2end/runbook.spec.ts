// Runbooks that know the estate: what is live on them, what is filled in, what is copied. Each also without a script.

import type { Page } from "@playwright/test";
import { mend, order } from "./fault";
import { expect, overflow, test } from "./test";
import * as wire from "./wire";

const RUNBOOK = "/docs/butterfly/runbooks/cassandra-node-down";

/** A component that each look breaks for itself, with the page of the docs about it. */
const BREAKS: Record<string, string> = {
  "phone-light": "redis",
  "phone-dark": "clickhouse",
  "desk-light": "schema-registry",
  "desk-dark": "janusgraph",
};

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

test("a runbook shows how its components are and follows them while it is open", async ({ page, context }, info) => {
  const name = BREAKS[info.project.name] ?? "odyssey";
  const other = await context.newPage();
  await page.goto(`/docs/butterfly/runbooks/${name}`);
  const row = page.locator(".docs-status li").filter({ has: page.locator(`a[href="/status/butterfly/${name}"]`) });
  await expect(row.locator(".status-since")).toContainText("Checked");
  await expect(page.locator(".docs-as-of")).toHaveText(/^As of .* UTC$/);
  await order(other, `butterfly/${name}`);
  await expect(row.locator(".status-mark")).toHaveText(/outage/, { timeout: 25_000 });
  await expect(page.getByRole("status").filter({ hasText: /outage/ })).toHaveCount(1);
  await mend(other, `butterfly/${name}`);
  expect(await overflow(page)).toBe(0);
});

test("a step says how the check is that it waits for", async ({ page }) => {
  await page.goto(RUNBOOK);
  const step = page.locator("li").filter({ hasText: "asked on each node" });
  await expect(step.locator(".docs-check .status-mark")).toHaveText(/^Cassandra (passes|fails|is slow|is not known)$/);
});

test("components list their runbooks", async ({ page }) => {
  await page.goto("/status/butterfly/cassandra");
  const list = page.getByRole("region", { name: "Runbooks" });
  await list.getByRole("link", { name: "Cassandra node down" }).click();
  await expect(page).toHaveURL(RUNBOOK);
});

const VALUES = ["cassandra-2", "a b", "it's", "$(id)", "\"; id #", "-rf", "*", "<b>&amp;"];

test("what is typed stands in every command as the server writes it", async ({ page }) => {
  await page.goto(RUNBOOK);
  const field = page.getByLabel("node", { exact: true });
  const names = page.locator('var[data-var="node"]');
  expect(await names.count()).toBeGreaterThan(5);
  for (const value of VALUES) {
    await field.fill(value);
    const here = await names.allTextContents();
    const there = await page.evaluate(async (module) => {
      const sent: Document = await (await import(module)).fetched(location.href);
      return [...sent.querySelectorAll('var[data-var="node"]')].map((place) => place.textContent);
    }, "/fetched.js");
    expect(here, value).toEqual(there);
  }
  await field.fill("cassandra-2");
  await expect(page).toHaveURL(`${RUNBOOK}?var.node=cassandra-2`);
  await expect(page.locator(".docs-filled")).toContainText("Not filled in: address");
  await field.fill("");
  await expect(names.first()).toHaveText("<node>");
});

test("an alert fills in what its labels say", async ({ page }) => {
  await page.goto("/r/ButterflyCassandraNodeDown?node=cassandra-1");
  await expect(page.getByLabel("node", { exact: true })).toHaveValue("cassandra-1");
  await expect(page.locator('var[data-var="node"]').first()).toHaveText("cassandra-1");
});

test("copying gives what is to be typed, and asks before what destroys", async ({ page }) => {
  await page.goto(`${RUNBOOK}?var.node=cassandra-2`);
  const block = page.locator(".docs-code").filter({ hasText: "nodetool status butterfly" }).first();
  await block.getByRole("button", { name: "Copy the block of bash" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  expect(await copied(page)).toContain("kubectl describe pod cassandra-2 -n butterfly | tail -15");
  const danger = page.locator(".docs-code").filter({ hasText: "kubectl delete pod" }).first();
  const button = danger.getByRole("button", { name: /^Copy/ });
  await button.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading")).toHaveText("This deletes from the cluster");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
  expect(await copied(page)).not.toContain("kubectl delete pod");
  await button.press("Enter");
  await dialog.getByRole("button", { name: "Copy it" }).click();
  await expect.poll(() => copied(page)).toContain("kubectl delete pod cassandra-2 -n butterfly");
});

test("prompts and what commands print are not copied", async ({ page }) => {
  await page.goto(RUNBOOK);
  // Pages have sessions of their own in other estates; this one is drawn as the server draws them.
  await page.evaluate(() => {
    const code = document.querySelector(".docs-code:has(.docs-copy) code");
    if (!code) throw new Error("no code");
    const span = (name: string, text: string) => Object.assign(document.createElement("span"), { className: name, textContent: text });
    code.replaceChildren(span("hl-prompt", "$ "), "ls -l \\\n  /tmp\n", span("hl-output", "total 0"), "\n", span("hl-prompt", "$ "), "pwd\n");
  });
  await page.locator(".docs-code:has(.docs-copy)").first().getByRole("button").click();
  await expect.poll(() => copied(page)).toBe("ls -l \\\n  /tmp\npwd");
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a runbook is filled in by its form, live as of the request, and offers no button that does nothing", async ({ page }) => {
    await page.goto(RUNBOOK);
    await expect(page.locator(".docs-status .status-mark").first()).toBeVisible();
    await expect(page.locator(".docs-copy")).toHaveCount(0);
    await page.getByLabel("node", { exact: true }).fill("cassandra 2");
    await page.getByRole("button", { name: "Fill in" }).click();
    await expect(page).toHaveURL(/\?var\.node=cassandra\+2&/);
    await expect(page.getByLabel("node", { exact: true })).toHaveValue("cassandra 2");
    await expect(page.locator('var[data-var="node"]').first()).toHaveText("'cassandra 2'");
  });
});

test("a link that fills in is text, whatever it holds", async () => {
  const value = encodeURIComponent("\"><script>alert(1)</script>");
  const { text } = await wire.get(`${RUNBOOK}?var.node=${value}`);
  expect(text).not.toContain("<script>alert");
  expect(text).toContain("&lt;script&gt;alert(1)");
});
