// What the demo's site has: its systems, one page of every kind, and all pages that links lead to.

import * as wire from "./wire";

/** The systems by id, with their names and groups, as content/estate has them. */
export const SYSTEMS = {
  butterfly: { name: "BUTTERFLY", groups: ["Gateway", "Backend services", "Messaging", "Data stores", "Observability"] },
  jack: { name: "Jack The Butler", groups: ["Entry", "Services", "Data layer"] },
  "ai-challenge": { name: "AI Challenge", groups: ["Shared services", "Monitoring and logs"] },
};

/** A page of every kind. */
export const PAGES = {
  overview: "/",
  system: "/status/butterfly",
  component: "/status/butterfly/cassandra",
  "component with metrics": "/status/butterfly/capsule",
  "start of the docs": "/docs",
  "docs page": "/docs/butterfly",
  "docs page with code": "/docs/butterfly/deployment",
  planner: "/capacity/butterfly",
  "planner with problems": "/capacity/butterfly?traffic=lots&nobody.cpu=1",
  "past incidents": "/incidents",
  "sign in": "/sign-in",
  demo: "/demo",
  "missing page": "/nowhere",
};

/** A page of every kind that members alone see. */
export const MEMBER_PAGES = {
  desk: "/desk",
  "declaring an incident": "/desk/declare",
  account: "/account",
  members: "/members",
  "audit log": "/audit",
};

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

/** The HTML of every page that links lead to from the first one, by path. */
export async function crawl(): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const queue = ["/"];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (pages.has(path)) continue;
    const answer = await wire.follow(path);
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
    pages.set(path, answer.text);
    queue.push(...links(answer.text, path).map((link) => link.pathname));
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
