// Instants in the reader's own zone, with UTC beside them, in the language of the page; and how long what goes on has lasted.
// Without this script, pages say UTC, and how long it was when they were drawn.

const PIECES = ".status-as-of, .status-aside, .status-attention, [data-of], .incident-region, .incident-because";
/** The spans of a day of UTC stay in UTC. */
const TIMES = 'main time[datetime$="Z"]:not([data-utc], .history-spans time)';
const { lang } = document.documentElement;
/** The tag by which browsers write days as the pages do. */
const tag = lang === "en" ? "en-GB" : `${lang}-u-nu-latn`;
const day = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric" });
const clock = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const COMMA = lang === "ar" ? "\u060c " : ", ";
/** Around what is written from left to right within a sentence from right to left (UAX 9, section 2.4). */
const MARKS = document.documentElement.dir === "rtl" ? ["\u2066", "\u2069"] : ["", ""];
/** The end of a time in UTC, behind which the mark may stand that ends a blank of a sentence from right to left. */
const CLOCK_OF_UTC = /\d\d:\d\d(:\d\d)? UTC(?=\u2069?$)/;
/** When each length of time was drawn, in milliseconds since the page was opened. */
const drawn = new WeakMap();

show();
// The page draws pieces anew when something changes; what it draws is in UTC, and is changed before anybody sees it.
new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
setInterval(show, 15_000);

function show() {
  for (const time of document.querySelectorAll(TIMES)) local(time);
  for (const length of document.querySelectorAll("[data-lasting]")) last(length);
}

/** Puts the reader's own time before that in UTC. Where both are the same, UTC alone stands. */
function local(time) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime()) || at.getTimezoneOffset() === 0) return;
  remember(time);
  const utc = time.textContent;
  const own = [...(/\d{4}/.test(utc) || !isToday(at) ? [day.format(at)] : []), clock.format(at)].join(COMMA);
  // The day stands once where it is the same.
  const isSame = at.getDate() === at.getUTCDate();
  time.dataset.utc = utc;
  const short = isSame && CLOCK_OF_UTC.exec(utc)?.[0];
  time.textContent = `${own} (${short ? MARKS[0] + short + MARKS[1] : utc})`;
}

function isToday(at) {
  return at.toDateString() === new Date().toDateString();
}

/** Keeps what the piece around was drawn as: app/src/status/live/redraw.rs compares with that. */
function remember(element) {
  const piece = element.closest(PIECES);
  if (piece && piece.dataset.drawn === undefined) piece.dataset.drawn = piece.innerHTML;
}

/** Brings a length of time up to now, in at most two units, as the server writes it. */
function last(length) {
  if (!drawn.has(length)) drawn.set(length, performance.now());
  const millis = Number(length.dataset.lasting) + performance.now() - drawn.get(length);
  const words = written(Math.floor(millis / 1_000), length.dataset.units.split(" "));
  if (words === length.textContent) return;
  remember(length);
  length.textContent = words;
}

function written(seconds, units) {
  const counts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const from = counts.findIndex((count) => count > 0);
  const two = counts.slice(from, from + 2).map((count, at) => (count > 0 ? `${count} ${units[from + at]}` : ""));
  return from < 0 ? `0 ${units[3]}` : two.filter(Boolean).join(" ");
}
