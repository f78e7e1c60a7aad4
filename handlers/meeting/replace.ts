import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import type { AgendaItem } from "../../src/store/tables/meetings.ts";
import { type LeftSpeaker, leftSpeakers } from "./left.ts";
import { callOf, peopleNamed, speakerIn } from "./names.ts";
import { plain } from "./setup.ts";
import { meantSitting, type Sitting } from "./sitting.ts";
import { deafWords, numberAndText, planned, tellLeft, tellSpeakers } from "./speakers.ts";
import { held, takeStep } from "./step.ts";

const examples = ["/述职 换人 H3", "/述职 换人 H3 7号 王磊", "/述职 换人 H3 7号 书面"] as const;
const args = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("几号 换成谁")) });

/** What becomes of the place of a speaker: somebody else's, reported in writing, or struck off the list. */
type Becomes = { readonly personId: string } | "书面" | "划掉";

export const replaceForm = defineForm({
  word: "换人",
  summary: "开会前有人离任或换了：由新任述、书面、划掉",
  examples: [...examples],
  role: "cadre",
  where: ["direct", "cadre"],
  args,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const begun = { running: "已经开始了。会上用：书面、缺席、先跳过" };
    const sitting = await held(await meantSitting(said.numbers, { ...planned, otherwise: begun }, context), context);
    if (said.text === "") return settleLeft(sitting, context);
    const { item, rest } = speakerIn(said.text, sitting, examples[1], context);
    return replace(sitting, item, await becomes(item, rest, sitting, context), context);
  },
});

/** The first of those who are not in office any more: by whom it is settled is asked. @throws Ask */
async function settleLeft(sitting: Sitting, context: Context): Promise<Reply> {
  const { order, tables } = context;
  const left = await leftSpeakers(sitting.agenda, tables);
  const chosen = order?.chosen.becomes;
  const one = left.find(({ item }) => item.id === order?.chosen.item) ?? left[0];
  if (!one) return privately(`${sitting.number} 名单上的${sitting.agenda.length}位都在岗。要换：${examples[1]}`);
  if (chosen === undefined) throw demandChoice(one, sitting, context);
  const to: Becomes = chosen === "书面" || chosen === "划掉" ? chosen : { personId: chosen };
  return replace(sitting, one.item, to, context);
}

function demandChoice({ item, successors }: LeftSpeaker, { number }: Sitting, { order }: Context): Error {
  if (!order) return new Error("a speaker is replaced outside a command");
  const choose = (label: string, value: string) => ({
    label,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, item: item.id, becomes: value } },
  });
  const choices = [
    ...successors.slice(0, 3).map(({ id, name }) => choose(`由新任${name}述`, id)),
    choose("书面", "书面"),
    choose("划掉", "划掉"),
  ];
  const question = `${number} ${callOf(item)}不在岗了：${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(question, { kind: "choice", choices }, `${number} 有人不在岗了，请私聊我定。`);
}

/** @throws UserError or Ask */
async function becomes(item: AgendaItem, words: string, sitting: Sitting, context: Context): Promise<Becomes> {
  const said = words.replace(/^[\s，,：:]*(?:改?由|换成?|改成?)?\s*/u, "").replace(/[\s。]*(?:述职?)?[\s。]*$/u, "");
  if (said === "书面" || said === "划掉") return said;
  if (said === "") throw new UserError(`${callOf(item)} 换成谁？写名字，或“书面”“划掉”。例：${examples[1]}`);
  const { order } = context;
  if (!order) throw new Error("a speaker is replaced outside a command");
  const declared = { name: "述职", args, examples } as const;
  const [person] = await peopleNamed(said, "speaker", "述职的", { declared, order, context, isBare: false });
  if (!person) throw new UserError(`没听懂换成谁。例：${examples[1]}`);
  if (sitting.row.owner_id === person.id) throw new NotAllowed(`${person.name}要主持，不能述职。`);
  return { personId: person.id };
}

async function replace(sitting: Sitting, item: AgendaItem, to: Becomes, context: Context): Promise<Reply> {
  const { tables } = context;
  const { number, agenda } = sitting;
  if (to === "划掉") return strike(sitting, item, context);
  const step = { before: { parts: { agenda_items: [plain(item)] } }, word: "换人" };
  if (to === "书面") {
    const items = [{ ...plain(item), state: "written" as const }];
    await takeStep(sitting, { ...step, change: { parts: { agenda_items: items } } }, context);
    return answer(sitting, item, `${number} ${callOf(item)} 书面述职。错了回“撤销”。`, context);
  }
  if (agenda.some(({ person_id, place_id }) => person_id === to.personId && place_id === item.place_id))
    throw new UserError(`${(await tables.people.get(to.personId))?.name ?? ""}已经在名单上了。`);
  const posts = await tables.people.posts(to.personId);
  const post = posts.find(({ place_id, role }) => place_id === item.place_id && role !== "villager");
  const items = [
    { ...plain(item), person_id: to.personId, role: post?.role ?? item.role, title: post?.title ?? item.title },
  ];
  await takeStep(sitting, { ...step, change: { parts: { agenda_items: items } } }, context);
  const name = (await tables.people.get(to.personId))?.name ?? "";
  const deaf = await tellSpeakers({ ...sitting, agenda: [{ ...item, person_id: to.personId, name }] }, "", context);
  await tellLeft(item, sitting, `改由${name}述`, context);
  const text = `${number} ${item.position}号 ${item.place} 由${name}述职。${deafWords(deaf)}错了回“撤销”。`;
  return answer(sitting, item, text, context);
}

async function strike(sitting: Sitting, item: AgendaItem, context: Context): Promise<Reply> {
  const { tables } = context;
  const asked = await tables.meetingWords.questions(sitting.row.id);
  if (asked.some(({ item_id }) => item_id === item.id))
    throw new UserError(
      `有人要问${item.name}，划不掉。换人述，或回：/述职 换人 ${sitting.number} ${item.position}号 书面`,
    );
  await takeStep(sitting, { word: "划掉", change: {}, note: callOf(item) }, context);
  await tables.meetings.dropItem(item.id);
  await tellLeft(item, sitting, "名单改了", context);
  const rest = sitting.agenda.length - 1;
  return answer(sitting, item, `${sitting.number} ${callOf(item)} 划掉了，还有${rest}位，号不变。`, context);
}

/** With a word of those that are still to be settled. */
async function answer({ row, number, agenda }: Sitting, item: AgendaItem, text: string, context: Context) {
  const others = agenda.filter(({ id }) => id !== item.id);
  const left = await leftSpeakers(others, context.tables);
  const graded = await context.appraises.speakersChanged(row, context);
  const more = left.length > 0 ? `还有${left.length}位不在岗了，接着回“/述职 换人 ${number}”。` : "";
  return { ...privately(`${text}${graded}${more}`), subject: row.id };
}
