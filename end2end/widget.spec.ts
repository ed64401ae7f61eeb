// The widget on another site's page, whose policy is strict too: by the script, and as a frame without any.

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test as plain } from "./test";
import * as wire from "./wire";

/** How things are, in one sentence. */
const SENTENCE = /operational|down|outage|degraded|slow|maintenance|unknown|seen/i;

/** A page of another site, with this in its body; it may load scripts and frames of the status page and nothing else. */
function foreign(body: string): Server {
  const site = wire.site();
  const policy = `default-src 'none'; script-src ${site}; frame-src ${site}; img-src data:`;
  const html = `<!DOCTYPE html><html lang="en"><title>Foreign</title><link rel="icon" href="data:,"><h1>Foreign</h1>${body}`;
  return createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(html);
  });
}

const test = plain.extend<{ open: (body: string) => Promise<string> }>({
  // Playwright reads from the pattern which fixtures this one needs: none.
  open: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (body) => {
      const server = foreign(body).listen(0, "127.0.0.1");
      servers.push(server);
      await once(server, "listening");
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    for (const server of servers) server.close();
  },
  tolerated: /^request to somebody else: http:\/\/127\.0\.0\.1:\d+\/$/,
});

test("the script puts one line where it stands", async ({ page, open }) => {
  await page.goto(await open(`<p>Above</p><script src="${wire.site()}/widget.js" async></script><p>Below</p>`));
  const frame = page.locator("iframe");
  await expect(frame).toHaveCount(1);
  await expect(frame).toHaveAttribute("title", "Status");
  const link = frame.contentFrame().getByRole("link");
  await expect(link).toHaveText(SENTENCE);
  await expect(link).toHaveAttribute("href", `${wire.site()}/`);
  const [above, at, below] = [page.getByText("Above"), frame, page.getByText("Below")];
  const tops = await Promise.all([above, at, below].map(async (it) => (await it.boundingBox())?.y ?? 0));
  expect(tops, "it stands where the script stands").toEqual([...tops].sort((a, b) => a - b));
});

test("the frame needs no script", async ({ browser, open }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(await open(`<iframe src="${wire.site()}/widget" title="Status"></iframe>`));
  await expect(page.locator("iframe").contentFrame().getByRole("link")).toHaveText(SENTENCE);
  await context.close();
});

test("both together are below 3 kB, and no other page of the site may be in a frame", async () => {
  const [script, frame] = await Promise.all(["/widget.js", "/widget"].map((path) => wire.get(path, { "accept-encoding": "identity" })));
  expect((script?.size ?? 0) + (frame?.size ?? 0)).toBeLessThan(3_000);
  expect(String(frame?.headers["content-security-policy"])).not.toMatch(/unsafe|script-src/);
  expect((await wire.get("/")).headers["x-frame-options"]).toBe("DENY");
});
