// Several status pages of one process, each at a host of its own: what each shows, and that nothing of another is in any of
// its outputs, in what its service worker keeps, or in what an open page hears.

import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";
import { Server } from "./server";
import { expect, test as plain } from "./test";

/** The pages: their system and component, and the words that stand nowhere but on them. */
const SITES = {
  shop: { component: "shop/till", accent: "#12507e", words: /Orchid|orchid/ },
  bank: { component: "bank/vault", accent: "#7a1fa2", words: /Cobalt|cobalt/ },
};
type Name = keyof typeof SITES;

function content(url: string): Record<string, string> {
  const port = new URL(url).port;
  const page = (id: Name, name: string) =>
    [
      `[[page]]\nid = "${id}"\nname = "${name} page"\nsummary = "${name} in a sentence."`,
      `url = "http://${id}.localhost:${port}"\nshows = ["${id}"]`,
      `[page.brand]\naccent = "${SITES[id].accent}"\nlogo = "${id}.svg"\n[[page.brand.link]]\nname = "${name} imprint"\nurl = "https://example.com/${name}"`,
    ].join("\n");
  const system = (id: Name, part: string, name: string) =>
    [
      `[system]\nid = "${id}"\nname = "${name}"\nsummary = "${name} as a whole."\n[[group]]\nid = "all"\nname = "${name} parts"`,
      `[[component]]\nid = "${part}"\nname = "${name} ${part}"\ngroup = "all"`,
      '[[component.check]]\nid = "port"\nkind = "tcp"\ntarget = "127.0.0.1:9"\ninterval = "1h"',
      `[[maintenance]]\nid = "work"\ntitle = "${name} work"\ncomponents = ["${part}"]\nfrom = "2026-01-03T02:00"\nto = "2026-01-03T04:00"`,
      'zone = "Europe/Berlin"\nrule = "FREQ=WEEKLY;BYDAY=SA"',
    ].join("\n");
  const logo = (colour: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="${colour}"/></svg>`;
  const settings = `[site]\nname = "Everything"\nurl = "${url}"\n[access]\nstatus = "public"\ndocs = "internal"\n[subscribers]\nwebhook = true`;
  return {
    "pharos.toml": [settings, page("shop", "Orchid"), page("bank", "Cobalt")].join("\n"),
    "shop.svg": logo(SITES.shop.accent),
    "bank.svg": logo(SITES.bank.accent),
    "estate/shop.toml": system("shop", "till", "Orchid"),
    "estate/bank.toml": system("bank", "vault", "Cobalt"),
  };
}

interface Worker {
  server: Server;
  admin: APIRequestContext;
}

const test = plain.extend<object, Worker>({
  server: [
    // Playwright reads from the pattern which fixtures this one needs: none.
    async ({}, use) => {
      const server = await Server.start(content);
      await use(server);
      await server.remove();
    },
    { scope: "worker" },
  ],
  admin: [
    async ({ server }, use) => {
      const admin = await server.admin();
      for (const name of ["Orchid", "Cobalt"]) await declare(admin, name, `${name} is shut`);
      await use(admin);
      await admin.dispose();
    },
    { scope: "worker", auto: true },
  ],
});
// All hosts are this process.
test.use({ tolerated: /^request to somebody else: http:\/\/((shop|bank)\.localhost|127\.0\.0\.1):\d+\// });

async function declare(admin: APIRequestContext, name: string, title: string): Promise<void> {
  const component = name === "Orchid" ? SITES.shop.component : SITES.bank.component;
  const impacts = [{ component, status: "degraded" }];
  const incident = { title, severity: "P2", impacts, publish: true, text: `${name} has our eye.` };
  const answer = await admin.post("/api/v1/incidents", { data: { incident } });
  expect(answer.status(), await answer.text()).toBe(201);
}

const host = (server: Server, name: Name) => server.url.replace("127.0.0.1", `${name}.localhost`);
const other = (name: Name): Name => (name === "shop" ? "bank" : "shop");

/** Status and text of what a page fetches, as a browser at this host gets it. */
const fetched = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    const answer = await fetch(path, { headers: { accept: path.includes(".") ? "*/*" : "text/html" } });
    return { status: answer.status, text: await answer.text() };
  }, path);

/** Where anything of a system is told. */
const outputs = (system: Name, component: string) => [
  ...["/", "/incidents", "/history", "/report", "/subscribe", "/offline", "/widget", "/status.txt", "/sitemap.xml", "/robots.txt", "/nowhere"],
  ...["/history.atom", "/history.rss", "/feed.json", "/calendar.ics", "/api/status.json", "/offline.json", "/api/v1/components"],
  ...["summary", "status", "components", "incidents", "incidents/unresolved", "scheduled-maintenances"].map((it) => `/api/v2/${it}.json`),
  ...[`/status/${system}`, `/status/${component}`, `/status/${system}/calendar.ics`, `/status/${component}/calendar.ics`],
  ...["status.svg", "uptime.json"].flatMap((it) => [`/badge/${system}/${it}`, `/badge/${component}/${it}`]),
  `/preview/${system}.png`,
];

for (const name of ["shop", "bank"] as const) {
  const [own, foreign] = [SITES[name], SITES[other(name)]];

  test(`${name}: a host has its own name, brand and systems, and nothing of the other in any output`, async ({ page, server }) => {
    await page.goto(`${host(server, name)}/`);
    const word = name === "shop" ? "Orchid" : "Cobalt";
    await expect(page).toHaveTitle(`${word} page status`);
    await expect(page.locator(".status-name")).toHaveText(own.component.replace(/.*\//, `${word} `));
    await expect(page.getByRole("link", { name: `${word} imprint` })).toHaveAttribute("href", `https://example.com/${word}`);
    const accent = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent"));
    expect(accent.toLowerCase()).toContain(own.accent);
    const logo = page.locator("header img[src^='/brand/']").first();
    expect(await logo.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(0);

    for (const path of outputs(name, own.component)) {
      const { status, text } = await fetched(page, path);
      expect(status, path).toBe(path === "/nowhere" ? 404 : 200);
      expect(text, path).not.toMatch(foreign.words);
      expect(text, path).not.toContain(`${other(name)}.localhost`);
    }
    // What is the other's is not there, and the answer does not tell that it is anywhere.
    for (const path of outputs(other(name), foreign.component).filter((it) => it.includes(other(name)))) {
      const { status, text } = await fetched(page, path);
      expect(status, path).toBe(404);
      expect(text, path).not.toMatch(foreign.words);
    }
  });
}

/** All that the service worker of this host keeps, as text. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const texts: string[] = [];
    for (const key of await caches.keys()) {
      const cache = await caches.open(key);
      for (const request of await cache.keys()) texts.push(request.url, (await (await cache.match(request))?.text()) ?? "");
    }
    return texts;
  });

async function opened(context: BrowserContext, server: Server, name: Name): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${host(server, name)}/`);
  await expect(page.locator('.status-connection[data-connection="open"]')).toHaveText("Live");
  return page;
}

test("what a service worker keeps of one host is of that host, in a browser that reads both", async ({ context, server }) => {
  for (const name of ["shop", "bank"] as const) {
    const page = await opened(context, server, name);
    await expect.poll(async () => (await kept(page)).some((text) => SITES[name].words.test(text))).toBe(true);
    expect((await kept(page)).filter((text) => SITES[other(name)].words.test(text))).toEqual([]);
  }
});

test("an open page hears of its own incidents alone", async ({ context, server, admin }) => {
  const [shop, bank] = [await opened(context, server, "shop"), await opened(context, server, "bank")];
  const heard = await shop.evaluateHandle(() => {
    const all: string[] = [];
    const events = new EventSource("/api/events");
    for (const kind of ["message", "version", "desk", "runs"]) events.addEventListener(kind, (event) => all.push(`${kind} ${event.data}`));
    return all;
  });
  await declare(admin, "Cobalt", "Cobalt burns");
  await expect(bank.locator("main")).toContainText("Cobalt burns");
  await declare(admin, "Orchid", "Orchid wilts");
  await expect(shop.locator("main")).toContainText("Orchid wilts");
  const told = await heard.jsonValue();
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter((line) => !/^version \d+$/.test(line))).toEqual([]);
  expect(await shop.content()).not.toMatch(SITES.bank.words);
  expect(await bank.content()).not.toMatch(SITES.shop.words);
});

test("any other host is the site's, which shows both", async ({ page, server }) => {
  await page.goto(`${server.url}/`);
  await expect(page.locator(".status-name")).toHaveText(["Cobalt vault", "Orchid till"]);
  expect((await fetched(page, "/api/v2/summary.json")).text).toMatch(SITES.shop.words);
});
