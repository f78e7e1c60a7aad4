import { expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";

onEachEngine("holidays", (db) => {
  test("are put again under the same day and come in order", async () => {
    await db.write((tables) =>
      tables.holidays.put([
        { day: "2027-02-05", kind: "休", name: "春节" },
        { day: "2027-01-01", kind: "班", name: "元旦" },
      ]),
    );
    await db.write((tables) => tables.holidays.put([{ day: "2027-01-01", kind: "休", name: "元旦" }]));
    expect((await db.read.holidays.all()).map(({ day, kind }) => `${day}${kind}`)).toEqual([
      "2027-01-01休",
      "2027-02-05休",
    ]);
  });
});
