// HTTP as it goes over the wire: bodies are counted as they are sent, and nothing is fetched twice or cached.

import { type IncomingHttpHeaders, request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Bytes of the body as sent. */
  size: number;
  /** The body without its compression. */
  body: Buffer;
  /** The body as text. */
  text: string;
}

/** The address of the demo. */
export function site(): string {
  const url = process.env.PHAROS_URL;
  if (url === undefined) throw new Error("the demo is not started");
  return url;
}

/** Asks for `path` of the demo or of another site, in brotli unless `headers` say otherwise. */
export async function get(path: string, headers: Record<string, string> = {}, at = site()): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(at + path, { headers: { "accept-encoding": "br", ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("error", reject).on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const sent = Buffer.concat(chunks);
        const body = plain(sent, response.headers["content-encoding"]);
        const status = response.statusCode ?? 0;
        resolve({ status, headers: response.headers, size: sent.length, body, text: body.toString("utf8") });
      });
    });
    asked.on("error", reject).end();
  });
}

/** Like `get`, but goes where a redirect points. */
export async function follow(path: string): Promise<Answer> {
  const answer = await get(path);
  const target = answer.headers.location;
  return target === undefined ? answer : get(target);
}

function plain(sent: Buffer, encoding: string | undefined): Buffer {
  if (sent.length === 0 || encoding === undefined) return sent;
  if (encoding === "br") return brotliDecompressSync(sent);
  if (encoding === "gzip") return gunzipSync(sent);
  throw new Error(`an encoding that nobody asked for: ${encoding}`);
}
