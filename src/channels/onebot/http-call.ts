import { Agent, type Dispatcher, request } from "undici";
import { type Call, type Called, parseReply } from "./call.ts";

const CONNECT_TIMEOUT_MS = 5_000;
/** Whatever a server asks for, a message is not held longer than this between two attempts. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Codes of errors that come before a byte of the call is sent. */
const UNREACHED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|.*CERT.*)$/;

export type HttpCallOptions = {
  readonly apiUrl: string;
  readonly accessToken?: string | undefined;
  readonly timeoutMs: number;
};

/**
 * Calls by `POST {apiUrl}/{action}`; redirects are not followed.
 * https://github.com/botuniverse/onebot-11/blob/master/communication/http.md
 */
export function httpCalls({ apiUrl, accessToken, timeoutMs }: HttpCallOptions) {
  const dispatcher = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS }, maxResponseSize: 1 << 20 });
  const base = apiUrl.replace(/\/+$/, "");
  const headers = {
    "content-type": "application/json",
    ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
  };
  const call: Call = async (action, parameters) => {
    try {
      const body = JSON.stringify(parameters);
      const signal = AbortSignal.timeout(timeoutMs);
      // a connection of its own: on an idle one that has died, nobody knows whether the call went out
      const once = { method: "POST", headers, body, dispatcher, signal, reset: true } as const;
      return await read(await request(`${base}/${action}`, once));
    } catch (error) {
      const code = codeOf(error);
      return { kind: UNREACHED.test(code) ? "unreached" : "unanswered", error: code };
    }
  };
  return { call, close: () => dispatcher.destroy() };
}

async function read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Called> {
  const text = await body.text();
  if (statusCode !== 200) return { kind: "status", status: statusCode, ...retryAfter(headers["retry-after"]) };
  const reply = parseReply(text);
  return reply === null ? { kind: "unanswered", error: "not an answer of OneBot" } : { kind: "reply", reply };
}

function retryAfter(header: string | string[] | undefined): { retryAfterMs?: number } {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: Math.min(seconds * 1000, MAX_RETRY_AFTER_MS) } : {};
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown error";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "name" in error ? String(error.name) : "unknown error";
}
