import { whereOf } from "../../src/bot/record/line.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { addressOf, isAboveTowns, type Look, type Poster, pageOf } from "../../src/page/page.ts";
import { card, empty, type Row, rows } from "../../src/page/parts/card.ts";
import { wordsOf } from "../../src/page/parts/words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";
import { shownOf, states } from "./page-rows.ts";

const aPage = 30;
/** As many as one sheet holds in large letters, of so many that are looked through. */
const [onSheet, lookedAt, longestOnSheet] = [5, 60, 60];

type Answered = ReturnType<typeof shownOf> & {
  readonly row: RecordRow;
  /** what was answered; empty: nothing was said with it */
  readonly answer: string;
  readonly at: number;
};

async function answered(look: Look, read: Tables, limit: number, offset = 0): Promise<Answered[]> {
  const wanted = { kind: "opinion", path: look.place.path, isWide: isAboveTowns(look), isSettled: true } as const;
  const found = await read.recent.list(wanted, { limit, offset });
  const moves = await read.moves.ofEach(found.map(({ id }) => id));
  return found.map((row) => {
    const last = moves
      .get(row.id)
      ?.findLast(({ to_state, from_state }) => to_state === row.state && from_state !== to_state);
    return {
      ...shownOf(row, look, read),
      ...{ row, at: last?.at ?? row.created_at, answer: last ? (read.moves.openNote(last) ?? "") : "" },
    };
  });
}

/** What was answered, the latest first, each with how many days it took. */
export async function answeredList(look: Look, read: Tables): Promise<Shown> {
  const page = pageOf(look);
  const found = await answered(look, read, aPage + 1, (page - 1) * aPage);
  const here = `${addressOf(look, "opinions")}?state=answered`;
  if (found.length === 0)
    return [
      states(look, true),
      card(
        "答复了的",
        {},
        page === 1 ? empty("还没有答复过意见。", "/答复 O31 怎么办、哪天办") : empty("没有更多了。"),
      ),
    ];
  return [
    states(look, true),
    card(
      "答复了的",
      {
        note: page > 1 ? `第${page}页` : "新的在前",
        ...(found.length > aPage ? { more: { to: `${here}&page=${page + 1}`, words: "看以前的" } } : {}),
      },
      rows(found.slice(0, aPage).map((one) => rowOf(one, look))),
    ),
    look.readsWords &&
      html`<p class="screen"><a class="pill" href=${`${here}&for=board`}>贴公告栏的一页</a></p><p class="screen soft">没有人名，大字，打印成一张。</p>`,
  ];
}

function rowOf({ id, created_at, number, where, text, answer, at }: Answered, look: Look): Row {
  const days = daysBetween(dayOf(created_at), dayOf(at));
  return {
    ...{ title: text, to: `/p/record/${id}`, side: days === 0 ? "当天" : `用了${days}天` },
    about: [
      [number, where, formatDay(created_at, look.now)].filter(Boolean).join(" · "),
      answer !== "" && look.readsWords && html`<span class="said">${`答复：${wordsOf(clip(answer, 40))}`}</span>`,
    ],
  };
}

/** For the notice board: what may be read by anybody, and nobody's name beside it. */
export async function answeredBoard(look: Look, read: Tables): Promise<Poster | null> {
  if (look.query.state !== "answered" || !look.readsWords) return null;
  const found = (await answered(look, read, lookedAt)).filter(
    ({ row, answer }) =>
      answer !== "" && row.sensitive === 0 && isForwardable(`${read.records.openText(row)} ${answer}`),
  );
  const title = `${look.place.name} 答复了的意见`;
  return {
    title,
    shown: html`
      <p class="from">${`${formatDay(look.now, look.now)}止，新的在前`}</p>
      <h1>${title}</h1>
      ${found.length === 0 && html`<p>还没有。</p>`}
      ${found.slice(0, onSheet).map(
        ({ row, created_at, answer }) => html`<p class="answered">
          <small>${`${whereOf(row, look)} ${formatDay(created_at, look.now)}`}</small><br />
          ${wordsOf(clip(read.records.openText(row), longestOnSheet))}<br />
          <strong>${`答复：${wordsOf(clip(answer, longestOnSheet))}`}</strong></p>`,
      )}
      <p class="small">有话就说：在村群里发“意见：”加您要说的，或者私聊机器人。没有写谁提的。</p>`,
    scan: { text: "意见：", words: "扫出来的两个字抄到跟机器人的聊天里，后面写您的意见。" },
  };
}
