import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { loadReference } from "../../src/bot/places.ts";
import { exporters } from "../../src/import/exported.ts";
import { importers } from "../../src/import/importers.ts";
import type { Store } from "../../src/store/store.ts";
import { engines, openWorld, type World } from "../world.ts";
import { table } from "./tables.ts";

/** More than are written together: villages, an item done in each, a cadre for each. */
const signs = [..."赵钱李周吴郑冯陈褚卫蒋沈韩杨朱"];
const names = Array.from({ length: 201 }, (_, n) => `${signs[n % 15]}${signs[Math.floor(n / 15)]}庄村`);
const files = {
  places: ["名称,级别,上级,别名", ...names.map((name) => `${name},村,新会镇,`)],
  ticks: ["地点,项目,日期,数量", ...names.map((name) => `${name},清理财务,2026-12-04,`)],
  pairings: ["干部,对象,类别", ...names.map((name) => `王建国,${name},包村`)],
};
type Name = keyof typeof files;

describe.each(engines)("what is long beside rosters, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.passes("2026-12-04T09:00+08:00");
    await world.says("sun", "/专项 新建 集中教育 清单：清理财务 到12月31日");
  });
  afterEach(() => world.close());

  async function takes(kind: Name, store: Store = world.store) {
    const { places } = await loadReference(world.store.read);
    const read = { tables: world.store.read, places, path: null, now: world.now() };
    const opened = await importers[kind]?.open({ ...read, table: table(...files[kind]) });
    if (!opened || !("takeIn" in opened)) throw new Error("it is not written in pieces");
    expect(opened.bad).toEqual([]);
    const order = { author: "a", placeId: "", file: "表.xlsx", draft: null };
    return opened.takeIn({ ...order, store, now: world.now });
  }
  async function stands(): Promise<readonly string[]> {
    const { places } = await loadReference(world.store.read);
    const all: string[] = [];
    for (const kind of Object.keys(files)) {
      const made = await exporters[kind]?.({ tables: world.store.read, places, full: true });
      all.push(...(made?.lines ?? []).map((line) => line.join()));
    }
    return all.sort();
  }
  /** One that lets so many through; then its process is gone. */
  const mortal = (writes: number): Store => {
    let nth = 0;
    return {
      ...world.store,
      async write(work) {
        if (nth++ >= writes) throw new Error("killed");
        return world.store.write(work);
      },
    };
  };

  test("is written between messages; ended anywhere it is all there or as it was before", async () => {
    for (const kind of Object.keys(files) as Name[]) {
      const before = await stands();
      const outcomes: number[] = [];
      for (let writes = 0; ; writes++) {
        const done = await takes(kind, mortal(writes)).catch((error: Error) => error.message);
        if (done !== "killed") {
          if (outcomes.every((more) => more === 0)) expect(done).toMatchObject({ added: names.length, updated: 0 });
          break;
        }
        // the service looks each minute
        await world.passes(60_000);
        expect(await world.store.read.imports.unfinished()).toEqual([]);
        outcomes.push((await stands()).length - before.length);
      }
      // it began, two pieces and the end, each by itself; nothing half-written
      expect(outcomes.slice(0, 4)).toEqual([0, 0, 0, 0]);
      expect(outcomes.every((more) => more === 0 || more === names.length)).toBe(true);
      expect((await stands()).length).toBe(before.length + names.length);
      expect(await takes(kind)).toMatchObject({ added: 0, updated: 0 });
    }
  });
});
