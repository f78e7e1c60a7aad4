import type { Called } from "./api.ts";
import type { TokenSource } from "./token.ts";

/** 40001 on a call, not on the request for a token, is a token WeCom no longer knows. */
const STALE_TOKEN = new Set([40014, 42001, 40001]);

export type Authorised = Called | { readonly kind: "no-token"; readonly error: string; readonly afterMs: number };

/** One authorised call: a token that turns out stale is renewed once and the call made again. */
export async function callWithToken(
  tokens: TokenSource,
  call: (accessToken: string) => Promise<Called>,
): Promise<Authorised> {
  const token = await tokens.get();
  if (!token.ok) return { kind: "no-token", ...token };
  const first = await call(token.value);
  if (!isTokenRefused(first)) return first;
  const newer = await tokens.renew(token.value);
  if (!newer.ok) return { kind: "no-token", ...newer };
  const second = await call(newer.value);
  return isTokenRefused(second) ? { kind: "no-token", error: "token refused twice", afterMs: 10_000 } : second;
}

function isTokenRefused(called: Called): boolean {
  return called.kind === "answer" && STALE_TOKEN.has(called.errcode);
}
