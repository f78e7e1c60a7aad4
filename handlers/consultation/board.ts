import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { carriesLinks, newSecret } from "../../src/bot/page-link.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { here, privately } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { pageLink } from "../../src/bot/wording.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { html, type Shown } from "../../src/page/html.ts";
import type { Notice } from "../../src/page/page.ts";
import { bars } from "../../src/page/parts/bars.ts";
import { wordsOf } from "../../src/page/parts/words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { askedOf, factsOf } from "./asked.ts";
import { type Count, countOf } from "./count.ts";
import { resultOf } from "./end.ts";
import { meant } from "./meant.ts";
import { cellWords, shownStances } from "./wording.ts";

const hangsAfterwards = 30 * 24 * 60 * 60_000;

/** @throws NotAllowed */
function demandOwn(row: RecordRow, { actor, places }: Context): void {
  const place = places.get(row.place_id ?? "");
  const isOwn = row.account === actor.account || (row.author_id !== null && row.author_id === actor.person?.id);
  if (!isOwn && !(place && holdsAt(actor, "secretary", place.path)))
    throw new NotAllowed(`${numberOf(row)} 只有发起的人和书记能张贴、收回。`);
}

const note = async (action: string, row: RecordRow, { tables, actor, now }: Context): Promise<void> =>
  tables.audit.add({ at: now, account: actor.account, personId: actor.person?.id ?? null, action, subject: row.id });

/** Its page for the notice board, which anybody reads without signing in. */
export const postForm = defineForm({
  word: "张贴",
  summary: "做成公开的一页，打印了贴在公告栏，扫码看",
  examples: ["/征求 张贴 C7"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers = [] }, context) {
    const { tables, message, pages, now } = context;
    const row = await meant(numbers, "/征求 张贴 C7", context);
    demandOwn(row, context);
    if (isOver(row, now)) throw new UserError(`${numberOf(row)} 截止一个月了，不再张贴。`);
    if (pages === null) throw new UserError("网页还没开：管理员要先把网址设好，才能张贴。");
    const direct = message.privately;
    if (direct === null || !carriesLinks(direct)) throw new UserError("这里发不了网址。请在企业微信里私聊我发这一句。");
    const token = await tables.notices.post({
      ...{ token: newSecret(), record_id: row.id, cause: `${message.key}#notice`, posted_at: now },
    });
    await note("张贴", row, context);
    const until = "结果公布后再挂30天";
    return privately(
      `${numberOf(row)} 的公开页，谁都能看，没有人名，可以打印：\n${pageLink(`${pages}/c/${token}`)}\n${until}；提前收：/征求 收回 ${numberOf(row)}`,
    );
  },
});

export const takeDownForm = defineForm({
  word: "收回",
  summary: "收回张贴的那一页",
  examples: ["/征求 收回 C7"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers = [] }, context) {
    const row = await meant(numbers, "/征求 收回 C7", context);
    demandOwn(row, context);
    if (!(await context.tables.notices.end(row.id, context.now)))
      throw new UserError(`${numberOf(row)} 没有张贴。张贴：/征求 张贴 ${numberOf(row)}`);
    await note("收回", row, context);
    return here(`${numberOf(row)} 的公开页收回了，扫码打不开了。贴着的纸请撕下来。`);
  },
});

const isOver = ({ state, due_at }: RecordRow, now: number): boolean =>
  state !== "open" && now > (due_at ?? 0) + hangsAfterwards;

/** The question, how to answer, counts as the groups hear them, and what was decided. */
export const consultationNotice: Notice = {
  async show(id, { read, places, now }) {
    const row = await read.records.get(id);
    if (row?.kind !== "consultation" || row.withdrawn_at !== null || isOver(row, now)) return null;
    const asked = askedOf(row, read);
    const facts = factsOf(row, read);
    const isOpen = row.state === "open";
    const count = resultOf(facts) ?? (facts.hidden ? null : await countOf(asked, read));
    const place = places.get(row.place_id ?? "")?.name ?? "";
    const title = wordsOf(asked.title);
    const shown = html`
      <p class="from">${`${place} 征求意见 ${asked.number}`}</p>
      <h1>${title}</h1>
      ${asked.options && html`<p>${`选项：${asked.options.map(wordsOf).join("、")}`}</p>`}
      ${
        isOpen
          ? html`<p class="how"><strong>${`${formatDateTime(asked.closesAt, now)}截止`}</strong><br />${`在村群里直接说；或私聊机器人：${asked.number} ${asked.options?.[0] ?? "同意"}；不想让人知道是谁：匿名 ${asked.number} ${asked.options?.[0] ?? "同意"}`}</p>`
          : html`<p>${`${formatDateTime(asked.closesAt, now)}截止`}</p>`
      }
      ${facts.decision !== "" && html`<p class="decision"><strong>决定</strong> ${wordsOf(facts.decision)}</p>`}
      ${count ? counted(count, facts.options) : html`<p>截止以后公布结果。</p>`}
      <p class="small">群内征求意见，不是表决。只公布人数，没有人名；不到五个人的格子不显示。</p>`;
    return { title, shown };
  },
};

function counted(count: Count, options: readonly string[] | null): Shown {
  if (count.people === 0) return html`<p>还没有人说话。</p>`;
  return [
    html`<p>${`${count.people}人${cellWords(count.where)}`}</p>`,
    bars(
      shownStances(count, options).map(({ name, people, where }) => ({
        ...{ word: wordsOf(name), done: people, all: count.people, note: cellWords(where) },
        label: `${count.people}人里${people}人`,
      })),
    ),
  ];
}
