import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices, type Order } from "../../src/bot/order.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { describe } from "../../src/bot/reading/person.ts";
import { numberAndTextOf } from "../../src/bot/record/find.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { nameKey, Roster, type RosterPerson } from "../../src/chinese/names/index.ts";
import { type PasteWorld, readSpeakers, type Speaker, type Speakers } from "../../src/chinese/paste/index.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import type { Role } from "../../src/store/schema.ts";
import type { AgendaItem, NewItem } from "../../src/store/tables/meetings.ts";
import { meantSitting, type Sitting, sittingOf } from "./sitting.ts";
import { causeOf, takeStep } from "./step.ts";

const mostSpeakers = 100;
const example = "/述职 名单 H3\n新会镇 孙国华\n石门镇 王强";

export const planned = {
  parts: ["organiser"],
  states: ["planned"],
  nothing: "没有您在筹备的会。先建：/述职 新建 会名 1月16日9点",
} as const;

/** `H3 …` */
export const numberAndText = numberAndTextOf("H");

export const speakersForm = defineForm({
  word: "名单",
  summary: "贴上述职的人，一行一位",
  examples: [example],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("名单")) }),
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const sitting = await meantSitting(said.numbers, { ...planned, states: ["planned", "running"] }, context);
    if (said.text === "") return privately(agendaWords(sitting));
    if (sitting.row.state !== "planned") throw new UserError(`${sitting.number} 已经开始了，名单不能再换。`);
    const { world, people } = await worldFor(sitting, context);
    const read = readSpeakers(said.text, world);
    if (read.rows.length === 0) throw new UserError(`名单里没有人。例：${example}`);
    if (read.rows.length > mostSpeakers)
      throw new UserError(`一个会最多${mostSpeakers}位，名单里有${read.rows.length}位。`);
    const settled = settle(read, sitting, people, context);
    if (context.order?.chosen.sure === undefined) throw demandSure(settled, read, sitting, context);
    return keep(settled, sitting, context);
  },
});

async function worldFor({ row }: Sitting, { tables, places, message, calendar }: Context): Promise<World> {
  const place = row.place_id === null ? undefined : places.get(row.place_id);
  const people = await tables.roster.inOfficeBelow(place?.path ?? "/");
  const world = { speakerPlaceId: row.place_id, index: places.index, roster: new Roster(people) };
  return { world: { ...world, sentAt: message.sentAt, calendar }, people };
}

type World = { readonly world: PasteWorld; readonly people: readonly RosterPerson[] };

/** Every line with its person, as far as that was chosen. @throws UserError or Ask for the first that is not clear */
function settle(
  read: Speakers,
  sitting: Sitting,
  people: readonly RosterPerson[],
  context: Context,
): readonly NewItem[] {
  const { order } = context;
  const items: NewItem[] = [];
  const isThere = (one: NewItem) =>
    items.some(({ person_id, place_id }) => person_id === one.person_id && place_id === one.place_id);
  for (const row of read.rows) {
    const chosen = order?.chosen[`row${row.number}`];
    if (chosen === "drop") continue;
    const id = chosen ?? (row.found.kind === "one" ? row.found.value.id : undefined);
    const person = people.find((one) => one.id === id);
    const item = person && itemOf(person, row, sitting);
    if (!item) throw demandPerson(row, person, read, people, context);
    // chosen for somebody who stands there already
    if (!isThere(item)) items.push(item);
  }
  return items;
}

/** In which post they report: that of the unit, else the highest below the meeting's place. */
function itemOf(person: RosterPerson, { unit }: Speaker, { row }: Sitting): NewItem | null {
  const at = unit?.found.kind === "one" ? unit.found.value.id : null;
  const post =
    person.posts.find(({ placeId }) => placeId === at) ??
    person.posts.find(({ role }) => role === "secretary") ??
    person.posts.find(({ placeId }) => placeId !== row.place_id) ??
    person.posts[0];
  return post ? { person_id: person.id, place_id: post.placeId, role: post.role as Role, title: post.title } : null;
}

/** Those whose name is the same but for one character. */
const alike = (said: string, people: readonly RosterPerson[]): readonly RosterPerson[] => {
  const key = nameKey(said);
  return people.filter(({ name }) => {
    const other = nameKey(name);
    return other.length === key.length && [...other].filter((sign, at) => sign !== [...key][at]).length === 1;
  });
};

function demandPerson(
  row: Speaker,
  person: RosterPerson | undefined,
  read: Speakers,
  people: readonly RosterPerson[],
  context: Context,
): Error {
  const { order } = context;
  const several = row.found.kind === "several" ? row.found.values : alike(row.said, people);
  const why = person
    ? `第${row.number}行${person.name}没有岗位`
    : row.found.kind === "several"
      ? `第${row.number}行“${row.said}”不止一位`
      : `第${row.number}行“${row.said}”名册里没有`;
  if (!order) return new UserError(why);
  const choose = (label: string, value: string) => ({
    label,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, [`row${row.number}`]: value } },
  });
  const choices = [
    ...several.slice(0, 4).map((one) => choose(describe(one, context), one.id)),
    choose("去掉这行", "drop"),
  ];
  const question = `${head(read)}${why}：${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(question, { kind: "choice", choices }, "名单里有没定的，请私聊我贴。");
}

const head = ({ rows, repeats }: Speakers): string =>
  `读懂${rows.length}位。${repeats.map(({ number, of }) => `第${number}行和${of}行是一个人，去掉了。`).join("")}`;

function demandSure(items: readonly NewItem[], read: Speakers, { number, agenda }: Sitting, context: Context): Error {
  const { order, places } = context;
  if (!order) return new UserError("名单没有确定。");
  const places3 = items.slice(0, 3).map(({ place_id }) => places.get(place_id)?.name ?? "");
  const others = agenda.length > 0 ? `换掉原来的${agenda.length}位。` : "";
  const sure: Order = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, sure: "yes" } };
  const dropped = Object.entries(order.chosen).filter(([name, value]) => name.startsWith("row") && value === "drop");
  const left = dropped.map(([name]) => `第${name.slice(3)}行去掉了。`).join("");
  return new Ask(
    `${head(read)}${left}${number} 就这${items.length}位（${places3.join("、")}${items.length > 3 ? "…" : ""}）。${others}回“确定”。`,
    { kind: "choice", choices: [{ label: "确定", order: sure }] },
    "名单请私聊我确定。",
  );
}

async function keep(items: readonly NewItem[], sitting: Sitting, context: Context): Promise<Reply> {
  const { tables } = context;
  await takeStep(
    sitting,
    { word: "名单", change: { parts: { meetings: [{ ...sitting.meeting, drawn: 0 }] } } },
    context,
  );
  await tables.meetings.setAgenda(sitting.row.id, sitting.meeting.minutes, items);
  const anew = await sittingOf(sitting.row, tables);
  const deaf = [...(await tellSpeakers(anew, "", context)), ...(await tellLeftOut(sitting, anew, context))];
  const graded = await context.appraises.speakersChanged(sitting.row, context);
  const text = `${anew.number} 名单定了，${anew.agenda.length}位，各人的已私聊。${graded}${deafWords(deaf)}要抽签定顺序回“/述职 抽签 ${anew.number}”，不抽就按名单。`;
  return { ...privately(text, `${anew.number} 名单定了，${anew.agenda.length}位。`), subject: anew.row.id };
}

/** Each speaker hears the own place in the order, and nobody else's. @returns names of those nobody can reach */
export async function tellSpeakers(sitting: Sitting, why: string, context: Context): Promise<readonly string[]> {
  const { row, number, agenda } = sitting;
  const deaf: string[] = [];
  for (const item of agenda) {
    const { id, person_id, name, position, minutes } = item;
    const told = await tell(
      {
        to: { person: person_id },
        text: `${why}您${formatDay(row.due_at ?? context.now, context.now)}述职（${number}），${position}号，${minutes}分钟。`,
        ...{ cause: `${causeOf(context)}speaker:${id}`, subject: row.id, why: "others", private: true },
        replaces: turnOf(row, item),
      },
      context,
    );
    if (told.way === "none") deaf.push(name);
  }
  return deaf;
}

/** Who stood on the list before and does not any more. @returns names of those nobody can reach */
async function tellLeftOut(before: Sitting, { agenda }: Sitting, context: Context): Promise<readonly string[]> {
  const staying = new Set(agenda.map(({ person_id }) => person_id));
  const deaf: string[] = [];
  for (const item of before.agenda) {
    if (staying.has(item.person_id)) continue;
    const heard = await tellLeft(item, before, "名单改了", context);
    if (!heard) deaf.push(item.name);
  }
  return deaf;
}

/** @returns whether they can be reached */
export async function tellLeft(
  item: AgendaItem,
  { row, number }: Sitting,
  why: string,
  context: Context,
): Promise<boolean> {
  const told = await tell(
    {
      to: { person: item.person_id },
      text: `${formatDay(row.due_at ?? context.now, context.now)}的述职（${number}）${why}，您不用述了。`,
      ...{ cause: `${causeOf(context)}left:${item.id}`, subject: row.id, why: "others", private: true },
      replaces: turnOf(row, item),
    },
    context,
  );
  return told.way !== "none";
}

/** Under it a person is told anew of the own turn, also after a new list; who speaks in their stead is told apart. */
const turnOf = (row: Sitting["row"], { place_id, person_id }: AgendaItem): string =>
  `meeting:${row.id}:${place_id}:${person_id}`;

export const deafWords = (names: readonly string[]): string =>
  names.length === 0
    ? ""
    : `${names.slice(0, 5).join("、")}${names.length > 5 ? `等${names.length}位` : ""}没认领账号，收不到，请转告。`;

const agendaWords = ({ number, agenda }: Sitting): string =>
  agenda.length === 0
    ? `${number} 还没有名单。例：${example}`
    : `${number} 名单${agenda.length}位：\n${agenda.map(lineOf).join("\n")}`;
const lineOf = ({ position, place, name, minutes }: AgendaItem): string =>
  `${position}号 ${place} ${name}（${minutes}分钟）`;
