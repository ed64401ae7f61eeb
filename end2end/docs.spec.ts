// The docs portal: every page can be found, read and linked to, on a phone too, without a script.

import { components, SYSTEMS } from "./site";
import { expect, overflow, test } from "./test";

const PAGES = [
  "/docs",
  "/docs/butterfly",
  "/docs/butterfly/components",
  "/docs/butterfly/deployment",
  "/docs/butterfly/runbooks",
  "/docs/butterfly/runbooks/incident-response",
  "/docs/butterfly/runbooks/scaling",
  "/docs/butterfly/runbooks/common-issues",
  "/docs/jack",
  "/docs/jack/components",
  "/docs/ai-challenge",
  "/docs/ai-challenge/components",
];

for (const path of PAGES) {
  test(`${path} fits, loads no script and has anchors`, async ({ page, baseURL }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url().replace(baseURL ?? "", "")));
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    expect(await overflow(page)).toBe(0);
    expect(asked.filter((url) => /\.(js|wasm)|\/api\//.test(url))).toEqual([]);
    await expect(page.locator("script")).toHaveCount(0);
    const headings = page.locator(".docs-body :is(h2, h3, h4)");
    for (const heading of await headings.all()) {
      const id = await heading.getAttribute("id");
      const name = await heading.innerText();
      const anchor = page.getByRole("link", { name: `Link to section ${name}`, exact: true });
      await expect(anchor.first(), name).toHaveAttribute("href", new RegExp(`^#`));
      expect(id, name).toBeTruthy();
      await expect(page.locator(`.anchor[href="#${id}"]`), name).toHaveCount(1);
    }
  });

  test(`${path} keeps what is wide in frames of its own`, async ({ page }) => {
    await page.goto(path);
    const frames = page.locator(".docs-body :is(pre, .docs-scroll)");
    for (const frame of await frames.all()) {
      const { inner, outer, scrolls } = await frame.evaluate((its) => {
        its.scrollLeft = 1_000;
        return { inner: its.scrollWidth, outer: its.clientWidth, scrolls: its.scrollLeft > 0 };
      });
      if (inner > outer) {
        expect(scrolls, "a frame that is too narrow scrolls").toBe(true);
        await expect(frame, "and can be reached by keyboard").toHaveAttribute("tabindex", "0");
      }
    }
  });
}

test("code that is wider than a phone scrolls", async ({ page }, info) => {
  await page.goto("/docs/butterfly/deployment");
  const wide = await page.locator(".docs-body pre").evaluateAll((all) => all.filter((pre) => pre.scrollWidth > pre.clientWidth).length);
  if (info.project.name.startsWith("phone")) expect(wide).toBeGreaterThan(0);
  else expect(wide).toBe(0);
});

for (const [id, { name }] of Object.entries(SYSTEMS)) {
  test(`the docs of ${name} are reached from the start`, async ({ page }) => {
    await page.goto("/");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Docs" }).click();
    await expect(page).toHaveURL("/docs");
    await page.getByRole("main").locator(`a[href="/docs/${id}"]`).first().click();
    await expect(page).toHaveURL(`/docs/${id}`);
    await expect(page.getByRole("main").getByRole("table").first()).toBeVisible();
    const tree = page.getByRole("navigation", { name: "Docs", exact: true });
    await expect(tree.locator('[aria-current="page"]')).toHaveAttribute("href", `/docs/${id}`);
    for (const other of Object.keys(SYSTEMS)) {
      await expect(tree.locator(`a[href="/docs/${other}"]`)).not.toHaveCount(0);
    }
    await tree.locator(`a[href="/docs/${id}/components"]`).click();
    await expect(page).toHaveURL(`/docs/${id}/components`);
    const own = (await components()).filter((component) => component.id.startsWith(`${id}/`));
    for (const component of own) {
      const anchor = component.id.slice(id.length + 1);
      await expect(page.locator(`.docs-body [id="${anchor}"]`), component.id).toHaveCount(1);
    }
  });
}

test("the contents list leads to each section", async ({ page }, info) => {
  await page.goto("/docs/butterfly");
  if (info.project.name.startsWith("phone")) await page.locator(".docs-fold > summary").click();
  const contents = page.getByRole("navigation", { name: "On this page" });
  await expect(contents).toHaveCount(1);
  const links = contents.getByRole("link");
  expect(await links.count()).toBeGreaterThanOrEqual(4);
  for (const link of await links.all()) {
    const name = await link.innerText();
    await link.click();
    const heading = page.getByRole("heading", { name, exact: true });
    await expect(heading, name).toBeInViewport();
    const target = await page.evaluate(() => document.querySelector(":target")?.textContent);
    expect(target, "the address names the section").toContain(name);
  }
});

test("previous and next lead through the docs and back", async ({ page }) => {
  await page.goto("/docs/butterfly");
  await page.locator('a[rel="next"]').click();
  await expect(page).not.toHaveURL("/docs/butterfly");
  await page.locator('a[rel="prev"]').click();
  await expect(page).toHaveURL("/docs/butterfly");
});
