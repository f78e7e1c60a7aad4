import { setNow } from "../../bot/adjusted.ts";
import { dayOf, formatDateTime } from "../../chinese/time/index.ts";
import { html, type Shown } from "../../page/html.ts";
import { card, empty } from "../../page/parts/card.ts";
import { table, timeWords } from "../../page/parts/table.ts";
import { wordsOf } from "../../page/parts/words.ts";
import { actsNamed, actWords, subjectWords, wayOf } from "./acts.ts";
import { type Desk, defineDeskPage, reachOf } from "./desk.ts";
import { daysIn, spanOf } from "./registers/register.ts";

const aPage = 100;

/** What was done and by whom, the latest first. Nothing can be changed here; what was said with it is not shown. */
export const audit = defineDeskPage({
  path: "audit",
  title: "审计",
  part: "管理",
  needs: "below",
  async load(desk, read) {
    const { query } = desk;
    const [action, who] = [(query.action ?? "").trim().slice(0, 40), (query.who ?? "").trim().slice(0, 20)];
    const days = daysIn(query, desk.now);
    const found = await read.desk.audit(
      {
        ...{ path: reachOf(desk), actions: actsNamed(action), who, before: (query.before ?? "").slice(0, 60) },
        ...(days && spanOf(days)),
      },
      aPage + 1,
    );
    const years = await setNow("audit", read);
    return { action, who, days, years, found: found.slice(0, aPage), isMore: found.length > aPage };
  },
  view: ({ action, who, days, years, found, isMore }, desk) => {
    const asked = { action, who, from: days?.from ?? "", to: days?.to ?? "" };
    const next = new URLSearchParams({ ...asked, before: found.at(-1)?.id ?? "" });
    return [
      html`<form class="find" method="get">
        <span class="pair"><label for="action">做了什么</label><input id="action" name="action" value=${action} autocomplete="off" /></span>
        <span class="pair"><label for="who">谁</label><input id="who" name="who" value=${who} autocomplete="off" /></span>
        <span class="pair"><label for="from">从</label><input id="from" name="from" type="date" value=${asked.from} max=${dayOf(desk.now)} /></span>
        <span class="pair"><label for="to">到</label><input id="to" name="to" type="date" value=${asked.to} max=${dayOf(desk.now)} /></span>
        <button class="button main">找</button>
      </form>`,
      card(
        action === "" ? "操作记录" : `操作记录：${action}`,
        { note: "新的在前", ...(isMore ? { more: { to: `/console/audit?${next}`, words: "看以前的" } } : {}) },
        found.length === 0
          ? empty("没有。")
          : table(
              "操作记录",
              ["什么时候", "谁", "从哪", "做了什么", "对什么"],
              found.map((one) => [
                timeWords(formatDateTime(one.at, desk.now)),
                one.name === null ? one.account : wordsOf(one.name),
                wayOf(one),
                actWords(one.action),
                html`<code>${shortened(subjectWords(one))}</code>`,
              ]),
            ),
      ),
      found.length > 0 && taking(asked, desk),
      html`<p class="note">${`留${years}年，谁也改不了、删不掉。谁什么时候看了哪一页，不留。`}</p>`,
    ];
  },
});

/** An id by its end, since those of one time begin alike; whole it stands in the file. */
const shortened = (subject: string): string => (/^[\w-]{30,}$/.test(subject) ? `…${subject.slice(-8)}` : subject);

/** What was looked for, as a file. */
const taking = (asked: Readonly<Record<string, string>>, { token }: Desk): Shown =>
  html`<form class="fill" method="post" action="/console/exports/take">
    <input type="hidden" name="token" value=${token} /><input type="hidden" name="kind" value="audit" />
    ${Object.entries(asked).map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
    <button class="button">把找到的下载成 Excel</button>
  </form>`;
