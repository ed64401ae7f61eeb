// A worker that evaluates golden cases for public/golden.js, one after the other, and tells what came out of each.
// The build puts the names of the bundle's two files in place of those that begin with "BUNDLE".
import init, { check } from "./BUNDLE.js";

const ready = init({ module_or_path: new URL("./BUNDLE.wasm", import.meta.url) });

addEventListener("message", async ({ data }) => {
  try {
    await ready;
    for (const [index, text] of data.entries()) postMessage({ index, result: check(text) });
  } catch (error) {
    // Outside of the promise, so that whoever started the worker hears of it.
    setTimeout(() => {
      throw error;
    });
  }
});
