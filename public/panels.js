// Keeps what follows from the planner's form right while it is changed: panels and simulations come from workers of this
// browser, or from the server where those do not run. public/planner.js brings it once it is needed.

import { fetched } from "./fetched.js";
import { fastest, worker } from "./kernel.js";
import { nodes } from "./markup.js";
import { ASKS, REQUEST, SIMULATED, changed, fields, form, leave, more, offer } from "./planner.js";

/** Simulated cases while the form is being changed, and once it rests. */
const WHILE = 16_384;
const AFTER = 65_536;
/** Sets of a simulation, which workers share out evenly. */
const SETS = 16;
/** Milliseconds without a change after which the form rests. */
const PAUSE = 400;
const PANELS = ".capacity-panels > section";
/** Links to what is made of the scenario. */
const LINKS = ":is(.capacity-exports, .capacity-measured) a";

const workers = [];
let broken = false;
let turn = 0;
/** The turn in which limits and figures of items were asked for last. */
let figured = 0;
let timer;
/** The frame after which a simulation follows a change. */
let painted;
/** The simulation under way: its turn and scenario, and what its workers have done and found. */
let run;
/** The panels as they were last put on the page, in their order: what stays the same is not read again. */
let shown = [];

form.addEventListener("input", () => {
  if (!more().hasAttribute("aria-busy")) wait();
  clearTimeout(timer);
  timer = setTimeout(settle, PAUSE);
  // Once the answer has been painted, and once however many changes are in it.
  painted ??= requestAnimationFrame(() => setTimeout(() => {
    painted = undefined;
    figures(turn + 1);
    simulate(WHILE, 1);
  }));
});

document.addEventListener("input", ({ target }) => {
  // A field that belongs to the form without being in it.
  if (target.form === form && !form.contains(target)) changed();
});

document.addEventListener("toggle", ({ target }) => {
  if (turn > 0 && target.matches?.(".capacity-fold[open]")) figures(turn);
}, true);

/** The first `count` workers; none where they do not run. */
function crew(count) {
  const { plan, today } = more().dataset;
  while (!broken && plan && workers.length < count) {
    const fresh = worker(fastest(more().dataset));
    fresh.addEventListener("message", ({ data }) => heard[data.kind](data));
    fresh.addEventListener("error", () => {
      if (broken) return;
      broken = true;
      document.querySelector(".capacity-more-cases")?.remove();
      settle();
    });
    fresh.postMessage({ kind: "plan", plan, today: Number(today) });
    workers.push(fresh);
  }
  return broken || !plan ? [] : workers.slice(0, count);
}

/** Has the limits of the resources drawn, and the figures of items whose fold is open. */
function figures(turn) {
  figured = turn;
  const items = [...document.querySelectorAll(".capacity-fold[open] [data-figures]")].map(({ dataset }) => dataset.figures);
  crew(1)[0]?.postMessage({ kind: "figures", turn, pairs: JSON.stringify(fields()), items });
}

/** Has the panels wait for what follows from a change: until each is drawn anew, it costs the page nothing where it is not seen. */
function wait() {
  more().setAttribute("aria-busy", "true");
  for (const panel of document.querySelectorAll(PANELS)) panel.dataset.waits = "";
}

/** Says that all that follows is there. */
function rest() {
  more().removeAttribute("aria-busy");
  for (const panel of document.querySelectorAll(PANELS)) delete panel.dataset.waits;
}

function settle() {
  const [first] = crew(1);
  if (!first) return ask();
  // All of one turn, so that none ends another. While the worker was on its way, figures may have been overtaken.
  figures(turn + 1);
  first.postMessage({ kind: "panels", turn: turn + 1, pairs: JSON.stringify(fields()) });
  simulate(AFTER, 1);
}

/** Simulates so many cases of the scenario, by so many workers. */
export function simulate(points, count) {
  const its = crew(count);
  if (its.length === 0) return;
  turn += 1;
  const pairs = JSON.stringify(fields());
  run = { turn, pairs, points, done: its.map(() => 0), parts: [] };
  const sets = SETS / its.length;
  for (const other of workers.slice(count)) other.postMessage({ kind: "end", turn });
  its.forEach((one, place) => one.postMessage({ kind: "simulate", turn, pairs, points, first: place * sets, sets }));
}

const heard = {
  async panels({ panels, query, compared, turn: its }) {
    put(read(compared), document.querySelector(".capacity-kept-list"));
    follow(query);
    const gone = new Set([...document.querySelectorAll(PANELS)].map(({ id }) => id));
    for (const html of panels) {
      const [, id] = html.match(/ id="([^"]+)"/);
      gone.delete(id);
      // One at a time, so that the page answers in between; and not in the task that lays it out and paints it. Also those that
      // stay as they are: from then on they are laid out again wherever they are.
      await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
      if (its < turn) return;
      const old = document.getElementById(id);
      if (old && shown.includes(html)) {
        delete old.dataset.waits;
        continue;
      }
      const panel = read(html);
      shown = [...shown.filter((old) => !old.startsWith(html.slice(0, html.indexOf(">")))), html];
      // The simulation tells of more cases than are in this one.
      if (panel.id !== SIMULATED || !old) put(panel);
      else delete old.dataset.waits;
    }
    for (const id of gone) document.getElementById(id).remove();
    rest();
  },

  keep({ keep }) {
    if (keep !== undefined) set({ keep, name: "" });
  },

  async figures({ turn: its, items, figures, limits }) {
    for (const html of limits) {
      if (its < figured) return;
      put(read(html));
      // One at a time, so that no task is long.
      await new Promise((go) => setTimeout(go));
    }
    if (its < figured) return;
    for (const [place, id] of items.entries()) {
      const fresh = read(figures[place]);
      document.querySelector(`[data-figures="${CSS.escape(id)}"]`)?.replaceChildren(...(fresh ? [fresh] : []));
    }
  },

  progress({ turn: its, first, done }) {
    if (its !== run?.turn) return;
    run.done[Math.floor((first * run.done.length) / SETS)] = done;
    const bar = document.querySelector(".capacity-more-cases progress");
    if (bar) [bar.hidden, bar.value] = [run.points < REQUEST, run.done.reduce((sum, share) => sum + share) / run.done.length];
  },

  found({ turn: its, first, found }) {
    if (its !== run?.turn) return;
    run.parts.push([first, found]);
    if (run.parts.length < run.done.length) return;
    const parts = run.parts.sort(([a], [b]) => a - b).map(([, part]) => part);
    workers[0].postMessage({ kind: "simulated", turn: its, pairs: run.pairs, parts }, parts.map((part) => part.buffer));
  },

  simulated({ turn: its, panel }) {
    if (its !== run?.turn) return;
    run = undefined;
    if (!panel) return;
    const focused = document.activeElement?.closest(".capacity-more-cases");
    const fresh = read(panel);
    fresh.toggleAttribute("data-waits", more().hasAttribute("aria-busy"));
    put(fresh);
    offer();
    if (focused) document.querySelector(".capacity-more-cases button").focus();
  },
};

/** Has all that is made of the scenario, or added to it, be of the one with this query. */
function follow(query) {
  for (const link of document.querySelectorAll(LINKS)) link.search = query;
  const [brought, live] = [".capacity-import", ".capacity-live"].map((its) => document.querySelector(its));
  brought.action = brought.action.split("?")[0] + query;
  for (const field of live?.querySelectorAll("[type=hidden]") ?? []) field.remove();
  for (const [name, value] of new URLSearchParams(query)) {
    live?.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
}

function read(html) {
  return nodes(html).firstElementChild;
}

/** Which row of a panel is explained. */
function explained(panel) {
  return panel.querySelector(".capacity-rows b")?.textContent;
}

/** Puts a fresh panel in the place of the old one; what was open stays so, and so does the focus. A row that is newly chosen is
    shown. */
function put(fresh, old = document.getElementById(fresh.id)) {
  const place = fresh.dataset.limits ? `[data-holds="${fresh.dataset.limits}"]` : ".capacity-panels";
  if (!old) return document.querySelector(place)?.append(fresh);
  const folds = fresh.querySelectorAll("details");
  const isNew = explained(fresh) !== explained(old);
  for (const [place, { open }] of old.querySelectorAll("details").entries()) {
    if (!isNew || !folds[place]?.open) folds[place]?.toggleAttribute("open", open);
  }
  const focused = [...old.querySelectorAll("a")].indexOf(document.activeElement);
  old.replaceWith(fresh);
  if (focused >= 0) ([...fresh.querySelectorAll("a")][focused] ?? fresh.querySelector("a"))?.focus();
}

/** Sets fields of the form by name. */
function set(values) {
  for (const [name, value] of Object.entries(values)) form.elements.namedItem(name).value = value;
  changed();
}

document.addEventListener("click", (event) => {
  const its = event.target.closest?.(ASKS);
  if (!its) return;
  event.preventDefault();
  const [one] = crew(1);
  if (!one) return leave(its);
  const link = its.closest("a");
  if (!link) return one.postMessage({ kind: "keep", pairs: JSON.stringify(fields()) });
  const asked = new URLSearchParams(link.search);
  set(Object.fromEntries(link.dataset.asks.split(" ").map((name) => [name, asked.get(name) ?? ""])));
});

/** The panels by the server. */
async function ask() {
  const mine = (turn += 1);
  const page = await fetched(`${form.getAttribute("action")}?${new URLSearchParams(fields())}`);
  if (mine !== turn) return;
  rest();
  if (!page) return;
  for (const piece of page.querySelectorAll(`${PANELS}, [data-holds] > *`)) put(piece);
  for (const its of page.querySelectorAll("[data-figures]")) {
    document.querySelector(`[data-figures="${CSS.escape(its.dataset.figures)}"]`)?.replaceChildren(...its.childNodes);
  }
  const [query] = page.querySelector(".capacity-exports a").getAttribute("href").match(/\?.*|$/);
  follow(query);
}
