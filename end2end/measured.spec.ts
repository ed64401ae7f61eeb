// Measured figures for a plan: from a real Prometheus, asked by the browser and by the server, and from samples.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { freePort } from "./demo";
import { Server } from "./server";
import { expect, overflow, test } from "./test";

const PLAN = "/capacity/butterfly";
const TOKEN = "a-token-that-stays-here";

/** A plan for a Prometheus, which is the one service that the tests can measure. */
const WATCH = `id = "watch"
system = "lamp"
name = "Watch"
summary = "One Prometheus."
stages = ["Only"]
[load]
name = "requests per second"
rps = "1 rps"
${["minimum", "recommended"].map((size) => `[resources.${size}]\ncpu = "4 cores"\nmemory = "8 GB"\nstorage = "8 GB"\nnetwork = "1 Gbps"`).join("\n")}
[[item]]
id = "prometheus"
name = "Prometheus"
kind = "service"
stage = 1
replicas = 1
visits = 1.0
cpu = "1 ms"
cores = "500m"
memory = "16 MiB"
storage = "64 MiB"
network = "1 kB"
`;

const ESTATE = '[system]\nid = "lamp"\nname = "Lamp"\n[[group]]\nid = "all"\nname = "All"\n[[component]]\nid = "wick"\nname = "Wick"\ngroup = "all"\n[[component.check]]\nid = "port"\nkind = "tcp"\ntarget = "127.0.0.1:9"\n';

test.describe("a Prometheus of Debian", () => {
  test.describe.configure({ mode: "serial" });
  // The server of these tests and their Prometheus are not those of the demo; one test lets the Prometheus not be reached.
  test.use({ tolerated: /^request to somebody else: http:\/\/127\.0\.0\.1:|\/api\/v1\/query_range|net::ERR_FAILED/ });
  let folder = "";
  let prometheus: ChildProcess;
  let address = "";
  let server: Server;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pharos-prometheus-"));
    address = `http://127.0.0.1:${await freePort()}`;
    const target = new URL(address).host;
    const scrape = `scrape_configs: [{ job_name: prometheus, scrape_interval: 1s, static_configs: [{ targets: ["${target}"] }] }]`;
    writeFileSync(join(folder, "prometheus.yml"), scrape);
    const args = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${target}`];
    prometheus = spawn("prometheus", args, { stdio: "ignore" });
    await expect.poll(async () => {
      const answer = await fetch(`${address}/api/v1/query?query=rate(prometheus_http_requests_total[5s])>0`).catch(() => undefined);
      // Until it is ready it says so, in words.
      if (!answer?.ok) return 0;
      return ((await answer.json()) as { data?: { result: unknown[] } }).data?.result.length ?? 0;
    }, { timeout: 30_000 }).toBeGreaterThan(0);
    const asked = (name: string, browser: boolean) => `[[prometheus]]\nname = "${name}"\ntarget = "${address}"\nbrowser = ${browser}\n`;
    server = await Server.start((url) => ({
      "pharos.toml": `[site]\nname = "Lamp"\nurl = "${url}"\n${asked("by browser", true)}${asked("by server", false)}`,
      "estate/lamp.toml": ESTATE,
      "plans/watch.toml": WATCH,
    }));
  });

  test.afterAll(async () => {
    await server?.remove();
    prometheus?.kill();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** The session of the first admin, who joins once. */
  let admin: ReturnType<Server["admin"]> | undefined;

  /** The plan's page, as the first admin sees it. */
  async function signedIn(page: Page): Promise<void> {
    const { cookies } = await (admin ??= server.admin()).then((api) => api.storageState());
    await page.context().addCookies(cookies);
    await page.goto(`${server.url}/capacity/watch?days=30`);
  }

  test("is asked by the browser, with a token that nobody else gets", async ({ page }) => {
    await signedIn(page);
    const { violations } = await new AxeBuilder({ page }).include(".capacity-live").setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
    const told: string[] = [];
    const credentials: (string | undefined)[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(address)) credentials.push(request.headers().authorization);
      told.push(`${request.url()} ${request.url().startsWith(address) ? "" : JSON.stringify(request.headers())} ${request.postData() ?? ""}`);
    });
    await page.getByLabel("Token, which stays in this browser").fill(TOKEN);
    await page.getByLabel("for", { exact: true }).fill("process_resident_memory_bytes");
    await page.getByLabel("of the last").selectOption("1 hour");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    const row = page.getByRole("row", { name: /Prometheus: Memory per replica/ });
    await expect(row).toContainText(/16 MiB.* MiB/);
    expect(credentials).toContain(`Bearer ${TOKEN}`);
    expect(told.filter((line) => line.includes(TOKEN)), "neither in an address nor sent to this site").toEqual([]);
    await page.getByRole("button", { name: "Take these into the scenario" }).click();
    await expect(page).toHaveURL(/watch\?days=30&prometheus\.memory=.*measured/);
    await expect(page.locator("#panel-measured .capacity-says")).toContainText("One figure was measured. Farthest off is Prometheus: Memory per replica");
  });

  test("is asked by the server, also without JavaScript", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signedIn(page);
    await page.getByLabel("Ask", { exact: true }).selectOption("by server");
    await page.getByLabel("for", { exact: true }).fill("sum(rate(prometheus_http_requests_total[5s]))");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(page).toHaveURL(/watch\?days=30&traffic=[\d.]+\+rps\+measured\+20/);
    await expect(page.getByRole("row", { name: /^Traffic/ }).first()).toBeVisible();
    await context.close();
  });

  test("is asked by the server where it lets no browser in", async ({ page }) => {
    await page.route(`${address}/**`, (route) => route.abort());
    await signedIn(page);
    await page.getByLabel("Token, which stays in this browser").fill(TOKEN);
    await page.getByLabel("for", { exact: true }).fill("process_resident_memory_bytes");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(page.getByRole("row", { name: /Prometheus: Memory per replica/ })).toBeVisible();
    expect(page.url()).not.toContain(TOKEN);
  });

  test("prints by promtool what can be pasted", async ({ page }) => {
    const promtool = (...args: string[]) => execFileSync("promtool", args, { encoding: "utf8", maxBuffer: 64 << 20 });
    const query = "process_resident_memory_bytes";
    const dump = promtool("tsdb", "dump", join(folder, "data")).split("\n").filter((line) => line.includes(query)).join("\n");
    const scrape = await (await fetch(`${address}/metrics`)).text();
    for (const text of [promtool("query", "range", address, query), promtool("query", "range", "--format=json", address, query),
      promtool("query", "instant", address, query), promtool("query", "instant", "--format=json", address, query), dump, scrape]) {
      await signedIn(page);
      await page.locator("#capacity-import").evaluate((area: HTMLTextAreaElement, text) => { area.value = text; }, text);
      // A page of metrics does not name who it is of.
      if (text === scrape) await page.getByLabel("of", { exact: true }).selectOption("Prometheus");
      await page.getByRole("button", { name: "Bring in" }).click();
      await expect(page.getByRole("row", { name: /Prometheus: Memory per replica/ }), text.slice(0, 200)).toBeVisible();
    }
  });
});

test("each sample is tried with one click, by keyboard and on a phone", async ({ page }) => {
  for (const [name, figure] of [["two scrapes of metrics", "CAPSULE: CPU per visit"], ["pg_stat_database", "PostgreSQL: Visits per request"],
    ["redis-cli INFO", "Redis: Memory per replica"], ["promtool tsdb dump", "Kafka: Growth per day"], ["a range query of Prometheus", "Traffic"]] as const) {
    await page.goto(PLAN);
    await page.getByRole("button", { name, exact: true }).press("Enter");
    await expect(page.getByRole("checkbox", { name: figure })).toBeChecked();
  }
  await expect(page.getByRole("checkbox", { name: "PLATO: Visits per request" })).toBeChecked();
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await overflow(page)).toBe(0);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  await page.getByRole("checkbox", { name: "Traffic" }).uncheck();
  await page.getByRole("button", { name: "Take these into the scenario" }).click();
  await expect(page).not.toHaveURL(/[?&]traffic=/);
  await expect(page).toHaveURL(/plato\.visits=/);
});

test("the drawing as a picture holds its scenario", async ({ page }) => {
  await page.goto(`${PLAN}?traffic=2&capsule.replicas=4`);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "drawing (PNG)" }).click();
  const file = await (await download).path();
  const bytes = readFileSync(file);
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.readUInt32BE(16), "two pixels for each unit").toBeGreaterThan(1000);
  expect(bytes.toString("latin1")).toContain("tEXtComment\0pharos-scenario: butterfly?traffic=2&capsule.replicas=4\n");
  const size = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    return image.naturalWidth;
  }, bytes.toString("base64"));
  expect(size).toBe(bytes.readUInt32BE(16));
  await page.goto(PLAN);
  await page.getByLabel("Or a file of yours").setInputFiles({ name: "system.png", mimeType: "image/png", buffer: bytes });
  await expect(page.locator("#capacity-import")).toHaveValue("pharos-scenario: butterfly?traffic=2&capsule.replicas=4");
  await page.getByRole("button", { name: "Bring in" }).click();
  await expect(page).toHaveURL(/butterfly\?traffic=2&capsule\.replicas=4$/);
});
