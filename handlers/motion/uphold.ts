import type { Context } from "../../src/bot/context.ts";
import { calledSo } from "../../src/bot/record/called.ts";
import { handing } from "../../src/bot/record/hands-to.ts";
import { isOfTheirs } from "../../src/bot/record/publication.ts";
import { postsOf } from "../../src/bot/record/target.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { endOfWorkday } from "../../src/ledger/assignment-days.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { askMore } from "./asking.ts";
import { hanging, type Standing, villageOf } from "./standing.ts";
import { causeOf, takeStep } from "./step.ts";
import { goBack, sayInGroups } from "./turn-back.ts";

const mendDays = 10;

/** An objection is found right, by who wrote the publication or let it go. @throws UserError */
export async function uphold(
  standing: Standing,
  said: { readonly opinion: number; readonly words: string },
  context: Context,
): Promise<readonly Reply[]> {
  const { number, row, motion, template } = standing;
  const { tables } = context;
  const publication = hanging(standing).at(-1);
  if (!publication) throw new UserError(`${number} 现在没有公示的，要重新商议发：${number} 重议 原因`);
  if (!isOfTheirs(publication, context)) throw new NotAllowed("异议成不成立，由写公布的人或同意公布的人来说。");
  const objection = (await tables.publications.objections(row.id)).all.find((one) => one.number === said.opinion);
  if (!objection) throw new UserError(`${number} 没有异议 O${said.opinion}。`);
  if (said.words === "")
    askMore("成立的原因？", `写上原因，例：${number} 异议成立 O${said.opinion} 线路占了三户菜地`, context);
  const reason = maskSensitive(said.words);
  if (motion.point >= template.steps.length - 1) return makeGood(standing, objection, reason, context);
  await tables.motions.link(row.id, "upheld", objection.id);
  const next = await goBack(standing, "异议成立", reason, context);
  await tellObjector(
    standing,
    objection,
    `您的异议（O${objection.number}）成立：${reason}。${number} 重新商议。`,
    context,
  );
  await sayInGroups(standing, `${number} 有异议成立，重新商议：${reason}`, context);
  return [
    recorded(`${number} 异议 O${said.opinion} 成立：${reason}。${next}。`, `${number} 有异议成立，重新商议。`, row.id),
  ];
}

const tellObjector = ({ row }: Standing, objection: RecordRow, text: string, context: Context) =>
  tell(
    {
      ...{ to: { account: objection.asker_account ?? objection.account }, text, why: "others", private: true },
      ...{ subject: row.id, cause: `${causeOf(context)}upheld:${objection.id}` },
    },
    context,
  );

/** What came of it is made good: handed to who leads the village, in the name of who leads the town. */
async function makeGood(
  standing: Standing,
  objection: RecordRow,
  reason: string,
  context: Context,
): Promise<readonly Reply[]> {
  const { number, row, place, title } = standing;
  const { tables, now, calendar } = context;
  const village = villageOf(place, context);
  const leaders = await tables.people.holders("secretary", village.path);
  const owner = leaders.find(({ path }) => path === village.path);
  const above = leaders.find(({ path }) => path !== village.path);
  if (!owner || !above) throw new UserError("名册上没有村书记或镇书记，交办不了。");
  const [ownerPosts, posts] = [await postsOf(owner.person_id, context), await postsOf(above.person_id, context)];
  const way = handing(posts, ownerPosts, village.path);
  if (!way) throw new UserError("镇书记交办不了村书记，请先看看名册。");
  const names = await tables.people.names([owner.person_id, above.person_id]);
  const [account] = await tables.accounts.reachable(above.person_id);
  const by = {
    ...{ personId: above.person_id, account: account?.account ?? "" },
    called: calledSo(names.get(above.person_id) ?? "", posts[0]),
  };
  const [handed] = await context.handsOver.handOver(
    [
      {
        ...{ text: `${title}（${number}）异议成立：${reason}`, dueAt: endOfWorkday(now, mendDays, calendar), by },
        ...{ owner: { personId: owner.person_id, name: names.get(owner.person_id) ?? "" }, handing: way },
        ...{ helpers: [], verifierId: null, list: "", origin: objection, part: 0, sensitive: false, accused: null },
      },
    ],
    context,
  );
  if (!handed) throw new Error("nothing was handed over");
  await tables.motions.link(row.id, "upheld", handed.id);
  await takeStep(standing, { word: "异议成立", change: {}, note: reason }, context);
  const text = `${number} 异议 O${objection.number} 成立，交给${names.get(owner.person_id)}办：${handed.number}。办结了 ${number} 才能办结。`;
  return [recorded(text, `${number} 异议成立，${handed.number}。`, row.id)];
}
