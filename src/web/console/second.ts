import { randomBytes } from "node:crypto";
import type Router from "@koa/router";
import type { Context } from "koa";
import { newCode, newSecret, plainCode, secretHash, shownCode } from "../../bot/page-link.ts";
import { tell } from "../../bot/tell/tell.ts";
import { html, type Shown } from "../../page/html.ts";
import { deskLasts } from "../../page/lasting.ts";
import type { Tables } from "../../store/tables.ts";
import { isOwnForm } from "../pages/address.ts";
import { jarOf } from "../pages/cookies.ts";
import { formOf, isToken, type PagesOptions, plain, refuse, see } from "../pages/parts.ts";
import type { Visitor, visitors } from "../pages/visitor.ts";
import { stepMeant } from "./totp.ts";

const mostWrong = 5;
const pause = 15 * 60_000;
const recoveryCodes = 8;

type Options = PagesOptions & { readonly visitorOf: ReturnType<typeof visitors> };

/** The second thing that is asked for before the console opens, and how one begins with it. */
export function secondRoutes(router: Router, { store, now, address, visitorOf }: Options): void {
  const wrongKey = ({ owner }: Visitor) => `second factor wrong:${owner}`;

  /** Null: it was answered. */
  async function posted(
    ctx: Context,
    kind: "desk" | "half",
  ): Promise<{ visitor: Visitor; form: URLSearchParams } | null> {
    const visitor = await visitorOf(ctx, [kind]);
    if (!visitor) return null;
    const form = await formOf(ctx);
    // who is only half in has no page of theirs yet that could carry a token
    const isTheirs = kind === "half" || isToken(form.get("token"), visitor.session);
    if (isOwnForm(ctx.req, address) && isTheirs) return { visitor, form };
    refuse(ctx);
    return null;
  }

  router.get("/login/second", async (ctx) => {
    if (await visitorOf(ctx, ["half"])) asked(ctx, 200, "");
  });

  router.post("/login/second", async (ctx) => {
    const came = await posted(ctx, "half");
    if (!came) return;
    const { visitor, form } = came;
    if ((await store.read.once.counted(wrongKey(visitor), now())) >= mostWrong)
      return asked(ctx, 429, "试错太多次，请一刻钟后再试。");
    const typed = form.get("code") ?? "";
    const secret = newSecret();
    const isIn = await store.write(async (tables) => {
      if (!(await isRight(visitor.owner, typed, tables))) {
        await wrong(visitor, tables);
        return false;
      }
      const { owner, account } = visitor;
      const at = now();
      await tables.browsers.signOut(secretHash(visitor.session));
      const session = { hash: secretHash(secret), owner, account, created_at: at, expires_at: at + deskLasts };
      await tables.browsers.signIn(session, "desk");
      await audit(visitor, "desk opened", tables);
      return true;
    });
    if (!isIn) return asked(ctx, 410, "不对，或者用过了。看验证器上现在的六位数，再输一次。");
    jarOf(ctx, address.isSecure).set("desk", secret, deskLasts);
    see(ctx, "/console");
  });

  async function isRight(owner: string, typed: string, tables: Tables): Promise<boolean> {
    const factor = await tables.secondFactors.of(owner);
    if (!factor || factor.confirmed_at === null) return false;
    const step = stepMeant(typed, secretOf(tables.secondFactors.openSecret(factor)), now(), factor.last_step);
    if (step !== null) return tables.secondFactors.useStep(owner, step);
    return (await tables.secondFactors.useRecovery(factor, secretHash(plainCode(typed)))) !== null;
  }

  async function wrong(visitor: Visitor, tables: Tables): Promise<void> {
    const at = now();
    if ((await tables.once.count(wrongKey(visitor), at, at + pause)) !== mostWrong) return;
    await audit(visitor, "second factor paused", tables);
    const text = "有人输您控制台的二次验证，错了五次，一刻钟里先不让试。不是您，发“/退出页面”。";
    const cause = `second factor paused:${visitor.owner}:${at}`;
    await tell({ to: { account: visitor.account }, text, cause, why: "own", private: true }, { tables, now: at });
  }

  router.post("/console/second/begin", async (ctx) => {
    const came = await posted(ctx, "desk");
    if (!came) return;
    const secret = randomBytes(20).toString("base64");
    await store.write((tables) => tables.secondFactors.begin(came.visitor.owner, secret, now()));
    see(ctx, "/console/second");
  });

  router.post("/console/second/confirm", async (ctx) => {
    const came = await posted(ctx, "desk");
    if (!came) return;
    const { visitor, form } = came;
    const codes = Array.from({ length: recoveryCodes }, newCode);
    const isOn = await store.write(async (tables) => {
      const factor = await tables.secondFactors.of(visitor.owner);
      if (!factor) return false;
      const step = stepMeant(form.get("code") ?? "", secretOf(tables.secondFactors.openSecret(factor)), now(), 0);
      if (step === null) return false;
      if (!(await tables.secondFactors.confirm(visitor.owner, codes.map(secretHash), step, now()))) return false;
      await audit(visitor, "second factor on", tables);
      return true;
    });
    if (!isOn) return see(ctx, "/console/second?wrong=1");
    plain(ctx, 200, "二次验证开了", ...recovery(codes));
  });

  const audit = ({ actor: { account, person }, owner }: Visitor, action: string, tables: Tables): Promise<void> =>
    tables.audit.add({ at: now(), account, personId: person?.id ?? null, action, subject: owner });
}

/** Shown once: only their hashes are kept. */
const recovery = (codes: readonly string[]): Shown[] => [
  html`<p>以后登录控制台，除了机器人给的码，还要验证器上的六位数。</p>`,
  html`<p>手机丢了用下面的码，一个用一次。抄下来收好，这一页只显示一次：</p>`,
  html`<ul class="codes">${codes.map((code) => html`<li><code>${shownCode(code)}</code></li>`)}</ul>`,
  html`<p><a href="/console">回控制台</a></p>`,
];

export const secretOf = (kept: string): Buffer => Buffer.from(kept, "base64");

const asked = (ctx: Context, status: number, fault: string): void =>
  plain(
    ctx,
    status,
    "二次验证",
    fault !== "" && html`<p class="fault" role="alert">${fault}</p>`,
    html`<form method="post" action="/login/second">
      <label for="code">验证器上的六位数，或一个备用码</label>
      <input id="code" name="code" required autocomplete="one-time-code" />
      <button class="button main">打开</button>
    </form>`,
    html`<p class="soft">手机和备用码都没有了？让装机器的人运行 cli reset-second-factor。</p>`,
  );
