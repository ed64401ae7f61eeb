// Files of a plan: takes one that is dropped or chosen, and brings what asks a Prometheus (public/prometheus.js) and what makes a
// picture of the drawing (public/picture.js) once they are asked for.

/** What stands before a scenario in every file. */
export const MARK = "pharos-scenario: ";

/** Fields that take the text of a file that is dropped on them: what is brought in, and lists of nodes and of rates. */
const TAKES = ":is(.capacity-import, .capacity-sheet) textarea";

const brought = document.querySelector(".capacity-import");
const live = document.querySelector(".capacity-live");

if (brought) {
  const chosen = brought.querySelector(".capacity-chosen");
  chosen.hidden = false;
  chosen.addEventListener("change", ({ target }) => take(target.files[0]));
  for (const type of ["input", "click"]) {
    // A query belongs to the answer that it was given.
    brought.addEventListener(type, ({ target }) => target.matches("textarea, [name=sample]") && (brought.elements.query.value = ""));
  }
}

document.addEventListener("dragover", (event) => {
  if (event.target.matches?.(TAKES)) event.preventDefault();
});

document.addEventListener("drop", async (event) => {
  const { target, dataTransfer } = event;
  const [file] = dataTransfer?.files ?? [];
  if (!file || !target.matches?.(TAKES)) return;
  event.preventDefault();
  if (target.form === brought) return take(file);
  target.value = await file.text();
  target.dispatchEvent(new Event("input", { bubbles: true }));
});

/** Puts a file into the field of what is brought in. Of a picture only its text is taken. */
async function take(file) {
  if (!file) return;
  const text = await file.text();
  const at = file.type === "image/png" ? text.indexOf(MARK) : -1;
  brought.elements.file.value = at < 0 ? text : text.slice(at).split("\n")[0];
  brought.elements.query.value = "";
}

if (live) {
  live.elements.source.addEventListener("change", offer);
  live.addEventListener("submit", (event) => {
    const address = chosen();
    if (!address) return;
    event.preventDefault();
    import("./prometheus.js").then(({ ask }) => ask(address, live, brought), () => live.submit());
  });
  offer();
}

/** Where this browser asks; nothing for what the server asks. */
function chosen() {
  return live.elements.source.selectedOptions[0]?.dataset.address;
}

/** Shows the field of the token where it is of use. */
function offer() {
  live.querySelector(".capacity-token").hidden = !chosen();
}

// The picture is drawn here, of the drawing as the server gives it.
const svg = [...document.querySelectorAll(".capacity-exports a")].find(({ pathname }) => pathname.endsWith("/system.svg"));
if (svg) {
  const entry = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "drawing (PNG)";
  button.addEventListener("click", async () => (await import("./picture.js")).picture(svg.href));
  entry.append(button);
  svg.closest("li").after(entry);
}
