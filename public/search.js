// Keys for the search of the docs: / or Ctrl-K goes to its box, the arrows walk through what was found.

const box = document.getElementById("docs-search");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const { key, target } = event;
  const held = event.ctrlKey || event.metaKey || event.altKey;
  const writes = target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
  const asks = (event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === "k";
  if (box && (asks || (key === "/" && !held && !writes))) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (!held && (key === "ArrowDown" || key === "ArrowUp")) {
    walk(event, key === "ArrowDown" ? 1 : -1);
  }
});

/** Goes to the next or the previous of what was found, and from the first back to the box. */
function walk(event, step) {
  const found = [...document.querySelectorAll(".docs-found a")];
  const at = found.indexOf(document.activeElement);
  if (at < 0 && !(step > 0 && document.activeElement === box)) return;
  const next = at + step < 0 ? box : found[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

// The copy of the page for answers has none: the server does not answer.
if (document.querySelector(".frame-offline") && document.querySelector(".docs-count")) {
  const { start } = await import("/search-offline.js");
  start();
}
