import type { Http } from "./http.ts";

/** The platform issues a new token in the last minute of the old one, which stays good until its end. */
const RENEW_BEFORE_END_MS = 50_000;
/** Between two requests at least this long, whatever fails. */
const PAUSE_MS = 5_000;

export type TokenOptions = {
  readonly appId: string;
  readonly secret: string;
  readonly url: string;
  readonly http: Http;
  /** epoch milliseconds */
  readonly now: () => number;
};

/** No token could be had; the message it was for has not been sent. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

export type Token = {
  /** @throws TokenError */
  get(): Promise<string>;
  /** A token other than the one refused, or the same one when another was replaced just before. @throws TokenError */
  renew(refused: string): Promise<string>;
};

type Issued = { readonly value: string; readonly renewAt: number; readonly endsAt: number };

/** The access token of one bot, fetched by one request for all who wait. https://bot.q.qq.com/wiki/develop/api-v2/dev-prepare/interface-framework/api-use.html */
export function createToken({ appId, secret, url, http, now }: TokenOptions): Token {
  let issued: Issued | null = null;
  let fetching: Promise<string> | null = null;
  let replacedAt: number | null = null;
  let failure: { readonly error: TokenError; readonly at: number } | null = null;

  async function fetchToken(): Promise<string> {
    const { body, status } = await http
      .call({ method: "POST", url, body: { appId, clientSecret: secret } })
      .catch((cause: unknown) => {
        throw new TokenError("the QQ token endpoint does not answer", { cause });
      });
    const seconds = Number(body.expires_in);
    // refusals come with status 200, so only the token itself is success
    if (typeof body.access_token !== "string" || body.access_token === "" || !(seconds > 0))
      throw new TokenError(refusal(status, body.code));
    const fetchedAt = now();
    const lifeMs = seconds * 1000;
    issued = {
      value: body.access_token,
      renewAt: fetchedAt + Math.max(lifeMs - RENEW_BEFORE_END_MS, Math.min(lifeMs, PAUSE_MS)),
      endsAt: fetchedAt + lifeMs,
    };
    return issued.value;
  }

  function fetchOnce(): Promise<string> {
    if (failure !== null && isRecent(failure.at, now())) return Promise.reject(failure.error);
    fetching ??= fetchToken()
      .catch((error: TokenError) => {
        failure = { error, at: now() };
        throw error;
      })
      .finally(() => {
        fetching = null;
      });
    return fetching;
  }

  return {
    async get() {
      const held = issued;
      if (held !== null && now() < held.renewAt) return held.value;
      try {
        return await fetchOnce();
      } catch (error) {
        if (held !== null && now() < held.endsAt) return held.value;
        throw error;
      }
    },
    async renew(refused) {
      if (fetching !== null) return fetching;
      if (issued !== null && issued.value !== refused) return issued.value;
      if (isRecent(replacedAt, now())) return refused;
      replacedAt = now();
      issued = null;
      return fetchOnce();
    },
  };
}

/** False as well when the clock has been set back. */
function isRecent(at: number | null, now: number): boolean {
  return at !== null && now >= at && now - at < PAUSE_MS;
}

function refusal(status: number, code: unknown): string {
  const remedy = code === 100007 || code === 100016 || code === 10004 ? "; check QQ_APP_ID and QQ_APP_SECRET" : "";
  return `QQ gives no token: http ${status}, code ${typeof code === "number" ? code : "none"}${remedy}`;
}
