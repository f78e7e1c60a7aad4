import { whereOf } from "../../src/bot/record/line.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { addressOf, definePage, type Look, type Poster, pageOf } from "../../src/page/page.ts";
import { bars } from "../../src/page/parts/bars.ts";
import { card, empty, rows, sayLine } from "../../src/page/parts/card.ts";
import { wordsOf } from "../../src/page/parts/words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { askedOf, type Facts, factsOf } from "./asked.ts";
import { consultationNotice } from "./board.ts";
import { type Count, countOf } from "./count.ts";
import { resultOf } from "./end.ts";
import { cellWords, shownStances } from "./wording.ts";

const [aPage, longest] = [30, 40];
const states = ["open", "closed", "decided"];
const notShown = "内容不显示";

const stateWords = ({ kind, state }: RecordRow): string => kindOf(kind).lifecycle.states[state]?.word ?? "";
const deadline = ({ due_at }: RecordRow, now: number): string =>
  due_at === null ? "" : `${formatDateTime(due_at, now)}截止`;

/** What was asked here, the latest first. */
export const consultationsPage = definePage({
  path: "consultations",
  title: "征求",
  dock: "意见",
  needs: "cadre",
  async load(look, read) {
    const page = pageOf(look);
    const cut = { limit: aPage + 1, offset: (page - 1) * aPage };
    const found = await read.consultations.at(look.place.path, states, cut);
    return {
      ...{ page, isMore: found.length > aPage },
      shown: found.slice(0, aPage).map((row) => ({
        ...{ row, title: look.readsWords ? wordsOf(clip(read.records.openText(row), longest)) : notShown },
      })),
    };
  },
  view({ page, isMore, shown }, look) {
    if (shown.length === 0)
      return card("征求", {}, empty("这里还没有征求过。", "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：周五"));
    return card(
      "征求",
      {
        note: page > 1 ? `第${page}页` : "新的在前",
        ...(isMore ? { more: { to: `${addressOf(look, "consultations")}?page=${page + 1}`, words: "看以前的" } } : {}),
      },
      rows(
        shown.map(({ row, title }) => ({
          ...{ title, to: `/p/consultation/${row.id}`, side: stateWords(row) },
          about: [numberOf(row), whereOf(row, look), deadline(row, look.now)].filter(Boolean).join(" · "),
        })),
      ),
    );
  },
});

type Found = {
  readonly row: RecordRow;
  readonly title: string;
  readonly facts: Facts;
  readonly count: Count;
  readonly groups: number;
};

/** How one stands, or how it ended. Never who said what, nor a number by which somebody could be found. */
export const consultationPage = definePage({
  path: "consultation",
  of: "record",
  title: "征求",
  dock: "意见",
  needs: "cadre",
  async load(look, read): Promise<Found | null> {
    const row = look.record;
    if (row?.kind !== "consultation" || row.withdrawn_at !== null) return null;
    const facts = factsOf(row, read);
    const asked = askedOf(row, read);
    return {
      ...{ row, facts, title: wordsOf(asked.title) },
      count: resultOf(facts) ?? (await countOf(asked, read)),
      groups: (await read.consultations.groupsOf(row.id)).length,
    };
  },
  async board({ record, places, now, readsWords }, read): Promise<Poster | null> {
    if (!readsWords || !record) return null;
    const found = await consultationNotice.show(record.id, { read, places, now });
    if (!found) return null;
    const scan = { text: `${numberOf(record)} `, words: "扫出来的号抄到跟机器人的聊天里，后面写您的意见。" };
    return { ...found, scan: record.state === "open" ? scan : null };
  },
  view: (found, look) => drawn(found, look),
});

function drawn({ row, title, facts, count, groups }: Found, look: Look): Shown {
  const number = numberOf(row);
  const spoken = count.people + count.unclassified;
  const asked = [whereOf(row, look), `问了${groups}个群`, deadline(row, look.now)].filter(Boolean).join(" · ");
  return [
    card(
      `${number} ${look.readsWords ? title : notShown}`,
      { note: stateWords(row) },
      html`<p class="soft">${asked}</p>`,
      spoken === 0 ? empty("还没有人说话。") : tallied(count, facts, look),
      count.unclassified > 0 && html`<p>${`另有${count.unclassified}人的话没归类。`}</p>`,
      count.unclassified > 0 && row.state === "open" && sayLine(`/征求 归类 ${number}`),
    ),
    facts.decision !== "" && look.readsWords && card("决定", {}, html`<p class="words">${wordsOf(facts.decision)}</p>`),
    row.state === "closed" &&
      card("还差一步", { needs: true }, empty("截止了，还没有说怎么定。", `/征求 结果 ${number} 决定：怎么定的`)),
    look.readsWords &&
      html`<p class="screen"><a class="pill" href=${`/p/consultation/${row.id}?for=board`}>贴公告栏的一页</a></p><p class="screen soft">没有人名，大字，打印成一张。</p>`,
    html`<p class="note">群内征求意见，不是表决。不到五个人的格子不显示，能倒推出来的也不显示。谁说了什么，页面上没有。</p>`,
  ];
}

function tallied(count: Count, { options }: Facts, { readsWords }: Look): Shown {
  const stances = shownStances(count, options);
  return [
    html`<p><strong>${`${count.people}人`}</strong>${cellWords(count.where) && ` ${cellWords(count.where)}`}</p>`,
    bars(
      stances.map(({ name, people, where }, at) => ({
        ...{ word: readsWords ? wordsOf(name) : `第${at + 1}种`, done: people, all: count.people },
        note: cellWords(where),
        label: `${count.people}人里${people}人`,
      })),
    ),
  ];
}
