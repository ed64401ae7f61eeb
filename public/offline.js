// Has this browser keep copies of pages for when the server does not answer (public/copies.js). On a page that is such a copy,
// says how old it is, and when the server answers again.

import { script } from "./trusted.js";

/** How often the copy of an open page is brought up to date, and the server is asked whether it is back, in milliseconds. */
const FRESH = 300_000;
const ASK = 10_000;
/** Status codes of those who stand before a server that does not answer them. */
const UNANSWERED = [502, 504];

const notice = document.querySelector(".frame-offline");
if (notice) tell(notice);
else if ("serviceWorker" in navigator) (window.requestIdleCallback ?? setTimeout)(keep);

/** Asks for copies of this page and of what the docs hold, again and again while somebody looks. */
async function keep() {
  // Without a worker, as in a private window of some browsers, there are no copies.
  const worker = await navigator.serviceWorker.register(script("/sw.js"), { scope: "/" }).catch(() => undefined);
  if (!worker) return;
  const ask = async () => {
    const { active } = await navigator.serviceWorker.ready;
    const docs = location.pathname.startsWith("/docs") && !navigator.connection?.saveData;
    active.postMessage({ page: location.pathname, docs });
  };
  await ask();
  setInterval(() => document.visibilityState === "visible" && ask(), FRESH);
}

/** Keeps the age right, and asks whether the server is back. */
function tell(notice) {
  const spoken = document.createElement("p");
  spoken.className = "frame-unseen";
  spoken.setAttribute("role", "status");
  notice.append(spoken);
  const show = () => age(notice);
  show();
  setInterval(show, 60_000);
  // Whoever hears the page is told once it is there.
  setTimeout(() => (spoken.textContent = notice.firstElementChild.textContent), 500);
  const timer = setInterval(async () => {
    if (document.visibilityState !== "visible" || !(await answers())) return;
    clearInterval(timer);
    back(notice, spoken);
  }, ASK);
}

/** Puts the age of the copy behind the instant at which it was made. */
function age(notice) {
  const made = notice.querySelector("time");
  if (!made) return;
  const minutes = Math.floor((Date.now() - Date.parse(made.dateTime)) / 60_000);
  const [count, unit] = minutes < 120 ? [minutes, "minute"] : minutes < 2_880 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1_440), "day"];
  const { lang } = document.documentElement;
  const ago = new Intl.RelativeTimeFormat(`${lang}-u-nu-latn`, { numeric: "auto" }).format(-count, unit);
  made.nextElementSibling.textContent = `${lang === "ar" ? "\u060c" : ","} ${ago}`;
}

/** Whether the server answers for this page; the worker has no copies for such a request. */
async function answers() {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  return answer !== undefined && !UNANSWERED.includes(answer.status);
}

function back(notice, spoken) {
  const link = document.createElement("a");
  link.href = location.href.split("#")[0];
  const { copyShow = "Show the page as it is", copyBack = "The server answers again." } = document.body.dataset;
  link.textContent = copyShow;
  notice.firstElementChild.replaceChildren(`${copyBack} `, link);
  notice.classList.add("frame-back");
  spoken.textContent = copyBack;
}
