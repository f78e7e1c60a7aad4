import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import type { Filters } from "../../src/bot/reading/filters.ts";
import { authorsOf } from "../../src/bot/record/author.ts";
import { lineOf } from "../../src/bot/record/line.ts";
import type { List } from "../../src/bot/record/list.ts";
import { liesWith } from "../../src/bot/record/progress.ts";
import { onlooker } from "../../src/bot/record/subject.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { overdueBefore } from "../../src/ledger/answer-clock.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const example = "例：/意见 列表 东卧牛 超时；还能写：未答复、已答复、外出、本村、本月、第2页";

const filters = {
  waiting: /^(?:还没|没有?|未|等|等着)(?:答复?|回复?|处理)的?$/u,
  settled: /^(?:已|已经)?(?:答复|回复|处理|采纳|办结)(?:过|了)?的?$/u,
  away: /^(?:外出|在外|外地|打工)的?(?:人|说的)?$/u,
  overdue: /^(?:超时|超期|过期|逾期|拖着)了?的?$/u,
  own: /^(?:本|我|我们)村的?$/u,
  // what is one's own anyway
  all: /^(?:本镇|全镇|本县|全部|所有|全)的?$/u,
} as const;
type Filter = keyof typeof filters;
type Shown = { readonly row: RecordRow; readonly said: string };

/**
 * Numbers, days, places and words of opinions, one-to-one with who said it: of those that wait the longest first, of
 * the others the latest. @throws UserError when something of what it is narrowed down to is not understood
 */
export async function opinionsList({ place, days, words }: Filters, context: Context): Promise<List<Shown>> {
  const { actor, tables, places, now, calendar } = context;
  const said = words.map((word) => ({ word, is: filterOf(word) }));
  const unknown = said.filter(({ is }) => is === undefined).map(({ word }) => word);
  if (unknown.length > 0) throw new UserError(`没听懂“${unknown.join(" ")}”，没列。${example}`);
  const has = (filter: Filter) => said.some(({ is }) => is === filter);
  const isSettled = has("settled") && !has("waiting");
  if (isSettled && (has("overdue") || has("away")))
    throw new UserError("已答复的只能按村、按日子看，没列。例：/意见 列表 已答复 本月");
  const at = place ?? (has("own") ? ownVillage(context) : undefined);
  if (at) demand(actor, "read opinion", at, "意见");
  const path = at?.path ?? widestPost(actor, "cadre")?.placePath ?? places.root()?.path ?? "/";
  const eyes = onlooker(actor, places);
  const within = days ? { days: { from: days.from, to: days.to } } : {};
  /** With what is said of each, asked for all of a page at once. */
  const shown = async (rows: readonly RecordRow[]): Promise<Shown[]> => {
    const authors = context.message.chat.kind === "direct" ? await authorsOf(rows, tables) : [];
    const steps = await tables.moves.ofEach(rows.flatMap(({ id, owner_id }) => (owner_id === null ? [] : id)));
    const leading = await tables.motionOrigins.leadingFrom(rows.map(({ id }) => id));
    return rows.map((row, index) => {
      const age = row.waiting === 1 ? daysBetween(dayOf(row.created_at), dayOf(now)) : 0;
      const to = row.owner_id === null ? "" : liesWith(row, steps.get(row.id) ?? [], tables);
      const motions = (leading.get(row.id) ?? []).map((motion) => `→${numberOf(motion)}`).join("");
      return { row, said: [authors[index], age > 0 ? `${age}天了` : "", to, motions].filter(Boolean).join(" ") };
    });
  };
  const line = ({ row, said }: Shown) => lineOf(row, context, said);
  const of = [at?.name, days?.said].filter(Boolean).join(" ");
  if (isSettled)
    return {
      title: `${of}答复过的意见，最近的在前`,
      empty: `${of}没有答复过的意见。`,
      find: async (cut) =>
        shown(
          await tables.recent.list(
            {
              ...{ kind: "opinion", path, isWide: places.towns(path).length > 1, onlooker: eyes, isSettled: true },
              ...within,
            },
            cut,
          ),
        ),
      line,
      foot: ({ row }) => `看一条：回它的号，如 ${numberOf(row)}`,
    };
  const narrowed = {
    ...within,
    ...(has("overdue") ? { before: overdueBefore(now, calendar) } : {}),
    ...(has("away") ? { isAway: true as const } : {}),
  };
  const { total } = await tables.waiting.count("opinion", path, eyes, narrowed);
  const which = `${of}${has("away") ? "外出的人" : ""}${has("overdue") ? "超时没答复" : "等答复"}的意见`;
  return {
    title: which,
    empty: `${of}没有${which.slice(of.length)}。`,
    total,
    find: async (cut) => shown(await tables.waiting.list("opinion", path, cut, eyes, narrowed)),
    line,
    foot: ({ row }) => `答复：/答复 ${numberOf(row)} 后面写要说的话`,
  };
}

const filterOf = (word: string): Filter | undefined =>
  (Object.keys(filters) as Filter[]).find((name) => filters[name].test(word));

/** @throws UserError to whoever works above the villages */
function ownVillage(context: Context): { readonly path: string; readonly name: string } {
  const own = ownPlaceId(context);
  const village = own === null ? undefined : context.places.above(own, "village");
  if (!village) throw new UserError("您管的不是一个村，要看哪个村？例：/意见 列表 东卧牛");
  return village;
}
