// Keeps copies of pages for when the server does not answer: those of the status that were read last, and all of the docs
// that this reader may see, with what they load. While the server answers, no page comes from here. Part of the service
// worker (public/sw.js); public/offline.js asks for copies, and speaks on a page that is one.

/** Copies of another form are deleted when this worker takes over. */
const FORM = "copies-1";
/** Copies of what everybody sees, and of what members see, which end with their session. */
const OPEN = `${FORM}-open`;
const MEMBERS = `${FORM}-members`;
/** What there is to keep for this reader: addresses, each with a mark that changes with what is there. */
const LIST = "/offline.json";
/** The page in the place of one without a copy. */
const NONE = "/offline";
/** Pages of the status, which are kept as they are read. */
const READ = /^\/($|(status|incidents|history|report)(\/|$))/;
/** What scripts ask for that read a copy, whether or not the server answers. */
const COPY = "?copy";
/** Files, and the trees of the docs, whose names hold the hash of their content. */
const NAMED = /^\/(pkg|docs\/tree)\//;
/** Files without a hash in their names that pages load: the site's own, and those beside the docs. */
const LOADED = /^\/(favicon\.svg|[a-z-]+\.js|docs\/.+\.\w+)$/;
/** Where sessions end. */
const ENDS = ["/sign-out", "/account/sessions/end"];
/** What a page says that is a copy, where it says nothing in a language of its own: app/messages/en.ftl has the same. */
const ENGLISH = { from: "Copy from { $time }; the server does not answer.", none: "The server does not answer.", label: "Offline" };
/** Status codes of those who stand before the server when it does not answer them (RFC 9110, 15.6.3 and 15.6.5). */
const UNANSWERED = [502, 504];
/** How long a page waits for the server when there is a copy, in milliseconds. */
const PATIENCE = 10_000;
/** Pages of the status that are kept, and bytes of all that the list names. */
const MOST_READ = 40;
const MOST_BYTES = 64 << 20;
/** How much is fetched at once. */
const AT_ONCE = 2;

/** Grows when a session ends: what was asked for before is kept no more. */
let epoch = 0;
/** The last round of fetching; the next begins after it. */
let round = Promise.resolve();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.waitUntil(inTurn(event.data)));
self.addEventListener("fetch", (event) => {
  const answer = answered(event);
  if (answer) event.respondWith(answer);
});

async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith("copies-") && ![OPEN, MEMBERS].includes(name));
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The answer to a request that copies have to do with. */
function answered(event) {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== self.location.origin) return undefined;
  if (request.method === "POST" && ENDS.includes(pathname)) return forget().then(() => fetch(request));
  if (request.method !== "GET") return undefined;
  if (request.mode === "navigate") return page(event, pathname);
  if (search === COPY) return copy(pathname).then((kept) => kept ?? Response.error());
  if (NAMED.test(pathname)) return copy(pathname).then((kept) => kept ?? fetch(request));
  if (LOADED.test(pathname)) return fetch(request).catch(async () => (await copy(pathname)) ?? Response.error());
  return undefined;
}

/** Deletes what members see; also if the server cannot be told that the session has ended. */
async function forget() {
  epoch += 1;
  await caches.delete(MEMBERS);
}

/** The page from the server; if that does not answer, its copy, or the page that says that there is none. */
async function page(event, pathname) {
  const began = epoch;
  const asked = fetch(event.request).catch(() => undefined);
  const kept = await copy(pathname);
  const answer = await Promise.race([asked, ...(kept ? [late()] : [])]);
  if (answer && !UNANSWERED.includes(answer.status)) {
    const isWhole = READ.test(pathname) && new URL(event.request.url).search === "";
    if (isWhole) event.waitUntil(keepRead(pathname, answer.clone(), began));
    return answer;
  }
  if (kept) return isPage(kept) ? marked(kept, 200) : kept;
  // An alert's link leads to its runbook, which the search of the copies finds by the same name.
  const alert = /^\/r\/([^/]+)$/.exec(pathname)?.[1];
  if (alert && (await copy("/docs/search"))) return Response.redirect(`/docs/search?q=${encodeURIComponent(decodeURIComponent(alert))}`);
  const none = await copy(NONE);
  return none ? marked(none, 503) : (answer ?? Response.error());
}

function late() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE));
}

/** The copy of what is at a path, whatever its query. */
async function copy(path) {
  const kept = await caches.match(path, { cacheName: MEMBERS, ignoreVary: true });
  return kept ?? caches.match(path, { cacheName: OPEN, ignoreVary: true });
}

/** A copy that says what it is, above everything else. */
async function marked(kept, status) {
  const at = new Date(await confirmed(kept)).toISOString();
  const day = at.slice(0, 10) === new Date().toISOString().slice(0, 10) ? "" : `${at.slice(0, 10)} `;
  const text = await kept.text();
  const say = (name) => new RegExp(` data-copy-${name}="([^"]*)"`).exec(text)?.[1] ?? ENGLISH[name];
  const time = `<time datetime="${at}">${day}${at.slice(11, 16)} UTC</time><span></span>`;
  const words = status === 200 ? say("from").replace("{ $time }", time) : say("none");
  const notice = `<aside class="frame-offline" aria-label="${say("label")}"><p>${words}</p></aside>`;
  const html = text.replace('<header class="frame-header"', (header) => notice + header);
  const headers = new Headers(kept.headers);
  headers.set("cache-control", "no-store");
  return new Response(html, { status, headers });
}

/** When a copy was last known to be what the server has, in milliseconds since 1970. */
async function confirmed(kept) {
  const list = await copy(LIST);
  const marks = list ? new Map(Object.values(await list.clone().json()).filter(Array.isArray).flat()) : new Map();
  const path = new URL(kept.headers.get("x-kept-path"), self.location.origin).pathname;
  const isListed = list && marks.get(path) === kept.headers.get("x-kept-mark");
  return Math.max(Number(kept.headers.get("x-kept-at")), isListed ? Number(list.headers.get("x-kept-at")) : 0);
}

function isPage(answer) {
  return (answer.headers.get("content-type") ?? "").startsWith("text/html");
}

function isPrivate(answer) {
  return /\bprivate\b/.test(answer.headers.get("cache-control") ?? "");
}

/** Puts an answer into a cache, with what is known of it; gives its bytes. */
async function put(cache, path, answer, mark = "") {
  const body = await answer.blob();
  const headers = new Headers(answer.headers);
  // The body comes here without its compression.
  ["content-encoding", "content-length"].forEach((name) => headers.delete(name));
  const known = { path, mark, at: Date.now(), size: body.size };
  Object.entries(known).forEach(([name, value]) => headers.set(`x-kept-${name}`, String(value)));
  await cache.put(path, new Response(body, { headers }));
  return body.size;
}

/** Keeps a page of the status as it was read; the one that was read longest ago goes when there are too many. */
async function keepRead(path, answer, began) {
  if (answer.status !== 200 || answer.redirected || !isPage(answer) || began !== epoch) return;
  const cache = await caches.open(isPrivate(answer) ? MEMBERS : OPEN);
  await put(cache, path, answer);
  const read = (await cache.keys()).filter(({ url }) => READ.test(new URL(url).pathname));
  await Promise.all(read.slice(0, -MOST_READ).map((request) => cache.delete(request)));
}

/** One round after the other. A round that fails leaves what there is, and the next page asks for another. */
function inTurn(wish) {
  round = round.then(() => refresh(wish)).catch(() => undefined);
  return round;
}

/** Keeps the page at `wish.page` if it is one of the status, and brings copies up to date: those that every page needs, and
    with `wish.docs` those of the docs. */
async function refresh(wish) {
  const began = epoch;
  const list = await listed();
  if (!list || began !== epoch) return;
  const cache = await caches.open(list.name);
  await caches.delete(list.name === OPEN ? MEMBERS : OPEN);
  if (READ.test(wish.page)) await fetch(wish.page).then((answer) => keepRead(wish.page, answer, began));
  const { site, docs } = await list.answer.clone().json();
  const held = await heldIn(cache);
  const wanted = [...site, ...(wish.docs ? docs : [])].filter(([path, mark]) => held.get(path)?.mark !== mark);
  await fetchAll(cache, wanted, { held, began, isOpen: list.name === OPEN });
  if (began !== epoch) return;
  const named = new Set([...site, ...docs].map(([path]) => path));
  await Promise.all([...held.keys()].filter((path) => !named.has(path)).map((path) => cache.delete(path)));
  await put(cache, LIST, list.answer);
}

/** The list as the server has it, and the cache of its reader. */
async function listed() {
  const kept = await copy(LIST);
  const answer = await fetch(LIST, { headers: unless(kept) });
  const same = answer.status === 304 && kept;
  if (!same && answer.status !== 200) return undefined;
  return { answer: same ? kept : answer, name: isPrivate(answer) ? MEMBERS : OPEN };
}

/** Asks for what differs from a copy alone. */
function unless(kept) {
  const tag = kept?.headers.get("etag");
  return tag ? { "if-none-match": tag } : {};
}

/** What of the list a cache holds: mark and bytes by path. */
async function heldIn(cache) {
  const held = new Map();
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (READ.test(path) || path === LIST) continue;
    const { headers } = await cache.match(request, { ignoreVary: true });
    held.set(path, { mark: headers.get("x-kept-mark"), size: Number(headers.get("x-kept-size")) });
  }
  return held;
}

/** Fetches what is wanted, a few at once, as far as there is room. Fails when the server does not answer, or answers somebody
    else than the list is for. */
async function fetchAll(cache, wanted, { held, began, isOpen }) {
  const rest = wanted.values();
  let room = [...held.values()].reduce((room, { size }) => room - size, MOST_BYTES);
  const walk = async () => {
    for (const [path, mark] of rest) {
      if (began !== epoch || room <= 0) return;
      const kept = held.has(path) ? await cache.match(path, { ignoreVary: true }) : undefined;
      const answer = await fetch(path, { headers: unless(kept), priority: "low" });
      const body = answer.status === 304 ? kept : answer;
      if (began !== epoch) return;
      if (body.status !== 200 || body.redirected || (isOpen && isPrivate(answer))) throw new Error(path);
      room -= await put(cache, path, body, mark);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
}
