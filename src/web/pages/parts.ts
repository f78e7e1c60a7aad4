import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Context } from "koa";
import type { Reference } from "../../bot/places.ts";
import type { SignIn } from "../../channels/channel.ts";
import { documentOf, html, type Shown } from "../../page/html.ts";
import { plainPage } from "../../page/layout.ts";
import type { Notice, Page } from "../../page/page.ts";
import type { Store } from "../../store/store.ts";
import { readBody } from "../body.ts";
import type { Service } from "../console/desk.ts";
import type { WebLog } from "../log.ts";
import type { Address } from "./address.ts";

export type PagesOptions = {
  readonly store: Store;
  readonly reference: () => Promise<Reference>;
  readonly pages: readonly Page[];
  readonly notices: readonly Notice[];
  /** short accounts that look after the bot everywhere */
  readonly admins: ReadonlySet<string>;
  readonly now: () => number;
  readonly log: WebLog;
  /** what the console shows of the service itself */
  readonly service: Service;
  readonly address: Address;
  /** signing in by the word of a platform; null: there is none */
  readonly signIn?: SignIn | null;
  /** what a platform wants to find at the root, by its name */
  readonly wellKnown?: (name: string) => Promise<string | null>;
  /** a browser of this machine needs no digits: the sandbox, whose chats it holds anyway */
  readonly trusts: (ctx: Context) => boolean;
};

const css = readFileSync(new URL("./pages.css", import.meta.url));
const mark = createHash("sha256").update(css).digest("hex").slice(0, 12);
/** The one style sheet, under a name that changes with it. */
export const sheet = { path: `/assets/pages-${mark}.css`, css } as const;

export function send(ctx: Context, status: number, shown: Shown): void {
  ctx.status = status;
  ctx.type = "text/html; charset=utf-8";
  ctx.body = documentOf(shown);
}

/** One thing to read, for whoever is not signed in. */
export const plain = (ctx: Context, status: number, title: string, ...body: readonly Shown[]): void =>
  send(ctx, status, plainPage({ title, style: sheet.path }, body));

/** Used, over, unknown, taken back: one answer, and one way on. */
export const goneAway = (ctx: Context): void =>
  plain(
    ctx,
    410,
    "这个链接打不开了",
    html`<p>它用过了、过期了，或者换了手机没有对上数。</p><p>在聊天里发“页面”，马上给您一个新的。</p>`,
    html`<p><a href="/login">有码就在这里输</a></p>`,
  );

export const noSuchPage = (ctx: Context): void =>
  plain(ctx, 404, "没有这一页", html`<p>没有这一页，或者不在您管的地方。</p>`, html`<p><a href="/p">回今天</a></p>`);

export function tooFast(ctx: Context, seconds: number): void {
  ctx.set("Retry-After", String(seconds));
  plain(ctx, 429, "太快了", html`<p>过一分钟再试。</p>`);
}

export function see(ctx: Context, path: string): void {
  ctx.status = 303;
  ctx.set("Location", path);
  ctx.body = "";
}

export const refuse = (ctx: Context): void => plain(ctx, 403, "没有办", html`<p>请从页面上再点一次。</p>`);

/** What makes a form one of this session: no other site can know it. */
export const formToken = (session: string): string => createHmac("sha256", session).update("form").digest("base64url");

export function isToken(given: string | null, session: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given ?? ""), digest(formToken(session)));
}

export async function formOf(ctx: Context): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(ctx.req)).toString("utf8"));
}

/** `安卓 企业微信`: enough to know one's own phone by, and no more is kept of it. */
export function labelOf(ctx: Context): string {
  const agent = ctx.get("user-agent");
  const system = /android|harmony/i.test(agent)
    ? "安卓"
    : /iphone|ipad/i.test(agent)
      ? "苹果"
      : /windows/i.test(agent)
        ? "Windows"
        : /mac os/i.test(agent)
          ? "苹果电脑"
          : "一台";
  const app = /wxwork/i.test(agent) ? "企业微信" : /micromessenger/i.test(agent) ? "微信" : "浏览器";
  return `${system} ${app}`;
}

/** WeCom's own browser, in which it says at once who it is; on a PC a code is scanned. */
export const isInside = (ctx: Context): boolean => /wxwork/i.test(ctx.get("user-agent"));
