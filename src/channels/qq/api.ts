import type { Http, Reply } from "./http.ts";
import type { Token } from "./token.ts";

/** token missing, check failed, invalid, expired */
const TOKEN_CODES: readonly (number | undefined)[] = [11241, 11242, 11243, 11244];

export type Api = {
  /** One authorised call, made again once with a new token when the old one is refused. @throws CallError, TokenError */
  call(method: "POST" | "PUT", path: string, body: unknown): Promise<Reply>;
  /** Bytes to an address that the platform gave for them, which is a permission of its own. @throws CallError */
  put(url: string, bytes: Buffer): Promise<Reply>;
};

export function createApi(options: { readonly url: string; readonly http: Http; readonly token: Token }): Api {
  const { http, token } = options;
  const base = options.url.replace(/\/+$/, "");

  return {
    put: (url, bytes) => http.call({ method: "PUT", url, body: bytes }),
    async call(method, path, body) {
      const request = (value: string) =>
        http.call({ method, url: `${base}${path}`, headers: { authorization: `QQBot ${value}` }, body });
      const value = await token.get();
      const reply = await request(value);
      if (!refusesToken(reply)) return reply;
      const renewed = await token.renew(value);
      return renewed === value ? reply : request(renewed);
    },
  };
}

/** The code of an error, which may come with any status; undefined for success. */
export function errorCode({ body }: Reply): number | undefined {
  const code = Number(body.err_code ?? body.code ?? 0);
  return Number.isInteger(code) && code !== 0 ? code : undefined;
}

export function refusesToken(reply: Reply): boolean {
  const code = errorCode(reply);
  return TOKEN_CODES.includes(code) || (reply.status === 401 && code === undefined);
}
