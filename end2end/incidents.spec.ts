// Incidents as visitors see them: an open page shows what is declared, told and resolved without a reload.

import { declare, resolve, signedIn } from "./member";
import { expect, mark, overflow, test, unreloaded } from "./test";

/** How soon a change must be seen, in milliseconds. */
const SOON = 20_000;

/** A component for each look, away from those of other specs. */
const COMPONENTS: Record<string, { id: string; name: string }> = {
  "phone-light": { id: "ai-challenge/alertmanager", name: "Alertmanager" },
  "desk-light": { id: "ai-challenge/promtail", name: "Promtail" },
};

test("an open overview follows an incident from its beginning to its end", async ({ page, browser, baseURL }, info) => {
  test.setTimeout(4 * SOON);
  const { id, name } = COMPONENTS[info.project.name] ?? { id: "ai-challenge/promtail", name: "Promtail" };
  const title = `Odd lines of ${info.project.name}`;
  const context = await browser.newContext({ baseURL, storageState: signedIn() });
  const desk = await context.newPage();
  await page.goto("/");
  await mark(page);
  await expect(page.locator('.status-connection[data-connection="open"]')).toHaveText("Live");

  const path = await declare(desk, title, id, "partial-outage");
  const article = page.getByRole("article", { name: title });
  await expect(article).toContainText("We look at it.", { timeout: SOON });
  await expect(article.locator("strong")).toHaveText("look");
  const row = page.locator(".status-row").filter({ has: page.locator(`[data-of="${id}"]`) });
  await expect(row.locator(".status-mark")).toHaveText("Partial outage", { timeout: SOON });
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/all .*operational/i);
  await expect(page.locator(".status-attention").getByRole("link", { name, exact: true })).toBeVisible();
  expect(await overflow(page)).toBe(0);

  const component = await page.context().newPage();
  await component.goto(`/status/${id}`);
  await expect(component.locator(".incident-because")).toContainText("because of the incident");
  await component.locator(".incident-because").getByRole("link", { name: title }).click();
  await expect(component.getByRole("heading", { level: 1 })).toHaveText(title);
  await mark(component);

  await desk.goto(path);
  await desk.getByLabel("What visitors are told").fill("The lines are too long.");
  await desk.getByRole("button", { name: "Publish the update" }).click();
  await expect(article).toContainText("The lines are too long.", { timeout: SOON });
  await expect(component.locator(".incident-updates")).toContainText("The lines are too long.", { timeout: SOON });
  await unreloaded(component);

  await resolve(desk, path, "Cut.");
  await expect(article).toHaveCount(0, { timeout: SOON });
  await expect(row.locator(".status-mark")).not.toHaveText("Partial outage", { timeout: SOON });
  await unreloaded(page);
  await context.close();
});
