import { ranks } from "../../src/bot/digest/section.ts";
import { liesWith } from "../../src/bot/record/progress.ts";
import { dayNumber, formatDay } from "../../src/chinese/time/index.ts";
import { waitAges } from "../../src/ledger/kinds.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { daysBefore, daysSince } from "../../src/page/numbers.ts";
import { addressOf, defineCard, definePage, type Look, pageOf } from "../../src/page/page.ts";
import { bars, columns } from "../../src/page/parts/bars.ts";
import { card, empty, type Row, rows } from "../../src/page/parts/card.ts";
import { wordsOf } from "../../src/page/parts/words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { PerDay } from "../../src/store/tables/told.ts";
import type { Tables } from "../../src/store/tables.ts";
import { answeredBoard, answeredList } from "./answered-page.ts";
import { plainly, shownOf, states } from "./page-rows.ts";

/** From so many days on an opinion without an answer needs whoever leads the place. */
const lateAfter = 3;
const [mostLate, aPage, daysShown] = [3, 30, 14];

const oldest = (look: Look, read: Tables, limit: number, offset = 0) =>
  read.waiting.list("opinion", look.place.path, { limit, offset }, plainly(look));

type Opinion = ReturnType<typeof shownOf> & {
  /** whom it was passed on to; empty: it lies where it was said */
  readonly lies: string;
};

async function opened(found: readonly RecordRow[], look: Look, read: Tables): Promise<Opinion[]> {
  const passed = found.filter(({ owner_id }) => owner_id !== null).map(({ id }) => id);
  const moves = await read.moves.ofEach(passed);
  return found.map((row) => ({
    ...shownOf(row, look, read),
    lies: wordsOf(liesWith(row, moves.get(row.id) ?? [], read)),
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
        { ...rowOf(first, look), ...(look.readsWords ? { say: `/答复 ${first.number} 怎么办、哪天办` } : {}) },
        ...late.slice(1, mostLate).map((one) => rowOf(one, look)),
      ]),
    );
  },
});

export const opinionCard = defineCard({
  rank: ranks.said,
  async load(look, read) {
    const since = daysBefore(daysShown - 1, look.now);
    const days = await read.waiting.perDay("opinion", look.place, since, look.onlooker);
    return { days, open: await read.waiting.count("opinion", look.place.path, look.onlooker) };
  },
  view({ days, open }, look) {
    const total = days.reduce((sum, { count }) => sum + count, 0);
    if (total === 0 && open.total === 0)
      return card("意见", {}, empty("近14天没有人提意见。", "意见：三社路灯不亮", "村民在群里说"));
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

/** Days are counted from 1970 in Shanghai, as the table counts them. */
function chart(found: readonly PerDay[], { now }: Look, total: number, away: number): Shown {
  const today = dayNumber(now);
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

/** How many wait how long, and how many of each were said by people who are away. */
function byAge(found: readonly PerDay[], { now }: Look): Shown {
  const today = dayNumber(now);
  const all = found.reduce((sum, { count }) => sum + count, 0);
  const sums = waitAges.map(({ word, from, to }) => {
    const within = found.filter(({ day }) => today - day >= from && today - day <= to);
    const sum = (of: readonly PerDay[]) => of.reduce((total, { count }) => total + count, 0);
    return { word, done: sum(within), away: sum(within.filter((one) => one.away)) };
  });
  const away = sums.reduce((sum, one) => sum + one.away, 0);
  return card(
    "等了多久",
    away > 0 ? { note: `外出的人说的占${Math.round((away * 100) / all)}%` } : {},
    bars(
      sums.map(({ word, done, away: gone }) => ({
        ...{ word, done, all, label: `没答复的${all}条里${word}${done}条`, note: gone > 0 ? `外出${gone}` : "" },
      })),
    ),
  );
}

/** Everything that waits for an answer, the oldest first. */
export const opinionsPage = definePage({
  path: "opinions",
  title: "意见",
  dock: "意见",
  needs: "cadre",
  board: answeredBoard,
  async load(look, read) {
    if (look.query.state === "answered") return { answered: await answeredList(look, read) };
    const page = pageOf(look);
    const found = await opened(await oldest(look, read, aPage + 1, (page - 1) * aPage), look, read);
    const { place, onlooker } = look;
    const perDay = await read.waiting.waitingPerDay("opinion", place, plainly(look));
    return {
      perDay,
      ...{ page, found: found.slice(0, aPage), isMore: found.length > aPage },
      shown: perDay.reduce((sum, { count }) => sum + count, 0),
      all: (await read.waiting.count("opinion", place.path, onlooker)).total,
    };
  },
  view(facts, look) {
    if ("answered" in facts) return facts.answered;
    const { page, found, isMore, shown, all, perDay } = facts;
    const [first] = found;
    const discreet =
      all > shown && html`<p class="note">${`另有${all - shown}条牵涉到人，不列在页面上，在聊天里单独办。`}</p>`;
    if (!first)
      return [
        states(look, false),
        card("没答复的", {}, empty(page === 1 ? "没有等答复的意见。" : "没有更多了。")),
        discreet,
      ];
    return [
      states(look, false),
      card(
        "没答复的",
        {
          count: { value: shown, of: page > 1 ? `条，第${page}页` : "条，最早的在前" },
          ...(isMore ? { more: { to: `${addressOf(look, "opinions")}?page=${page + 1}`, words: "看后面的" } } : {}),
        },
        rows(
          found.map((one, index) => ({
            ...rowOf(one, look),
            ...(index === 0 && look.readsWords ? { say: `/答复 ${one.number} 怎么办、哪天办` } : {}),
          })),
        ),
      ),
      discreet,
      page === 1 && byAge(perDay, look),
    ];
  },
});
