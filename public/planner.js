// Keeps the panels and the files of the planner right while its form is changed: the server draws them again for the scenario
// in the form. Reads a file that is dropped on the import.

const form = document.querySelector(".capacity-planner");
const PAUSE = 600;
let timer;
let asking;

form?.addEventListener("input", () => {
  clearTimeout(timer);
  document.getElementById("capacity-more")?.setAttribute("aria-busy", "true");
  timer = setTimeout(follow, PAUSE);
});

/** The address of what is in the form. */
function address() {
  const fields = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${form.getAttribute("action")}?${new URLSearchParams(fields)}`;
}

async function follow() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(address(), { signal: asking.signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    replace(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("capacity-more"));
  } catch (error) {
    if (error.name !== "AbortError") document.getElementById("capacity-more")?.removeAttribute("aria-busy");
  }
}

/** Puts what is fresh in the place of what is there; what was open or typed stays so. */
function replace(fresh) {
  const old = document.getElementById("capacity-more");
  if (!fresh || !old) return;
  for (const fold of old.querySelectorAll("section[id] > details[open]")) {
    fresh.querySelector(`#${fold.parentElement.id} > details`)?.setAttribute("open", "");
  }
  const typed = old.querySelector("textarea").value;
  old.replaceWith(document.adoptNode(fresh));
  fresh.querySelector("textarea").value = typed;
}

document.addEventListener("dragover", (event) => {
  if (event.target.id === "capacity-import") event.preventDefault();
});

document.addEventListener("drop", async (event) => {
  const file = event.dataTransfer?.files[0];
  if (event.target.id !== "capacity-import" || !file) return;
  event.preventDefault();
  event.target.value = await file.text();
});
