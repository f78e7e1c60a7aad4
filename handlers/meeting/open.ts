import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import type { Occasion } from "../../src/bot/reading/ask.ts";
import { textArgument, textField } from "../../src/bot/reading/declare.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { recorded } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import {
  dayNumber,
  dayOf,
  formatClock,
  formatDay,
  readTime,
  startOfDay,
  weekdayName,
  withoutTime,
} from "../../src/chinese/time/index.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { nextLook } from "./left.ts";
import { peopleNamed } from "./names.ts";
import { mayArrange, type Sitting, termsAt } from "./sitting.ts";

const examples = [
  "/述职 新建 乡镇党委书记述职评议会 1月16日9点 地点：县会议中心 主持：张阳 记录：何敏 每人：8分钟",
] as const;
const mostTitle = 60;
const mostRecorders = 2;

export const meetingFields = z.object({
  spot: textField("地点"),
  host: textField("主持"),
  recorders: textField("记录"),
  commentators: textField("点评"),
  minutes: textField("每人"),
  fixBy: textField("整改期限"),
});
const args = z.object({
  text: textArgument("会名和时间", { question: "什么会，什么时候开？" }),
  ...meetingFields.shape,
});

export const openForm = defineForm({
  word: "新建",
  summary: "开一个述职评议会",
  examples,
  role: "cadre",
  where: ["direct", "cadre"],
  args,
  async run(said, context) {
    const place = await ownLevel(context);
    const already = await alreadyKept(context);
    if (already) return already;
    const { title, at } = titleAndTime(said.text, context);
    const { id, number } = await openMeeting({ place, title, at, said, parent: null }, context);
    const next = `下一步发名单：/述职 名单 ${number}，下面一行一位：单位 姓名。错了回“撤销”。`;
    const full = `建好了 ${number}：${title}，${whenWords(at, context)}。${next}`;
    return recorded(full, `建好了 ${number}：${title}，${formatDay(at, context.now)}${formatClock(at)}。`, id);
  },
});

/** `1月16日（周六）9:00。1月16日是休息日` */
export function whenWords(at: number, { calendar, now }: Context): string {
  const day = dayNumber(at);
  const off = calendar.isWorkday(day) ? "" : `。${formatDay(at, now)}是休息日`;
  return `${formatDay(at, now)}（${weekdayName(day)}）${formatClock(at)}${off}`;
}

type Opened = {
  readonly place: PlaceRow;
  readonly title: string;
  readonly at: number;
  readonly said: z.infer<typeof meetingFields>;
  /** the meeting that it goes on from: by whom it is held and written down, where nobody else is named */
  readonly parent: Sitting | null;
};

/** Writes a meeting down with who holds it, writes in it and remarks. @throws UserError or Ask */
export async function openMeeting({ place, title, at, said, parent }: Opened, context: Context) {
  const occasion: Occasion = {
    ...{ declared: { name: "述职", args, examples }, context, isBare: false },
    order: context.order ?? neverAsked(),
  };
  const named = (text: string | undefined, name: string, part: string) =>
    text === undefined ? Promise.resolve([]) : peopleNamed(text, name, part, occasion);
  const [host] = await named(said.host, "host", "主持");
  const recorders = await named(said.recorders, "recorder", "记录");
  if (recorders.length > mostRecorders) throw new UserError(`记录最多${mostRecorders}位。`);
  const commentators = await named(said.commentators, "commentator", "点评");
  const { tables, now, actor, message } = context;
  const terms = await termsAt(place.id, context);
  const minutes = minutesIn(said.minutes) ?? terms.minutes;
  const fixBy = said.fixBy === undefined ? null : dayIn(said.fixBy, context);
  const lasting = parent?.meeting.fix_by ?? 0;
  const { id, number } = await keepRecord(
    { kind: "meeting", place: placeValueOf(place.id, context) ?? null, day: dayOf(at), at, text: title },
    context,
  );
  const owner = host?.id ?? parent?.row.owner_id ?? actor.person?.id ?? null;
  const [account] = owner === null ? [] : await tables.accounts.reachable(owner);
  const ownerAccount = account?.account ?? message.sender.account;
  await tables.records.change(
    { kind: "meeting", id, state: "planned" },
    { due_at: at, next_at: nextLook(at, now), owner_id: owner, owner_account: ownerAccount },
  );
  await tables.meetings.add({
    ...{
      record_id: id,
      spot: said.spot ?? "",
      minutes,
      parent_id: parent?.row.id ?? null,
      fix_by: fixBy ?? (lasting > at ? lasting : null),
    },
    group_key: message.chat.kind === "group" && parent === null ? chatKey(message.chat) : null,
  });
  const ids = (people: readonly { readonly id: string }[]) => people.map((one) => one.id);
  const leaders = (await tables.people.inOffice([place.id])).filter(({ role }) => role === "secretary");
  const before = (part: "recorder" | "commentator") =>
    parent?.people.flatMap((one) => (one.part === part ? [one.person_id] : []));
  const comment = before("commentator") ?? leaders.map(({ person_id }) => person_id);
  await tables.meetings.setPeople(id, "arranger", actor.person ? [actor.person.id] : []);
  await tables.meetings.setPeople(id, "host", owner === null ? [] : [owner]);
  await tables.meetings.setPeople(
    id,
    "recorder",
    said.recorders === undefined ? (before("recorder") ?? []) : ids(recorders),
  );
  await tables.meetings.setPeople(id, "commentator", commentators.length > 0 ? ids(commentators) : comment);
  return { id, number };
}

function neverAsked(): never {
  throw new Error("a meeting is arranged outside a command");
}

/** The place whose meeting it is: where the actor may arrange one. @throws NotAllowed */
export async function ownLevel(context: Context): Promise<PlaceRow> {
  const { actor, places } = context;
  const root = places.root();
  const ids = [...actor.posts.map(({ placeId }) => placeId), ...(actor.isAdmin && root ? [root.id] : [])];
  for (const id of ids) {
    const place = places.get(id);
    if (place && (await mayArrange(place, context))) return place;
  }
  throw new NotAllowed(
    "开述职评议会要书记，或管这件事的同志（组织委员、党建办等）。管理员可用“/述职 设置 承办 岗位”加上。",
  );
}

/** @throws UserError */
function titleAndTime(text: string, { message, calendar, now }: Context): { title: string; at: number } {
  const [example] = examples;
  const words = text.trim().split(/\s+/u);
  // 2026年度 in a title is no day: the time stands in the last words
  for (const count of [1, 2, 3]) {
    const tail = words.slice(-count).join(" ");
    const head = words.slice(0, -count).join(" ");
    const time = readTime(tail, { sentAt: message.sentAt, use: "reminder", calendar });
    if (time.kind === "past") throw new UserError(`${time.echo}已经过了。例：${example}`);
    if (time.kind !== "moment") continue;
    const title = [head, withoutTime(tail, time.span, time.also)].join(" ").trim();
    if (title === "" || [...title].length > mostTitle)
      throw new UserError(`会名要写，最长${mostTitle}字。例：${example}`);
    if (time.at <= now) throw new UserError(`${time.echo}已经过了。例：${example}`);
    return { title, at: time.at };
  }
  throw new UserError(`没听懂哪天几点开。写在会名后面，例：${example}`);
}

export function minutesIn(said: string | undefined): number | null {
  if (said === undefined) return null;
  const minutes = Number(/^\s*(\d{1,2})\s*(?:分钟?)?\s*$/u.exec(said.normalize("NFKC"))?.[1] ?? 0);
  if (minutes < 1 || minutes > 60) throw new UserError(`没听懂每人几分钟“${said.slice(0, 10)}”。例：每人：8分钟`);
  return minutes;
}

const eighteen = 18 * 60 * 60_000;

/** The end of a day ahead. @throws UserError */
export function dayIn(said: string, { message, calendar, now }: Context): number {
  const time = readTime(said, { sentAt: message.sentAt, use: "deadline", calendar });
  const at = time.kind === "moment" ? time.at : time.kind === "day" ? startOfDay(time.day) + eighteen : 0;
  if (at <= now) throw new UserError(`没听懂期限“${said.slice(0, 20)}”，或已经过了。例：3月31日前`);
  return at;
}
