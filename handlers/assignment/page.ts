import { ranks } from "../../src/bot/digest/section.ts";
import { stateOf, whereOf } from "../../src/bot/record/line.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayNumber, formatDay } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { addressOf, defineCard, definePage, type Look, pageOf } from "../../src/page/page.ts";
import { card, empty, type Row, rows } from "../../src/page/parts/card.ts";
import { wordsOf } from "../../src/page/parts/words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";
import { lateAt } from "./late.ts";

const [mostLate, aPage, longest] = [3, 30, 40];

type Matter = { readonly row: RecordRow; readonly text: string; readonly owner: string };

/** Below the places one leads all of them, elsewhere those one has to do with. */
async function mattersOf(look: Look, read: Tables, late: boolean, limit: number, offset = 0): Promise<Matter[]> {
  const { actor, place, now, calendar, readsWords } = look;
  const led = actor.posts.filter(({ role }) => role === "secretary" || role === "admin").map((post) => post.placePath);
  const found = await read.assignments.list(
    {
      ...(late ? { late: true as const } : {}),
      ...{ path: place.path, seenBy: { personId: actor.person?.id ?? "", paths: actor.isAdmin ? [place.path] : led } },
    },
    lateAt(now, calendar),
    { limit, offset },
  );
  const names = await read.people.names(found.flatMap(({ owner_id }) => owner_id ?? []));
  return found.map((row) => ({
    row,
    text: readsWords && row.sensitive === 0 ? wordsOf(clip(read.records.openText(row), longest)) : "内容不显示",
    owner: names.get(row.owner_id ?? "") ?? "没人管",
  }));
}

function rowOf({ row, text, owner }: Matter, look: Look, isLate: boolean): Row {
  const due = row.due_at === null ? "" : `${formatDay(row.due_at, look.now)}前`;
  const over = row.due_at === null ? 0 : dayNumber(look.now) - dayNumber(row.due_at);
  return {
    title: text,
    about: [numberOf(row), owner, whereOf(row, look), due].filter(Boolean).join(" · "),
    ...(row.sensitive === 0 && look.readsWords ? { to: `/p/record/${row.id}` } : {}),
    ...{ side: isLate ? (over > 0 ? `超${over}天` : "超期") : stateOf(row), isLate },
  };
}

/** What is late, the longest first: before all else on the page of the day. */
export const lateCard = defineCard({
  rank: ranks.exception - 1,
  load: (look, read) => mattersOf(look, read, true, aPage),
  view(found, look) {
    const [first] = found;
    if (!first) return null;
    return card(
      "超期的交办",
      {
        needs: true,
        count: { value: found.length, of: found.length === aPage ? "件以上" : "件" },
        more: { to: addressOf(look, "assignments"), words: "看全部交办" },
      },
      rows([
        { ...rowOf(first, look, true), ...(look.readsWords ? { say: `/催 ${numberOf(first.row)}` } : {}) },
        ...found.slice(1, mostLate).map((one) => rowOf(one, look, true)),
      ]),
    );
  },
});

/** Everything that was handed over and is not done, late first, then by its day: never by who did how much. */
export const assignmentsPage = definePage({
  path: "assignments",
  title: "交办",
  dock: "交办",
  needs: "cadre",
  async load(look, read) {
    const page = pageOf(look);
    const late = await mattersOf(look, read, true, aPage);
    const found = await mattersOf(look, read, false, aPage + 1, (page - 1) * aPage);
    return { page, late: new Set(late.map(({ row }) => row.id)), found };
  },
  view({ page, late, found }, look) {
    if (found.length === 0)
      return card(
        "没办完的",
        {},
        page === 1
          ? empty("没有没办完的交办。要交一件：", "/交办 王主任 三社路灯修好 期限：下周三")
          : empty("没有更多了。"),
      );
    const more = { to: `${addressOf(look, "assignments")}?page=${page + 1}`, words: "看后面的" };
    return card(
      "没办完的",
      { note: "超期的在前，再按到期日", ...(found.length > aPage ? { more } : {}) },
      rows(found.slice(0, aPage).map((one) => rowOf(one, look, late.has(one.row.id)))),
    );
  },
});
