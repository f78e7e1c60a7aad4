import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ballots } from "../../../jobs/ballots.ts";
import { closeAppraisal } from "../../../jobs/close-appraisal.ts";
import type { JobContext } from "../../../src/bot/job.ts";
import { direct, engines, type World } from "../../world.ts";
import { openHall, openThree } from "./hall.ts";

const afterTheEnd = "2026-11-21T18:03+08:00";

describe.each(engines)("a closing, on %s", (engine) => {
  let world: World;
  let slips: string[];
  beforeEach(async () => {
    world = await openHall(engine);
    slips = await openThree(world);
    await world.says("sun", "/评议 合议 A1 组织 11月20日镇党委会 1：好 2：较好 3：好");
  });
  afterEach(() => world.close());

  const vote = async (who: string, words: string, grades: string) => {
    for (const text of [words, grades, "投"]) await world.says(who, text);
  };
  /** eight slips, and as many members as are given */
  const everybodyVotes = async (members = 5) => {
    for (const [at, slip] of slips.entries()) await vote(`p${at}`, `投票 ${slip}`, ["121", "112", "315"][at % 3] ?? "");
    for (let at = 1; at <= members; at += 1) await vote(`m${at}`, "投票", "213");
  };
  const rowOf = async () => {
    const [row] = await world.store.read.appraisals.inStates("/county/", ["open", "counting", "deciding", "ready"]);
    if (!row) throw new Error("no appraisal");
    return row;
  };
  const keys = () => (existsSync(world.ballotDir) ? readdirSync(world.ballotDir) : []);
  const cells = async () => (await world.store.read.appraisals.cells((await rowOf()).id)).length;

  test("comes to what a count by hand comes to, and leaves nothing finer", async () => {
    await everybodyVotes();
    expect(keys()).toHaveLength(1);
    await world.passes(afterTheEnd);
    // slips: 班子 100×6 60×2; 王建国 80×3 100×5; 张桂兰 100×3 80×3 and two without an idea; members: 80 100 60
    expect(await world.says("sun", "/评议 结果 A1")).toBe(
      [
        "A1 三票两评 东卧牛村：群众8/8，党员5/6，组织已定。",
        "1班子：群众90.0、党员80.0、组织好，综合90.0，样本13",
        "2王建国：群众92.5、党员100.0、组织较好，综合91.0，样本13",
        "3张桂兰：群众90.0、党员60.0、组织好，综合84.0，样本11",
      ].join("\n"),
    );
    expect(world.toChat(direct("sun")).at(-2)).toContain("A1 三票两评 东卧牛村计完票了，票和钥匙都销毁了");
    expect(keys()).toEqual([]);
    const { id } = await rowOf();
    expect(await world.store.read.ballots.castAfter(id, "", 1)).toEqual([]);
    expect(await world.store.read.ballots.hands(id)).toEqual([]);
    expect((await world.store.read.ballots.turnout(id)).size).toBe(0);
  });

  test("by hand asks once while something is filled and not cast, and tells who filled it", async () => {
    await everybodyVotes(4);
    await world.says("m5", "投票");
    await world.says("m5", "111");
    expect(await world.says("sun", "/评议 停止 A1")).toContain("还有填好没投的票");
    expect(world.toChat(direct("m5")).at(-1)).toBe("A1 马上停了，回“投”才算。");
    await world.says("m5", "投");
    expect(await world.says("sun", "停止")).toContain("A1 停止投票：群众8/8，党员5/6，组织已定");
    expect(await world.says("m6", "投票")).not.toContain("A1");
    await world.passes(60_000);
    expect(await world.says("sun", "/评议 结果 A1")).toContain("2王建国：群众92.5、党员100.0");
  });

  if (engine === "postgres") return;

  test("of fewer than five gives no result, no total and no hint of it", async () => {
    await everybodyVotes(4);
    await world.passes("2026-11-21T17:05+08:00");
    expect(world.toChat(direct("sun")).join("\n")).toContain("党员不足5票，没有结果。要延期发：/评议 延期 A1 到…");
    await world.passes(afterTheEnd);
    const result = await world.says("sun", "/评议 结果 A1");
    expect(result).toContain("1班子：群众90.0、党员样本不足、组织好，没有综合分");
    expect(result).not.toContain("综合9");
    expect(await cells()).toBeLessThan(12);
  });

  test("waits a minute for what was sent in time, and takes nothing sent later", async () => {
    await everybodyVotes(4);
    await world.says("m5", "投票");
    await world.says("m5", "111");
    await world.passes("2026-11-21T17:51+08:00");
    expect(world.toChat(direct("m5")).at(-1)).toBe("A1 11月21日（周六）18:00截止，您填好的票还没投。回“投”才算。");
    world.waits("2026-11-21T18:00:30+08:00");
    expect(await world.says("m6", "投票")).toBe("现在没有您的票。手里有票号的，发：投票 票号");
    const inTime = { sentAt: Date.parse("2026-11-21T17:59:59+08:00") };
    expect(await world.says("m5", "投", direct("m5"), inTime)).toContain("投进去了");
    await world.passes(afterTheEnd);
    expect(await world.says("sun", "/评议 结果 A1")).toContain("党员5/6");
  });

  test.each(["begins", "has read", "has written", "has destroyed the key"])(
    "killed when it %s is done once",
    async (moment) => {
      await everybodyVotes();
      world.waits("2026-11-21T18:02+08:00");
      const row = await rowOf();
      await world.store.write((tables) => tables.records.change(row, { state: "counting" }));
      const counting = { ...row, state: "counting" };
      const killed = new Error("killed");
      let writes = 0;
      const dies: JobContext = {
        ...world.context,
        ballotBox: {
          ...world.context.ballotBox,
          opener: (id) => {
            if (moment === "begins") throw killed;
            return world.context.ballotBox.opener(id);
          },
          destroy: (id) => {
            if (moment === "has written") throw killed;
            world.context.ballotBox.destroy(id);
          },
        },
        store: {
          ...world.store,
          write: (work) => {
            writes += 1;
            if ((moment === "has read" && writes === 1) || (moment === "has destroyed the key" && writes === 2))
              throw killed;
            return world.store.write(work);
          },
        },
      };
      await expect(closeAppraisal(counting, dies)).rejects.toThrow("killed");
      await closeAppraisal(counting, world.context);
      await Promise.all([closeAppraisal(counting, world.context), ballots.run({ id: row.id, at: 0 }, world.context)]);
      expect(keys()).toEqual([]);
      expect(await world.says("sun", "/评议 结果 A1")).toContain(
        "2王建国：群众92.5、党员100.0、组织较好，综合91.0，样本13",
      );
      await world.passes(60_000);
      expect(world.toChat(direct("sun")).filter((text) => text.includes("计完票了"))).toHaveLength(1);
    },
  );

  test("lets others be answered between a few lines and the next", async () => {
    await everybodyVotes();
    world.waits("2026-11-21T18:02+08:00");
    const row = await rowOf();
    await world.store.write((tables) => tables.records.change(row, { state: "counting" }));
    let [inARow, most, isOver] = [0, 0, false];
    const turn = () => {
      inARow = 0;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const open = world.context.ballotBox.opener(row.id);
    const opener = () =>
      open
        ? (...line: Parameters<typeof open>) => {
            most = Math.max(most, ++inARow);
            return open(...line);
          }
        : null;
    await closeAppraisal(
      { ...row, state: "counting" },
      { ...world.context, ballotBox: { ...world.context.ballotBox, opener } },
    );
    isOver = true;
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(25);
  });

  test("without the key says that nothing can be opened, and keeps the ballots", async () => {
    await everybodyVotes();
    const { id } = await rowOf();
    const key = readFileSync(join(world.ballotDir, keys()[0] ?? ""));
    expect(key.length).toBeGreaterThan(32);
    world.context.ballotBox.destroy(id);
    await world.passes(afterTheEnd);
    expect(world.toChat(direct("sun")).at(-1)).toContain("A1 的票箱钥匙没了，票打不开，只能作废重投");
    expect((await world.store.read.ballots.castAfter(id, "", 100)).length).toBe(39);
    await world.says("liming", "/帮助");
    expect(await world.says("sun", "/评议 作废 A1 钥匙没了")).toContain("请另一方也发");
    expect(await world.says("liming", "/评议 作废 A1 钥匙没了")).toContain("A1 作废了，票和钥匙都销毁");
    expect(await world.store.read.ballots.castAfter(id, "", 1)).toEqual([]);
  });
});
