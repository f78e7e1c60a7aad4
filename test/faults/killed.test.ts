import { expect, test } from "@jest/globals";
import { createSeal } from "../../src/store/engine/seal.ts";
import { fillHall, withWatchdog } from "../handlers/appraisal/hall.ts";
import { type Engine, openWorld, type World, worldKey } from "../world.ts";
import { standingOf } from "./ledgers.ts";
import type { Happens, Life } from "./life.ts";
import { withDisk } from "./mortals.ts";
import { beyond } from "./sweep.ts";

/** A publication from its text to the end of its period; what it tells of stands before. */
type Publication = {
  readonly given: (world: World) => Promise<void>;
  readonly happens: readonly Happens[];
  readonly text: string;
};
const until = [{ at: "2026-11-30T18:01+08:00" }, { at: "2026-12-07T18:01+08:00" }] as const;

const ofMotion: Publication = {
  async given(world) {
    for (const [who, text] of [
      ["zhou", "帮助"],
      ["wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社"],
      ["wang", "M1 小组会 11月20日 户30/25 同意22 反对3"],
      ["wang", "M1 公布"],
    ] as const)
      await world.says(who, text);
  },
  happens: [
    { at: "2026-11-21T10:00+08:00", says: ["wang", "发"] },
    { at: "2026-11-21T10:10+08:00", says: ["zhou", "同意"] },
    { at: "2026-11-21T10:20+08:00", says: ["wang", "M1 已上墙"] },
    ...until,
  ],
  text: "【决议公布 M1】",
};

const ofAppraisal: Publication = {
  async given(world) {
    await fillHall(world);
    await withWatchdog(world);
    const made = "/评议 新建 民主评议 东卧牛村 对象：王建国、张桂兰 票：党员 100% 名册 截止：今天18:00";
    for (const text of [made, "/评议 开始 A1", "开始"]) await world.says("sun", text);
    for (let at = 1; at <= 5; at++) for (const text of ["投票", "13", "投"]) await world.says(`m${at}`, text);
    await world.says("sun", "/评议 停止 A1");
    await world.passes(60_000);
    await world.says("sun", "/评议 公布 A1");
  },
  happens: [
    { at: "2026-11-21T10:05+08:00", says: ["sun", "发"] },
    { at: "2026-11-21T10:10+08:00", says: ["chen", "同意"] },
    { at: "2026-11-21T10:20+08:00", says: ["sun", "A1 已上墙"] },
    ...until,
  ],
  text: "【评议公布 A1】",
};

/** A minute after minute, until what was in the hand of a dead process is taken up. */
const afterwards = ["2026-12-07T18:02+08:00", "2026-12-07T18:03+08:00", "2026-12-07T18:04+08:00"];

/** The same, with a kill -9 at each of its steps, or none. */
const publish = (engine: Engine, { given, happens }: Publication, dies: Life["dies"]) =>
  withDisk(engine, async (disk) => {
    const { url, ballotDir } = disk;
    const before = await openWorld({ url, ballotDir });
    await given(before);
    await before.close();
    const keyed = happens.map((one, index) => ({ ...one, key: `k${index}` }));
    // what a process dies of its platform, or its clock, brings to the next one again
    if (dies)
      for (const [index, one] of keyed.entries())
        await disk.killed(index === 0 ? [one] : [...keyed.slice(index - 1, index), one], dies);
    await disk.lives([...(dies ? keyed.slice(-1) : keyed), ...afterwards.map((at) => ({ at, key: at }))]);
    return {
      ...(await standingOf(url, createSeal(worldKey), Date.parse(afterwards.at(-1) ?? ""))),
      said: disk.said(),
    };
  });

test.each([
  ["a motion", "sqlite", ofMotion, { commit: 1, after: true }],
  ["a motion", "postgres", ofMotion, { commit: 1, after: false }],
  ["an appraisal", "sqlite", ofAppraisal, { commit: 1, after: true }],
] as const)(
  "kill -9 of the process at each step of a publication of %s, on %s: nothing lost, nothing twice",
  async (_, engine, publication, dies) => {
    const undisturbed = await publish(engine, publication, null);
    expect(undisturbed.stuck).toBe(0);
    expect(undisturbed.said.join()).toContain(publication.text);
    const killed = await publish(engine, publication, dies);
    expect(killed.stuck).toBe(0);
    expect(killed.rows).toEqual(undisturbed.rows);
    expect(beyond(undisturbed.said, killed.said)).toEqual([]);
    const twice = beyond(killed.said, undisturbed.said);
    expect({ twice: twice.length <= killed.marked ? [] : twice }).toEqual({ twice: [] });
  },
);
