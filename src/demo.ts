import { fileURLToPath } from "node:url";
import { chatKey } from "./bot/message.ts";
import { loadReference } from "./bot/places.ts";
import { characters, directChat, groupChat, groups } from "./channels/sandbox/cast.ts";
import { findPlace } from "./chinese/names/index.ts";
import type { Checked } from "./import/check.ts";
import { checkDirectory } from "./import/check-directory.ts";
import { checkHolidays } from "./import/check-holidays.ts";
import { checkPlaces } from "./import/check-places.ts";
import { writeDirectory } from "./import/directory.ts";
import { readTable } from "./import/read-table.ts";
import { readPairings } from "./import/recognise-pairings.ts";
import { writeHolidays, writePlaces } from "./import/write.ts";
import { writePairings } from "./import/write-pairings.ts";
import { readPeople, writePeople } from "./import/write-people.ts";
import type { Tables } from "./store/tables.ts";

/** From dist/src and from src the folder lies at the top of the project. */
const fileOf = (name: string) =>
  fileURLToPath(new URL(`${import.meta.url.includes("/dist/") ? "../.." : ".."}/demo/${name}.csv`, import.meta.url));

const bound = {
  village: { place: "东卧牛村", kind: "village" },
  cadre: { place: "新会镇", kind: "cadre" },
  "village-west": { place: "西卧牛村", kind: "village" },
} as const;

export const holdsDemoTown = async (tables: Tables): Promise<boolean> => (await tables.places.all()).length > 0;

/** What fills an empty database with a small town: 21 villages, 99 sections, 220 hamlets, its cadres and some villagers. */
export async function readDemoTown(): Promise<(tables: Tables, now: number) => Promise<void>> {
  const [places, people, pairings, directory, holidays] = await Promise.all(
    ["places", "people", "pairings", "directory", "holidays"].map((name) => readTable(fileOf(name))),
  );
  if (!places || !people || !pairings || !directory || !holidays) throw new Error("the demo town is not there");
  return async function fill(tables, now) {
    const index = async () => (await loadReference(tables)).places.index;
    await writePlaces(whole(checkPlaces(places, await index())), tables);
    await writePeople(wholeFile(await readPeople(people, await index(), tables)), tables, now);
    await writePairings(whole(await readPairings(pairings, await index(), tables)), tables, now);
    await writeDirectory(whole(checkDirectory(directory)), tables);
    await writeHolidays(whole(checkHolidays(holidays)), tables);
    for (const group of groups) await bindGroup(group, await index(), tables, now);
    for (const character of characters) await meet(character, tables, now);
  };
}

async function bindGroup(
  { id, hears }: (typeof groups)[number],
  index: Parameters<typeof findPlace>[2],
  tables: Tables,
  now: number,
): Promise<void> {
  const key = chatKey(groupChat(id));
  const found = findPlace(bound[id].place, null, index);
  if (found.kind !== "one") throw new Error(`the demo town has no ${bound[id].place}`);
  await tables.groups.meet(key, now, hears);
  await tables.groups.bind(key, found.value.id, bound[id].kind);
}

/** As if each had once written to the bot, which can so write to them from the first day. */
async function meet({ id, name }: Readonly<(typeof characters)[number]>, tables: Tables, now: number): Promise<void> {
  const account = `sandbox:${id}`;
  const person = await tables.people.byAccount(account);
  await tables.accounts.touch({
    key: account,
    short: account,
    person_id: person?.person_id ?? null,
    name,
    direct_chat: chatKey(directChat(id)),
    last_used_at: now,
  });
}

const whole = <Row>(checked: Checked<Row>): readonly Row[] => wholeFile(checked).good;

function wholeFile<File extends Pick<Checked<unknown>, "bad">>(file: File): File {
  if (file.bad.length > 0)
    throw new Error(`the demo town has bad rows: ${file.bad.map(({ reason }) => reason).join(" ")}`);
  return file;
}
