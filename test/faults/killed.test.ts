import { expect, test } from "@jest/globals";
import { createSeal } from "../../src/store/engine/seal.ts";
import { type Engine, openWorld, worldKey } from "../world.ts";
import { marked, rowsOf, stuck } from "./ledgers.ts";
import type { Happens, Life } from "./life.ts";
import { withDisk } from "./mortals.ts";
import { beyond } from "./sweep.ts";

/** A publication from its text to the end of its period; the decision stands before. */
const decided = [
  ["zhou", "帮助"],
  ["wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社"],
  ["wang", "M1 小组会 11月20日 户30/25 同意22 反对3"],
  ["wang", "M1 公布"],
] as const;
const publication: readonly Happens[] = [
  { at: "2026-11-21T10:00+08:00", says: ["wang", "发"] },
  { at: "2026-11-21T10:10+08:00", says: ["zhou", "同意"] },
  { at: "2026-11-21T10:20+08:00", says: ["wang", "M1 已上墙"] },
  { at: "2026-11-30T18:01+08:00" },
  { at: "2026-12-07T18:01+08:00" },
];
/** A minute after minute, until what was in the hand of a dead process is taken up. */
const afterwards = ["2026-12-07T18:02+08:00", "2026-12-07T18:03+08:00", "2026-12-07T18:04+08:00"];

/** The same, with a kill -9 at each of its steps, or none. */
const publish = (engine: Engine, dies: Life["dies"]) =>
  withDisk(engine, async (disk) => {
    const { url, ballotDir } = disk;
    const before = await openWorld({ url, ballotDir });
    for (const [who, text] of decided) await before.says(who, text);
    await before.close();
    const keyed = publication.map((one, index) => ({ ...one, key: `k${index}` }));
    // what a process dies of its platform, or its clock, brings to the next one again
    if (dies)
      for (const [index, one] of keyed.entries())
        await disk.killed(index === 0 ? [one] : [...keyed.slice(index - 1, index), one], dies);
    await disk.lives([...(dies ? keyed.slice(-1) : keyed), ...afterwards.map((at) => ({ at, key: at }))]);
    return {
      ...{ rows: await rowsOf(url, createSeal(worldKey)), said: disk.said(), marked: await marked(url) },
      stuck: await stuck(url, Date.parse(afterwards.at(-1) ?? "")),
    };
  });

test.each([
  ["sqlite", { commit: 1, after: true }],
  ["postgres", { commit: 1, after: false }],
] as const)(
  "kill -9 of the process at each step of a publication, on %s: nothing lost, nothing twice",
  async (engine, dies) => {
    const undisturbed = await publish(engine, null);
    expect(undisturbed.stuck).toBe(0);
    expect(undisturbed.said.join()).toContain("【决议公布 M1】");
    const killed = await publish(engine, dies);
    expect(killed.stuck).toBe(0);
    expect(killed.rows).toEqual(undisturbed.rows);
    expect(beyond(undisturbed.said, killed.said)).toEqual([]);
    const twice = beyond(killed.said, undisturbed.said);
    expect({ twice: twice.length <= killed.marked ? [] : twice }).toEqual({ twice: [] });
  },
  180_000, // ten seconds on a quiet machine
);
