import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { describe } from "../../src/bot/reading/person.ts";
import { here, privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { RosterPerson } from "../../src/chinese/names/index.ts";
import type { AgendaItem } from "../../src/store/tables/meetings.ts";
import { meantSitting, type Sitting, sittingOf } from "./sitting.ts";
import { deafWords, numberAndText, planned, tellSpeakers } from "./speakers.ts";
import { held, takeStep } from "./step.ts";

const numbersAndText = z.object({
  numbers: optional(numbersArgument("号")),
  text: optional(textArgument("内容")),
});
const read = ({ numbers, text }: z.infer<typeof numbersAndText>) => numberAndText(numbers, text);

const mostDelegates = 300;

export const delegatesForm = defineForm({
  word: "代表",
  summary: "谁能在会上发问：写名字，或名册里的岗位",
  examples: ["/述职 代表 H3 李大山、王秀英", "/述职 代表 H3 群众代表"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: numbersAndText,
  async run(args, context) {
    const { numbers, text } = read(args);
    const sitting = await meantSitting(numbers, { ...planned, states: ["planned", "running"] }, context);
    const { ids, unknown } = await delegatesIn(text, sitting, context);
    if (unknown.length > 0)
      throw new UserError(
        `名册里没有：${unknown.slice(0, 10).join("、")}。没改。写名册里的姓名，或几位都有的岗位名（如村民代表）。`,
      );
    if (ids.length === 0) throw new UserError("没写代表。例：/述职 代表 H3 李大山、王秀英");
    if (ids.length > mostDelegates) throw new UserError(`代表最多${mostDelegates}位。`);
    const before = sitting.people.filter(({ part }) => part === "delegate").map(({ person_id }) => person_id);
    const all = [...new Set([...before, ...ids])];
    await context.tables.meetings.setPeople(sitting.row.id, "delegate", all);
    const deaf: string[] = [];
    const names = await context.tables.people.names(all);
    for (const id of ids)
      if ((await context.tables.accounts.reachable(id)).length === 0) deaf.push(names.get(id) ?? "");
    return privately(`${sitting.number} 代表${all.length}位，开会前后都能私聊我发问。${deafWords(deaf)}`);
  },
});

/** Names, one to a word or line, and titles that several hold. */
async function delegatesIn(text: string, { row }: Sitting, context: Context) {
  const { tables, places, order } = context;
  const path = places.get(row.place_id ?? "")?.path ?? "/";
  const office = await tables.roster.inOfficeBelow(path);
  const words = text.split(/[\s、,，;；]+/u).filter((word) => word !== "" && !/^\d+[.、．]?$/u.test(word));
  const found = await tables.people.candidates({ names: words }, { path });
  const ids: string[] = [];
  const unknown: string[] = [];
  const several: { readonly word: string; readonly people: typeof found }[] = [];
  for (const word of words) {
    const titled = office.filter(({ posts }) => posts.some(({ title }) => title === word)).map(({ id }) => id);
    const named = found.filter(({ name }) => name === word);
    const [one, ...others] = named.filter(({ id }) => [undefined, id].includes(order?.chosen[word]));
    if (titled.length > 0) ids.push(...titled);
    else if (one && others.length > 0) several.push({ word, people: named });
    else if (one) ids.push(one.id);
    else unknown.push(word);
  }
  const [first] = several;
  if (first && unknown.length === 0) throw demandOne(first.word, first.people, context);
  return { ids: [...new Set(ids)], unknown };
}

function demandOne(word: string, people: readonly RosterPerson[], context: Context): Error {
  const { order } = context;
  const why = `“${word}”不止一位，是哪位？`;
  if (!order) return new UserError(why);
  const choices = people.slice(0, 5).map((one) => ({
    label: describe(one, context),
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, [word]: one.id } },
  }));
  const question = `${why}${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(question, { kind: "choice", choices }, `${why}请私聊我定。`);
}

export const groupForm = defineForm({
  word: "本群",
  summary: "这个群就是会场的群",
  examples: ["/述职 本群 H3"],
  role: "cadre",
  where: ["cadre", "village"],
  args: numbersAndText,
  async run(args, context) {
    const sitting = await meantSitting(read(args).numbers, { ...planned, states: ["planned", "running"] }, context);
    const meetings = [{ ...sitting.meeting, group_key: chatKey(context.message.chat) }];
    await takeStep(
      sitting,
      { word: "本群", change: { parts: { meetings } }, before: { parts: { meetings: [sitting.meeting] } } },
      context,
    );
    return here(`${sitting.number} 就在本群开：${sitting.title}。`);
  },
});

export const lotsForm = defineForm({
  word: "抽签",
  summary: "抽签定顺序，只抽一次",
  examples: ["/述职 抽签 H3"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: numbersAndText,
  async run(args, context) {
    const meant = await meantSitting(read(args).numbers, planned, context);
    const sitting = await held(meant, context);
    const { agenda, meeting, number } = sitting;
    if (agenda.length < 2) throw new UserError(`${number} 还没有名单，抽不了签。先发：/述职 名单 ${number}`);
    if (meeting.drawn === 1) throw new UserError(`${number} 抽过签了，只抽一次。看顺序：/述职 名单 ${number}`);
    const drawn = shuffled(agenda, context).map((item, index) => ({ ...item, position: index + 1, turn: index + 1 }));
    await takeStep(
      sitting,
      { word: "抽签", change: { parts: { meetings: [{ ...meeting, drawn: 1 }], agenda_items: drawn.map(plain) } } },
      context,
    );
    const anew = await sittingOf(sitting.row, context.tables);
    const deaf = await tellSpeakers(anew, "抽签定了顺序：", context);
    return privately(
      `${number} 抽好了，${agenda.length}位各听自己的号。${deafWords(deaf)}看顺序：/述职 名单 ${number}`,
    );
  },
});

/** As nobody can foresee, and the same when the message comes again. */
const shuffled = (agenda: readonly AgendaItem[], { tables, message }: Context): readonly AgendaItem[] => {
  const lot = ({ id }: AgendaItem) => tables.records.fingerprint(`${message.key} ${id}`);
  return [...agenda].sort((one, other) => (lot(one) < lot(other) ? -1 : 1));
};

/** As it lies in its table. */
export const plain = ({ name: _name, place: _place, ...row }: AgendaItem) => row;
