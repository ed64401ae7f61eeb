// Loads the planner bundle, then brings its island to life.
// BUNDLE.js and BUNDLE.wasm stand for the names that the build gives to the two files.
import init, * as bundle from "./BUNDLE.js";

await init({ module_or_path: new URL("./BUNDLE.wasm", import.meta.url) });
bundle.hydrate();

for (const island of document.querySelectorAll("leptos-island")) {
  const run = bundle[island.dataset.component];
  if (run) run(island);
  else console.warn(`This page and its script differ: no island ${island.dataset.component}.`);
}
