import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { quotedBy, type SaidNumber, townsOf } from "../../src/bot/record/find.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import type { Word } from "../../src/ledger/motion-words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { mayRead } from "./rights.ts";
import { type Standing, standingOf, villageOf } from "./standing.ts";

const nothing = "没说是哪个议题。写上号，例：M3 公布。有哪些：/议题 列表";
/** Said of a motion by anybody of its village. */
const forAnybody: readonly Word["kind"][] = ["object", "card"];

/** The motion that is meant: by its number, by what is quoted, or the only one of the speaker's village it fits. @throws */
export async function meantMotion(numbers: readonly SaidNumber[], word: Word, context: Context): Promise<Standing> {
  const { tables, order } = context;
  const chosen = order?.chosen.motion ?? order?.chosen.record;
  if (chosen !== undefined) {
    const row = await tables.records.get(chosen);
    if (row?.kind === "motion" && row.withdrawn_at === null) return standingOf(row, tables);
  }
  const pointed = await pointedAt(numbers, context);
  if (pointed !== null) {
    const rows = pointed.filter((row) => isFor(word, row, context));
    const [said] = numbers;
    const number = said ? `M${said.number}` : "这个议题";
    if (rows.length === 0)
      throw new NotAllowed(`没有您能动的 ${number}。发“/议题 列表”看看。`, `没有您能动的 ${number}。`);
    return one(rows, context);
  }
  const places = context.actor.posts.map(({ placeId }) => placeId);
  const home = context.actor.person?.homePlaceId;
  const own = home && forAnybody.includes(word.kind) ? [villageId(home, context), home] : [];
  const open = await openAt([...places, ...own], tables);
  const fit = open.filter((standing) => fits(word, standing));
  const rows = (fit.length > 0 ? fit : word.kind === "meeting" ? open : []).map(({ row }) => row);
  if (rows.length === 0) throw new UserError(nothing, nothing);
  return one(rows, context);
}

async function openAt(placeIds: readonly string[], tables: Context["tables"]): Promise<readonly Standing[]> {
  const open: Standing[] = [];
  for (const row of await tables.motions.at(placeIds, ["going", "published"])) open.push(await standingOf(row, tables));
  return open;
}

/** Those of the places where the speaker works that wait for just this word. */
export async function fitting(word: Word, { actor, tables }: Context): Promise<readonly Standing[]> {
  const places = actor.posts.map(({ placeId }) => placeId);
  return (await openAt(places, tables)).filter((standing) => fits(word, standing));
}

const villageId = (placeId: string, context: Context): string => {
  const place = context.places.get(placeId);
  return place ? villageOf(place, context).id : placeId;
};

async function pointedAt(numbers: readonly SaidNumber[], context: Context): Promise<readonly RecordRow[] | null> {
  const { tables, message } = context;
  const [said] = numbers;
  if (said) return tables.records.find(townsOf(context), ["motion"], said.number);
  const quoted = (await quotedBy(message, context)).filter(({ kind }) => kind === "motion");
  return quoted.length > 0 ? quoted : null;
}

/** Whether it lies where the speaker works, or, for what anybody may say, lives. */
function isFor({ kind }: Word, row: RecordRow, context: Context): boolean {
  const { actor, places } = context;
  const place = places.get(row.place_id ?? "");
  if (!place || row.withdrawn_at !== null) return false;
  if (mayRead(actor, place)) return true;
  return forAnybody.includes(kind);
}

/** Whether it is what this word can be said of now. */
function fits(word: Word, { next, row, publications }: Standing): boolean {
  switch (word.kind) {
    case "meeting":
      return next?.kind === "meeting" && next.bodies.includes(word.body);
    case "window":
    case "waive":
      return next?.kind === "window";
    case "file":
    case "sendBack":
      return next?.kind === "filing";
    case "publish":
      return next?.kind === "publication" && next.what !== "结果";
    case "result":
      return next?.kind === "publication" && next.what === "结果";
    case "authority":
      return next?.kind === "meeting" && next.bodies.includes("representatives");
    case "board":
      return publications.some(({ state, board_from }) => state === "shown" && board_from === null);
    case "object":
    case "uphold":
      return row.state === "published";
    default:
      return true;
  }
}

async function one(rows: readonly RecordRow[], context: Context): Promise<Standing> {
  const { order, tables, places } = context;
  const [row] = rows;
  if (row && rows.length === 1) return standingOf(row, tables);
  if (!order) throw new Error("a motion is asked about outside a command");
  const choices = rows.slice(0, 5).map((each) => ({
    label: `M${each.number} ${places.localName(each.place_id ?? "")}${clip(tables.records.openText(each), 12)}`,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, motion: each.id } },
  }));
  const question = `哪个议题？${listChoices(choices.map(({ label }) => label))}`;
  throw new Ask(question, { kind: "choice", choices }, "有好几个议题，写上号，例：M3 公布");
}
