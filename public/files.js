// Files of a plan: takes one that is dropped or chosen, asks a Prometheus for measured figures, and makes a picture of the
// drawing that holds its scenario as the other files do.

/** What stands before a scenario in every file. */
const MARK = "pharos-scenario: ";
/** Milliseconds until a Prometheus is given up, and the most bytes of a form. */
const PATIENCE = 10_000;
const MOST = 1 << 20;
/** Times that a stretch is asked for, and the fewest seconds between them. */
const TIMES = 240;
const STEP = 15;
/** Pixels of a picture for each unit of a drawing. */
const SCALE = 2;

const brought = document.querySelector(".capacity-import");
const live = document.querySelector(".capacity-live");

if (brought) {
  const chosen = brought.querySelector(".capacity-chosen");
  chosen.hidden = false;
  chosen.addEventListener("change", ({ target }) => take(target.files[0]));
  brought.elements.file.addEventListener("dragover", (event) => event.preventDefault());
  brought.elements.file.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file);
  });
  for (const type of ["input", "click"]) {
    // A query belongs to the answer that it was given.
    brought.addEventListener(type, ({ target }) => target.matches("textarea, [name=sample]") && (brought.elements.query.value = ""));
  }
}

/** Puts a file into the field. Of a picture only its text is taken. */
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
    ask(address);
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

/** Asks a Prometheus, and brings its answer in; where it does not let browsers in, the server asks. */
async function ask(address) {
  const told = live.querySelector(".capacity-asked");
  told.textContent = "Asking.";
  const { query, hours } = live.elements;
  const length = Number(hours.value) * 3600;
  const to = Math.floor(Date.now() / 1000);
  const step = Math.max(STEP, Math.ceil(length / TIMES));
  const range = new URLSearchParams({ query: query.value, start: to - length, end: to, step });
  const token = document.getElementById("capacity-token").value.trim();
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  try {
    // Without cookies, and without the address of this page, in which the scenario stands.
    const how = { headers, credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(`${address}/api/v1/query_range?${range}`, how);
    const text = await answer.text();
    if (answer.status === 401 || answer.status === 403) told.textContent = "It refuses this token.";
    else if (new URLSearchParams({ file: text, query: query.value }).toString().length > MOST - 1024) told.textContent = "The answer is too long: ask for a sum, or for less time.";
    else bring(text, query.value);
  } catch {
    told.textContent = "This browser gets no answer; the server asks.";
    live.submit();
  }
}

function bring(text, query) {
  brought.elements.file.value = text;
  brought.elements.query.value = query;
  brought.requestSubmit();
}

// The picture is drawn here, of the drawing as the server gives it.
const svg = [...document.querySelectorAll(".capacity-exports a")].find(({ pathname }) => pathname.endsWith("/system.svg"));
if (svg) {
  const entry = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "drawing (PNG)";
  button.addEventListener("click", () => picture(svg.href));
  entry.append(button);
  svg.closest("li").after(entry);
}

/** Makes a picture of the drawing at this address, and gives it to be kept. */
async function picture(address) {
  const text = await (await fetch(address)).text();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth * SCALE, image.naturalHeight * SCALE];
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const [scenario] = text.slice(text.indexOf(MARK)).split("<");
  const picture = withText(new Uint8Array(await drawn.arrayBuffer()), `${scenario.replaceAll("&amp;", "&")}\n`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = `${new URL(address).pathname.split("/")[2]}-system.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}

/** The picture with a comment behind its first chunk, which ends at byte 33 (PNG, third edition, 11.3.3.2). */
function withText(png, text) {
  const data = new TextEncoder().encode(`tEXtComment\0${text}`);
  const chunk = new Uint8Array(data.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length - 4);
  chunk.set(data, 4);
  view.setUint32(data.length + 4, checksum(data));
  return new Blob([png.subarray(0, 33), chunk, png.subarray(33)], { type: "image/png" });
}

/** CRC-32 of the bytes (PNG, third edition, annex D). */
function checksum(bytes) {
  let rest = ~0;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return ~rest >>> 0;
}
