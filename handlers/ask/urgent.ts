import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { lineOf } from "../../src/bot/record/line.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { onlooker } from "../../src/bot/record/subject.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";

const shown = 5;
const looked = 50;

/** 有急事没: the calls that nobody has settled, at one's own place and below. */
export async function ofUrgent(context: Context): Promise<Reply> {
  const { actor, places, tables } = context;
  const path = actor.isAdmin ? places.root()?.path : widestPost(actor, "cadre")?.placePath;
  const rows = await tables.waiting.list("urgent", path ?? "/", { limit: looked, offset: 0 }, onlooker(actor, places));
  const mine = rows.filter((row) => mayRead(row, context));
  if (rows.length === 0) return privately("没有等着处理的急事。");
  const lines = mine.slice(0, shown).map((row) => lineOf(row, context));
  const more = rows.length > lines.length ? [`……共${rows.length}${rows.length === looked ? "件以上" : "件"}`] : [];
  return privately([`等着处理的急事：`, ...lines, ...more].join("\n"));
}
