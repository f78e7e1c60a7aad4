import { afterEach, expect, test } from "@jest/globals";
import { openWorld, type World } from "../world.ts";

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.reverse()) await world.close();
});

const readers = 6;
const morning = 7 * 60 + 50;

test("two processes that come by in the same minute tell each digest, report of a week and reminder once", async () => {
  const one = await openWorld({ engine: "postgres" });
  worlds.push(one);
  await one.store.write(async (tables) => {
    for (let index = 0; index < readers; index++) {
      const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: one.now() };
      const personId = await tables.people.add({ ...person, name: `书记${index}` });
      await tables.people.addPost({ personId, role: "secretary", placeId: "东卧牛村", title: "", now: one.now() });
      await tables.people.nameAccount(`sandbox:s${index}`, personId);
      await tables.digests.begin(personId, morning, "2026-11-22");
      await tables.digests.set(personId, { weekly_day: 1, weekly_minute: morning });
    }
  });
  for (let index = 0; index < readers; index++) await one.says(`s${index}`, "你好");
  await one.says("li", "意见：三社水管又裂了");
  await one.says("zhou", "/提醒 11月23日7:50 开会");
  const before = one.sent.length;
  const other = await openWorld({ url: one.url });
  worlds.push(other);
  for (const until of ["2026-11-23T07:49+08:00", "2026-11-23T07:50+08:00", "2026-11-23T07:51+08:00"])
    await Promise.all([one.passes(until), other.passes(until)]);
  const told = [...one.sent.slice(before), ...other.sent].map(({ to, text }) => `${to} ${text.split("\n")[0]}`).sort();
  const expected = Array.from({ length: readers }, (_, index) => [
    `sandbox:town:direct:s${index} 11月23日 东卧牛村`,
    `sandbox:town:direct:s${index} 11月16日—11月23日 东卧牛村`,
    // the picture of the week
    `sandbox:town:direct:s${index} ［图］`,
  ]).flat();
  expect(told).toEqual([...expected, "sandbox:town:direct:zhou 【提醒】R1 开会"].sort());
});
