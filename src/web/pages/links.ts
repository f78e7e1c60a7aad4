import { randomInt } from "node:crypto";
import type Router from "@koa/router";
import type { Context } from "koa";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { newSecret, plainCode, secretHash } from "../../bot/page-link.ts";
import { tell } from "../../bot/tell/tell.ts";
import { formatClock } from "../../chinese/time/index.ts";
import { html, type Shown } from "../../page/html.ts";
import { claimLasts, deskLasts, deviceLasts, halfLasts, sessionLasts } from "../../page/lasting.ts";
import { plainPage } from "../../page/layout.ts";
import type { TicketRow } from "../../store/tables/tickets.ts";
import type { Tables } from "../../store/tables.ts";
import { clientOf, isOwnForm } from "./address.ts";
import { type Jar, jarOf } from "./cookies.ts";
import { everywhere } from "./guessing.ts";
import { sendToMe } from "./own-chat.ts";
import {
  formOf,
  goneAway,
  isInside,
  labelOf,
  type PagesOptions,
  plain,
  refuse,
  see,
  send,
  sheet,
  tooFast,
} from "./parts.ts";

/** New browsers that may ask to be let in with one link. */
const mostClaims = 3;
const wrongCodes = { points: 5, duration: 10 * 60 } as const;
/** Presses of one address, whose ever the links are. */
const presses = { points: 30, duration: 60 } as const;

/** The way in: links, new browsers, codes. Nothing is written by GET, since what looks at links opens them too. */
export function linkRoutes(router: Router, options: PagesOptions): void {
  const { store, now, address, trusts, signIn } = options;
  const wrong = new RateLimiterMemory(wrongCodes);
  const pressed = new RateLimiterMemory(presses);

  /** Whether this form is to be taken; else it was answered. */
  async function isTaken(ctx: Context): Promise<boolean> {
    if (!isOwnForm(ctx.req, address)) {
      refuse(ctx);
      return false;
    }
    const isOver = await pressed.consume(clientOf(ctx.req, address)).then(
      () => false,
      () => true,
    );
    if (isOver) tooFast(ctx, presses.duration);
    return !isOver;
  }

  /** Who is signed in on this browser's phone pages; null: nobody. */
  async function signedInOn(jar: Jar) {
    const session = jar.get("session");
    if (session === undefined) return null;
    return store.read.browsers.signedIn({ hash: secretHash(session), kind: "phone", since: 0, now: now() });
  }

  /** Used or not: whoever it was given to is signed in here. */
  async function isOwnLink(jar: Jar, hash: string): Promise<boolean> {
    const signedIn = await signedInOn(jar);
    return signedIn !== null && (await store.read.tickets.ownerOf(hash)) === signedIn.owner;
  }

  router.get("/l/:ticket", async (ctx) => {
    const jar = jarOf(ctx, address.isSecure);
    if (await isOwnLink(jar, secretHash(ticketOf(ctx)))) return see(ctx, "/p");
    // whoever taps opens what is theirs, whose ever the link was
    if (signIn && isInside(ctx)) return see(ctx, (await signedInOn(jar)) ? "/p" : "/login/wecom");
    plain(
      ctx,
      200,
      "打开页面",
      html`<p>这个链接只给收到它的人用。</p><form method="post"><button class="button main">打开</button></form>`,
    );
  });

  router.post("/l/:ticket", async (ctx) => {
    if (!(await isTaken(ctx))) return;
    const jar = jarOf(ctx, address.isSecure);
    const hash = secretHash(ticketOf(ctx));
    const device = jar.get("device");
    // pressed twice: its digits stand here already
    if ((await waitingIn(jar))?.ticket === hash) return see(ctx, "/login/wait");
    // whoever tries at random keeps nobody from writing
    if (!(await store.read.tickets.valid(hash, "link", now())))
      return (await isOwnLink(jar, hash)) ? see(ctx, "/p") : goneAway(ctx);
    const came = await store.write(async (tables) => {
      const ticket = await tables.tickets.valid(hash, "link", now());
      if (!ticket) return null;
      const isKnown =
        device !== undefined && (await tables.browsers.device(secretHash(device), ticket.owner, now())) !== undefined;
      if (isKnown || trusts(ctx)) return enter(ticket, tables);
      return claim(ticket, labelOf(ctx), tables);
    });
    if (came === null) return (await isOwnLink(jar, hash)) ? see(ctx, "/p") : goneAway(ctx);
    if (came.kind === "session") return welcome(ctx, jar, came.secret);
    jar.set("claim", came.secret, claimLasts);
    see(ctx, "/login/wait");
  });

  /** Spends the ticket and signs in; null when somebody was quicker. */
  async function enter(ticket: TicketRow, tables: Tables) {
    if (!(await tables.tickets.use(ticket.hash, now()))) return null;
    const secret = newSecret();
    const { owner, account } = ticket;
    const at = now();
    const isDesk = ticket.kind === "desk";
    const factor = isDesk ? await tables.secondFactors.of(owner) : undefined;
    const isHalf = factor !== undefined && factor.confirmed_at !== null;
    const expires_at = at + (isHalf ? halfLasts : isDesk ? deskLasts : sessionLasts);
    const session = { hash: secretHash(secret), owner, account, created_at: at, expires_at };
    await tables.browsers.signIn(session, isHalf ? "half" : isDesk ? "desk" : "phone");
    const action = isDesk ? "desk opened" : "page opened";
    if (!isHalf)
      await tables.audit.add({ at, account, personId: owner === account ? null : owner, action, subject: owner });
    return { kind: "session", secret, isDesk, isHalf } as const;
  }

  /** The ticket stays: who was sent somebody else's digest cannot spoil its link. */
  async function claim({ hash, account }: TicketRow, label: string, tables: Tables) {
    if (!(await tables.tickets.claim(hash, mostClaims))) return null;
    const secret = newSecret();
    const at = now();
    const own = secretHash(secret);
    const digits = randomInt(10, 100);
    await tables.browsers.claim({
      ...{ hash: own, ticket: hash, account, digits, label, created_at: at, expires_at: at + claimLasts },
    });
    const text = `有人在新设备上开您的页面：${label}，${formatClock(at)}。是您的话，把页面上的两个数字发给我；不是，回“不是”。`;
    const news = { to: { account }, text, cause: `page claim:${own}`, why: "own", private: true } as const;
    await tell({ ...news, expires: at + claimLasts }, { tables, now: at });
    return { kind: "claim", secret } as const;
  }

  /** What this browser waits for. */
  async function waitingIn(jar: Jar) {
    const secret = jar.get("claim");
    const row = secret === undefined ? undefined : await store.read.browsers.claimed(secretHash(secret), now());
    return secret !== undefined && row && row.state !== "ended" ? { ...row, secret } : null;
  }

  router.get("/login/wait", async (ctx) => {
    const jar = jarOf(ctx, address.isSecure);
    const row = await waitingIn(jar);
    // the digits were said while they stood in two tabs: one of them has come in
    if (!row) return (await signedInOn(jar)) ? see(ctx, "/p") : goneAway(ctx);
    const { secret } = row;
    if (row.state === "confirmed") {
      jar.drop("claim");
      jar.set("device", secret, deviceLasts);
      return welcome(ctx, jar, secret);
    }
    const body = html`<p>把这两个数字发给机器人，就在收到链接的那个聊天里：</p><p class="digits">${row.digits}</p>
      <p class="soft">发了以后这一页自己打开，不用再点。三分钟内有效。</p>`;
    send(ctx, 200, plainPage({ title: "是您本人吗", style: sheet.path, refresh: 2 }, body));
  });

  const loginPage = async (ctx: Context, status: number, fault: string) =>
    showLogin(ctx, status, fault, [
      signIn != null &&
        html`<p><a class="pill" href="/login/wecom">用企业微信登录</a><a class="pill" href="/login/wecom?desk=1">进控制台</a></p>`,
      await sendToMe(ctx, options),
    ]);
  router.get("/login", (ctx) => loginPage(ctx, 200, ""));

  const guessed = everywhere(options);
  const pausedFor = (ctx: Context) => {
    ctx.set("Retry-After", String(wrongCodes.duration));
    return loginPage(ctx, 429, "有人在乱试码，码停用十分钟。有链接的照常点链接。");
  };

  router.post("/login", async (ctx) => {
    if (!(await isTaken(ctx))) return;
    const client = clientOf(ctx.req, address);
    if (((await wrong.get(client))?.consumedPoints ?? 0) >= wrongCodes.points) {
      ctx.set("Retry-After", String(wrongCodes.duration));
      return loginPage(ctx, 429, "试错太多次，请十分钟后再试。");
    }
    if (await guessed.isPaused()) return pausedFor(ctx);
    const form = await formOf(ctx);
    const jar = jarOf(ctx, address.isSecure);
    const hash = secretHash(plainCode(form.get("code") ?? ""));
    const isOwnPhone = form.get("own") !== null;
    const came = await store.write(async (tables) => {
      const ticket =
        (await tables.tickets.valid(hash, "code", now())) ?? (await tables.tickets.valid(hash, "desk", now()));
      const entered = ticket ? await enter(ticket, tables) : null;
      if (!ticket || !entered || entered.isDesk || !isOwnPhone) return entered && { ...entered, device: null };
      const device = newSecret();
      const at = now();
      await tables.browsers.remember({
        ...{ hash: secretHash(device), owner: ticket.owner, label: labelOf(ctx) },
        ...{ created_at: at, expires_at: at + deviceLasts },
      });
      return { ...entered, device };
    });
    if (!came) {
      await wrong.consume(client).catch(() => undefined); // rejects when its tries are used up: the next is refused
      await guessed.note();
      return loginPage(ctx, 410, "码不对，或用过了、过期了。在聊天里发“页面”，进控制台的发“登录”，马上给您一个新的。");
    }
    if (came.device !== null) jar.set("device", came.device, deviceLasts);
    if (!came.isDesk) return welcome(ctx, jar, came.secret);
    jar.set("desk", came.secret, deskLasts);
    see(ctx, came.isHalf ? "/login/second" : "/console");
  });
}

const ticketOf = (ctx: Context & { params?: Record<string, string> }): string => ctx.params?.ticket ?? "";

function welcome(ctx: Context, jar: Jar, secret: string): void {
  jar.set("session", secret, sessionLasts);
  see(ctx, "/p");
}

const showLogin = (ctx: Context, status: number, fault: string, otherWays: Shown): void =>
  plain(
    ctx,
    status,
    "输入码",
    fault !== "" && html`<p class="fault" role="alert">${fault}</p>`,
    html`<form method="post" action="/login">
      <label for="code">机器人给您的码</label>
      <input id="code" name="code" required autocomplete="off" autocapitalize="characters" />
      <label class="tick"><input type="checkbox" name="own" />这是我自己的手机</label>
      <button class="button main">打开</button>
    </form>`,
    otherWays,
    html`<p class="soft">没有码？私聊机器人发“页面”，进控制台的发“登录”。码只在您自己打开的网页里输，谁来要都别给。</p>`,
  );
