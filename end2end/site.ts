// What the demo's site has: its systems, one page of every kind, and all pages that links lead to.

import * as wire from "./wire";

/** The systems by id, with their names and groups, as content/estate has them. */
export const SYSTEMS = {
  butterfly: { name: "BUTTERFLY", groups: ["Gateway", "Backend services", "Messaging", "Data stores", "Observability"] },
  jack: { name: "Jack The Butler", groups: ["Entry", "Services", "Data layer"] },
  "ai-challenge": { name: "AI Challenge", groups: ["Shared services", "Monitoring and logs"] },
};

/** The UTC day before this one: `2026-11-20`. */
export const YESTERDAY = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** A page of every kind. */
export const PAGES = {
  overview: "/",
  system: "/status/butterfly",
  component: "/status/butterfly/cassandra",
  "latency of a day": "/status/butterfly/cassandra?range=day",
  "component with metrics": "/status/butterfly/capsule",
  "day of a component": `/status/butterfly/cassandra/${YESTERDAY}`,
  "history of a month": "/history",
  "uptime of a month": "/report",
  "start of the docs": "/docs",
  "docs page": "/docs/butterfly",
  "docs page with code": "/docs/butterfly/deployment",
  runbook: "/docs/butterfly/runbooks/cassandra-node-down",
  "list of all pages": "/docs/tree",
  "docs search": "/docs/search?q=cassandra",
  "docs search without an answer": "/docs/search?q=zzzzqqqq",
  "alert without a runbook": "/r/NobodyAnswersThis?pod=a",
  "capacity plans": "/capacity",
  "golden cases": "/capacity/golden",
  planner: "/capacity/butterfly",
  "planner with problems": "/capacity/butterfly?traffic=lots&nobody.cpu=1",
  "past incidents": "/incidents",
  "sign in": "/sign-in",
  subscribing: "/subscribe",
  demo: "/demo",
  "mailbox of the demo": "/demo/mailbox",
  "missing page": "/nowhere",
  "page without a copy": "/offline",
};

/** A page of every kind that members alone see. */
export const MEMBER_PAGES = {
  desk: "/desk",
  "declaring an incident": "/desk/declare",
  "runbook coverage": "/docs/coverage",
  "problems in the docs": "/docs/lint",
  runs: "/docs/runs",
  "docs page with its runs": "/docs/butterfly/runbooks/kafka-broker-down",
  account: "/account",
  members: "/members",
  "audit log": "/audit",
  notices: "/notices",
  templates: "/templates",
  subscribers: "/subscribers",
};

/** What the planner brings once it is touched: the same for every scenario. */
export const PLANNER_PARTS = /^\/(pkg\/.*(kernel|simd)\..*|(panels|fetched|kernel|markup|trusted)\.js)$/;

/** The scripts that pages of the docs may load, each where it has something to do. */
export const DOCS_SCRIPTS = /^\/(contents|copy|fetched|fill|follow|offline|runs|search|tree|trusted)\.js$/;

/** A component as /api/status.json has it. */
export interface Component {
  id: string;
  name: string;
  status: string;
}

/** What the server knows of every component. */
export async function components(): Promise<Component[]> {
  return JSON.parse((await wire.get("/api/status.json")).text).components;
}

/** Days of components, of which there are thousands. */
const DAY = /^\/status\/[^/]+\/[^/]+\/\d{4}-\d\d-\d\d$/;

/** What is linked and is no page. */
const DATA = /\.(csv|json|md)$|\/export\//;

/** The HTML of every page that links lead to from the first one, by path; of the days, that of `PAGES` alone. */
export async function crawl(): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const queue = ["/"];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (pages.has(path)) continue;
    const answer = await wire.follow(path);
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
    pages.set(path, answer.text);
    // Mails have links that end, and links to what only members see.
    if (path === PAGES["mailbox of the demo"]) continue;
    const paths = links(answer.text, path).map((link) => link.pathname);
    const isPage = (its: string) => !DATA.test(its) && (!DAY.test(its) || its === PAGES["day of a component"]);
    queue.push(...paths.filter(isPage));
  }
  return pages;
}

/** Where the links of a page lead within the site. */
export function links(html: string, path: string): URL[] {
  const base = new URL(path, wire.site());
  const hrefs = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map((match) => match[1] ?? "");
  const urls = hrefs.map((href) => new URL(href.replaceAll("&amp;", "&"), base));
  return urls.filter((url) => url.origin === base.origin);
}
