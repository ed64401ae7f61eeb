// The public pages in German and in Arabic, and times in the reader's own zone.

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PAGES } from "./site";
import { expect, mark, overflow, test, unreloaded } from "./test";

/** A public page of every kind. */
const PUBLIC = [
  PAGES.overview,
  PAGES.system,
  PAGES.component,
  PAGES["component with metrics"],
  PAGES["latency of a day"],
  PAGES["day of a component"],
  PAGES["history of a month"],
  PAGES["uptime of a month"],
  PAGES["past incidents"],
  PAGES.subscribing,
  PAGES["missing page"],
];

/** A zone whose clocks are never those of UTC, and are half an hour off. */
const ZONE = "Asia/Kolkata";

const asOf = (page: Page) => page.locator(".status-as-of");

/** Waits until an open page has drawn a newer version than it was opened with. */
async function redrawn(page: Page): Promise<void> {
  const at = () => asOf(page).locator("time").getAttribute("datetime");
  const first = await at();
  await expect.poll(at, { timeout: 30_000 }).not.toBe(first);
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a language is chosen by a link and kept on the next page", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.getByRole("navigation", { name: "Language" }).getByRole("link", { name: "Deutsch" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(asOf(page)).toHaveText(/^Stand: \d+\. \S+ \d{4}, \d\d:\d\d UTC$/);
    await page.getByRole("link", { name: "Kafka", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Die letzten 90 Tage" })).toBeVisible();
    await expect(page.locator(".status-uptime strong")).toHaveText(/^\d+(,\d+)? %$/);
    const languages = page.getByRole("navigation", { name: "Sprache" });
    await expect(languages.getByRole("link", { name: "Deutsch" })).toHaveAttribute("aria-current", "true");
    await languages.getByRole("link", { name: "English" }).click();
    await expect(page).toHaveURL("/status/butterfly/kafka?lang=en");
    await expect(page.getByRole("heading", { name: "The last 90 days" })).toBeVisible();
  });
});

/** Where the first text of an element that `words` matches stands, from the left. */
const left = (page: Page, words: string) =>
  asOf(page).locator("time").evaluate((time, words) => {
    const walker = document.createTreeWalker(time, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.search(words) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().left;
    }
    throw new Error(`${words} is not in ${time.textContent}`);
  }, words);

test.describe("in Arabic", () => {
  test.use({ locale: "ar-EG" });

  for (const zone of ["UTC", ZONE]) {
    test.describe(zone, () => {
      test.use({ timezoneId: zone });
      test("a moment is read from the right: the day, the year, the time, its zone", async ({ page }) => {
        await page.goto("/");
        // A script puts the reader's own time into the place of the server's.
        await expect(async () => {
          const [day, year, clock, utc] = await Promise.all(["\\d", "\\d{4}", "\\d\\d:", "UTC"].map((words) => left(page, words)));
          expect(day).toBeGreaterThan(year!);
          expect(year).toBeGreaterThan(clock!);
          // What is written from left to right goes so: the last time of day, then its zone.
          const last = await left(page, "\\d\\d:\\d\\d UTC");
          expect(last).toBeLessThan(utc!);
        }).toPass({ timeout: 10_000 });
      });
    });
  }

  for (const path of PUBLIC) {
    test(`axe finds nothing and nothing is cut off: ${path}`, async ({ page, colorScheme }) => {
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
      expect(await overflow(page)).toBe(0);
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
      const { violations } = await (colorScheme === "dark" ? axe.withRules(["color-contrast", "link-in-text-block"]) : axe).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
    });
  }

  test("time goes as the words do: the latest day stands on the left, and keys lead there", async ({ page }) => {
    await page.goto("/status/butterfly/cassandra");
    const days = page.locator("svg.status-bar[role=group] a");
    await expect(days).toHaveCount(90);
    const [oldest, latest] = [await days.first().boundingBox(), await days.last().boundingBox()];
    expect(latest?.x).toBeLessThan(oldest?.x ?? 0);
    await days.last().focus();
    await page.keyboard.press("ArrowRight");
    await expect(days.nth(88)).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(days.last()).toBeFocused();
  });
});

test.describe("in German", () => {
  test.use({ locale: "de-DE" });

  test("an open page stays German when it draws itself anew", async ({ page }) => {
    await page.goto("/");
    await mark(page);
    await expect(page.locator('.status-connection[data-connection="open"]')).toHaveText("Live");
    await redrawn(page);
    await expect(asOf(page)).toHaveText(/^Stand: \d+\. \S+ \d{4}, \d\d:\d\d UTC$/);
    await expect(page.locator(".status-row .status-mark").first()).toHaveText(/^(In Betrieb|Eingeschränkt|Teilausfall|Ausfall|Wartung|Unbekannt)$/);
    await expect(page.locator(".status-row .status-checked").first()).toHaveText(/Geprüft \d\d:\d\d UTC, [\d.,]+ ms$/);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/operational|down|slow/);
    await unreloaded(page);
  });
});

test.describe("elsewhere", () => {
  test.use({ timezoneId: ZONE });

  test("times are the reader's own, with UTC beside, also when they change", async ({ page }) => {
    await page.goto("/");
    const both = /^As of \d+ \w+ \d{4}, \d\d:\d\d \((\d+ \w+ \d{4}, )?\d\d:\d\d UTC\)$/;
    await expect(asOf(page)).toHaveText(both);
    const [own, utc] = (await asOf(page).innerText()).match(/\d\d:\d\d/g) ?? [];
    const minutes = (clock = "") => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
    expect((minutes(own) - minutes(utc) + 1_440) % 1_440).toBe(330);
    await mark(page);
    await redrawn(page);
    await expect(asOf(page)).toHaveText(both);
    const checked = page.locator(".status-row .status-checked").first();
    await expect(checked).toHaveText(/\d\d:\d\d \((\d+ \w+ \d{4}, )?\d\d:\d\d UTC\)/);
    await unreloaded(page);
  });

  test("a link keeps the focus while times around it are drawn anew", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator('.status-connection[data-connection="open"]')).toHaveText("Live");
    const link = page.locator(".status-name").first();
    await link.focus();
    await redrawn(page);
    await expect(link).toBeFocused();
  });

  test("the spans of a day of UTC stay in UTC", async ({ page }) => {
    await page.goto(PAGES["day of a component"]);
    await expect(page.locator(".history-spans tbody tr").first().locator("td").nth(1)).toHaveText("00:00:00 UTC");
  });
});

test("how long something lasts goes on as the page stands open", async ({ page }) => {
  await page.clock.install();
  await page.goto("/history");
  await page.evaluate(() => {
    const length = document.createElement("span");
    Object.assign(length.dataset, { lasting: "3590000", units: "d h min s" });
    length.textContent = "59 min 50 s";
    document.querySelector("main")?.append(length);
  });
  const length = page.locator("[data-lasting]");
  await page.clock.runFor(16_000);
  await expect(length).toHaveText(/^1 h( \d+ min)?$/);
  await page.clock.runFor(300_000);
  await expect(length).toHaveText(/^1 h 5 min$/);
});
