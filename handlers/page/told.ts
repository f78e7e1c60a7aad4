import { remedyOf } from "../../src/bot/delivery/remedies.ts";
import { parseChatKey } from "../../src/bot/message.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { card, type Row, rows } from "../../src/page/parts/card.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { ToldRow } from "../../src/store/tables/said-where.ts";

/** Of one record so many are shown. */
export const mostTold = 30;

const isGroup = ({ target }: ToldRow): boolean => parseChatKey(target).kind === "group";

type About = Pick<RecordRow, "kind" | "author_id" | "account">;

/**
 * What went out because of a record, also together with others: to whom, when, and whether it arrived; none of its words.
 * A digest is of a day, and of no record. Of an appraisal nothing that went to one person: only who has not voted yet is reminded.
 */
export function toldCard(all: readonly ToldRow[], about: About, named: ReadonlySet<string>, now: number): Shown {
  const told = about.kind === "appraisal" ? all.filter(isGroup) : all;
  const note = `${told.length}条${all.length === mostTold ? "以上" : ""}`;
  return (
    told.length > 0 &&
    card(
      "告诉了谁",
      { note },
      rows(told.map((one) => rowOf(one, about, named, now))),
      html`<p class="soft">简报里提到的不算。</p>`,
    )
  );
}

function rowOf(one: ToldRow, about: About, named: ReadonlySet<string>, now: number): Row {
  const [side, words] = fateOf(one, now);
  return {
    ...{ title: receiverOf(one, about, named), side, isLate: one.state === "failed" },
    about: [isGroup(one) ? "" : "私聊", words].filter(Boolean).join(" · "),
  };
}

/** Told of these is whoever has work with them. */
const ofWork: ReadonlySet<RecordRow["kind"]> = new Set(["assignment", "visit", "talk", "deed"]);

/**
 * Who works is named, nobody else; of what people raise, are asked or vote on only who made a step of it that stands on the
 * page, as who hears of it may be who said it, said the same, objected, or has not spoken yet.
 */
function receiverOf(one: ToldRow, about: About, named: ReadonlySet<string>): string {
  const { target, place, person_id, name, works } = one;
  if (isGroup(one)) return place === null ? "一个群" : `${place}的群`;
  const isAuthor = person_id === null ? target.endsWith(`:${about.account}`) : person_id === about.author_id;
  if (about.kind === "opinion" && isAuthor) return "提的人";
  if (Number(works) === 0) return "村民";
  const isNamed = ofWork.has(about.kind) || named.has(person_id ?? "");
  return (isNamed && name) || "一位干部";
}

/** In a word, and what there is to say of it. */
function fateOf(one: ToldRow, now: number): readonly [string, string] {
  switch (one.state) {
    case "sent": {
      const at = formatDateTime(Number(one.sent_at ?? one.created_at), now);
      return ["到了", one.ambiguous === 1 ? `${at}，可能到了两遍` : at];
    }
    case "sending":
      return ["正在发", ""];
    case "cancelled":
      return ["没发", one.error === "replaced" ? "换成了新的一条" : one.error === "expired" ? "过了时候" : "用不着了"];
    case "failed":
      return ["没送到", helpOf(one)];
    case "waiting":
      return ["等着", waitOf(one, now)];
  }
}

function helpOf(one: ToldRow): string {
  const remedy = remedyOf(one.error ?? "");
  if (remedy !== null) return `要管理员办（${remedy}），急的打电话`;
  return isGroup(one) ? "看看机器人还在不在群里，不在就拉进来发 /绑定" : "多半是账号换了：请他重新认领，急的打电话";
}

function waitOf(one: ToldRow, now: number): string {
  const until = Number(one.hold_until);
  if (one.waits_for_message === 1 && until > now)
    return isGroup(one) ? "群里有人说话就发" : "没开机器人的主动消息，等他下次跟机器人说话时给，急的打电话";
  if (Number(one.retry_at) > now) return "没发成，过一会儿再试";
  return until > now ? `${formatDateTime(until, now)}发` : "马上发";
}
