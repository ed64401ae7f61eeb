// Lighthouse's verdict on a running site: accessibility, best practices and SEO have to be 100 on each page. No part of the
// test run: npx fetches the program, which is larger than all the rest.
//
// PHAROS_CHROMIUM=/usr/bin/chromium npm run lighthouse -- http://127.0.0.1:4040 [PATH...]

import { execFileSync } from "node:child_process";

const PROGRAM = "lighthouse@12.8.2";
const CATEGORIES = ["accessibility", "best-practices", "seo"];
const PATHS = ["/", "/status/butterfly", "/status/butterfly/cassandra", "/incidents", "/history", "/report", "/docs", "/capacity"];

const [site, ...paths] = process.argv.slice(2);
if (site === undefined) throw new Error("say which site: npm run lighthouse -- http://127.0.0.1:4040");
let wrong = 0;
for (const path of paths.length > 0 ? paths : PATHS) {
  const { categories, audits } = verdict(new URL(path, site).href);
  for (const { id, score, auditRefs } of Object.values(categories)) {
    console.log(`${path} ${id}: ${Math.round(score * 100)}`);
    if (score === 1) continue;
    wrong += 1;
    const failed = auditRefs.filter((its) => its.weight > 0 && (audits[its.id].score ?? 1) < 1);
    for (const its of failed) console.log(`  ${its.id}: ${audits[its.id].title}`);
  }
}
process.exitCode = wrong > 0 ? 1 : 0;

/** What Lighthouse says of a page, on its mobile settings. */
function verdict(url) {
  const flags = process.getuid?.() === 0 ? "--headless --no-sandbox" : "--headless";
  const args = ["--yes", PROGRAM, url, "--quiet", "--output=json", `--only-categories=${CATEGORIES}`, `--chrome-flags=${flags}`];
  const env = { ...process.env, CHROME_PATH: process.env.PHAROS_CHROMIUM ?? process.env.CHROME_PATH };
  return JSON.parse(execFileSync("npx", args, { env, encoding: "utf8", maxBuffer: 64 << 20, stdio: ["ignore", "pipe", "inherit"] }));
}
