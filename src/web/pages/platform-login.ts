import type Router from "@koa/router";
import type { Context } from "koa";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { newSecret, secretHash } from "../../bot/page-link.ts";
import { html } from "../../page/html.ts";
import { deskLasts, halfLasts, sessionLasts } from "../../page/lasting.ts";
import { clientOf } from "./address.ts";
import { jarOf } from "./cookies.ts";
import { isInside, type PagesOptions, plain, see, tooFast } from "./parts.ts";

/** So long somebody may take on the way there and back. */
const stateLasts = 10 * 60_000;
const tries = { points: 30, duration: 60 } as const;

/**
 * Signing in by the platform's word. What comes back is bound to the browser that left, by a cookie; the code in it is
 * the platform's and good once, so that this is the one address where a GET lets somebody in.
 */
export function platformLogin(router: Router, { store, now, address, admins, signIn, wellKnown }: PagesOptions): void {
  const client = new RateLimiterMemory(tries);

  router.get(/^\/WW_verify_[A-Za-z0-9]{1,32}\.txt$/, async (ctx) => {
    const shown = await wellKnown?.(ctx.path.slice(1));
    ctx.status = shown == null ? 404 : 200;
    ctx.type = "text/plain; charset=utf-8";
    ctx.body = shown ?? "";
  });
  if (!signIn) return;
  const platform = signIn;

  router.get("/login/wecom", (ctx) => leave(ctx, ctx.query.desk !== undefined ? "d" : "p"));

  /** `kind`: whether the console is wanted, and whether it is the second attempt */
  function leave(ctx: Context, kind: "p" | "d" | "P" | "D"): void {
    const state = `${kind}${newSecret()}`;
    jarOf(ctx, address.isSecure).set("state", state, stateLasts);
    const back = `${address.base()}/login/wecom/back`;
    ctx.status = 303;
    ctx.set("Location", platform.address({ back, state, isInside: isInside(ctx) }));
    ctx.body = "";
  }

  router.get("/login/wecom/back", async (ctx) => {
    const isOver = await client.consume(clientOf(ctx.req, address)).then(
      () => false,
      () => true,
    );
    if (isOver) return tooFast(ctx, tries.duration);
    const jar = jarOf(ctx, address.isSecure);
    const state = jar.get("state");
    jar.drop("state");
    const { code, state: said } = ctx.query;
    if (state === undefined || said !== state || typeof code !== "string")
      return notIn(ctx, "这次登录断了，请再来一次。");
    const who = await platform.whose(code.slice(0, 512));
    const [kind = "p"] = state;
    if (who.kind === "stale" && (kind === "p" || kind === "d")) return leave(ctx, kind === "p" ? "P" : "D");
    if (who.kind === "outsider") return notIn(ctx, "您不在这个单位的企业微信里，进不来。");
    if (who.kind !== "member") return notIn(ctx, "企业微信没有答上来，请再来一次，或者用机器人给的码。");
    const wantsDesk = kind.toLowerCase() === "d";
    const secret = newSecret();
    const came = await store.write(async (tables) => {
      const [used] = await tables.accounts.named([who.shortAccount]);
      const person = used?.person_id ?? (await tables.people.byAccount(who.shortAccount))?.person_id ?? null;
      const posts = person === null ? [] : await tables.people.posts(person);
      const isAdmin = admins.has(who.shortAccount) || posts.some(({ role }) => role === "admin");
      if (wantsDesk ? !isAdmin : !isAdmin && posts.every(({ role }) => role === "villager")) return null;
      const account = used?.key ?? who.shortAccount;
      const owner = person ?? account;
      const at = now();
      const factor = wantsDesk ? await tables.secondFactors.of(owner) : undefined;
      const isHalf = factor !== undefined && factor.confirmed_at !== null;
      const lasts = isHalf ? halfLasts : wantsDesk ? deskLasts : sessionLasts;
      const session = { hash: secretHash(secret), owner, account, created_at: at, expires_at: at + lasts };
      await tables.browsers.signIn(session, isHalf ? "half" : wantsDesk ? "desk" : "phone");
      const action = wantsDesk ? "desk opened" : "page opened";
      if (!isHalf) await tables.audit.add({ at, account, personId: person, action, subject: owner });
      return { isHalf };
    });
    if (came === null) return notIn(ctx, wantsDesk ? "控制台只给管理员。" : "这是发给别人的：您没有能看的页面。");
    jar.set(wantsDesk ? "desk" : "session", secret, wantsDesk ? deskLasts : sessionLasts);
    see(ctx, came.isHalf ? "/login/second" : wantsDesk ? "/console" : "/p");
  });
}

const notIn = (ctx: Context, words: string): void =>
  plain(ctx, 403, "没有进来", html`<p>${words}</p>`, html`<p><a class="pill" href="/login">回登录</a></p>`);
