import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { askedOf, factsOf } from "../../handlers/consultation/asked.ts";
import type { Count } from "../../handlers/consultation/count.ts";
import { resultOf } from "../../handlers/consultation/end.ts";
import { countText } from "../../handlers/consultation/wording.ts";
import { type Gazetteer, loadReference } from "../bot/places.ts";
import { outgoingText } from "../bot/wording.ts";
import { formatDateTime } from "../chinese/time/index.ts";
import { writeTable } from "../import/write-table.ts";
import type { Store } from "../store/store.ts";
import type { RecordRow } from "../store/tables/records.ts";
import { UsageError } from "./tool.ts";

/** Writes how a closed consultation ended: a table, or one page of text that may be passed on. No names in either. */
export async function exportConsultation(
  { number, file, town }: { readonly number: string; readonly file: string; readonly town: string | undefined },
  { read }: Store,
  now: number,
): Promise<void> {
  const { places } = await loadReference(read);
  const row = await called(number, town, places, read);
  const facts = factsOf(row, read);
  const result = resultOf(facts);
  if (!result) throw new UsageError(`${number} 还没截止，截止了再导出`);
  const asked = askedOf(row, read);
  const groups = await read.consultations.groupsOf(row.id);
  const names = [...new Set(groups.flatMap(({ place_name }) => place_name ?? []))].join("、");
  const head = [
    `${places.get(row.town_id)?.name ?? ""} 征求 ${asked.number}`,
    outgoingText(asked.title),
    `${formatDateTime(asked.openedAt, now)} 到 ${formatDateTime(asked.closesAt, now)}，问了${names}的群`,
  ];
  const decision = facts.decision === "" ? [] : [`决定：${outgoingText(facts.decision)}`];
  const note = "群内征求意见，不是表决。人数少的不分开列。";
  if (extname(file).toLowerCase() === ".txt") {
    const text = [...head, `收到${countText(result, asked.options, true)}`, ...decision, note].join("\n");
    await writeFile(file, `${text}\n`, { mode: 0o600 });
  } else
    await writeTable(file, [
      ...[["意见", "人数", "在家", "外出", "未登记"], ...linesOf(result)],
      ...[...head, ...decision, note].map((line) => [line]),
    ]);
}

const cell = (count: number | null): string => (count === null ? "不显示" : String(count));

const linesOf = ({ stances, people, where, unclassified }: Count): string[][] => [
  ...stances.map((one) => [one.name, String(one.people), ...one.where.map(cell)]),
  ["合计", String(people), ...where.map(cell)],
  ["没归类", String(unclassified)],
];

/** @throws UsageError where there is none, or one in several towns */
async function called(
  number: string,
  town: string | undefined,
  places: Gazetteer,
  read: Store["read"],
): Promise<RecordRow> {
  const digits = /^[cC]?(\d{1,9})$/.exec(number)?.[1];
  const root = places.root();
  const towns = (root ? places.towns(root.path) : []).filter(
    (id) => town === undefined || places.get(id)?.name === town,
  );
  const rows =
    digits === undefined || towns.length === 0 ? [] : await read.records.find(towns, ["consultation"], Number(digits));
  const [row, ...others] = rows;
  if (!row) throw new UsageError(`没有征求 ${number}`);
  if (others.length === 0) return row;
  const names = rows.map(({ town_id }) => places.get(town_id)?.name).join("、");
  throw new UsageError(`${number} 在${names}都有，加上 --town 镇名`);
}
