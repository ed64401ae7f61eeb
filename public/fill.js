// Fills the names in the commands and links of a page while one types, and keeps the address of the page in step, so that
// it can be sent to somebody else. Nothing is sent to the server. The same rules as server/docs/src/variable.

const form = document.querySelector(".docs-fill form");
const said = form?.querySelector(".docs-filled");
const inputs = [...(form?.querySelectorAll("input") ?? [])];
const key = (name) => name.toLowerCase().replaceAll(/[-. ]/g, "_");
const named = new Map(inputs.map((input) => [key(input.name.replace(/^var\./, "")), input]));

for (const input of inputs) input.addEventListener("input", () => fill(key(input.name.replace(/^var\./, ""))));

/** Writes the value of a field wherever its name stands. */
function fill(name) {
  for (const place of document.querySelectorAll(`var[data-var="${CSS.escape(name)}"]`)) put(place, value(name));
  for (const link of document.querySelectorAll("a[data-link]")) link.href = address(link.dataset.link);
  const url = new URL(location.href);
  url.search = new URLSearchParams(inputs.filter(({ value, dataset }) => value && value !== dataset.default).map((input) => [input.name, input.value]));
  history.replaceState(history.state, "", url);
  const open = new Set([...document.querySelectorAll("var[data-var]:not([data-as])")].map(({ dataset }) => dataset.var));
  said.textContent = open.size === 0 ? "Everything is filled in." : `Not filled in: ${[...open].map((its) => named.get(its)?.name.slice(4) ?? its).join(", ")}.`;
}

/** What is to be filled in; what does not fit its type is not. */
function value(name) {
  const input = named.get(name);
  return (input?.validity.valid && input.value) || input?.dataset.default || "";
}

function put(place, value) {
  const was = place.dataset.as ?? place.textContent;
  const text = quoted(value, place.dataset.place ?? "word");
  place.textContent = text ?? was;
  if (text === undefined) delete place.dataset.as;
  else place.dataset.as = was;
}

/** The value as it stands there in a shell; none if it cannot. */
function quoted(value, place) {
  const isOption = value.startsWith("-") && !/^-(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
  if (value === "" || isOption || /\p{Cc}/u.test(value)) return undefined;
  if (/^[\w@%+=:,./-]+$/.test(value)) return value;
  const inside = value.replaceAll("'", "'\\''");
  return { word: `'${inside}'`, double: `"'${inside}'"`, single: inside }[place];
}

/** The address of a link with what is filled in; names that are not stay. */
function address(pattern) {
  const encoded = (text) => encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return pattern.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => (value(name) ? encoded(value(name)) : `%7B%7B${name}%7D%7D`));
}
