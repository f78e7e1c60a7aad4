import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import { numberAndTextOf, type SaidNumber, townsOf } from "../../src/bot/record/find.ts";
import { stateOf } from "../../src/bot/record/line.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import type { Template } from "../../src/ledger/appraisal-templates.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import type { AppraisalRow, ObjectRow, PanelRow } from "../../src/store/tables/appraisals.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Round } from "../../src/store/tables/rounds.ts";
import type { Tables } from "../../src/store/tables.ts";
import { termsAt } from "./settings.ts";

export type Appraisal = {
  readonly row: RecordRow;
  /** `A2` */
  readonly number: string;
  /** `三票两评 东卧牛村` */
  readonly title: string;
  readonly terms: Template;
  readonly info: AppraisalRow;
  readonly objects: readonly ObjectRow[];
  readonly panels: readonly PanelRow[];
  /** in which meetings its panels vote; empty: in one, or in none */
  readonly rounds: readonly Round[];
  /** ids of those who confirm what is counted by hand */
  readonly scrutineers: readonly string[];
};

export async function appraisalOf(row: RecordRow, tables: Tables): Promise<Appraisal> {
  const info = await tables.appraisals.of(row.id);
  return {
    ...{ row, number: numberOf(row), title: tables.records.openText(row), info },
    terms: JSON.parse(info.terms) as Template,
    objects: await tables.appraisals.objects(row.id),
    panels: await tables.appraisals.panels(row.id),
    rounds: info.meeting_id === null ? [] : await tables.rounds.of(row.id),
    scrutineers: info.scrutineers.split(",").filter(Boolean),
  };
}

/** Whether somebody may hold appraisals at a place: who leads it, or a cadre whose work it is there. */
export async function mayOrganise({ actor, tables }: Context, { id, path }: PlaceRow): Promise<boolean> {
  if (holdsAt(actor, "secretary", path)) return true;
  const cadres = actor.posts.filter(({ placePath, role }) => role === "cadre" && path.startsWith(placePath));
  if (cadres.length === 0) return false;
  const { appraisers } = await termsAt(id, { tables });
  return cadres.some(({ title }) => appraisers.some((word) => title.includes(word)));
}

export type Part = "organiser" | "scrutineer";

export async function partsOf({ row, objects, scrutineers }: Appraisal, context: Context): Promise<readonly Part[]> {
  const self = context.actor.person?.id;
  const place = row.place_id === null ? undefined : context.places.get(row.place_id);
  const isObject = objects.some(({ person_id }) => person_id !== null && person_id === self);
  return [
    ...(place && !isObject && (await mayOrganise(context, place)) ? (["organiser"] as const) : []),
    ...(self !== undefined && scrutineers.includes(self) ? (["scrutineer"] as const) : []),
  ];
}

export type Wanted = {
  readonly parts?: readonly Part[];
  readonly states?: readonly string[];
  readonly example: string;
};

const living = ["draft", "open", "counting", "deciding", "ready"] as const;

/** The appraisal that is meant: by its number, else the only one somebody has such a part in. @throws */
export async function meantAppraisal(
  numbers: readonly SaidNumber[],
  { parts = ["organiser"], states = living, example }: Wanted,
  context: Context,
): Promise<Appraisal> {
  const [said] = numbers;
  const { tables, order } = context;
  const chosen = order?.chosen.appraisal;
  const mine: Appraisal[] = [];
  for (const row of await rowsOf(said, chosen, states, context)) {
    if (!row || row.withdrawn_at !== null) continue;
    const one = await appraisalOf(row, tables);
    if ((await partsOf(one, context)).some((part) => parts.includes(part))) mine.push(one);
  }
  const [first] = mine;
  if (!first) {
    const why = said ? `没有您能动的 A${said.number}。` : "没有您能这样办的评议。";
    throw new NotAllowed(`${why}发“/评议 列表”看看。例：${example}`, why);
  }
  if (mine.length > 1) throw which(mine, context);
  if (!states.includes(first.row.state))
    throw new UserError(
      `${first.number} 现在是“${stateOf(first.row)}”，不能这样。${hint(first.row.state, first.number)}`,
    );
  return first;
}

const hint = (state: string, number: string): string =>
  state === "open" ? "开始后名单、对象、票数、权重都不能改。" : state === "draft" ? `先开始：/评议 开始 ${number}` : "";

async function rowsOf(
  said: SaidNumber | undefined,
  chosen: string | undefined,
  states: readonly string[],
  context: Context,
): Promise<readonly (RecordRow | undefined)[]> {
  const { tables, actor, places } = context;
  if (chosen !== undefined) return [await tables.records.get(chosen)];
  if (said) return tables.records.find(townsOf(context), ["appraisal"], said.number);
  const paths = [
    ...actor.posts.map(({ placePath }) => placePath),
    ...(actor.isAdmin ? [places.root()?.path ?? "/"] : []),
  ];
  const found = await Promise.all(paths.map((path) => tables.appraisals.inStates(path, states)));
  const own = actor.person ? await tables.appraisals.concerning(actor.person.id, states) : [];
  return [...new Map([...found.flat(), ...own].map((row) => [row.id, row])).values()];
}

/** `哪个评议？①A2 … ②A4 …` */
export function which(found: readonly Appraisal[], { order }: Context): Error {
  if (!order) throw new Error("an appraisal is asked about outside a command");
  const choices = found.slice(0, 9).map(({ row, number, title }) => ({
    label: `${number} ${title}`,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, appraisal: row.id } },
  }));
  const question = `哪个评议？${listChoices(choices.map(({ label }) => label))}`;
  const isOneNumber = new Set(found.map(({ number }) => number)).size === 1;
  const inOneLine = isOneNumber
    ? `好几个地方有 ${found[0]?.number}，请私聊我说。`
    : "有好几个评议，写上号，例：/评议 状态 A2";
  return new Ask(question, { kind: "choice", choices }, inOneLine);
}

/**
 * By its number in the towns somebody may speak of, what is published in front of what is not; undefined: there is none.
 * @throws Ask where several are published
 */
export async function publishedNumbered(number: number, context: Context): Promise<Appraisal | undefined> {
  const { tables, order } = context;
  const chosen = order?.chosen.appraisal;
  const all = await tables.records.find(townsOf(context), ["appraisal"], number);
  const meant = chosen === undefined ? all : all.filter(({ id }) => id === chosen);
  const shown = meant.filter(({ state }) => state === "published");
  if (shown.length > 1) throw which(await Promise.all(shown.map((row) => appraisalOf(row, tables))), context);
  const row = shown[0] ?? meant[0];
  return row && appraisalOf(row, tables);
}

/** Something is asked before it is done: the word that does it. @throws Ask */
export function demandSure(one: Appraisal, question: string, word: string, context: Context): void {
  const { order } = context;
  if (!order || order.chosen.sure !== undefined) return;
  const sure = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, sure: "yes", appraisal: one.row.id } };
  throw new Ask(question, { kind: "choice", choices: [{ label: word, order: sure }] }, `${word}请私聊我。`);
}

/** `A2 …` */
export const numberAndText = numberAndTextOf("A");

/** The panel whose title a text begins with; the only one where none is named. @throws UserError */
export function panelIn({ panels, number }: Appraisal, text: string, hows: readonly PanelRow["how"][]) {
  const [first, ...others] = panels.filter(({ how }) => hows.includes(how));
  const all = [first, ...others].flatMap((panel) => panel ?? []);
  const named = all
    .filter(({ title }) => text.startsWith(title))
    .sort((one, other) => other.title.length - one.title.length)[0];
  if (named) return { panel: named, rest: text.slice(named.title.length).trim() };
  if (first && others.length === 0) return { panel: first, rest: text.trim() };
  throw new UserError(
    all.length === 0 ? `${number} 没有这样的票组。` : `是哪个票组？${all.map(({ title }) => title).join("、")}`,
  );
}

/** What a step was, in the audit: nobody's words, no grade. */
export const noted = ({ row }: Appraisal, action: string, { tables, actor, now }: Context, detail?: string) =>
  tables.audit.add({
    ...{ at: now, account: actor.account, personId: actor.person?.id ?? null, action, subject: row.id },
    ...(detail === undefined ? {} : { detail }),
  });
