import { ranks } from "../../src/bot/digest/section.ts";
import { whereOf } from "../../src/bot/record/line.ts";
import { liesWith } from "../../src/bot/record/progress.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { daysBefore, daysSince } from "../../src/page/numbers.ts";
import { addressOf, defineCard, definePage, type Look, pageOf } from "../../src/page/page.ts";
import { columns } from "../../src/page/parts/bars.ts";
import { card, empty, type Row, rows } from "../../src/page/parts/card.ts";
import { wordsOf } from "../../src/page/parts/words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";

/** From so many days on an opinion without an answer needs whoever leads the place. */
const lateAfter = 3;
const [mostLate, aPage, daysShown, longest] = [3, 30, 14, 40];

/** What accuses somebody is on no page: it is looked into in the chat. */
const plainly = ({ actor }: Look) => ({ personId: actor.person?.id ?? null, accusationsBelow: [] });

const oldest = (look: Look, read: Tables, limit: number, offset = 0) =>
  read.waiting.list("opinion", look.place.path, { limit, offset }, plainly(look));

type Opinion = Pick<RecordRow, "id" | "created_at"> & {
  readonly number: string;
  readonly where: string;
  readonly text: string;
  /** whom it was passed on to; empty: it lies where it was said */
  readonly lies: string;
};

async function opened(found: readonly RecordRow[], look: Look, read: Tables): Promise<Opinion[]> {
  const passed = found.filter(({ owner_id }) => owner_id !== null).map(({ id }) => id);
  const moves = await read.moves.ofEach(passed);
  return found.map((row) => ({
    ...{ id: row.id, created_at: row.created_at, number: numberOf(row), where: whereOf(row, look) },
    lies: wordsOf(liesWith(row, moves.get(row.id) ?? [], read)),
    text: look.readsWords && row.sensitive === 0 ? wordsOf(clip(read.records.openText(row), longest)) : "内容不显示",
  }));
}

const rowOf = ({ id, created_at, number, where, text, lies }: Opinion, { now }: Look): Row => {
  const days = daysSince(created_at, now);
  return {
    ...{
      title: text,
      about: [number, where, formatDay(created_at, now), lies].filter(Boolean).join(" · "),
      to: `/p/record/${id}`,
    },
    ...{ side: days === 0 ? "今天" : `等${days}天`, isLate: days > lateAfter },
  };
};

/** Those that wait longest, first of all on the page of the day. */
export const unansweredCard = defineCard({
  rank: ranks.exception,
  load: async (look, read) => opened(await oldest(look, read, mostLate + 1), look, read),
  view(found, look) {
    const late = found.filter(({ created_at }) => daysSince(created_at, look.now) > lateAfter);
    const [first] = late;
    if (!first) return null;
    const more = { to: addressOf(look, "opinions"), words: "看全部没答复的" };
    return card(
      "要您过问",
      { needs: true, note: "等了3天以上的意见", more },
      rows([
        { ...rowOf(first, look), say: `/答复 ${first.number} 怎么办、哪天办` },
        ...late.slice(1, mostLate).map((one) => rowOf(one, look)),
      ]),
    );
  },
});

export const opinionCard = defineCard({
  rank: ranks.said,
  async load(look, read) {
    const since = daysBefore(daysShown - 1, look.now);
    const days = await read.waiting.perDay("opinion", look.place.path, since, look.onlooker);
    return { days, open: await read.waiting.count("opinion", look.place.path, look.onlooker) };
  },
  view({ days, open }, look) {
    const total = days.reduce((sum, { count }) => sum + count, 0);
    if (total === 0 && open.total === 0)
      return card("意见", {}, empty("近14天没有人提意见。村民在群里说：", "意见：三社路灯不亮"));
    const away = days.filter((one) => one.away).reduce((sum, { count }) => sum + count, 0);
    const waits = open.oldest === null ? 0 : daysSince(open.oldest, look.now);
    return card(
      "意见",
      {
        count: { value: total, of: "条，近14天" },
        ...(away > 0 ? { note: `外出${away}` } : {}),
        more: { to: addressOf(look, "opinions"), words: "看没答复的" },
      },
      chart(days, look, total, away),
      html`<p>${open.total === 0 ? "都答复了" : `没答复${open.total}条${waits > 0 ? `，最久${waits}天` : ""}`}</p>`,
    );
  },
});

type PerDay = Awaited<ReturnType<Tables["waiting"]["perDay"]>>;

/** Days are counted from 1970 in Shanghai, as the table counts them. */
function chart(found: PerDay, { now }: Look, total: number, away: number): Shown {
  const today = Math.floor(Date.parse(dayOf(now)) / (24 * 60 * 60_000));
  const of = (day: number, isAway: boolean) => found.find((one) => one.day === day && one.away === isAway)?.count ?? 0;
  const days = Array.from({ length: daysShown }, (_, index) => today - daysShown + 1 + index).map((day) => ({
    ...{ day: String(day), home: of(day, false), away: of(day, true) },
  }));
  return html`<figure>
    ${columns(days, `近14天的意见${total}条，其中外出${away}条`)}
    <p class="ends"><span>${formatDay(daysBefore(daysShown - 1, now), now)}</span><span>今天</span></p>
    <figcaption class="legend"><span><i class="key home"></i>在家、没登记</span><span><i class="key away"></i>外出</span></figcaption>
  </figure>`;
}

/** Everything that waits for an answer, the oldest first. */
export const opinionsPage = definePage({
  path: "opinions",
  title: "意见",
  dock: "意见",
  needs: "cadre",
  async load(look, read) {
    const page = pageOf(look);
    const found = await opened(await oldest(look, read, aPage + 1, (page - 1) * aPage), look, read);
    const { place, onlooker } = look;
    return {
      ...{ page, found: found.slice(0, aPage), isMore: found.length > aPage },
      shown: (await read.waiting.count("opinion", place.path, plainly(look))).total,
      all: (await read.waiting.count("opinion", place.path, onlooker)).total,
    };
  },
  view({ page, found, isMore, shown, all }, look) {
    const [first] = found;
    const discreet =
      all > shown && html`<p class="note">${`另有${all - shown}条牵涉到人，不在页面上，在聊天里单独办。`}</p>`;
    if (!first) return [card("没答复的", {}, empty(page === 1 ? "没有等答复的意见。" : "没有更多了。")), discreet];
    return [
      card(
        "没答复的",
        {
          count: { value: shown, of: page > 1 ? `条，第${page}页` : "条，最早的在前" },
          ...(isMore ? { more: { to: `${addressOf(look, "opinions")}?page=${page + 1}`, words: "看后面的" } } : {}),
        },
        rows(
          found.map((one, index) => ({
            ...rowOf(one, look),
            ...(index === 0 ? { say: `/答复 ${one.number} 怎么办、哪天办` } : {}),
          })),
        ),
      ),
      discreet,
    ];
  },
});
