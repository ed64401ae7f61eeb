// Loads the live bundle, then brings to life the islands of this page, outer ones before inner ones.
// BUNDLE.js and BUNDLE.wasm stand for the names that the build gives to the two files.
import init, * as bundle from "./BUNDLE.js";

await init({ module_or_path: new URL("./BUNDLE.wasm", import.meta.url) });
bundle.hydrate();

// What prepares the context of the islands inside the children of an outer island, innermost last.
const outer = [];

function hydrate(island) {
  outer.at(-1)?.();
  const run = bundle[island.dataset.component];
  if (run) run(island);
  else console.warn(`This page and its script differ: no island ${island.dataset.component}.`);
}

function walk(element) {
  const tag = element.localName;
  if (tag === "leptos-island") hydrate(element);
  if (tag === "leptos-children") outer.push(element.$$on_hydrate);
  for (const child of [...element.children]) walk(child);
  if (tag === "leptos-children") outer.pop();
}

walk(document.body);
