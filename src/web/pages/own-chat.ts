import type Router from "@koa/router";
import type { Context } from "koa";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { parseChatKey } from "../../bot/message.ts";
import { carriesLinks, codeLine, giveTicket, newSecret, pageLine, secretHash } from "../../bot/page-link.ts";
import { tell } from "../../bot/tell/tell.ts";
import { html, type Shown } from "../../page/html.ts";
import type { Tables } from "../../store/tables.ts";
import { isOwnForm } from "./address.ts";
import { jarOf } from "./cookies.ts";
import { type PagesOptions, plain, refuse, see } from "./parts.ts";

const sent = { points: 3, duration: 3600 } as const;

/** Whose a browser is that was let in before, and is not signed in any more; they work somewhere at this moment. */
async function ownerOf(ctx: Context, { store, now, address }: PagesOptions): Promise<string | null> {
  const device = jarOf(ctx, address.isSecure).get("device");
  const known = device === undefined ? undefined : await store.read.browsers.known(secretHash(device), now());
  const posts = known ? await store.read.people.posts(known.owner) : [];
  return known && posts.some(({ role }) => role !== "villager") ? known.owner : null;
}

/** For whoever comes without a link, on a browser that is known: it is sent where only they read it. */
export const sendToMe = async (ctx: Context, options: PagesOptions): Promise<Shown> =>
  (await ownerOf(ctx, options)) !== null &&
  html`<form method="post" action="/login/send"><button class="button">发到我的聊天里</button></form>`;

export function ownChatRoute(router: Router, options: PagesOptions): void {
  const { store, now, address } = options;
  const limiter = new RateLimiterMemory(sent);

  router.post("/login/send", async (ctx) => {
    if (!isOwnForm(ctx.req, address)) return refuse(ctx);
    const owner = await ownerOf(ctx, options);
    if (owner === null) return see(ctx, "/login");
    const isOver = await limiter.consume(owner).then(
      () => false,
      () => true,
    );
    if (isOver || !(await store.write((tables) => sendTo(owner, tables)))) {
      ctx.set("Retry-After", String(sent.duration));
      return plain(ctx, 429, "没有发", html`<p>一小时里给过您好几个了，用聊天里最近的那个。</p>`);
    }
    plain(ctx, 200, "发过去了", html`<p>在您和机器人的聊天里，点开就是。</p>`);
  });

  async function sendTo(owner: string, tables: Tables): Promise<boolean> {
    const [best] = await tables.accounts.reachable(owner);
    if (!best) return false;
    const at = now();
    const cause = `page sent:${newSecret()}`;
    const kind = carriesLinks(parseChatKey(best.chat)) ? "link" : "code";
    const secret = await giveTicket(kind, { owner, account: best.account, cause, now: at }, tables);
    if (secret === null) return false;
    const opening = kind === "link" ? { link: pageLine(address.base(), secret) } : {};
    const text = kind === "link" ? "您在手机上要的：" : codeLine(secret);
    const news = { to: { chat: best.chat }, text, cause, why: "own", private: true } as const;
    await tell({ ...news, ...opening }, { tables, now: at });
    return true;
  }
}
