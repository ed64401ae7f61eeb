// A server of its own for tests that kill it: a lamp with a status page for everybody and docs for members.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type APIRequestContext, request } from "@playwright/test";
import { freePort, ready } from "./demo";

/** The files of its content folder. */
const CONTENT = {
  "estate/lamp.toml": [
    '[system]\nid = "lamp"\nname = "Lamp"\ndocs = "lamp"\n[[group]]\nid = "all"\nname = "All"',
    '[[component]]\nid = "wick"\nname = "Wick"\ngroup = "all"\n[[component.check]]\nid = "port"\nkind = "tcp"\ntarget = "127.0.0.1:9"\n',
  ].join("\n"),
  "docs/index.md": "# The lamp\n\nHow it is kept alight.\n",
  "docs/lamp/index.md": "---\nsummary: What it is made of.\n---\n# Parts of the lamp\n\nGlass and oil.\n\n```mermaid\ngraph LR\n  oil[Oil] -->|soaks| wick(Wick) --> flame((Flame))\n```\n",
  "docs/lamp/dark.md": "---\nalerts: [LampWickBurntOut]\n---\n# When the lamp is dark\n\n## Trim the wick\n\nCut it with care.\n\n```bash\nlampctl wick trim --length 4mm\n```\n",
};

/** The program over its own content and data, which outlive it until `remove`. */
export class Server {
  readonly url: string;
  /** What it has said. */
  said = "";
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number, private readonly folder: string) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Starts one on a free port; over these files instead of the lamp's, if there are any. */
  static async start(content?: (url: string) => Record<string, string>): Promise<Server> {
    const server = new Server(await freePort(), mkdtempSync(join(tmpdir(), "pharos-own-")));
    const settings = `[site]\nname = "Lamp"\nurl = "${server.url}"\n[access]\nstatus = "public"\ndocs = "internal"\n`;
    const files = content?.(server.url) ?? { ...CONTENT, "pharos.toml": settings };
    for (const [name, text] of Object.entries(files)) server.write(name, text);
    await server.resume();
    return server;
  }

  /** Puts a file into its content, which it reads at its next start. */
  write(name: string, text: string): void {
    const path = join(this.folder, "content", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Starts it again at the same address. */
  async resume(): Promise<void> {
    const program = resolve(__dirname, process.env.PHAROS_BIN ?? "../target/release/pharos");
    const args = ["serve", "--content", join(this.folder, "content"), "--data", this.folder, "--port", String(this.port)];
    if (process.env.PHAROS_SITE) args.push("--site", process.env.PHAROS_SITE);
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (this.said += String(data)));
    this.child = child;
    await ready(child, `${this.url}/readyz`).catch((error) => {
      throw new Error(`${program}: ${error.message}\n${this.said}`);
    });
  }

  /** Kills it, as a power cut would. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** Kills it and removes all that it had. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }

  /** Joins as the first admin, and gives who asks in that session. */
  async admin(): Promise<APIRequestContext> {
    const headers = { "sec-fetch-site": "same-origin", origin: this.url };
    const api = await request.newContext({ baseURL: this.url, extraHTTPHeaders: headers });
    const password = "a long enough password";
    const answer = await api.post(this.link(), { form: { name: "ada", display: "Ada", password, again: password }, maxRedirects: 0 });
    if (answer.status() !== 303) throw new Error(`joining is answered by ${answer.status()}:\n${await answer.text()}`);
    return api;
  }

  /** The link by which its first admin joins. */
  link(): string {
    const link = /http:\S+\/join\/\S+/.exec(this.said)?.[0];
    if (link === undefined) throw new Error(`no link to join with:\n${this.said}`);
    return link;
  }
}
