import { setNow } from "../../bot/adjusted.ts";
import { formatDateTime } from "../../chinese/time/index.ts";
import { lastBackup, lastDrill } from "../../doctor/facts.ts";
import { retention, undoable } from "../../ledger/retention.ts";
import { html } from "../../page/html.ts";
import { card, empty, rows } from "../../page/parts/card.ts";
import { table } from "../../page/parts/table.ts";
import { defineDeskPage } from "./desk.ts";

const day = 86_400_000;
const years = (time: number): string => `${Math.round(time / day / 365)}年`;

/** What is kept for how long, what goes tonight, and where a copy lies. */
export const keeping = defineDeskPage({
  path: "keeping",
  title: "保留和备份",
  part: "管理",
  needs: "whole",
  async load({ now }, read) {
    const [words, audit] = [(await setNow("words", read)) * day, (await setNow("audit", read)) * 365 * day];
    const tonight = await read.desk.tonight({ words, audit, now });
    return { backup: await lastBackup(read), drill: await lastDrill(read), words, audit, tonight };
  },
  view: ({ backup, drill, words, audit, tonight }, { now }) => [
    card(
      "备份",
      { needs: backup === null },
      backup === null
        ? empty("还没有备份过。")
        : rows([
            { title: "最近一次", about: backup.path, side: formatDateTime(backup.at, now) },
            {
              title: "有多少",
              about: "写完读回来逐行对过，加密的都打开试过",
              side: `${backup.rows}行，${Math.ceil(backup.bytes / 1000)}KB`,
            },
            {
              title: "恢复演练",
              about: drill === null ? "没有做过" : `${drill.rows}行，一行不差`,
              side: drill === null ? "要做一次" : formatDateTime(drill.at, now),
              isLate: drill === null,
            },
          ]),
      html`<p class="say"><code>npm run -s cli -- backup /备份/ --keep 14</code></p>`,
      backup !== null && html`<p class="say"><code>${`npm run -s cli -- restore ${backup.path} --drill`}</code></p>`,
      html`<p>钥匙（DATA_KEY 或 data.key）不在备份里，不要和备份放在一起。</p>`,
    ),
    card(
      "留多久",
      { note: "每晚3:17清理" },
      table(
        "留多久",
        ["什么", "多久", "今晚清掉"],
        [
          ["收到的原话、当时的答复", `${words / day}天`, tonight.inbox],
          ["发出的话", `${words / day}天`, tonight.outbox],
          ["消息的编号", `${retention.keys / day}天`, ""],
          ["导入前的样子（撤销用）", `${undoable / day}天`, ""],
          ["意见是谁说的", "1年后抹掉，话还在", ""],
          ["交办是谁反映的", `办结后${years(retention.assignments)}`, ""],
          ["操作记录", years(audit), tonight.audit],
        ],
      ),
    ),
    html`<p class="note">原话和操作记录能在“设置”里改短；留得更久不给设。</p>`,
  ],
});
