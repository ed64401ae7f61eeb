// Puts the tree of all pages beside the page of the docs that is open. Browsers get it once, and keep it under a name that changes
// with it; which page of it is open is marked here, and the folders around that page are opened.

import { fetched } from "./fetched.js";

const place = document.querySelector(".docs-tree[data-tree]");
const tree = place && (await fetched(place.dataset.tree));
if (tree) show(tree.body);

function show(body) {
  place.append(...body.childNodes);
  const link = [...place.querySelectorAll("a")].find((its) => pathOf(its) === pathOf(location));
  if (!link) return;
  link.setAttribute("aria-current", "page");
  for (let folder = link.closest("details"); folder; folder = folder.parentElement.closest("details")) folder.open = true;
  // Into the middle of the tree, which scrolls by itself where it stands beside the page.
  place.scrollTop = link.getBoundingClientRect().top - place.getBoundingClientRect().top - place.clientHeight / 2;
}

/** A path as it is written in one way alone. */
function pathOf({ pathname }) {
  return decodeURI(pathname).replace(/\/$/, "");
}
