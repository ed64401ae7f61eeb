// Markup that our own programs write in the browser, as nodes of the page: element by element and without the browser's parser, for
// the policy of pages lets no script make markup out of text (W3C Trusted Types). It knows what app/src/status/now.rs and
// app/capacity/src/panel/markup.rs write; whatever else stands in a text, or runs something, makes it fail.

const ELEMENTS = new Set(
  "a b caption code dd details div dl dt h2 h3 i li ol p section span strong summary table tbody td th thead time tr ul".split(" "),
);
const DRAWN = new Set("svg a circle g path polygon polyline rect text".split(" "));
const ATTRIBUTES =
  /^(aria-[a-z]+|class|cx|cy|d|data-[a-z]+|datetime|dir|height|href|id|lang|open|points|r|rel|role|rx|scope|tabindex|viewBox|width|xmlns|x|y)$/;
/** A link to this site, its path or what follows one, or to a host by its name alone: what a formula cites. None runs a script. */
const LINK = /^(\/(?![/\\])|[?#]|https:\/\/[a-z0-9.-]+\/)/;
const SVG = "http://www.w3.org/2000/svg";

/** The end of an element, its start, or text. */
const PIECE = /<\/([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?: [a-zA-Z-]+="[^"]*")*) ?(\/?)>|[^<]+/y;
const ATTRIBUTE = / ([a-zA-Z-]+)="([^"]*)"/g;
const LETTERS = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The nodes that a text means. */
export function nodes(html) {
  const root = document.createDocumentFragment();
  let around = root;
  for (PIECE.lastIndex = 0; PIECE.lastIndex < html.length; ) {
    const [piece, end, start, attributes, isEmpty] = PIECE.exec(html) ?? refuse(html);
    if (end) {
      if (around.localName !== end) refuse(piece);
      around = around.parentNode;
    } else if (start) {
      const fresh = around.appendChild(element(start, attributes, around));
      if (!isEmpty) around = fresh;
    } else around.append(letters(piece));
  }
  return around === root ? root : refuse(html);
}

/** Draws a piece of the page as the text means it. */
export function put(piece, html) {
  const fresh = document.createElement("div");
  fresh.append(nodes(html));
  replace(piece, fresh);
}

/** Draws a piece of the page as `fresh` is, unless it shows that already. What it was drawn as counts, before public/times.js put
    the reader's own times into it; both sides are compared as the browser writes them. */
export function replace(piece, fresh) {
  const wanted = fresh.innerHTML;
  if ((piece.dataset.drawn ?? piece.innerHTML) === wanted) return;
  piece.replaceChildren(...fresh.childNodes);
  piece.dataset.drawn = wanted;
}

function element(name, attributes, around) {
  const isDrawn = name === "svg" || around.namespaceURI === SVG;
  if (!(isDrawn ? DRAWN : ELEMENTS).has(name)) refuse(name);
  const fresh = isDrawn ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [piece, key, value] of attributes.matchAll(ATTRIBUTE)) {
    const text = letters(value);
    if (!ATTRIBUTES.test(key) || (key === "href" && !LINK.test(text))) refuse(piece);
    if (key !== "xmlns") fresh.setAttribute(key, text);
  }
  return fresh;
}

function letters(text) {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name) => LETTERS[name]);
}

function refuse(piece) {
  throw new TypeError(`no markup of ours: ${piece.slice(0, 80)}`);
}
