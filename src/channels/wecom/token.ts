import { z } from "zod";
import type { Api, Called } from "./api.ts";
import type { Log } from "./options.ts";

/** A token, or why there is none just now and when to ask again. */
export type Token =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly error: string; readonly afterMs: number };

export type TokenState = "unused" | "ok" | "failing" | "stopped";

export type TokenSource = {
  get(): Promise<Token>;
  /** after a call was refused with this token: a newer one. Many callers with the same stale token share one request */
  renew(failed: string): Promise<Token>;
  state(): TokenState;
};

const EARLY_MS = 5 * 60_000;
/** wrong secret, or an app that was stopped: asking again gets the whole IP blocked for an hour */
const FATAL = new Set([40001, 40091, 40013, 40056]);

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

type Held = { readonly value: string; readonly until: number };

/** https://developer.work.weixin.qq.com/document/path/91039 : one request at a time, renewed five minutes early. */
export function createTokenSource(
  api: Api,
  corp: { readonly corpId: string; readonly secret: string },
  { now, log }: { now(): number; readonly log: Log },
): TokenSource {
  let held: Held | null = null;
  let pending: Promise<Token> | null = null;
  let state: TokenState = "unused";
  let pause: { readonly error: string; readonly until: number } | null = null;
  /** WeCom repeats a token while it thinks it valid: one that came back although refused is not asked for again at once */
  let stuck: Held | null = null;

  function settle(called: Called): Token {
    const grant = called.kind === "answer" && called.errcode === 0 ? granted.safeParse(called.body).data : undefined;
    if (grant !== undefined) {
      held = { value: grant.access_token, until: now() + grant.expires_in * 1000 - EARLY_MS };
      state = "ok";
      return { ok: true, value: held.value };
    }
    held = null;
    const error = described(called);
    const isFatal = called.kind === "answer" && FATAL.has(called.errcode);
    const afterMs = isFatal
      ? Number.POSITIVE_INFINITY
      : called.kind === "answer" && called.errcode === 45009
        ? 60_000
        : 1_000;
    pause = { error, until: now() + afterMs };
    state = isFatal ? "stopped" : "failing";
    log(
      "error",
      isFatal ? "wecom token requests stopped: check corp id, secret and the app" : "wecom token request failed",
      { error },
    );
    return { ok: false, error, afterMs: Math.min(afterMs, 60_000) };
  }

  function fetch(): Promise<Token> {
    if (pause !== null && now() < pause.until)
      return Promise.resolve({ ok: false, error: pause.error, afterMs: Math.min(pause.until - now(), 60_000) });
    pending ??= api
      .get("/cgi-bin/gettoken", { corpid: corp.corpId, corpsecret: corp.secret })
      .then(settle)
      .finally(() => {
        pending = null;
      });
    return pending;
  }

  return {
    async get() {
      return held !== null && now() < held.until ? { ok: true, value: held.value } : fetch();
    },
    async renew(failed) {
      if (held !== null && held.value !== failed) return { ok: true, value: held.value };
      if (stuck?.value === failed && now() < stuck.until) return { ok: true, value: failed };
      const token = await fetch();
      if (token.ok && token.value === failed) stuck = { value: failed, until: now() + 60_000 };
      return token;
    },
    state: () => state,
  };
}

function described(called: Called): string {
  if (called.kind === "answer") return `gettoken ${called.errcode}`;
  return called.kind === "status" ? `gettoken HTTP ${called.status}` : `gettoken ${called.error}`;
}
