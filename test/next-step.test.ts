import { expect, test } from "@jest/globals";
import { lineForPeople } from "../src/log.ts";
import { nextSteps } from "../src/next-step.ts";
import { openEmpty } from "./store/open.ts";
import { openWorld } from "./world.ts";

/** What a terminal shows for it, without the time in front. */
const shown = (steps: Awaited<ReturnType<typeof nextSteps>>) =>
  steps.map(({ event, facts }) => lineForPeople(JSON.stringify({ time: 0, level: 30, msg: event, ...facts })).slice(9));

test("a service that nobody can use yet says all that is missing, in order, and where the empty sheets are", async () => {
  const { store, remove } = await openEmpty("sqlite");
  const lines = shown(await nextSteps(store, []));
  expect(lines.map((line) => /^还缺：([^。（]+)/.exec(line)?.[1])).toEqual(["管理员", "地点", "名册", "群"]);
  expect(lines.join("")).toMatch(/ADMINS[\s\S]*控制台“导入”里有空表[\s\S]*demo\/places.csv[\s\S]*\/绑定/);
  expect(shown(await nextSteps(store, ["wecom:admin"]))[0]).toContain("地点");
  await remove();
});

test("and once people are there, how many villages and cadres are left, and nobody's name", async () => {
  const world = await openWorld();
  const lines = shown(await nextSteps(world.store, ["wecom:admin"]));
  expect(lines.join("")).toMatch(/群（4个村没有）[\s\S]*还缺：\d+个干部没有账号。控制台“名册”/);
  for (const name of ["周明", "王建国", "西卧牛"]) expect(lines.join("")).not.toContain(name);
  await world.close();
});
