import type { Context } from "../../src/bot/context.ts";
import { stateOf } from "../../src/bot/record/line.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { type Body, bodyWord } from "../../src/ledger/bodies.ts";
import { decidesAt, stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import { intoWords, mergedInto } from "./card.ts";
import { tellOrigins } from "./origins.ts";
import { demandRecorder, mayRecord } from "./rights.ts";
import { doneSteps, isOpen, type Standing, standingOf, villageOf } from "./standing.ts";
import { causeOf, takeStep } from "./step.ts";
import { sayInGroups, voided, wasPublished } from "./turn-back.ts";
import { consultationOf } from "./window.ts";

/** What went into another one is said of that. @throws UserError */
export async function demandApart({ row, number, place }: Standing, context: Context): Promise<void> {
  const into = await intoWords(row, context);
  if (into === "") return;
  const parting = mayRecord(context.actor, place, context) ? `要分开发：${number} 分开` : "";
  throw new UserError(`${number} 并入${into} 了，说${into} 就行。${parting}`);
}

/** The same matter was begun twice: this one goes on as the other, with what it comes from. @throws UserError */
export async function merge(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row } = standing;
  demandRecorder(standing, context);
  await demandMergeable(standing, context);
  const into = await targetOf(standing, words, context);
  const brought = await goInto(standing, into, context);
  if (wasPublished(standing))
    await sayInGroups(standing, `${number}“${standing.title}”并入 ${into.number}，一起议。`, context);
  const stays = doneSteps(standing).length > 0 ? `${number} 记过的会留在 ${number}，不算到 ${into.number}。` : "";
  const text = `${number} 并入 ${into.number} 了：${into.title}。${brought}${stays}错了回“撤销”，以后要分开发：${number} 分开`;
  return [recorded(text, `${number} 并入 ${into.number} 了。`, row.id)];
}

/** It waits no more by itself. @returns what it brings along, in words */
export async function goInto(from: Standing, into: Standing, context: Context): Promise<string> {
  const { row, publications } = from;
  await holdAll([from, into], context);
  const asked = publications
    .filter(({ state }) => state === "asked")
    .map(({ id }) => ({ id, state: "asked" as const }));
  await takeStep(
    from,
    {
      word: "并入",
      change: {
        ...{ state: "merged", waiting: 0, next_at: null, of_id: into.row.id },
        parts: { publications: voided(from) ?? [] },
      },
      before: {
        ...{ state: row.state, waiting: row.waiting, next_at: row.next_at, of_id: null },
        parts: { publications: asked },
      },
      note: into.number,
    },
    context,
  );
  return goOn(from, into, context);
}

/** None of them is stopped, nor goes into another, while it is done. @throws UserError when somebody was faster */
export async function holdAll(all: readonly Standing[], { tables }: Context): Promise<void> {
  // in the order of their ids, so that two of these wait for each other in turn
  for (const { row, number } of all.toSorted((one, other) => (one.row.id < other.row.id ? -1 : 1)))
    if (!(await tables.records.change(row, { state: row.state })))
      throw new UserError(`${number} 刚被别人动过，请再看一下。`);
}

/** Those who raised it, and who began either of the two, learn where it goes on. */
async function goOn(from: Standing, into: Standing, context: Context): Promise<string> {
  const { tables, message } = context;
  const origins = (await tables.motionOrigins.of(into.row.id)).filter(({ via }) => via === from.number);
  const decided = await decidedBy(into, context);
  const motion = { id: into.row.id, number: into.number };
  if (decided === "") await tellOrigins(motion, "in", `进了议题 ${into.number}：${into.title}。`, context);
  else await tellOrigins(motion, "decided", `在${decided}定了：${into.title}（${into.number}）。`, context);
  const told = new Set([message.sender.account, ""]);
  for (const { row } of [from, into]) {
    if (told.has(row.account)) continue;
    told.add(row.account);
    await tell(
      {
        ...{ to: { account: row.account }, why: "others", private: true, subject: into.row.id },
        text: `${from.number}“${from.title}”并入 ${into.number}“${into.title}”了，以后说 ${into.number}。`,
        cause: `${causeOf(context)}merged:${row.id}`,
      },
      context,
    );
  }
  return origins.length === 0
    ? ""
    : `来自${origins.map(({ number }) => `O${number}`).join("、")}的也算到 ${into.number}。`;
}

const decidingStep = (standing: Standing) =>
  doneSteps(standing).find(({ position }) => position === decidesAt(standing.template));

/** By which body it was decided in this round; empty: it is not yet. */
async function decidedBy(standing: Standing, { tables }: Context): Promise<string> {
  const id = decidingStep(standing)?.assembly_id;
  const assembly = id ? await tables.motions.assembly(id) : undefined;
  return assembly ? bodyWord(assembly.body as Body) : "";
}

/** @throws UserError */
async function demandMergeable(standing: Standing, context: Context): Promise<void> {
  const { number, row } = standing;
  if (!isOpen(standing)) throw new UserError(`${number} ${stateOf(row)}，不用并。`);
  if (row.state === "published") throw new UserError(`${number} 正在公示，不能并。不办了发：${number} 停 原因`);
  if (decidingStep(standing))
    throw new UserError(`${number} 已经决议了，不能并。接着发：${number} 公布；不办了发：${number} 停 原因`);
  const asked = await consultationOf(standing, context);
  if (asked !== null) throw new UserError(`${number} 正在征求 ${asked}，截止以后再并，或反过来并到 ${number}。`);
  const [inside] = await mergedInto(standing, context.tables);
  if (inside) throw new UserError(`${number} 里并进来过 M${inside.number}，请反过来：别的并入 ${number}。`);
}

/** Another one of the village that goes on. @throws UserError */
async function targetOf(standing: Standing, words: string, context: Context): Promise<Standing> {
  const { number, row, place } = standing;
  const { tables, places } = context;
  const digits = /^[Mm]?\s?(\d{1,9})$/u.exec(words.normalize("NFKC").trim())?.[1];
  if (digits === undefined) throw new UserError(`并到哪个议题？例：${number} 并入 M3`);
  const village = villageOf(place, context);
  const found = (await tables.records.find([row.town_id], ["motion"], Number(digits))).find(({ place_id }) =>
    places.get(place_id ?? "")?.path.startsWith(village.path),
  );
  if (!found) throw new UserError(`${village.name}没有 M${digits}。有哪些：/议题 列表`);
  if (found.id === row.id) throw new UserError(`${number} 就是这一个。并到别的，例：${number} 并入 M3`);
  const into = await standingOf(found, tables);
  const further = await intoWords(found, context);
  if (further !== "") throw new UserError(`${into.number} 自己并入${further} 了，请发：${number} 并入${further}`);
  if (!isOpen(into)) throw new UserError(`${into.number} ${stateOf(found)}，并不进去。`);
  return into;
}

/** It goes on by itself again, from where it stood. @throws UserError */
export async function part(standing: Standing, context: Context): Promise<readonly Reply[]> {
  const { number, row, next } = standing;
  demandRecorder(standing, context);
  const into = await intoWords(row, context);
  if (into === "") throw new UserError(`${number} 没有并到别的议题。`);
  const { state, waiting, next_at, of_id } = row;
  await takeStep(
    standing,
    {
      word: "分开",
      change: { state: "going", waiting: 1, next_at: null, of_id: null },
      before: { state, waiting, next_at, of_id },
    },
    context,
  );
  const text = `${number} 和${into} 分开了，接着议。下一步：${stepWord(next)}，发：${stepHow(next, number)}。错了回“撤销”。`;
  return [recorded(text, `${number} 和${into} 分开了。`, row.id)];
}
