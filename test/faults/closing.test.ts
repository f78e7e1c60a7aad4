import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { createSeal } from "../../src/store/engine/seal.ts";
import { fillHall, openThree } from "../handlers/appraisal/hall.ts";
import { direct, type Engine, openWorld, worldKey } from "../world.ts";
import { everything, standingOf } from "./ledgers.ts";
import type { Life } from "./life.ts";
import { type Disk, withDisk } from "./mortals.ts";
import { beyond } from "./sweep.ts";

type Death = NonNullable<Life["dies"]>;

/** A minute after minute from a minute behind the deadline on, until what a dead process had in hand is taken up. */
const minutes = ["18:01", "18:02", "18:03", "18:04", "18:05", "18:06"].map((time) => {
  const at = `2026-11-21T${time}+08:00`;
  return { at, key: at };
});

/** How far it has come: its state, whether counts are written, how many lines of ballots lie there, and keys. */
async function standing({ url, ballotDir }: Disk): Promise<string> {
  const { records = [], appraisals = [], ballot_lines = [] } = await everything(url);
  const keys = existsSync(ballotDir) ? readdirSync(ballotDir).length : 0;
  const counted = appraisals[0]?.counted_at === null ? "not counted" : "counted";
  const state = records.find(({ kind }) => kind === "appraisal")?.state;
  return `${state}, ${counted}, ${ballot_lines.length} lines, ${keys} key`;
}

/** Five slips and five members, and the closing; each death is one process's. */
const close = (engine: Engine, deaths: readonly Death[]) =>
  withDisk(engine, async (disk) => {
    const { url, ballotDir } = disk;
    const before = await openWorld({ url, ballotDir });
    await fillHall(before);
    const slips = await openThree(before, 5);
    await before.says("sun", "/评议 合议 A1 组织 11月20日镇党委会 1：好 2：较好 3：好");
    for (const [at, slip] of slips.entries())
      for (const text of [`投票 ${slip}`, "121", "投"]) await before.says(`p${at}`, text);
    for (let at = 1; at <= 5; at += 1) for (const text of ["投票", "213", "投"]) await before.says(`m${at}`, text);
    await before.close();
    const steps: string[] = [];
    for (const [at, dies] of deaths.entries()) {
      await disk.killed(minutes.slice(at, at + 1), dies);
      steps.push(await standing(disk));
    }
    await disk.lives(minutes.slice(deaths.length));
    const after = await openWorld({ url, ballotDir, startAt: Date.parse("2026-11-21T18:10+08:00") });
    const report = await after.says("sun", "/评议 结果 A1", direct("sun"), { key: "afterwards" });
    await after.close();
    return {
      ...{ steps, report, end: await standing(disk), said: disk.said() },
      ...(await standingOf(url, createSeal(worldKey), Date.parse("2026-11-21T18:06+08:00"))),
    };
  });

const taken: Death = { commit: 1, after: true };
const before = (commit: number): Death => ({ commit, after: false });

test.each<[Engine, [Death, string][]]>([
  [
    "sqlite",
    [
      [taken, "counting, not counted, 30 lines, 1 key"],
      [taken, "counting, counted, 0 lines, 1 key"],
      [taken, "ready, counted, 0 lines, 0 key"],
    ],
  ],
  [
    "postgres",
    [
      [before(1), "open, not counted, 30 lines, 1 key"],
      [before(2), "counting, not counted, 30 lines, 1 key"],
      [before(2), "counting, counted, 0 lines, 0 key"],
    ],
  ],
])(
  "kill -9 of the process at each step of a closing, on %s: counted once, the key gone, the report the same",
  async (engine, deaths) => {
    const undisturbed = await close(engine, []);
    expect(undisturbed.report).toContain("2王建国：群众80.0、党员100.0、组织较好，综合86.0，样本10");
    expect({ stuck: undisturbed.stuck, end: undisturbed.end }).toEqual({
      stuck: 0,
      end: "ready, counted, 0 lines, 0 key",
    });
    const killed = await close(
      engine,
      deaths.map(([dies]) => dies),
    );
    expect(killed.steps).toEqual(deaths.map(([, step]) => step));
    expect({ stuck: killed.stuck, end: killed.end }).toEqual({ stuck: 0, end: undisturbed.end });
    expect(killed.report).toBe(undisturbed.report);
    expect(killed.rows).toEqual(undisturbed.rows);
    expect(beyond(undisturbed.said, killed.said)).toEqual([]);
    const twice = beyond(killed.said, undisturbed.said);
    expect({ twice: twice.length <= killed.marked ? [] : twice }).toEqual({ twice: [] });
  },
);
