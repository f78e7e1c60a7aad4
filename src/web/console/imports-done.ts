import { formatDateTime } from "../../chinese/time/index.ts";
import { undoable } from "../../ledger/retention.ts";
import { html, type Shown } from "../../page/html.ts";
import { card } from "../../page/parts/card.ts";
import type { ImportRow } from "../../store/tables/imports.ts";
import type { Desk } from "./desk.ts";
import { codeField } from "./seat.ts";

const tableWords: Readonly<Record<string, string>> = {
  ...{ places: "地点", place_aliases: "别名", people: "人", posts: "岗位", roster_accounts: "账号" },
  ...{
    accounts: "认领的账号",
    pairings: "包联",
    directory: "电话",
    policies: "惠民政策",
    motion_templates: "议题模板",
    appraisal_templates: "评议模板",
    holidays: "节假日",
    records: "办过",
  },
};

const told: Readonly<Record<string, string>> = {
  code: "要一个新的登录码，没有撤销。",
  late: "过了7天，或者已经撤销了。",
  busy: "另一份表正在导入，没有撤销：等一会儿再点。",
};

/** What was taken in, and taking it back. */
export function doneView(row: ImportRow, desk: Desk): Shown {
  const { query, now, token } = desk;
  const isUndone = row.state === "undone";
  // what hindered somebody once stays in the address
  const message = isUndone ? undefined : told[query.told ?? ""];
  const never = isUndone && row.done_at === null;
  // those whom somebody else changed between reading and writing
  const missed = row.total - row.added - row.updated;
  const left = Object.entries(tableWords).flatMap(([table, word]) => {
    const count = Number(query[`left_${table}`]);
    return count > 0 ? [`${word}${count}`] : [];
  });
  return [
    message !== undefined && html`<p class="fault" role="alert">${message}</p>`,
    card(
      never ? "没有导完，已经退回去了" : isUndone ? "撤销了" : "导入好了",
      { note: formatDateTime((isUndone ? row.undone_at : row.done_at) ?? 0, now) },
      never
        ? html`<p>${`写到${row.written}/${row.total}的时候停了，写进去的都退了回来。要导，再传一次。`}</p>`
        : html`<p>${`${isUndone ? "那一批" : ""}新增${row.added}，更新${row.updated}。`}</p>`,
      !never && missed > 0 && html`<p>${`有${missed}人在导入的时候刚好有人登记或改过，没有写：再传一次这张表。`}</p>`,
      isUndone && query.back !== undefined && html`<p>${`退回去${Number(query.back)}处。`}</p>`,
      left.length > 0 && html`<p>${`导入以后又改过的没有动：${left.join("、")}。`}</p>`,
      Number(query.kept) > 0 &&
        html`<p>${`${Number(query.kept)}个人或地方已经有了记录，或有人在那里，没有删掉；岗位撤了。`}</p>`,
      html`<p><a class="pill" href="/console/imports">回导入</a></p>`,
    ),
    !isUndone &&
      (row.done_at ?? 0) > now - undoable &&
      card(
        "导错了？",
        { note: "7天内整批撤销" },
        html`<p>这一批写进去的都退回原来的样子。导入以后又改过的不动，会列出来；已经有了记录的人和地方不删。</p>`,
        html`<form class="fill" method="post" action="/console/imports/undo">
          <input type="hidden" name="token" value=${token} /><input type="hidden" name="id" value=${row.id} />
          <label for="why">为什么撤销</label><input id="why" name="why" required minlength="2" autocomplete="off" />
          ${codeField(desk, "code")}
          <button class="button">整批撤销</button>
        </form>`,
      ),
  ];
}
