import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { nameSome } from "../../src/ledger/coverage.ts";
import { daysLeft, quarterOf, saidFrom } from "../../src/ledger/meeting-calendar.ts";
import { isResult, type Step, stepWord, type Template } from "../../src/ledger/motion-templates.ts";
import { isStuck } from "../../src/ledger/motion-terms.ts";
import type { MotionAt } from "../../src/store/tables/motions.ts";
import type { Tables } from "../../src/store/tables.ts";
import { termsAt } from "./standing.ts";

const dayLength = 24 * 60 * 60_000;
const mostNamed = 2;
const mostNumbers = 5;
/** It was asked for with the publication and once more since. */
const boardLate = 4 * dayLength;

type Open = { readonly row: MotionAt; readonly title: string; readonly next: Step | undefined };
type Found = {
  readonly objections: readonly { readonly number: number; readonly created_at: number }[];
  readonly stuck: readonly Open[];
  readonly without: readonly Open[];
  readonly board: readonly Open[];
  readonly calendar: string | null;
};

/** `异议2条没答复，最久3天：M3`, what is stuck, what has no result, and who has not met this quarter. */
export const motionSection = defineSection<Found>({
  name: "motions",
  about: "place",
  gather: async ({ place, now }, tables) => {
    const calendar = await calendarOf(place.path, now, tables);
    const found = { stuck: [] as Open[], without: [] as Open[], board: [] as Open[] };
    let known: { stuckDays: number; hanging: ReadonlySet<string> } | null = null;
    for await (const row of tables.motions.eachBelow(place.path, ["going", "published"])) {
      known ??= {
        stuckDays: (await termsAt(place.id, { tables })).stuckDays,
        hanging: await tables.motions.notOnBoard(place.path, now - boardLate),
      };
      const next = (JSON.parse(row.template) as Template).steps[row.point];
      const lists = [
        ...(isStuck(row, known.stuckDays, now) ? [found.stuck] : []),
        ...(isResult(next) && row.finish_by !== null && row.finish_by < now ? [found.without] : []),
        ...(known.hanging.has(row.id) ? [found.board] : []),
      ];
      if (lists.length === 0) continue;
      const open: Open = { row, title: tables.records.openText(row), next };
      for (const list of lists) list.push(open);
    }
    const objections = known ? await tables.motions.openObjections(place.path) : [];
    return { objections, ...found, calendar };
  },
  lines({ objections, stuck, without, board, calendar }, { now }) {
    const days = (at: number): number => Math.floor((now - at) / dayLength);
    const oldest = Math.min(...objections.map(({ created_at }) => created_at));
    const all = [...new Set(objections.map(({ number }) => `M${number}`))];
    const numbers = `${all.slice(0, mostNumbers).join("、")}${all.length > mostNumbers ? "等" : ""}`;
    const some = (all: readonly Open[], more: (one: Open) => string): string =>
      all
        .slice(0, mostNamed)
        .map((one) => `${nameOf(one)}${more(one)}`)
        .join("、");
    const late = ({ row }: Open): string => `（过了完成期${days(Number(row.finish_by))}天）`;
    const parts = [
      stuck.length > 0 ? stuckWords(stuck, now) : "",
      without.length > 0 ? `决议公布了没公布结果${without.length}件：${some(without, late)}` : "",
      board.length > 0 ? `公布了没上墙${board.length}件：${some(board, () => "")}` : "",
    ].filter(Boolean);
    const text = `异议${objections.length}条没答复，最久${days(oldest)}天：${numbers}`;
    return [
      ...(objections.length > 0 ? [{ text, rank: ranks.exception + 18, isNews: true }] : []),
      ...(parts.length > 0 ? [{ text: `议题 ${parts.join("；")}`, rank: ranks.reached, isNews: false }] : []),
      ...(calendar === null ? [] : [{ text: calendar, rank: ranks.reached + 5, isNews: false }]),
    ];
  },
});

const nameOf = ({ row, title }: Open): string => `M${row.number}${isForwardable(title) ? ` ${clip(title, 12)}` : ""}`;

/** `卡在党员大会审议等2件，最久23天：M5 水井` */
function stuckWords(stuck: readonly Open[], now: number): string {
  const days = ({ row }: Open): number => Math.floor((now - row.stepped_at) / dayLength);
  const [first] = [...stuck].sort((one, other) => days(other) - days(one));
  if (!first) return "";
  const many = stuck.length > 1 ? `等${stuck.length}件` : "";
  return `卡在${stepWord(first.next)}${many}，最久${days(first)}天：${nameOf(first)}`;
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
