import { z } from "zod";
import type { SignIn } from "../channel.ts";
import type { Api } from "./api.ts";
import { callWithToken } from "./authorised.ts";
import { type Corp, memberId, senderOf } from "./people.ts";
import type { TokenSource } from "./token.ts";

export type SignInOptions = {
  /** where WeCom's own browser asks: open.weixin.qq.com */
  readonly insideUrl: string;
  /** where a PC shows a code to scan: login.work.weixin.qq.com */
  readonly scanUrl: string;
};

type Parts = {
  readonly api: Api;
  readonly tokens: TokenSource;
  readonly corp: Corp;
  readonly agentId: number;
};

const answered = z.object({ errcode: z.literal(0), userid: z.string().min(1).optional() });
/** a code that was used, or is over */
const staleCode = 40029;

/** https://developer.work.weixin.qq.com/document/path/91022, 98152 and 91023 */
export function createSignIn({ insideUrl, scanUrl }: SignInOptions, { api, tokens, corp, agentId }: Parts): SignIn {
  return {
    address({ back, state, isInside }) {
      const asked = { appid: corp.corpId, redirect_uri: back, state, agentid: String(agentId) };
      if (!isInside) return `${scanUrl}/wwlogin/sso/login?${new URLSearchParams({ login_type: "CorpApp", ...asked })}`;
      const query = new URLSearchParams({ ...asked, response_type: "code", scope: "snsapi_base" });
      return `${insideUrl}/connect/oauth2/authorize?${query}#wechat_redirect`;
    },
    async whose(code) {
      const called = await callWithToken(tokens, (accessToken) =>
        api.get("/cgi-bin/auth/getuserinfo", { access_token: accessToken, code }),
      );
      if (called.kind !== "answer") return { kind: "failed" };
      if (called.errcode === staleCode) return { kind: "stale" };
      const told = answered.safeParse(called.body).data;
      if (!told) return { kind: "failed" };
      if (told.userid === undefined) return { kind: "outsider" };
      const { account, shortAccount } = senderOf(corp, memberId(told.userid));
      return { kind: "member", account, shortAccount };
    },
  };
}
