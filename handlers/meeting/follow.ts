import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument, textField } from "../../src/bot/reading/declare.ts";
import { alreadyKept } from "../../src/bot/record/keep.ts";
import { recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { dayOf, minuteOfDay, readTime, startOfDay, withoutTime } from "../../src/chinese/time/index.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { meetingFields, openMeeting, whenWords } from "./open.ts";
import { meantSitting, type Sitting, sittingOf } from "./sitting.ts";
import { deafWords, numberAndText, tellSpeakers } from "./speakers.ts";
import { held } from "./step.ts";

const example = "/述职 接着 H3 东卧牛村 1月20日14点";
const minute = 60_000;
const clocked = /[点时:：]|[上中下]午|[早晚]/u;

/** Those who reported once report again, one level below: to other people, in the same appraisal. */
export const followForm = defineForm({
  word: "接着",
  summary: "同一批人到下一级再述一次，同一个测评，都投完才算分",
  examples: [example, "/述职 接着 H3 东卧牛村 1月20日14点 主持：何敏 票组：党员群众 票：30"],
  role: "cadre",
  where: ["direct"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    text: optional(textArgument("地点和时间")),
    ...meetingFields.shape,
    panel: textField("票组"),
    slips: textField("票"),
  }),
  async run({ numbers, text, panel, slips, ...said }, context) {
    const { numbers: meant, text: words } = numberAndText(numbers, text);
    const wanted = {
      ...{ parts: ["organiser"] as const, states: ["planned", "running", "ended", "released"] },
      nothing: "没有能接着开的会。先建：/述职 新建 会名 1月16日9点",
    };
    const first = await held(await meantSitting(meant, wanted, context), context);
    const already = await alreadyKept(context);
    if (already) return already;
    if (first.agenda.length === 0)
      throw new UserError(`${first.number} 还没有名单，接不了。先发：/述职 名单 ${first.number}`);
    const { place, at } = placeAndTime(words, first, context);
    const spoken = first.agenda.filter(({ place_id }) => context.places.get(place_id)?.path.startsWith(place.path));
    if (spoken.length === 0) throw new UserError(`${first.number} 的${first.agenda.length}位里没有${place.name}的。`);
    const level = first.row.place_id === null ? undefined : context.places.get(first.row.place_id);
    const title = `${first.title}（${place.name}）`;
    const fields = { ...said, spot: said.spot ?? place.name, minutes: said.minutes ?? String(first.meeting.minutes) };
    const goes = await context.appraises.follows(
      first.row,
      { place: spoken.length < first.agenda.length ? place : null, panel, slips: slipsIn(slips) },
      context,
    );
    const { id, number } = await openMeeting(
      { place: level ?? place, title, at, said: fields, parent: first },
      context,
    );
    const { tables } = context;
    const again = spoken.map(({ person_id, place_id, role, title: post }) => ({
      person_id,
      place_id,
      role,
      title: post,
    }));
    await tables.meetings.setAgenda(id, first.meeting.minutes, again);
    const row = await tables.records.get(id);
    if (!row) throw new Error("the meeting was not made");
    const second = await sittingOf(row, tables);
    const ballots = await goes(row);
    const deaf = await tellSpeakers(second, `接着 ${first.number} 在${fields.spot}再述一次：`, context);
    const none = ballots === "" ? `${first.number} 没有测评，这个会也不投票。` : ballots;
    const full = `建好了 ${number}：${title}，${whenWords(at, context)}。还是 ${first.number} 的${spoken.length}位，${hostWords(second)}。${none}${deafWords(deaf)}错了回“撤销”。`;
    return recorded(full, full, id);
  },
});

const hostWords = ({ row, people }: Sitting): string =>
  `${people.find(({ person_id, part }) => part === "host" && person_id === row.owner_id)?.name ?? "您"}主持`;

function slipsIn(said: string | undefined): number | null {
  if (said === undefined) return null;
  const many = Number(/^\s*(\d{1,4})\s*张?\s*$/u.exec(said.normalize("NFKC"))?.[1] ?? 0);
  if (many < 1) throw new UserError(`没听懂几张票“${said.slice(0, 10)}”。例：票：30`);
  return many;
}

/** `东卧牛村 1月20日`; without a clock that of the first meeting, without a place that of its level. @throws UserError */
function placeAndTime(text: string, { row }: Sitting, context: Context): { place: PlaceRow; at: number } {
  const { message, calendar, places, now } = context;
  const time = readTime(text, { sentAt: message.sentAt, use: "deadline", calendar });
  if (time.kind !== "moment" && time.kind !== "day") throw new UserError(`没听懂哪天几点开。例：${example}`);
  const { start, end } = time.span;
  const day = startOfDay(time.kind === "moment" ? dayOf(time.at) : time.day);
  const isClocked = time.kind === "moment" && clocked.test(text.slice(start, end));
  const at = isClocked ? time.at : day + minuteOfDay(row.due_at ?? now) * minute;
  if (at <= now) throw new UserError(`${time.echo}已经过了。例：${example}`);
  const said = withoutTime(text, time.span, time.also).trim();
  const level = row.place_id === null ? undefined : places.get(row.place_id);
  if (said === "" && level) return { place: level, at };
  const found = findPlace(said.replace(/^在/u, ""), row.place_id, places.index);
  if (found.kind === "several")
    throw new UserError(`“${said}”有好几个：${found.values.map(({ id }) => places.fullName(id)).join("、")}。请写全。`);
  const place = found.kind === "one" ? places.get(found.value.id) : undefined;
  if (!place) throw new UserError(`没有找到“${said.slice(0, 20)}”。例：${example}`);
  if (level && !place.path.startsWith(level.path))
    throw new UserError(`${place.name}不在${level.name}下面，接不了。例：${example}`);
  return { place, at };
}
