import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { nameInFront } from "../../src/bot/reading/name-in-front.ts";
import { lineOf } from "../../src/bot/record/line.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { onlooker } from "../../src/bot/record/subject.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { askingOf } from "../../src/chinese/reader/asks.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { asksState, closest } from "./matters.ts";

const looked = 100;
const shown = 5;
const states = ["offered", "working", "returned", "checking", "closed"];

/** 那个路灯的事办了没, of somebody who works for the village: what was said there, or handed over by or to them. */
export async function theirMatter(words: string, context: Context): Promise<Reply | null> {
  if (words.length > 40 || askingOf(words) !== "question" || !asksState(words)) return null;
  const { actor, places, tables } = context;
  const path = actor.isAdmin ? places.root()?.path : widestPost(actor, "cadre")?.placePath;
  if (path === undefined) return null;
  const isWide = places.towns(path).length > 1;
  const said = await tables.recent.list(
    { kind: "opinion", path, isWide, onlooker: onlooker(actor, places) },
    { limit: looked, offset: 0 },
  );
  const handed = await tables.involved.held("assignment", states, {
    ...{ account: actor.account, personId: actor.person?.id ?? null },
    ...{ stakes: ["assigner", "owner", "verifier"], most: looked },
  });
  const rows = [...handed, ...said].filter((row) => mayRead(row, context) && row.sensitive === 0);
  const meant = closest(await withoutName(words, context), rows, (row: RecordRow) => tables.records.openText(row));
  if (meant.length === 0) return null;
  const lines = meant
    .slice(0, shown)
    .map((row) => (kindOf(row.kind).word === "交办" ? `交办 ${lineOf(row, context)}` : lineOf(row, context)));
  const more = meant.length > shown ? [`……共${meant.length}条`] : [];
  return privately([...lines, ...more, `看一件回它的号，如 ${numberOf(meant[0] as RecordRow)}`].join("\n"));
}

/** 王建国的路灯办了没 is about lamps. */
async function withoutName(words: string, context: Context): Promise<string> {
  const name = await nameInFront(words, context);
  return name === undefined ? words : words.slice(name.length);
}
