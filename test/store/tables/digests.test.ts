import { beforeAll, expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";
import { putPerson } from "../town.ts";

const friday = "2026-11-27";
const saturday = "2026-11-28";

onEachEngine("digests", (db) => {
  const ids: Record<"early" | "late" | "off", string> = { early: "", late: "", off: "" };
  beforeAll(() =>
    db.write(async (tables) => {
      for (const [name, minute] of [
        ["early", 460],
        ["late", 500],
        ["off", 460],
      ] as const) {
        ids[name] = await putPerson(tables, name);
        await tables.digests.begin(ids[name], minute, friday);
      }
      await tables.digests.set(ids.off, { enabled: 0 });
    }),
  );
  const due = async (day: string, minute: number, workday = true) =>
    (await db.read.digests.due(day, minute, workday, 10)).map(({ personId }) => personId);
  const keep = (personId: string, day: string, text: string, state: "composed" | "empty" | "skipped" = "composed") =>
    db.write((tables) =>
      tables.digests.keep({ person_id: personId, day, kind: "daily", text, covers_from: 0, composed_at: 1, state }),
    );

  test("are due from their minute on, on working days, from their first day on", async () => {
    expect(await due(friday, 459)).toEqual([]);
    expect(await due(friday, 460)).toEqual([ids.early]);
    expect(await due(friday, 700)).toEqual([ids.early, ids.late]);
    expect(await due("2026-11-26", 700)).toEqual([]);
    expect(await due(saturday, 700, false)).toEqual([]);
    expect(await db.read.digests.minutes()).toEqual([460, 500]);
  });

  test("asked for on a day of rest are due on that day", async () => {
    await db.write((tables) => tables.digests.set(ids.late, { also_on: saturday }));
    expect(await due(saturday, 700, false)).toEqual([ids.late]);
  });

  test("are kept once a day, by one of two who race, and then are not due", async () => {
    const kept = await Promise.all([keep(ids.early, friday, "one"), keep(ids.early, friday, "two")]);
    expect(kept.sort()).toEqual([false, true]);
    expect(await due(friday, 700)).toEqual([ids.late]);
    await db.write((tables) => tables.digests.forget(ids.early, friday, "daily"));
    expect(await due(friday, 460)).toEqual([ids.early]);
  });

  test("that were skipped are not the last ones; words are sealed", async () => {
    await keep(ids.late, friday, "意见 新增1");
    await keep(ids.late, "2026-11-30", "", "skipped");
    const last = await db.read.digests.last(ids.late, "daily");
    expect(last?.day).toBe(friday);
    expect(last?.text_sealed).not.toContain("意见");
    expect(last && db.read.digests.openText(last)).toBe("意见 新增1");
  });

  test("keep the setting there is when it is begun again", async () => {
    await db.write((tables) => tables.digests.begin(ids.early, 1, friday));
    expect(await db.read.digests.setting(ids.early)).toMatchObject({ minute: 460, enabled: 1 });
  });
});
