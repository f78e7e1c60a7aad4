import { expect, test } from "@jest/globals";
import { lineForPeople } from "../src/log.ts";
import { nextStep } from "../src/next-step.ts";
import { openEmpty } from "./store/open.ts";
import { openWorld } from "./world.ts";

/** What a terminal shows for it. */
const shown = (step: string | null) =>
  step === null ? null : lineForPeople(JSON.stringify({ time: 0, level: 30, msg: step })).slice(9);

test("a service that nobody can use yet says what comes next: the import, the admin, the groups", async () => {
  const { store, remove } = await openEmpty("sqlite");
  expect(shown(await nextStep(store, ["wecom:admin"]))).toContain("import places 地点.csv");
  await store.write((tables) =>
    tables.places.put(
      { id: "t", parent_id: null, level: "town", name: "新会镇", level_word: "镇", path: "新会镇", town_id: "t" },
      [],
    ),
  );
  expect(shown(await nextStep(store, []))).toContain("ADMINS");
  expect(shown(await nextStep(store, ["wecom:admin"]))).toContain("/绑定");
  await remove();
});

test("and nothing once a group is bound", async () => {
  const world = await openWorld();
  expect(await nextStep(world.store, ["wecom:admin"])).toBeNull();
  await world.close();
});
