import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { privately } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { nextLook } from "../../src/ledger/appraisal-clock.ts";
import { isBallot, leastOf } from "../../src/ledger/appraisal-templates.ts";
import type { Right } from "../../src/store/tables/ballots.ts";
import { demandNotTooOften } from "./often.ts";
import { type Appraisal, demandSure, meantAppraisal, noted, numberAndText } from "./scope.ts";
import { villageGroups } from "./village-groups.ts";
import { closingWords, entitledIn, openWords, placeName, proof, secretWords } from "./wording.ts";

const example = "/评议 开始 A2";

export const beginForm = defineForm({
  word: "开始",
  summary: "开始投票：开始后名单、对象、权重不能改",
  examples: [example],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers }, context) {
    const said = numberAndText(numbers, undefined);
    const one = await meantAppraisal(said.numbers, { states: ["draft"], example }, context);
    await demandReady(one, context);
    const entitled = await entitledIn(one, context);
    demandSure(one, `${proof(one, context, entitled)}开始后名单、对象、权重不能改。回“开始”。`, "开始", context);
    await beginVoting(one, context);
    await tellVoters(one, context);
    return {
      ...privately(
        `${one.number} 开始投票，${closingWords(Number(one.row.due_at), context.now)}截止。看投了几票：/评议 状态 ${one.number}。`,
      ),
      subject: one.row.id,
    };
  },
});

/** @throws UserError with what is still missing */
async function demandReady(one: Appraisal, context: Context): Promise<void> {
  const { number, panels, objects, row, scrutineers, info } = one;
  const { actor, now, places } = context;
  const place = row.place_id === null ? undefined : places.get(row.place_id);
  if (place) await demandNotTooOften(one.terms, place, "没开始", context);
  const sum = panels.reduce((all, { weight }) => all + weight, 0);
  if (sum !== 100) throw new UserError(`${number} 各票组的权重加起来是${sum}，要100。没开始。`);
  if (objects.length === 0) throw new UserError(`${number} 没有对象。没开始。`);
  if (Number(row.due_at) <= now) throw new UserError(`${number} 的截止时间已经过了。没开始。`);
  const entitled = await entitledIn(one, context);
  for (const { id, title, how } of panels) {
    const many = entitled.get(id) ?? 0;
    if ((how === "slips" || how === "roster") && many < leastOf(one.terms))
      throw new UserError(
        many === 0
          ? `${number} ${title}还没有${how === "slips" ? "票号" : "名单"}。没开始。例：/评议 ${how === "slips" ? "票号" : "名单"} ${number} ${title}${how === "slips" ? " 40" : " 名字、名字"}`
          : `${number} ${title}只有${many}${how === "slips" ? "张" : "人"}，不足${leastOf(one.terms)}没有结果。没开始。`,
      );
  }
  const people = new Set(objects.map(({ person_id }) => person_id));
  if (actor.person && people.has(actor.person.id)) throw new NotAllowed(`您是 ${number} 的对象，不能由您来办。`);
  if (info.meeting_id !== null) return;
  const isWatched = panels.some(({ how }) => how === "slips" || how === "paper");
  if (isWatched && scrutineers.length !== 2)
    throw new UserError(`${number} 要两位监票。没开始。重建时写：监票：李明、丁慧`);
  if (scrutineers.some((id) => people.has(id))) throw new UserError(`${number} 的监票不能是对象。没开始。`);
}

/** From here on ballots are taken. @throws UserError where no key can be made */
export async function beginVoting(one: Appraisal, context: Context): Promise<void> {
  const { row, panels, info, number } = one;
  const { tables, now, ballotBox } = context;
  await demandReady(one, context);
  const publicKey = ballotBox.make(row.id);
  if (publicKey === null)
    throw new UserError(`正在准备 ${number} 的票箱，这会儿写不了钥匙文件。过一会儿再发，还不行找管理员。`);
  if (!(await tables.records.change(row, { state: "open" })))
    throw new UserError(`${number} 刚被别人动过，请再看一下。`);
  const rights: Omit<Right, "id" | "account" | "used">[] = [];
  for (const { id, how } of panels)
    if (how === "roster")
      for (const person_id of await tables.appraisals.roster(id))
        rights.push({
          record_id: row.id,
          panel_id: id,
          person_id,
          slip: null,
          place_id: await homeOf(one, person_id, context),
        });
  await tables.ballots.addRights(rights);
  const next = nextLook(Number(row.due_at), now);
  await tables.appraisals.set(row.id, {
    ...{ opened_at: now, public_key: publicKey },
    next_at: info.next_at === null ? next : Math.min(info.next_at, next),
  });
  // by nobody's account, under a key of its own: it is never what somebody did last, and recalling the message changes nothing
  const cause = `${causesOf(`appraisal:${context.message.key}`)}开始:${row.id}`;
  await tables.moves.add({
    ...{ record_id: row.id, at: now, account: "", person_id: context.actor.person?.id ?? null, word: "开始", cause },
    ...{ chat: chatKey(context.message.chat), from_state: row.state, to_state: "open", note: null, before: {} },
  });
  await noted(one, "开始投票", context);
}

/** Where objects lie in villages, whoever votes grades those of the own. */
async function homeOf({ terms }: Appraisal, personId: string, { tables, places }: Context): Promise<string | null> {
  if (!terms.posts) return null;
  const home = (await tables.people.get(personId))?.home_place_id;
  return home == null ? null : (places.above(home, "village")?.id ?? null);
}

/** One line to each of a roster; villages' groups hear of an open one. */
async function tellVoters(one: Appraisal, context: Context): Promise<void> {
  const { row, number, panels, terms, objects } = one;
  const { tables, message } = context;
  const until = closingWords(Number(row.due_at), context.now);
  const place = placeName(one, context);
  const told = new Set<string>();
  for (const { id, how, title } of panels.filter((panel) => panel.how === "roster"))
    for (const person of await tables.appraisals.roster(id)) {
      if (told.has(person) || !isBallot(how)) continue;
      told.add(person);
      const text = `${number} ${place}${terms.name}，您有一张${title}票。私聊我发“投票”打分，${until}截止。${secretWords}`;
      const cause = `${causesOf(message.key)}ballot:${person}`;
      await tell({ to: { person }, text, cause, subject: row.id, why: "others", private: true }, context);
    }
  if (!panels.some(({ how }) => how === "open")) return;
  const what = terms.posts ? terms.posts.join("、") : objects.map(({ name }) => name).join("、");
  for (const { key } of await villageGroups(one, context)) {
    const text = `【${number} ${terms.name}】请对${what}打分，私聊我发“投票”。${until}截止。${secretWords}${openWords}`;
    await tell(
      { to: { chat: key }, text, cause: `${causesOf(message.key)}open:${key}`, subject: row.id, why: "others" },
      context,
    );
  }
}
