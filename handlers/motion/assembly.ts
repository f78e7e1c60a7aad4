import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, type Order } from "../../src/bot/order.ts";
import { dayIn } from "../../src/bot/reading/day-held.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { type Body, bodyAt, bodyWord, judge, tooFewWomen, womenIn } from "../../src/ledger/bodies.ts";
import { countsIn } from "../../src/ledger/motion-counts.ts";
import type { HeldAlone } from "../../src/store/tables/assemblies.ts";
import { answerIn } from "./asking.ts";
import { checkDay } from "./days.ts";
import { meantMotion } from "./meant.ts";
import { namesAuthority, readMeeting, type Writes } from "./meeting.ts";
import { demandApart, holdAll } from "./merge.ts";
import { mayRecord } from "./rights.ts";
import type { Standing } from "./standing.ts";

const example = "/会议 村代会 12月12日 应到36 实到31；M3 同意28 反对2 弃权1；M4 同意31";
const most = 10;

const heldAlone: HeldAlone = "会议";
const aDay = 24 * 60 * 60_000;

/** What was written down without a motion; what decided one goes with that. */
const notHeldForm = defineForm({
  word: "撤销",
  summary: "撤销刚记的、没带议题的会",
  examples: ["/会议 撤销"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({}),
  async run(_, { tables, message, now, places }) {
    const held = await tables.assemblies.lastHeldBy(message.sender.account, now - aDay);
    if (!held) throw new UserError("一天内没有可撤的会。");
    const [decided] = await tables.assemblies.decidedIn(held.id);
    if (decided) throw new UserError(`这个会定了 M${decided.number}，要先撤那一步。`);
    await tables.assemblies.notHeld(held.id);
    const where = places.get(held.place_id)?.name ?? "";
    const text = `撤销了：${where}${bodyWord(held.body as Body)} ${formatDay(held.day, now)} 应到${held.due} 实到${held.present}。`;
    return recorded(text, "撤销了。");
  },
});

/** One meeting of a body: it counts in the calendar, and decides what of motions is said with it. */
export const assemblyCommand = defineCommand({
  name: "会议",
  aliases: ["assembly"],
  summary: "记一次村代会、党员大会等，可以带几个议题的票",
  role: "cadre",
  where: ["direct", "cadre"],
  prompted: true,
  examples: [example, "/会议 村代会 12月12日 36/31"],
  args: z.object({
    words: textArgument("什么会 哪天 应到实到", { question: "什么会？例：村代会 12月12日 36/31" }),
    text: optional(textArgument("补的话")),
  }),
  forms: [notHeldForm],
  async run({ words, text: more = "" }, context) {
    const [head = "", ...votes] = words.split(/[；;\n]/u).map((part) => part.trim());
    const found = bodyAt(head);
    if (!found) throw new UserError(`没听懂什么会。例：${example}`);
    const said = votes.filter(Boolean);
    if (said.length > most) throw new UserError(`一次最多记${most}个议题。`);
    return said.length === 0
      ? held(found.body, found.rest, context)
      : decided(found.body, found.rest, said, more, context);
  },
});

/** Each motion by its own numbers, all of one meeting. All are read before the first is written down: it is all of them or none. */
async function decided(
  body: Body,
  head: string,
  votes: readonly string[],
  more: string,
  context: Context,
): Promise<readonly Reply[]> {
  const read: { readonly standing: Standing; readonly write: Writes }[] = [];
  const given = withAnswer(body, head, votes, more, context);
  for (const [at, vote] of votes.entries()) {
    const [, digits, words = ""] = /^[MmＭｍ]\s?(\d{1,9})[\s:：,，]*([\s\S]*)$/u.exec(vote.normalize("NFKC")) ?? [];
    if (digits === undefined) throw new UserError(`“${vote.slice(0, 20)}”没写议题的号。例：${example}`);
    try {
      const number = { letter: "M", number: Number(digits) };
      const standing = await meantMotion([number], { kind: "card" }, { ...context, order: null });
      await demandApart(standing, context);
      if (read.some((one) => one.standing.row.id === standing.row.id))
        throw new UserError(`${standing.number} 写了两次。`);
      const said = { body, words: `${head} ${words}`, more: given.moreOf(at) };
      read.push({ standing, write: await readMeeting(standing, said, given.context) });
    } catch (error) {
      throw error instanceof Ask && votes.length === 1 ? error : ofAll(error, `M${Number(digits)}`, at);
    }
  }
  await holdAll(
    read.map(({ standing }) => standing),
    context,
  );
  const texts: string[] = [];
  for (const { write } of read) texts.push(...(await write()).map(({ text }) => text));
  const line = `${bodyWord(body)}记下了，${votes.length}个议题。`;
  return [recorded(texts.join("\n"), line)];
}

/**
 * What was said to a question is of the motion it was asked about, and stands behind that one where another question follows.
 * Why another number of people was due is of the whole meeting.
 */
function withAnswer(
  body: Body,
  head: string,
  votes: readonly string[],
  more: string,
  context: Context,
): { readonly context: Context; readonly moreOf: (at: number) => string } {
  const { order } = context;
  const asked = order?.chosen.vote;
  if (!order || asked === undefined || order.chosen.due === "own") return { context, moreOf: () => more };
  const { text: _text, ...said } = order.said;
  const { vote: _vote, ...chosen } = order.chosen;
  const answer = answerIn(more, context).replace(/[；;\n]/gu, "，");
  const whole = !answer.includes("已授权") && namesAuthority(answer) ? `已授权 ${answer}` : answer;
  const grown = votes.map((vote, at) => (String(at) === asked ? `${vote} ${whole}`.trim() : vote));
  const rest = [`${bodyWord(body)}${head}`, ...grown].join("；");
  return {
    context: { ...context, order: { ...order, rest, said, chosen } },
    moreOf: (at) => (String(at) === asked ? answerIn(more, context) : ""),
  };
}

/** What one of several is refused for, said of all; what it is asked is asked of that one. */
function ofAll(error: unknown, number: string, at: number): unknown {
  if (error instanceof Ask) {
    const { asked } = error;
    const of = <Given extends Order | null>(order: Given): Given =>
      order && { ...order, chosen: { ...order.chosen, vote: String(at) } };
    const own =
      asked.kind === "blank"
        ? { ...asked, order: of(asked.order) }
        : asked.kind === "choice"
          ? { ...asked, choices: asked.choices.map((choice) => ({ ...choice, order: of(choice.order) })) }
          : asked;
    return new Ask(`${number}：${error.question}`, own, error.inOneLine);
  }
  if (!(error instanceof UserError)) return error;
  const text = `都没记。${error.message.includes(number) ? "" : `${number}：`}${error.message}`;
  return error instanceof NotAllowed ? new NotAllowed(text) : new UserError(text);
}

/** A meeting that decides no motion that is known here. @throws UserError */
async function held(body: Body, words: string, context: Context): Promise<readonly Reply[]> {
  const { tables, actor, message, now, places } = context;
  const counts = countsIn(words);
  const post = actor.posts.find(({ placeId, role }) => role !== "villager" && places.above(placeId, "village"));
  const village = post && places.above(post.placeId, "village");
  const place = body === "section" && post ? places.get(post.placeId) : village;
  if (!place || !mayRecord(actor, place, context)) throw new NotAllowed("开会由村干部来记。");
  const { due, present } = counts;
  const day = dayIn(counts.left, context);
  if (day === null) throw new UserError(`哪天开的？例：${example}`);
  if (due === null || present === null || present > due) throw new UserError(`应到几人，实到几人？例：${example}`);
  checkDay(day, context);
  const verdict = judge(body, { due, present, inFavour: 0, households: counts.households });
  const { households, parts, shares } = counts;
  const row = await tables.motions.assemble({
    ...{ place_id: place.id, body, day, due, present, quorate: verdict.isQuorate ? 1 : 0, at: now },
    extra: JSON.stringify({ households, parts, shares, ...(day === dayOf(now) ? {} : { late: dayOf(now) }) }),
    ...{ cause: `${message.key}#${body}:${day}`, by_id: actor.person?.id ?? null },
  });
  await tables.audit.add({
    ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null },
    ...{ action: heldAlone, subject: row.id },
  });
  const what = verdict.isQuorate
    ? `应到${due} 实到${present}（至少${verdict.presentAtLeast}）`
    : `应到${due} 实到${present}，至少${verdict.presentAtLeast}，不够数，记作流会（${verdict.article}）`;
  const warned = tooFewWomen(body, due, womenIn(shares));
  const warning = warned === "" ? "" : `${warned}，照记。`;
  const text = `${place.name}${bodyWord(body)} ${formatDay(day, now)} 记下了：${what}。${warning}错了回“撤销”。`;
  return [recorded(text, `${bodyWord(body)}记下了。`)];
}
