import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { ledgers } from "../../../handlers/index.ts";
import { type Command, defineCommand } from "../../../src/bot/command/command.ts";
import { chatKey } from "../../../src/bot/message.ts";
import { keepRecord } from "../../../src/bot/record/keep.ts";
import { here } from "../../../src/bot/reply.ts";
import { StorageError } from "../../../src/bot/storage-error.ts";
import { joinBot } from "../../../src/join.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const village = group("village");
const told = "这条没记上，已留底，我们会处理。要紧的事请再发一次或打电话。";

/** Writes and then fails as long as it is broken. */
const faulty = (broken: () => boolean): Command =>
  defineCommand({
    ...{ name: "试错", aliases: ["faulty"], summary: "试错", role: "anyone", where: ["direct", "village"] },
    ...{ examples: ["/试错"], args: z.object({}) },
    async run(_, context) {
      const place = { id: "柳河村", path: "/county/town/柳河村/", townId: "town" };
      const what = { withPersonId: null, withName: "", day: "2026-11-21", at: null, text: "桥断了" };
      const { number } = await keepRecord({ kind: "opinion", place, ...what }, context);
      if (broken()) throw new Error("桥断了");
      return here(`收到 ${number}`);
    },
  });

describe.each(engines)("accepting a message on %s", (engine) => {
  let world: World;
  let broken: boolean;
  beforeEach(async () => {
    world = await openWorld({ engine });
    broken = true;
  });
  afterEach(() => world.close());

  const open = (more: { replaying?: true } = {}) =>
    joinBot({
      ...{
        store: world.store,
        ledgers: [{ title: "试", commands: [faulty(() => broken)] }, ...ledgers],
        admins: new Set<string>(),
      },
      ...{ now: world.now, ...more },
      log: (event, facts) => void world.logged.push(`${event} ${JSON.stringify(facts)}`),
    }).accept;
  const mine = async (who: string) =>
    (await world.store.read.records.mine(`sandbox:${who}`, null, 9)).map(({ text }) => text);
  const drain = (who: string) => world.drain(chatKey(direct(who)));

  test("that fails keeps it, tells its sender, and leaves nothing else behind", async () => {
    const accept = open();
    const message = world.message("li", "/试错", village, { answers: "response", privately: null });
    expect(await accept(message)).toEqual({ answer: told });
    expect(await accept(message)).toEqual({ answer: told });
    expect(await mine("li")).toEqual([]);
    expect(await world.store.read.inbox.counts()).toMatchObject({ failed: 1 });
    expect(world.logged.join()).not.toMatch(/桥断了|试错/);
  });

  test("that fails costs its neighbours nothing", async () => {
    const accept = open();
    // each begins by itself: their order is open here, and without the word one that came late would belong to another
    const messages = ["意见：路灯不亮", "/试错", "反映：井水浑", "/试错", "建议：桥断了"].map((text) =>
      world.message("li", text),
    );
    await Promise.all(messages.map((message) => accept(message)));
    expect((await mine("li")).sort()).toEqual(["井水浑", "桥断了", "路灯不亮"].sort());
    expect(await world.store.read.inbox.counts()).toMatchObject({ failed: 2 });
  });

  test("that failed is worked through later, once, and its sender gets the answer too", async () => {
    const message = world.message("li", "/试错");
    await open()(message);
    const replay = open({ replaying: true });
    await replay(message);
    expect(await world.store.read.inbox.failed(9)).toMatchObject([{ attempts: 2 }]);
    broken = false;
    await Promise.all([replay(message), replay(message)]);
    await open()(message);
    await drain("li");
    expect(await mine("li")).toEqual(["桥断了"]);
    expect(world.toChat(direct("li"))).toEqual([told, "收到 O1"]);
    expect(await world.store.read.inbox.counts()).toMatchObject({ failed: 0 });
  });

  test("that failed and was taken back is not worked through later", async () => {
    const accept = open();
    const message = world.message("li", "/试错", direct("li"), { platformId: "p1" });
    await accept(message);
    const recall = { type: "recall", key: "r", platformId: "p1", chat: direct("li"), by: "sandbox:li" } as const;
    await accept({ ...recall, sentAt: 0 });
    expect(await world.store.read.inbox.failed(9)).toEqual([]);
    broken = false;
    await open({ replaying: true })(message);
    expect(await mine("li")).toEqual([]);
  });

  test("is refused when the database does not take it, so that the platform sends again", async () => {
    const store = {
      ...world.store,
      write: async () => {
        throw new StorageError("full");
      },
    };
    const { accept } = joinBot({ store, admins: new Set(), now: world.now, log: () => {} });
    await expect(accept(world.message("li", "路灯不亮"))).rejects.toThrow(StorageError);
  });

  test("too old to be fresh answers only what is known", async () => {
    const accept = open();
    const message = world.message("li", "路灯不亮", direct("li"), { answers: "response" });
    expect(await accept({ ...message, stale: true })).toEqual({ answer: null, refused: true });
    const { answer } = await accept(message);
    expect(answer).toContain("收到 O1");
    expect(await accept({ ...message, stale: true })).toEqual({ answer });
  });

  test("under another key is the same when its second key is known", async () => {
    const accept = open();
    const message = world.message("li", "路灯不亮", direct("li"), { answers: "response", alsoKey: "also" });
    const { answer } = await accept(message);
    expect(await accept({ ...message, key: "another", alsoKey: "also" })).toEqual({ answer });
    expect(await mine("li")).toHaveLength(1);
  });

  test("with NUL, or thousands of characters, keeps it whole", async () => {
    const accept = open();
    await accept(world.message("li", "路灯\0不亮"));
    await accept(world.message("li", `井水浑${"啊".repeat(9000)}`));
    expect((await mine("li")).map((text) => text.length).sort()).toEqual([4, 9003].sort());
  });

  test("taken back by its sender takes back the record or the reminder, by others not", async () => {
    const accept = open();
    const recall = { type: "recall", sentAt: 0, chat: direct("wang") } as const;
    const said = ["/谈心 东卧牛 赫书记 低保 承诺：12月4日前回话", "/提醒 明天9点 开会"];
    for (const [at, text] of said.entries())
      await accept(world.message("wang", text, direct("wang"), { platformId: `p${at}` }));
    const waiting = () => world.store.read.clocks.running();
    expect(await waiting()).toBe(2);
    await accept({ ...recall, key: "r0", platformId: "p0", by: "sandbox:li" });
    expect(await mine("wang")).toHaveLength(1);
    for (const at of [0, 1, 1, 2]) await accept({ ...recall, key: `r${at}`, platformId: `p${at}`, by: "sandbox:wang" });
    expect([await mine("wang"), await waiting()]).toEqual([[], 0]);
  });
});
