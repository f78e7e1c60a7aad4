import { z } from "zod";
import type { Api } from "./api.ts";
import { callWithToken } from "./authorised.ts";
import type { TokenSource } from "./token.ts";

const CACHED = 10_000;
/** a refusal may be a visible range about to be corrected */
const REFUSED_FOR_MS = 10 * 60_000;

const converted = z.object({
  userid_list: z.array(z.object({ open_userid: z.string(), userid: z.string().min(1) })).default([]),
});

type Known = { readonly userid: Promise<string>; readonly until: number };

/**
 * A bot whose creator is no super-admin is told open_userids (`wo…`). The same member must not become two persons, so
 * they are converted at the door. An id WeCom refuses to convert stays as it is; a failed call throws, and the
 * delivery comes again. https://developer.work.weixin.qq.com/document/path/101521
 */
export function createUseridLookup(api: Api, tokens: TokenSource, now: () => number): (id: string) => Promise<string> {
  const known = new Map<string, Known>();

  async function ask(id: string): Promise<string | null> {
    const path = "/cgi-bin/batch/openuserid_to_userid";
    const called = await callWithToken(tokens, (accessToken) =>
      api.post(path, { access_token: accessToken }, { open_userid_list: [id] }),
    );
    if (called.kind !== "answer") throw new Error(`openuserid_to_userid: ${called.kind}`);
    if (called.errcode === -1 || called.errcode === 45009) throw new Error(`openuserid_to_userid: ${called.errcode}`);
    const found = converted.safeParse(called.body).data?.userid_list.find((each) => each.open_userid === id);
    return found?.userid ?? null;
  }

  function lookUp(id: string): Promise<string> {
    return ask(id).then(
      (userid) => {
        if (userid === null) known.set(id, { userid: Promise.resolve(id), until: now() + REFUSED_FOR_MS });
        return userid ?? id;
      },
      (error) => {
        known.delete(id);
        throw error;
      },
    );
  }

  return (id) => {
    if (!id.startsWith("wo")) return Promise.resolve(id);
    const hit = known.get(id);
    if (hit !== undefined && now() < hit.until) return hit.userid;
    const [oldest] = known.keys();
    if (known.size >= CACHED && oldest !== undefined) known.delete(oldest);
    const userid = lookUp(id);
    known.set(id, { userid, until: Number.POSITIVE_INFINITY });
    return userid;
  };
}
