// Loads the finder bundle for public/search-offline.js.
// The build puts the names of the bundle's two files in place of those that begin with "BUNDLE".
import init, { Finder, excerpt } from "./BUNDLE.js";

await init({ module_or_path: new URL("./BUNDLE.wasm", import.meta.url) });

export { Finder, excerpt };
