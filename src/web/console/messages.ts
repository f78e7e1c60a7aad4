import { remedyOf } from "../../bot/delivery/remedies.ts";
import { formatDateTime } from "../../chinese/time/index.ts";
import { html, type Shown } from "../../page/html.ts";
import { card, empty, rows } from "../../page/parts/card.ts";
import { table, timeWords } from "../../page/parts/table.ts";
import type { Tables } from "../../store/tables.ts";
import { channelWord, defineDeskPage } from "./desk.ts";

const day = 86_400_000;
const mostFailed = 50;

async function within(days: number, now: number, read: Tables) {
  const asked = { since: now - days * day, now };
  return { days, taken: await read.desk.taken(asked), sent: await read.desk.sent(asked) };
}

/** What came, what went and what did not, by numbers: nobody's words are here. */
export const messages = defineDeskPage({
  path: "messages",
  title: "消息",
  part: "",
  needs: "whole",
  badge: (_, read) => read.inbox.failedCount(),
  load: async ({ now }, read) => ({
    spans: [await within(1, now, read), await within(30, now, read)],
    held: await read.desk.held(now),
    refusals: await read.desk.refusals({ since: now - 30 * day, now }),
    failed: (await read.inbox.failed(mostFailed)).map(({ key, error, received_at, chat }) => ({
      ...{ key, error: error ?? "", at: received_at, channel: chat.split(":")[0] ?? "" },
    })),
  }),
  view: ({ spans, held, refusals, failed }, { now }) => [
    ...spans.map((span) => spanCard(span)),
    card(
      "等着发的",
      held.oldest === null ? {} : { note: `最早的${formatDateTime(held.oldest, now)}` },
      table(
        "等着发的",
        ["为什么", "几条"],
        [
          ["马上就发", held.now],
          ["过了安静时段、到点再发", held.later],
          ["等群里有人说话", held.forGroup],
          ["没发成，过一会儿再试", held.again],
        ],
      ),
    ),
    card(
      "发不出去的（30天）",
      {},
      refusals.length === 0
        ? empty("没有。")
        : table(
            "发不出去的",
            ["平台怎么说", "几条", "最近", "怎么办"],
            refusals.map(({ error, count, last }) => [
              error.slice(0, 80),
              count,
              timeWords(formatDateTime(last, now)),
              remedyOf(error) ?? "看服务的日志",
            ]),
          ),
    ),
    card(
      "没记上的",
      { count: { value: failed.length, of: failed.length === mostFailed ? "条以上" : "条" }, needs: failed.length > 0 },
      failed.length === 0
        ? empty("没有。")
        : [
            rows(
              failed.map(({ key, error, at, channel }) => ({
                ...{
                  title: error === "" ? "程序出错" : error,
                  about: `${channelWord(channel)} · ${formatDateTime(at, now)}`,
                },
                side: html`<code>${key.slice(-12)}</code>`,
              })),
            ),
            html`<p>原话留着（加密）。修好或升级以后重放，答复会补发：</p>`,
            html`<p class="say"><code>npm run -s cli -- replay</code></p>`,
          ],
    ),
  ],
});

function spanCard({ days, taken, sent }: Awaited<ReturnType<typeof within>>): Shown {
  const names = [...new Set([...taken, ...sent].map(({ channel }) => channel))];
  const title = days === 1 ? "一天里" : `${days}天里`;
  const sum = taken.reduce((total, { all }) => total + all, 0);
  if (names.length === 0) return card(title, {}, empty("没有收到，也没有发出。"));
  return card(
    title,
    { count: { value: sum, of: "条收到" } },
    table(
      title,
      ["渠道", "收到", "没记上", "发出", "没发成", "不用发了"],
      names.map((name) => {
        const [came, went] = [
          taken.find(({ channel }) => channel === name),
          sent.find(({ channel }) => channel === name),
        ];
        return [
          channelWord(name),
          ...[came?.all ?? 0, came?.failed ?? 0, went?.sent ?? 0, went?.failed ?? 0, went?.cancelled ?? 0],
        ];
      }),
    ),
  );
}
