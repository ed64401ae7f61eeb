// Evaluates the golden cases in a worker of this browser, and says of each whether it passes and gives the server's digits.

import { worker } from "./kernel.js";

const here = document.getElementById("golden-here");
const bar = here.querySelector("progress");
const told = here.querySelector("[role=status]");
const rows = [...document.querySelectorAll(".capacity-golden tbody tr")];
let passed = 0;
let same = 0;

here.hidden = false;
for (const cell of document.querySelectorAll("[data-here]")) cell.hidden = false;
start().catch(failed);

async function start() {
  const answer = await fetch(here.dataset.cases);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const cases = await answer.json();
  bar.max = cases.length;
  const began = performance.now();
  const golden = worker(here.dataset.golden);
  golden.addEventListener("error", failed);
  golden.addEventListener("message", ({ data }) => {
    show(data.index, data.result);
    bar.value = data.index + 1;
    if (bar.value < cases.length) return;
    golden.terminate();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    told.textContent =
      `${passed} of ${cases.length} cases pass in your browser, ${same} of them with every digit that the server gives; ` +
      `it took ${seconds} s.`;
  });
  golden.postMessage(cases.map((its) => JSON.stringify(its)));
}

/** Puts what came out for a case into its row. */
function show(index, [verdict = "fail", ...figures]) {
  const cell = rows[index]?.querySelector("td[data-here]");
  if (!cell) return;
  const server = [...cell.previousElementSibling.querySelectorAll("b")].map((figure) => figure.textContent);
  const alike = server.length === figures.length && server.every((text, at) => text === figures[at]);
  passed += verdict === "pass";
  same += verdict === "pass" && alike;
  const word = document.createElement("strong");
  word.textContent = verdict;
  cell.append(word, alike ? ", the same digits" : `, ${figures.join("; ") || "no result"}`);
}

function failed() {
  told.textContent = "Your browser cannot run the kernel: it needs WebAssembly and workers that are modules.";
}
