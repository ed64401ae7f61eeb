// Templates: an editor changes one without JavaScript, updates begin with it, and the file's comes back.

import { declare, member, resolve } from "./member";
import { expect, overflow } from "./test";

member.use({ javaScriptEnabled: false });

member("a template is changed, used and had from the file again", async ({ page }) => {
  const path = await declare(page, "Words", "jack/vector-db", "degraded");
  await page.goto("/templates");
  expect(await overflow(page)).toBe(0);
  const part = page.getByRole("region", { name: "That it is over" });
  await expect(part).toContainText("templates/resolution.md");
  await part.getByRole("textbox").fill("Over: {{titel}}");
  await part.getByRole("button", { name: /Save/ }).click();
  await expect(part.getByRole("alert")).toContainText('Did you mean "title"?');
  await part.getByRole("textbox").fill("Over: {{title}}");
  await part.getByRole("button", { name: /Save/ }).click();
  await expect(part).toContainText("Version 1, by");
  await page.goto(`${path}?template=resolution`);
  await expect(page.getByLabel("What visitors are told")).toHaveValue("Over: Words");
  await page.goto("/templates");
  await part.getByRole("button", { name: /file's again/ }).click();
  await expect(part).toContainText("templates/resolution.md");
  await part.getByText("Versions").click();
  await expect(part).toContainText("Over: {{title}}");
  await page.goto("/audit");
  await expect(page.getByRole("table")).toContainText("template.restored");
  await resolve(page, path, "Repaired.");
});
