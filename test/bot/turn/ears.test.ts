import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ledgers } from "../../../handlers/index.ts";
import type { Ledger } from "../../../src/bot/ledger.ts";
import { here } from "../../../src/bot/reply.ts";
import type { Ear } from "../../../src/bot/turn/ear.ts";
import { joinBot } from "../../../src/join.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const [village, fresh] = [group("village"), group("fresh")];

describe.each(engines)("what is no command, on %s", (engine) => {
  let world: World;
  let broken: boolean;
  beforeEach(async () => {
    world = await openWorld({ engine });
    broken = false;
  });
  afterEach(() => world.close());

  /** Hears what begins with its name, wherever it is said. */
  const ear = (name: string, keeps: Ear["keeps"] | "secret", passes = false): Ear => ({
    ...(keeps === "secret" ? { keeps: "answer", first: true } : { keeps }),
    ...{ name, hears: (_, { words }) => words.startsWith(name) },
    answer: async () => {
      if (broken) throw new Error("broken");
      return passes ? null : [here(`${name}听到了`)];
    },
  });
  const withEars = (...ears: Ear[]) => {
    const listening: Ledger = { title: "试", commands: [], ears };
    const { accept } = joinBot({
      ...{ store: world.store, admins: new Set<string>(), now: world.now, log: () => {} },
      ledgers: [listening, ...ledgers],
    });
    return async (who: string, text: string, chat = direct(who)) =>
      (await accept(world.message(who, text, chat, { answers: "response", privately: null }))).answer;
  };
  const inbox = () => world.store.read.inbox.counts();
  /** which of these words were written down anywhere */
  const written = (...words: string[]) => words.filter((word) => world.sealed.join().includes(word));

  test("goes to the first ear that has something to say of it", async () => {
    const says = withEars(ear("票", "words", true), ear("票", "words"), ear("票", "answer"));
    expect(await says("li", "票数不对")).toBe("票听到了");
    expect(await withEars()("li", "票数不对")).toContain("收到 O1");
  });

  test("is kept with its words, or without, as its ear says", async () => {
    const says = withEars(ear("甲", "words"), ear("乙", "answer"), ear("丙", "secret"));
    for (const text of ["甲一", "乙二", "丙三"]) expect(await says("li", text)).toContain("听到了");
    expect(await inbox()).toEqual({ done: 3, failed: 0 });
    expect(written("甲一", "乙二", "丙三")).toEqual(["甲一"]);
  });

  test("a command alone goes first to whoever waits for that word", async () => {
    const waits: Ear = { ...ear("取消", "words"), takes: ["取消"] };
    const says = withEars(waits);
    expect(await says("sun", "取消")).toBe("取消听到了");
    expect(await says("sun", "/取消")).toBe("取消听到了");
    expect(await says("sun", "取消 R1")).not.toBe("取消听到了");
    expect(await says("sun", "/取消", group("office"))).toBe("取消听到了");
    expect(await says("sun", "/取消 R1", group("office"))).not.toBe("取消听到了");
    expect(await withEars({ ...waits, answer: async () => null })("sun", "取消")).not.toBe("取消听到了");
  });

  test("and is secret goes to no question that waits", async () => {
    const says = withEars(ear("丙", "secret"));
    await says("guest", "家里老人没人管");
    expect(await says("guest", "丙三")).toBe("丙听到了");
    expect(written("丙三")).toEqual([]);
    expect(await says("guest", "李家湾")).toContain("收到 O1");
  });

  test("is not kept when it fails where its ear keeps no words; its sender is asked to say it again", async () => {
    const says = withEars(ear("甲", "words"), ear("乙", "answer"), ear("丙", "secret"));
    broken = true;
    expect(await says("li", "甲一")).toContain("已留底");
    for (const text of ["乙二", "丙三"]) expect(await says("li", text)).toBe("这条没办成，也没留底，请再发一次。");
    expect(await inbox()).toEqual({ done: 2, failed: 1 });
    expect(written("甲一", "乙二", "丙三")).toEqual(["甲一"]);
  });

  test("nor in a group that belongs to no place, nor an ordinary comment", async () => {
    const says = withEars(ear("甲", "words"));
    broken = true;
    expect(await says("li", "甲一", fresh)).toBe("这条没办成，也没留底，请再发一次。");
    expect(await says("li", "甲二", village)).toContain("已留底");
    expect(written("甲一", "甲二")).toEqual(["甲二"]);
  });

  test("is nothing to the bot where no ear listens, also when that fails", async () => {
    const store = { ...world.store };
    const failing = joinBot({
      ...{ now: world.now, admins: new Set<string>(), log: () => {}, ledgers },
      store: {
        ...store,
        write: (work) =>
          store.write((tables) =>
            work(new Proxy(tables, { get: (all, name) => (name === "once" ? undefined : Reflect.get(all, name)) })),
          ),
      },
    });
    // the privacy warning counts, in a table that is not there
    const comment = world.message("li", "我的号13800138000", village, { answers: "response" });
    expect(await failing.accept(comment)).toEqual({ answer: null });
    expect(await inbox()).toEqual({ done: 0, failed: 0 });
    expect(written("13800138000")).toEqual([]);
  });

  test.each(["R1 办好了", "Ｒ１ 办好了。", "R1，办好了", "r1：办好了"])("%s speaks of that number", async (text) => {
    await world.says("wang", "/提醒 半小时后 开会");
    await world.passes(31 * 60_000);
    expect(await world.says("wang", text)).toContain("R1 记作办好了");
  });

  test.each([
    ["R1 取消", "已取消 R1"],
    ["R1 推迟2小时", "12:31再提醒"],
  ])("%s too", async (text, answer) => {
    await world.says("wang", "/提醒 半小时后 开会");
    if (text.includes("推迟")) await world.passes(31 * 60_000);
    expect(await world.says("wang", text)).toContain(answer);
  });

  test("however long it is, an opinion with a number in front stays one", async () => {
    const text = `R1${"。".repeat(200_000)}完`;
    const says = withEars();
    expect(await says("li", text)).toContain("收到 O1");
    // to a question that is open as well
    await says("wang", "桥栏杆松了");
    await says("wang", `${"，".repeat(200_000)}完`);
    expect(await says("wang", "①")).toContain("收到 O2");
  });
});
