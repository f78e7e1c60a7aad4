import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { z } from "zod";

/** What one call came to. Errors hold a code, never an address: WeCom's addresses carry tokens and keys. */
export type Called =
  /** answered in WeCom's form; `errcode` decides, `errmsg` is for people */
  | { readonly kind: "answer"; readonly errcode: number; readonly body: unknown }
  /** answered by something in between, or not in WeCom's form */
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs?: number }
  /** the request never left */
  | { readonly kind: "unsent"; readonly error: string }
  /** it left and nothing came back */
  | { readonly kind: "unclear"; readonly error: string };

export type Api = {
  get(path: string, query: Readonly<Record<string, string>>): Promise<Called>;
  post(path: string, query: Readonly<Record<string, string>>, body: object): Promise<Called>;
  /** a file, in the field that WeCom calls `media` */
  upload(path: string, query: Readonly<Record<string, string>>, file: Upload): Promise<Called>;
  /** waits two seconds for what is under way; nothing can be called afterwards */
  close(): Promise<void>;
};

export type Upload = { readonly name: string; readonly type: string; readonly bytes: Buffer };

const ANSWER_BYTES = 1_048_576;
const CLOSING_MS = 2_000;

const answer = z.object({ errcode: z.number().int() });

const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_CLOSED",
]);

/** Calls to one base address and nowhere else; redirects are not followed. */
export function createApi(
  apiUrl: string,
  timeouts: { readonly connectMs: number; readonly totalMs: number } = { connectMs: 5_000, totalMs: 10_000 },
): Api {
  const base = apiUrl.replace(/\/+$/, "");
  const dispatcher = new Agent({ connect: { timeout: timeouts.connectMs }, maxResponseSize: ANSWER_BYTES });
  const call = async (
    method: "GET" | "POST",
    path: string,
    query: Readonly<Record<string, string>>,
    content: { readonly body?: string | Buffer; readonly headers?: Readonly<Record<string, string>> } = {},
  ) => {
    try {
      const response = await request(`${base}${path}?${new URLSearchParams(query)}`, {
        method,
        dispatcher,
        signal: AbortSignal.timeout(timeouts.totalMs),
        ...content,
      });
      return read(response.statusCode, response.headers["retry-after"], await response.body.text());
    } catch (error) {
      return failed(error);
    }
  };
  return {
    get: (path, query) => call("GET", path, query),
    post: (path, query, body) =>
      call("POST", path, query, { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    upload: (path, query, file) => call("POST", path, query, multipart(file)),
    async close() {
      if (dispatcher.closed) return;
      await Promise.race([dispatcher.close(), sleep(CLOSING_MS, undefined, { ref: false })]);
      await dispatcher.destroy();
    },
  };
}

/** Written by hand: WeCom wants `filelength` beside the name, which no form encoder gives. */
function multipart({ name, type, bytes }: Upload) {
  const boundary = `----${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="media"; filename="${name}"; filelength=${bytes.length}\r\ncontent-type: ${type}\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}

function read(status: number, retryAfter: string | string[] | undefined, text: string): Called {
  if (status !== 200) {
    const seconds = Number(retryAfter);
    return { kind: "status", status, ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}) };
  }
  try {
    const body: unknown = JSON.parse(text);
    return { kind: "answer", errcode: answer.parse(body).errcode, body };
  } catch {
    return { kind: "status", status };
  }
}

function failed(error: unknown): Called {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const what = typeof code === "string" ? code : String(name);
  return { kind: beforeSending.has(what) ? "unsent" : "unclear", error: what };
}
