import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { digest } from "../../jobs/digest.ts";
import { chatKey, type Message } from "../../src/bot/message.ts";
import { type Bot, joinBot } from "../../src/join.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { engines, openEmpty, testKey } from "../store/open.ts";
import { putPerson, putTown } from "../store/town.ts";

const morning = Date.parse("2026-11-27T08:10:00+08:00");
const readers = Array.from({ length: 25 }, (_, index) => `reader${index}`);
const chatOf = (id: string) => ({ channel: "sandbox", bot: "town", kind: "direct", id }) as const;

let db: Awaited<ReturnType<typeof openEmpty>>;
let store: Store;
let bot: Bot;
let ids: string[];
let sent: { to: string; text: string }[];

// On PostgreSQL more than it has connections. The store is not guarded: what waits for itself must wait here too.
describe.each(engines)("digests of one minute on %s", (engine) => {
  beforeEach(async () => {
    db = await openEmpty(engine);
    sent = [];
    ids = [];
    await db.store.write(putTown);
    await db.store.write(async (tables) => {
      await tables.people.nameAccount("sandbox:li", await putPerson(tables, "李大山", { homePlaceId: "s1" }));
      await tables.people.nameAccount("sandbox:zhao", await putPerson(tables, "赵四", { homePlaceId: "s1" }));
      for (const name of readers) {
        const personId = await putPerson(tables, name);
        ids.push(personId);
        await tables.people.addPost({ personId, role: "secretary", placeId: "town", title: "", now: 0 });
        const account = { key: `sandbox:${name}`, short: `sandbox:${name}`, person_id: personId, name };
        await tables.accounts.touch({ ...account, direct_chat: chatKey(chatOf(name)), last_used_at: 0 });
        await tables.digests.begin(personId, 8 * 60 + 10, "2026-11-27");
      }
    });
    store = await openStore({ url: db.url, seal: createSeal(testKey) });
    bot = joinBot({
      ...{ store, admins: new Set(), now: () => morning, log: () => {} },
      outside: {
        async send({ to, text }) {
          sent.push({ to: chatKey(to), text });
          return { outcome: "sent" };
        },
      },
    });
  });
  afterEach(async () => {
    await bot.stop();
    await store.close();
    await db.remove();
  });

  const all = () => ({ day: "2026-11-27", minute: 8 * 60 + 10, part: 0, personIds: ids });

  test("and a villager's message do not wait for each other", async () => {
    await bot.accept(said("li", "路灯不亮"));
    const due = await digest.due(morning, bot.context);
    expect(due.flatMap(({ data }) => data.personIds).sort()).toEqual([...ids].sort());
    const message = bot.accept(said("zhao", "井水浑"));
    await Promise.all([message, ...due.map(({ data }) => digest.run(digest.data.parse(data), bot.context))]);
    await bot.quiet();
    expect((await message).answer).toContain("收到 O2");
    expect(sent.map(({ to }) => to).sort()).toEqual(readers.map((name) => chatKey(chatOf(name))).sort());
    for (const { text } of sent) expect(text).toMatch(/^11月27日 town\n意见 新增[12]，未答复[12]$/);
    expect(await digest.due(morning, bot.context)).toEqual([]);
  });

  test("are the same jobs for whoever is left of them", async () => {
    const [first, ...others] = await digest.due(morning, bot.context);
    if (!first) throw new Error("nothing is due");
    const jobs = others.map(({ data }) => digest.id(data));
    await digest.run(digest.data.parse({ ...first.data, personIds: first.data.personIds.slice(0, 1) }), bot.context);
    const left = (await digest.due(morning, bot.context)).map(({ data }) => digest.id(data));
    expect(left.filter((id) => id !== digest.id(first.data))).toEqual(jobs);
  });

  test("run twice at the same time are told once", async () => {
    await bot.accept(said("li", "路灯不亮"));
    await Promise.all([digest.run(all(), bot.context), digest.run(all(), bot.context)]);
    await bot.quiet();
    expect(sent.map(({ to }) => to).sort()).toEqual(readers.map((name) => chatKey(chatOf(name))).sort());
  });

  test("fail for themselves: what cannot be read costs nobody else theirs, and is asked for again", async () => {
    await bot.accept(said("li", "路灯不亮"));
    const seal = { ...createSeal(testKey), seal: () => "nobody can open this" };
    const other = await openStore({ url: db.url, seal });
    const broken = { person_id: String(ids[3]), kind: "daily", covers_from: 0, composed_at: 0 } as const;
    await other.write((tables) => tables.digests.keep({ ...broken, day: "2026-11-26", state: "empty", text: "" }));
    await other.close();
    await expect(digest.run(all(), bot.context)).rejects.toThrow();
    await bot.quiet();
    const others = readers.filter((_, index) => index !== 3);
    expect(sent.map(({ to }) => to).sort()).toEqual(others.map((name) => chatKey(chatOf(name))).sort());
    expect((await digest.due(morning, bot.context)).map(({ data }) => data.personIds)).toEqual([[ids[3]]]);
  });

  test("cost few statements each", async () => {
    await bot.accept(said("li", "路灯不亮"));
    await bot.quiet();
    const before = store.executed();
    await digest.run(all(), bot.context);
    await bot.quiet();
    expect(sent).toHaveLength(readers.length);
    expect((store.executed() - before) / readers.length).toBeLessThan(engine === "postgres" ? 5 : 30);
  });
});

const said = (who: string, text: string): Message => ({
  ...{ type: "message", key: text, chat: chatOf(who), text, mentioned: false, botNames: [], quote: null },
  ...{ sender: { account: `sandbox:${who}`, shortAccount: `sandbox:${who}`, name: "" }, sentAt: morning },
  ...{ answers: "response", privately: chatOf(who), hears: "all" },
});
