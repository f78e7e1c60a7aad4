import { z } from "zod";
import { defineCommand, defineForm, type Where } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import {
  optional,
  type PlaceValue,
  personArgument,
  placeArgument,
  textArgument,
} from "../../src/bot/reading/declare.ts";
import { privately, recorded } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay, readTime } from "../../src/chinese/time/index.ts";
import type { DutyRow } from "../../src/store/tables/duties.ts";

/** An end that is never reached. */
const standing = "9999-12-31";
const where: readonly Where[] = ["direct", "cadre"];
const args = z.object({
  place: placeArgument("地点", { question: "哪个村或镇？" }),
  person: optional(personArgument("谁")),
  days: optional(textArgument("哪天")),
});
const example = "例：/值班 东卧牛 王建国 周六，/值班 东卧牛 王建国 12月1日到12月7日，/值班 东卧牛 王建国";

/** Who is called first when somebody is in danger. */
export const duty = defineCommand({
  name: "值班",
  aliases: ["值班表", "duty"],
  summary: "排值班，出急事先叫谁",
  role: "cadre",
  where,
  examples: ["/值班 东卧牛 王建国 周六", "/值班 东卧牛 王建国", "/值班 东卧牛"],
  args,
  forms: [
    defineForm({
      word: "取消",
      summary: "取消值班",
      examples: ["/值班 取消 东卧牛 王建国"],
      args,
      async run({ place, person }, context) {
        const { id, name } = await onDuty(place, person, context);
        const ended = await context.tables.duties.end(place.id, id, dayOf(context.now));
        if (ended === 0) throw new UserError(`${place.name}没有排${name}值班。`);
        const text = `${place.name} ${name}的值班取消了。`;
        return recorded(text, text);
      },
    }),
  ],
  async run({ place, person, days }, context) {
    if (person === undefined && days === undefined) return privately(await listOf(place, context));
    const { id, name } = await onDuty(place, person, context);
    const span = daysOf(days, context);
    await context.tables.duties.set({ place_id: place.id, person_id: id, ...span });
    const text = `值班：${place.name} ${name} ${spanWords(span, context.now)}。有急事先叫${name}。不对发：/值班 取消 ${place.name} ${name}`;
    return recorded(text, `${place.name}值班排好了。`);
  },
});

/** @throws NotAllowed or UserError */
async function onDuty(
  place: PlaceValue,
  person: { readonly id: string | null; readonly name: string } | undefined,
  context: Context,
): Promise<{ readonly id: string; readonly name: string }> {
  demand(context.actor, "keep record", place, "值班");
  if (!person?.id) throw new UserError(`花名册上没找到值班的人，没记。${example}`);
  const known = await context.tables.people.get(person.id);
  return { id: person.id, name: known?.name ?? person.name };
}

/** @throws UserError for days that cannot be read: nobody is put on duty for days that nobody meant */
function daysOf(said: string | undefined, { message, calendar, now }: Context): Pick<DutyRow, "from_day" | "to_day"> {
  const today = dayOf(now);
  if (said === undefined || /^(?:长期|一直|每天|天天)$/u.test(said.trim()))
    return { from_day: today, to_day: standing };
  const [first = "", last = first] = said.split(/到|至|[~～—–]/u);
  const [from, to] = [first, last].map((part) => {
    if (/^\s*今[天日晚]/u.test(part)) return today;
    const time = readTime(part, { sentAt: message.sentAt, use: "deadline", calendar });
    if (time.kind === "moment") return dayOf(time.at);
    return time.kind === "day" ? time.day : undefined;
  });
  if (from === undefined || to === undefined || to < from) throw new UserError(`没听懂哪天值班：“${said}”。${example}`);
  return { from_day: from, to_day: to };
}

function spanWords({ from_day, to_day }: Pick<DutyRow, "from_day" | "to_day">, now: number): string {
  if (to_day === standing) return `${formatDay(from_day, now)}起长期`;
  return from_day === to_day ? formatDay(from_day, now) : `${formatDay(from_day, now)}到${formatDay(to_day, now)}`;
}

async function listOf(place: PlaceValue, { tables, now }: Context): Promise<string> {
  const rows = await tables.duties.list(place.id, dayOf(now));
  if (rows.length === 0) return `${place.name}没排值班，有急事先叫本地干部。${example}`;
  return [`${place.name}值班：`, ...rows.map((row) => `${row.name} ${spanWords(row, now)}`)].join("\n");
}
