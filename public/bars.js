// Keys for the bars of days: each is one stop, the arrows walk its days, Home and End go to the first and to the last. The bar
// of a list is a link; when it is walked for the first time, it takes its days from the page that it leads to.

import { fetched } from "./fetched.js";

const BAR = "svg.status-bar[role=group]";
const LINK = "a.status-walk";
/** Where words go from right to left, days do too: style/base.css turns the bars round. */
const LATER = getComputedStyle(document.documentElement).direction === "rtl" ? -1 : 1;
const STEPS = { ArrowLeft: -LATER, ArrowRight: LATER, Home: -Infinity, End: Infinity };

document.querySelectorAll(BAR).forEach((bar) => stop(bar));
document.querySelectorAll(LINK).forEach((link) => link.removeAttribute("tabindex"));

document.addEventListener("focusin", ({ target }) => {
  const bar = target.closest(BAR);
  if (bar) stop(bar, target);
});

document.addEventListener("keydown", async (event) => {
  const { key, target } = event;
  const held = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  const [bar, link] = [target.closest(BAR), target.closest(LINK)];
  if (held || event.defaultPrevented || !Object.hasOwn(STEPS, key) || !(bar || link)) return;
  event.preventDefault();
  if (bar) return walk(bar, key);
  const fetched = await days(link);
  // Whoever went on meanwhile is not called back.
  if (fetched && document.activeElement === link) {
    link.replaceWith(fetched);
    walk(fetched, key);
  }
});

/** Makes this day the one of its bar that the Tab key stops at: at first the latest. */
function stop(bar, day = bar.querySelector("a:last-of-type")) {
  for (const its of bar.querySelectorAll("a")) its.setAttribute("tabindex", its === day ? "0" : "-1");
}

/** Goes to the day that the key leads to: into the bar, to its latest day. */
function walk(bar, key) {
  const all = [...bar.querySelectorAll("a")];
  const at = all.indexOf(document.activeElement);
  const to = (at < 0 ? all.length : at) + STEPS[key];
  all[Math.min(Math.max(to, 0), all.length - 1)].focus();
}

/** The bar of the page that the link leads to; nothing if that cannot be had, or has no day. */
async function days(link) {
  const bar = (await fetched(link.href))?.querySelector(BAR);
  return bar?.querySelector("a") ? bar : undefined;
}
