import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { digest } from "../../jobs/digest.ts";
import { chatKey, type Message } from "../../src/bot/message.ts";
import { type Bot, joinBot } from "../../src/join.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { openEmpty, testKey } from "../store/open.ts";
import { putPerson, putTown } from "../store/town.ts";

const morning = Date.parse("2026-11-27T08:10:00+08:00");
const readers = Array.from({ length: 25 }, (_, index) => `reader${index}`);
const chatOf = (id: string) => ({ channel: "sandbox", bot: "town", kind: "direct", id }) as const;

let db: Awaited<ReturnType<typeof openEmpty>>;
let store: Store;
let bot: Bot;
let sent: { to: string; text: string }[];

// More than PostgreSQL has connections. The store is not guarded: what waits for itself must wait here too.
beforeEach(async () => {
  db = await openEmpty("postgres");
  sent = [];
  await db.store.write(putTown);
  await db.store.write(async (tables) => {
    await tables.people.nameAccount("sandbox:li", await putPerson(tables, "李大山", { homePlaceId: "s1" }));
    await tables.people.nameAccount("sandbox:zhao", await putPerson(tables, "赵四", { homePlaceId: "s1" }));
    for (const name of readers) {
      const personId = await putPerson(tables, name);
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

const said = (who: string, text: string): Message => ({
  ...{ type: "message", key: text, chat: chatOf(who), text, mentioned: false, botNames: [], quote: null },
  ...{ sender: { account: `sandbox:${who}`, shortAccount: `sandbox:${who}`, name: "" }, sentAt: morning },
  ...{ answers: "response", privately: chatOf(who), hears: "all" },
});

test("twenty-five digests of one minute and a villager's message do not wait for each other", async () => {
  await bot.accept(said("li", "路灯不亮"));
  const due = await digest.due(morning, bot.context);
  expect(due).toHaveLength(readers.length);
  const message = bot.accept(said("zhao", "井水浑"));
  await Promise.all([message, ...due.map(({ data }) => digest.run(digest.data.parse(data), bot.context))]);
  await bot.quiet();
  expect((await message).answer).toContain("收到 O2");
  expect(sent.map(({ to }) => to).sort()).toEqual(readers.map((name) => chatKey(chatOf(name))).sort());
  for (const { text } of sent) expect(text).toMatch(/^11月27日 town\n意见 新增[12]，未答复[12]$/);
  expect(await digest.due(morning, bot.context)).toEqual([]);
});
