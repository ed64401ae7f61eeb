// Asks a Prometheus from the browser for figures of a plan: the token stays here, and the server sees only what is brought in.

/** Milliseconds until it is given up, and the most bytes of a form. */
const PATIENCE = 10_000;
const MOST = 1 << 20;
/** Times that a stretch is asked for, and the fewest seconds between them. */
const TIMES = 240;
const STEP = 15;

/** Asks the one at this address for what the form `live` says, and brings its answer in by the form `brought`; where it lets no
    browser in, the server asks. */
export async function ask(address, live, brought) {
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
    else if (String(new URLSearchParams({ file: text, query: query.value })).length > MOST - 1024) {
      told.textContent = "The answer is too long: ask for a sum, or for less time.";
    } else {
      brought.elements.file.value = text;
      brought.elements.query.value = query.value;
      brought.requestSubmit();
    }
  } catch {
    told.textContent = "This browser gets no answer; the server asks.";
    live.submit();
  }
}
