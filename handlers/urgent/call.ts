import { siblingsOf } from "../../src/bot/record/kept.ts";
import { type Telling, tell } from "../../src/bot/tell/tell.ts";
import { bound } from "../../src/chinese/privacy/clip.ts";
import { formatClock } from "../../src/chinese/time/index.ts";
import { readUrgent } from "../../src/chinese/urgent/urgent.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";
import { headline } from "./advice.ts";
import { type Called, whoToCall } from "./who.ts";

/** Characters of the cry that are said on. */
const mostSaid = 300;
const callWord = "叫人";

/** Who was told so far, and whom nobody tells: kept with the record, under its seal. */
type Told = { readonly told: readonly string[]; readonly without: readonly string[]; readonly fromAbove: boolean };

export function toldOf(row: RecordRow, tables: Pick<Tables, "records">): Told {
  const { told = [], without = [], fromAbove } = tables.records.openFields(row);
  return { told: [told].flat(), without: [without].flat(), fromAbove: fromAbove === "yes" };
}

/**
 * Calls the next of those who can be called, and once more those who were; where a whole round can be told by nobody the
 * next is called at once. Who hears of it for the first time.
 */
export async function call(row: RecordRow, round: number, { tables, now }: Telling): Promise<readonly Called[]> {
  const { told, without, fromAbove } = toldOf(row, tables);
  const rounds = await whoToCall(row.place_id ?? "", { people: without, fromAbove }, tables, now);
  const text = await cryOf(row, round, tables);
  const say = async (personId: string, cause: string) =>
    (
      await tell(
        {
          to: { person: personId },
          ...{ text, cause: `${siblingsOf(row.cause)}${cause}:${personId}`, subject: row.id, why: "urgent" },
          ...{ private: true, actions: { words: ["收到"], number: numberOf(row) } },
        },
        { tables, now },
      )
    ).way !== "none";
  for (const personId of told) await say(personId, `again${round}`);
  const reached: Called[] = [];
  for (const [index, people] of rounds.entries()) {
    if (index > round && reached.length + told.length > 0) break;
    for (const one of people) if (!told.includes(one.personId) && (await say(one.personId, "call"))) reached.push(one);
  }
  const ids = [...told, ...reached.map(({ personId }) => personId)];
  const fields = { ...tables.records.openFields(row), told: ids };
  await tables.records.change(row, { fields: tables.records.words(row, JSON.stringify(fields)) });
  await tables.moves.add({
    ...{ record_id: row.id, at: now, account: "", person_id: null, chat: "", word: callWord, before: {} },
    ...{ from_state: row.state, to_state: row.state, note: JSON.stringify(ids) },
    cause: `${siblingsOf(row.cause)}${callWord}${round}:${row.id}:${row.place_id}`,
  });
  return reached;
}

/** Those who were told of it hear what comes next, but not who says it. */
export async function tellCalled(
  row: RecordRow,
  text: string,
  cause: string,
  { tables, now }: Telling,
  except: string | null = null,
): Promise<number> {
  let heard = 0;
  for (const personId of toldOf(row, tables).told) {
    if (personId === except) continue;
    const news = { to: { person: personId }, text, cause: `${cause}:${personId}`, subject: row.id } as const;
    if ((await tell({ ...news, why: "urgent", private: true }, { tables, now })).way !== "none") heard++;
  }
  return heard;
}

/** What it is, where, in whose words, and how to reach who said it. */
async function cryOf(row: RecordRow, round: number, tables: Tables): Promise<string> {
  const words = tables.records.openText(row);
  const place = await placeOf(row, tables);
  const person = row.author_id === null ? undefined : await tables.people.get(row.author_id);
  const phone = row.author_id === null ? null : await tables.people.phone(row.author_id);
  const name = person ? `${person.name}${person.away_city ? `（在${person.away_city}）` : ""}` : "不认识的人";
  const again = round > 0 ? "还没人回。" : "";
  return [
    `【急】${again}${headline(readUrgent(words))} ${place}（${numberOf(row)}）：${bound(words, mostSaid)}`,
    `${name} ${formatClock(row.created_at)}说的${phone ? `，电话${phone}` : ""}。要给他带话，引用这条写。`,
  ].join("\n");
}

async function placeOf(row: RecordRow, tables: Tables): Promise<string> {
  const line = row.place_id === null ? [] : await tables.places.upwards(row.place_id);
  const below = line.filter(({ level }) => level !== "county" && level !== "city" && level !== "town");
  const shown = below.length > 0 ? below : line.slice(0, 1);
  return shown.length === 0
    ? "没说在哪"
    : shown
        .reverse()
        .map(({ name }) => name)
        .join("");
}
