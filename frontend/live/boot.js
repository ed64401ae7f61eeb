// Loads the live bundle, then brings the islands of this page to life.
// The build puts the names of the bundle's two files in place of those that begin with "BUNDLE".
import init, * as bundle from "./BUNDLE.js";

await init({ module_or_path: new URL("./BUNDLE.wasm", import.meta.url) });
bundle.hydrate();

for (const island of document.querySelectorAll("leptos-island")) {
  const hydrate = bundle[island.dataset.component];
  if (hydrate) hydrate(island);
  else console.warn(`This page and its script differ: no island ${island.dataset.component}.`);
}
