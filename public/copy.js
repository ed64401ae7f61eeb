// A button at each block of code that copies what is to be typed: without prompts and without what commands print, with
// values filled in. What destroys, or has letters that only look like those of a command, is shown first and copied only when
// that is confirmed. Says politely what was copied.

const told = document.createElement("p");
told.className = "frame-unseen";
told.setAttribute("role", "status");
document.querySelector("main")?.append(told);

/** Commands after which something is gone, each with what it does. */
const DANGERS = [
  [/\brm\s+(-[a-z]*[rf]|--recursive|--force)/i, "removes files"],
  [/\b(dd\s[^\n]*\bof=|mkfs|wipefs|shred\b|fdisk\b|parted\b)/, "overwrites a disk"],
  [/\b(drop|truncate)\s+(table|database|schema|keyspace|index|view|materialized|user|role|column)\b|\btruncate\s+\w+(\.\w+)?\s*;/i, "drops data"],
  [/\bdelete\s+from\b/i, "deletes rows"],
  [/\b(kubectl|oc)\s[^\n]*\b(delete|drain|replace\s+--force)\b/, "deletes from the cluster"],
  [/\bhelm\s+(uninstall|delete)\b|\bterraform\s+destroy\b/, "takes down what was installed"],
  [/\bdocker\s+(compose\s+[^\n]*\bdown\s[^\n]*(-v|--volumes)|system\s+prune|volume\s+(rm|prune))/, "removes containers or volumes"],
  [/\bflush(all|db)\b|\bnodetool\s+(removenode|decommission|assassinate)\b|--delete\b|\bkafka-topics[^\n]*--delete/i, "deletes data"],
  [/\bgit\s+(push\s[^\n]*(--force|-f\b)|reset\s+--hard|clean\s+-[a-z]*f)/, "discards changes"],
  [/\b(shutdown|reboot|poweroff|halt)\b|\bkill(all)?\s+-(9|KILL|SIGKILL)/, "stops a machine or a process at once"],
];

for (const figure of document.querySelectorAll(".docs-code:not(.docs-diagram)")) offer(figure);

function offer(figure) {
  const code = figure.querySelector("code");
  if (!code) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "docs-copy";
  button.textContent = "Copy";
  const what = figure.querySelector("figcaption")?.textContent ?? "code";
  button.setAttribute("aria-label", `Copy the block of ${what}`);
  button.addEventListener("click", () => press(code, button));
  figure.prepend(button);
}

/** What of a block is to be typed: where there are prompts, what follows them, else all; and why to ask first, if there is a reason. */
function typed(code) {
  const copy = code.cloneNode(true);
  const session = copy.querySelector(".hl-prompt") !== null;
  for (const part of copy.querySelectorAll(".hl-prompt, .hl-output")) part.replaceWith(part.matches(".hl-output") ? "\u{0}" : "");
  const lines = copy.textContent.split("\n");
  // A line of output is empty after that; empty lines of a block without prompts stay.
  const text = lines.filter((line) => !line.includes("\u{0}") && (!session || line.trim() !== "")).join("\n").trimEnd();
  const others = new Set([...copy.querySelectorAll(".docs-lookalike")].map((its) => its.dataset.number));
  const does = DANGERS.find(([pattern]) => pattern.test(text))?.[1];
  const has = others.size > 0 && `has characters that only look like those of a command: ${[...others].join(", ")}`;
  return { text, danger: [does, has].filter(Boolean).join(" and ") };
}

async function press(code, button) {
  const { text, danger } = typed(code);
  if (danger && !(await confirmed(text, danger))) {
    button.focus();
    return;
  }
  await navigator.clipboard.writeText(text);
  const open = new Set([...code.querySelectorAll("var[data-var]:not([data-as])")].map((its) => its.textContent));
  button.textContent = "Copied";
  told.textContent = open.size === 0 ? "Copied." : `Copied. Still to be filled in: ${[...open].join(", ")}.`;
  setTimeout(() => (button.textContent = "Copy"), 2_000);
}

/** Shows what would be copied, and asks. */
function confirmed(text, what) {
  const dialog = document.createElement("dialog");
  dialog.className = "docs-danger";
  dialog.setAttribute("aria-labelledby", "docs:danger");
  const heading = document.createElement("h2");
  heading.id = "docs:danger";
  heading.textContent = `This ${what}`;
  const shown = document.createElement("pre");
  shown.tabIndex = 0;
  shown.textContent = text;
  const choices = document.createElement("form");
  choices.method = "dialog";
  for (const [value, words] of [["no", "Do not copy"], ["yes", "Copy it"]]) {
    const choice = document.createElement("button");
    choice.value = value;
    choice.textContent = words;
    choices.append(choice);
  }
  dialog.append(heading, shown, choices);
  document.body.append(dialog);
  dialog.showModal();
  choices.querySelector("button")?.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
