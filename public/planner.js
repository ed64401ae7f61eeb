// The planner's page until its form is touched: shares a scenario as a link, offers more simulated cases, and brings what keeps the
// panels right (public/panels.js) once something is changed or about to be.

/** Simulated cases on request, and the most workers that share them. */
export const REQUEST = 1_048_576;
const MOST = 4;
/** The panel of the simulation. */
export const SIMULATED = "panel-uncertainty";
/** What a link begins with: the version in which it writes a scenario. */
const VERSION = "v=1";
/** What keeps scenarios side by side, compares them, and begins with lists of the plan. */
export const ASKS = "[data-asks], .capacity-kept button";

export const form = document.querySelector(".capacity-planner");
let coming;
let here = false;
/** A change is to be followed as soon as it is here. */
let due = false;

// What it finds follows every change.
for (const button of document.querySelectorAll(":is(.capacity-ask, .capacity-sheet) button")) button.hidden = true;
form?.addEventListener("focusin", panels, { once: true });
document.addEventListener("input", ({ target }) => form && target.form === form && bring());
addEventListener("hashchange", shared);
shared();
offer();

/** What keeps the panels right; it comes once. Nothing if it cannot be had, and then it is asked for again. */
function panels() {
  coming ??= import("./panels.js").then(
    (its) => {
      here = true;
      return its;
    },
    () => (coming = undefined),
  );
  return coming;
}

/** Has what keeps the panels right follow a change once it is here; from then on it sees to it by itself. */
function bring() {
  if (here || due) return;
  due = true;
  panels().then((its) => {
    due = false;
    if (its) changed();
  });
}

/** Fills the form from the fragment of the address, which servers are not told; at once, because the island soon writes into the
    address what stands in the form. */
function shared() {
  if (!form || !location.hash.includes("=")) return;
  for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = form.elements.namedItem(key);
    if (field?.name) field.value = value;
  }
  changed();
  bring();
}

/** Says that a field has another text. */
export function changed() {
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** What follows from the scenario. */
export function more() {
  return document.getElementById("capacity-more");
}

/** The way to more cases, below the panel of the simulation. */
export function offer() {
  const place = document.createElement("p");
  place.className = "capacity-more-cases";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `Simulate ${REQUEST.toLocaleString("en")} cases`;
  const bar = document.createElement("progress");
  bar.hidden = true;
  bar.setAttribute("aria-label", "Simulated");
  // The sets of a simulation are shared out evenly by two or four.
  const count = Math.min(MOST, 2 ** Math.floor(Math.log2(navigator.hardwareConcurrency || 1)));
  // While panels are on their way, what they are drawn for is still being asked.
  button.addEventListener("click", () => more().hasAttribute("aria-busy") || panels().then((its) => its?.simulate(REQUEST, count)));
  place.append(button, bar);
  document.getElementById(SIMULATED)?.append(place);
}

/** Copies a link with the scenario in its fragment; where that is forbidden, shows it to be copied by hand. */
async function share() {
  const pairs = location.search || location.hash;
  const link = location.origin + location.pathname + (pairs.includes("=") ? `#${VERSION}&${pairs.slice(1).replace(/^v=\d+&/, "")}` : "");
  const [told, shown] = [".capacity-copied", ".capacity-link"].map((its) => document.querySelector(its));
  const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  told.textContent = copied ? "Link copied." : "Copy this link:";
  [shown.hidden, shown.value] = [Boolean(copied), link];
}

document.addEventListener("click", (event) => {
  const asked = event.target.closest?.(ASKS);
  if (here || !asked) return;
  event.preventDefault();
  panels().then((its) => (its ? asked.click() : leave(asked)));
});

/** Has the server do what a link or a button of the form asks for. The island keeps the form from being sent. */
export function leave(asked) {
  location.assign(asked.href ?? `${asked.formAction}?${new URLSearchParams(fields())}`);
}

/** Names and texts of the fields that are filled in. */
export function fields() {
  return [...new FormData(form)].filter(([, value]) => value !== "");
}

document.addEventListener("click", ({ target }) => {
  // The island first writes into the address what was typed just now.
  if (target.closest?.(".capacity-share")) setTimeout(share);
});

// A link to a place of the page leads there without taking the place of a scenario in the fragment.
document.addEventListener("click", (event) => {
  const to = event.target.closest?.('a[href^="#"]')?.getAttribute("href");
  const place = to && location.hash.includes("=") && document.getElementById(decodeURIComponent(to.slice(1)));
  if (!place) return;
  event.preventDefault();
  place.closest("details")?.setAttribute("open", "");
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView();
});
