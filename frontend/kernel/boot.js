// A worker that calculates plans and their simulations for public/panels.js. It takes and sends messages, each with its kind; a task
// of an older turn ends when one of a newer turn has come.
// The build puts the names of the bundle's two files in place of those that begin with "BUNDLE".
import init, { Planner } from "./BUNDLE.js";

/** Points that are evaluated before messages are looked at: some milliseconds. */
const CHUNK = 8192;

const ready = init({ module_or_path: new URL("./BUNDLE.wasm", import.meta.url) });
let planner;
let latest = 0;

const tasks = {
  plan({ plan, today }) {
    planner = Planner.read(plan, today);
  },

  panels({ turn, pairs }) {
    const [panels, query, compared] = [planner.panels(pairs), planner.query(pairs), planner.compared(pairs)];
    postMessage({ kind: "panels", turn, panels, query, compared });
  },

  keep({ pairs }) {
    postMessage({ kind: "keep", keep: planner.keep(pairs) });
  },

  figures({ turn, pairs, items }) {
    postMessage({ kind: "figures", turn, items, figures: planner.figures(pairs, items), limits: planner.limits(pairs) });
  },

  async simulate({ turn, pairs, points, first, sets }) {
    const run = planner.simulate(pairs, points, first, sets);
    if (!run) return postMessage({ kind: "simulated", turn });
    for (let done = run.step(CHUNK); done < 1; done = run.step(CHUNK)) {
      postMessage({ kind: "progress", turn, first, done });
      await others();
      if (turn < latest) return run.free();
    }
    const found = run.found();
    postMessage({ kind: "found", turn, first, found }, [found.buffer]);
  },

  simulated({ turn, pairs, parts }) {
    const found = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      found.set(part, at);
      at += part.length;
    }
    postMessage({ kind: "simulated", turn, panel: planner.simulated(pairs, found) });
  },

  /** Ends what is of an older turn. */
  end() {},
};

addEventListener("message", async ({ data }) => {
  latest = Math.max(latest, data.turn ?? 0);
  try {
    await ready;
    // What has been overtaken while the bundle was loading, or while another task ran, is not begun.
    if ((data.turn ?? latest) >= latest) await tasks[data.kind](data);
  } catch (error) {
    // Outside of the promise, so that whoever started the worker hears of it.
    setTimeout(() => {
      throw error;
    });
  }
});

/** Lets messages in that have come meanwhile. */
function others() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
