// Simulates a plan by a bundle under Node: takes the bundle's module, the plan in JSON, and a file for all that was found;
// prints nanoseconds a scenario.
const { readFileSync, writeFileSync } = require("node:fs");

const [bundle, plan, file] = process.argv.slice(2);
const planner = require(bundle).Planner.read(readFileSync(plan, "utf8"), 0);
const POINTS = 65_536;
let best = Infinity;
let found;
for (let round = 0; round < 9; round++) {
  const run = planner.simulate("[]", POINTS, 0, 16);
  const begun = process.hrtime.bigint();
  run.step(POINTS);
  best = Math.min(best, Number(process.hrtime.bigint() - begun));
  found = run.found();
}
writeFileSync(file, Buffer.from(found.buffer, found.byteOffset, found.byteLength));
console.log((best / POINTS).toFixed(1));
