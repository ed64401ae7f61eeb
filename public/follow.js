// Keeps the statuses on a page of the docs right as long as it is open: the server says when there is something newer, and
// gives the places of the page that follow the estate. Tells politely what changed.

import { fetched } from "./fetched.js";

const WAIT = 2_000;
const places = () => [...document.querySelectorAll("[data-live], [data-check]")];
const told = document.createElement("p");
told.className = "frame-unseen";
told.setAttribute("role", "status");
document.querySelector("main")?.append(told);

let timer;
const events = new EventSource("/api/events");
events.addEventListener("version", () => {
  timer ??= setTimeout(refresh, WAIT);
});

async function refresh() {
  timer = undefined;
  const url = new URL(location.href);
  url.hash = "";
  url.search = "?part=live";
  const part = await fetched(url);
  if (part) show(part);
}

/** Puts what the server gives into the places of the page. */
function show(part) {
  const fresh = [...part.querySelectorAll("[data-live], [data-check]")];
  const key = ({ dataset }) => dataset.live ?? dataset.check;
  const news = places().flatMap((place) => {
    const next = fresh.find((its) => key(its) === key(place));
    if (!next) return [];
    const before = words(place);
    const after = words(next);
    place.replaceChildren(...next.cloneNode(true).childNodes);
    return after.filter((line) => !before.includes(line));
  });
  if (news.length > 0) told.textContent = news.join(". ");
}

/** What a place says of each component, incident and check, without times, which always change. */
function words(place) {
  return [...place.querySelectorAll(".status-mark, .docs-open li")].map((its) => {
    const name = its.nextElementSibling?.matches("a") ? `${its.nextElementSibling.textContent}: ` : "";
    return name + its.textContent;
  });
}
