// How long the planner takes from a slider's move to what is painted of it, and its longest task on the main thread while
// the slider is dragged and after it is let go. Prints milliseconds. No part of the test run: `cargo xtask bench capacity`
// runs it.
//
// PHAROS_CHROMIUM=/usr/bin/chromium-headless-shell node paint.mjs http://127.0.0.1:4040/capacity/butterfly

import { chromium } from "playwright-core";

/** Moves that are measured, after some that warm it up. */
const MOVES = 100;
const WARM = 20;
/** Milliseconds after which the trace itself is under way; half of that is not looked at. */
const SETTLED = 400;

const [address] = process.argv.slice(2);
if (address === undefined) throw new Error("say which plan: node paint.mjs http://127.0.0.1:4040/capacity/butterfly");
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: process.env.PHAROS_CHROMIUM, args });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  await page.getByRole("button", { name: "Copy link" }).waitFor();
  const slider = page.getByRole("slider", { name: /^Traffic/ });
  await slider.focus();
  const times = await moves(page, slider);
  const box = await slider.boundingBox();
  const tasks = await traced(page, () => drag(page, box));
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(1);
  console.log(`slider to paint: p50 ${at(0.5)}, p95 ${at(0.95)} of ${times.length} moves`);
  const [longest, busiest] = ["dur", "tdur"].map((key) => Math.max(...tasks.map((task) => task[key] ?? 0)) / 1000);
  const long = tasks.filter(({ dur }) => dur > 8000).length;
  const told = `${longest.toFixed(1)} by the clock, ${busiest.toFixed(1)} of processor time`;
  console.log(`longest task of a drag: ${told}; ${long} of ${tasks.length} over 8`);
} finally {
  await browser.close();
}

/** Milliseconds from each press of an arrow key to the end of the frame that shows what follows, rising. */
async function moves(page, slider) {
  await slider.evaluate((slider) => {
    window.painted = [];
    addEventListener("input", ({ target, timeStamp }) => {
      if (target !== slider) return;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.painted.push(performance.now() - timeStamp);
      // The message is taken once the frame has been painted.
      requestAnimationFrame(() => port2.postMessage(0));
    }, true);
  });
  for (let move = 0; move < WARM + MOVES; move++) {
    await page.keyboard.press(move % 40 < 20 ? "ArrowRight" : "ArrowLeft");
    await page.waitForFunction((count) => window.painted.length === count, move + 1, { polling: 20 });
  }
  return (await page.evaluate(() => window.painted)).slice(WARM).sort((a, b) => a - b);
}

/** Drags the slider, which stands in this box, back and forth, lets go, and waits until the panels have followed. */
async function drag(page, { x, y, width, height }) {
  const to = (share) => page.mouse.move(x + width * share, y + height / 2);
  await to(0.25);
  await page.mouse.down();
  for (let step = 0; step < 60; step++) {
    await to(0.25 + 0.3 * Math.abs(Math.sin(step / 10)));
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
  await page.waitForTimeout(600);
  await page.waitForFunction(() => !document.getElementById("capacity-more").hasAttribute("aria-busy"));
  await page.waitForTimeout(500);
}

/** The tasks of the page's main thread while something is done. */
async function traced(page, work) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const categories = ["toplevel", "devtools.timeline"];
  const traceConfig = { recordMode: "recordAsMuchAsPossible", includedCategories: categories };
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
  // What starts the trace is a task as well, which is none of the page's.
  await page.waitForTimeout(SETTLED);
  await work();
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  const thread = ({ pid, tid }) => `${pid}/${tid}`;
  const named = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const mains = new Set(named.map(thread));
  const tasks = events.filter((event) => event.name === "ThreadControllerImpl::RunTask" && mains.has(thread(event)));
  const first = Math.min(...tasks.map(({ ts }) => ts));
  return tasks.filter(({ ts }) => ts > first + SETTLED * 500);
}
