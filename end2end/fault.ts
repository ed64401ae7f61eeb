// Breaking and mending a component of the demo by the forms of its page, as a visitor does.

import { expect, type Locator, type Page } from "@playwright/test";

/** Makes the component with this id fail for five minutes. */
export async function order(page: Page, id: string): Promise<void> {
  await page.goto("/demo");
  const its = form(page, "/demo/faults", id);
  await its.getByRole("combobox").selectOption("fail");
  await its.getByRole("spinbutton").fill("5");
  await its.getByRole("button").click();
  await expect(page).toHaveURL("/demo");
  await expect(form(page, "/demo/faults/clear", id)).toBeVisible();
}

/** Ends that. */
export async function mend(page: Page, id: string): Promise<void> {
  await page.goto("/demo");
  const its = form(page, "/demo/faults/clear", id);
  await its.getByRole("button").click();
  await expect(its).toHaveCount(0);
}

function form(page: Page, action: string, id: string): Locator {
  return page.locator(`form[action="${action}"]`).filter({ has: page.locator(`[name=component][value="${id}"]`) });
}
