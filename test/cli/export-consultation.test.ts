import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { exportConsultation } from "../../src/cli/export-consultation.ts";
import { readTable } from "../../src/import/read-table.ts";
import { withFolder } from "../import/tables.ts";
import { engines, group, openWorld, type World } from "../world.ts";

const village = group("village");

describe.each(engines)("a consultation that is closed, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("wang", "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：今天18:00", village);
    for (let at = 0; at < 6; at++) await world.says(`guest${at}`, at < 5 ? "东线" : "西线", village);
    await world.says("li", "东线", village);
  });
  afterEach(() => world.close());

  test("is written as a page and as a table, without names and with small cells hidden", async () => {
    await withFolder(async (folder) => {
      const [page, table] = [join(folder, "c1.txt"), join(folder, "c1.xlsx")];
      const write = (file: string, number = "C1", town?: string) =>
        exportConsultation({ number, file, town }, world.store, world.now());
      await expect(write(page)).rejects.toThrow("还没截止");
      await world.passes("2026-11-21T18:02+08:00");
      await world.says("wang", "/征求 结果 C1 决定：走东线", village);
      await write(page);
      expect(readFileSync(page, "utf8")).toBe(
        [
          "新会镇 征求 C1",
          "修水渠走东线还是西线？",
          "11月21日（周六）10:00 到 11月21日（周六）18:00，问了东卧牛村的群",
          "收到7人：东线6，西线1。",
          "决定：走东线",
          "群内征求意见，不是表决。人数少的不分开列。\n",
        ].join("\n"),
      );
      await write(table, "c1", "新会镇");
      const { rows } = await readTable(table);
      expect(rows.slice(0, 2).map(({ cells }) => Object.values(cells).join("|"))).toEqual([
        "东线|6|不显示|不显示|不显示|",
        "西线|1|不显示|不显示|不显示|",
      ]);
      await expect(write(page, "C9")).rejects.toThrow("没有征求 C9");
    });
  });
});
