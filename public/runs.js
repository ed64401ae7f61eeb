// A run: ticks, skips and notes without loading the page again, what others do as they do it, and a queue for what could
// not be sent. What is queued is sent when the connection is back, and counts from when it was done.

const page = document.querySelector(".runs-run");
const { run, who } = page.dataset;
const said = page.querySelector(".runs-said");
const api = `/api/v1/runs/${encodeURIComponent(run)}`;

/** Where the browser keeps what is not sent yet, of all runs. */
const QUEUE = "pharos-runs";
/** Milliseconds until a failed sending is tried again. */
const AGAIN = 5_000;
/** Answers after which it is tried again: nobody is signed in, too much at once. Those from 500 on are of this kind too. */
const LATER = [401, 408, 425, 429];

/** What of a form is the name of an act's text. */
const TEXT = { skip: "reason", fail: "reason", note: "text", finish: "text", abandon: "reason" };

let sending = false;
let timer;

if (who !== undefined) page.addEventListener("submit", submit);
const events = new EventSource("/api/events");
events.addEventListener("runs", load);
events.addEventListener("open", () => load().then(send));
addEventListener("online", () => send());
send();

/** Puts what a form says into the queue. */
function submit(event) {
  const { submitter, target } = event;
  const body = actOf(new FormData(target, submitter));
  if (body === undefined) return;
  if (!put({ key: key(), run, who, act: body, happened: Date.now() })) return;
  event.preventDefault();
  expect(body);
  target.querySelector('[name="text"]')?.form.reset();
  target.closest("details")?.removeAttribute("open");
  send();
}

/** The act that a form means; nothing if its text is missing, which the server says better. */
function actOf(form) {
  const [act, step, text] = ["do", "step", "text"].map((name) => (form.get(name) ?? "").trim());
  if (["skip", "note"].includes(act) && text === "") return undefined;
  const of = step === "" ? {} : { step };
  return TEXT[act] === undefined ? { do: act, ...of } : { do: act, ...of, [TEXT[act]]: text };
}

/** 128 random bits. */
function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is not sent yet. */
function queue() {
  try {
    return JSON.parse(localStorage.getItem(QUEUE)) ?? [];
  } catch {
    return [];
  }
}

/** Adds to the queue; says whether the browser keeps it. */
function put(item) {
  return keep([...queue(), item]);
}

function keep(items) {
  try {
    localStorage.setItem(QUEUE, JSON.stringify(items));
    return true;
  } catch {
    return false;
  }
}

/** What whoever looks has done and not sent; of others who used this browser, nothing. */
function mine() {
  return queue().filter((item) => item.who === who);
}

/** Sends what is queued, one after the other, and stops where it has to wait. */
async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  for (let next = mine()[0]; next !== undefined; next = mine()[0]) {
    const answer = await post(next);
    if (answer === undefined || answer.status >= 500 || LATER.includes(answer.status)) {
      timer = setTimeout(send, AGAIN);
      break;
    }
    keep(queue().filter((item) => item.key !== next.key));
    await take(next, answer);
  }
  sending = false;
  waiting();
}

function post({ key, run, act, happened }) {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  const body = JSON.stringify({ act, happened });
  const path = `/api/v1/runs/${encodeURIComponent(run)}/acts`;
  return fetch(path, { method: "POST", headers, body }).catch(() => undefined);
}

/** Shows what came of an act. */
async function take(item, answer) {
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    said.textContent = told.detail ?? "It was refused.";
    load();
  } else if (item.run === run) show(told);
}

async function load() {
  const answer = await fetch(api).catch(() => undefined);
  if (answer?.ok) show(await answer.json());
}

/** Shows a step as it will be when what was done is sent. */
function expect(act) {
  const row = [...page.querySelectorAll(".runs-step")].find((its) => its.dataset.step === act.step);
  const state = { tick: "done", skip: "skipped", fail: "failed", "take-back": "open" }[act.do];
  if (row === undefined || state === undefined) return;
  set(row, state, state === "open" ? "" : "Sending.");
  if (state === "open") row.querySelector(".runs-tick")?.focus();
  else page.querySelector('.runs-step[data-state="open"][data-gone="false"] .runs-tick, .runs-finish')?.focus();
}

/** Shows a run as the server knows it, but for what is not sent yet. */
function show(run) {
  const rows = new Map([...page.querySelectorAll(".runs-step")].map((row) => [row.dataset.step, row]));
  if (run.state !== page.dataset.state || run.steps.some((step) => !rows.has(step.id))) return location.reload();
  const unsent = new Set(mine().filter((item) => item.run === run.id).map((item) => item.act.step));
  for (const step of run.steps) {
    const row = rows.get(step.id);
    list(row.querySelector(".runs-notes"), step.notes);
    if (!unsent.has(step.id)) set(row, step.state, step.told);
  }
  list(document.getElementById("run-notes"), run.notes);
  page.querySelector(".runs-standing").textContent = run.standing;
  page.querySelector(".runs-progress").value = run.steps.filter((step) => step.state !== "open").length;
}

function set(row, state, told) {
  row.dataset.state = state;
  row.querySelector(".runs-told").textContent = told;
  const button = row.querySelector(".runs-tick");
  const seen = row.querySelector(".runs-seen");
  if (seen) seen.textContent = state[0].toUpperCase() + state.slice(1);
  if (!button) return;
  const [act, label] = state === "done" ? ["take-back", "Take back"] : ["tick", "Tick"];
  button.value = act;
  button.textContent = label;
  button.setAttribute("aria-label", `${label}: ${button.dataset.words}`);
}

function list(place, texts) {
  const items = texts.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  place.replaceChildren(...items);
}

/** Says how much is not sent. */
function waiting() {
  const { length } = mine();
  page.toggleAttribute("data-waiting", length > 0);
  if (length > 0) said.textContent = `Not sent yet: ${length}. It is kept in this browser and sent when the site answers.`;
  else if (said.textContent.startsWith("Not sent yet")) said.textContent = "All is sent.";
}
