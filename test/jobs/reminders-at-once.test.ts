import { expect, test } from "@jest/globals";
import { due } from "../../jobs/due.ts";
import { direct, type Engine, engines, openWorld } from "../world.ts";

const people = Array.from({ length: 20 }, (_, index) => `p${index}`);

async function openCadres(engine: Engine) {
  const world = await openWorld({ engine });
  await world.store.write(async (tables) => {
    for (const name of [...people, "late"]) {
      const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() };
      const personId = await tables.people.add({ ...person, name });
      await tables.people.addPost({ personId, role: "secretary", placeId: "东卧牛村", title: "", now: world.now() });
      await tables.people.nameAccount(`sandbox:${name}`, personId);
    }
  });
  for (const name of people) await world.says(name, "/提醒 11点 交表");
  return world;
}

test.each(engines)("reminders of one minute are struck together, and each fails for itself, on %s", async (engine) => {
  const world = await openCadres(engine);
  const { context, store } = world;
  const remindersOf = (name: string) => world.toChat(direct(name)).filter((text) => text.startsWith("【提醒】"));
  const found = () => due.due(Date.parse("2026-11-21T11:00:00+08:00"), context);
  const before = await found();
  expect(before.flatMap(({ data }) => data.owners).sort()).toEqual(people.map((name) => `sandbox:${name}`).sort());

  // whoever comes to it in the last minute is in a job of their own name, and the others keep theirs
  await world.says("late", "/提醒 11点 交表");
  const ids = before.map(({ data }) => due.id(data));
  const fresh = (await found()).filter(({ data }) => !ids.includes(due.id(data)));
  expect(fresh).toHaveLength(1);
  expect(fresh[0]?.data.owners).toContain("sandbox:late");

  // one of them cannot be struck
  const [broken] = await store.read.clocks.ownedBy("reminder", "sandbox:p3", null, 1);
  if (!broken) throw new Error("nothing was set");
  await store.write((tables) => tables.records.change(broken, { rule: "{}" }));
  world.waits("2026-11-21T11:00:00+08:00");
  const owners = [...people, "late"].map((name) => `sandbox:${name}`).sort();
  const all = { kind: "reminder", dueAt: world.now(), owners };
  const statements = store.executed();
  // two at once, as when a job is found in one process while another still runs it
  const ended = await Promise.allSettled([due.run(all, context), due.run(all, context)]);
  const each = (store.executed() - statements) / owners.length;
  await world.quiet();
  expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  for (const name of people) expect([name, remindersOf(name).length]).toEqual([name, name === "p3" ? 0 : 1]);
  expect(remindersOf("late")).toHaveLength(1);
  expect((await found()).flatMap(({ data }) => data.owners)).toEqual(["sandbox:p3"]);
  expect(each).toBeLessThan(20);
  await world.close();
});

test.each(engines)("reminders of one minute cost few statements each, on %s", async (engine) => {
  const world = await openCadres(engine);
  world.waits("2026-11-21T11:00:00+08:00");
  const before = world.store.executed();
  const owners = people.map((name) => `sandbox:${name}`);
  await due.run({ kind: "reminder", dueAt: world.now(), owners }, world.context);
  await world.quiet();
  expect(people.map((name) => world.toChat(direct(name)).length)).toEqual(people.map(() => 2));
  expect((world.store.executed() - before) / people.length).toBeLessThan(engine === "postgres" ? 4 : 8);
  await world.close();
});
