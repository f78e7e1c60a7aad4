import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import { pointedTo, type SaidNumber, townsOf, which, written } from "../../src/bot/record/find.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { isHandedOn } from "../../src/ledger/assignment-words.ts";
import { kindOf, kindOfLetter, numberOf } from "../../src/ledger/kinds.ts";
import type { Accused, RecordRow } from "../../src/store/tables/records.ts";

/** What is handed over, and what it comes from. */
export type Lifted = {
  readonly origin?: RecordRow;
  /** which of several problems; 0: the whole */
  readonly part: number;
  readonly text: string;
  /** path of the place it is about */
  readonly place?: string;
  readonly sensitive: boolean;
  readonly accused: Accused;
};

/** The record whose number was said, or that is quoted; undefined where there is none. @throws UserError or Ask */
export async function liftedFrom(numbers: readonly SaidNumber[], context: Context): Promise<Lifted | undefined> {
  const { tables, places, message } = context;
  const [said] = numbers;
  const origin = said ? await numbered(said, context) : one(await quoted(message, context), context);
  if (!origin) return undefined;
  const problems = tables.records.openFields(origin).problems ?? [];
  const each = typeof problems === "string" ? [problems] : problems;
  const part = each.length > 1 ? partOf(each, said?.part, context) : 0;
  const text = each[part === 0 ? 0 : part - 1] ?? tables.records.openText(origin);
  const path = origin.place_id === null ? undefined : places.get(origin.place_id)?.path;
  const accused = origin.accused === "" ? null : origin.accused.split(",").filter(Boolean);
  return {
    ...{ origin, part, text, sensitive: origin.sensitive === 1 || kindOf(origin.kind).sealed === true, accused },
    ...(path === undefined ? {} : { place: path }),
  };
}

/** What is handed over by itself: whom it accuses is found in its words. */
liftedFrom.alone = async (text: string, placeId: string, context: Context): Promise<Lifted> => {
  const found = await accusedIn(text, "", placeId, context);
  return { part: 0, text, sensitive: found !== null, accused: found?.personIds ?? null };
};

/** What somebody wrote down; and what was handed over, by whoever owns it and has not finished it. */
const canBeLifted = (row: RecordRow, { actor }: Context): boolean =>
  isHandedOn(row)
    ? actor.person !== null && row.owner_id === actor.person.id && ["offered", "working"].includes(row.state)
    : !kindOf(row.kind).apart || kindOf(row.kind).handedOn !== undefined;

const quoted = async (message: Context["message"], context: Context): Promise<RecordRow[]> =>
  (await pointedTo(message, context)).filter((row) => canBeLifted(row, context) && mayRead(row, context));

/** Of several that are quoted it is asked which. @throws Ask */
function one(rows: readonly RecordRow[], context: Context): RecordRow | undefined {
  const chosen = rows.find(({ id }) => id === context.order?.chosen.record);
  if (!chosen && rows.length > 1) throw which("引用的话说到好几条", rows, context);
  return chosen ?? rows[0];
}

async function numbered(said: SaidNumber, context: Context): Promise<RecordRow> {
  const kind = said.letter === null ? undefined : kindOfLetter(said.letter);
  if (!kind) throw new UserError(`没听懂“${written(said)}”。例：/交办 O31 王主任 12月2日前`);
  const chosen = context.order?.chosen.record;
  const towns = townsOf(context);
  const rows = (await context.tables.records.find(towns, [kind.name], said.number)).filter((row) =>
    mayRead(row, context),
  );
  // of two towns' numbers the one that can be handed over is meant
  const fitting = rows.filter((one) => canBeLifted(one, context));
  const [only] = fitting.length === 1 ? fitting : rows;
  const row = rows.length > 1 && fitting.length !== 1 ? rows.find(({ id }) => id === chosen) : only;
  if (rows.length > 1 && !row) throw which(`${written(said)} 有好几个`, rows, context);
  if (!row) throw new UserError(`没有您能看的 ${written(said)}。`);
  if (!canBeLifted(row, context))
    throw new UserError(`${numberOf(row)} 是${kind.word}，不能再交办。换人办用：改派 ${numberOf(row)} 人`);
  return row;
}

/** Which of several problems of a talk. @throws UserError or Ask */
function partOf(each: readonly string[], said: number | undefined, { order }: Context): number {
  const chosen = said ?? (order?.chosen.part === undefined ? undefined : Number(order.chosen.part));
  if (chosen !== undefined) {
    if (each[chosen - 1] === undefined) throw new UserError(`只有${each.length}个问题，没有第${chosen}个。`);
    return chosen;
  }
  if (!order) return 1;
  const choices = each.slice(0, 9).map((label, index) => ({
    label,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, part: String(index + 1) } },
  }));
  throw new Ask(
    `有${each.length}个问题，交哪个？${listChoices(each)}`,
    { kind: "choice", choices },
    "有好几个问题，写上是第几个，例：/交办 T214-2 周书记 月底前",
  );
}
