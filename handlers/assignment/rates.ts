import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import {
  type Calendar,
  dayNumber,
  dayOf,
  makeCalendar,
  startOfDay,
  weekdayName,
} from "../../src/chinese/time/index.ts";
import { type Rates, ratesOf, ratesWords } from "../../src/ledger/assignment-rates.ts";
import type { RatedRow, Registered } from "../../src/store/tables/assignment-register.ts";
import type { Tables } from "../../src/store/tables.ts";
import { askedOf } from "./scope.ts";

const example = "/交办 三率 东卧牛村 本月";

async function ratesIn(which: Registered, tables: Tables, now: number, calendar: Calendar): Promise<Rates> {
  const rows = await tables.assignmentRegister.rated(which);
  return ratesOf(rows.map(mattersOf), now, calendar);
}

const moment = (value: number | null): number | null => (value === null ? null : Number(value));
const mattersOf = (row: RatedRow) => ({
  ...{ state: row.state, outcome: row.outcome, dueAt: moment(row.due_at), request: row.request, words: row.words },
  ...{ requestAt: moment(row.request_at), heardAt: moment(row.heard_at), respondedAt: moment(row.responded_at) },
});

export const ratesForm = defineForm({
  word: "三率",
  summary: "响应、解决、满意各多少，按地方",
  examples: ["/交办 三率", example],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ filters: optional(textArgument("地方和时间")) }),
  async run({ filters = "" }, context) {
    const { which, of } = await askedOf(filters, false, example, context);
    const rates = await ratesIn(which, context.tables, context.now, context.calendar);
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
    return ratesIn({ path, days }, tables, now, makeCalendar(await tables.holidays.all()));
  },
  lines: (rates) =>
    rates === null || rates.all === 0 ? [] : [{ text: `近30天${ratesWords(rates)}`, rank: ranks.toDo, isNews: false }],
});
