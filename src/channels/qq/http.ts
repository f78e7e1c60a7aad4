import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";

export type Call = {
  readonly method: "POST" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** as JSON; bytes as they are */
  readonly body: unknown;
};

export type Reply = {
  readonly status: number;
  /** the parsed JSON object, or an empty one */
  readonly body: Readonly<Record<string, unknown>>;
  /** how long a 429 or 503 asks to wait, in milliseconds */
  readonly retryAfterMs?: number;
  /** the platform's name for this call in its own logs */
  readonly trace?: string;
};

export type Http = {
  /** @throws CallError when there is no whole answer */
  call(call: Call): Promise<Reply>;
  /** Lets calls under way end, for two seconds. */
  close(): Promise<void>;
};

/** No answer came. `reached` is false only when the request surely never left. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly reached: boolean;

  constructor(code: string, reached: boolean, cause: unknown) {
    super(`no answer: ${code}`, { cause });
    this.reached = reached;
  }
}

const NEVER_LEFT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

const MAX_RETRY_AFTER_MS = 600_000;
const CLOSE_MS = 2_000;

/** A client for JSON calls that follows no redirect and reads at most 256 KB. */
export function openHttp(timeoutMs: number): Http {
  const dispatcher = new Agent({
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: 262_144,
  });
  const underWay = new Set<Promise<Reply>>();
  let isClosed = false;

  async function exchange({ method, url, headers, body }: Call): Promise<Reply> {
    try {
      const response = await request(url, {
        dispatcher,
        method,
        ...(Buffer.isBuffer(body)
          ? { headers: { "content-type": "application/octet-stream", ...headers }, body }
          : { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) }),
      });
      const retryAfterMs = readRetryAfter(response.headers["retry-after"]);
      const trace = response.headers["x-tps-trace-id"];
      return {
        status: response.statusCode,
        body: parseObject(await response.body.text()),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(typeof trace === "string" ? { trace } : {}),
      };
    } catch (error) {
      const code = codeOf(error);
      throw new CallError(code, !NEVER_LEFT.has(code), error);
    }
  }

  return {
    async call(call) {
      if (isClosed) throw new CallError("closed", false, undefined);
      const exchanged = exchange(call);
      underWay.add(exchanged);
      return exchanged.finally(() => underWay.delete(exchanged));
    },
    async close() {
      isClosed = true;
      await Promise.race([Promise.allSettled(underWay), sleep(CLOSE_MS, undefined, { ref: false })]);
      await dispatcher.destroy();
    },
  };
}

function readRetryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== "string" || !/^\d{1,9}$/.test(header)) return undefined;
  return Math.min(Number(header) * 1000, MAX_RETRY_AFTER_MS);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown";
}
