import type { Context } from "../../src/bot/context.ts";
import { holds, may } from "../../src/bot/permission.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { lineOf } from "../../src/bot/record/line.ts";
import { listed } from "../../src/bot/record/list.ts";
import { recordsList } from "../../src/bot/record/records-list.ts";
import { onlooker } from "../../src/bot/record/subject.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { shortName } from "../../src/ledger/coverage.ts";
import { kinds } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const shown = 5;
const filler =
  /(?:有|没)人|最近|近况|近来|情况|动态|记录|列表|怎么样|咋样|没有|没|有|什么|啥|哪些|多少|几条|几次|都|的|了|过|去|谁|说|事|些|条|次|[?]/g;

/** `东卧牛最近怎么样`: the last of each kind, what waits first; null where no place is named. */
export async function ofPlace(words: string, context: Context): Promise<Reply | null> {
  const kind = kinds.find(({ word, counts, open }) => (counts || open) && words.includes(word.slice(0, 2)));
  const verb = kind ?? kinds.find(({ counts }) => counts && new RegExp(`${counts.verb}[了过]`).test(words));
  const said = verb?.counts
    ? new RegExp(`${verb.word}|${verb.counts.verb}(?=[了过])`, "g")
    : new RegExp(verb?.word ?? "$^", "g");
  const { place, days, page, words: left } = readFilters(words.replace(said, " ").replace(filler, " "), context);
  if (!place || left.length > 1) return null;
  if (!holds(context.actor, "cadre"))
    return left.length > 0 ? null : privately("村里的记录只给干部看。您自己说过的事，发“查我的”看。");
  const { actor, tables, places } = context;
  const readsOpinions = may(actor, "read opinion", place);
  if (verb?.counts) return listed(recordsList(verb.name, { place, days }, left[0], context), page, context);
  if (left.length > 0) return null;
  if (!readsOpinions) return privately(`${place.name}的记录要${place.name}或上级的干部才能看。`);
  const scope = { path: place.path, isWide: places.towns(place.path).length > 1, onlooker: onlooker(actor, places) };
  const within = days ? { days: { from: days.from, to: days.to } } : {};
  const parts: string[] = [];
  for (const one of kinds.filter(({ counts, open }) => counts || open)) {
    if (verb && one !== verb) continue;
    const rows = one.counts
      ? await recordsList(one.name, { place, days }, undefined, context).find({ limit: shown, offset: 0 })
      : await tables.recent.list({ kind: one.name, ...scope, ...within }, { limit: 20, offset: 0 });
    const first = [...rows].sort((a: RecordRow, b: RecordRow) => b.waiting - a.waiting).slice(0, shown);
    if (first.length > 0) parts.push(`${one.word}：`, ...first.map((row) => lineOf(row, context)));
  }
  const title = `${place.name}${days ? ` ${days.said}` : "最近"}`;
  if (parts.length === 0) return privately(`${title}没有记录。`);
  const more = kinds
    .filter(({ counts, open }) => counts || open)
    .map(({ word }) => `${word} 列表 ${shortName(place.name)}`);
  return privately([title, ...parts, `更多：${more.join("、")}。看一条回它的号`].join("\n"));
}
