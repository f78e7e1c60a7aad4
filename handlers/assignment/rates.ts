import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { dayNumber, dayOf, makeCalendar, startOfDay, weekdayName } from "../../src/chinese/time/index.ts";
import { ratesOf, ratesWords } from "../../src/ledger/assignment-rates.ts";
import { askedOf } from "./scope.ts";

const example = "/交办 三率 东卧牛村 本月";

export const ratesForm = defineForm({
  word: "三率",
  summary: "响应、解决、满意各多少，按地方",
  examples: ["/交办 三率", example],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ filters: optional(textArgument("地方和时间")) }),
  async run({ filters = "" }, context) {
    const { which, of } = await askedOf(filters, false, example, context);
    const rates = ratesOf(await context.tables.assignmentRegister.rated(which), context.now, context.calendar);
    if (rates.all === 0) return privately(`${of}没有交办的事。`);
    return privately(`${of}：${ratesWords(rates)}。`);
  },
});

const dayLength = 24 * 60 * 60_000;

/** Once a week, and where the week is asked for: the three rates of what was handed over in the last thirty days. */
export const ratesSection = defineSection({
  name: "assignment rates",
  about: "place",
  async gather({ place: { path }, now, since }, tables) {
    const isWeekly = weekdayName(dayNumber(now)) === "周一" || now - since > 6 * dayLength;
    if (!isWeekly) return null;
    const days = { from: dayOf(startOfDay(now) - 30 * dayLength), to: dayOf(now) };
    const matters = await tables.assignmentRegister.rated({ path, days });
    return ratesOf(matters, now, makeCalendar(await tables.holidays.all()));
  },
  lines: (rates) =>
    rates === null || rates.all === 0 ? [] : [{ text: `近30天${ratesWords(rates)}`, rank: ranks.toDo, isNews: false }],
});
