// Starts the demo before all tests and stops it after them. What the program says wrong on the way fails the
// run, and so does a stop that takes long or ends badly.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How long the replay of 90 days may take, in milliseconds. */
const START = 60_000;
/** How long requests in flight and the store may take to finish, in milliseconds. */
const STOP = 10_000;

export default async function start(): Promise<() => Promise<void>> {
  checkTypes();
  const program = resolve(__dirname, process.env.PHAROS_BIN ?? "../target/release/pharos");
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "pharos-end2end-"));
  const args = ["demo", "--no-open", "--strict-port", "--port", String(port)];
  const child = spawn(program, args, { env: { ...process.env, TMPDIR: folder }, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  child.stdout.on("data", (data) => said.push(String(data)));
  child.stderr.on("data", (data) => said.push(String(data)));
  const url = `http://127.0.0.1:${port}`;
  await ready(child, `${url}/readyz`).catch((error) => {
    child.kill("SIGKILL");
    throw new Error(`${program}: ${error.message}\n${said.join("")}`);
  });
  process.env.PHAROS_URL = url;
  process.env.PHAROS_SESSION = await signIn(said.join(""));
  return async () => {
    await stop(child);
    rmSync(folder, { recursive: true });
    const wrong = said.join("").split("\n").filter((line) => / (ERROR|WARN) |panicked/.test(line));
    if (wrong.length > 0) throw new Error(`The program complained:\n${wrong.join("\n")}`);
  };
}

/** Follows the link that the program prints, once, and gives the cookie of its admin's session: `name=value`. */
async function signIn(words: string): Promise<string> {
  const link = /http:\S+\/join\/\S+/.exec(words)?.[0];
  if (link === undefined) throw new Error(`no link to sign in with:\n${words}`);
  const answer = await fetch(link, { redirect: "manual" });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (cookie === undefined) throw new Error(`${link} answers ${answer.status} without a session`);
  return cookie;
}

/** Playwright strips types without reading them. */
function checkTypes(): void {
  const compiler = join(__dirname, "node_modules/.bin/tsc");
  execFileSync(compiler, ["--noEmit"], { cwd: __dirname, stdio: "inherit" });
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until what `child` serves answers at `url`. */
export async function ready(child: ChildProcess, url: string): Promise<void> {
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  for (const end = Date.now() + START; Date.now() < end; await sleep(100)) {
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`ended with exit code ${child.exitCode} before it was ready`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
  }
  throw new Error(`not ready after ${START / 1000} s`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null ? once(child, "exit") : Promise.resolve([child.exitCode]);
  child.kill("SIGTERM");
  const result = await Promise.race([ended, sleep(STOP, undefined, { ref: false })]);
  if (result === undefined) {
    child.kill("SIGKILL");
    throw new Error(`The program did not stop within ${STOP / 1000} s.`);
  }
  if (result[0] !== 0) throw new Error(`The program ended with ${result[0] ?? "a signal"}.`);
}
