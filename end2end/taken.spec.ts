// What Pharos has measured takes the place of what a plan assumes: for members all of it, for visitors what is public.

import { member } from "./member";
import { expect, test } from "./test";

test("visitors take the public figures of a plan", async ({ page }) => {
  await page.goto("/capacity/butterfly");
  await page.getByRole("link", { name: "Use what Pharos has measured" }).click();
  await expect(page).toHaveURL(/traffic=[\d.]+%20measured%20\d{4}-/);
  await expect(page.locator("#panel-measured .capacity-says")).toContainText(/^4 figures were measured\./);
  await page.goto("/capacity/ai-challenge");
  await expect(page.getByRole("link", { name: "Use what Pharos has measured" })).toHaveCount(0);
});

for (const [plan, figures] of [["butterfly", 26], ["jack", 13], ["ai-challenge", 11]] as const) {
  member(`members take ${figures} figures of ${plan}, each with its day`, async ({ page }) => {
    await page.goto(`/capacity/${plan}`);
    await page.getByRole("link", { name: "Use what Pharos has measured" }).click();
    await expect(page).toHaveURL(/measured%20\d{4}-/);
    await expect(page.locator("#panel-measured .capacity-says")).toContainText(`${figures} figures were measured.`);
    const cells = page.locator("#panel-measured tbody tr td:last-child");
    await expect(cells).toHaveText(Array.from({ length: figures }, () => /^\d{4}-\d\d-\d\d$/));
    await expect(page.locator("#panel-assumptions .capacity-says")).toContainText(`${figures} measured`);
    await expect(page.locator(".capacity-problems")).toHaveCount(0);
  });
}
