import type { Context } from "../../src/bot/context.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { deviceLasts, sessionLasts } from "../../src/page/lasting.ts";
import type { ClaimRow } from "../../src/store/tables/browsers.ts";

const digitsSaid = /^(\d{2})[\s。.!！]*$/u;
const notMine = /^(?:\/?(?:不是|不是我|否|no))[\s。.!！]*$/iu;

/** The two digits that a new browser shows, said by whoever got the link; or that it is not theirs. */
export const hearDigits: Ear = {
  name: "page digits",
  keeps: "answer",
  first: true,
  hears: (_, { message, words }) =>
    message.chat.kind === "direct" && (digitsSaid.test(words.normalize("NFKC")) || notMine.test(words)),
  async answer({ message, words }, context) {
    const { account, shortAccount } = message.sender;
    const claims = await context.tables.browsers.waitingFor([account, shortAccount], context.now);
    if (claims.length === 0) return null;
    const digits = Number(digitsSaid.exec(words.normalize("NFKC"))?.[1] ?? Number.NaN);
    const meant = claims.find((claim) => claim.digits === digits);
    return [meant ? await letIn(meant, context) : await refuse(claims, context)];
  },
};

/** The browser that waits is signed in, and is known from now on. */
async function letIn(claim: ClaimRow, { tables, actor, now }: Context): Promise<Reply> {
  const { hash, label } = claim;
  const settled = await tables.browsers.settleClaim(hash, "confirmed");
  const ticket = settled ? await tables.tickets.use(claim.ticket, now) : undefined;
  if (!ticket) return privately("这个链接用过了。发“页面”，马上给您一个新的。");
  const { owner } = ticket;
  await tables.browsers.remember({ hash, owner, label, created_at: now, expires_at: now + deviceLasts });
  const { account } = actor;
  await tables.browsers.signIn({ hash, owner, account, created_at: now, expires_at: now + sessionLasts }, "phone");
  const personId = actor.person?.id ?? null;
  await tables.audit.add({ at: now, account: actor.account, personId, action: "page device", subject: hash });
  return privately("好，那边的页面开了。这台以后再开不用对数。");
}

async function refuse(claims: readonly ClaimRow[], { tables, actor, now }: Context): Promise<Reply> {
  for (const { hash } of claims) {
    await tables.browsers.settleClaim(hash, "ended");
    const personId = actor.person?.id ?? null;
    await tables.audit.add({ at: now, account: actor.account, personId, action: "page refused", subject: hash });
  }
  return privately("没让它开。要自己看，再点一次链接，把页面上的两个数字发给我。");
}
