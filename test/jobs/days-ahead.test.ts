import { afterEach, expect, test } from "@jest/globals";
import { jobs } from "../../jobs/index.ts";
import { openVillage } from "../handlers/motion/village.ts";
import { direct, type World } from "../world.ts";

let world: World;
afterEach(() => world.close());

const moved = async (to: string) => {
  world.waits(to);
  for (const job of jobs) await job.clockMoved?.(world.context);
};

test("what is looked at on a day of its own still is after the clock was months ahead, and once", async () => {
  world = await openVillage();
  await world.sleeps("2026-11-22T09:30:00+08:00");
  await world.store.write(async (tables) => {
    const cadreId = (await tables.people.byAccount("sandbox:zhou"))?.person_id ?? "";
    const stay = { cadreId, kind: "驻点", target: "石门村", targetIs: "place", until: "2027-02-28" } as const;
    await tables.pairings.add(stay, world.now());
    await tables.directory.put({ matters: ["低保"], name: "周明", title: "民政助理", phone: null, isPublic: true });
    // the town keeps a calendar
    await tables.motions.assemble({
      ...{ place_id: "石门村", body: "representatives", day: "2026-11-20", due: 30, present: 25 },
      ...{ extra: "{}", quorate: 1, cause: "met", by_id: null, at: 1 },
    });
  });
  const heard = (who: string, words: string) => world.toChat(direct(who)).filter((text) => text.includes(words));
  await moved("2027-03-03T09:20:00+08:00");
  await world.sleeps("2027-03-03T09:30:00+08:00");
  const ahead = heard("he", "本季村民代表会议还没记").length;
  expect(ahead).toBe(1);
  await moved("2026-11-23T08:00:00+08:00");
  expect(heard("zhou", "还对吗")).toEqual([]);
  for (const day of ["2026-11-23", "2026-11-30", "2026-12-01", "2026-12-02", "2027-01-01", "2027-01-02"])
    await world.sleeps(`${day}T09:30:00+08:00`);
  expect(heard("zhou", "驻点到").map((text) => /还有\d+天/.exec(text)?.[0])).toEqual(["还有90天"]);
  expect(heard("he", "本季村民代表会议还没记").slice(ahead)).toHaveLength(1);
  expect(heard("zhou", "还对吗")).toHaveLength(1);
});
