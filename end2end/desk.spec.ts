// The desk: incidents are handled by forms and by keyboard, two at once lose nothing, and planned work is seen.

import AxeBuilder from "@axe-core/playwright";
import { declare, member, resolve, signedIn } from "./member";
import { expect, mark, overflow, test, unreloaded } from "./test";

/** A component for each look, away from those that other specs break or look for by name. */
const COMPONENTS: Record<string, string> = {
  "phone-light": "butterfly/clickhouse",
  "phone-dark": "butterfly/janusgraph",
  "desk-light": "butterfly/postgresql",
  "desk-dark": "butterfly/otel-collector",
};

test("visitors are led to sign in", async ({ page }) => {
  await page.goto("/desk");
  await expect(page).toHaveURL("/sign-in?to=/desk");
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Desk" })).toHaveCount(0);
});

member("an update is written and published by keyboard, in few keys", async ({ page }, info) => {
  const component = COMPONENTS[info.project.name] ?? "butterfly/clickhouse";
  const title = `Keys of ${info.project.name}`;
  const path = await declare(page, title, component, "degraded");
  await page.goto("/desk");
  expect(await overflow(page)).toBe(0);
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await page.getByRole("link", { name: `Write an update on ${title}` }).focus();
  await press("Enter");
  const text = page.locator("#desk-text");
  await expect(text).toBeFocused();
  await expect(text).toHaveValue(/Incident update/);
  await press("Control+a");
  await page.keyboard.insertText("The rate is **wrong**.");
  await press("Tab");
  await press("Enter");
  await expect(page).toHaveURL(path);
  await expect(page.locator("#desk-entry-2")).toContainText("The rate is wrong.");
  expect(keys).toBeLessThanOrEqual(4);
  expect(await overflow(page)).toBe(0);

  const dark = info.project.name.endsWith("dark");
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (dark ? axe.withRules(["color-contrast"]) : axe).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
  await resolve(page, path, "Repaired.");
});

member("of two who publish at once the second sees both texts", async ({ page, browser, baseURL }, info) => {
  const component = COMPONENTS[info.project.name] ?? "butterfly/clickhouse";
  const path = await declare(page, `Two of ${info.project.name}`, component, "degraded");
  const elsewhere = await browser.newContext({ baseURL, storageState: signedIn() });
  const other = await elsewhere.newPage();
  await other.goto(path);
  await page.getByLabel("What visitors are told").fill("It is the disk.");
  await other.getByLabel("What visitors are told").fill("It is the network.");
  await page.getByRole("button", { name: "Publish the update" }).click();
  await expect(page.locator("#desk-entry-2")).toContainText("It is the disk.");
  await other.getByRole("button", { name: "Publish the update" }).click();
  await expect(other.getByRole("alert")).toContainText("someone else changed the incident");
  await expect(other.getByRole("region", { name: "Added meanwhile" })).toContainText("It is the disk.");
  await expect(other.getByLabel("What visitors are told")).toHaveValue("It is the network.");
  await other.getByRole("button", { name: "Publish the update" }).click();
  await expect(other.locator("#desk-entry-3")).toContainText("It is the network.");
  await elsewhere.close();
  await resolve(page, path, "Repaired.");
});

member("the desk lists what others declare and change, as it happens", async ({ page, browser, baseURL }, info) => {
  const component = COMPONENTS[info.project.name] ?? "butterfly/clickhouse";
  const title = `Seen of ${info.project.name}`;
  await page.goto("/desk");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await mark(page);
  const elsewhere = await browser.newContext({ baseURL, storageState: signedIn() });
  const other = await elsewhere.newPage();
  const path = await declare(other, title, component, "degraded");
  const row = page.locator("#desk-region-open li", { hasText: title });
  await expect(row).toContainText("Nobody has it");
  await page.getByRole("link", { name: title, exact: true }).focus();
  await other.getByRole("button", { name: "Acknowledge" }).click();
  await expect(row).not.toContainText("Nobody has it");
  await expect(page.getByRole("link", { name: title, exact: true })).toBeFocused();
  await resolve(other, path, "Repaired.");
  await expect(page.locator("#desk-region-over li", { hasText: title })).toBeVisible();
  await unreloaded(page);
  await elsewhere.close();
});

member.describe("without JavaScript", () => {
  member.use({ javaScriptEnabled: false });

  member("an incident is handled from its declaration to its postmortem", async ({ page }, info) => {
    const component = COMPONENTS[info.project.name] ?? "butterfly/clickhouse";
    const path = await declare(page, `Plain of ${info.project.name}`, component, "degraded");
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await expect(page.locator("#desk-entry-2")).toContainText("acknowledged it");
    await page.getByLabel("What visitors are told").fill("How it will look: *so*");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.locator(".desk-preview em")).toHaveText("so");
    await expect(page.getByLabel("What visitors are told")).toHaveValue("How it will look: *so*");
    await resolve(page, path, "Repaired.");
    const document = page.getByLabel("The document, in markdown");
    await expect(document).toHaveValue(/\| .* \| resolved it \|/);
    await document.fill("It was the rate.");
    await page.getByLabel("Visitors may read it").check();
    await page.getByRole("button", { name: "Keep the postmortem" }).click();
    await page.getByRole("link", { name: "As visitors see it" }).click();
    await expect(page.locator(".incident-postmortem")).toContainText("It was the rate.");
  });
});
