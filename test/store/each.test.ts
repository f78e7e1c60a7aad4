import { describe, expect, test } from "@jest/globals";
import { onEachEngine } from "./open.ts";
import { putPerson, putTown } from "./town.ts";

onEachEngine("several works that go the same way", (db) => {
  const keys = Array.from({ length: 20 }, (_, index) => `key${index}`);
  const said = (ended: readonly PromiseSettledResult<unknown>[]) =>
    ended.map((one) => (one.status === "fulfilled" ? one.value : (one.reason as Error).message));

  describe("read", () => {
    test("give each what it would have read alone, whatever it asks next", async () => {
      await db.write(async (tables) => {
        for (const key of keys.slice(0, 15)) await tables.settings.set(key, `${key} is`);
      });
      const ended = await db.store.readEach(
        keys.map((key, index) => async (tables) => {
          const own = await tables.settings.get(key);
          return index % 3 === 0 ? [own, await tables.settings.get(keys[index + 1] ?? "")] : own;
        }),
      );
      const is = (index: number) => (index < 15 ? `${keys[index]} is` : undefined);
      expect(said(ended)).toEqual(keys.map((_, index) => (index % 3 === 0 ? [is(index), is(index + 1)] : is(index))));
    });

    test("give rows in their order, several to one and none to another", async () => {
      await db.write(putTown);
      const paths = ["/county/", "/county/town/east/", "/county/town/west/", "/nowhere/"];
      const asked = { campaign: "talk", who: "", level: "village" } as const;
      const inOneTown = { towns: () => ["town"], count: () => 2 };
      const ended = await db.store.readEach(
        paths.map((path) => (tables) => tables.coverage.gaps({ ...asked, path }, { limit: 10, offset: 0 }, inOneTown)),
      );
      const [east, west] = ["east", "west"].map((id) => ({ id, name: id, last_day: null }));
      expect(said(ended)).toEqual([[east, west], [east], [west], []]);
    });

    test("fail for themselves", async () => {
      const ended = await db.store.readEach(
        keys.map((key, index) => async (tables) => {
          const value = await tables.settings.get(key);
          if (index === 3) throw new Error("this one is broken");
          return (await tables.settings.get(key)) === value;
        }),
      );
      expect(said(ended)).toEqual(keys.map((_, index) => (index === 3 ? "this one is broken" : true)));
    });
  });

  test("from a file let the loop turn after each, however many groups there are at once", async () => {
    if (db.store.engine !== "sqlite") return;
    let turn = 0;
    let isOver = false;
    const count = () => {
      turn++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const perTurn = new Map<number, number>();
    const work = async () => void perTurn.set(turn, (perTurn.get(turn) ?? 0) + 1);
    await Promise.all(keys.map(() => db.store.readEach([work, work, work])));
    isOver = true;
    expect(Math.max(...perTurn.values())).toBeLessThanOrEqual(2);
  });

  test("of many at once all come to their end", async () => {
    const ended = await Promise.all(
      keys.map((key) => db.store.readEach([(tables) => tables.settings.get(`none ${key}`), async () => key])),
    );
    expect(ended.map(said)).toEqual(keys.map((key) => [undefined, key]));
  });

  describe("written", () => {
    test("wait for none that are read, and go one group after the other", async () => {
      let go: () => void = () => undefined;
      const gate = new Promise<void>((open) => {
        go = open;
      });
      const reads = keys.map(() => db.store.readEach([() => gate]));
      let [now, most] = [0, 0];
      const groups = keys.map((key) =>
        db.store.writeEach([
          async (tables) => {
            most = Math.max(most, ++now);
            await tables.settings.get(key);
            now--;
          },
        ]),
      );
      expect((await Promise.all(groups)).map(said)).toEqual(keys.map(() => [undefined]));
      expect(most).toBe(1);
      go();
      await Promise.all(reads);
    });

    test("stand together", async () => {
      const ended = await db.store.writeEach(
        keys.map((key) => async (tables) => {
          const before = await tables.settings.get(`written ${key}`);
          await tables.settings.set(`written ${key}`, "1");
          return before;
        }),
      );
      expect(said(ended)).toEqual(keys.map(() => undefined));
      for (const key of keys) expect(await db.read.settings.get(`written ${key}`)).toBe("1");
    });

    test("again after one of them failed take one connection at a time", async () => {
      if (db.store.engine !== "postgres") return;
      const begun = new Set<string>();
      let [now, most] = [0, 0];
      const ended = await db.store.writeEach(
        keys.map((key, index) => async (tables) => {
          const isAgain = begun.has(key);
          begun.add(key);
          if (isAgain) most = Math.max(most, ++now);
          await tables.settings.set(`again ${key}`, "1");
          if (isAgain) now--;
          if (index === 7) throw new Error("this one is broken");
          return isAgain;
        }),
      );
      expect(said(ended)).toEqual(keys.map((_, index) => (index === 7 ? "this one is broken" : true)));
      expect(most).toBe(1);
    });

    test("fail for themselves: nothing of one that fails stands, and all of the others once", async () => {
      const people: string[] = [];
      await db.write(async (tables) => {
        for (const key of keys) people.push(await putPerson(tables, key));
      });
      const ended = await db.store.writeEach(
        people.map((personId, index) => async (tables) => {
          await tables.people.addPost({ personId, role: "cadre", placeId: "east", title: "", now: 0 });
          if (index === 7) throw new Error("this one is broken");
        }),
      );
      expect(said(ended)).toEqual(keys.map((_, index) => (index === 7 ? "this one is broken" : undefined)));
      for (const [index, personId] of people.entries())
        expect(await db.read.people.posts(personId)).toHaveLength(index === 7 ? 0 : 1);
    });
  });
});
