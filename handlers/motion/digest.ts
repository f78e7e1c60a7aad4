import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { nameSome } from "../../src/ledger/coverage.ts";
import { daysLeft, quarterOf, saidFrom } from "../../src/ledger/meeting-calendar.ts";
import { stepWord } from "../../src/ledger/motion-templates.ts";
import type { Tables } from "../../src/store/tables.ts";
import { objectionsOf } from "./compose.ts";
import { hanging, type Standing, standingOf } from "./standing.ts";

const mostLooked = 300;
const dayLength = 24 * 60 * 60_000;
const mostNamed = 2;

/** `异议2条没答复，最久3天：M3`, what is stuck, what has no result, and who has not met this quarter. */
export const motionSection = defineSection({
  name: "motions",
  about: "place",
  gather: async ({ place, now }, tables) => {
    const rows = await tables.motions.below(place.path, ["going", "published"], { limit: mostLooked, offset: 0 });
    const open: Standing[] = [];
    for (const row of rows) open.push(await standingOf(row, tables));
    return { ...(await openIn(open, now, tables)), calendar: await calendarOf(place.path, now, tables) };
  },
  lines({ objections, stuck, without, board, calendar }, { now }) {
    const days = (at: number): number => Math.floor((now - at) / dayLength);
    const oldest = Math.min(...objections.map(({ at }) => at));
    const numbers = [...new Set(objections.map(({ number }) => number))].join("、");
    const parts = [
      ...(stuck.length > 0 ? [stuckWords(stuck, now)] : []),
      ...(without.length > 0
        ? [
            `决议公布了没公布结果${without.length}件：${without
              .slice(0, mostNamed)
              .map((one) => `${nameOf(one)}（过了完成期${days(Number(one.motion.finish_by))}天）`)
              .join("、")}`,
          ]
        : []),
      ...(board.length > 0
        ? [`公布了没上墙${board.length}件：${board.slice(0, mostNamed).map(nameOf).join("、")}`]
        : []),
    ];
    return [
      ...(objections.length > 0
        ? [
            {
              text: `异议${objections.length}条没答复，最久${days(oldest)}天：${numbers}`,
              rank: ranks.exception + 18,
              isNews: true,
            },
          ]
        : []),
      ...(parts.length > 0 ? [{ text: `议题 ${parts.join("；")}`, rank: ranks.reached, isNews: false }] : []),
      ...(calendar === null ? [] : [{ text: calendar, rank: ranks.reached + 5, isNews: false }]),
    ];
  },
});

const nameOf = ({ number, title }: Standing): string => `${number}${isForwardable(title) ? ` ${clip(title, 12)}` : ""}`;

function stuckWords(stuck: readonly Standing[], now: number): string {
  const days = (one: Standing): number => Math.floor((now - one.motion.stepped_at) / dayLength);
  const first = [...stuck].sort((one, other) => days(other) - days(one))[0];
  return first ? `卡在${stepWord(first.next)}等${stuck.length}件，最久${days(first)}天：${nameOf(first)}` : "";
}

async function openIn(open: readonly Standing[], now: number, tables: Tables) {
  const objections: { readonly number: string; readonly at: number }[] = [];
  for (const standing of open.filter(({ row }) => row.state === "published"))
    for (const each of (await objectionsOf(standing, tables)).open)
      objections.push({ number: standing.number, at: each.created_at });
  const isResult = ({ next }: Standing): boolean => next?.kind === "publication" && next.what === "结果";
  return {
    objections,
    stuck: open.filter(
      (one) =>
        one.row.state === "going" && !isResult(one) && now - one.motion.stepped_at >= one.terms.stuckDays * dayLength,
    ),
    without: open.filter((one) => isResult(one) && one.motion.finish_by !== null && one.motion.finish_by < now),
    board: open.filter((one) =>
      hanging(one).some(
        ({ board_from, approved_at }) => board_from === null && now - Number(approved_at) > 4 * dayLength,
      ),
    ),
  };
}

async function calendarOf(path: string, now: number, tables: Tables): Promise<string | null> {
  const span = quarterOf(now);
  const left = daysLeft(span, now);
  if (left > saidFrom || !(await tables.motions.keepsCalendar(path))) return null;
  const villages = await tables.motions.villages(path);
  const met = await tables.motions.assembled(path, "representatives", span.from, span.to);
  const held = new Set(met.filter(({ quorate }) => quorate === 1).map(({ place_id }) => place_id));
  const missing = villages.filter(({ id }) => !held.has(id)).map(({ name }) => name);
  if (missing.length === 0) return null;
  return `村代会 ${held.size}/${villages.length}村，未开：${nameSome(missing.slice(0, mostNamed), missing.length, "村")}（还有${left}天）`;
}
